/** The drivers of OSS against our own mock: both see the same, and what they keep as evidence can be asked again. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import t from 'tap';
import { startMock } from '../targets/mock.js';
import type { Endpoint } from '../targets/target.js';
import type { Ask } from './ask.js';
import type { Driver } from './driver.js';
import { driversOf } from './index.js';
import type { Observation } from './observation.js';
import { whyUnsendable } from './oss-sendable.js';

const bucket = 'drivers';

async function place(): Promise<{ endpoint: Endpoint; sdk: Driver; raw: Driver }> {
  const mock = await startMock({ profile: 'aliyun-oss' });
  const { sdk, raw } = driversOf('oss');
  const accounts = [{ accessKey: 'multiparity', secretKey: 'multiparity-secret' }];
  const endpoint: Endpoint = { url: mock.endpoint, region: mock.region, addressing: 'path', accounts };
  const drivers = { sdk: sdk(endpoint), raw: raw(endpoint) };
  t.teardown(async () => {
    drivers.sdk.close();
    drivers.raw.close();
    await mock.close();
  });
  await send(drivers.raw, { op: 'create-bucket', bucket });
  return { endpoint, ...drivers };
}

function send(driver: Driver, ask: Ask): Promise<Observation> {
  const { signal } = new AbortController();
  return driver.send(ask, { step: 'test', clock: () => performance.now(), signal, timeoutMs: 5000 });
}

async function accepted(driver: Driver, ask: Ask): Promise<Observation & { kind: 'accepted' }> {
  const seen = await send(driver, ask);
  if (seen.kind !== 'accepted') throw new Error(`${ask.op}: ${JSON.stringify(seen)}`);
  return seen;
}

const { sdk, raw, endpoint } = await place();

t.test('both drivers see the same', async (t) => {
  const told: unknown[] = [];
  for (const driver of [sdk, raw]) {
    const key = 'folder/a b+c';
    const { values: u } = await accepted(driver, { op: 'create', bucket, key, metadata: { colour: 'blue' } });
    const upload = { bucket, key, uploadId: String(u.uploadId) };
    const body = { kind: 'text', text: 'hello' } as const;
    const part = await accepted(driver, { op: 'put-part', ...upload, number: 1, body });
    const listed = await accepted(driver, { op: 'list-parts', ...upload });
    const parts = [{ number: 1, etag: String(part.values.rawEtag) }];
    const done = await accepted(driver, { op: 'complete', ...upload, parts });
    const head = await accepted(driver, { op: 'head', bucket, key });
    const got = await accepted(driver, { op: 'get', bucket, key });
    const { lastModified: _, ...object } = head.values;
    const { uploadId: _id, dates: _dates, ...list } = listed.values;
    told.push({ part: part.values, list, done: done.values.etag, object, content: got.content?.toString() });
  }
  t.strictSame(told[0], told[1]);
  t.match(told[0], {
    part: { checksums: { CRC64ECMA: '11177612005948864433' } },
    object: { metadata: { colour: 'blue' } },
  });
});

t.test('a refusal, also where its document is in a header', async (t) => {
  for (const driver of [sdk, raw]) {
    t.match(await send(driver, { op: 'get', bucket, key: 'none' }), {
      kind: 'refused',
      status: 404,
      code: 'NoSuchKey',
    });
    t.match(await send(driver, { op: 'head', bucket, key: 'none' }), {
      kind: 'refused',
      status: 404,
      code: 'NoSuchKey',
    });
  }
});

t.test('no evidence tells a secret, and a shell repeats it', async (t) => {
  await accepted(raw, { op: 'put', bucket, key: "it's", body: { kind: 'text', text: 'x' } });
  const ways = ['header', 'header-v1', 'presigned', 'presigned-v1'] as const;
  for (const way of ways) {
    const ask: Ask = {
      op: 'get',
      bucket,
      key: "it's",
      override: { contentType: 'text/x' },
      raw: { sign: { with: way } },
    };
    const { exchange } = await accepted(raw, ask);
    const text = JSON.stringify(exchange);
    t.notMatch(text, /multiparity-secret/, way);
    t.notMatch(text, /[Ss]ignature=[A-Za-z0-9]/, way);
    const [{ accessKey, secretKey } = { accessKey: '', secretKey: '' }] = endpoint.accounts;
    const env = { ...process.env, OSS_ACCESS_KEY_ID: accessKey, OSS_ACCESS_KEY_SECRET: secretKey };
    const { stdout: answer } = await promisify(execFile)('sh', ['-c', exchange.curl], { env });
    t.match(answer, /^HTTP\/1.1 200 /, way);
    t.match(answer, /content-type: text\/x/i, way);
  }
});

t.test('what ali-oss would change on the way', async (t) => {
  const upload = { bucket, key: 'k', uploadId: 'u' };
  const part = (number: number) => ({ number, etag: '"e"' });
  const cases: readonly (readonly [Ask, RegExp | undefined])[] = [
    [{ op: 'complete', ...upload, parts: [part(1), part(3)] }, undefined],
    [{ op: 'complete', ...upload, parts: [part(2), part(1)] }, /sorts the list/],
    [{ op: 'complete', ...upload, parts: [part(1), part(1)] }, /sorts the list/],
    [{ op: 'complete', ...upload }, /always sends a list/],
    [{ op: 'complete', ...upload, parts: [], storageClass: 'IA' }, /takes the encryption and the storage class off/],
    [{ op: 'create', bucket, key: '/k' }, /leading slashes/],
    [{ op: 'create', bucket, key: '\\k' }, undefined],
    [{ op: 'create', bucket, key: 'a/../b' }, /folds dots/],
    [{ op: 'create', bucket, key: 'k', sequential: true }, /no member for sequential/],
    [{ op: 'create', bucket, key: 'k', metadata: { a: 'é' } }, /beyond ASCII/],
    [{ op: 'put-part', ...upload, number: 'abc' }, /not an integer/],
    [{ op: 'copy-part', ...upload, number: 1, source: { bucket, key: 's' }, range: '0-1' }, /bytes=/],
    [{ op: 'put-lifecycle', bucket, rules: [] }, /no call/],
    [{ op: 'get', bucket, key: 'k', raw: {} }, /changes the request itself/],
  ];
  for (const [ask, reason] of cases) {
    const seen = whyUnsendable(ask);
    if (reason) t.match(seen, reason);
    else t.equal(seen, undefined);
  }
});
