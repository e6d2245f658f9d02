/** decide and evolve together: states and their endings, versions, and which bodies are given back. */
import t from 'tap';
import {
  abort,
  body,
  complete,
  copy,
  copyPart,
  create,
  type Engine,
  get,
  listParts,
  MiB,
  newEngine,
  outcome,
  PLAIN,
  part,
  put,
  remove,
  STRANGER,
  versioning,
} from './engine.test.fixture.js';
import type { Command, Reply, ReplyOf, Version } from './types.js';

const RULES = ['lifetime/upload-must-be-open', 'complete/parts-exist', 'complete/part-order'];

function seen<O extends Reply['op']>(engine: Engine, op: O, command: Command): ReplyOf<O> {
  const reply = engine.run(command);
  if ('fault' in reply || reply.op !== op) throw new Error(`${command.op} was answered ${JSON.stringify(reply)}`);
  return reply as ReplyOf<O>;
}

const read = (engine: Engine, key: string): ReplyOf<'get-object' | 'head-object'> =>
  seen(engine, 'get-object' as never, get(key)) as ReplyOf<'get-object' | 'head-object'>;

const pile = (engine: Engine, key: string): string[] =>
  (engine.bucket.objects.get(key) ?? []).map((one) => (one.kind === 'object' ? one.versionId : `${one.versionId}†`));

t.test('an upload is open, then completed or aborted, and its ending is remembered', async (t) => {
  const engine = newEngine({ refuses: RULES });
  engine.set(create('a'), create('b'), create('c'), part(1, 10, { key: 'a' }));
  engine.set(complete([1], { key: 'a' }), abort('u2', 'b'));
  const states = [...engine.bucket.uploads.values()].map(({ id, state }) => `${id} ${state}`);
  t.strictSame(states, ['u1 completed', 'u2 aborted', 'u3 open']);
  t.equal(engine.bucket.open.size, 1, 'only the open one is listed');
  t.strictSame(engine.bucket.endings, ['u1', 'u2'], 'oldest ending first');
  t.match(engine.run(complete([1], { key: 'a' })), { op: 'complete', etag: '[m1]-1' }, 'a repeat gets the same answer');
  t.equal(outcome(engine.run(part(1, 1, { upload: 'u2', key: 'b' }))), 'no-such-upload');
});

t.test('the oldest endings are forgotten after ten thousand', async (t) => {
  const engine = newEngine({ refuses: RULES });
  for (let n = 1; n <= 10_001; n += 1) engine.set(create(), abort(`u${n}`));
  t.equal(engine.bucket.endings.length, 10_000);
  t.notOk(engine.bucket.uploads.has('u1' as never), 'the first is gone');
  t.match(engine.bucket.uploads.get('u2' as never), { state: 'aborted' }, 'the second is remembered');
});

t.test('an upload keeps what it was begun with', async (t) => {
  const engine = newEngine();
  const attributes = { headers: { 'content-type': 'text/plain' }, metadata: { a: 'b' }, storageClass: 'NEARLINE' };
  t.match(engine.run(create('k', attributes), STRANGER), { uploadId: 'u1' });
  engine.set(part(1, 3));
  const parts = seen(engine, 'list-parts', listParts());
  t.match(parts, { storageClass: 'COLD', initiator: { id: 'stranger' }, owner: { id: 'owner' } });
  engine.set(complete([1]));
  const { version } = read(engine, 'k');
  t.match(version, { attributes: { ...attributes, storageClass: 'COLD' }, owner: { id: 'owner' }, multipart: true });
});

t.test('another name of a storage class is stored as the class', async (t) => {
  const engine = newEngine();
  const near = { ...PLAIN, storageClass: 'NEARLINE' };
  const source = { bucket: 'bkt', key: 'put', conditions: {} };
  engine.set(put('put', 1, 1, near), copy('copy', source, { attributes: near, body: body(2) }));
  for (const key of ['put', 'copy']) t.equal(read(engine, key).version.attributes.storageClass, 'COLD', key);
});

t.test('which bodies are given back', async (t) => {
  const cases: readonly (readonly [says: string, commands: readonly Command[], freed: readonly number[]])[] = [
    ['a part', [create(), part(1)], []],
    ['a part sent again', [create(), part(1), part(1, 1, { ref: 2 })], [1]],
    ['a part sent twice again', [create(), part(1), part(1, 1, { ref: 2 }), part(1, 1, { ref: 3 })], [1, 2]],
    ['a part of no upload', [part(1)], [1]],
    ['a part of an ended upload', [create(), abort(), part(1)], [1]],
    ['Abort', [create(), part(2), part(1), abort()], [1, 2]],
    ['Abort without parts', [create(), abort()], []],
    ['Complete', [create(), part(1), part(2), complete([1, 2])], []],
    ['Complete without a part', [create(), part(1), part(2), part(3), complete([2])], [1, 3]],
    ['Complete over an object', [put('k', 9), create(), part(1), complete([1])], [9]],
    ['Complete over a completed object', [create(), part(1), part(2), complete([1, 2]), put('k', 9)], [1, 2]],
    ['an object put again', [put('k', 8), put('k', 9)], [8]],
    ['an object removed', [put('k', 9), remove('k')], [9]],
    ['a completed object removed', [create(), part(1), part(2), complete([1, 2]), remove('k')], [1, 2]],
    ['an object that never was', [remove('k')], []],
    ['a version kept below another', [versioning('enabled'), put('k', 8), put('k', 9)], []],
    ['a version kept below a marker', [versioning('enabled'), put('k', 9), remove('k')], []],
    ['a version removed', [versioning('enabled'), put('k', 8), put('k', 9), remove('k', 'v1')], [8]],
    ['no such version', [versioning('enabled'), put('k', 8), remove('k', 'v9')], []],
    ['a marker removed', [versioning('enabled'), put('k', 8), remove('k'), remove('k', 'v2')], []],
    ['the null version replaced', [put('k', 7), versioning('suspended'), put('k', 8)], [7]],
    ['the null version hidden', [put('k', 7), versioning('suspended'), remove('k')], [7]],
    ['the null version kept', [put('k', 7), versioning('enabled'), put('k', 8)], []],
    ['a bucket with an open upload', [create(), part(1), part(2), { op: 'delete-bucket', bucket: 'bkt' }], [1, 2]],
    ['a bucket with objects', [put('a', 8), put('b', 9), { op: 'delete-bucket', bucket: 'bkt' }], [8, 9]],
    [
      'many objects at once',
      [put('a', 8), put('b', 9), { op: 'delete-objects', bucket: 'bkt', quiet: true, keys: [{ key: 'a' }, { key: 'c' }, { key: 'b' }] }],
      [8, 9],
    ],
  ]; // biome-ignore format: a table is read by its rows
  for (const [says, commands, freed] of cases) {
    const engine = newEngine();
    engine.set(...commands);
    t.strictSame(engine.freed, freed, `${says} gives back ${freed.join(', ') || 'nothing'}`);
  }
});

t.test('versions pile up as the bucket says', async (t) => {
  const cases: readonly (readonly [says: string, commands: readonly Command[], pile: readonly string[]])[] = [
    ['never: one', [put('k'), put('k')], ['null']],
    ['never: none after a delete', [put('k'), remove('k')], []],
    ['enabled: each', [versioning('enabled'), put('k'), put('k')], ['v1', 'v2']],
    ['enabled: a marker on top', [versioning('enabled'), put('k'), remove('k')], ['v1', 'v2†']],
    ['enabled: a marker over nothing', [versioning('enabled'), remove('k')], ['v1†']],
    ['enabled later: the null version stays', [put('k'), versioning('enabled'), put('k')], ['null', 'v1']],
    ['suspended: the null version is replaced', [put('k'), versioning('suspended'), put('k')], ['null']],
    ['suspended: numbered versions stay', [versioning('enabled'), put('k'), versioning('suspended'), put('k'), put('k')], ['v1', 'null']],
    ['suspended: a null marker', [versioning('enabled'), put('k'), versioning('suspended'), put('k'), remove('k')], ['v1', 'null†']],
    ['a named version goes for good', [versioning('enabled'), put('k'), put('k'), remove('k', 'v2')], ['v1']],
    ['the last named version takes the key along', [versioning('enabled'), put('k'), remove('k', 'v1')], []],
    ['Complete makes a version', [versioning('enabled'), put('k'), create(), part(1), complete([1])], ['v1', 'v2']],
    ['suspended: Complete replaces the null version', [put('k'), versioning('suspended'), create(), part(1), complete([1])], ['null']],
  ]; // biome-ignore format: a table is read by its rows
  for (const [says, commands, expected] of cases) {
    const engine = newEngine();
    engine.set(...commands);
    t.strictSame(pile(engine, 'k'), expected, says);
  }
});

t.test('the version id is told where there are versions', async (t) => {
  const cases = [
    ['never', [], undefined],
    ['enabled', [versioning('enabled')], 'v1'],
    ['suspended', [versioning('suspended')], 'null'],
  ] as const;
  for (const [says, given, expected] of cases) {
    const engine = newEngine();
    engine.set(...given, create(), part(1));
    t.equal(seen(engine, 'complete', complete([1])).versionId, expected, `Complete, ${says}`);
    t.equal(seen(engine, 'complete', complete([1])).versionId, expected, `the same Complete again, ${says}`);
  }
});

t.test('a Delete says what it did', async (t) => {
  const engine = newEngine();
  t.match(engine.run(remove('k')), { versionId: undefined, deleteMarker: false }, 'an unversioned bucket');
  engine.set(versioning('enabled'), put('k'));
  t.match(engine.run(remove('k')), { versionId: 'v2', deleteMarker: true }, 'a marker was made');
  t.match(engine.run(remove('k', 'v1')), { versionId: 'v1', deleteMarker: false }, 'a version went');
  t.match(engine.run(remove('k', 'v2')), { versionId: 'v2', deleteMarker: true }, 'a marker went');
  engine.set(put('k'));
  const many: Command = {
    op: 'delete-objects',
    bucket: 'bkt',
    quiet: false,
    keys: [{ key: 'k' }, { key: 'k', versionId: 'v3' }, { key: 'none', versionId: 'v9' }],
  };
  t.strictSame(seen(engine, 'delete-objects', many).deleted, [
    { key: 'k', markerId: 'v4' },
    { key: 'k', versionId: 'v3' },
    { key: 'none', versionId: 'v9' },
  ]);
});

t.test('what Complete makes', async (t) => {
  const engine = newEngine({ refuses: RULES });
  engine.set(create(), part(1, 10), part(2, 20), part(7, 5), part(9, 1));
  t.match(engine.run(complete([1, 2, 7])), { etag: '[m1 m2 m7]-3', bucket: 'bkt', key: 'k' });
  const [version] = engine.bucket.objects.get('k') as [Extract<Version, { kind: 'object' }>];
  t.equal(version.size, 35);
  t.strictSame(version.pieces, [
    { ref: 1, size: 10, position: 1 },
    { ref: 2, size: 20, position: 2 },
    { ref: 7, size: 5, position: 7 },
  ]);
});

t.test('without the order rule the parts are joined by number, and each once', async (t) => {
  const engine = newEngine({ refuses: ['complete/parts-exist'] });
  engine.set(create(), part(1, 10), part(2, 20));
  t.match(engine.run(complete([2, 1, 2])), { etag: '[m1 m2]-2' });
});

t.test('a copied part has its own body, and the time of the copy', async (t) => {
  const engine = newEngine();
  engine.set(versioning('enabled'), put('s', 9, 100), create());
  const source = { bucket: 'bkt', key: 's', conditions: {} };
  const first = engine.run(copyPart({ source, range: { text: 'bytes=10-29', value: { first: 10, last: 29 } } }));
  t.match(
    first,
    { op: 'continue', copy: { first: 10, length: 20, version: { versionId: 'v1' } } },
    'the bytes to read',
  );
  const done = engine.run(copyPart({ source, body: { ref: 3 as never, size: 20, digests: { md5: 'm3' } } }));
  t.match(done, { op: 'upload-part-copy', sourceVersionId: 'v1', part: { etag: 'm3', size: 20, position: 1 } });
  engine.set(remove('s', 'v1'));
  t.strictSame(engine.freed, [9], 'the source may go');
  t.match(engine.run(complete([[1, 'm3']])), { etag: '[m3]-1' });
});

t.test('a copy onto itself must change something', async (t) => {
  const itself = { bucket: 'bkt', key: 'k', conditions: {} };
  const cases = [
    ['nothing changes', [put('k')], copy('k', itself), 'copy-onto-itself'],
    ['metadata is replaced', [put('k')], copy('k', itself, { replace: true }), 'ok'],
    ['another class', [put('k')], copy('k', itself, { attributes: { ...PLAIN, storageClass: 'COLD' } }), 'ok'],
    ['another key', [put('k')], copy('l', itself), 'ok'],
    ['a versioned bucket', [versioning('enabled'), put('k')], copy('k', itself), 'ok'],
    ['another version', [put('k')], copy('k', { ...itself, versionId: 'null' }), 'ok'],
  ] as const;
  for (const [says, given, ask, expected] of cases) {
    const engine = newEngine();
    engine.set(...given);
    t.equal(outcome(engine.run(ask)), expected, says);
  }
});

t.test('buckets', async (t) => {
  const engine = newEngine({ unsupported: ['get-attributes'] });
  const names = [
    ['abc', 'ok'],
    ['a.b-c', 'ok'],
    ['ab', 'invalid-bucket-name'],
    ['a'.repeat(63), 'ok'],
    ['a'.repeat(64), 'invalid-bucket-name'],
    ['Abc', 'invalid-bucket-name'],
    ['-abc', 'invalid-bucket-name'],
    ['a..b', 'invalid-bucket-name'],
    ['10.0.0.1', 'invalid-bucket-name'],
    ['xn--abc', 'invalid-bucket-name'],
    ['a_b', 'invalid-bucket-name'],
    ['_mock', 'invalid-bucket-name'],
  ] as const;
  for (const [bucket, expected] of names)
    t.equal(outcome(engine.run({ op: 'create-bucket', bucket })), expected, bucket);
  t.equal(outcome(engine.run({ op: 'create-bucket', bucket: 'abc' })), 'bucket-owned-by-you');
  t.equal(outcome(engine.run({ op: 'create-bucket', bucket: 'abc' }, STRANGER)), 'bucket-exists');
  t.equal(outcome(engine.run({ op: 'head-bucket', bucket: 'none' })), 'no-such-bucket');
  t.match(engine.run({ op: 'get-location', bucket: 'abc' }), { region: 'eu-west-1' });
  t.match(engine.run({ op: 'get-versioning', bucket: 'abc' }), { versioning: 'never' });
  const attributes = {
    op: 'get-attributes',
    bucket: 'abc',
    key: 'k',
    wanted: [],
    maxParts: undefined,
    marker: undefined,
  } as const;
  t.match(engine.run(attributes), { fault: 'not-implemented', rule: 'wire/unsupported' }, 'what the provider lacks');
});

t.test('ten thousand parts are joined in a moment', async (t) => {
  const engine = newEngine({ refuses: RULES });
  engine.set(create());
  const numbers = Array.from({ length: 10_000 }, (_, i) => i + 1);
  engine.set(...numbers.map((n) => part(n, 5 * MiB)));
  const started = performance.now();
  engine.set(complete(numbers));
  t.ok(performance.now() - started < 1000);
  t.strictSame(engine.freed, [], 'and no body was touched');
});
