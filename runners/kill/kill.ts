/**
 * The kill matrix: a mock with one defect is asked by the suites, which must notice. Every rule that a profile refuses by is
 * left out in turn under that profile; named defects are tried under the first profile of their dialect, or their own.
 */
import { type Profile, readProfile } from '../../suites/reader/profile.js';
import { askedProfiles } from '../drivers/index.js';
import { type CaseResult, isRed, type KillOutcome, type KillResult } from '../result.js';
import { runTarget } from '../run.js';
import type { Suite } from '../suite.js';
import { DEFECTS, type Defect, quickMock, uncheckedOf } from '../targets/mock.js';
import { idleBecause } from './idle.js';

/** One defect under one profile, and a rule that must notice it. */
export interface Trial {
  readonly defect: Defect;
  readonly profile: Profile;
  readonly rule: string;
}

/** Profiles under which the named defects of a dialect are tried. */
const HOME: Readonly<Record<string, string>> = { s3: 'aws-s3', oss: 'aliyun-oss', glacier: 'aws-glacier' };

/** What is asked where a rule is about the shape of every answer: one question of each kind that the defects answer oddly. */
const HEARD = [
  'complete/result',
  'list-parts/entries',
  'list-uploads/entries',
  'read-back/missing-key',
  'wire/error-document',
];

/** Every trial there is, in a fixed order. */
export function trials(profiles: readonly string[] = askedProfiles().asked): Trial[] {
  return profiles.flatMap((name) => {
    const profile = readProfile(name);
    const unchecked = profile.refuses.map((rule) => ({ defect: uncheckedOf(rule), profile, rule }));
    const named = DEFECTS.filter((defect) => homesOf(defect).includes(name));
    return [
      ...unchecked,
      ...named.flatMap((defect) => rulesOf(defect, profile).map((rule) => ({ defect, profile, rule }))),
    ];
  });
}

/** Whether it is a refusal that is left out, and not a named defect, which does something of its own. */
export const isUnchecked = ({ defect, rule }: Trial): boolean => defect.id === uncheckedOf(rule).id;

/** In a dialect that is not its first, a defect is held against its own rule alone: the others may be of the first. */
function rulesOf({ rule, also = [], dialects }: Defect, { dialect }: Profile): readonly string[] {
  return dialect === dialects[0] ? [rule, ...also] : [rule];
}

function homesOf({ profile, dialects }: Defect): readonly (string | undefined)[] {
  return profile === undefined ? dialects.map((dialect) => HOME[dialect]) : [profile];
}

export interface KillOptions {
  readonly suite: Suite;
  /** `rule`: asks the cases of the trial's rule only. `all`: asks everything, to see what else goes red. */
  readonly scope: 'rule' | 'all';
  readonly signal: AbortSignal;
}

/** Asks the suites about a mock with this defect. */
export async function kill(
  { defect, profile, rule }: Trial,
  { suite, scope, signal }: KillOptions,
  again = true,
): Promise<KillResult> {
  const began = performance.now();
  const clock = (): number => performance.now() - began;
  const { id, title, seen } = defect;
  const shape = suite.rules.find((one) => one.id === rule)?.shape !== undefined;
  const { cases, unreachable } = await runTarget({
    suite,
    profile,
    target: quickMock(profile, { defects: [id] }),
    driver: 'sdk',
    wanted: (other) => scope === 'all' || other === rule || (shape && HEARD.includes(other)),
    partial: true,
    jobs: scope === 'all' ? 8 : 4,
    shard: undefined,
    baseline: undefined,
    budget: undefined,
    // A mock that should have refused may wait for a body that never comes.
    timeoutMs: 3000,
    signal,
    clock,
    onCase: () => {},
  });
  // On a busy machine a target or a set-up may have been too slow; what could not be asked is asked once more.
  const askAgain = () => kill({ defect, profile, rule }, { suite, scope, signal }, false);
  if (unreachable !== undefined && again) return askAgain();
  if (unreachable !== undefined) throw new Error(`${id} under ${profile.id}: ${unreachable}`);
  const own = cases.filter((one) => one.rule === rule);
  const others = cases.filter((one) => one.rule !== rule);
  const outcome = outcomeOf(own, { defect, profile, rule });
  if (again && outcome.kind === 'missed' && own.some(({ verdict }) => verdict.kind === 'blocked')) return askAgain();
  const red = (one: CaseResult): boolean => isRed(one) || (one.verdict.kind === 'blocked' && one.kind === 'required');
  return {
    defect: id,
    title,
    rule,
    seen,
    profile: profile.id,
    outcome,
    caughtBy: own.filter(failed).map((one) => one.id),
    ...(scope === 'all' ? { alsoRed: [...new Set(others.filter(red).map((one) => one.rule))] } : {}),
    durationMs: clock(),
  };
}

const failed = ({ verdict }: CaseResult): boolean => verdict.kind === 'fail';

function outcomeOf(own: readonly CaseResult[], trial: Trial): KillOutcome {
  const { profile, rule } = trial;
  const broken = own.find(({ verdict }) => verdict.kind === 'broken');
  if (broken) return { kind: 'unclear', because: `${broken.id} broke the harness` };
  const caught = own.filter(failed);
  const idle = isUnchecked(trial) ? idleBecause(rule, profile) : undefined;
  if (idle !== undefined && caught.length === 0) return { kind: 'idle', because: idle };
  if (idle !== undefined) return { kind: 'unclear', because: `noticed, although it refuses nothing since ${idle}` };
  if (caught.length > 0)
    return { kind: 'caught', by: caught.some(({ kind }) => kind === 'required') ? 'required' : 'recommended' };
  const told = own.some(({ verdict, checks }) => verdict.kind === 'observed' && checks.some(({ ok }) => !ok));
  if (told && profile.unpromised.some((one) => one.rule === rule))
    return { kind: 'idle', because: 'the documents promise nothing, so that it is only recorded' };
  return own.length === 0 ? { kind: 'unclear', because: 'no rule of the suites asks for it' } : { kind: 'missed' };
}

/** Runs trials, a few at a time, and gives the results in their order; tells of each as it ends. */
export async function killAll(
  list: readonly Trial[],
  options: KillOptions & { readonly jobs: number; readonly onResult: (result: KillResult) => void },
): Promise<KillResult[]> {
  const results: KillResult[] = [];
  const queue = [...list.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next && !options.signal.aborted; next = queue.shift()) {
      const result = await kill(next[1], options);
      results[next[0]] = result;
      options.onResult(result);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, worker));
  return results.filter((result) => result !== undefined);
}
