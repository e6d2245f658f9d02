/** `multiparity run` and `multiparity compare`. */
import { existsSync } from 'node:fs';
import type { ReportFormat } from '../../reports/index.js';
import { progressLine, terminal } from '../../reports/terminal.js';
import { writeReport } from '../../reports/write.js';
import { type Profile, readProfile } from '../../suites/reader/profile.js';
import { formatSize } from '../../suites/reader/size.js';
import { readBaseline, writeBaseline } from '../baseline.js';
import { askedProfiles } from '../drivers/index.js';
import { ledgerOf, promisesOf } from '../ledger.js';
import { exitCode, isRed, RESULT_FORMAT, type RuleInfo, type Run, type TargetRun } from '../result.js';
import { casesFor, factsOf, type RunOptions, runTarget } from '../run.js';
import { readSuite, type Suite, sourcesOf } from '../suite.js';
import { findTarget, type TargetOptions } from '../targets/index.js';
import { ACCOUNTS, mockTarget } from '../targets/mock.js';
import { type Target, TargetError } from '../targets/target.js';
import { packageVersion } from '../version.js';
import { chooser, strayRule } from './choose.js';
import { UsageError } from './problems.js';

export interface RunFlags {
  readonly target: readonly string[];
  readonly profile?: string;
  readonly driver: 'sdk' | 'raw';
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly sessionToken?: string;
  readonly region?: string;
  readonly addressing?: 'path' | 'virtual';
  readonly via?: 'endpoint' | 'container' | 'program';
  readonly bucket?: string;
  readonly prefix?: string;
  readonly report?: readonly string[];
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly shard?: { readonly index: number; readonly of: number };
  readonly jobs: number;
  readonly budget?: number;
  readonly timeout: number;
  readonly plan?: boolean;
  readonly trace?: boolean;
  readonly quiet?: boolean;
}

const FORMATS: readonly ReportFormat[] = ['html', 'json', 'junit', 'tap', 'md'];

/** Runs, prints, writes the reports, and sets the exit code. */
export async function run(rules: readonly string[], flags: RunFlags): Promise<void> {
  const suite = readSuite();
  const reports = (flags.report ?? []).map((text) => reportOf(text, suite));
  const wanted = chooser(rules, suite.rules);
  const targets = flags.target.flatMap((text) => expand(text)).map((text) => targetOf(text, flags, suite));
  const chosen = suite.rules.filter((rule) => wanted(rule.id));
  const asked = chosen.filter((rule) => isOf(rule, targets));
  // A gate must not be green because nothing was asked.
  if (asked.length === 0) throw new UsageError(askedNowhere(chosen, targets));
  if (flags.updateBaseline && flags.baseline === undefined)
    throw new UsageError('--update-baseline needs --baseline FILE to say where');
  if (flags.baseline !== undefined && targets.length > 1)
    throw new UsageError('--baseline belongs to one target, and several were given');
  if (flags.baseline !== undefined && !flags.updateBaseline && !existsSync(flags.baseline)) {
    throw new UsageError(`the baseline ${flags.baseline} does not exist; --update-baseline writes one`);
  }
  const baseline =
    flags.baseline !== undefined && existsSync(flags.baseline) ? readBaseline(flags.baseline) : undefined;
  if (flags.plan) {
    for (const { target, profile } of targets) console.log(planText(suite, profile, target, wanted, flags));
    return;
  }

  const stop = interruptible();
  const started = performance.now();
  const clock = (): number => performance.now() - started;
  const startedAt = new Date().toISOString();
  const progress = progressOn(flags.quiet === true);
  const runs: TargetRun[] = [];
  for (const { target, profile } of targets) {
    if (stop.signal.aborted) break;
    const options: RunOptions = {
      suite,
      profile,
      target,
      driver: flags.driver,
      wanted,
      partial: rules.length > 0,
      jobs: flags.jobs,
      shard: flags.shard,
      baseline,
      budget: flags.budget,
      timeoutMs: flags.timeout * 1000,
      signal: stop.signal,
      clock,
      onCase: progress.onCase(target.id),
    };
    runs.push(await runTarget(options));
    progress.clear();
  }
  stop.done();
  const result: Run = {
    format: RESULT_FORMAT,
    tool: { name: 'multiparity', version: packageVersion(), node: process.version },
    startedAt,
    durationMs: clock(),
    rules: asked.map(infoOf),
    targets: runs,
    interrupted: stop.signal.aborted,
    ...(rules.length > 0 ? {} : { ledger: promisesOf(ledgerOf(suite)) }),
  };
  const color = process.stdout.isTTY === true && !process.env.NO_COLOR;
  process.stdout.write(
    `${terminal(result, { color, verbose: flags.trace === true, width: process.stdout.columns })}\n`,
  );
  const unwritten = await writeReports(reports, result);
  const measured = runs[0]?.unreachable === undefined && !result.interrupted;
  if (flags.updateBaseline && flags.baseline !== undefined && measured) {
    const partial = rules.length > 0 || flags.shard !== undefined;
    const count = writeBaseline(flags.baseline, runs[0]?.cases ?? [], baseline, runs[0]?.target ?? '', partial);
    console.log(`baseline: ${count} known failures written to ${flags.baseline}`);
  }
  process.exitCode = exitCode(result) || (unwritten ? 2 : 0);
}

/** @returns whether one of them could not be written, which has been told then. */
async function writeReports(reports: readonly { format: ReportFormat; path: string }[], result: Run): Promise<boolean> {
  let failed = false;
  for (const { format, path } of reports) {
    try {
      await writeReport(format, path, result);
      console.log(`${format} report: ${path}`);
    } catch (error) {
      console.error((error as Error).message);
      failed = true;
    }
  }
  return failed;
}

/** Whether one of the targets speaks a dialect of the rule. */
function isOf({ dialects }: Suite['rules'][number], targets: readonly { readonly profile: Profile }[]): boolean {
  return targets.some(({ profile }) => dialects.includes(profile.dialect));
}

function askedNowhere(
  chosen: Suite['rules'],
  targets: readonly { readonly target: Target; readonly profile: Profile }[],
): string {
  const dialects = [...new Set(chosen.flatMap((rule) => rule.dialects))].join(', ');
  const spoken = targets.map(({ target, profile }) => `${target.id} speaks ${profile.dialect}`).join(', ');
  return `nothing would be asked: what was chosen is asked in ${dialects} only, and ${spoken}`;
}

function infoOf(rule: Suite['rules'][number]): RuleInfo {
  const { id, group, title, kind } = rule;
  return { id, group, title, kind, sources: sourcesOf(rule) };
}

function expand(text: string): string[] {
  if (text !== 'mock:all') return [text];
  const { asked, mute } = askedProfiles();
  if (mute.length > 0) console.log(`mock:all leaves out ${mute.join(', ')}: no driver speaks the dialect yet`);
  return asked.map((name) => `mock:${name}`);
}

function targetOf(text: string, flags: RunFlags, { rules }: Suite): { target: Target; profile: Profile } {
  const own = flags.profile === undefined ? undefined : readProfile(flags.profile);
  const { accessKey, secretKey, sessionToken, region, addressing, via, bucket, prefix } = flags;
  const given = { accessKey, secretKey, sessionToken, region, addressing, via, bucket, prefix };
  const target = known(text, rules, {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(own && { dialect: own.dialect }),
    mockTarget: (name) => mockTarget(readProfile(name), addressing),
  });
  return {
    target,
    profile: own ?? readProfile(text.startsWith('mock:') ? text.slice('mock:'.length) : target.profile),
  };
}

/** A target that cannot be named is a slip of the caller, unlike one that cannot be reached. */
function known(text: string, rules: Suite['rules'], options: TargetOptions): Target {
  try {
    return findTarget(text, options);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    const stray = strayRule(text, '--target', rules);
    throw new UsageError(stray === '' ? error.message : `there is no target "${text}"${stray}`);
  }
}

function reportOf(text: string, { rules }: Suite): { format: ReportFormat; path: string } {
  const [format, ...rest] = text.split('=');
  const path = rest.join('=');
  if (!FORMATS.includes(format as ReportFormat) || path === '') {
    throw new UsageError(
      `--report ${text}${strayRule(text, '--report', rules) || `: write FORMAT=FILE, with FORMAT one of ${FORMATS.join(', ')}`}`,
    );
  }
  return { format: format as ReportFormat, path };
}

/** The first Ctrl-C ends the run in good order, with its clean-up; the second ends the process. */
function interruptible(): { readonly signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write('\ninterrupted: cleaning up (again to stop at once)\n');
    controller.abort();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    done: () => void process.off('SIGINT', onSignal).off('SIGTERM', onSignal),
  };
}

function progressOn(quiet: boolean): { onCase(target: string): RunOptions['onCase']; clear(): void } {
  const live = process.stderr.isTTY === true && !quiet && !process.env.CI;
  let red = 0;
  return {
    onCase: (target) => (done, total, result) => {
      if (isRed(result)) red += 1;
      if (live) process.stderr.write(`\r\u001b[K${target} ${progressLine(done, total, red)}`);
    },
    clear: () => {
      red = 0;
      if (live) process.stderr.write('\r\u001b[K');
    },
  };
}

function planText(
  suite: Suite,
  profile: Profile,
  target: Target,
  wanted: (id: string) => boolean,
  flags: RunFlags,
): string {
  const facts = factsOf(target, {
    accounts: target.features.embedded ? ACCOUNTS : [{ accessKey: '', secretKey: '' }],
    addressing: flags.addressing ?? 'path',
    ...(flags.bucket === undefined ? {} : { bucket: flags.bucket }),
  });
  const cases = casesFor({ suite, profile, wanted, shard: flags.shard }, facts);
  const asked = cases.filter(({ skip }) => skip === undefined);
  const sum = (pick: (one: (typeof asked)[number]) => number): number =>
    asked.reduce((total, one) => total + pick(one), 0);
  const buckets = 1 + asked.filter(({ scenario }) => scenario.bucket === 'own').length;
  return [
    `${target.id}, judged by ${profile.id}: ${asked.length} cases of ${new Set(asked.map(({ rule }) => rule.id)).size} rules, ${cases.length - asked.length} skipped`,
    `  about ${sum(({ requests }) => requests)} requests and the clean-up, ${formatSize(sum(({ bytes }) => bytes))} of bodies, ${flags.bucket === undefined ? `${buckets} buckets made and removed` : `inside bucket ${flags.bucket}`}`,
  ].join('\n');
}
