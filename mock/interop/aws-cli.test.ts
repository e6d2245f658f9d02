/** The AWS command line: its own transfer in parts, and multipart by hand. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import t from 'tap';
import { absent, asked, BUCKET, type Program, SIZE, workplace } from './clients.test.fixture.js';

const AWS: Program = { name: 'aws', command: ['aws'], version: ['--version'] };
const skip = await absent(AWS);

const SETTINGS = `[default]
s3 =
  multipart_threshold = 5MB
  multipart_chunksize = 5MB
  addressing_style = path
`;

t.test('s3 cp of a big file, there and back', { skip }, async (t) => {
  const { mock, folder, file, same, run } = await workplace(t);
  const more = ['--endpoint-url', mock.endpoint, '--only-show-errors'];
  writeFileSync(join(folder, 'settings'), SETTINGS);
  const aws: Program = { ...AWS, command: ['env', `AWS_CONFIG_FILE=${join(folder, 'settings')}`, 'aws'] };
  await run(aws, 's3', 'cp', file('source'), `s3://${BUCKET}/a key`, ...more);
  t.match(asked(mock, 'a key'), { create: 1, parts: 3, complete: 1, refused: [] });
  await run(aws, 's3', 'cp', `s3://${BUCKET}/a key`, join(folder, 'down'), ...more);
  t.ok(same('source', 'down'), 'byte for byte');
});

t.test('s3api by hand: one upload is completed, one aborted', { skip }, async (t) => {
  const { mock, sdk, folder, file, same, run } = await workplace(t);
  const at = (key: string) => ['--endpoint-url', mock.endpoint, '--bucket', BUCKET, '--key', key];
  const api = async (operation: string, ...words: string[]): Promise<Record<string, unknown>> => {
    const { stdout } = await run(AWS, 's3api', operation, ...words, '--output', 'json');
    return stdout === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>);
  };
  const { UploadId } = await api('create-multipart-upload', ...at('by-hand'));
  const here = [...at('by-hand'), '--upload-id', String(UploadId)];
  const { ETag } = await api('upload-part', ...here, '--part-number', '7', '--body', file('source'));
  t.match(await api('list-parts', ...here), { Parts: [{ PartNumber: 7, Size: SIZE, ETag: String(ETag) }] });
  const list = JSON.stringify({ Parts: [{ PartNumber: 7, ETag }] });
  t.match(await api('complete-multipart-upload', ...here, '--multipart-upload', list), { ETag: /-1"$/ });
  await api('get-object', ...at('by-hand'), join(folder, 'down'));
  t.ok(same('source', 'down'), 'byte for byte');
  const other = await sdk.send(new CreateMultipartUploadCommand({ Bucket: BUCKET, Key: 'other' }));
  await api('abort-multipart-upload', ...at('other'), '--upload-id', other.UploadId!);
  t.equal((await sdk.send(new ListMultipartUploadsCommand({ Bucket: BUCKET }))).Uploads, undefined, 'none is open');
});
