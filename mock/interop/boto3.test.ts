/** boto3 and the s3transfer beneath it, in both ways of addressing a bucket. */
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../suites/reader/documents.js';
import { absent, asked, BUCKET, MiB, PYTHON, SIZE, workplace } from './clients.test.fixture.js';

const skip = await absent(PYTHON);
const SCRIPT = join(packageRoot(), 'mock', 'interop', 'transfer.py');

for (const style of ['path', 'virtual']) {
  t.test(`${style} addressing`, { skip }, async (t) => {
    const { mock, folder, file, same, run } = await workplace(t);
    file('source');
    const endpoint = `http://localhost:${mock.port}`;
    const { stdout } = await run(PYTHON, SCRIPT, endpoint, folder, BUCKET, style);
    t.match(JSON.parse(stdout), {
      up: { colour: 'blue' },
      broken: 'the source broke',
      open: ['resumed'],
      listed: [[1, 5 * MiB]],
      resumed: /^"[0-9a-f]{32}-2"$/,
      aborted: 'NoSuchUpload',
      left: 0,
    });
    t.match(asked(mock, 'up'), { create: 1, parts: 3, complete: 1, refused: [] }, 'up in three parts');
    t.match(asked(mock, 'copied'), { create: 1, parts: 3, complete: 1, refused: [] }, 'copied in three parts');
    t.match(asked(mock, 'broken'), { create: 1, complete: 0, abort: 1 }, 'what broke off is aborted');
    const up = mock.journal().find(({ key, method }) => key === 'up' && method === 'POST');
    t.equal(up?.path, style === 'path' ? `/${BUCKET}/up` : '/up', 'the bucket is named as asked');
    t.ok(same('source', 'down'), 'up, copied and down again, byte for byte');
    t.ok(same('source', 'resumed'), 'resumed, byte for byte');
    t.equal(mock.held.bytes, 3 * SIZE, 'three objects and nothing else are kept');
  });
}
