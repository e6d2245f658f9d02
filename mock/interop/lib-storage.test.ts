/** The uploader of the AWS SDK for JavaScript, with the bucket in the host. */
import { GetObjectCommand, ListMultipartUploadsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import t from 'tap';
import { until } from '../socket.test.fixture.js';
import { asked, BUCKET, bytes, MiB, SIZE, workplace } from './clients.test.fixture.js';

t.test('an upload in parts, read back', async (t) => {
  const { mock, sdk } = await workplace(t);
  const Body = bytes(SIZE);
  const params = { Bucket: BUCKET, Key: 'big', Body, ContentType: 'text/x-odd', Metadata: { colour: 'blue' } };
  const done = await new Upload({ client: sdk, params, partSize: 5 * MiB, queueSize: 3 }).done();
  t.match(done.ETag, /^"[0-9a-f]{32}-3"$/);
  t.match(asked(mock, 'big'), { create: 1, parts: 3, complete: 1, refused: [] });
  const got = await sdk.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'big' }));
  t.match(got, { ContentType: 'text/x-odd', Metadata: { colour: 'blue' }, ContentLength: SIZE, ETag: done.ETag! });
  t.ok(Body.equals(await got.Body!.transformToByteArray()), 'byte for byte');
});

t.test('an upload aborted on its way', async (t) => {
  const { mock, sdk } = await workplace(t);
  await sdk.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'big', Body: 'before' }));
  const upload = new Upload({
    client: sdk,
    params: { Bucket: BUCKET, Key: 'big', Body: bytes(SIZE) },
    partSize: 5 * MiB,
    queueSize: 1,
  });
  upload.on('httpUploadProgress', () => void upload.abort());
  await t.rejects(upload.done(), { name: 'AbortError' });
  // The rejection does not wait for the Abort that follows it.
  await until(() => mock.journal().some(({ method, status }) => method === 'DELETE' && status === 204));
  t.match(asked(mock, 'big'), { create: 1, complete: 0, refused: [] });
  t.equal(
    (await sdk.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }))).Uploads,
    undefined,
    'no upload is open',
  );
  const got = await sdk.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'big' }));
  t.equal(await got.Body!.transformToString(), 'before', 'the object is as it was');
  t.equal(mock.held.bodies, 1, 'and no part is kept');
});
