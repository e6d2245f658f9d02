/** Branches that wait for one another. */
import t from 'tap';
import { Meeting } from './meeting.js';

t.test('everybody who waits goes on, and nobody waits for what has come', async (t) => {
  const meeting = new Meeting();
  const seen: string[] = [];
  const waiting = ['a', 'b'].map((who) => meeting.wait({ until: 'p1' }).then(() => seen.push(who)));
  await new Promise(setImmediate);
  t.strictSame(seen, []);
  meeting.end('other');
  await new Promise(setImmediate);
  t.strictSame(seen, [], 'another step is another');
  meeting.end('p1');
  await Promise.all(waiting);
  t.strictSame(seen, ['a', 'b']);
  await meeting.wait({ until: 'p1' });
});

t.test('a pause lets others go on, and lasts until one of them has ended', async (t) => {
  const meeting = new Meeting();
  const seen: string[] = [];
  const other = meeting.wait({ until: 'slow' }).then(() => seen.push('other'));
  const slow = meeting.pause('slow', { until: 'fast' }).then(() => seen.push('slow'));
  await other;
  t.strictSame(seen, ['other']);
  void meeting.pause('fast', { ms: 1 });
  await new Promise(setImmediate);
  t.strictSame(seen, ['other'], 'the pause of another is not its end');
  meeting.end('fast');
  await slow;
  t.strictSame(seen, ['other', 'slow']);
});

t.test('patience ends', async () => {
  await new Meeting(1).wait({ until: 'never' });
  await new Meeting(1).pause('a', { until: 'never' });
});
