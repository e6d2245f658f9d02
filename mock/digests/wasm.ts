/**
 * xxHash and the CRCs of 64 bits by hash-wasm, whose instances take time to make: each is used again once it has given its digest. One
 * of each algorithm stays behind, for {@link wasmOf} must answer at once.
 */
import type { IHasher } from 'hash-wasm';
import type { Hasher } from './digests.js';

/** Polynomials in reflected form; initial value and final xor are all ones (S3-143; OSS-094, ECMA-182's reflected). */
const NVME = '9a6c9329ac4bc9b5';
const XZ = 'c96c5795d7870f42';

const MAKERS = {
  crc64nvme: async () => (await import('hash-wasm')).createCRC64(NVME),
  crc64xz: async () => (await import('hash-wasm')).createCRC64(XZ),
  xxhash64: async () => (await import('hash-wasm')).createXXHash64(),
  xxhash3: async () => (await import('hash-wasm')).createXXHash3(),
  xxhash128: async () => (await import('hash-wasm')).createXXHash128(),
} satisfies Record<string, () => Promise<IHasher>>;

export type Wasm = keyof typeof MAKERS;

export function isWasm(algorithm: string): algorithm is Wasm {
  return Object.hasOwn(MAKERS, algorithm);
}

const idle: Readonly<Record<Wasm, IHasher[]>> = {
  crc64nvme: [],
  crc64xz: [],
  xxhash64: [],
  xxhash3: [],
  xxhash128: [],
};

/** A hasher of its own for one body; made anew when all of its kind are in use. */
export function wasm(algorithm: Wasm): Hasher | Promise<Hasher> {
  const waiting = idle[algorithm];
  return waiting.length > 1 ? borrowed(waiting.pop()!, waiting) : make(algorithm);
}

async function make(algorithm: Wasm): Promise<Hasher> {
  const hasher = await MAKERS[algorithm]();
  const waiting = idle[algorithm];
  if (waiting.length === 0) waiting.push(await MAKERS[algorithm]());
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
export function wasmOf(algorithm: Wasm, bytes: Buffer): Buffer {
  const hasher = idle[algorithm][0];
  if (!hasher) throw new Error(`${algorithm} is not loaded: await one hasher of it, from wasm(), first`);
  return Buffer.from(hasher.init().update(bytes).digest('binary'));
}
