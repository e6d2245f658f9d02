/** A malformed shape tells where it is wrong. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { formatProblem, type Problem } from '../../suites/reader/documents.js';
import { problemsIn, rule } from '../suite.test.fixture.js';
import { readShapes } from './read.js';

const HEAD = `dialect: s3
namespace: urn:x
mediaType: application/xml
every: {}
error: { root: [Error], sources: [S3-1], elements: {} }
operations:
  create:
`;

t.test('problems come with their lines', async (t) => {
  const rows = [
    ['a field of no meaning', '    request: { method: POST, sources: [S3-1] }\n    bodiless: {}', /s3\.yaml:9 .*unknown field "bodiless"/],
    ['no source', '    request: { method: POST }', /s3\.yaml:8 .*lacks the field "sources"/],
    ['a form of no meaning', '    request: &r { method: POST, sources: [S3-1] }\n    headers: { etag: { is: etags, sources: [S3-1] } }', /did you mean "etag"/],
    ['no expression', '    request: { method: POST, sources: [S3-1] }\n    headers: { etag: { promised: "a ==", sources: [S3-1] } }', /s3\.yaml:9 .*"a ==" is no expression/],
    ['no pattern', '    request: { method: POST, sources: [S3-1] }\n    document: { root: [A], others: "(", sources: [S3-1], elements: {} }', /s3\.yaml:9 .*regular expression/],
    ['nothing wrong', '    request: { method: POST, sources: [S3-1] }', undefined],
  ] as const; // biome-ignore format: a table is read by its rows
  for (const [says, text, told] of rows) {
    const folder = join(t.testdir(), says.replaceAll(' ', '-'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 's3.yaml'), HEAD + text);
    const problems: Problem[] = [];
    const shapes = readShapes(folder, problems);
    if (told) t.match(problems.map(formatProblem).join('\n'), told, says);
    else t.match(shapes.s3, { operations: { create: { request: { method: 'POST' } } } }, says);
  }
});

t.test('a rule has scenarios, or looks at every answer, and not both', async (t) => {
  const head = rule().replace(/scenarios:\n\s*/, '');
  t.strictSame(problemsIn(t, { 'wire/shape/root': `${head}shape: root\n` }), []);
  t.match(problemsIn(t, { 'wire/shape/root': `${head}shape: roots\n` }), [/must be one of.*did you mean "root"/]);
  t.match(problemsIn(t, { 'a/b': head }), [/lacks the field "scenarios"/]);
  const both = `${rule('  - { id: one, ask: { do: list }, expect: [{ accepted: true }] }')}shape: root\n`;
  t.equal(problemsIn(t, { 'a/b': both }).length, 1);
});
