/**
 * Every rule of the suites can be broken, and is then seen red: by a defect that the tests beside this one try, or, for a few
 * that are listed, not by any.
 */
import t from 'tap';
import { readProfile } from '../../suites/reader/profile.js';
import { quickMock, runSuite } from '../run.test.fixture.js';
import { readSuite } from '../suite.js';
import { trials } from './kill.js';
import { isEffective, UNBROKEN } from './unbroken.js';

t.setTimeout(120_000);

const suite = readSuite();
const broken = new Set(
  trials()
    .filter(isEffective)
    .map(({ rule }) => rule),
);

t.test('every rule has a defect that breaks it, or a reason why none can', async (t) => {
  for (const { id, kind } of suite.rules) {
    if (kind === 'observe') continue;
    const reason = UNBROKEN[id];
    if (reason === undefined)
      t.ok(broken.has(id), `${id} is broken by nothing: write a defect for it in mock/defects, and try it with kill`);
    else t.notOk(broken.has(id), `${id} is broken by a defect, and still listed in unbroken.ts`);
  }
});

t.test('a rule about every answer is broken in each of its dialects, which write them differently', async (t) => {
  const own = trials().filter(isEffective);
  for (const { id, dialects } of suite.rules.filter(({ shape }) => shape !== undefined)) {
    const seen = new Set(own.filter(({ rule }) => rule === id).map(({ profile }) => profile.dialect));
    t.strictSame([...seen].sort(), [...dialects].sort(), id);
  }
});

t.test('what is listed without a defect is a rule that could fail', async (t) => {
  for (const [id, reason] of Object.entries(UNBROKEN)) {
    const rule = suite.rules.find((one) => one.id === id);
    t.ok(rule && rule.kind !== 'observe', `${id}: there is such a rule, and it can fail`);
    t.not(reason, '', id);
  }
});

t.test('the size of a copy’s source is noticed where it can be asked', async (t) => {
  const rule = 'limits/copy-source-size';
  const aws = readProfile('aws-s3');
  const profile = { ...aws, limits: { ...aws.limits, maxCopySource: { ...aws.limits.maxCopySource!, is: 1024 } } };
  const ask = async (refuses: readonly string[]) => {
    const target = quickMock({ ...profile, refuses });
    const { cases } = await runSuite({ suite, profile, target, wanted: (id) => id === rule });
    return cases.map(({ verdict }) => verdict.kind);
  };
  t.strictSame(await ask(profile.refuses), ['pass']);
  t.strictSame(await ask(profile.refuses.filter((id) => id !== rule)), ['fail']);
});
