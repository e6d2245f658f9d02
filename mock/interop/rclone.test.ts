/** rclone: multipart there and back, a copy within the server, its own comparison, and what it cleans up. */
import { join } from 'node:path';
import { CreateMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import t from 'tap';
import { absent, asked, BUCKET, type Program, type Workplace, workplace } from './clients.test.fixture.js';

const RCLONE: Program = { name: 'rclone', command: ['rclone'], version: ['version'] };
const skip = await absent(RCLONE);

/** With the workplace's mock as its remote `mock:`. */
function rclone({ mock }: Workplace): Program {
  const { accessKeyId, secretAccessKey } = mock.credentials;
  const remote = {
    TYPE: 's3',
    // With AWS as its provider it insists on the bucket in the host, which its resolver does not know.
    PROVIDER: 'Other',
    USE_MULTIPART_ETAG: 'true',
    ACCESS_KEY_ID: accessKeyId,
    SECRET_ACCESS_KEY: secretAccessKey,
    REGION: mock.region,
    ENDPOINT: mock.endpoint,
    FORCE_PATH_STYLE: 'true',
    // Its own default is private, which a bucket without ACLs refuses.
    ACL: 'bucket-owner-full-control',
    CHUNK_SIZE: '5Mi',
    UPLOAD_CUTOFF: '5Mi',
    COPY_CUTOFF: '5Mi',
  };
  const words = Object.entries(remote).map(([name, value]) => `RCLONE_CONFIG_MOCK_${name}=${value}`);
  return { ...RCLONE, command: ['env', ...words, 'rclone', '--config=', '--retries=1', '--low-level-retries=1'] };
}

t.test('copies in parts, checked by itself', { skip }, async (t) => {
  const place = await workplace(t);
  const { mock, folder, file, same, run } = place;
  const program = rclone(place);
  await run(program, 'copyto', file('source'), `mock:${BUCKET}/deep/big`);
  t.match(asked(mock, 'deep/big'), { create: 1, parts: 3, complete: 1 });
  await run(program, 'copyto', `mock:${BUCKET}/deep/big`, `mock:${BUCKET}/other/source`);
  t.match(asked(mock, 'other/source'), { create: 1, parts: 3, complete: 1 }, 'a copy within the server, in parts');
  await run(program, 'copyto', `mock:${BUCKET}/other/source`, join(folder, 'down'));
  t.ok(same('source', 'down'), 'byte for byte');
  await run(program, 'check', '--download', folder, `mock:${BUCKET}/other`, '--include', '/source');
});

t.test('open uploads: listed and cleaned up', { skip }, async (t) => {
  const place = await workplace(t);
  const { sdk, run } = place;
  const program = rclone(place);
  const { UploadId } = await sdk.send(new CreateMultipartUploadCommand({ Bucket: BUCKET, Key: 'left' }));
  const { stdout } = await run(program, 'backend', 'list-multipart-uploads', `mock:${BUCKET}`);
  t.match(JSON.parse(stdout), { [BUCKET]: [{ Key: 'left', UploadId }] });
  await run(program, 'cleanup', `mock:${BUCKET}`);
  const open = async () => (await sdk.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }))).Uploads?.length ?? 0;
  t.equal(await open(), 1, 'it is younger than a day');
  await run(program, 'backend', 'cleanup', `mock:${BUCKET}`, '-o', 'max-age=0s');
  t.equal(await open(), 0, 'and with that day taken away it is aborted');
});
