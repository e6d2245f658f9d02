/**
 * The suites as TAP. Alone: every shipped profile against the embedded mock, which must conform. With MULTIPARITY_TARGET
 * (`npm test -- --target=NAME`): that target, judged by its profile, one subtest for each group of rules.
 */

import t from 'tap';
import { type Profile, readProfile } from '../suites/reader/profile.js';
import { type Baseline, readBaseline } from './baseline.js';
import { exitCodeOf } from './commands/problems.js';
import { askedProfiles } from './drivers/index.js';
import type { CaseResult, TargetRun } from './result.js';
import { runSuite } from './run.test.fixture.js';
import { readSuite, type Suite } from './suite.js';
import { findTarget } from './targets/index.js';
import { mockTarget } from './targets/mock.js';
import type { Target } from './targets/target.js';

type Tap = Pick<typeof t, 'equal' | 'fail' | 'pass' | 'strictSame' | 'test'>;

const { MULTIPARITY_TARGET, MULTIPARITY_PROFILE, MULTIPARITY_DRIVER, MULTIPARITY_BASELINE } = process.env;

if (MULTIPARITY_TARGET) await oneTarget(MULTIPARITY_TARGET);
else {
  const suite = readSuite();
  t.setTimeout(0);
  for (const name of askedProfiles().asked) {
    t.test(`mock:${name}`, { timeout: 200_000 }, async (t) => {
      const profile = readProfile(name);
      const run = await runSuite({ suite, profile, target: mockTarget(profile) });
      const excused = run.cases.filter(({ verdict }) => verdict.kind === 'known').map(({ id }) => id);
      t.strictSame(excused, [], 'our own mock needs no excuse');
      tell(t, run);
    });
  }
}

async function oneTarget(text: string): Promise<void> {
  let suite: Suite;
  let target: Target;
  let baseline: Baseline | undefined;
  let profile: Profile;
  try {
    suite = readSuite();
    target = findTarget(text, { mockTarget: (name) => mockTarget(readProfile(name)) });
    profile = readProfile(
      MULTIPARITY_PROFILE || (text.startsWith('mock:') ? text.slice('mock:'.length) : target.profile),
    );
    baseline = MULTIPARITY_BASELINE ? readBaseline(MULTIPARITY_BASELINE) : undefined;
  } catch (error) {
    t.bailout(exitCodeOf(error).message.split('\n').join('; '));
    return;
  }
  t.setTimeout(0);
  const run = await runSuite({
    suite,
    profile,
    target,
    baseline,
    driver: MULTIPARITY_DRIVER === 'raw' ? 'raw' : 'sdk',
  });
  if (run.unreachable !== undefined) t.bailout(run.unreachable.split('\n')[0]);
  else {
    t.comment(`${run.target}, judged by ${run.profile}: ${run.server}`);
    tell(t, run);
  }
}

/** One subtest for each group of rules, and what the run left behind. */
function tell(t: Tap, run: TargetRun): void {
  t.equal(run.unreachable, undefined, 'the target answers');
  const groups = new Map<string, CaseResult[]>();
  for (const one of run.cases) {
    const group = one.rule.split('/')[0]!;
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  for (const [group, cases] of groups) {
    t.test(group, async (t) => {
      for (const one of cases) assertion(t, one);
    });
  }
  // Whoever tests against our mock may rely on texts and elements too; others' servers are only told of them.
  const soft = run.cases.filter(({ checks }) => checks.some(({ ok, level }) => !ok && level === 'recommended'));
  if (run.target.startsWith('mock:'))
    t.strictSame(soft.map(seen), [], 'of the mock even what is only recommended holds');
  t.strictSame(run.stale, [], 'no baseline entry is stale');
  t.strictSame(run.left, [], 'nothing is left on the target');
}

function assertion(t: Tap, one: CaseResult): void {
  const { verdict, kind } = one;
  const name = one.title === '' ? one.id : `${one.id}: ${one.title}`;
  switch (verdict.kind) {
    case 'pass':
    case 'observed':
      return void t.pass(name);
    case 'fail':
      // A recommendation that is not followed is told, and fails nobody.
      return void t.fail(name, kind === 'required' ? seen(one) : { ...seen(one), todo: 'recommended only' });
    case 'known':
      return void t.fail(name, { ...seen(one), todo: verdict.because });
    case 'fixed':
      return void t.fail(`${name}: passes, although it is known to fail`, { because: verdict.because });
    case 'skipped':
    case 'unsupported':
      return void t.pass(name, { skip: verdict.because });
    case 'blocked':
      return void t.fail(name, { ...seen(one), ...(kind === 'required' ? {} : { todo: verdict.because }) });
    case 'broken':
      return void t.fail(name, seen(one));
    default:
      verdict satisfies never;
  }
}

/** What a reader of the TAP needs to see of a case that is not green. */
function seen({ checks, verdict, exchanges }: CaseResult): Record<string, unknown> {
  const failed = checks.filter(({ ok }) => !ok);
  const at = failed.find(({ exchange }) => exchange !== undefined)?.exchange;
  const curl = at === undefined ? exchanges.at(-1)?.curl : exchanges[at]?.curl;
  return {
    ...('because' in verdict ? { because: verdict.because } : {}),
    checks: failed.map(({ title, expected, actual }) => ({ title, expected, actual })),
    ...(curl === undefined ? {} : { curl }),
    stack: '',
    at: null,
  };
}
