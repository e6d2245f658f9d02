/** For tests: rules held to a table, each alone in its policy, with both sides of each edge in adjacent rows. */
import type { Test } from 'tap';
import { newEngine, outcome, type Row } from './engine.test.fixture.js';

/** @param ids the rules that the table must hold, all of them. */
export function holdToTable(t: Pick<Test, 'test'>, rows: readonly Row[], ids: readonly string[]): void {
  t.test('each rule refuses what it should and nothing else', async (t) => {
    for (const [rule, says, given, ask, expected, changes = {}, who] of rows) {
      const engine = newEngine({ ...changes, refuses: [rule] });
      engine.set(...given);
      const before = engine.events.length;
      const reply = engine.run(ask, who);
      t.equal(outcome(reply), expected, `${rule}: ${says} is ${expected}`);
      if (!('fault' in reply)) continue;
      t.equal(reply.rule, rule, `${rule}: ${says}, by that rule`);
      t.equal(engine.events.length, before, `${rule}: ${says}, nothing happened`);
    }
  });

  t.test('every rule is in the table, on both sides of its edge', async (t) => {
    t.strictSame([...new Set(rows.map(([rule]) => rule))].sort(), [...ids].sort());
    for (const id of ids) {
      const sides = rows.filter(([rule]) => rule === id).map(([, , , , expected]) => expected === 'ok');
      t.ok(sides.includes(true) && sides.includes(false), `${id} is seen to let pass and to refuse`);
    }
  });

  t.test('a rule that the profile leaves out is not checked', async (t) => {
    for (const [rule, says, given, ask, expected, changes = {}, who] of rows) {
      // Without an upload nothing can be joined, whatever the rules say.
      if (expected === 'ok' || (rule === 'lifetime/upload-must-be-open' && ask.op === 'complete')) continue;
      const engine = newEngine({ ...changes, refuses: [] });
      engine.set(...given);
      t.not(outcome(engine.run(ask, who)), expected, `${rule}: ${says}`);
    }
  });
}
