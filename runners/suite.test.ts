/** The suites as they are read: all problems of a malformed one at once, each with its line. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { readSuite, sourcesOf } from './suite.js';
import { HEAD, problemsIn, readRules, rule, suiteIn } from './suite.test.fixture.js';

const CREATE = '    setup: [{ do: create, as: u }, { do: put-part, upload: u, number: 1, size: 1 B, as: p1 }]';
const one = (...lines: readonly string[]): string => rule('  - id: one', ...lines);

t.test('a well-formed rule', async (t) => {
  const text = `${HEAD}needs: { that: limits.minPartSize > 0, because: there is a minimum }
scenarios:
  - id: one
    kind: observe
    needs: choices.partReads == 'supported'
    each: { size: [1, 2] }
    setup: [{ do: create, as: u }, { do: wait, ms: 5 }]
    ask: { do: complete, upload: u, parts: [] }
    expect:
      - { refused: part-order, values: { a: 1 } }
      - { then: list-parts, upload: u, max: 2, status: 200, level: recommended }
`;
  const { rules, wire } = readRules(t, { 'complete/part-order': text });
  t.match(rules, [{ id: 'complete/part-order', group: 'complete', kind: 'required', dialects: ['s3'] }]);
  const [scenario] = rules[0]!.scenarios;
  t.match(rules[0]!.needs, [{ because: 'there is a minimum' }]);
  t.match(scenario!.needs, [{ because: "needs choices.partReads == 'supported'" }]);
  t.match(scenario, {
    id: 'one',
    kind: 'observe',
    bucket: 'shared',
    setup: [{ do: 'create', as: 'u' }, { do: 'wait' }],
  });
  const [first, second] = scenario!.expect;
  t.strictSame([first?.then, first?.checks], [undefined, { refused: 'part-order', values: { a: 1 } }]);
  t.match(second?.then, { do: 'list-parts', fields: { upload: 'u', max: 2 } });
  t.strictSame([second?.checks, second?.level], [{ status: 200 }, 'recommended']);
  t.strictSame(sourcesOf(rules[0]!), [{ kind: 'fact', ref: 'S3-1' }]);
  t.strictSame(Object.keys(wire.s3 ?? {}), ['part-order', 'no-such-upload']);
});

t.test('problems', async (t) => {
  const ask = '    ask: { do: complete, upload: u, parts: [p1] }';
  const fine = '    expect: [{ accepted: true }]';
  const cases: readonly (readonly [says: string, text: string, pattern: RegExp])[] = [
    ['a name nothing binds', one(CREATE, '    ask: { do: complete, upload: u, parts: [p2] }', fine),
      /^r\.yaml:8 scenario "one": step refers to "p2", which nothing binds \(did you mean "p1"\?\)/],
    ['an upload nothing binds', one(CREATE, '    ask: { do: abort, upload: v }', fine), /^r\.yaml:8 .*"v", which nothing binds \(did you mean "u"\?\)/],
    ['a name bound later', one('    setup: [{ do: abort, upload: u }, { do: create, as: u }]', '    ask: { do: get }', fine), /^r\.yaml:7 .*"u", which nothing binds/],
    ['an upload that is none', one(CREATE, '    ask: { do: abort, upload: p1 }', fine), /^r\.yaml:8 .*"p1" is no upload: it was bound by put-part/],
    ['a source nothing binds', one('    ask: { do: copy, source: o }', fine), /^r\.yaml:7 .*"o", which nothing binds/],
    ['an unknown fault', one(CREATE, ask, '    expect: [{ refused: part-ordr }]'), /^r\.yaml:9 .*knows no fault "part-ordr" \(did you mean "part-order"\?\)/],
    ['an unknown fault in a choice of answers', one(CREATE, ask, '    expect: [{ anyOf: [{ refused: nothing }, { status: 200 }] }]'), /^r\.yaml:9 .*knows no fault "nothing"/],
    ['one id twice', `${one(CREATE, ask, fine)}${one(CREATE, ask, fine).split('scenarios:\n')[1]}`, /^r\.yaml:10 scenario "one" is there twice/],
    ['a clock shared with others', one('    setup: [{ do: advance-clock, by: 1 day }]', '    ask: { do: get }', fine), /^r\.yaml:7 scenario "one": to move the clock it needs "bucket: own"/],
    ['a clock shared with others, in a branch', one('    setup: [{ together: [[{ do: advance-clock, by: 1 day }], []] }]', '    ask: { do: get }', fine), /^r\.yaml:7 scenario "one": to move the clock it needs "bucket: own"/],
    ['a fault without its answer', one('    setup: [{ do: mock-fault, fault: { op: complete } }]', '    ask: { do: get }', fine), /^r\.yaml:7 scenario "one": "fault" lacks the field "answer"/],
    ['a fault with a slip', one('    setup: [{ do: mock-fault, fault: { answer: drop, byte: 3 } }]', '    ask: { do: get }', fine), /^r\.yaml:7 scenario "one": "fault" has an unknown field "byte" \(did you mean "bytes"\?\)/],
    ['a span of time that is none', one('    bucket: own', '    setup: [{ do: advance-clock, by: soon }]', '    ask: { do: get }', fine), /^r\.yaml:8 scenario "one": "soon" is no span of time/],
    ['a clock that goes nowhere', one('    bucket: own', '    setup: [{ do: advance-clock }]', '    ask: { do: get }', fine), /^r\.yaml:8 scenario "one": advance-clock wants either "by" or "to"/],
    ['a branch that waits for nothing', one('    setup: [{ together: [[{ do: wait, until: p7 }], [{ do: get, as: p1 }]] }]', '    ask: { do: get }', fine), /^r\.yaml:7 scenario "one": a branch waits for "p7", which nothing binds \(did you mean "p1"\?\)/],
    ['a pause that ends with nothing', one('    setup: [{ together: [[{ do: put, size: 9 B, raw: { pause: { after: 1 B, until: p7 } } }], [{ do: get, as: p1 }]] }]', '    ask: { do: get }', fine), /^r\.yaml:7 scenario "one": a branch waits for "p7"/],
    ['an answer nothing binds', one('    ask: { do: get }', '    expect: [{ at: p1, accepted: true }]'), /^r\.yaml:8 scenario "one": "at" refers to "p1", which nothing binds/],
    ['CEL in a condition', one('    needs: limits. > 1', '    ask: { do: get }', fine), /^r\.yaml:7 "limits\. > 1" is no expression/],
    ['CEL in a template', one('    ask: { do: put, size: "{{ 1 + }}" }', fine), /^r\.yaml:7 "1 \+" is no expression/],
    ['CEL in a check', one('    ask: { do: get }', '    expect: [{ that: "1 +" }]'), /^r\.yaml:8 "1 \+" is no expression/],
    ['CEL in a record', one('    ask: { do: get }', '    expect: [{ record: { a: "1 +" } }]'), /^r\.yaml:8 "1 \+" is no expression/],
    ['a pattern that is none', one('    ask: { do: get }', '    expect: [{ values: { etag: { matches: "(" } } }]'), /^r\.yaml:8 .*[Rr]egular expression/],
    ['fields of a step without one', one('    ask: { do: get }', '    expect: [{ accepted: true, upload: u }]'), /^r\.yaml:8 .*"upload" belongs to a step, and there is no "then"/],
    ['nothing checked', one('    ask: { do: get }', '    expect: [{ says: nothing }]'), /^r\.yaml:8 .*an expectation that checks nothing/],
    ['content of nothing', one('    ask: { do: get }', '    expect: [{ content: p1 }]'), /^r\.yaml:8 .*"content" refers to "p1", which nothing binds/],
    ['parts of nothing', one(CREATE, ask, '    expect: [{ multipartEtag: [p1, p3] }]'), /^r\.yaml:9 .*"p3", which nothing binds \(did you mean "p1"\?\)/],
    ['an unknown operation', one('    ask: { do: obtain }', fine), /^r\.yaml:7 .*"obtain", but must be one of: create/],
    ['an unknown field of a step', one('    ask: { do: get, rnge: bytes=0-1 }', fine), /^r\.yaml:7 .*"rnge" \(did you mean "range"\?\)/],
    ['a name of CEL', one('    setup: [{ do: create, as: list }]', '    ask: { do: get }', fine), /^r\.yaml:7 .*"list" cannot be a name/],
    ['a name of the profile', one('    ask: { do: get, as: limits }', fine), /^r\.yaml:7 .*"limits" cannot be a name/],
    ['no source', one('    ask: { do: get }', fine).replace('sources: [{ fact: S3-1 }]\n', ''), /^r\.yaml:1 the file lacks the field "sources"/],
    ['no expectation', one('    ask: { do: get }'), /^r\.yaml:6 .*lacks the field "expect"/],
    ['bad YAML', `${HEAD}scenarios: [`, /^r\.yaml:\d+ /],
  ]; // biome-ignore format: a table is read by its rows
  for (const [says, text, pattern] of cases) {
    const told = problemsIn(t, { 'g/r': text });
    t.ok(
      told.some((line) => pattern.test(line)),
      says,
      { told, pattern: String(pattern) },
    );
  }
});

t.test('all problems of all files are told at once', async (t) => {
  const told = problemsIn(t, {
    'g/a': one('    ask: { do: abort, upload: v }', '    expect: [{ refused: nothing }, { says: x }]'),
    'g/b': one('    ask: { do: obtain }', '    expect: [{ accepted: true }]'),
    'h/c': 'kind: required\n',
  });
  for (const pattern of [
    /^a\.yaml:7 .*"v"/,
    /^a\.yaml:8 .*"nothing"/,
    /^a\.yaml:8 .*checks nothing/,
    /^b\.yaml:7 /,
    /^c\.yaml:1 .*"title"/,
  ])
    t.ok(
      told.some((line) => pattern.test(line)),
      String(pattern),
      { told },
    );
});

t.test('a wire oracle that is malformed', async (t) => {
  const folder = suiteIn(t, { 'g/a': one('    ask: { do: get }', '    expect: [{ accepted: true }]') });
  const fault = (rest: string): string => `dialect: s3\nfaults:\n  part-order: { sources: [S3-1], ${rest} }\n`;
  const accept = 'accept: [{ status: 400, code: InvalidPartOrder }]';
  const rows: readonly (readonly [text: string, problem: RegExp])[] = [
    [fault('accept: [{ status: 400 }]'), /s3\.yaml:3 .*"code"/],
    [fault(`${accept}, message: { matches: '(' }`), /s3\.yaml:3 .*Unterminated group/],
    [fault(`${accept}, elements: { UploadId: '[' }`), /s3\.yaml:3 .*[Uu]nterminated character class|missing/],
    [`elementsWhen: choices.\n${fault(accept)}`, /s3\.yaml:1 /],
  ];
  for (const [text, problem] of rows) {
    writeFileSync(join(folder, 'wire', 's3.yaml'), text);
    t.throws(() => readSuite(folder), problem, text);
  }
});

t.test('the shipped suites', async (t) => {
  const { rules, wire } = readSuite();
  t.ok(rules.length > 50, `${rules.length} rules`);
  t.ok(Object.keys(wire.s3 ?? {}).length > 20);
  const ids = rules.map(({ id }) => id);
  t.strictSame(ids, [...ids].sort(), 'in order');
  for (const { id, scenarios, shape } of rules)
    if (scenarios.length === 0 && shape === undefined) t.fail(`${id} asks nothing`);
});
