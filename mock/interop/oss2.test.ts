/** Alibaba's client for Python, by both of its signatures. It compares the CRC-64 of every object with what it sent. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../suites/reader/documents.js';
import { startMock } from '../index.js';
import { absent, BUCKET, bytes, type Program, start } from './clients.test.fixture.js';
import { ossBucket } from './oss.test.fixture.js';

const OSS2: Program = {
  name: 'oss2',
  command: [process.env.MULTIPARITY_PYTHON ?? 'python3'],
  version: ['-c', 'import oss2; print("oss2", oss2.__version__)'],
};
const SCRIPT = join(packageRoot(), 'mock', 'interop', 'oss2-transfer.py');
const SIZE = 5 * 102_400 + 17;

const skip = await absent(OSS2);

for (const version of ['v1', 'v4']) {
  t.test(`signature ${version}`, { skip }, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'multiparity-oss2-'));
    const mock = await startMock({ profile: 'aliyun-oss' });
    t.teardown(async () => {
      await mock.close();
      rmSync(folder, { recursive: true, force: true });
    });
    await ossBucket(mock, BUCKET);
    writeFileSync(join(folder, 'source'), bytes(SIZE));
    const { accessKeyId, secretAccessKey } = mock.credentials;
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      NO_PROXY: '*',
      OSS_ACCESS_KEY_ID: accessKeyId,
      OSS_ACCESS_KEY_SECRET: secretAccessKey,
    };
    const outcome = await start([...OSS2.command, SCRIPT, mock.endpoint, folder, BUCKET, version], env, folder);
    t.equal(outcome.code, 0, 'the program ended well', { outcome });
    t.match(JSON.parse(outcome.stdout || '{}'), {
      up: /^[0-9A-F]{32}-6$/,
      colour: 'blue',
      broken: 'cut',
      open: ['resumed'],
      left: [],
      gap: [400, 'PartNotSequential'],
      sequential: '8CB0E9C485EDDD0078747AB04DE049E9-2',
      all: '8CB0E9C485EDDD0078747AB04DE049E9-2',
      aborted: 'NoSuchUpload',
    });
    const same = (name: string): boolean => readFileSync(join(folder, name)).equals(bytes(SIZE));
    t.ok(same('down'), 'up, copied by ranges and down again, byte for byte');
    t.ok(same('resumed'), 'resumed, byte for byte');
  });
}
