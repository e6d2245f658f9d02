import t from 'tap';
import { formatProblem, nearest, ProblemsError, parseYaml, readYaml, suggestion } from './documents.js';
import { schema } from './schemas.js';
import { formatSize, parseSize } from './size.js';

t.test('a bad file gets all its problems at once, each with its line', async (t) => {
  const text = [
    'id: My-Profile', //                          1: not the pattern
    'limits:', //                                 2
    '  minPartSize: 5 MB of parts', //            3: no size
    '  maxPart: 5 MiB', //                        4: unknown
    '  partNumberMax: { is: many }', //           5: no number
    'choices:', //                                6
    '  secondComplete: { is: same-anser }', //    7: unknown choice
    'refused: []', //                             8: unknown field
    'deviations:', //                             9
    '  - rule: complete/part-order', //          10: lacks because and source
  ].join('\n');
  const { problems } = parseYaml('my.yaml', text, schema('profile.schema'));
  const told = problems.map(formatProblem);
  const expected = [
    /^my\.yaml:1 {2}.*"title"/,
    /^my\.yaml:1 {2}"id" /,
    /^my\.yaml:3 {2}"limits\.minPartSize" is "5 MB of parts", but must be a size such as 5 MiB/,
    /^my\.yaml:4 {2}"limits" has an unknown field "maxPart" \(did you mean "maxParts"\?\)/,
    /^my\.yaml:5 {2}"limits\.partNumberMax/,
    /^my\.yaml:7 {2}"choices\.secondComplete\.is" is "same-anser", but must be one of: .*\(did you mean "same-answer"\?\)/,
    /^my\.yaml:8 {2}the file has an unknown field "refused" \(did you mean "refuses"\?\)/,
    /^my\.yaml:10 {2}"deviations\.0" lacks the field "because"/,
    /^my\.yaml:10 {2}"deviations\.0" lacks the field "source"/,
  ];
  for (const pattern of expected)
    t.ok(
      told.some((line) => pattern.test(line)),
      String(pattern),
      { told },
    );
  t.equal(told.filter((line) => line.includes('minPartSize')).length, 1, 'each is told once');
  t.match(new ProblemsError(problems).message.split('\n').length, told.length, 'one line each');
});

t.test('what YAML itself refuses', async (t) => {
  const cases = [
    ['a: 1\nb: [1, 2\nc: 3', 2],
    ['a: 1\na: 2', 2],
    ['a: 1\n\tb: 2', 2],
    ['a: 1\nb: *nowhere', 2],
    ['a: *b\nb: &b 1', 1],
  ] as const;
  for (const [text, line] of cases) {
    const { problems, value } = parseYaml('a.yaml', text);
    t.ok(
      problems.some((one) => one.line >= line),
      JSON.stringify(text),
      { problems },
    );
    t.equal(value, undefined, 'and there is no value to go on with');
  }
  t.match(readYaml('/nowhere/at-all.yaml').problems, [{ line: 0, message: 'cannot be read: ENOENT' }]);
});

t.test('the line of a path, or of the nearest node above it', async (t) => {
  const { lineOf } = parseYaml('a.yaml', 'a:\n  b:\n    - x\n    - y: 1\n      z: 2\nc: 3\n');
  const cases = [
    [[], 1],
    [['a'], 1],
    [['a', 'b'], 2],
    [['a', 'b', 0], 3],
    [['a', 'b', 1, 'z'], 5],
    [['a', 'b', 1, 'none'], 4],
    [['c', 'deeper'], 6],
    [['none'], 1],
  ] as const;
  for (const [path, line] of cases) t.equal(lineOf(path), line, path.join('.') || 'the file');
});

t.test('suggestions', async (t) => {
  const known = ['complete/part-order', 'complete/parts-exist', 'abort/repeated', 'storj', 'aws-s3'];
  const cases = [
    ['complete/part-ordr', 'complete/part-order'],
    ['part-order', 'complete/part-order'],
    ['Complete/Part-Order', 'complete/part-order'],
    ['aws-s4', 'aws-s3'],
    ['aws', undefined],
    ['something-else', undefined],
  ] as const;
  for (const [given, expected] of cases) t.equal(nearest(given, known), expected, given);
  t.equal(suggestion('stroj', known), ' (did you mean "storj"?)');
  t.equal(suggestion('nothing', known), '');
});

t.test('sizes', async (t) => {
  const cases = [
    ['0 B', 0],
    ['1 B', 1],
    ['100 KiB', 102_400],
    ['5 MiB', 5_242_880],
    ['5 GiB', 5_368_709_120],
    ['1.5 KiB', 1536],
    ['5 TB', 5e12],
    ['48.8 TiB', 53_656_167_435_469],
  ] as const;
  for (const [text, bytes] of cases) t.equal(parseSize(text), bytes, text);
  for (const text of ['', '5', '5MiB', '5 mib', '-1 B', '5 MiB ', 'five MiB', '5  MiB', '1e3 B'])
    t.throws(() => parseSize(text), /is not a size/, JSON.stringify(text));
  const shown = [
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1 KiB'],
    [5_242_880, '5 MiB'],
    [1536, '1.5 KiB'],
    [53_687_091_200_000, '48.8 TiB'],
  ] as const;
  for (const [bytes, text] of shown) t.equal(formatSize(bytes), text, text);
});
