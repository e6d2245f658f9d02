/** The shipped ledger against the shipped rules: nothing that is promised is left open, and nothing is tested that nobody promised. */
import t from 'tap';
import { formatProblem } from '../suites/reader/documents.js';
import { readProfile } from '../suites/reader/profile.js';
import { ledgerOf, promisesOf } from './ledger.js';
import { coverageOf } from './result.js';
import { readSuite } from './suite.js';

const ledger = ledgerOf(readSuite());

t.test('every sentence and fact has a rule or a reason, and every rule a promise', async (t) => {
  t.strictSame(ledger.problems.map(formatProblem), []);
});

t.test('the documents and the facts that are there', async (t) => {
  const seeds = ledger.documents.filter(({ id }) => /^\d+$/.test(id)).map(({ id }) => id);
  t.strictSame(seeds, ['000', '001', '002', '003', '004']);
  const facts = ledger.documents.filter(({ kind }) => kind === 'facts');
  t.strictSame(
    facts.map(({ id }) => id),
    ['aws-s3', 'glacier', 'oss', 'storj', 'yandex'],
  );
  for (const { profiles } of ledger.documents) for (const name of profiles) t.ok(readProfile(name), name);
});

t.test('what reports get', async (t) => {
  const documents = promisesOf(ledger);
  for (const document of documents) {
    const { promises, tested, untestable, open } = coverageOf(document);
    const reasons = Object.values(untestable).reduce((sum, count) => sum + count, 0);
    t.strictSame([tested + reasons, open], [promises, 0], `${document.id}: each is counted once, and none is open`);
    t.notOk('file' in document);
  }
  const storj = ledger.documents.find(({ id }) => id === 'storj')!;
  const told = documents.find(({ id }) => id === 'storj')!;
  t.ok(storj.entries.length > told.entries.length, 'what was only seen in code is no promise');
});
