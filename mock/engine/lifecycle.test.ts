/** When lifecycle rules end an upload: dates by table, then the events. */
import t from 'tap';
import { abort, create, listParts, NOON, newEngine, part } from './engine.test.fixture.js';
import { abortOf, expired, nextExpiry } from './lifecycle.js';
import type { Command, Instant, LifecycleRule } from './types.js';

const DAY = 86_400_000;
const MIDNIGHT = Date.UTC(2026, 2, 1);
const rule = (id: string, changes: Partial<LifecycleRule> = {}): LifecycleRule => ({
  id,
  enabled: true,
  prefix: '',
  abort: { days: 1 },
  form: '',
  ...changes,
});
const days = (id: string, n: number, changes: Partial<LifecycleRule> = {}): LifecycleRule =>
  rule(id, { abort: { days: n }, ...changes });
const lifecycle = (...rules: readonly LifecycleRule[]): Command => ({
  op: 'put-lifecycle',
  bucket: 'bkt',
  rules: rules.map((one) => ({ ...one, narrowed: undefined, actions: 1 })),
});

t.test('dates', async (t) => {
  const march = (day: number): number => Date.UTC(2026, 2, day);
  const cases: readonly (readonly [says: string, initiated: number, rules: LifecycleRule[], wanted: unknown])[] = [
    ['no rules', NOON, [], undefined],
    ['rounded up to midnight', NOON, [days('a', 1)], { at: march(3), ruleId: 'a' }],
    ['a millisecond after midnight', MIDNIGHT + 1, [days('a', 1)], { at: march(3), ruleId: 'a' }],
    ['at midnight nothing is rounded', MIDNIGHT, [days('a', 1)], { at: march(2), ruleId: 'a' }],
    ['a millisecond before midnight', MIDNIGHT - 1, [days('a', 1)], { at: march(2), ruleId: 'a' }],
    ['seven days', NOON, [days('a', 7)], { at: march(9), ruleId: 'a' }],
    ['another prefix', NOON, [days('a', 1, { prefix: 'x/' })], undefined],
    ['its prefix', NOON, [days('a', 1, { prefix: 'k/' })], { at: march(3), ruleId: 'a' }],
    ['disabled', NOON, [days('a', 1, { enabled: false })], undefined],
    ['for objects', NOON, [rule('a', { abort: undefined })], undefined],
    ['the earliest', NOON, [days('a', 9), days('b', 2), days('c', 5)], { at: march(4), ruleId: 'b' }],
    ['the first of equals', NOON, [days('a', 2), days('b', 2)], { at: march(4), ruleId: 'a' }],
    ['a date to come', NOON, [rule('a', { abort: { before: march(8) as Instant } })], { at: march(8), ruleId: 'a' }],
    ['begun after the date', NOON, [rule('a', { abort: { before: MIDNIGHT as Instant } })], undefined],
  ];
  for (const [says, initiatedAt, rules, wanted] of cases) {
    t.strictSame(abortOf(rules, { key: 'k/1', initiatedAt: initiatedAt as Instant }), wanted, says);
  }
  t.equal(abortOf(undefined, { key: 'k', initiatedAt: NOON }), undefined);
  t.equal(nextExpiry(NOON), march(2));
  t.equal(nextExpiry(MIDNIGHT as Instant), march(2));
});

t.test('what has expired, and only that', async (t) => {
  const engine = newEngine();
  engine.set(lifecycle(days('week', 7, { prefix: 'k' })), create('k1'), create('other'), create('k2'), create('k3'));
  engine.set(part(1, 10, { upload: 'u1', key: 'k1' }), abort('u4', 'k3'));
  const due = Date.UTC(2026, 2, 9) as Instant;
  t.strictSame(expired(engine.bucket, (due - 1) as Instant), []);
  t.strictSame(expired(engine.bucket, due), [
    { type: 'upload-aborted', bucket: 'bkt', id: 'u1' },
    { type: 'upload-aborted', bucket: 'bkt', id: 'u3' },
  ]);
  engine.set({ op: 'delete-lifecycle', bucket: 'bkt' });
  t.strictSame(expired(engine.bucket, (due + 365 * DAY) as Instant), []);
});

t.test('the notice of an open upload, by the rules of the moment', async (t) => {
  const engine = newEngine();
  const asked = listParts();
  t.match(engine.run(create()), { abort: undefined });
  t.match(engine.run(asked), { abort: undefined });
  engine.set(lifecycle(days('a', 1)));
  t.match(engine.run(asked), { abort: { at: Date.UTC(2026, 2, 3), ruleId: 'a' } });
  t.match(engine.run(create()), { abort: { ruleId: 'a' } });
  engine.set(lifecycle(days('b', 2)));
  t.match(engine.run(asked), { abort: { at: Date.UTC(2026, 2, 4), ruleId: 'b' } });
});

t.test('a rule without an id is given one', async (t) => {
  const engine = newEngine();
  const { id: _, ...unnamed } = days('', 1);
  engine.set({
    op: 'put-lifecycle',
    bucket: 'bkt',
    rules: [1, 2].map(() => ({ ...unnamed, id: undefined, narrowed: undefined, actions: 1 })),
  });
  t.match(engine.run({ op: 'get-lifecycle', bucket: 'bkt' }), { rules: [{ id: 'v1' }, { id: 'v2' }] });
});
