/** Alibaba's own client for JavaScript, unchanged, against the mock: by both of its signatures. */
import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type OSS from 'ali-oss';
import t, { type Test } from 'tap';
import { type Mock, startMock } from '../index.js';
import { bytes } from './clients.test.fixture.js';
import { ossBucket } from './oss.test.fixture.js';

const BUCKET = 'interop';
const MiB = 1024 ** 2;
const PART = 102_400;

interface Place {
  readonly mock: Mock;
  readonly client: OSS;
}

/** A mock with an empty bucket, and a client of it. */
async function place(t: Test, options: { readonly authorizationV4?: boolean } = {}): Promise<Place> {
  const mock = await startMock({ profile: 'aliyun-oss' });
  t.teardown(() => mock.close());
  return { mock, client: await ossBucket(mock, BUCKET, options) };
}

/** OSS-091: the MD5 of the parts' MD5s as capital text. */
function etagOf(body: Buffer, partSize: number): string {
  const tags: string[] = [];
  for (let at = 0; at < body.length; at += partSize) {
    tags.push(
      createHash('md5')
        .update(body.subarray(at, at + partSize))
        .digest('hex')
        .toUpperCase(),
    );
  }
  return `"${createHash('md5').update(tags.join('')).digest('hex').toUpperCase()}-${tags.length}"`;
}

for (const authorizationV4 of [false, true]) {
  t.test(`signature ${authorizationV4 ? 'V4' : 'V1'}: an upload in parts, read back`, async (t) => {
    const { mock, client } = await place(t, { authorizationV4 });
    const body = Buffer.alloc(MiB);
    const key = "folder/a+b c!'()*.txt";
    const done = await client.multipartUpload(key, body, { partSize: PART, meta: { colour: 'blue' } as never });
    t.match(done, { bucket: BUCKET, name: key, etag: '"EDDA478B2B123CAA39C87F4C5BBD4A4D-11"' }, 'OSS-093');
    t.equal(etagOf(body, PART), '"EDDA478B2B123CAA39C87F4C5BBD4A4D-11"');
    t.equal(mock.journal().length, 14, 'a bucket, then 13 requests (OSS-183)');
    const got = await client.get(key);
    t.ok(body.equals(got.content as Buffer), 'byte for byte');
    t.match(got.res.headers, { 'x-oss-object-type': 'Multipart', 'x-oss-meta-colour': 'blue' });
  });
}

/** A file of eleven parts, the last of them odd. */
function fileOf(t: Test): { readonly path: string; readonly content: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'multiparity-ali-oss-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'source.bin');
  const content = bytes(10 * PART + 17);
  writeFileSync(path, content);
  return { path, content };
}

/** Cuts an upload when about half of its parts have arrived. @returns the checkpoint that was written last. */
async function cutHalfWay(t: Test, client: OSS, key: string, path: string): Promise<OSS.Checkpoint> {
  let checkpoint: OSS.Checkpoint | undefined;
  const cut = client.multipartUpload(key, path, {
    partSize: PART,
    parallel: 1,
    progress: (percentage: number, written: OSS.Checkpoint) => {
      checkpoint = JSON.parse(JSON.stringify(written)) as OSS.Checkpoint;
      if (percentage > 0.4) (client as unknown as { cancel(): void }).cancel();
    },
  });
  await t.rejects(cut, { name: 'cancel' });
  if (!checkpoint) throw new Error('nothing was uploaded');
  return checkpoint;
}

const partsSent = (mock: Mock, key: string): number =>
  mock.journal().filter((entry) => entry.key === key && /partNumber=/.test(entry.query)).length;

t.test('an upload cut half way goes on from its checkpoint', async (t) => {
  const { mock, client } = await place(t);
  const { path, content } = fileOf(t);
  const checkpoint = await cutHalfWay(t, client, 'resumed', path);
  t.ok(checkpoint.doneParts.length >= 4 && checkpoint.doneParts.length < 11, 'some parts are done and some are not');
  const fresh = await ossBucket(mock, BUCKET);
  const done = (await fresh.multipartUpload('resumed', path, { checkpoint, partSize: PART })) as unknown as {
    etag: string;
  };
  t.equal(done.etag, etagOf(content, PART));
  t.equal(partsSent(mock, 'resumed'), 11, 'no part was sent twice');
  t.ok(content.equals((await fresh.get('resumed')).content as Buffer), 'byte for byte');
});

t.test('an upload cut half way goes on from the listings alone', async (t) => {
  const { mock, client } = await place(t);
  const { path, content } = fileOf(t);
  await cutHalfWay(t, client, 'found', path);
  const fresh = await ossBucket(mock, BUCKET);
  const { uploads } = await fresh.listUploads({ prefix: 'found' } as never);
  t.match(uploads, [{ name: 'found' }]);
  const { uploadId } = uploads[0] as unknown as { uploadId: string };
  const listed = (await fresh.listParts('found', uploadId, {} as never)) as unknown as {
    parts: readonly { PartNumber: string; ETag: string; Size: string }[];
  };
  const checkpoint = {
    file: path,
    name: 'found',
    fileSize: content.length,
    partSize: Number(listed.parts[0]!.Size),
    uploadId,
    doneParts: listed.parts.map(({ PartNumber, ETag }) => ({ number: Number(PartNumber), etag: ETag })),
  } as unknown as OSS.Checkpoint;
  await fresh.multipartUpload('found', path, { checkpoint });
  t.equal(partsSent(mock, 'found'), 11, 'no part was sent twice');
  t.ok(content.equals((await fresh.get('found')).content as Buffer), 'byte for byte');
  t.strictSame((await fresh.listUploads({} as never)).uploads, []);
});

t.test('copies in parts, streams, small files, listings and removals', async (t) => {
  const { mock, client } = await place(t);
  const { path, content } = fileOf(t);
  await client.multipartUpload('source', path, { partSize: PART, parallel: 4 });
  const copied = client as unknown as {
    multipartUploadCopy(name: string, source: object, options: object): Promise<{ etag: string }>;
  };
  const source = { sourceKey: 'source', sourceBucketName: BUCKET };
  const done = await copied.multipartUploadCopy('copied', source, { partSize: 3 * PART, parallel: 2 });
  t.equal(done.etag, etagOf(content, 3 * PART));
  await client.putStream('streamed', createReadStream(path));
  for (const key of ['copied', 'streamed']) {
    t.ok(content.equals((await client.get(key)).content as Buffer), `${key}, byte for byte`);
  }
  const chunks: Buffer[] = [];
  for await (const chunk of (await client.getStream('copied')).stream as AsyncIterable<Buffer>) chunks.push(chunk);
  t.ok(content.equals(Buffer.concat(chunks)), 'as a stream');
  const before = mock.journal().length;
  await client.multipartUpload('small', Buffer.alloc(PART - 1), {});
  t.equal(mock.journal().length - before, 1, 'less than a part is put at once (OSS-180)');
  const { objects } = await client.list({ 'max-keys': 10 }, {});
  t.strictSame(
    objects.map(({ name }) => name),
    ['copied', 'small', 'source', 'streamed'],
  );
  const removed = await client.deleteMulti(objects.map(({ name }) => name));
  t.equal(removed.deleted?.length, 4);
  await client.deleteBucket(BUCKET);
});

t.test('a late part of an aborted upload, and what a client makes of it (OSS-191)', async (t) => {
  const { client } = await place(t);
  const begun = await client.initMultipartUpload('gone');
  await client.abortMultipartUpload('gone', begun.uploadId);
  await t.rejects(client.abortMultipartUpload('gone', begun.uploadId), { code: 'NoSuchUpload', status: 404 });
  await t.rejects(client.uploadPart('gone', begun.uploadId, 1, Buffer.alloc(9) as never, 0, 9), {
    code: 'NoSuchUpload',
  });
});

t.test('a callback is really made, and its answer is that of Complete (OSS-122, OSS-123, OSS-126)', async (t) => {
  const { client } = await place(t);
  const told: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      told.push({ headers: request.headers, body });
      response.writeHead(request.url === '/moved' ? 301 : 200, { 'content-type': 'application/json' });
      response.end('{"seen":true}');
    });
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  t.teardown(() => server.close());
  const { port } = server.address() as AddressInfo;
  const callback = {
    url: `http://127.0.0.1:${port}/told`,
    host: 'callback.example',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: OSS writes its variables so
    body: '{"object":${object},"etag":${etag},"size":${size},"type":${mimeType},"mine":${x:mine}}',
    contentType: 'application/json',
    customValue: { mine: 'a "b"' },
  };
  const body = Buffer.alloc(PART + 1, 'a');
  const done = (await client.multipartUpload('told', body, {
    partSize: PART,
    mime: 'text/plain',
    callback,
  })) as unknown as {
    data: unknown;
  };
  t.strictSame(done.data, { seen: true }, 'the answer is that of the server');
  t.match(told[0]?.headers, { host: 'callback.example', 'content-type': 'application/json' });
  const etag = etagOf(body, PART).replaceAll('"', '');
  const wanted = { object: 'told', etag, size: PART + 1, type: 'text/plain', mine: 'a "b"' };
  t.strictSame(JSON.parse(told[0]?.body ?? ''), wanted);

  // biome-ignore lint/suspicious/noTemplateCurlyInString: OSS writes its variables so
  const form = { contentType: 'application/x-www-form-urlencoded', body: 'o=${object}&s=${size}' };
  const options = { callback: { ...callback, ...form } } as never;
  const put = (await client.put('put', Buffer.from('x'), options)) as unknown as { data: unknown };
  t.strictSame(put.data, { seen: true });
  t.equal(told[1]?.body, 'o=put&s=1');

  const url = `http://127.0.0.1:${port}/moved`;
  const failing = client.multipartUpload('failed', body, { partSize: PART, callback: { ...callback, url } });
  await t.rejects(failing, { name: 'CallbackFailedError', status: 203, message: 'Error status : 301.' });
  t.ok(body.equals((await client.get('failed')).content as Buffer), 'the object is there all the same (OSS-124)');
  await client.put('several', Buffer.from('x'), { callback: { ...callback, url: `${url};${callback.url}` } } as never);
  t.equal(told.length, 5, 'of two addresses the second is asked when the first fails');
});

t.test('temporary credentials count with their token only (OSS-174, OSS-175)', async (t) => {
  const account = { id: 'sts', displayName: 'sts', accessKey: 'STS.id', secretKey: 'secret', sessionToken: 'token' };
  const mock = await startMock({ profile: 'aliyun-oss', accounts: [account] });
  t.teardown(() => mock.close());
  for (const authorizationV4 of [false, true]) {
    const withToken = (stsToken: string | undefined) =>
      ossBucket(mock, BUCKET, { authorizationV4, ...(stsToken && { stsToken, refreshSTSTokenInterval: 1e9 }) });
    const client = await withToken('token');
    await client.multipartUpload('k', Buffer.alloc(PART), { partSize: PART });
    await t.rejects(withToken(undefined), { code: 'InvalidAccessKeyId', status: 403 });
    await t.rejects(withToken('other'), { code: 'InvalidSecurityToken', status: 403 });
  }
});
