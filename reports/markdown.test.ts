import t from 'tap';

import { golden } from './golden.js';
import { markdown } from './markdown.js';
import { bigRun, greenRun, sampleRun } from './sample.js';

t.snapshotFile = golden('markdown');

t.matchSnapshot(markdown(sampleRun), 'every verdict');
t.matchSnapshot(markdown(greenRun), 'nothing wrong');

t.test('a huge run that fails throughout fits a step summary', async (t) => {
  const text = markdown(bigRun({ targets: 12, cases: 500, verdict: { kind: 'fail' } }));
  t.ok(Buffer.byteLength(text) < 1024 * 1024, `${Buffer.byteLength(text)} bytes`);
  t.match(text, /… and 495 more, which the HTML and JSON reports hold\./);
});

t.test('no markup gets in', async (t) => {
  t.notMatch(markdown(sampleRun).replace(/```+text[\s\S]*?\n```+\n/g, ''), /<script|<b>/);
});
