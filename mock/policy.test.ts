import t from 'tap';
import { type Profile, profileNames, readProfile } from '../suites/reader/profile.js';
import { RULES, rulesByOp } from './engine/rules.js';
import { policyOf } from './policy.js';

t.test('every shipped profile refuses by rules of the engine', async (t) => {
  for (const name of profileNames()) {
    const { refuses } = readProfile(name);
    t.strictSame(
      refuses.filter((id) => !Object.hasOwn(RULES, id)),
      [],
      `${name} names no unknown rule`,
    );
    t.equal(new Set(refuses).size, refuses.length, `${name} names none twice`);
    t.ok(rulesByOp(policyOf(readProfile(name))).size > 0, `${name} has a policy`);
  }
});

t.test('every rule of the engine is kept by some profile', async (t) => {
  const kept = new Set(profileNames().flatMap((name) => readProfile(name).refuses));
  t.strictSame(
    Object.keys(RULES).filter((id) => !kept.has(id)),
    [],
  );
});

t.test('a policy has the values, the profile their sources', async (t) => {
  const policy = policyOf(readProfile('aws-s3'));
  t.match(policy, { id: 'aws-s3', region: 'us-east-1', unsupported: [] });
  t.equal(policy.limits.minPartSize, 5 * 1024 * 1024);
  t.equal(policy.choices.secondComplete, 'same-answer');
  const storj = policyOf(readProfile('storj-2026'));
  t.ok(storj.unsupported.includes('upload-part-copy'));
  t.equal(storj.limits.maxObjectSize, null);
});

t.test('a profile that no policy can be made of', async (t) => {
  const profile: Profile = { ...readProfile('aws-s3'), id: 'mine' };
  const cases = [
    [['complete/no-such', 'abort/neither'], /profile mine .*"complete\/no-such".*"abort\/neither"/],
    [['constructor'], /profile mine .*"constructor"/],
    [[], /profile mine has no list "refuses"/],
  ] as const;
  for (const [refuses, message] of cases) t.throws(() => policyOf({ ...profile, refuses }), message);
});
