/** The ledger's reader: every way in which a ledger and the rules may disagree is told, with file and line. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { type Ledger, type NamedRule, readLedger } from './ledger.js';

type Files = Readonly<Record<string, string>>;

function ledgerIn(t: { testdir(): string }, files: Files, rules: readonly NamedRule[]): Ledger {
  const folder = t.testdir();
  mkdirSync(join(folder, 'facts'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return readLedger(rules, folder);
}

const told = ({ problems }: Ledger): string[] =>
  problems.map(({ file, line, message }) => `${file.split('/').at(-1)}:${line} ${message}`);

const rule = (id: string, ...sources: readonly string[]): NamedRule => ({
  id,
  file: `${id}.yaml`,
  sources: sources.map((ref) => ({ kind: /^\d/.test(ref) ? 'seed' : 'fact', ref })),
});

const HEAD = 'title: A document\nprovider: Somebody\nprofiles: [aws-s3]\n';
/** A document whose first sentence stands in line 7 of its file. */
const document = (...sentences: readonly string[]): string =>
  `id: "009"\n${HEAD}sections:\n  - at: Somewhere\n    sentences:\n${sentences.map((one) => `      - { ${one} }\n`).join('')}`;
/** Facts of which the first stands in line 6 of its file. */
const facts = (...lines: readonly string[]): string =>
  `id: known\n${HEAD}facts:\n${lines.map((one) => `  ${one}\n`).join('')}`;

const KEPT = 'line: 3, says: what is promised';
const RULES = [rule('complete/part-order', 'X-001'), rule('abort/answer', 'X-001')];

t.test('sentences and facts are joined to their rules', async (t) => {
  const { documents, problems } = ledgerIn(
    t,
    {
      '009.yaml': document(`${KEPT}, rules: [complete/part-order]`, 'line: 3, says: what it costs, why: billing'),
      'facts/known.yaml': facts(
        'X-001: documented',
        'X-002: { is: recorded, why: internal, because: it is not seen }',
        'X-003: inferred',
      ),
    },
    RULES,
  );
  t.strictSame(problems, []);
  t.match(documents, [
    {
      id: '009',
      kind: 'document',
      profiles: ['aws-s3'],
      entries: [
        {
          ref: '3',
          at: 'Somewhere',
          says: 'what is promised',
          rules: ['complete/part-order'],
          binds: true,
          written: 8,
        },
        { ref: '3', rules: [], why: 'billing', written: 9 },
      ],
    },
    {
      id: 'known',
      kind: 'facts',
      entries: [
        { ref: 'X-001', at: 'documented', rules: ['complete/part-order', 'abort/answer'], binds: true },
        { ref: 'X-002', at: 'recorded', why: 'internal', because: 'it is not seen', binds: true },
        { ref: 'X-003', at: 'inferred', rules: [], binds: false },
      ],
    },
  ]);
});

t.test('what does not fit is told', async (t) => {
  const fine = facts('X-001: documented');
  const rows: readonly (readonly [says: string, files: Files, rules: readonly NamedRule[], problem: RegExp])[] = [
    ['a sentence with neither', { '009.yaml': document(KEPT) }, [], /^009\.yaml:8 "what is promised" has neither a rule that tests it nor a reason/],
    ['a sentence with both', { '009.yaml': document(`${KEPT}, rules: [abort/answer], why: advice`) }, RULES, /^009\.yaml:8 .*out of reach \(advice\), but abort\/answer names it/],
    ['an unknown rule', { '009.yaml': document(`${KEPT}, rules: [abort/anwser]`) }, RULES, /^009\.yaml:8 .*"abort\/anwser", which does not exist \(did you mean "abort\/answer"\?\)/],
    ['sentences out of order', { '009.yaml': document(`${KEPT}, why: advice`, 'line: 2, says: what came before, why: advice') }, [], /^009\.yaml:9 line 2 comes after line 3/],
    ['a sentence that is nowhere', { '009.yaml': document('says: what is promised, why: advice') }, [], /^009\.yaml:8 "what is promised" wants the line of the document/],
    ['a sentence in two places', { '009.yaml': document(`${KEPT}, url: "https://example.com/", why: advice`) }, [], /^009\.yaml:8 "what is promised" wants the line of the document/],
    ['a reason that explains nothing', { '009.yaml': document(`${KEPT}, why: internal`) }, [], /^009\.yaml:8 .*lacks the field "because"/],
    ['a reason that is none', { '009.yaml': document(`${KEPT}, why: biling`) }, [], /^009\.yaml:8 .*must be one of: .*\(did you mean "billing"\?\)/],
    ['another name than its file', { '008.yaml': document(`${KEPT}, why: advice`) }, [], /^008\.yaml:1 "id" is "009", but the file is named 008\.yaml/],
    ['a fact with neither', { 'facts/known.yaml': facts('X-001: documented', 'X-002: recorded') }, RULES, /^known\.yaml:7 X-002 has neither/],
    ['a fact that a rule names by now', { 'facts/known.yaml': facts('X-001: { is: documented, why: advice }') }, RULES, /^known\.yaml:6 X-001 is said to be out of reach \(advice\), but complete\/part-order, abort\/answer name it/],
    ['a confidence that is none', { 'facts/known.yaml': facts('X-001: rumoured') }, [], /^known\.yaml:6 .*"rumoured", but must be one of: documented/],
    ['a fact nobody knows', { 'facts/known.yaml': fine }, [rule('a/b', 'X-01')], /^b\.yaml:1 suites\/ledger\/facts knows no fact X-01 \(did you mean "X-001"\?\)/],
    ['a rule that nothing promises', { 'facts/known.yaml': fine }, [rule('a/b')], /^b\.yaml:1 no sentence of the ledger and no known fact promises/],
    ['a rule whose document does not say so', { '009.yaml': document(`${KEPT}, why: advice`), 'facts/known.yaml': fine }, [rule('a/b', 'X-001', '009')], /^b\.yaml:1 the document 009 is a source, but no sentence/],
  ]; // biome-ignore format: a table is read by its rows
  for (const [says, files, rules, problem] of rows) {
    await t.test(says, async (t) => {
      const found = told(ledgerIn(t, files, rules));
      t.ok(
        found.some((line) => problem.test(line)),
        says,
        { found, problem: String(problem) },
      );
    });
  }
});

t.test('without a ledger nothing is known', async (t) => {
  const { documents, problems } = ledgerIn(t, {}, [rule('a/b')]);
  t.strictSame([documents, problems.length], [[], 1]);
});
