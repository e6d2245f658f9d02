/** From checks to verdicts, from verdicts to the exit code, and the baseline between them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { excuseFor, readBaseline, staleEntries, writeBaseline } from './baseline.js';
import { type Excuse, judge } from './judge.js';
import {
  type CaseResult,
  exitCode,
  isRed,
  type Kind,
  RESULT_FORMAT,
  type Run,
  type TargetRun,
  tally,
  type Verdict,
} from './result.js';

const checked = (ok: boolean, level: Kind) => ({ title: 'a', level, ok, expected: 'x', actual: 'y' });

t.test('judging', async (t) => {
  const known = { because: 'known' };
  const sometimes = { because: 'a race', sometimes: true };
  const rows: readonly (readonly [kind: Kind, ok: boolean, level: Kind, excuse: Excuse | undefined, verdict: Verdict['kind']])[] = [
    ['required', true, 'required', undefined, 'pass'],
    ['required', false, 'required', undefined, 'fail'],
    ['required', false, 'recommended', undefined, 'pass'],
    ['required', false, 'observe', undefined, 'pass'],
    ['required', false, 'required', known, 'known'],
    ['required', true, 'required', known, 'fixed'],
    ['required', false, 'recommended', known, 'fixed'],
    ['required', false, 'required', sometimes, 'known'],
    ['required', true, 'required', sometimes, 'pass'],
    ['recommended', true, 'recommended', undefined, 'pass'],
    ['recommended', false, 'recommended', undefined, 'fail'],
    ['recommended', false, 'observe', undefined, 'pass'],
    ['recommended', false, 'recommended', known, 'known'],
    ['observe', true, 'observe', undefined, 'observed'],
    ['observe', false, 'observe', undefined, 'observed'],
    ['observe', false, 'observe', known, 'observed'],
  ]; // biome-ignore format: a table is read by its rows
  for (const [kind, ok, level, excuse, expected] of rows) {
    const checks = [checked(true, kind), checked(ok, level)];
    t.equal(
      judge({ kind, checks, excuse }).kind,
      expected,
      `${kind}, ${ok ? 'good' : 'bad'} ${level}, ${excuse?.because ?? 'no excuse'}`,
    );
  }
  t.match(judge({ kind: 'required', checks: [checked(false, 'required')], excuse: { because: 'why' } }), {
    because: 'why',
  });
  t.match(judge({ kind: 'observe', checks: [checked(false, 'observe')], excuse: undefined }), { because: 'a: y' });
  t.match(judge({ kind: 'observe', checks: [], excuse: undefined }), { because: 'recorded' });
});

function result(verdict: Verdict['kind'], kind: Kind = 'required', id = 'g/r#one'): CaseResult {
  const [rule = '', scenario = ''] = id.split('#');
  const because = ['pass', 'fail'].includes(verdict) ? {} : { because: 'so' };
  const checks = verdict === 'fail' ? [checked(false, kind)] : [];
  return {
    id,
    rule,
    scenario,
    title: '',
    kind,
    driver: 's3',
    verdict: { kind: verdict, ...because } as Verdict,
    checks,
    values: {},
    exchanges: [],
    durationMs: 0,
  };
}

function runOf(cases: readonly CaseResult[], changes: Partial<TargetRun> = {}, interrupted = false): Run {
  const target: TargetRun = {
    target: 't', profile: 'p', driver: 's3', server: '', endpoint: '', startedAt: '', durationMs: 0,
    requests: 0, bytesSent: 0, bytesReceived: 0, stale: [], left: [], limits: {}, cases, ...changes,
  };
  const tool = { name: 'multiparity', version: '0', node: 'v20' } as const;
  return { format: RESULT_FORMAT, tool, startedAt: '', durationMs: 0, rules: [], targets: [target], interrupted };
} // biome-ignore format: nothing to see

t.test('exit codes', async (t) => {
  const rows: readonly (readonly [says: string, run: Run, code: number])[] = [
    ['nothing asked', runOf([]), 0],
    ['all pass', runOf([result('pass')]), 0],
    ['a required failure', runOf([result('pass'), result('fail')]), 1],
    ['a recommended failure', runOf([result('fail', 'recommended')]), 0],
    ['a known failure', runOf([result('known')]), 0],
    ['a failure that was fixed', runOf([result('fixed')]), 1],
    ['skipped, unsupported, observed', runOf([result('skipped'), result('unsupported'), result('observed', 'observe')]), 0],
    ['a required question blocked', runOf([result('blocked')]), 1],
    ['a recommended question blocked', runOf([result('blocked', 'recommended')]), 0],
    ['a stale entry', runOf([result('pass')], { stale: [{ rule: 'r', because: 'matches no case' }] }), 1],
    ['unreachable', runOf([], { unreachable: 'nobody answers' }), 3],
    ['broken', runOf([result('broken'), result('fail')]), 4],
    ['broken and unreachable', { ...runOf([result('broken')]), targets: [...runOf([result('broken')]).targets, ...runOf([], { unreachable: 'x' }).targets] }, 4],
    ['unreachable and failed', { ...runOf([]), targets: [...runOf([result('fail')]).targets, ...runOf([], { unreachable: 'x' }).targets] }, 3],
    ['interrupted', runOf([result('broken')], {}, true), 130],
  ]; // biome-ignore format: a table is read by its rows
  for (const [says, run, code] of rows) t.equal(exitCode(run), code, `${says}: ${code}`);
});

t.test('what is red', async (t) => {
  const red = ['fail', 'fixed'];
  for (const kind of [
    'pass',
    'fail',
    'known',
    'fixed',
    'skipped',
    'unsupported',
    'blocked',
    'broken',
    'observed',
  ] as const)
    t.equal(isRed(result(kind)), red.includes(kind), kind);
  t.equal(isRed(result('fail', 'recommended')), false);
  t.match(tally([result('pass'), result('pass'), result('fail')]), { pass: 2, fail: 1, known: 0, broken: 0 });
});

t.test('a baseline file', async (t) => {
  const folder = t.testdir();
  const write = (text: string): string => {
    const path = join(folder, 'baseline.yaml');
    writeFileSync(path, text);
    return path;
  };
  const good =
    'entries:\n  - { rule: g/r, case: one, reason: it is old }\n  - { rule: g/r, case: "two[a=1]", reason: so old, sometimes: true }\n';
  const baseline = readBaseline(write(good));
  t.strictSame(excuseFor(baseline, 'g/r#one'), { because: 'it is old', sometimes: false });
  t.strictSame(excuseFor(baseline, 'g/r#two[a=1]'), { because: 'so old', sometimes: true });
  t.equal(excuseFor(baseline, 'g/r#two'), undefined);
  t.equal(excuseFor(undefined, 'g/r#one'), undefined);
  const cases = [
    ['one twice', `${good}  - { rule: g/r, case: one, reason: again }\n`, /:4 {2}g\/r#one is there twice/],
    ['no reason', 'entries:\n  - { rule: g/r, case: one }\n', /:2 {2}.*"reason"/],
    [
      'another field',
      'entries:\n  - { rule: g/r, case: one, reason: old, until: now }\n',
      /:2 {2}.*unknown field "until"/,
    ],
    ['no entries', 'target: x\n', /"entries"/],
    ['nothing', '', /object/],
  ] as const;
  for (const [says, text, pattern] of cases) t.throws(() => readBaseline(write(text)), pattern, says);
  t.throws(() => readBaseline(join(folder, 'none.yaml')), /cannot be read: ENOENT/);
});

t.test('a baseline goes stale', async (t) => {
  const entries = ['one', 'two', 'three', 'gone'].map((name) => ({ rule: 'g/r', case: name, reason: 'old' }));
  const cases = [
    result('known', 'required', 'g/r#one'),
    result('skipped', 'required', 'g/r#two'),
    result('fixed', 'required', 'g/r#three'),
  ];
  const stale = (partial: boolean): unknown =>
    staleEntries({ file: 'b', entries }, cases, partial).map(({ case: name, because }) => `${name}: ${because}`);
  t.strictSame(stale(false), ['two: its case is skipped', 'gone: matches no case']);
  t.strictSame(stale(true), ['two: its case is skipped'], 'what was not asked is not stale');
  t.strictSame(staleEntries(undefined, cases, false), []);
});

t.test('a baseline is written anew, and keeps its reasons', async (t) => {
  const path = join(t.testdir(), 'baseline.yaml');
  const entries = [
    { rule: 'g/r', case: 'one', reason: 'it is old' },
    { rule: 'g/r', case: 'better', reason: 'no longer' },
    { rule: 'g/r', case: 'race', reason: 'now and then', sometimes: true },
    { rule: 'h/r', case: 'elsewhere', reason: 'not asked now' },
  ];
  const cases = [
    result('known', 'required', 'g/r#one'),
    result('fail', 'required', 'g/r#new[a=1]'),
    result('blocked', 'required', 'g/r#stuck'),
    result('fixed', 'required', 'g/r#better'),
    result('pass', 'required', 'g/r#fine'),
    result('pass', 'required', 'g/r#race'),
    result('fail', 'recommended', 'g/r#soft'),
  ];
  t.equal(writeBaseline(path, cases, { file: path, entries }, 'minio'), 4);
  t.strictSame(readBaseline(path).entries, [
    { rule: 'g/r', case: 'one', reason: 'it is old' },
    { rule: 'g/r', case: 'new[a=1]', reason: 'not explained yet: a: expected x, saw y' },
    { rule: 'g/r', case: 'stuck', reason: 'not explained yet: so' },
    { rule: 'g/r', case: 'race', reason: 'now and then', sometimes: true },
  ]);
  t.match(readFileSync(path, 'utf8'), /^# Known failures of minio\./);
  writeFileSync(path, `# Seen of a release.\n# On a folder.\n${readFileSync(path, 'utf8')}`);
  t.equal(writeBaseline(path, cases, { file: path, entries }, 'minio', true), 5, 'some rules were asked only');
  t.strictSame(readBaseline(path).entries.at(-1), { rule: 'h/r', case: 'elsewhere', reason: 'not asked now' });
  t.match(readFileSync(path, 'utf8'), /^# Seen of a release\.\n# On a folder\.\n# Known failures of minio\./);
});
