/** Runs one case: set-up, question, checks, verdict. Whatever happens, the result says what was seen. */

import type { Profile } from '../suites/reader/profile.js';
import { shownAccounts } from './access.js';
import type { Driver } from './drivers/driver.js';
import { check, describe } from './expect.js';
import { ExpressionError } from './expressions.js';
import { type Excuse, hasFailed, judge } from './judge.js';
import type { Made } from './made.js';
import { type Case, profileContext } from './plan.js';
import type { CaseResult, CheckResult, Verdict } from './result.js';
import type { Step } from './scenario.js';
import type { ShapeLog } from './shape/log.js';
import { type Bound, type Place, StepError, Steps } from './steps.js';
import type { Running } from './targets/target.js';
import type { FaultRow } from './wire.js';

export interface CaseSetting {
  readonly profile: Profile;
  readonly faults: Readonly<Record<string, FaultRow>>;
  readonly driver: Driver;
  readonly raw: Driver;
  readonly place: Place;
  readonly clock: () => number;
  readonly signal: AbortSignal;
  readonly controls: Running['controls'];
  /** Holds every answer against its dialect's shape. */
  readonly shapes: ShapeLog | undefined;
  readonly accounts: Running['accounts'];
  readonly timeoutMs: number;
  /** From the baseline; the profile's own deviations are in the case. */
  readonly excuse: Excuse | undefined;
}

class Stop extends Error {
  readonly verdict: Verdict;
  constructor(verdict: Verdict) {
    super();
    this.verdict = verdict;
  }
}

/** @returns the result, and what the case made on the target, for the clean-up. */
export async function runCase(
  one: Case,
  setting: CaseSetting,
): Promise<{ readonly result: CaseResult; readonly made: Made }> {
  const { place, clock, signal, timeoutMs } = setting;
  const started = clock();
  const raw = setting.shapes?.watching(setting.raw, one.id) ?? setting.raw;
  const driver = setting.shapes?.watching(setting.driver, one.id) ?? setting.driver;
  const asked = one.scenario.driver === 'raw' ? raw : driver;
  const base = {
    ...profileContext(setting.profile),
    each: one.each,
    time: moments(Date.now()),
    accounts: shownAccounts(setting.accounts),
    place: { bucket: place.bucket },
  };
  const steps = new Steps(place, asked, raw, { clock, signal, timeoutMs }, base, setting.controls);
  const excuse = one.deviation === undefined ? setting.excuse : { because: one.deviation };
  const checks: CheckResult[] = [];
  const values: Record<string, string> = {};
  let askedBy = asked.id;
  let verdict: Verdict;
  try {
    for (const [index, step] of one.scenario.setup.entries()) await prepare(step, index, steps, setting.profile);
    const bound = await steps.run(one.scenario.ask, `ask: ${nameOf(one.scenario.ask)}`);
    askedBy = steps.lastDriver;
    if (bound) unsupported(bound, setting.profile);
    const judging = {
      steps,
      faults: setting.faults,
      kind: one.kind,
      dialect: setting.profile.dialect,
      prefix: place.prefix,
      sharedBucket: place.bucket,
      record: (name: string, value: string) => {
        values[name] = value;
      },
    };
    for (const expectation of one.scenario.expect) checks.push(...(await check(expectation, bound, judging)));
    verdict = signal.aborted ? INTERRUPTED : judge({ kind: one.kind, checks, excuse });
  } catch (error) {
    verdict = verdictOf(error, one, checks, excuse, signal);
  }
  const result: CaseResult = {
    id: one.id,
    rule: one.rule.id,
    scenario: one.scenario.id,
    title: one.scenario.title || one.rule.title,
    kind: one.kind,
    driver: askedBy,
    verdict,
    checks,
    values,
    exchanges: steps.exchanges,
    durationMs: clock() - started,
  };
  return { result, made: steps.made };
}

const HOUR = 3_600_000;

/** Moments that expressions can name, in whole seconds and the same throughout a case. */
function moments(now: number): Readonly<Record<string, string>> {
  const at = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
  return { inAnHour: at(now + HOUR), inTwoHours: at(now + 2 * HOUR), anHourAgo: at(now - HOUR) };
}

const nameOf = (step: Step): string => ('do' in step ? step.do : 'together');

async function prepare(step: Step, index: number, steps: Steps, profile: Profile): Promise<void> {
  const title = `setup ${index + 1}: ${nameOf(step)}`;
  const bound = await steps.run(step, title);
  if (!bound || ('tolerate' in step && step.tolerate)) return;
  unsupported(bound, profile);
  if (bound.observation.kind !== 'accepted')
    throw new Stop({ kind: 'blocked', because: `${title} was answered ${describe(bound.observation)}` });
}

/** An operation the profile says the provider does not have, and which is answered so, is told as unsupported. */
function unsupported({ op, observation }: Bound, profile: Profile): void {
  const missing = profile.unsupported.find(({ operation }) => operation === (OPERATION_NAMES[op] ?? op));
  if (missing && observation.kind === 'refused' && observation.status === 501)
    throw new Stop({ kind: 'unsupported', because: missing.because });
}

/** Profiles name operations as the engine does; where that is another name. */
const OPERATION_NAMES: Readonly<Record<string, string>> = {
  'put-part': 'upload-part',
  'copy-part': 'upload-part-copy',
  copy: 'copy-object',
  attributes: 'get-attributes',
};

/** What kept a scenario from its question, when it was the target. */
function stopped(error: unknown): Verdict | undefined {
  if (error instanceof Stop) return error.verdict;
  // A name without a value: what the scenario wanted to build on was never answered.
  if (error instanceof StepError || error instanceof ExpressionError)
    return { kind: 'blocked', because: error.message };
  return undefined;
}

/** What was asked of a target when the user stopped the run says nothing about the target. */
const INTERRUPTED: Verdict = { kind: 'blocked', because: 'the run was interrupted' };

function verdictOf(
  error: unknown,
  one: Case,
  checks: readonly CheckResult[],
  excuse: Excuse | undefined,
  signal: AbortSignal,
): Verdict {
  if (signal.aborted) return INTERRUPTED;
  const verdict = stopped(error);
  // What has failed has failed, also where no more could be asked because of it.
  if (verdict?.kind === 'blocked' && hasFailed(one.kind, checks)) return judge({ kind: one.kind, checks, excuse });
  if (verdict?.kind === 'blocked' && excuse !== undefined) return { kind: 'known', because: excuse.because };
  if (verdict) return verdict;
  return { kind: 'broken', because: `${one.rule.file}: ${error instanceof Error ? error.message : String(error)}` };
}
