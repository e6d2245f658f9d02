/** What every store keeps to; each implementation runs it from its own test. */
import { randomBytes } from 'node:crypto';
import type t from 'tap';
import type { BodyRef } from '../engine/types.js';
import type { BodyWriter, Store } from './store.js';

type Tap = typeof t;

const joined = (slices: Iterable<Buffer>): Buffer => Buffer.concat([...slices]);

function kept(store: Store, ...slices: readonly (string | Buffer)[]): BodyRef {
  const writer: BodyWriter = store.writer();
  for (const slice of slices) writer.push(Buffer.from(slice));
  return writer.finish();
}

export function storeContract(t: Tap, name: string, open: () => Store): void {
  t.test(`${name} keeps the bytes it was given`, async (t) => {
    const store = open();
    const cases: readonly (readonly [says: string, slices: readonly (string | Buffer)[]])[] = [
      ['one slice', ['hello']],
      ['several slices', ['he', 'l', '', 'lo']],
      ['no slice', []],
      ['an empty slice', ['']],
      ['a thousand crumbs', Array.from({ length: 1000 }, (_, i) => String(i))],
      ['large slices', [randomBytes(100_000), randomBytes(70_000), randomBytes(1)]],
      ['a large slice among crumbs', ['a', randomBytes(200_000), 'b']],
    ];
    const refs = cases.map(([, slices]) => kept(store, ...slices));
    t.equal(new Set(refs).size, refs.length, 'each body has a reference of its own');
    for (const [index, [says, slices]] of cases.entries()) {
      const whole = Buffer.concat(slices.map((slice) => Buffer.from(slice)));
      t.ok(joined(store.read(refs[index]!, 0, whole.length)).equals(whole), says);
      t.ok(joined(store.read(refs[index]!, 0, whole.length)).equals(whole), `${says}, read again`);
    }
  });

  t.test(`${name} reads any range`, async (t) => {
    const store = open();
    for (const ref of [kept(store, 'abc', 'defg', 'h'), kept(store, 'abcdefgh')]) {
      for (let first = 0; first <= 8; first += 1) {
        for (let length = 0; first + length <= 8; length += 1) {
          const seen = joined(store.read(ref, first, length)).toString();
          if (seen !== 'abcdefgh'.slice(first, first + length)) t.fail(`${first}+${length} is ${seen}`);
        }
      }
    }
    const large = randomBytes(300_000);
    const ref = kept(store, large.subarray(0, 131_072), large.subarray(131_072, 262_144), large.subarray(262_144));
    for (const [first, length] of [
      [131_071, 2],
      [131_072, 131_072],
      [0, 300_000],
      [299_999, 1],
    ] as const)
      t.ok(joined(store.read(ref, first, length)).equals(large.subarray(first, first + length)), `${first}+${length}`);
    t.equal(joined(store.read(ref, 299_999, 100)).length, 1, 'cut at its end');
  });

  t.test(`${name} counts what it holds`, async (t) => {
    const store = open();
    const held = (): unknown => ({ ...store.held });
    t.strictSame(held(), { bodies: 0, bytes: 0 });
    const first = kept(store, 'hello');
    const second = kept(store, 'worlds');
    t.strictSame(held(), { bodies: 2, bytes: 11 });
    store.release(first);
    t.strictSame(held(), { bodies: 1, bytes: 6 });
    store.release(first);
    store.release(999 as BodyRef);
    t.strictSame(held(), { bodies: 1, bytes: 6 }, 'releasing what is not held does nothing');
    t.equal(joined(store.read(first, 0, 5)).length, 0, 'nothing is left of it');
    const abandoned = store.writer();
    abandoned.push(Buffer.from('gone'));
    abandoned.discard();
    t.strictSame(held(), { bodies: 1, bytes: 6 }, 'a discarded body was never kept');
    const under = store.writer();
    under.push(Buffer.from('more'));
    t.strictSame(held(), { bodies: 1, bytes: 6 }, 'nor is one that is still coming');
    store.clear();
    t.strictSame(held(), { bodies: 0, bytes: 0 });
    t.equal(joined(store.read(second, 0, 6)).length, 0, 'a store that was cleared holds nothing');
    const late = under.finish();
    t.equal(joined(store.read(late, 0, 4)).toString(), 'more', 'a body on its way outlives the clearing');
    t.not(kept(store, 'new'), second, 'and no reference is given twice');
  });

  t.test(`${name} lets a read go on after the release`, async (t) => {
    const store = open();
    const ref = kept(store, randomBytes(70_000), 'tail');
    const slices = store.read(ref, 0, 70_004)[Symbol.iterator]();
    const first = slices.next();
    store.release(ref);
    let size = first.done ? 0 : first.value.length;
    for (let next = slices.next(); !next.done; next = slices.next()) size += next.value.length;
    t.equal(size, 70_004, 'once begun');
    const again = kept(store, 'hello');
    const reading = store.read(again, 0, 5);
    store.release(again);
    t.equal(joined(reading).toString(), 'hello', 'and once asked for');
  });

  t.test(`${name} writes several bodies side by side`, async (t) => {
    const store = open();
    const [a, b] = [store.writer(), store.writer()];
    a.push(Buffer.from('a1'));
    b.push(Buffer.from('b1'));
    a.push(Buffer.from('a2'));
    b.push(Buffer.from('b2'));
    const [second, first] = [b.finish(), a.finish()];
    t.equal(joined(store.read(first, 0, 4)).toString(), 'a1a2');
    t.equal(joined(store.read(second, 0, 4)).toString(), 'b1b2');
  });
}
