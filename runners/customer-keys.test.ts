/** Customers' keys and plain HTTP: the mock stands for a service behind TLS, and can be told to be what it is. */
import t from 'tap';
import { readProfile } from '../suites/reader/profile.js';
import { quickMock, runSuite } from './run.test.fixture.js';
import { readSuite } from './suite.js';

const suite = readSuite();
const profile = readProfile('aws-s3');
const RULE = 'encryption/customer-key-over-http';
const ask = async (refuses: readonly string[]) => {
  const target = quickMock({ ...profile, refuses }, { customerKeysOverHttp: 'as-profile' });
  const { cases } = await runSuite({
    suite,
    profile,
    target,
    wanted: (rule) => rule.startsWith('encryption/customer-key'),
  });
  return cases;
};

t.test('over plain HTTP they are refused, and nothing else is asked with them', async (t) => {
  for (const { rule, id, verdict } of await ask(profile.refuses)) {
    if (rule === RULE) t.equal(verdict.kind, 'pass', id);
    else t.match(verdict, { kind: 'skipped', because: /not taken over plain HTTP/ }, id);
  }
});

t.test('a mock that takes them all the same is caught', async (t) => {
  const cases = (await ask(profile.refuses.filter((rule) => rule !== RULE))).filter(({ rule }) => rule === RULE);
  t.ok(cases.length > 0);
  for (const { id, verdict } of cases) t.equal(verdict.kind, 'fail', id);
});

t.test('behind TLS they are asked for', async (t) => {
  const { cases } = await runSuite({ suite, profile, target: quickMock(profile), wanted: (rule) => rule === RULE });
  for (const { id, verdict } of cases) t.match(verdict, { kind: 'skipped', because: /TLS/ }, id);
});

t.test('no key is kept in the evidence', async (t) => {
  const { cases } = await runSuite({
    suite,
    profile,
    target: quickMock(profile),
    wanted: (rule) => rule === 'encryption/customer-keys',
  });
  const kept = JSON.stringify(cases);
  t.match(kept, /customer-key[^m]/i);
  for (const key of ['AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=', 'customer-key","[redacted]"'])
    t.equal(kept.includes(key), key.endsWith('"'), key);
});
