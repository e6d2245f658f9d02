/** The mock from outside: its own pages, its accounts, its addresses, and what it holds. */
import t from 'tap';
import { OTHER } from './dialects/s3/signing.test.fixture.js';
import { startMock } from './index.js';
import { another, ask, begin, bytesOf, clientOf, element, mockAt, part, type Sent } from './socket.test.fixture.js';

const MIN = Buffer.alloc(5 * 1024 * 1024, 'a');

const page = async (mock: { endpoint: string }, path: string, method = 'GET') =>
  fetch(`${mock.endpoint}/_mock/${path}`, { method });

t.test('its own pages need no signature', async (t) => {
  const mock = await mockAt(t);
  const client = await clientOf(mock);
  const uploadId = await begin(client);
  await ask(client, part(uploadId, 3, 'hello'));
  await ask(client, { path: '/bucket/none', more: [] });
  t.strictSame(await (await page(mock, 'health')).json(), { status: 'ok', profile: 'aws-s3' });
  t.match(await (await page(mock, 'state')).json(), {
    profile: 'aws-s3',
    held: { bodies: 1, bytes: 5 },
    buckets: [{ name: 'bucket', versioning: 'never', objects: 0, uploads: [{ key: 'key', uploadId, parts: 1 }] }],
  });
  const journal = (await (await page(mock, 'journal')).json()) as Record<string, unknown>[];
  t.match(journal, [
    { method: 'PUT', path: '/bucket', status: 200, bucket: 'bucket' },
    { method: 'POST', path: '/bucket/key', query: 'uploads=', status: 200, key: 'key' },
    { method: 'PUT', path: '/bucket/key', status: 200 },
    { method: 'GET', path: '/bucket/none', status: 404, rule: 'read-back/missing-key' },
  ]);
  t.strictSame(JSON.parse(JSON.stringify(mock.journal())), journal, 'the same in the process');
  t.equal((await page(mock, 'reset', 'POST')).status, 204);
  t.match(await (await page(mock, 'state')).json(), { held: { bodies: 0, bytes: 0 }, buckets: [] });
  t.strictSame(mock.journal(), []);
  t.equal((await ask(client, { path: '/bucket', more: [] })).status, 404, 'all is forgotten');
});

t.test('the journal keeps the newest', async (t) => {
  const mock = await mockAt(t, { journal: 2 });
  const client = await clientOf(mock);
  for (const key of ['a', 'b', 'c']) await ask(client, { path: `/bucket/${key}`, more: [] });
  t.strictSame(
    mock.journal().map(({ path }) => path),
    ['/bucket/b', '/bucket/c'],
  );
  const silent = await mockAt(t, { journal: 0 });
  await ask(await clientOf(silent), { path: '/bucket/a', more: [] });
  t.strictSame(silent.journal(), []);
});

t.test('each request is one line of the log', async (t) => {
  const lines: string[] = [];
  const mock = await mockAt(t, { log: (line) => lines.push(line) });
  await ask(await clientOf(mock), { path: '/bucket/a', query: { 'list-type': '2' }, more: [] });
  t.strictSame(lines, ['404 GET /bucket/a?list-type=2  create/bucket-must-exist']);
});

t.test('a refusal names its rule, an answer names none', async (t) => {
  const mock = await mockAt(t);
  const client = await clientOf(mock);
  const uploadId = await begin(client);
  const one = await ask(client, part(uploadId, 1, 'hello'));
  t.notOk('x-mock-rule' in one.headers);
  const list =
    '<CompleteMultipartUpload><Part><PartNumber>2</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>';
  const complete: Sent = { method: 'POST', path: '/bucket/key', query: { uploadId }, body: list };
  t.match(await ask(client, complete), { status: 400, headers: { 'x-mock-rule': 'complete/parts-exist' } });
  const unknown = await ask(client, { method: 'PATCH', path: '/bucket/key', more: [] });
  t.equal(unknown.status, 405);
  t.ok(unknown.headers['x-mock-rule']);
});

t.test('two accounts', async (t) => {
  const mock = await mockAt(t);
  const client = await clientOf(mock);
  const uploadId = await begin(client);
  await ask(client, { method: 'PUT', path: '/bucket/a', body: 'hello' });
  const cases = [
    ['a bucket of the same name', { method: 'PUT', path: '/bucket' }, 409, 'BucketAlreadyExists'],
    ['an object of the other', { path: '/bucket/a', more: [] }, 403, 'AccessDenied'],
    ['a part of the other', part(uploadId, 1, 'hello'), 403, 'AccessDenied'],
    ['an unknown bucket', { path: '/absent', more: [] }, 404, 'NoSuchBucket'],
  ] as const;
  for (const [says, sent, status, code] of cases) {
    const answer = await ask(client, { ...sent, account: OTHER });
    t.match([answer.status, element('Code', answer)], [status, code], says);
  }
  const again = await ask(client, { method: 'PUT', path: '/bucket' });
  t.match([again.status, element('Code', again)], [200, undefined], 'one’s own bucket again, as in us-east-1');
  const own = await ask(client, { path: '/', more: [], account: OTHER });
  t.match([own.status, element('Name', own)], [200, undefined], 'lists no bucket of the other');
  const nobody = { ...OTHER, accessKey: 'AKIDNOBODY' };
  t.match(await ask(client, { path: '/', more: [], account: nobody }), { status: 403, body: /InvalidAccessKeyId/ });
});

t.test('without signatures everyone is the first account', async (t) => {
  const mock = await mockAt(t, { auth: 'off' });
  t.equal((await fetch(`${mock.endpoint}/bucket`, { method: 'PUT' })).status, 200);
  t.equal((await fetch(`${mock.endpoint}/bucket/key`, { method: 'PUT', body: 'hello' })).status, 200);
  t.equal(await (await fetch(`${mock.endpoint}/bucket/key`)).text(), 'hello');
});

t.test('a bucket may stand in the host', async (t) => {
  const mock = await mockAt(t, { domains: ['storage.example'] });
  const client = await clientOf(mock);
  await ask(client, { method: 'PUT', path: '/bucket' });
  for (const host of ['bucket.localhost', 'bucket.s3.localhost', 'bucket.storage.example']) {
    const headers = { host: `${host}:${mock.port}` };
    const put = await ask(client, { method: 'PUT', path: `/deep/${host}`, body: host, headers });
    t.equal(put.status, 200, `PUT at ${host}`);
    t.equal((await ask(client, { path: `/bucket/deep/${host}`, more: [] })).body, host, 'read by its path');
  }
  const headers = { host: `bucket.localhost:${mock.port}` };
  const begun = await ask(client, { method: 'POST', path: '/key', query: { uploads: '' }, headers });
  t.match([element('Bucket', begun), element('Key', begun)], ['bucket', 'key']);
  t.equal(
    (await ask(client, { path: '/', query: { uploads: '' }, headers, more: [] })).status,
    200,
    'the bucket itself',
  );
});

t.test('what is replaced, aborted or deleted is let go', async (t) => {
  const mock = await mockAt(t);
  const client = await clientOf(mock);
  const uploadId = await begin(client);
  const etags: string[] = [];
  await ask(client, part(uploadId, 1, 'hello'));
  for (const [n, body] of [
    [1, MIN],
    [2, Buffer.from('tail')],
  ] as const) {
    etags.push((await ask(client, part(uploadId, n, body))).headers.etag!);
  }
  t.strictSame({ ...mock.held }, { bodies: 2, bytes: MIN.length + 4 }, 'a part sent again');
  const listed = etags.map((etag, i) => `<Part><PartNumber>${i + 1}</PartNumber><ETag>${etag}</ETag></Part>`).join('');
  const list = `<CompleteMultipartUpload>${listed}</CompleteMultipartUpload>`;
  const done = await ask(client, { method: 'POST', path: '/bucket/key', query: { uploadId }, body: list });
  t.equal(done.status, 200);
  t.strictSame({ ...mock.held }, { bodies: 2, bytes: MIN.length + 4 }, 'Complete copies nothing');
  const ranged = await ask(client, { path: '/bucket/key', more: ['Range: bytes=5242879-5242881'] });
  t.match([ranged.status, ranged.body], [206, 'ata'], 'a read across the parts');
  await ask(client, { method: 'PUT', path: '/bucket/key', body: 'small' });
  t.strictSame({ ...mock.held }, { bodies: 1, bytes: 5 }, 'an object put over it');
  const other = await another(client);
  await ask(client, part(other, 1, 'hello'));
  await ask(client, { method: 'DELETE', path: '/bucket/key', query: { uploadId: other }, more: [] });
  t.strictSame({ ...mock.held }, { bodies: 1, bytes: 5 }, 'Abort');
  await ask(client, { method: 'DELETE', path: '/bucket/key', more: [] });
  t.strictSame({ ...mock.held }, { bodies: 0, bytes: 0 }, 'Delete');
});

t.test('a body that outlives a reset is let go', async (t) => {
  const mock = await mockAt(t);
  const client = await clientOf(mock);
  const uploadId = await begin(client);
  const { head } = await bytesOf(part(uploadId, 1, '', ['Content-Length: 5', 'Expect: 100-continue']));
  client.write(head);
  t.equal((await client.answer()).status, 100);
  mock.reset();
  client.write('hello');
  t.equal((await client.answer()).status, 404);
  t.strictSame({ ...mock.held }, { bodies: 0, bytes: 0 });
});

t.test('starting', async (t) => {
  const mock = await mockAt(t);
  t.match(mock, { endpoint: `http://127.0.0.1:${mock.port}`, region: 'us-east-1', profile: { id: 'aws-s3' } });
  t.match(mock.credentials, { accessKeyId: 'AKIDONE', secretAccessKey: 'secret/One+1' });
  await t.rejects(startMock({ port: mock.port }), { code: 'EADDRINUSE' }, 'a port in use');
  await t.rejects(startMock({ profile: 'aws-s4' }), /did you mean "aws-s3"/, 'an unknown profile');
  const storj = await mockAt(t, { profile: 'storj-2026', accounts: [] });
  t.match(storj.profile, { id: 'storj-2026' });
  await mock.close();
});
