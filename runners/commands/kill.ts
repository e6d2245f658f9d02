/** `multiparity kill`: every defect against the suites. */
import { killPage, killText } from '../../reports/kill.js';
import { writeText } from '../../reports/write.js';
import { suggestion } from '../../suites/reader/documents.js';
import { matchesGlob } from '../glob.js';
import { killAll, type Trial, trials } from '../kill/kill.js';
import { KILL_FORMAT, type KillRun, survivors } from '../result.js';
import { readSuite } from '../suite.js';
import { packageVersion } from '../version.js';
import { UsageError } from './problems.js';

export interface KillFlags {
  readonly profile?: readonly string[];
  readonly all?: boolean;
  readonly shard?: { readonly index: number; readonly of: number };
  readonly jobs: number;
  readonly report?: readonly string[];
  readonly quiet?: boolean;
}

const FORMATS: Readonly<Record<string, (run: KillRun) => string>> = {
  html: killPage,
  json: (run) => `${JSON.stringify(run, null, 2)}\n`,
};

/** Tries the defects, prints those that survived, writes the reports, and sets the exit code: 1 when one survived. */
export async function kill(patterns: readonly string[], flags: KillFlags): Promise<void> {
  const reports = (flags.report ?? []).map(reportOf);
  const list = chosen(patterns, flags);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const startedAt = new Date().toISOString();
  const began = performance.now();
  let done = 0;
  const results = await killAll(list, {
    suite: readSuite(),
    scope: flags.all === true ? 'all' : 'rule',
    signal: stop.signal,
    jobs: flags.jobs,
    onResult({ defect, profile, outcome }) {
      done += 1;
      if (flags.quiet !== true) console.log(`${done}/${list.length} ${outcome.kind.padEnd(7)} ${defect} (${profile})`);
    },
  });
  const run: KillRun = {
    format: KILL_FORMAT,
    tool: { name: 'multiparity', version: packageVersion(), node: process.version },
    startedAt,
    durationMs: performance.now() - began,
    results,
  };
  console.log(killText(run));
  const unwritten = await writeReports(reports, run);
  const code = stop.signal.aborted ? 130 : survivors(run).length > 0 ? 1 : 0;
  process.exitCode = code || (unwritten ? 2 : 0);
}

/** @returns whether one of them could not be written, which has been told then. */
async function writeReports(reports: readonly { format: string; path: string }[], run: KillRun): Promise<boolean> {
  let failed = false;
  for (const { format, path } of reports) {
    try {
      await writeText(format, path, () => FORMATS[format]!(run));
      console.log(`${format} report: ${path}`);
    } catch (error) {
      console.error((error as Error).message);
      failed = true;
    }
  }
  return failed;
}

function chosen(patterns: readonly string[], { profile, shard }: KillFlags): Trial[] {
  const every = trials(profile);
  const ids = [...new Set(every.map(({ defect }) => defect.id))];
  for (const pattern of patterns) {
    if (!ids.some((id) => matchesGlob(pattern, id)))
      throw new UsageError(`no defect is called "${pattern}"${suggestion(pattern, ids)}`);
  }
  const wanted = every.filter(
    ({ defect }) => patterns.length === 0 || patterns.some((pattern) => matchesGlob(pattern, defect.id)),
  );
  return shard ? wanted.filter((_, i) => i % shard.of === shard.index - 1) : wanted;
}

function reportOf(text: string): { format: string; path: string } {
  const [format = '', ...path] = text.split('=');
  if (!(format in FORMATS) || path.length === 0)
    throw new UsageError(`--report "${text}" is not understood: write html=FILE or json=FILE`);
  return { format, path: path.join('=') };
}
