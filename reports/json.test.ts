import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';
import t from 'tap';

import { golden } from './golden.js';
import { json } from './json.js';
import { greenRun, sampleRun } from './sample.js';

t.snapshotFile = golden('json');

const schema = JSON.parse(readFileSync(resolve('reports/schema/run.schema.json'), 'utf8'));
const accepts = new Ajv2020({ allErrors: true }).compile(schema);
const plain = () => JSON.parse(json(sampleRun));

t.matchSnapshot(json(greenRun), 'nothing wrong');

t.test('nothing is lost on the way', async (t) => {
  t.strictSame(plain(), JSON.parse(JSON.stringify(sampleRun)));
});

t.test('the order of fields does not depend on who built the run', async (t) => {
  const turn = (value: unknown): unknown =>
    typeof value !== 'object' || value === null || Array.isArray(value)
      ? value
      : Object.fromEntries(Object.entries(value).reverse());
  const reversed = JSON.parse(
    JSON.stringify(sampleRun, (key, value) => (key === 'limits' || key === 'values' ? value : turn(value))),
  );
  t.equal(json(reversed), json(sampleRun));
});

t.test('the schema accepts a run', async (t) => {
  t.ok(accepts(plain()), JSON.stringify(accepts.errors));
});

t.test('the schema knows every field', async (t) => {
  // Readers must bear added fields, so the schema is open; closed here, it shows a field that it does not tell of.
  const closed = JSON.parse(JSON.stringify(schema), (_, value) =>
    value?.type === 'object' && value.properties ? { ...value, additionalProperties: false } : value,
  );
  const knows = new Ajv2020({ allErrors: true }).compile({ ...closed, $id: 'urn:multiparity:closed' });
  t.ok(knows(plain()), JSON.stringify(knows.errors));
});

// biome-ignore lint/suspicious/noExplicitAny: each spoils a field in its own way
const spoils: readonly (readonly [why: string, spoil: (run: any) => void])[] = [
  ['another format', (run) => (run.format = 'multiparity-run/2')],
  ['an unknown verdict', (run) => (run.targets[0].cases[0].verdict.kind = 'maybe')],
  ['a skip without its reason', (run) => (run.targets[0].cases[0].verdict = { kind: 'skipped' })],
  ['a pass with a reason', (run) => (run.targets[0].cases[0].verdict.because = 'luck')],
  ['no targets', (run) => delete run.targets],
  ['a header that is no pair', (run) => run.targets[0].cases[0].exchanges[0].request.headers.push(['alone'])],
  ['a value that is no text', (run) => (run.targets[0].cases[0].values.size = 5)],
  ['a time that is none', (run) => (run.startedAt = 'yesterday')],
];

for (const [why, spoil] of spoils) {
  t.test(`the schema refuses ${why}`, async (t) => {
    const run = plain();
    spoil(run);
    t.notOk(accepts(run));
  });
}
