/** Requests that wait, stop, or never end: what happens on the connection itself. */
import { once } from 'node:events';
import t from 'tap';
import { ask, begin, bytesOf, clientOf, element, mockAt, part, until } from './socket.test.fixture.js';

const GiB = 1024 ** 3;

t.test('Expect: 100-continue is refused before the body where the headers decide', async (t) => {
  const mock = await mockAt(t);
  const uploadId = await begin(await clientOf(mock));
  const wait = (length: number): string[] => [`Content-Length: ${length}`, 'Expect: 100-continue'];
  const cases = [
    ['an unknown upload', part('unknown', 1, '', wait(10)), 404, 'NoSuchUpload', 'lifetime/upload-must-be-open'],
    ['a part too large', part(uploadId, 1, '', wait(5 * GiB + 1)), 400, 'EntityTooLarge', 'upload-part/max-size'],
    ['a part number out of range', part(uploadId, 10_001, '', wait(10)), 400, 'InvalidArgument', 'upload-part/number-range'],
    ['no such bucket', { method: 'PUT', path: '/absent/key', more: wait(10) }, 404, 'NoSuchBucket', 'create/bucket-must-exist'],
  ] as const; // biome-ignore format: a table is read by its rows
  for (const [says, sent, status, code, rule] of cases) {
    const client = await clientOf(mock);
    const answer = await ask(client, sent);
    t.equal(answer.status, status, `${says}: no 100 comes first`);
    t.equal(element('Code', answer), code, `${says}: ${code}`);
    t.equal(answer.headers['x-mock-rule'], rule, `${says}: by ${rule}`);
    t.equal(answer.headers.connection, 'close', `${says}: what would follow could be anything`);
    t.ok(await client.ended(), `${says}: the connection ends`);
  }
  const forged = await bytesOf(part(uploadId, 1, '', wait(10)));
  const client = await clientOf(mock);
  client.write(forged.head.replace(/Signature=\w{4}/, 'Signature=0000'));
  t.match(await client.answer(), { status: 403, body: /SignatureDoesNotMatch/ }, 'a bad signature');
  t.equal(mock.held.bodies, 0);
});

t.test('Expect: 100-continue is answered where the body may come', async (t) => {
  const mock = await mockAt(t);
  const client = await clientOf(mock);
  const uploadId = await begin(client);
  client.write((await bytesOf(part(uploadId, 1, '', ['Content-Length: 5', 'Expect: 100-continue']))).head);
  t.equal((await client.answer()).status, 100);
  client.write('hello');
  t.match(await client.answer(), { status: 200, headers: { etag: '"5d41402abc4b2a76b9719d911017c592"' } });
  t.equal((await ask(client, part(uploadId, 2, 'more'))).status, 200, 'and the connection goes on');
});

t.test('a body that is cut off leaves the earlier part', async (t) => {
  const mock = await mockAt(t);
  const client = await clientOf(mock);
  const uploadId = await begin(client);
  await ask(client, part(uploadId, 1, 'hello'));
  for (const [hangUp, ending] of [
    ['destroy', { status: 400, rule: 'wire/incomplete-body' }],
    ['resetAndDestroy', { status: 0, rule: 'mock/client-gone' }],
  ] as const) {
    const cut = await clientOf(mock);
    cut.write((await bytesOf(part(uploadId, 1, '', ['Content-Length: 100']))).head);
    cut.write('only this');
    await until(() => mock.journal().some(({ status }) => status === undefined));
    cut.socket[hangUp]();
    await until(() => mock.journal().every(({ status }) => status !== undefined));
    t.match(mock.journal().at(-1), ending, hangUp);
    t.strictSame({ ...mock.held }, { bodies: 1, bytes: 5 }, 'nothing of it is kept');
  }
  const list = await ask(client, { path: '/bucket/key', query: { uploadId } });
  t.match(list.body, /<ETag>.*5d41402abc4b2a76b9719d911017c592.*<\/ETag>.*<Size>5<\/Size>/);
});

t.test('a connection that is half closed in a body gets IncompleteBody', async (t) => {
  const mock = await mockAt(t);
  const uploadId = await begin(await clientOf(mock));
  const client = await clientOf(mock);
  client.write((await bytesOf(part(uploadId, 1, '', ['Content-Length: 100']))).head);
  client.write('only this');
  client.socket.end();
  const answer = await client.answer();
  t.match([answer.status, element('Code', answer)], [400, 'IncompleteBody']);
  t.equal(answer.headers['x-mock-rule'], 'wire/incomplete-body');
  t.equal(mock.held.bodies, 0);
});

t.test('framing', async (t) => {
  const mock = await mockAt(t);
  const uploadId = await begin(await clientOf(mock));
  const chunks = ['Transfer-Encoding: chunked'];
  const cases = [
    ['a part without a length', part(uploadId, 1, '', []), 411, 'MissingContentLength', 'wire/content-length'],
    ['an object without a length', { method: 'PUT', path: '/bucket/k', more: [] }, 411, 'MissingContentLength', 'wire/content-length'],
    ['Create without a length', { method: 'POST', path: '/bucket/k', query: { uploads: '' }, more: [] }, 411, 'MissingContentLength', 'wire/content-length'],
    ['a part in chunks', { ...part(uploadId, 1, '5\r\nhello\r\n0\r\n\r\n'), more: chunks }, 501, 'NotImplemented', 'wire/transfer-encoding'],
  ] as const; // biome-ignore format: a table is read by its rows
  for (const [says, sent, status, code, rule] of cases) {
    const answer = await ask(await clientOf(mock), sent);
    t.match([answer.status, element('Code', answer), answer.headers['x-mock-rule']], [status, code, rule], says);
  }
  const list = await ask(await clientOf(mock), { path: '/bucket/key', query: { uploadId }, more: [] });
  t.equal(list.status, 200, 'a GET needs none');
  const gone = await ask(await clientOf(mock), {
    method: 'DELETE',
    path: '/bucket/key',
    query: { uploadId },
    more: [],
  });
  t.equal(gone.status, 204, 'nor does a DELETE');
});

t.test('a connection outlives a refused body that is small', async (t) => {
  const mock = await mockAt(t);
  const client = await clientOf(mock);
  const uploadId = await begin(client);
  for (const size of [1, 70_000, 4 * 1024 * 1024]) {
    const answer = await ask(client, part('unknown', 1, Buffer.alloc(size)));
    t.match([answer.status, answer.headers.connection], [404, 'keep-alive'], `${size} bytes`);
  }
  const digest = { ...part(uploadId, 1, 'hello'), headers: { 'content-md5': 'XUFAKrxLKna5cZ2REBfFkw==' } };
  t.match(await ask(client, digest), { status: 400, headers: { 'x-mock-rule': 'upload-part/content-md5' } });
  t.equal((await ask(client, part(uploadId, 1, 'hello'))).status, 200, 'the next request is answered');
});

t.test('a refused body that is large ends the connection', async (t) => {
  const mock = await mockAt(t);
  const client = await clientOf(mock);
  await begin(client);
  const { head } = await bytesOf(part('unknown', 1, '', [`Content-Length: ${4 * 1024 * 1024 + 1}`]));
  client.write(head);
  t.match(await client.answer(), { status: 404, headers: { connection: 'close' } });
  t.ok(await client.ended());
});

t.test('requests sent without waiting are answered in turn', async (t) => {
  const mock = await mockAt(t);
  const client = await clientOf(mock);
  await begin(client);
  await ask(client, { method: 'PUT', path: '/bucket/a', body: 'hello' });
  const sent = await Promise.all([
    bytesOf({ path: '/bucket/a', more: [] }),
    bytesOf({ path: '/bucket/b', more: [] }),
    bytesOf({ path: '/bucket/a', more: [] }),
  ]);
  client.write(Buffer.concat(sent.flatMap(({ head, body }) => [Buffer.from(head), body])));
  const answers = [await client.answer(), await client.answer(), await client.answer()];
  t.strictSame(
    answers.map(({ status }) => status),
    [200, 404, 200],
  );
  t.equal(answers[2]!.body, 'hello');
});

t.test('what is no HTTP gets the plain 400', async (t) => {
  const mock = await mockAt(t);
  const client = await clientOf(mock);
  client.write('hello\r\n\r\n');
  t.equal((await client.answer()).status, 400);
});

t.test('a mock that closes ends its connections', async (t) => {
  const mock = await mockAt(t);
  const client = await clientOf(mock);
  await begin(client);
  const over = once(client.socket, 'end');
  await mock.close();
  await over;
});
