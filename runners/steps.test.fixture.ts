/** For tests: the steps of a case with a driver that only remembers. */
import type { Ask } from './drivers/ask.js';
import type { Driver, SendOptions } from './drivers/driver.js';
import type { Observation } from './drivers/observation.js';
import type { Simple, Step } from './scenario.js';
import { type Place, Steps } from './steps.js';
import { accepted } from './suite.test.fixture.js';

export const PLACE: Place = { bucket: 'shared', prefix: 'case-1/', absentBucket: 'shared-absent', number: 7 };
export const OPTIONS: Omit<SendOptions, 'step'> = {
  clock: () => 0,
  signal: new AbortController().signal,
  timeoutMs: 1000,
};

type Said = Observation | ((ask: Ask) => Observation);

/** A driver that gives these answers in turn, then accepts. */
export function driverOf(id: string, ...answers: readonly Said[]): Driver & { readonly asked: Ask[] } {
  const asked: Ask[] = [];
  return {
    id,
    dialect: 's3',
    traffic: { requests: 0, sent: 0, received: 0 },
    asked,
    async send(ask) {
      const said = answers[asked.length] ?? accepted();
      asked.push(ask);
      return typeof said === 'function' ? said(ask) : said;
    },
    close() {},
  };
}

export function stepsWith(driver: Driver, raw: Driver = driverOf('raw'), place = PLACE): Steps {
  return new Steps(place, driver, raw, OPTIONS, { limits: { minPartSize: 100 }, each: { n: 3 } });
}

export const step = (op: Simple['do'], fields: Simple['fields'] = {}, more: Partial<Simple> = {}): Simple => ({
  do: op,
  fields,
  ...more,
});

export async function runAll(steps: Steps, list: readonly Step[]): Promise<void> {
  for (const [index, one] of list.entries()) await steps.run(one, `step ${index + 1}`);
}
