/** Runs a suite against one target: starts it, makes a place, runs the cases side by side, and cleans up whatever happens. */
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Profile } from '../suites/reader/profile.js';
import { formatSize } from '../suites/reader/size.js';
import { shownAccounts } from './access.js';
import { type Baseline, excuseFor, staleEntries } from './baseline.js';
import { BudgetError } from './budget.js';
import { runCase } from './case.js';
import { cleanCase, emptyBucket, sender } from './cleanup.js';
import { cleanVaultCase, removeVault } from './cleanup-vaults.js';
import type { Driver } from './drivers/driver.js';
import { driversOf } from './drivers/index.js';
import { isWholeVault, type Case as PlannedCase, planCases, profileContext, type TargetFacts } from './plan.js';
import type { CaseResult, TargetRun } from './result.js';
import { ShapeLog } from './shape/log.js';
import type { Suite } from './suite.js';
import { type Running, type Target, TargetError } from './targets/target.js';

export interface RunOptions {
  readonly suite: Suite;
  readonly profile: Profile;
  readonly target: Target;
  /** The vendor's client, or raw signed HTTP. */
  readonly driver: 'sdk' | 'raw';
  readonly wanted: (ruleId: string) => boolean;
  /** Whether `wanted` leaves some rules out. */
  readonly partial: boolean;
  readonly jobs: number;
  readonly shard: { readonly index: number; readonly of: number } | undefined;
  readonly baseline: Baseline | undefined;
  /** Bytes that may be sent in all. */
  readonly budget: number | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly clock: () => number;
  readonly onCase: (done: number, total: number, result: CaseResult) => void;
  /** Stands between the cases and a driver, for tests of the suites themselves. */
  readonly between?: (driver: Driver) => Driver;
}

/** The cases of a run, in order, those of other shards left out. */
export function casesFor(
  options: Pick<RunOptions, 'suite' | 'profile' | 'wanted' | 'shard'>,
  facts: TargetFacts,
): PlannedCase[] {
  const asked = onlyShapes(options) ? () => true : options.wanted;
  const cases = planCases(options.suite, options.profile, facts, asked);
  const { shard } = options;
  return shard ? cases.filter((_, index) => index % shard.of === shard.index - 1) : cases;
}

/** Rules about every answer ask nothing themselves: chosen alone, they look at what all the others ask. */
function onlyShapes({ suite, wanted }: Pick<RunOptions, 'suite' | 'wanted'>): boolean {
  const chosen = suite.rules.filter(({ id }) => wanted(id));
  return chosen.length > 0 && chosen.every(({ shape }) => shape !== undefined);
}

/** What `needs` may know of a target that runs. */
export function factsOf(
  target: Target,
  endpoint: Pick<Running, 'accounts' | 'addressing' | 'bucket'> & Partial<Pick<Running, 'url'>>,
): TargetFacts {
  return {
    embedded: target.features.embedded === true,
    accounts: endpoint.accounts.length,
    known: shownAccounts(endpoint.accounts),
    addressing: endpoint.addressing,
    secure: target.features.standsForTls ?? endpoint.url?.startsWith('https:') ?? true,
    canMakeBuckets: endpoint.bucket === undefined,
    features: target.features,
    avoid: target.avoid ?? [],
  };
}

/** Never throws for what the target does: a target that cannot be reached is a result of its own. */
export async function runTarget(options: RunOptions): Promise<TargetRun> {
  const { target, profile, clock } = options;
  const startedAt = new Date().toISOString();
  const began = clock();
  const limits = Object.fromEntries(
    Object.entries(profile.limits).map(([name, { is }]) => [name, shownLimit(name, is)]),
  );
  const empty = { target: target.id, profile: profile.id, driver: driverName(options), startedAt, limits };
  const nothing = { requests: 0, bytesSent: 0, bytesReceived: 0, cases: [], stale: [], left: [] };
  let running: Running;
  try {
    running = await target.start(options.signal);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { ...empty, ...nothing, server: '', endpoint: '', durationMs: clock() - began, unreachable: error.message };
  }
  try {
    const outcome = await onRunning(options, running);
    return {
      ...empty,
      ...nothing,
      server: running.server,
      endpoint: running.url,
      durationMs: clock() - began,
      ...outcome,
    };
  } finally {
    await running.stop();
  }
}

/** Of the driver that asks, as reports name it: the dialect's own client goes by the dialect. */
function driverName({ driver, target }: RunOptions): string {
  return driver === 'raw' ? 'raw' : target.dialect;
}

function shownLimit(name: string, value: number | null): string {
  if (value === null) return 'none';
  return /Size|Source$/.test(name) ? formatSize(value) : value.toLocaleString('en-US');
}

type Outcome = Pick<TargetRun, 'requests' | 'bytesSent' | 'bytesReceived' | 'cases' | 'stale' | 'left'> & {
  unreachable?: string;
};

async function onRunning(options: RunOptions, running: Running): Promise<Outcome> {
  const { target, clock, timeoutMs } = options;
  const cases = casesFor(options, factsOf(target, running));
  const bytes = cases.reduce((sum, one) => sum + (one.skip === undefined ? one.bytes : 0), 0);
  if (options.budget !== undefined && bytes > options.budget) {
    throw new BudgetError(
      `the plan sends about ${formatSize(bytes)}, and the budget is ${formatSize(options.budget)}: choose fewer rules, or raise --budget`,
    );
  }
  const { between = (one) => one } = options;
  const drivers = driversOf(target.dialect);
  const raw = between(drivers.raw(running, target.driver));
  const driver = options.driver === 'raw' ? raw : between(drivers.sdk(running, target.driver));
  // The clean-up goes on after an interruption, so it has a signal of its own.
  const calm = sender(raw, { clock, signal: new AbortController().signal, timeoutMs });
  const bucket = running.bucket ?? `multiparity-${randomBytes(5).toString('hex')}`;
  const unreachable = running.bucket === undefined ? await makeBucket(bucket, calm, driver) : undefined;
  if (unreachable !== undefined) return { ...traffic(driver, raw), cases: [], stale: [], left: [], unreachable };
  const left: string[] = [];
  const shape = options.suite.shapes[options.profile.dialect];
  const shapes = shape ? new ShapeLog(shape, profileContext(options.profile)) : undefined;
  let results: CaseResult[] = [];
  try {
    results = await pool(cases, options, running, driver, raw, bucket, calm, left, shapes);
  } finally {
    left.push(...(await emptied(bucket, options, running, calm)));
    driver.close();
    raw.close();
  }
  results = [...(onlyShapes(options) ? [] : results), ...(shapes ? shapeCases(shapes, options, driver) : [])];
  const stale = staleEntries(options.baseline, results, options.partial || options.shard !== undefined);
  return { ...traffic(driver, raw), cases: results, stale, left: [...new Set(left)] };
}

/** What the rules about every answer found. */
function shapeCases(shapes: ShapeLog, options: RunOptions, driver: Driver): CaseResult[] {
  const { suite, profile, wanted, partial, shard, baseline } = options;
  const rules = suite.rules.filter(({ id, shape, dialects }) => {
    return shape !== undefined && wanted(id) && dialects.includes(profile.dialect);
  });
  const whole = shard === undefined && (!partial || onlyShapes(options));
  return shapes.cases(rules, driver.id, whole, (rule, operation, id) => {
    const names = (one: { rule: string; scenario?: string | undefined }): boolean =>
      one.rule === rule.id && (one.scenario ?? operation) === operation;
    return {
      kind: profile.unpromised.some(names) ? 'observe' : rule.kind,
      excuse: profile.deviations.find(names) ?? excuseFor(baseline, id),
    };
  });
}

/** What the run made is removed, and of a bucket it was given nothing else. @returns what is left. */
async function emptied(
  bucket: string,
  { target }: RunOptions,
  running: Running,
  calm: ReturnType<typeof sender>,
): Promise<string[]> {
  const ours = running.bucket === undefined;
  // There are no names in a vault that would tell ours from others'; each case has removed what it made.
  if (target.dialect === 'glacier')
    return ours ? [...(await removeVault(bucket, calm, running.controls)), ...(await leaked(running))] : [];
  const left = await emptyBucket(bucket, ours ? '' : (running.prefix ?? 'multiparity/'), calm, ours);
  return ours ? [...left, ...(await leaked(running))] : left;
}

/** Bytes a mock keeps although nothing is there any more: an Abort, an overwrite or a removal did not free them. */
async function leaked({ controls }: Running): Promise<string[]> {
  // A connection that was cut gives its bytes back a moment later.
  for (let tries = 10; controls && tries > 0; tries -= 1) {
    const { bodies, bytes } = await controls.held();
    if (bodies === 0) return [];
    if (tries === 1) return [`${bodies} bodies (${formatSize(bytes)}) that no object, part or archive refers to`];
    await setTimeout(100);
  }
  return [];
}

function traffic(driver: Driver, raw: Driver): Pick<TargetRun, 'requests' | 'bytesSent' | 'bytesReceived'> {
  const both = driver === raw ? [driver] : [driver, raw];
  const sum = (field: 'requests' | 'sent' | 'received'): number =>
    both.reduce((total, one) => total + one.traffic[field], 0);
  return { requests: sum('requests'), bytesSent: sum('sent'), bytesReceived: sum('received') };
}

async function makeBucket(
  bucket: string,
  send: ReturnType<typeof sender>,
  driver: Driver,
): Promise<string | undefined> {
  const made = await send({ op: 'create-bucket', bucket });
  if (made.kind === 'accepted') return undefined;
  const answer = made.kind === 'refused' ? `${made.status} ${made.code} ${made.message}`.trim() : made.because;
  // What every operation of Glacier tells accounts made after 2025-12-15 (GLA-150, GLA-151).
  if (made.kind === 'refused' && made.code === 'NoLongerSupportedException')
    return `the service is closed to this account, so nothing can be said of its conformance (${answer}). Ask with an account that had vaults before it closed`;
  return `a bucket could not be made (driver ${driver.id}): ${answer}. Check the credentials, or give a bucket to work in with --bucket`;
}

/** Runs cases side by side; results come back in the order of the plan. */
async function pool(
  cases: readonly PlannedCase[],
  options: RunOptions,
  running: Running,
  driver: Driver,
  raw: Driver,
  bucket: string,
  calm: ReturnType<typeof sender>,
  left: string[],
  shapes: ShapeLog | undefined,
): Promise<CaseResult[]> {
  const { suite, profile, clock, signal, timeoutMs, baseline } = options;
  const faults = suite.wire[profile.dialect] ?? {};
  const results: CaseResult[] = new Array(cases.length);
  let next = 0;
  let done = 0;
  const report = (index: number, result: CaseResult): void => {
    results[index] = result;
    done += 1;
    options.onCase(done, cases.length, result);
  };
  const worker = async (): Promise<void> => {
    while (next < cases.length) {
      const index = next;
      next += 1;
      const one = cases[index]!;
      if (one.skip !== undefined || signal.aborted) {
        report(index, notRun(one, driver.id, one.skip ?? 'the run was interrupted'));
        continue;
      }
      // Time that one case lets go by is no other's: where it can be moved each has a vault of its own, elsewhere only who must.
      const vaults = profile.dialect === 'glacier';
      const apart = vaults && (running.controls !== undefined || isWholeVault(one.scenario, profile));
      const own = one.scenario.bucket === 'own' || apart;
      const ownBucket = own ? `${bucket}-${index}` : undefined;
      const prefix = own
        ? ''
        : `${running.prefix ?? (running.bucket === undefined ? '' : 'multiparity/')}${slug(one.id, index)}/`;
      const place = {
        bucket: ownBucket ?? bucket,
        prefix,
        absentBucket: `${bucket.slice(0, 50)}-absent`,
        number: index,
      };
      if (ownBucket !== undefined) {
        const failed = await makeBucket(ownBucket, calm, driver);
        if (failed !== undefined) {
          report(index, { ...notRun(one, driver.id, ''), verdict: { kind: 'blocked', because: failed } });
          continue;
        }
      }
      const excuse = excuseFor(baseline, one.id);
      const { result, made } = await runCase(one, {
        profile,
        faults,
        driver,
        raw,
        place,
        clock,
        signal,
        controls: running.controls,
        accounts: running.accounts,
        timeoutMs,
        excuse,
        shapes,
      });
      const all = { ...made, buckets: [...made.buckets, ...(ownBucket === undefined ? [] : [ownBucket])] };
      left.push(...(await (vaults ? cleanVaultCase(all, calm, running.controls) : cleanCase(all, calm))));
      report(index, result);
    }
  };
  await Promise.all(
    Array.from({ length: Math.max(1, Math.min(options.jobs, options.target.jobs ?? options.jobs)) }, worker),
  );
  return results;
}

/** A short prefix that tells whose keys these are, safe in any listing and encoding. */
function slug(id: string, index: number): string {
  return `${index}-${id
    .replace(/[^a-z0-9]+/gi, '-')
    .slice(0, 40)
    .toLowerCase()}`.replace(/-$/, '');
}

function notRun(one: PlannedCase, driver: string, because: string): CaseResult {
  return {
    id: one.id,
    rule: one.rule.id,
    scenario: one.scenario.id,
    title: one.scenario.title || one.rule.title,
    kind: one.kind,
    driver,
    verdict: { kind: 'skipped', because },
    checks: [],
    values: {},
    exchanges: [],
    durationMs: 0,
  };
}
