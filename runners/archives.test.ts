/** What scenarios leave unsaid in a vault: ranges, sizes, hashes and ids. */
import t from 'tap';
import { Archives, outputOf, retrieval } from './archives.js';
import type { BodySpec } from './body.js';
import type { Ask } from './drivers/ask.js';
import type { Json, Observation } from './drivers/observation.js';
import { treeHashOf } from './tree-hash.js';

const MIB = 1024 * 1024;
const body = (size: number): BodySpec => ({ kind: 'fill', byte: 97, size });
const answered = (values: Record<string, Json>) => ({ kind: 'accepted', values }) as unknown as Observation;
const NONE = answered({});

const BOUND: Readonly<Record<string, { number: number; bodies: readonly BodySpec[]; observation: Observation }>> = {
  p1: { number: 1, bodies: [body(MIB)], observation: NONE },
  p2: { number: 2, bodies: [body(10)], observation: NONE },
  job: { number: 1, bodies: [], observation: answered({ jobId: 'J' }) },
  other: { number: 1, bodies: [], observation: answered({ archiveId: 'B' }) },
};

function archives(): Archives {
  const made = new Archives((name) => BOUND[name]!);
  made.remember({ op: 'create', bucket: 'v', key: 'k', partSize: 4 * MIB }, answered({ uploadId: 'U' }));
  made.remember({ op: 'put', bucket: 'v', key: 'k' }, answered({ archiveId: 'A' }));
  return made;
}

const part: Ask = { op: 'put-part', bucket: 'v', uploadId: 'U', number: 3, body: body(100) };
const complete: Ask = { op: 'complete', bucket: 'v', uploadId: 'U' };

t.test('what is put in', async (t) => {
  const whole = [body(MIB), body(10)];
  const cases: readonly [what: string, ask: Ask, fields: Record<string, unknown>, told: object][] = [
    ['part size', { op: 'create', bucket: 'v' }, {}, { partSize: MIB }],
    ['as written', { op: 'create', bucket: 'v' }, { partSize: '2 MiB' }, { partSize: 2 * MIB }],
    ['that is none', { op: 'create', bucket: 'v' }, { partSize: 'many' }, { partSize: 'many' }],
    ['left out', { op: 'create', bucket: 'v' }, { partSize: null }, { partSize: undefined }],
    [
      'range by number',
      part,
      {},
      { range: `bytes ${8 * MIB}-${8 * MIB + 99}/*`, treeHash: await treeHashOf([body(100)]) },
    ],
    ['range of an unknown upload', { ...part, uploadId: 'X' }, {}, { range: `bytes ${2 * MIB}-${2 * MIB + 99}/*` }],
    ['range as written', part, { range: 'bytes 0-1/*' }, { range: 'bytes 0-1/*' }],
    ['no range, no hash', part, { range: null, treeHash: null }, { range: undefined, treeHash: undefined }],
    ['hash of other bytes', part, { treeHash: { of: 'p2' } }, { treeHash: await treeHashOf([body(10)]) }],
    [
      'archive, in the order of numbers',
      complete,
      { parts: ['p2', 'p1'] },
      { archiveSize: MIB + 10, treeHash: await treeHashOf(whole) },
    ],
    [
      'size as written',
      complete,
      { parts: ['p1'], archiveSize: 5 },
      { archiveSize: 5, treeHash: await treeHashOf([body(MIB)]) },
    ],
    ['archive of a key', { op: 'delete', bucket: 'v', key: 'k' }, {}, { archiveId: 'A' }],
    ['archive of another key', { op: 'get', bucket: 'v', key: 'x' }, {}, { archiveId: /^A{138}$/ }],
    ['archive by name', { op: 'start-job', bucket: 'v', key: 'k' }, { archive: 'other' }, { archiveId: 'B' }],
    ['archive by id', { op: 'start-job', bucket: 'v', key: 'k' }, { archiveId: 'C' }, { archiveId: 'C' }],
    ['job by name', { op: 'describe-job', bucket: 'v' }, { job: 'job' }, { jobId: 'J' }],
    ['job by id', { op: 'job-output', bucket: 'v' }, { jobId: 'K' }, { jobId: 'K' }],
  ];
  for (const [what, ask, fields, told] of cases) t.match(await archives().filled(ask, fields), told, what);
  const inventory = await archives().filled(
    { op: 'start-job', bucket: 'v', type: 'inventory-retrieval' },
    { type: 'inventory-retrieval' },
  );
  t.notOk('archiveId' in inventory, 'an inventory is of no archive');
});

t.test('uploads are listed by what the scenario calls them', async (t) => {
  const seen = archives().named({ op: 'list-uploads', bucket: 'v' }, answered({ uploadIds: ['U', 'strange'] }));
  t.match(seen, { values: { keys: ['k', null] } });
});

t.test('a retrieval is a job and its output', async (t) => {
  const get: Ask = { op: 'get', bucket: 'v', key: 'k', archiveId: 'A', range: 'bytes=0-9' };
  t.strictSame(retrieval(get), { op: 'start-job', bucket: 'v', type: 'archive-retrieval', archiveId: 'A' });
  const job = answered({ jobId: 'J' }) as Extract<Observation, { kind: 'accepted' }>;
  t.strictSame(outputOf(get, job), { op: 'job-output', bucket: 'v', jobId: 'J', range: 'bytes=0-9' });
});
