import t from 'tap';

import { golden } from './golden.js';
import { greenRun, sampleRun } from './sample.js';
import { progressLine, terminal } from './terminal.js';

t.snapshotFile = golden('terminal');

const plain = terminal(sampleRun, { color: false });

t.matchSnapshot(plain, 'every verdict');
t.matchSnapshot(terminal(sampleRun, { color: false, verbose: true, width: 72 }), 'verbose and narrow');
t.matchSnapshot(terminal(greenRun, { color: false }), 'nothing wrong');
t.matchSnapshot(terminal({ ...greenRun, interrupted: true }, { color: true }), 'interrupted, in colour');

t.test('an answer cannot steer the terminal', async (t) => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  t.notMatch(plain, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
});

t.test('colour adds nothing but colour', async (t) => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colour is made of
  t.equal(terminal(sampleRun, { color: true }).replace(/\u001b\[\d+m/g, ''), plain);
});

t.test('only curl lines are wider than the screen', async (t) => {
  const wide = plain.split('\n').filter((line) => line.length > 100 && !line.trimStart().startsWith('curl'));
  t.strictSame(
    wide.filter((line) => !/^\S+ [a-z ]+: \d/.test(line)),
    [],
    'and the last lines, which logs are searched for',
  );
});

t.test('progress', async (t) => {
  t.equal(progressLine(0, 400, 0), '░░░░░░░░░░░░░░░░░░░░   0/400 cases');
  t.equal(progressLine(200, 400, 2), '██████████░░░░░░░░░░ 200/400 cases, 2 red');
  t.equal(progressLine(0, 0, 0), '████████████████████ 0/0 cases');
});
