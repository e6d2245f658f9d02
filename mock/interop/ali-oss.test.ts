/** Alibaba's own client for JavaScript, unchanged, against the mock: by both of its signatures. */
import { createHash } from 'node:crypto';
import OSS from 'ali-oss';
import t, { type Test } from 'tap';
import { type Mock, startMock } from '../index.js';

const BUCKET = 'interop';
const MiB = 1024 ** 2;
const PART = 102_400;

interface Place {
  readonly mock: Mock;
  readonly client: OSS;
}

/** A mock with an empty bucket, and a client of it. `authorizationV4` is missing from the client's types. */
async function place(t: Test, options: { readonly authorizationV4?: boolean } = {}): Promise<Place> {
  const mock = await startMock({ profile: 'aliyun-oss' });
  t.teardown(() => mock.close());
  const client = new OSS({ ...settings(mock), bucket: BUCKET, ...options } as OSS.Options);
  await client.putBucket(BUCKET);
  return { mock, client };
}

const settings = ({ endpoint, credentials }: Mock): OSS.Options => ({
  endpoint,
  region: 'oss-cn-hangzhou',
  accessKeyId: credentials.accessKeyId,
  accessKeySecret: credentials.secretAccessKey,
});

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
