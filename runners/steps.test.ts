/** The steps of a case: what is asked, what is bound, what must be cleaned up. */
import t from 'tap';
import { bytesOf } from './body.js';
import type { Observation } from './drivers/observation.js';
import { StepError, Steps } from './steps.js';
import { driverOf, OPTIONS, PLACE, runAll, step, stepsWith } from './steps.test.fixture.js';
import { accepted, dropped, refused } from './suite.test.fixture.js';

t.test('keys are put below the prefix of the case', async (t) => {
  const driver = driverOf('s3');
  await runAll(stepsWith(driver), [
    step('put', { size: '1 B' }),
    step('put', { key: 'a/b', text: 'x' }),
    step('list', {}),
    step('list', { prefix: 'a/', marker: 'a/b' }),
    step('list-uploads', { marker: 'k' }),
    step('list-parts', { uploadId: 'u', marker: 5 }),
    step('delete-many', { keys: ['a', { key: 'b', versionId: 'v' }] }),
    step('get', { bucket: 'absent', key: 'k' }),
    step('head-bucket', {}),
    step('put', { key: { bytes: 20 } }),
    step('put', { key: { bytes: 20, of: 'é' } }),
  ]);
  const seen = driver.asked.map(({ op: _, body: __, ...rest }) => rest);
  t.match(seen, [
    { bucket: 'shared', key: 'case-1/object' },
    { key: 'case-1/a/b' },
    { prefix: 'case-1/' },
    { prefix: 'case-1/a/', marker: 'case-1/a/b' },
    { prefix: 'case-1/', marker: 'case-1/k' },
    { marker: 5 },
    { keys: ['case-1/a', { key: 'case-1/b', versionId: 'v' }] },
    { bucket: 'shared-absent', key: 'case-1/k' },
    { bucket: 'shared' },
    { key: `case-1/${'k'.repeat(13)}` },
    { key: `case-1/${'é'.repeat(6)}k` },
  ]);
  t.notOk('key' in driver.asked[2]!, 'a listing has no key');
  const own = driverOf('s3');
  await runAll(stepsWith(own, driverOf('raw'), { ...PLACE, prefix: '' }), [
    step('list', {}),
    step('list', { prefix: 'a' }),
  ]);
  t.notOk('prefix' in own.asked[0]!, 'a bucket of its own needs none');
  t.equal(own.asked[1]!.prefix, 'a');
});

t.test('the clock is moved in the bucket of the case, or in the one named', async (t) => {
  const moves: unknown[] = [];
  const driver = driverOf('s3');
  const note = async (...asked: unknown[]): Promise<void> => void moves.push(asked);
  const steps = new Steps(
    PLACE,
    driver,
    driverOf('raw'),
    OPTIONS,
    { when: '2026-11-22T00:00:00.000Z' },
    { advanceClock: note, addFault: note, held: async () => ({ bodies: 0, bytes: 0 }) },
  );
  await runAll(steps, [
    step('advance-clock', { by: '8 days' }),
    step('create-bucket', {}, { as: 'b' }),
    step('advance-clock', { by: '25h', bucket: 'b' }),
    step('advance-clock', { to: '{{ when }}' }),
    step('advance-clock', { to: '{{ when }}', less: '1 min' }),
  ]);
  t.strictSame(moves, [
    ['shared', { byMs: 8 * 86_400_000 }],
    ['shared-7-1', { byMs: 25 * 3_600_000 }],
    ['shared', { at: '2026-11-22T00:00:00.000Z' }],
    ['shared', { at: '2026-11-21T23:59:00.000Z' }],
  ]);
  t.equal(driver.asked.length, 1, 'no driver is asked');
  await t.rejects(stepsWith(driver).run(step('advance-clock', { by: '1 day' }), 'setup 1'), {
    name: 'StepError',
    message: "setup 1: a real endpoint's clock cannot be moved",
  });
});

t.test('a fault meets what the case asks, and nothing else', async (t) => {
  const told: unknown[] = [];
  const note = async (fault: object): Promise<void> => void told.push(fault);
  const driver = driverOf('s3');
  const controls = { advanceClock: async () => {}, addFault: note, held: async () => ({ bodies: 0, bytes: 0 }) };
  const steps = new Steps(PLACE, driver, driverOf('raw'), OPTIONS, { each: { n: 3 } }, controls);
  await runAll(steps, [
    step('mock-fault', { fault: { op: 'complete', answer: 'drop' } }),
    step('mock-fault', { key: 'a/b', fault: { op: 'upload-part', answer: 'delay', ms: '{{ each.n }}' } }),
    step('create-bucket', {}, { as: 'b' }),
    step('mock-fault', { bucket: 'b', fault: { answer: 'drop' } }),
  ]);
  t.strictSame(told, [
    { op: 'complete', answer: 'drop', bucket: 'shared', key: 'case-1/object' },
    { op: 'upload-part', answer: 'delay', ms: 3, bucket: 'shared', key: 'case-1/a/b' },
    { answer: 'drop', bucket: 'shared-7-1', key: 'object' },
  ]);
  await t.rejects(stepsWith(driver).run(step('mock-fault', { fault: { answer: 'drop' } }), 'setup 1'), {
    name: 'StepError',
    message: 'setup 1: a real endpoint cannot be told to fail',
  });
});

t.test('names stand for what was sent and seen', async (t) => {
  const driver = driverOf(
    's3',
    accepted({ bucket: 'shared', key: 'case-1/object', uploadId: 'UPLOAD' }),
    accepted({ etag: 'e1', rawEtag: '"e1"' }),
    accepted({ etag: 'e2', rawEtag: '"e2"' }),
    accepted({ etag: 'e-2', rawEtag: '"e-2"' }),
    accepted({ keys: ['case-1/object', 'case-1/other'], prefix: 'case-1/' }),
  );
  const steps = stepsWith(driver);
  await runAll(steps, [
    step('create', {}, { as: 'u' }),
    step('put-part', { upload: 'u', number: 1, size: '{{ limits.minPartSize }}' }, { as: 'p1' }),
    step('put-part', { upload: 'u', number: '{{ each.n }}', text: 'tail' }, { as: 'p3' }),
    step('complete', { upload: 'u', parts: ['p1', { part: 'p3', number: 9 }, { number: 4, etag: 'x' }] }, { as: 'o' }),
    step('list', {}, { as: 'l' }),
    step('get', { upload: 'u', key: 'other', range: 'bytes=0-{{ p1.size - 1 }}' }),
  ]);
  const [, first, second, complete, , get] = driver.asked;
  t.match(first, {
    uploadId: 'UPLOAD',
    key: 'case-1/object',
    number: 1,
    body: { kind: 'seed', seed: 'part-1', size: 100 },
  });
  t.match(second, { number: 3, body: { kind: 'text', text: 'tail' } });
  t.strictSame(complete?.parts, [
    { number: 1, etag: '"e1"' },
    { number: 9, etag: '"e2"' },
    { number: 4, etag: 'x' },
  ]);
  t.match(get, { key: 'case-1/other', range: 'bytes=0-99' });
  const context = steps.context();
  t.match(context.p1, {
    number: 1,
    etag: 'e1',
    rawEtag: '"e1"',
    size: 100,
    status: 200,
    key: 'object',
    bucket: 'shared',
  });
  t.match(context.o, { size: 104, etag: 'e-2' });
  t.match(context.l, { keys: ['object', 'other'], prefix: '' });
  t.match(context.limits, { minPartSize: 100 });
  t.strictSame(steps.made, {
    // A completed upload is no longer there to be cleaned up.
    uploads: [],
    keys: [{ bucket: 'shared', key: 'case-1/object' }],
    buckets: [],
    policies: [],
  });
});

t.test('copies know their bytes', async (t) => {
  const steps = stepsWith(driverOf('s3', accepted(), accepted({ uploadId: 'U' })));
  await runAll(steps, [
    step('put', { key: 's', text: 'hello world' }, { as: 's' }),
    step('create', {}, { as: 'u' }),
    step('copy-part', { upload: 'u', number: 1, source: 's', range: 'bytes=6-10' }, { as: 'p1' }),
    step('copy-part', { upload: 'u', number: 2, source: { of: 's', versionId: 'v' } }, { as: 'p2' }),
    step('complete', { upload: 'u', parts: ['p1', 'p2'] }, { as: 'o' }),
    step('copy', { key: 'c', source: 'o' }, { as: 'c' }),
  ]);
  const text = (name: string): string =>
    Buffer.concat((steps.get(name).bodies ?? []).map((one) => bytesOf(one))).toString();
  t.strictSame(
    [text('p1'), text('p2'), text('o'), text('c')],
    ['world', 'hello world', 'worldhello world', 'worldhello world'],
  );
});

t.test('sources of copies', async (t) => {
  const driver = driverOf('s3');
  const steps = stepsWith(driver);
  await runAll(steps, [
    step('put', { key: 'a', text: 'x' }, { as: 'a' }),
    step('copy', { source: 'a' }),
    step('copy', { source: { key: 'b' } }),
    step('copy', { source: { bucket: 'absent', key: 'b' } }),
    step('copy', { source: { of: 'a', versionId: 'v1' } }),
  ]);
  t.strictSame(
    driver.asked.slice(1).map(({ source }) => source),
    [
      { bucket: 'shared', key: 'case-1/a' },
      { bucket: 'shared', key: 'case-1/b' },
      { bucket: 'shared-absent', key: 'case-1/b' },
      { bucket: 'shared', key: 'case-1/a', versionId: 'v1' },
    ],
  );
});

t.test('buckets of a case have names of their own', async (t) => {
  const driver = driverOf('s3');
  const steps = stepsWith(driver);
  await runAll(steps, [
    step('create-bucket', {}, { as: 'b1' }),
    step('create-bucket', {}, { as: 'b2' }),
    step('put', { bucket: 'b2', key: 'k', text: 'x' }),
    step('create-bucket', { bucket: 'b1' }),
  ]);
  t.strictSame(
    driver.asked.map(({ bucket }) => bucket),
    ['shared-7-1', 'shared-7-2', 'shared-7-2', 'shared-7-1'],
  );
  t.equal(driver.asked[2]!.key, 'k', 'without a prefix');
  t.strictSame([...new Set(steps.made.buckets)], ['shared-7-1', 'shared-7-2']);
});

t.test('who is asked', async (t) => {
  const unsendable: Observation = { kind: 'unsendable', because: 'no SDK would' };
  const driver = driverOf('s3', unsendable);
  const raw = driverOf('raw');
  const steps = stepsWith(driver, raw);
  await steps.run(step('get'), 'one');
  t.equal(steps.lastDriver, 'raw', 'what the driver cannot send goes through the raw one');
  await steps.run(step('get'), 'two');
  t.equal(steps.lastDriver, 's3');
  await steps.run(
    step('get', { raw: { headers: { a: 1, b: null }, query: { q: true }, body: { size: '3 B' } } }),
    'three',
  );
  t.equal(steps.lastDriver, 'raw');
  t.match(raw.asked.at(-1)?.raw, { headers: { a: '1', b: null }, query: { q: true }, body: { kind: 'seed', size: 3 } });
  const both = stepsWith(driverOf('s3', unsendable), driverOf('raw', unsendable));
  await t.rejects(both.run(step('get'), 'four'), { name: 'StepError', message: 'four: cannot be sent: no SDK would' });
});

t.test('what a step cannot refer to', async (t) => {
  const steps = stepsWith(driverOf('s3', refused(404, 'NoSuchBucket')));
  await t.rejects(steps.run(step('abort', { upload: 'u' }), 'one'), StepError);
  await steps.run(step('create', {}, { as: 'u' }), 'two');
  t.match(steps.context().u, { status: 404, code: 'NoSuchBucket' }, 'a refused step is bound all the same');
  await t.rejects(steps.run(step('put', { size: '{{ u.size + 1 }}' }), 'three'), { name: 'ExpressionError' });
});

t.test('what may have been stored is cleaned up', async (t) => {
  const steps = stepsWith(
    driverOf('s3', dropped(), refused(403, 'AccessDenied'), dropped()),
    driverOf('raw', accepted({}, { content: Buffer.from('<UploadId>RAW</UploadId>') })),
  );
  await runAll(steps, [
    step('put', { key: 'cut', text: 'x' }),
    step('put', { key: 'refused', text: 'x' }),
    step('put-part', { key: 'k', uploadId: 'u', number: 1, text: 'x' }),
    step('raw', { raw: { method: 'POST' }, key: 'r' }),
  ]);
  t.strictSame(steps.made.keys, [{ bucket: 'shared', key: 'case-1/cut' }]);
  t.strictSame(steps.made.uploads, [{ bucket: 'shared', key: 'case-1/r', uploadId: 'RAW' }]);
});
