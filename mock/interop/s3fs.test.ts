/**
 * s3fs: a file system over the mock, with the bucket in the host. It needs FUSE, and leave to mount. Only other programs touch
 * its files: the mock lives in this process, which must not wait for itself.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import t from 'tap';
import { absent, asked, BUCKET, bytes, MiB, type Program, SIZE, start, workplace } from './clients.test.fixture.js';

const program = (name: string, version: string): Program => ({ name, command: [name], version: [version] });
const S3FS = program('s3fs', '--version');
const UNMOUNT = program('fusermount', '-V');
const skip =
  (await absent(S3FS)) || (await absent(UNMOUNT)) || (!existsSync('/dev/fuse') && 'there is no /dev/fuse here');

t.test('a file written, changed in its middle, and read', { skip }, async (t) => {
  const { mock, sdk, folder, file, same, run } = await workplace(t);
  const mounted = join(folder, 'mounted');
  mkdirSync(mounted);
  const { accessKeyId, secretAccessKey } = mock.credentials;
  writeFileSync(join(folder, 'keys'), `${accessKeyId}:${secretAccessKey}`, { mode: 0o600 });
  const options = [
    `passwd_file=${join(folder, 'keys')}`,
    `url=http://localhost:${mock.port}`,
    `endpoint=${mock.region}`,
    'multipart_size=5',
    'max_dirty_data=-1',
    'retries=1',
  ];
  const mount = await start(['s3fs', BUCKET, mounted, ...options.flatMap((option) => ['-o', option])], process.env);
  const refused = /fuse(rmount)?: .*/.exec(mount.stderr)?.[0];
  if (refused !== undefined) {
    t.pass('s3fs mounts', { skip: `it may not do so here: ${refused}` });
    return;
  }
  t.equal(mount.code, 0, 's3fs mounts', { mount });
  try {
    await run(program('cp', ''), file('source'), join(mounted, 'big'));
    t.match(asked(mock, 'big'), { create: 1, complete: 1 });
    await run(program('cp', ''), join(mounted, 'big'), 'down');
    t.ok(same('source', 'down'), 'byte for byte');

    writeFileSync(join(folder, 'change'), 'changed');
    const change = [`if=${join(folder, 'change')}`, `of=${join(mounted, 'big')}`, 'bs=1', `seek=${8 * MiB}`];
    await run(program('dd', ''), ...change, 'conv=notrunc', 'status=none');
    const wanted = bytes(SIZE);
    wanted.write('changed', 8 * MiB);
    const got = await sdk.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'big' }));
    t.ok(wanted.equals(await got.Body!.transformToByteArray()), 'the change is in its place, and all else as it was');
    t.match(asked(mock, 'big'), { create: 2, complete: 2 });
  } finally {
    await run(UNMOUNT, '-u', mounted);
  }
});
