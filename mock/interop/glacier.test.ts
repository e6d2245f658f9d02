/** Vaults through other people's clients: boto3's `glacier` and `aws glacier`, an archive up in parts and back byte for byte. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { packageRoot } from '../../suites/reader/documents.js';
import { type Mock, startMock } from '../index.js';
import { absent, bytes, MiB, type Program, PYTHON, start } from './clients.test.fixture.js';

const AWS: Program = { name: 'aws', command: ['aws'], version: ['--version'] };
const VAULT = 'interop';
/** Eleven parts of 1 MiB and an odd rest: more than one page of five. */
const SIZE = 11 * MiB + 17;

interface Place {
  readonly mock: Mock;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

async function place(t: Test): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'multiparity-glacier-'));
  const mock = await startMock({ profile: 'aws-glacier-2026' });
  t.teardown(async () => {
    await mock.close();
    rmSync(folder, { recursive: true, force: true });
  });
  writeFileSync(join(folder, 'source'), bytes(SIZE));
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    AWS_ACCESS_KEY_ID: mock.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: mock.credentials.secretAccessKey,
    AWS_DEFAULT_REGION: mock.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_PROXY: '*',
  };
  return { mock, folder, env };
}

function sameBytes({ folder }: Place, name: string): boolean {
  return readFileSync(join(folder, name)).equals(readFileSync(join(folder, 'source')));
}

t.test('boto3', { skip: await absent(PYTHON) }, async (t) => {
  const at = await place(t);
  const script = join(packageRoot(), 'mock', 'interop', 'glacier.py');
  const outcome = await start([...PYTHON.command, script, at.mock.endpoint, at.folder, VAULT], at.env, at.folder);
  t.equal(outcome.code, 0, 'the script ends well', { outcome });
  const told = JSON.parse(outcome.stdout || '{}') as { listed: string[] };
  t.match(told, {
    refused: `Invalid x-amz-sha256-tree-hash: ${'0'.repeat(64)}`,
    left: [],
    states: ['InProgress', 'Succeeded'],
    description: 'by boto3',
    checksum: true,
  });
  t.equal(told.listed.length, 12);
  t.equal(told.listed[0], '0-1048575');
  t.equal(told.listed[11], `${11 * MiB}-${SIZE - 1}`);
  t.ok(sameBytes(at, 'down'), 'up and back, byte for byte');
});

const pair = (left: string, right: string): string =>
  createHash('sha256').update(Buffer.from(left, 'hex')).update(Buffer.from(right, 'hex')).digest('hex');

t.test('the AWS command line', { skip: await absent(AWS) }, async (t) => {
  const at = await place(t);
  const glacier = async (operation: string, ...words: string[]): Promise<Record<string, unknown>> => {
    const to = ['--account-id', '-', '--vault-name', VAULT, '--endpoint-url', at.mock.endpoint, '--output', 'json'];
    const outcome = await start(['aws', 'glacier', operation, ...to, ...words], at.env, at.folder);
    t.equal(outcome.code, 0, operation, { outcome });
    return outcome.stdout === '' ? {} : (JSON.parse(outcome.stdout) as Record<string, unknown>);
  };
  await glacier('create-vault');
  const size = 8 * MiB;
  const { uploadId } = await glacier('initiate-multipart-upload', '--part-size', String(size));
  const here = ['--upload-id', String(uploadId)];
  const parts = [
    [size, SIZE],
    [0, size],
  ] as const;
  for (const [first, end] of parts) {
    writeFileSync(join(at.folder, 'part'), bytes(SIZE).subarray(first, end));
    const range = `bytes ${first}-${end - 1}/*`;
    await glacier('upload-multipart-part', ...here, '--body', 'part', '--range', range);
  }
  const { Parts } = (await glacier('list-parts', ...here)) as {
    Parts: { RangeInBytes: string; SHA256TreeHash: string }[];
  };
  t.strictSame(
    Parts.map(({ RangeInBytes }) => RangeInBytes),
    [`0-${size - 1}`, `${size}-${SIZE - 1}`],
  );
  const root = pair(Parts[0]!.SHA256TreeHash, Parts[1]!.SHA256TreeHash);
  const { archiveId } = await glacier(
    'complete-multipart-upload',
    ...here,
    '--archive-size',
    String(SIZE),
    '--checksum',
    root,
  );
  const wanted = JSON.stringify({ Type: 'archive-retrieval', ArchiveId: archiveId });
  const { jobId } = await glacier('initiate-job', '--job-parameters', wanted);
  await fetch(`${at.mock.endpoint}/_mock/clock`, {
    method: 'POST',
    body: JSON.stringify({ advance: '5 hours', bucket: VAULT }),
  });
  t.match(await glacier('get-job-output', '--job-id', String(jobId), 'down'), { checksum: root, status: 200 });
  t.ok(sameBytes(at, 'down'), 'up and back, byte for byte');
});
