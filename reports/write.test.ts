import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import t from 'tap';

import { REPORTS, type ReportFormat } from './index.js';
import { sampleRun } from './sample.js';
import { writeReport } from './write.js';

for (const format of Object.keys(REPORTS) as ReportFormat[]) {
  t.test(`${format} is written whole, its folder made`, async (t) => {
    const folder = join(t.testdir(), 'not', 'there');
    const path = join(folder, `report.${format}`);
    await writeReport(format, path, sampleRun);
    await writeReport(format, path, sampleRun);
    t.equal(readFileSync(path, 'utf8'), REPORTS[format](sampleRun));
    t.strictSame(readdirSync(folder), [`report.${format}`], 'no draft is left');
  });
}

t.test('a path that cannot be written says so and what to do', async (t) => {
  const folder = t.testdir({ file: 'x' });
  mkdirSync(join(folder, 'taken'));
  writeFileSync(join(folder, 'taken', 'inside'), '');
  const cannot = /^Cannot write the md report to /;
  await t.rejects(writeReport('md', join(folder, 'file', 'r.md'), sampleRun), {
    message: /part of the path is a file/,
  });
  await t.rejects(writeReport('md', join(folder, 'taken'), sampleRun), { message: cannot });
  await t.rejects(writeReport('md', join(folder, 'taken'), sampleRun), {
    message: /that is a folder; name a file in it/,
  });
  await t.rejects(writeReport('md', '', sampleRun), { message: 'The md report has no path; write --report md=FILE.' });
  t.strictSame(readdirSync(folder).sort(), ['file', 'taken'], 'no draft is left');
});
