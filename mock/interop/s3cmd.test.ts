/** s3cmd: multipart by itself, its listings, an interrupted upload that goes on, and an abort. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateMultipartUploadCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import t from 'tap';
import { absent, asked, BUCKET, MiB, type Program, type Workplace, workplace } from './clients.test.fixture.js';

const S3CMD: Program = { name: 's3cmd', command: ['s3cmd'], version: ['--version'] };
const skip = await absent(S3CMD);

/** With the settings of the workplace's mock. */
function s3cmd({ mock, folder }: Workplace): Program {
  const host = `127.0.0.1:${mock.port}`;
  const { accessKeyId, secretAccessKey } = mock.credentials;
  const settings = [
    '[default]',
    `access_key = ${accessKeyId}`,
    `secret_key = ${secretAccessKey}`,
    `host_base = ${host}`,
    `host_bucket = ${host}`,
    'use_https = False',
    'multipart_chunk_size_mb = 5',
    'progress_meter = False',
  ];
  writeFileSync(join(folder, 'settings'), settings.join('\n'));
  return { ...S3CMD, command: ['s3cmd', '--config', join(folder, 'settings')] };
}

t.test('put and get of a big file', { skip }, async (t) => {
  const place = await workplace(t);
  const { mock, folder, file, same, run } = place;
  const program = s3cmd(place);
  await run(program, 'put', file('source'), `s3://${BUCKET}/big`);
  t.match(asked(mock, 'big'), { create: 1, parts: 3, complete: 1, refused: [] });
  await run(program, 'get', `s3://${BUCKET}/big`, join(folder, 'down'));
  t.ok(same('source', 'down'), 'byte for byte');
});

t.test('open uploads: listed, continued, aborted', { skip }, async (t) => {
  const place = await workplace(t);
  const { mock, sdk, folder, file, same, run } = place;
  const program = s3cmd(place);
  const source = file('source');
  const begin = async (Key: string): Promise<string> => {
    const { UploadId } = await sdk.send(new CreateMultipartUploadCommand({ Bucket: BUCKET, Key }));
    const Body = readFileSync(source).subarray(0, 5 * MiB);
    await sdk.send(new UploadPartCommand({ Bucket: BUCKET, Key, UploadId, PartNumber: 1, Body }));
    return UploadId!;
  };
  const ids = { big: await begin('big'), other: await begin('other') };
  const listed = await run(program, 'multipart', `s3://${BUCKET}`);
  for (const [key, id] of Object.entries(ids)) t.match(listed.stdout, `s3://${BUCKET}/${key}\t${id}`);
  const parts = await run(program, 'listmp', `s3://${BUCKET}/big`, ids.big);
  t.match(parts.stdout, new RegExp(`\\t1\\t"?[0-9a-f]{32}"?\\t${5 * MiB}`), 'its one part');
  await run(program, 'put', '--continue-put', `--upload-id=${ids.big}`, source, `s3://${BUCKET}/big`);
  t.match(asked(mock, 'big'), { create: 1, parts: 3, complete: 1, refused: [] }, 'only what was missing is sent');
  await run(program, 'get', `s3://${BUCKET}/big`, join(folder, 'down'));
  t.ok(same('source', 'down'), 'byte for byte');
  await run(program, 'abortmp', `s3://${BUCKET}/other`, ids.other);
  t.notMatch((await run(program, 'multipart', `s3://${BUCKET}`)).stdout, ids.other, 'the other is gone');
});
