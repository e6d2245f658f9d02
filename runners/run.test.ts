/** Whole runs against the mock: verdicts that are not the answer's, what is left behind, and what stops a run. */
import t from 'tap';
import { readProfile } from '../suites/reader/profile.js';
import type { CaseResult, TargetRun } from './result.js';
import type { RunOptions } from './run.js';
import { quickMock, runSuite } from './run.test.fixture.js';
import { readRules, rule } from './suite.test.fixture.js';
import { type Target, TargetError } from './targets/target.js';

const bare = (name: string) => ({ ...readProfile(name), unpromised: [], deviations: [] });
const AWS = bare('aws-s3');

function runOf(
  t: { testdir(): string },
  rules: Readonly<Record<string, string>>,
  given: Partial<RunOptions> = {},
): Promise<TargetRun> {
  const profile = given.profile ?? AWS;
  return runSuite({ suite: readRules(t, rules), profile, target: quickMock(profile), ...given });
}

const shown = ({ id, verdict }: CaseResult): string =>
  `${id} ${verdict.kind}${'because' in verdict ? `: ${verdict.because}` : ''}`;

const GOOD = ['    ask: { do: put, text: hello, as: o }', '    expect: [{ md5Etag: o }]'];

t.test('verdicts of questions that could not be asked', async (t) => {
  const rules = {
    'g/a': rule(
      '  - id: blocked',
      '    setup: [{ do: abort, uploadId: unknown }]',
      ...GOOD,
      '  - id: tolerated',
      '    setup: [{ do: abort, uploadId: unknown, tolerate: true }]',
      ...GOOD,
      '  - id: unbound',
      '    setup: [{ do: get, key: absent, as: g, tolerate: true }]',
      '    ask: { do: abort, uploadId: "{{ g.uploadId }}" }',
      '    expect: [{ accepted: true }]',
      '  - id: skipped',
      '    needs: { that: limits.minPartSize == 0, because: there is a minimum }',
      ...GOOD,
      '  - id: failing',
      '    ask: { do: get, key: absent }',
      '    expect: [{ accepted: true }]',
      '  - id: good',
      ...GOOD,
      '  - id: failed-and-stuck',
      '    ask: { do: get, key: absent, as: g }',
      '    expect:',
      '      - { accepted: true }',
      '      - { then: put-part, uploadId: "{{ g.uploadId }}", number: 1, text: hello, as: p, accepted: true }',
      '      - { then: get, content: p }',
    ),
  };
  const { cases, left } = await runOf(t, rules);
  const [blocked, tolerated, unbound, skipped, failing, good, stuck] = cases.map(shown);
  t.equal(blocked, 'g/a#blocked blocked: setup 1: abort was answered 404 NoSuchUpload');
  t.equal(tolerated, 'g/a#tolerated pass');
  t.match(unbound, /^g\/a#unbound blocked: "g\.uploadId" cannot be evaluated/);
  t.equal(skipped, 'g/a#skipped skipped: there is a minimum');
  t.equal(failing, 'g/a#failing fail');
  t.equal(good, 'g/a#good pass');
  t.equal(stuck, 'g/a#failed-and-stuck fail', 'for what was seen before no more could be asked');
  t.strictSame(left, []);
  t.match(cases[4]?.exchanges, [{ step: 'ask: get', response: { status: 404 }, curl: /^curl / }], 'with its evidence');
  const entries = ['blocked', 'unbound'].map((name) => ({ rule: 'g/a', case: name, reason: 'it is so' }));
  const excused = await runOf(t, rules, { baseline: { file: 'b', entries } });
  const verdicts = excused.cases.map(({ verdict }) => verdict.kind);
  t.strictSame(verdicts, ['known', 'pass', 'known', 'skipped', 'fail', 'pass', 'fail'], 'a baseline may know them');
});

t.test('an operation the provider does not have', async (t) => {
  const copying = rule(
    '  - id: asked',
    '    setup: [{ do: put, key: s, text: x, as: s }, { do: create, as: u }]',
    '    ask: { do: copy-part, upload: u, number: 1, source: s }',
    '    expect: [{ accepted: true }]',
    '  - id: needed',
    '    setup: [{ do: put, key: s, text: x, as: s }, { do: create, as: u }, { do: copy-part, upload: u, number: 1, source: s, as: p }]',
    '    ask: { do: complete, upload: u, parts: [p] }',
    '    expect: [{ accepted: true }]',
  );
  const { cases } = await runOf(t, { 'g/copy': copying }, { profile: bare('storj-2026') });
  t.strictSame(
    cases.map(({ verdict }) => verdict.kind),
    ['unsupported', 'unsupported'],
  );
  const aws = await runOf(t, { 'g/copy': copying });
  t.strictSame(
    aws.cases.map(({ verdict }) => verdict.kind),
    ['pass', 'pass'],
  );
});

t.test('deviations must keep failing', async (t) => {
  const rules = {
    'g/a': rule(
      '  - id: fails',
      '    ask: { do: get, key: absent }',
      '    expect: [{ accepted: true }]',
      '  - id: holds',
      ...GOOD,
    ),
  };
  const profile = { ...AWS, deviations: [{ rule: 'g/a', because: 'it is so', source: 'S-1' }] };
  const { cases } = await runOf(t, rules, { profile });
  t.strictSame(cases.map(shown), ['g/a#fails known: it is so', 'g/a#holds fixed: it is so']);
  const entries = [
    { rule: 'g/a', case: 'fails', reason: 'it is old' },
    { rule: 'g/a', case: 'gone', reason: 'it was' },
  ];
  const baseline = { file: 'baseline.yaml', entries };
  const judged = await runOf(t, rules, { baseline });
  t.strictSame(judged.cases.map(shown), ['g/a#fails known: it is old', 'g/a#holds pass']);
  t.match(judged.stale, [{ case: 'gone' }]);
});

t.test('whatever a case leaves is removed, also what it made on the side', async (t) => {
  const rules = {
    'g/a': rule(
      '  - id: open',
      '    setup: [{ do: create, as: u }, { do: put-part, upload: u, number: 1, text: x }]',
      ...GOOD,
      '  - id: own',
      '    bucket: own',
      '    setup: [{ do: put-versioning, status: Enabled }, { do: put, text: a }, { do: put, text: b }, { do: delete }]',
      ...GOOD,
      '  - id: more',
      '    setup: [{ do: create-bucket, as: b }, { do: put, bucket: b, text: x }, { do: create, bucket: b, as: u }]',
      ...GOOD,
      '  - id: behind',
      '    ask: { do: raw, key: k, raw: { method: POST, query: { uploads: true } } }',
      '    expect: [{ accepted: true }]',
    ),
  };
  let state: Promise<{ buckets: unknown[]; held: unknown }> | undefined;
  const mock = quickMock(AWS);
  const target: Target = {
    ...mock,
    start: async (signal) => {
      const running = await mock.start(signal);
      const stop = async (): Promise<void> => {
        state = (await fetch(`${running.url}/_mock/state`)).json() as typeof state;
        await state;
        await running.stop();
      };
      return { ...running, stop };
    },
  };
  const { cases, left, requests } = await runOf(t, rules, { target });
  t.strictSame(
    cases.map(({ verdict }) => verdict.kind),
    ['pass', 'pass', 'pass', 'pass'],
  );
  t.strictSame(left, []);
  t.ok(requests > 20, 'every request is counted');
  t.match(await state, { buckets: [], held: { bodies: 0, bytes: 0 } });
});

t.test('inside a bucket that was given', async (t) => {
  const mock = quickMock(AWS, { auth: 'off' });
  const target: Target = {
    ...mock,
    start: async (signal) => {
      const running = await mock.start(signal);
      await fetch(`${running.url}/theirs`, { method: 'PUT' });
      await fetch(`${running.url}/theirs/kept`, { method: 'PUT', body: 'x' });
      const stop = async (): Promise<void> => {
        t.equal((await fetch(`${running.url}/theirs/kept`)).status, 200, 'what was there stays');
        const list = await (await fetch(`${running.url}/theirs`)).text();
        t.notMatch(list, /<Key>mine/, 'and what the run made is gone');
        await running.stop();
      };
      return { ...running, bucket: 'theirs', prefix: 'mine/', stop };
    },
  };
  const rules = { 'g/a': rule('  - id: one', ...GOOD, '  - id: own', '    bucket: own', ...GOOD) };
  const { cases, left } = await runOf(t, rules, { target });
  t.strictSame(cases.map(shown), [
    'g/a#one pass',
    'g/a#own skipped: needs a bucket of its own, and the run was given one to stay in',
  ]);
  t.match(cases[0]?.exchanges[0]?.request.url, /\/theirs\/mine\/0-g-a-one\/object/);
  t.strictSame(left, []);
});

t.test('what stops a run', async (t) => {
  const rules = { 'g/a': rule('  - id: one', ...GOOD, '  - id: two', ...GOOD) };
  const failing = (error: Error): Target => ({ ...quickMock(AWS), start: () => Promise.reject(error) });
  const gone = await runOf(t, rules, { target: failing(new TargetError('nobody answers')) });
  t.match(gone, { unreachable: 'nobody answers', cases: [] });
  await t.rejects(runOf(t, rules, { target: failing(new Error('ours')) }), /ours/, 'an error of ours is no answer');
  await t.rejects(runOf(t, rules, { budget: 9 }), { name: 'BudgetError', message: /about 10 B.*budget is 9 B/ });
  t.equal((await runOf(t, rules, { budget: 10 })).cases.length, 2);

  const controller = new AbortController();
  const onCase = (): void => controller.abort();
  const stopped = await runOf(t, rules, { jobs: 1, signal: controller.signal, onCase });
  t.strictSame(stopped.cases.map(shown), ['g/a#one pass', 'g/a#two skipped: the run was interrupted']);
  t.strictSame(stopped.left, []);

  const strange = {
    ...quickMock(AWS),
    start: async (signal: AbortSignal) => ({
      ...(await quickMock(AWS).start(signal)),
      accounts: [{ accessKey: 'who', secretKey: 'knows' }],
    }),
  };
  t.match(await runOf(t, rules, { target: strange }), {
    unreachable: /a bucket could not be made .*403 InvalidAccessKeyId/,
    cases: [],
  });
});

t.test('drivers: the SDK and raw HTTP find the same', async (t) => {
  const rules = { 'g/a': rule('  - id: one', ...GOOD) };
  for (const [driver, id] of [
    ['sdk', 's3'],
    ['raw', 'raw'],
  ] as const) {
    const { cases } = await runOf(t, rules, { driver });
    t.match(cases, [{ driver: id, verdict: { kind: 'pass' } }], driver);
  }
});

t.test('bytes that a mock keeps for nobody are told', async (t) => {
  const mock = quickMock(AWS);
  const forgetful: Target = {
    ...mock,
    async start(signal) {
      const running = await mock.start(signal);
      return { ...running, controls: { ...running.controls!, held: async () => ({ bodies: 2, bytes: 5 << 20 }) } };
    },
  };
  const { left } = await runOf(t, { 'g/a': rule('  - id: a', ...GOOD) }, { target: forgetful });
  t.strictSame(left, ['2 bodies (5 MiB) that no object, part or archive refers to']);
});
