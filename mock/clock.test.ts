/** The clock that can be moved: of one bucket, of all, never back, and never under a signature. */
import t from 'tap';
import { newClock } from './clock.js';
import { moveClock, showClock } from './clock-page.js';
import { NOW } from './dialects/s3/signing.test.fixture.js';
import { ask, clientOf, element, mockAt } from './socket.test.fixture.js';

const HOUR = 3_600_000;
const START = Date.parse('2026-11-20T12:00:00Z');

t.test('everywhere, and in one bucket', async (t) => {
  const clock = newClock(() => START);
  t.equal(clock.now('a'), START);
  t.notOk(clock.moved('a'));
  clock.advance(HOUR);
  clock.advance(2 * HOUR, 'a');
  t.strictSame(
    [clock.real(), clock.now(), clock.now('a'), clock.now('b')],
    [START, START + HOUR, START + 3 * HOUR, START + HOUR],
  );
  clock.advanceTo(START + 10 * HOUR, 'a');
  t.equal(clock.now('a'), START + 10 * HOUR);
  t.equal(clock.now('b'), START + HOUR, 'the other one stays');
  clock.forget('a');
  t.equal(clock.now('a'), START + HOUR, 'a bucket of the same name begins anew');
  t.throws(() => clock.advance(-1), RangeError);
  t.throws(() => clock.advance(Number.NaN), RangeError);
  t.throws(() => clock.advanceTo(START), RangeError);
  clock.reset();
  t.equal(clock.now(), START);
});

t.test('its page', async (t) => {
  const cases: readonly (readonly [document: string, status: number, movedMs: number, says?: string])[] = [
    ['{"advance":"25h"}', 200, 25 * HOUR],
    ['{"advance":"8 days","bucket":"a"}', 200, 192 * HOUR],
    ['{"at":"2026-11-20T13:00:00Z"}', 200, HOUR],
    ['{"at":"2026-11-20T11:00:00Z"}', 400, 0, 'only goes forward'],
    ['{"at":"tomorrow"}', 400, 0, '"tomorrow" is no ISO 8601 date'],
    ['{"advance":"soon"}', 400, 0, '"soon" is no span of time'],
    ['{"advance":25}', 400, 0, 'is no text'],
    ['{"advance":"1h","at":"2026-11-20T13:00:00Z"}', 400, 0, '"advance" or "at"'],
    ['{"advance":"1h","in":"a"}', 400, 0, 'unknown field "in"'],
    ['{"advance":"1h","bucket":1}', 400, 0, '"bucket" is no name'],
    ['{}', 400, 0, 'want {"advance": "25h"}'],
    ['', 400, 0, 'JSON'],
  ];
  for (const [document, status, movedMs, says] of cases) {
    const clock = newClock(() => START);
    const answer = moveClock(clock, document);
    t.equal(answer.status, status, document);
    t.match(answer.body, says === undefined ? { movedMs } : { error: says }, document);
    const bucket = document.includes('"a"') ? 'a' : undefined;
    t.match(showClock(clock, bucket), { status: 200, body: { movedMs, real: '2026-11-20T12:00:00.000Z' } });
  }
});

t.test('state is dated by the moved clock, signatures are held against the real one', async (t) => {
  const mock = await mockAt(t);
  const client = await clientOf(mock);
  await ask(client, { method: 'PUT', path: '/here' });
  await ask(client, { method: 'PUT', path: '/there' });
  const moved = await fetch(`${mock.endpoint}/_mock/clock`, {
    method: 'POST',
    body: JSON.stringify({ advance: '8 days', bucket: 'here' }),
  });
  t.equal(moved.status, 200);
  const dates: (string | undefined)[] = [];
  for (const bucket of ['here', 'there']) {
    const put = await ask(client, { method: 'PUT', path: `/${bucket}/key`, body: 'hello' });
    t.equal(put.status, 200, 'signed by the real time, which the mock shows too');
    t.equal(Date.parse(put.headers.date!), NOW.getTime() - (NOW.getTime() % 1000));
    dates.push(element('LastModified', await ask(client, { path: `/${bucket}`, query: { 'list-type': '2' } })));
  }
  t.equal(Date.parse(dates[0]!) - Date.parse(dates[1]!), 8 * 24 * HOUR);
  t.match(await (await fetch(`${mock.endpoint}/_mock/clock?bucket=here`)).json(), { movedMs: 8 * 24 * HOUR });
  mock.clock.advance(HOUR);
  t.match(await (await fetch(`${mock.endpoint}/_mock/clock`)).json(), { movedMs: HOUR });
  t.equal((await fetch(`${mock.endpoint}/_mock/clock`, { method: 'POST', body: 'x' })).status, 400);
  mock.reset();
  t.equal(mock.clock.now('here'), NOW.getTime());
});
