import t from 'tap';

import { golden } from './golden.js';
import { html } from './html.js';
import { bigRun, greenRun, sampleRun } from './sample.js';

t.snapshotFile = golden('html');

const page = html(sampleRun);

/** The page without its style and script, which are constants of the source. */
const content = page
  .replace(/<style>:root[\s\S]*?<\/style>/, '<style>…</style>')
  .replace(/<script>\n[\s\S]*?<\/script>/, '<script>…</script>');

t.matchSnapshot(content, 'every verdict');

/** The embedded data, as the page's script reads it. */
function dataOf(text: string) {
  return JSON.parse(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(text)![1]!);
}

t.test('it needs nothing but itself', async (t) => {
  const markup = content.replace(/<script type="application\/json"[\s\S]*?<\/script>/, '');
  t.notMatch(markup, /<link rel="stylesheet|<script src|<img|@import|url\(/);
  t.strictSame(markup.match(/(?:src|href)="(?!#|data:)[^"]*"/g), null);
});

t.test('hostile text stays text', async (t) => {
  t.equal(page.match(/<script/g)?.length, 2, 'data and script, nothing else');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  t.notMatch(page, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\p{Surrogate}]/u);
});

t.test('passing cases keep only the line and the status of their exchanges', async (t) => {
  const caseOf = (text: string, id: string) => {
    const rules: { cases: { id: string; exchanges: object[] }[][] }[] = dataOf(text).rules;
    return rules.flatMap(({ cases }) => cases[0]!).find((one) => one.id === id)!;
  };
  const passing = 'create/metadata#plain';
  t.strictSame(Object.keys(caseOf(page, passing).exchanges[0]!).sort(), ['method', 'status', 'step', 'url']);
  t.ok('curl' in caseOf(html(sampleRun, { evidence: 'all' }), passing).exchanges[0]!);
  t.ok('curl' in caseOf(page, 'complete/part-order#descending').exchanges[0]!);
});

t.test('what failed is readable without scripts', async (t) => {
  const still = content.replace(/<script[\s\S]*?<\/script>/g, '');
  t.match(still, 'complete/part-order#descending');
  t.match(still, 'refused: part-order: expected 400 InvalidPartOrder, saw 200 with an ETag');
  t.match(still, '1 of 3 targets conform');
});

t.test('words for a single target', async (t) => {
  t.match(html(greenRun), /<h1 class="tone-good">mock:aws-s3 conforms<\/h1>/);
  t.match(html({ ...greenRun, targets: [] }), /No target was asked/);
  t.match(html({ ...greenRun, interrupted: true }), /<h1 class="tone-bad">The run was interrupted<\/h1>/);
});

t.test('size stays bounded', async (t) => {
  const million = (text: string) => text.length / 1e6;
  const passing = million(html(bigRun({ targets: 4, cases: 400, verdict: { kind: 'pass' } })));
  const failing = million(html(bigRun({ targets: 12, cases: 800, verdict: { kind: 'fail' } })));
  t.ok(passing < 4, `${passing} MB when all pass`);
  t.ok(failing < 60, `${failing} MB when everything fails everywhere`);
});
