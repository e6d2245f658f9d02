/**
 * No case is right whatever the target answers. Two drivers that ask nobody stand in for a target, once what the case sets up
 * is there: one is refused whatever it asks, the other is told that all is well, and nothing else. No case may pass with both.
 */
import t from 'tap';
import { readProfile } from '../suites/reader/profile.js';
import type { Driver } from './drivers/driver.js';
import type { Observation } from './drivers/observation.js';
import type { CaseResult, Exchange } from './result.js';
import { quickMock, runSuite } from './run.test.fixture.js';
import { readSuite } from './suite.js';

t.setTimeout(240_000);

// Rules about the look of every answer have nothing to look at here.
const suite = { ...readSuite(), shapes: {} };

const exchange: Exchange = {
  driver: 'nobody',
  step: '',
  request: { method: 'GET', url: 'http://127.0.0.1/', headers: [], bodyBytes: 0 },
  startMs: 0,
  endMs: 0,
  curl: '',
};

const REFUSED: Observation = {
  kind: 'refused',
  status: 500,
  code: 'Nothing',
  message: '',
  elements: {},
  headers: {},
  exchange,
};
const ACCEPTED: Observation = { kind: 'accepted', status: 200, headers: {}, values: {}, exchange };

/** Asks nobody after the set-up. What is asked together is sent all the same, since one part waits for another. */
const answering =
  (observation: Observation) =>
  (driver: Driver): Driver => ({
    id: driver.id,
    dialect: driver.dialect,
    traffic: driver.traffic,
    send: (ask, options) =>
      /^(ask|then)\b(?!.* branch )/.test(options.step) ? Promise.resolve(observation) : driver.send(ask, options),
    close: () => driver.close(),
  });

/** Cases whose question is several requests at once. */
const together = new Set(
  suite.rules.flatMap(({ id, scenarios }) =>
    scenarios.filter(({ ask }) => 'together' in ask).map((scenario) => `${id}#${scenario.id}`),
  ),
);

for (const name of ['aws-s3', 'aliyun-oss', 'aws-glacier']) {
  t.test(name, async (t) => {
    const profile = readProfile(name);
    const judged = async (answer: Observation): Promise<readonly CaseResult[]> => {
      const between = answering(answer);
      const { cases } = await runSuite({ suite, profile, target: quickMock(profile), driver: 'raw', between });
      return cases.filter(({ verdict }) => verdict.kind !== 'skipped' && verdict.kind !== 'observed');
    };
    const refused = await judged(REFUSED);
    const accepted = await judged(ACCEPTED);
    const passing = (cases: readonly CaseResult[]): string[] =>
      cases.filter(({ verdict }) => verdict.kind !== 'fail').map(({ id }) => id);
    t.comment(
      `of ${refused.length} cases ${refused.length - passing(refused).length} fail where all is refused, ` +
        `${accepted.length - passing(accepted).length} where all is accepted`,
    );
    const blind = new Set(passing(accepted));
    t.strictSame(
      passing(refused).filter((id) => blind.has(id) && !together.has(id.replace(/\[.*/, ''))),
      [],
      'no case passes whatever is answered',
    );
  });
}
