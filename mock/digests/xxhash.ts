/**
 * xxHash by hash-wasm, whose instances take time to make: each is used again once it has given its digest. One of each
 * algorithm stays behind, for {@link xxhashOf} must answer at once.
 */
import type { IHasher } from 'hash-wasm';
import type { Hasher } from './digests.js';

const MAKERS = {
  xxhash64: async () => (await import('hash-wasm')).createXXHash64(),
  xxhash3: async () => (await import('hash-wasm')).createXXHash3(),
  xxhash128: async () => (await import('hash-wasm')).createXXHash128(),
} satisfies Record<string, () => Promise<IHasher>>;

export type XxHash = keyof typeof MAKERS;

export function isXxHash(algorithm: string): algorithm is XxHash {
  return Object.hasOwn(MAKERS, algorithm);
}

const idle = new Map<XxHash, IHasher[]>();

/** A hasher of its own for one body; made anew when all of its kind are in use. */
export function xxhash(algorithm: XxHash): Hasher | Promise<Hasher> {
  const waiting = idle.get(algorithm);
  if (waiting && waiting.length > 1) return borrowed(waiting.pop()!, waiting);
  return make(algorithm);
}

async function make(algorithm: XxHash): Promise<Hasher> {
  const hasher = await MAKERS[algorithm]();
  const waiting = idle.get(algorithm) ?? [];
  if (waiting.length === 0) waiting.push(await MAKERS[algorithm]());
  idle.set(algorithm, waiting);
  return borrowed(hasher, waiting);
}

/** A hasher that is given up half-way is left to the garbage collector. */
function borrowed(hasher: IHasher, home: IHasher[]): Hasher {
  hasher.init();
  return {
    update: (chunk) => hasher.update(chunk),
    digest() {
      const digest = Buffer.from(hasher.digest('binary'));
      home.push(hasher);
      return digest;
    },
  };
}

/**
 * The digest of a few bytes, most significant byte first.
 *
 * @throws Error when nothing was hashed by this algorithm since the process began.
 */
export function xxhashOf(algorithm: XxHash, bytes: Buffer): Buffer {
  const hasher = idle.get(algorithm)?.[0];
  if (!hasher) throw new Error(`${algorithm} is not loaded: await one hasher of it, from xxhash(), first`);
  return Buffer.from(hasher.init().update(bytes).digest('binary'));
}
