/** What the SDK driver admits it cannot ask, and how it behaves where the SDK has a mind of its own. */
import t from 'tap';
import type { Ask } from './ask.js';
import type { Observation } from './observation.js';
import { s3Driver } from './s3.js';
import { cannedServer, endpointAt, listen, OPTIONS, spoken } from './server.test.fixture.js';

const key = { bucket: 'b', key: 'k' } as const;
const part: Ask = { op: 'put-part', ...key, uploadId: 'u', number: 1, body: { kind: 'text', text: 'x' } };

const UNSENDABLE: readonly (readonly [Ask, RegExp])[] = [
  [{ ...part, raw: {} }, /changes the request/],
  [{ op: 'raw', bucket: 'b' }, /raw/],
  [{ ...part, number: 'abc' }, /number "abc" is not an integer/],
  [{ ...part, number: 1.5 }, /not an integer/],
  [{ op: 'list-parts', ...key, uploadId: 'u', max: '' }, /max "" is not an integer/],
  [{ op: 'get', ...key, partNumber: '1' }, /partNumber/],
  [{ op: 'complete', ...key, uploadId: 'u', parts: [{ number: '1', etag: 'e' }] }, /part number "1"/],
  [{ ...part, metadata: { a: 'b' } }, /no member for metadata/],
  [{ op: 'complete', ...key, uploadId: 'u', contentMd5: 'x' }, /no member for contentMd5/],
  [{ op: 'get', ...key, ifModifiedSince: 'yesterday' }, /HTTP date/],
  [{ op: 'create', ...key, expires: '2026-01-01' }, /HTTP date/],
  [{ op: 'create', ...key, metadata: { a: '' } }, /empty headers/],
  [{ op: 'create', ...key, metadata: { a: 'ü' } }, /ASCII/],
  [{ op: 'create', ...key, contentType: '' }, /empty headers/],
  [{ op: 'attributes', ...key, attributes: [] }, /empty headers/],
  [{ op: 'create', bucket: 'b' }, /Key/],
  [{ op: 'create', bucket: '', key: 'k' }, /Bucket/],
  [{ op: 'create', bucket: 'a/b', key: 'k' }, /Bucket name/],
];

t.test('unsendable, and nothing is sent', async (t) => {
  const server = await cannedServer(() => ({ status: 200 }));
  const driver = s3Driver(server.endpoint);
  for (const [ask, because] of UNSENDABLE) {
    const seen = await driver.send(ask, OPTIONS);
    t.match(seen, { kind: 'unsendable', because }, `${ask.op} ${because}`);
  }
  t.equal(server.heard.length, 0);
  t.equal(driver.traffic.requests, 0);
  driver.close();
  await server.close();
});

t.test('the SDK adds its checksum unless it is told not to', async (t) => {
  const server = await cannedServer(() => ({ status: 200, headers: { etag: '"e"' } }));
  for (const checksums of [undefined, 'supported', 'required'] as const) {
    const driver = s3Driver(server.endpoint, checksums ? { checksums } : {});
    await driver.send(part, OPTIONS);
    const sum = server.heard.at(-1)!.headers['x-amz-checksum-crc32'];
    t.equal(sum, checksums === 'required' ? undefined : 'jNwWgw==');
    driver.close();
  }
  await server.close();
});

t.test('an answer that the SDK cannot read is not taken for one', async (t) => {
  const unreadable: readonly (readonly [Ask, string, Record<string, string>])[] = [
    [{ op: 'complete', ...key, uploadId: 'u', parts: [] }, '', {}],
    [{ op: 'list-parts', ...key, uploadId: 'u' }, '<ListPartsResult><Part>', {}],
    [{ op: 'get', ...key }, 'hello', { 'x-amz-checksum-crc32': 'AAAAAA==' }],
  ];
  for (const [ask, body, headers] of unreadable) {
    const server = await cannedServer(() => ({ status: 200, body, headers }));
    const driver = s3Driver(server.endpoint);
    const seen = await driver.send(ask, OPTIONS);
    t.match(
      seen,
      { kind: 'dropped', because: /^the SDK could not read the answer: /, exchange: { response: { status: 200 } } },
      ask.op,
    );
    driver.close();
    await server.close();
  }
});

t.test('virtual hosts need not resolve', async (t) => {
  const server = await cannedServer(() => ({ status: 200 }), { addressing: 'virtual' });
  const { port } = new URL(server.endpoint.url);
  const driver = s3Driver({ ...server.endpoint, url: `http://localhost:${port}` });
  const seen = await driver.send({ op: 'head', bucket: 'bucket', key: 'k' }, OPTIONS);
  t.equal(seen.kind, 'accepted', (seen as { because?: string }).because ?? '');
  t.match(server.heard[0], { line: 'HEAD /k HTTP/1.1', headers: { host: `bucket.localhost:${port}` } });
  driver.close();
  await server.close();
});

t.test('big parts wait for 100 Continue, and an early refusal is read', async (t) => {
  const size = 5 * 1024 * 1024;
  const body = { kind: 'seed', seed: 's', size } as const;
  const good = await cannedServer((heard) => ({ status: 200, headers: { etag: `"${heard.body.length}"` } }));
  const driver = s3Driver(good.endpoint);
  const seen = await Promise.all([1, 2, 3].map((number) => driver.send({ ...part, number, body }, OPTIONS)));
  for (const one of seen) t.match(one, { kind: 'accepted', values: { etag: String(size) } });
  t.equal(driver.traffic.sent, 3 * size);
  driver.close();
  await good.close();

  let told = false;
  const bad = await listen((socket) =>
    socket.on('data', () => {
      if (!told) socket.end(spoken({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>' }));
      told = true;
    }),
  );
  const other = s3Driver(endpointAt(bad.port));
  t.match(await other.send({ ...part, body }, OPTIONS), { kind: 'refused', code: 'AccessDenied', status: 403 });
  other.close();
  await bad.close();
});

t.test('slowness, time limits and interruptions', async (t) => {
  const slow = await listen((socket) =>
    socket.on('data', () => {
      setTimeout(() => socket.write(spoken({ status: 200 })), 2200);
    }),
  );
  const driver = s3Driver(endpointAt(slow.port));
  const ask: Ask = { op: 'head', ...key };
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 50);
  const [waited, late, stopped] = (await Promise.all([
    driver.send(ask, OPTIONS),
    driver.send(ask, { ...OPTIONS, timeoutMs: 60 }),
    driver.send(ask, { ...OPTIONS, signal: controller.signal }),
  ])) as [Observation, Observation, Observation];
  t.match(waited, { kind: 'accepted' }, 'a slow answer is an answer');
  t.match(late, { kind: 'dropped', because: 'no answer within 60 ms' });
  t.match(stopped, { kind: 'dropped', because: 'the run was interrupted' });
  driver.close();
  await slow.close();
});
