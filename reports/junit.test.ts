import { SaxesParser } from 'saxes';
import t from 'tap';

import { golden } from './golden.js';
import { junit } from './junit.js';
import { greenRun, HOSTILE, sampleRun, UGLY } from './sample.js';
import { printable } from './words.js';

t.snapshotFile = golden('junit');

t.matchSnapshot(junit(sampleRun), 'every verdict');

/** Elements by name, as an XML reader sees them. */
function read(text: string) {
  const seen: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: typeof seen = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '' };
    seen.push(element);
    open.push(element);
  });
  parser.on('text', (more) => {
    const at = open.at(-1);
    if (at) at.text += more;
  });
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  return (name: string) => seen.filter((element) => element.name === name);
}

t.test('it is XML, and says what was said', async (t) => {
  const all = read(junit(sampleRun));
  const messages = all('failure').map(({ attributes }) => attributes.message);
  t.ok(messages.some((message) => message?.includes('complete/gone') || message?.includes('no such case any more')));
  const story = all('failure').find(({ text }) => text.includes(UGLY));
  t.ok(story?.text.includes(printable(HOSTILE)), 'ugly text survives, with its control characters made visible');
});

t.test('counts agree with the elements', async (t) => {
  const all = read(junit(sampleRun));
  const [{ attributes } = { attributes: {} as Record<string, string> }] = all('testsuites');
  t.equal(attributes.tests, String(all('testcase').length));
  t.equal(attributes.failures, String(all('failure').length));
  t.equal(attributes.errors, String(all('error').length));
  t.equal(attributes.skipped, String(all('skipped').length));
});

t.test('a green run has nothing red in it', async (t) => {
  const all = read(junit(greenRun));
  // The sample's only blemish is its stale-free target: one pass, one known, one skip.
  t.strictSame([all('failure').length, all('error').length, all('skipped').length], [0, 0, 2]);
});

t.test('an interrupted run is never green', async (t) => {
  t.equal(read(junit({ ...greenRun, interrupted: true }))('error').length, 1);
});

t.test('a required question that was not asked is an error, a recommended one is not', async (t) => {
  const [target] = greenRun.targets;
  const cases = target!.cases
    .slice(0, 1)
    .map((one) => ({ ...one, verdict: { kind: 'blocked', because: 'x' } as const }));
  const run = { ...greenRun, targets: [{ ...target!, cases }] };
  t.equal(read(junit(run))('error').length, 1);
  const advised = cases.map((one) => ({ ...one, kind: 'recommended' as const }));
  const all = read(junit({ ...run, targets: [{ ...target!, cases: advised }] }));
  t.strictSame([all('error').length, all('skipped').length], [0, 1]);
});
