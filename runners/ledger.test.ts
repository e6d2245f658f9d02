/** The shipped ledger against the shipped rules: nothing that is promised is left open, and nothing is tested that nobody promised. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { formatProblem, packageRoot } from '../suites/reader/documents.js';
import { profileNames, readProfile } from '../suites/reader/profile.js';
import { EMBEDDED } from './embedded.js';
import { ledgerOf, promisesOf } from './ledger.js';
import { planCases, scenariosOf } from './plan.js';
import { coverageOf } from './result.js';
import { readSuite } from './suite.js';

const suite = readSuite();
const ledger = ledgerOf(suite);
/** A source of more than 5 GiB would have to be uploaded first; profiles with a smaller limit are asked. */
const TOO_LARGE = ['S3-091'];

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

/** Rules of which the profile is asked at least one case, or an answer is held against them. */
function askedOf(name: string): ReadonlySet<string> {
  const profile = readProfile(name);
  const cases = planCases(suite, profile, EMBEDDED, () => true).filter(({ skip }) => skip === undefined);
  const shapes = suite.rules.filter((rule) => rule.shape && scenariosOf(rule, suite, profile).length > 0);
  return new Set([...cases.map(({ rule }) => rule.id), ...shapes.map(({ id }) => id)]);
}

t.test('who promises is asked', async (t) => {
  const asked = new Map(profileNames().map((name) => [name, askedOf(name)]));
  for (const { id, profiles, entries } of ledger.documents) {
    const known = new Set(profiles.flatMap((name) => [...(asked.get(name) ?? [])]));
    const never = entries.filter(
      ({ rules, binds }) => binds && rules.length > 0 && !rules.some((one) => known.has(one)),
    );
    const told = never.filter(({ ref }) => !TOO_LARGE.includes(ref)).map(({ ref, says }) => `${ref} ${says}`);
    if (profiles.length > 0) t.strictSame(told, [], `${id}: each tested promise is put to a profile of its provider`);
  }
});

t.test('every fact that is named anywhere is known', async (t) => {
  const known = new Set(
    ledger.documents.flatMap(({ kind, entries }) => (kind === 'facts' ? entries : [])).map(({ ref }) => ref),
  );
  const prefixes = new Set([...known].map((ref) => ref.replace(/\d+$/, '')));
  const named = new RegExp(`\\b(?:${[...prefixes].join('|')})\\d+\\b`, 'g');
  t.ok(known.size > 600, `${known.size} facts`);
  for (const folder of ['suites', 'mock', 'runners', 'docs']) {
    const files = readdirSync(join(packageRoot(), folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => /\.(ya?ml|ts|md)$/.test(name) && !/\.test\./.test(name))) {
      const text = readFileSync(join(packageRoot(), folder, file), 'utf8');
      const unknown = [...text.matchAll(named)].map(([ref]) => ref).filter((ref) => !known.has(ref));
      if (unknown.length > 0) t.fail(`${folder}/${file} names ${unknown.join(', ')}`);
    }
  }
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
