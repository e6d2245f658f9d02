/** Sorted maps of the state. The B-tree makes a page of a listing cost the page, whatever else is there. */
import BTreeModule from 'sorted-btree';
import type { Bucket, Identity, Instant, OpenUploadKey, SortedMap } from './types.js';

// The package is CommonJS: under Node's ESM loader its class is one `default` further in.
const BTree = BTreeModule.default;

class Sorted<K, V> implements SortedMap<K, V> {
  readonly #tree: InstanceType<typeof BTree<K, V>>;
  readonly #compare: (a: K, b: K) => number;

  constructor(compare: (a: K, b: K) => number) {
    this.#compare = compare;
    this.#tree = new BTree<K, V>(undefined, compare);
  }

  get size(): number {
    return this.#tree.size;
  }

  get(key: K): V | undefined {
    return this.#tree.get(key);
  }

  set(key: K, value: V): boolean {
    return this.#tree.set(key, value);
  }

  delete(key: K): boolean {
    return this.#tree.delete(key);
  }

  *after(from: K | undefined, inclusive = false): IterableIterator<[K, V]> {
    for (const entry of this.#tree.entries(from)) {
      if (!inclusive && from !== undefined && this.#compare(entry[0], from) === 0) continue;
      yield entry;
    }
  }
}

/**
 * Order of two keys by their UTF-8 bytes, which is how S3 sorts (S3-191). JavaScript compares UTF-16 units, and puts
 * U+10000 and above before U+E000.
 */
export function byUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

export const byNumber = (a: number, b: number): number => a - b;

function byOpenOrder(a: OpenUploadKey, b: OpenUploadKey): number {
  return byUtf8(a.key, b.key) || (a.rank < b.rank ? -1 : Number(a.rank > b.rank));
}

/** The first text after every text that begins with `prefix`; undefined when there is none. */
export function pastPrefix(prefix: string): string | undefined {
  const letters = [...prefix];
  while (letters.at(-1) === '\u{10ffff}') letters.pop();
  const last = letters.pop()?.codePointAt(0);
  if (last === undefined) return undefined;
  // Between these two lie the halves of pairs, which are no letters.
  return letters.join('') + (last === 0xd7ff ? '\ue000' : String.fromCodePoint(last + 1));
}

export function sortedByNumber<K extends number, V>(): SortedMap<K, V> {
  return new Sorted<K, V>(byNumber);
}

export function newBucket(
  name: string,
  owner: Identity,
  createdAt: Instant,
  made: Pick<Bucket, 'lock' | 'ownership'> = {},
): Bucket {
  return {
    ...made,
    name,
    owner,
    createdAt,
    versioning: made.lock ? 'enabled' : 'never',
    lifecycle: undefined,
    policy: undefined,
    requesterPays: false,
    objects: new Sorted(byUtf8),
    uploads: new Map(),
    endings: [],
    open: new Sorted(byOpenOrder),
    jobs: new Map(),
    sequence: 0,
  };
}
