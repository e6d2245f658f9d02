/** Steps that run side by side, or again and again. */
import t from 'tap';
import type { Driver } from './drivers/driver.js';
import { driverOf, step, stepsWith } from './steps.test.fixture.js';
import { accepted, refused } from './suite.test.fixture.js';

t.test('a branch sends half a body, and the rest when another has ended', async (t) => {
  const order: string[] = [];
  const slow: Driver = {
    ...driverOf('raw'),
    async send(ask, { paused }) {
      order.push(`half of ${ask.number}`);
      await paused?.();
      order.push(`all of ${ask.number}`);
      return accepted();
    },
  };
  const quick: Driver = {
    ...driverOf('s3'),
    async send(ask) {
      order.push(ask.op);
      return accepted();
    },
  };
  const pause = { after: '1 KiB', until: 'a' };
  await stepsWith(quick, slow).run(
    {
      together: [
        [step('put-part', { uploadId: 'u', number: 1, size: '2 KiB', raw: { pause } }, { as: 'p' })],
        [step('wait', { until: 'p' }), step('abort', { uploadId: 'u' }, { as: 'a' })],
      ],
    },
    'ask',
  );
  t.strictSame(order, ['half of 1', 'abort', 'all of 1']);
});

t.test('branches go on although one cannot be sent', async (t) => {
  const asked: string[] = [];
  const driver: Driver = {
    ...driverOf('s3'),
    async send(ask) {
      await new Promise(setImmediate);
      asked.push(ask.op);
      return accepted();
    },
  };
  const lost = step('abort', { uploadId: '{{ nothing.uploadId }}' });
  const running = stepsWith(driver).run({ together: [[lost], [step('get'), step('head')]] }, 'ask');
  await t.rejects(running);
  t.strictSame(asked, ['get', 'head'], 'all is over when the case is');
});

t.test('branches run side by side, and repeats stop at the first failure', async (t) => {
  const driver = driverOf('s3');
  const steps = stepsWith(driver);
  const together = { together: [[step('get', { key: 'a' }), step('get', { key: 'b' })], [step('get', { key: 'c' })]] };
  t.equal(await steps.run(together, 'both'), undefined);
  t.strictSame(driver.asked.map(({ key }) => key).sort(), ['case-1/a', 'case-1/b', 'case-1/c']);
  t.equal(steps.exchanges.length, 3);

  const many = driverOf('raw');
  const often = stepsWith(driverOf('s3'), many);
  await often.run(
    step('put-part', { uploadId: 'u', number: '<i>', seed: 's<i>', size: '1 B' }, { times: 50 }),
    'often',
  );
  t.strictSame(
    many.asked.map(({ number }) => number).sort((a, b) => Number(a) - Number(b)),
    Array.from({ length: 50 }, (_, i) => i + 1),
  );
  t.ok(often.exchanges.length <= 3, 'what says the same is no evidence');
  const failing = driverOf('raw', (ask) => (ask.number === 1 ? refused(500, 'InternalError') : accepted()));
  const bound = await stepsWith(driverOf('s3'), failing).run(
    step('put-part', { uploadId: 'u', number: '<i>' }, { times: 500 }),
    'often',
  );
  t.match(bound?.observation, { kind: 'refused', code: 'InternalError' });
  t.ok(failing.asked.length < 50, 'and the rest is not sent');
});
