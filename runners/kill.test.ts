/**
 * Every check is seen to fail: a mock that leaves out one rule of a profile, or has one of the named defects, is caught by
 * the rule of the suites that it breaks.
 */
import t from 'tap';
import { askedProfiles } from './drivers/index.js';
import { killAll, trials } from './kill/kill.js';
import { survivors } from './result.js';
import { readSuite } from './suite.js';

const suite = readSuite();
t.setTimeout(220_000);

for (const name of askedProfiles().asked) {
  t.test(name, async (t) => {
    const signal = new AbortController().signal;
    const list = trials([name]);
    const results = await killAll(list, { suite, scope: 'rule', signal, jobs: 4, onResult: () => {} });
    t.equal(results.length, list.length, 'every defect was tried');
    const lost = new Set(survivors({ results }));
    for (const result of results) {
      const { defect, rule, outcome } = result;
      t.notOk(lost.has(result), `${defect} is caught by ${rule}: ${JSON.stringify(outcome)}`);
    }
  });
}
