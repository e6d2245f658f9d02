import t from 'tap';
import { type Profile, readProfile } from '../suites/reader/profile.js';
import { shownAccounts } from './access.js';
import { chooser } from './commands/choose.js';
import { askedProfiles } from './drivers/index.js';
import { matchesGlob } from './glob.js';
import { type Case, planCases, type TargetFacts } from './plan.js';
import { casesFor } from './run.js';
import { readSuite } from './suite.js';
import { HEAD, readRules, rule } from './suite.test.fixture.js';

/** A profile without its departures: these suites do not have the rules they name. */
const bare = (name: string): Profile => ({ ...readProfile(name), unpromised: [], deviations: [] });
const AWS = bare('aws-s3');
const FACTS: TargetFacts = {
  embedded: true,
  accounts: 2,
  known: shownAccounts([{ accessKey: 'a', secretKey: 'b', id: 'owner' }]),
  addressing: 'path',
  secure: true,
  canMakeBuckets: true,
  features: {},
  avoid: [],
};
const ASK = '    ask: { do: get }\n    expect: [{ accepted: true }]';

const plan = (
  t: { testdir(): string },
  rules: Readonly<Record<string, string>>,
  profile: Profile = AWS,
  facts: Partial<TargetFacts> = {},
): Case[] => planCases(readRules(t, rules), profile, { ...FACTS, ...facts });

t.test('each value makes a case, whose id is the same under every profile', async (t) => {
  const text = rule(
    '  - id: one',
    '    each: { algorithm: [CRC32, SHA1], number: ["{{ limits.partNumberMax + 1 }}", 0] }',
    '    ask: { do: get, partNumber: "{{ each.number }}" }',
    '    expect: [{ accepted: true }]',
    '  - id: two',
    '    each: { range: [{ first: 0, last: 1 }] }',
    ASK,
    '  - id: three',
    ASK,
  );
  const ids = [
    'g/r#one[algorithm=CRC32,number=limits.partNumberMax + 1]',
    'g/r#one[algorithm=CRC32,number=0]',
    'g/r#one[algorithm=SHA1,number=limits.partNumberMax + 1]',
    'g/r#one[algorithm=SHA1,number=0]',
    'g/r#two[range={"first":0,"last":1}]',
    'g/r#three',
  ];
  for (const name of askedProfiles().asked.filter((name) => bare(name).dialect === 's3')) {
    const cases = plan(t, { 'g/r': text }, bare(name));
    t.strictSame(
      cases.map(({ id }) => id),
      ids,
      name,
    );
  }
  const [first] = plan(t, { 'g/r': text });
  t.strictSame(first?.each, { algorithm: 'CRC32', number: 10_001 }, 'with the values of the profile');
});

t.test('why a case is skipped', async (t) => {
  const needs = (text: string): string => rule('  - id: one', `    needs: ${text}`, ASK);
  const storj = bare('storj-2026');
  type Row = readonly [
    says: string,
    text: string,
    skip: string | undefined,
    profile?: Profile,
    facts?: Partial<TargetFacts>,
  ];
  const rows: readonly Row[] = [
    ['nothing needed', rule('  - id: one', ASK), undefined],
    ['a choice that holds', needs("choices.partReads == 'supported'"), undefined],
    ['a choice that does not', needs("choices.partReads == 'ignored'"), "needs choices.partReads == 'ignored'"],
    ['said in words', needs("{ that: choices.partReads == 'ignored', because: it reads no parts }"), 'it reads no parts'],
    ['a limit of none', needs('limits.maxObjectSize != null'), 'needs limits.maxObjectSize != null', storj],
    ['accounts', needs('target.accounts > 1'), 'needs target.accounts > 1', AWS, { accounts: 1 }],
    ['an account that is known', needs("accounts[0].id == 'owner'"), undefined],
    ['an account that was not given', needs('accounts[1].id != null'), 'needs accounts[1].id != null'],
    ['the mock', needs('target.embedded'), 'needs target.embedded', AWS, { embedded: false }],
    ['addressing', needs("target.addressing == 'path'"), "needs target.addressing == 'path'", AWS, { addressing: 'virtual' }],
    ['a feature', needs('target.fast'), undefined, AWS, { features: { fast: true } }],
    ['a bucket of its own', rule('  - id: one', '    bucket: own', ASK), 'needs a bucket of its own, and the run was given one to stay in', AWS, { canMakeBuckets: false }],
    ['a clock to move', rule('  - id: one', '    bucket: own', '    setup: [{ do: advance-clock, by: 1 day }]', ASK), undefined],
    ['a real endpoint told to fail', rule('  - id: one', '    setup: [{ do: mock-fault, fault: { answer: drop } }]', ASK), 'a real endpoint cannot be told to fail', AWS, { embedded: false }],
    ['a real clock', rule('  - id: one', '    bucket: own', '    setup: [{ do: advance-clock, by: 1 day }]', ASK), "a real endpoint's clock cannot be moved", AWS, { embedded: false }],
    ['what ends the server', rule('  - id: one', ASK), 'it ends the server', AWS, { avoid: [{ case: 'g/r#*', because: 'it ends the server' }] }],
    ['what ends the server elsewhere', rule('  - id: one', ASK), undefined, AWS, { avoid: [{ case: 'g/r#two', because: 'it ends the server' }] }],
  ]; // biome-ignore format: a table is read by its rows
  for (const [says, text, skip, profile, facts] of rows) {
    t.equal(plan(t, { 'g/r': text }, profile, facts)[0]?.skip, skip, says);
  }
  t.strictSame(plan(t, { 'g/r': rule('  - id: one', ASK) }, { ...AWS, dialect: 'oss' }), [], 'another dialect');
  const both = `${HEAD}needs: "false"\nscenarios:\n  - id: one\n    needs: { that: "true", because: never }\n${ASK}\n`;
  t.equal(plan(t, { 'g/r': both })[0]?.skip, 'needs false', 'the rule’s own need');
});

t.test('departures of a profile', async (t) => {
  const rules = {
    'g/r': rule('  - id: one', ASK, '  - id: two', ASK),
    'g/s': rule('  - id: one', '    kind: recommended', ASK),
  };
  const departure = { because: 'why', source: 'S-1' };
  const seen = (profile: Partial<Profile>): unknown =>
    plan(t, rules, { ...AWS, ...profile }).map(
      ({ id, kind, deviation }) => `${id} ${kind}${deviation ? ` ${deviation}` : ''}`,
    );
  const base = { unpromised: [], deviations: [] };
  t.strictSame(seen(base), ['g/r#one required', 'g/r#two required', 'g/s#one recommended']);
  t.strictSame(seen({ ...base, unpromised: [{ rule: 'g/r', ...departure }] }), [
    'g/r#one observe',
    'g/r#two observe',
    'g/s#one recommended',
  ]);
  t.strictSame(seen({ ...base, deviations: [{ rule: 'g/r', scenario: 'two', ...departure }] }), [
    'g/r#one required',
    'g/r#two required why',
    'g/s#one recommended',
  ]);
  const wrong = {
    ...base,
    deviations: [
      { rule: 'g/x', ...departure },
      { rule: 'g/r', scenario: 'nine', ...departure },
    ],
  };
  t.throws(() => seen(wrong), /there is no rule "g\/x".*\n.*rule g\/r has no scenario "nine"/, 'all of them at once');
  t.throws(() => seen(wrong), { name: 'ProblemsError' }, 'which is a slip in the profile and not in the harness');
});

t.test('a condition without a value is a problem of the rule', async (t) => {
  const text = rule('  - id: one', '    needs: choices.none == 1', ASK);
  t.throws(() => plan(t, { 'g/r': text }), { name: 'ProblemsError', message: /r\.yaml.*"choices\.none == 1"/ });
});

t.test('bytes and requests are told before the run', async (t) => {
  const text = rule(
    '  - id: one',
    '    setup: [{ do: create, as: u }, { do: put-part, upload: u, number: 1, size: "{{ limits.minPartSize - 1 }}" }]',
    '    ask: { do: put, size: 1 KiB }',
    '    expect: [{ accepted: true }, { then: put, text: hello, accepted: true }]',
    '  - id: many',
    '    setup: [{ do: create, as: u }, { do: put-part, upload: u, number: "<i>", size: 10 B, times: 100 }]',
    ASK,
  );
  const [one, many] = plan(t, { 'g/r': text });
  t.strictSame([one?.bytes, one?.requests], [5_242_879 + 1024 + 5, 4]);
  t.strictSame([many?.bytes, many?.requests], [1000, 102], 'a step that is sent often counts as often');
});

t.test('shards take turns, and leave nothing out', async (t) => {
  const suite = readSuite();
  const options = { suite, profile: AWS, wanted: () => true };
  const ids = (shard: { index: number; of: number } | undefined): string[] =>
    casesFor({ ...options, shard }, FACTS).map(({ id }) => id);
  const all = ids(undefined);
  const shards = [1, 2, 3].map((index) => ids({ index, of: 3 }));
  t.strictSame(shards.flat().sort(), [...all].sort());
  t.equal(new Set(all).size, all.length, 'no id is there twice');
});

t.test('rules are chosen by id, group or pattern', async (t) => {
  const { rules } = readRules(t, {
    'complete/part-order': rule('  - id: one', ASK),
    'complete/parts-exist': rule('  - id: one', ASK),
    'list-parts/paging': rule('  - id: one', ASK),
    'list-uploads/paging': rule('  - id: one', ASK),
  });
  const chosen = (...names: string[]): string[] => rules.map(({ id }) => id).filter(chooser(names, rules));
  const rows = [
    [[], 4],
    [['complete'], 2],
    [['complete/part-order'], 1],
    [['complete/part-order', 'list-parts'], 2],
    [['*/paging'], 2],
    [['list-*'], 2],
    [['complete/part?-exist'], 1],
    [['*'], 4],
  ] as const;
  for (const [names, count] of rows) t.equal(chosen(...names).length, count, names.join(' ') || 'all');
  t.throws(
    () => chosen('complete/part-ordr'),
    /there is no rule or group "complete\/part-ordr", did you mean "complete\/part-order"\?/,
  );
  t.throws(() => chosen('complete', 'list-part'), /"list-part", did you mean "list-parts"\?/);
  const globs = [
    ['a.b', 'a.b', true],
    ['a.b', 'axb', false],
    ['a*', 'a/b/c', true],
    ['*c', 'a/b/c', true],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['[a]', '[a]', true],
    ['[a]', 'a', false],
    ['a|b', 'a', false],
  ] as const;
  for (const [pattern, text, expected] of globs) t.equal(matchesGlob(pattern, text), expected, `${pattern} ${text}`);
});
