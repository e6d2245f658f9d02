/**
 * Every check is seen to fail: a mock that leaves out one rule of a profile, or has one of the named defects, is caught by
 * the rule of the suites that it breaks. There are hundreds, so that several files share them.
 */
import t from 'tap';
import { survivors } from '../result.js';
import { readSuite } from '../suite.js';
import { killAll, trials } from './kill.js';
import { isStrict } from './unbroken.js';

/** Profiles and shards of the files beside this one; together they are every trial there is. */
export const SHARES = {
  'aws-s3-1': { profiles: ['aws-s3'], shard: [1, 4] },
  'aws-s3-2': { profiles: ['aws-s3'], shard: [2, 4] },
  'aws-s3-3': { profiles: ['aws-s3'], shard: [3, 4] },
  'aws-s3-4': { profiles: ['aws-s3'], shard: [4, 4] },
  storj: { profiles: ['storj', 'storj-2026'], shard: [1, 1] },
  yandex: { profiles: ['yandex'], shard: [1, 1] },
  'oss-1': { profiles: ['aliyun-oss'], shard: [1, 2] },
  'oss-2': { profiles: ['aliyun-oss'], shard: [2, 2] },
  glacier: { profiles: ['aws-glacier', 'aws-glacier-2026'], shard: [1, 1] },
} as const;

/** Tries one share. */
export function testShare(name: keyof typeof SHARES): void {
  const { profiles, shard } = SHARES[name];
  const [index, of] = shard;
  const suite = readSuite();
  const kinds = new Map(suite.rules.map(({ id, kind }) => [id, kind]));
  t.setTimeout(230_000);
  for (const profile of profiles) {
    t.test(profile, async (t) => {
      const list = trials([profile]).filter((_, i) => i % of === index - 1);
      const { signal } = new AbortController();
      const results = await killAll(list, { suite, scope: 'rule', signal, jobs: 4, onResult: () => {} });
      t.equal(results.length, list.length, 'every defect was tried');
      const lost = new Set(survivors({ results }));
      for (const [i, result] of results.entries()) {
        const { defect, rule, outcome } = result;
        t.notOk(lost.has(result), `${defect} is caught by ${rule}: ${JSON.stringify(outcome)}`);
        if (outcome.kind === 'caught' && kinds.get(rule) === 'required' && isStrict(list[i]!))
          t.equal(outcome.by, 'required', `${defect} is caught by a required check of ${rule}`);
      }
    });
  }
}
