/** The shell round the engine: bodies are kept as long as something names them, and no longer. */
import { createHash } from 'node:crypto';
import t from 'tap';
import { readProfile } from '../suites/reader/profile.js';
import { newClock } from './clock.js';
import { s3 } from './dialects/s3/index.js';
import { type Digester, digester } from './digests/digests.js';
import type { Body, Command, CommandOf, Numeral, Policy, Refusal, Reply, ReplyOf, UploadId } from './engine/types.js';
import { policyOf } from './policy.js';
import { newService, realWorld, type Service } from './service.js';
import { memoryStore } from './store/memory.js';

const WHO = { id: 'one', displayName: 'One' };
const OTHER = { id: 'two', displayName: 'Two' };
const AWS = policyOf(readProfile('aws-s3'));
const DAY_MS = 86_400_000;
const EVERY = {
  prefix: '',
  prefixGiven: false,
  delimiter: '',
  keyMarker: '',
  uploadMarker: '',
  max: undefined,
  encodingUrl: false,
};
const PLAIN = { headers: {}, metadata: {} };
const numeral = (value: number): Numeral => ({ text: String(value), value });

function start(policy: Policy = AWS): Service {
  const service = newService(policy, memoryStore(), s3);
  run(service, { op: 'create-bucket', bucket: 'bucket' });
  return service;
}

/** A reply of this kind, or an error with the refusal. */
function run<C extends Command>(service: Service, command: C): ReplyOf<C['op'] & Reply['op']> {
  return accepted(service.run(command, WHO)) as ReplyOf<C['op'] & Reply['op']>;
}

function accepted(reply: Reply | Refusal): Reply {
  if ('fault' in reply) throw new Error(`refused: ${reply.rule} ${reply.fault}`);
  return reply;
}

function bodyIn(service: Service, ...slices: readonly Buffer[]): Body {
  const writer = service.store.writer();
  const digests = digester([]) as Digester;
  let size = 0;
  for (const slice of slices) {
    writer.push(slice);
    digests.update(slice);
    size += slice.length;
  }
  return { ref: writer.finish(), size, digests: digests.finish() };
}

const put = (service: Service, key: string, text: string): Reply =>
  run(service, {
    op: 'put-object',
    bucket: 'bucket',
    key,
    attributes: PLAIN,
    length: text.length,
    conditions: {},
    body: bodyIn(service, Buffer.from(text)),
  });
const create = (service: Service, key = 'key'): UploadId =>
  run(service, { op: 'create', bucket: 'bucket', key, attributes: PLAIN }).uploadId;
const partOf = (service: Service, uploadId: UploadId, number: number, bytes: Buffer, key = 'key'): Command => ({
  op: 'upload-part',
  bucket: 'bucket',
  key,
  uploadId,
  number: numeral(number),
  length: bytes.length,
  body: bodyIn(service, bytes),
});
const complete = (uploadId: UploadId, etags: readonly [number, string][], key = 'key'): CommandOf<'complete'> => ({
  op: 'complete',
  bucket: 'bucket',
  key,
  uploadId,
  claims: etags.map(([position, etag]) => ({ position: position as never, etag })),
  bare: false,
  conditions: {},
});
const remove = (service: Service, key: string): Reply => run(service, { op: 'delete-object', bucket: 'bucket', key });
const held = (service: Service): unknown => ({ ...service.store.held });

function contentOf(service: Service, key = 'key'): Iterable<Buffer> {
  const reply = run(service, { op: 'get-object', bucket: 'bucket', key, conditions: {}, overrides: {} } as Command);
  if (reply.op !== 'get-object') throw new Error(reply.op);
  return service.content(reply.version.pieces, reply.first, reply.length);
}
const read = (service: Service, key = 'key'): string => Buffer.concat([...contentOf(service, key)]).toString();

t.test('bodies are released when nothing names them any more', async (t) => {
  const service = start();
  const empty = { bodies: 0, bytes: 0 };
  put(service, 'a', 'hello');
  put(service, 'a', 'hi');
  t.strictSame(held(service), { bodies: 1, bytes: 2 }, 'replaced');
  remove(service, 'a');
  t.strictSame(held(service), empty, 'deleted');
  const upload = create(service);
  run(service, partOf(service, upload, 1, Buffer.alloc(10)));
  run(service, partOf(service, upload, 1, Buffer.alloc(20)));
  run(service, partOf(service, upload, 2, Buffer.alloc(5)));
  t.strictSame(held(service), { bodies: 2, bytes: 25 }, 'a part sent again');
  run(service, { op: 'abort', bucket: 'bucket', key: 'key', uploadId: upload });
  t.strictSame(held(service), empty, 'aborted');
  const late = service.run(partOf(service, upload, 1, Buffer.alloc(10)), WHO);
  t.match(late, { fault: 'no-such-upload' });
  t.strictSame(held(service), empty, 'refused');
  put(service, 'a', 'hello');
  create(service);
  service.reset();
  t.strictSame([held(service), service.buckets.size], [empty, 0], 'reset');
});

t.test('completing ten thousand parts copies no byte', async (t) => {
  const service = start();
  const upload = create(service);
  const piece = Buffer.alloc(5 * 1024 * 1024);
  const writer = service.store.writer();
  writer.push(piece);
  // One slice stands for all of them: the store would keep fifty gigabytes otherwise.
  const shared = { ref: writer.finish(), size: piece.length };
  const etags: [number, string][] = [];
  for (let n = 1; n <= 10_000; n += 1) {
    const md5 = createHash('md5').update(String(n)).digest('hex');
    const command = partOf(service, upload, n, Buffer.from('x')) as CommandOf<'upload-part'>;
    run(service, { ...command, body: { ...command.body!, size: shared.size, digests: { md5 } } });
    etags.push([n, md5]);
  }
  const before = held(service);
  const started = performance.now();
  const done = run(service, complete(upload, etags));
  t.ok(performance.now() - started < 1000, 'in a moment');
  t.strictSame(held(service), before, 'and holds what it held');
  const joined = createHash('md5').update(Buffer.concat(etags.map(([, md5]) => Buffer.from(md5, 'hex'))));
  t.equal(done.etag, `${joined.digest('hex')}-10000`);
});

t.test('content is read across parts', async (t) => {
  const service = start({ ...AWS, refuses: AWS.refuses.filter((id) => id !== 'complete/min-part-size') });
  const upload = create(service);
  const etags = ['abc', '', 'defg', 'h'].map((text, i): [number, string] => [
    i + 1,
    accepted(service.run(partOf(service, upload, i + 1, Buffer.from(text)), WHO)) &&
      createHash('md5').update(text).digest('hex'),
  ]);
  run(service, complete(upload, etags));
  t.equal(read(service), 'abcdefgh');
  const [version] = service.buckets.get('bucket')!.objects.get('key')!;
  if (version?.kind !== 'object') throw new Error('no object');
  for (let first = 0; first <= 8; first += 1) {
    for (let length = 0; first + length <= 8; length += 1) {
      const seen = Buffer.concat([...service.content(version.pieces, first, length)]).toString();
      if (seen !== 'abcdefgh'.slice(first, first + length)) t.fail(`${first}+${length} is ${seen}`);
    }
  }
});

t.test('what is being read stays whole when its object goes', async (t) => {
  const service = start({ ...AWS, refuses: [] });
  const upload = create(service);
  for (const n of [1, 2, 3]) run(service, partOf(service, upload, n, Buffer.from(`part ${n} `)));
  run(
    service,
    complete(
      upload,
      [1, 2, 3].map((n) => [n, '']),
    ),
  );
  const reading = contentOf(service)[Symbol.iterator]();
  const first: Buffer = reading.next().value;
  remove(service, 'key');
  t.strictSame(held(service), { bodies: 0, bytes: 0 });
  const rest: Buffer[] = [];
  for (let next = reading.next(); !next.done; next = reading.next()) rest.push(next.value);
  t.equal(Buffer.concat([first, ...rest]).toString(), 'part 1 part 2 part 3 ');
});

t.test('a copy has bytes of its own', async (t) => {
  const service = start({ ...AWS, refuses: AWS.refuses.filter((id) => id !== 'complete/min-part-size') });
  put(service, 'source', 'hello world');
  const upload = create(service);
  const source = { bucket: 'bucket', key: 'source', conditions: {} };
  const range = { text: 'bytes=6-10', value: { first: 6, last: 10 } };
  const copied = { op: 'upload-part-copy', bucket: 'bucket', key: 'key', uploadId: upload, source } as const;
  const one = accepted(await service.runCopy({ ...copied, number: numeral(1), range }, WHO));
  const two = accepted(await service.runCopy({ ...copied, number: numeral(2) }, WHO));
  t.match([one, two], [{ part: { size: 5 } }, { part: { size: 11 } }]);
  remove(service, 'source');
  const etags = [one, two].map((reply, i): [number, string] => [
    i + 1,
    reply.op === 'upload-part-copy' ? reply.part.etag : '',
  ]);
  t.equal(etags[0]![1], createHash('md5').update('world').digest('hex'));
  run(service, complete(upload, etags));
  t.equal(read(service), 'worldhello world');
  t.match(await service.runCopy({ ...copied, number: numeral(3) }, WHO), { fault: 'no-such-upload' });
  const gone = { ...copied, uploadId: create(service), number: numeral(1) };
  t.match(await service.runCopy(gone, WHO), { fault: 'no-such-key', rule: 'upload-part-copy/source-exists' });
  const copy = { op: 'copy-object', bucket: 'bucket', key: 'copy', attributes: PLAIN, replace: false } as const;
  accepted(await service.runCopy({ ...copy, source: { ...source, key: 'key' } }, WHO));
  t.equal(read(service, 'copy'), 'worldhello world');
  t.strictSame(held(service), { bodies: 3, bytes: 32 });
});

t.test('a large copy is whole although its source goes meanwhile', async (t) => {
  const service = start({ ...AWS, refuses: [] });
  const upload = create(service, 'source');
  const bytes = Buffer.alloc(3 * 1024 * 1024, 7);
  for (const n of [1, 2, 3]) run(service, partOf(service, upload, n, bytes, 'source'));
  run(
    service,
    complete(
      upload,
      [1, 2, 3].map((n) => [n, '']),
      'source',
    ),
  );
  const source = { bucket: 'bucket', key: 'source', conditions: {} };
  const copy = { op: 'copy-object', bucket: 'bucket', key: 'copy', attributes: PLAIN, replace: false, source } as const;
  const copying = service.runCopy(copy, WHO);
  remove(service, 'source');
  accepted(await copying);
  t.strictSame(held(service), { bodies: 1, bytes: 9 * 1024 * 1024 });
});

t.test('an upload whose day has come is gone before anyone looks, with its bytes', async (t) => {
  const START = Date.UTC(2026, 10, 20, 12);
  let now = START;
  const service = newService(
    AWS,
    memoryStore(),
    s3,
    newClock(() => now),
  );
  const rule = { id: 'a', enabled: true, prefix: '', abort: { days: 1 }, narrowed: undefined, actions: 1, form: '' };
  for (const bucket of ['bucket', 'other']) {
    run(service, { op: 'create-bucket', bucket });
    run(service, { op: 'put-lifecycle', bucket, rules: [rule] });
  }
  const upload = create(service);
  run(service, partOf(service, upload, 1, Buffer.from('hello')));
  t.strictSame(held(service), { bodies: 1, bytes: 5 });
  service.clock.advance(DAY_MS, 'other');
  service.clock.advance(DAY_MS / 2 - 1, 'bucket');
  t.strictSame(held(service), { bodies: 1, bytes: 5 }, 'a day and a half is not over');
  service.clock.advance(DAY_MS, 'bucket');
  t.strictSame(held(service), { bodies: 1, bytes: 5 }, 'a millisecond is left');
  service.clock.advance(1, 'bucket');
  t.strictSame(held(service), { bodies: 0, bytes: 0 }, 'moving the clock is enough');
  t.match(service.run(partOf(service, upload, 1, Buffer.from('again')), WHO), { fault: 'no-such-upload' });
  t.strictSame(held(service), { bodies: 0, bytes: 0 });
  const later = create(service);
  run(service, partOf(service, later, 1, Buffer.from('hello')));
  now += 3 * DAY_MS;
  t.match(
    service.run({ op: 'list-uploads', ...EVERY, bucket: 'bucket' }, WHO),
    { uploads: [] },
    'time itself counts too',
  );
  t.strictSame(held(service), { bodies: 0, bytes: 0 });
});

t.test('each account lists its own buckets, by name', async (t) => {
  const service = start();
  for (const bucket of ['zebra', 'apple']) run(service, { op: 'create-bucket', bucket });
  service.run({ op: 'create-bucket', bucket: 'foreign' }, OTHER);
  const names = (who: typeof WHO): unknown => {
    const reply = service.run({ op: 'list-buckets' }, who);
    return 'buckets' in reply && reply.buckets.map(({ name }) => name);
  };
  t.strictSame(names(WHO), ['apple', 'bucket', 'zebra']);
  t.strictSame(names(OTHER), ['foreign']);
});

t.test('ids are new each time, and safe in a query', async (t) => {
  const { newUploadId, newVersionId, etags } = realWorld(s3, newClock());
  const ids = Array.from({ length: 1000 }, () => newUploadId());
  t.equal(new Set(ids).size, 1000);
  t.ok(ids.every((id) => /^[\w.]{80,}$/.test(id)));
  t.match(newVersionId(), /^[\w.]{32}$/);
  const digests = ['a', 'b'].map((text) => createHash('md5').update(text).digest('hex'));
  const bytes = Buffer.concat(digests.map((digest) => Buffer.from(digest, 'hex')));
  t.equal(etags.ofParts(digests), `${createHash('md5').update(bytes).digest('hex')}-${digests.length}`);
});
