/** Spans of time, right and wrong. */
import t from 'tap';
import { parseDuration } from './duration.js';

const HOUR = 3_600_000;
const cases: readonly (readonly [string, number])[] = [
  ['250 ms', 250],
  ['0 s', 0],
  ['90 s', 90_000],
  ['1.5 min', 90_000],
  ['25h', 25 * HOUR],
  ['1 hour', HOUR],
  ['8 days', 8 * 24 * HOUR],
  ['1 day', 24 * HOUR],
  ['30d', 30 * 24 * HOUR],
];
for (const [text, ms] of cases) t.equal(parseDuration(text), ms, text);

for (const text of ['', '5', 'h', '-1 h', '5 weeks', '1h30', '5  h', 'constructor', '5 constructor']) {
  t.throws(() => parseDuration(text), { message: 'is no span of time such as "8 days"' }, `"${text}"`);
}
