/**
 * Digests of a body while it arrives, each by the fastest implementation at hand (see docs/bench.md). The harness computes its
 * own with another.
 */
import { createHash, type Hash, hash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Digests } from '../engine/types.js';
import { TreeHash } from './tree.js';
import { isWasm, wasm, wasmOf } from './wasm.js';

const require = createRequire(import.meta.url);

export interface Hasher {
  update(chunk: Buffer): unknown;
  /** Ends the hasher. CRCs and xxHash come with the most significant byte first. */
  digest(): Buffer;
}

/** Native code, loaded when a client first asks for it. */
const native = (): typeof import('@node-rs/crc32') => require('@node-rs/crc32');

const HASHERS: Readonly<Record<string, () => Hasher>> = {
  md5: () => createHash('md5'),
  sha1: () => createHash('sha1'),
  sha256: () => createHash('sha256'),
  sha512: () => createHash('sha512'),
  crc32: () => crc(native().crc32),
  crc32c: () => crc(native().crc32c),
  sha256tree: () => new TreeHash(),
};

/** Whether {@link digester} knows the algorithm, by its lower-case name. */
export function computable(algorithm: string): boolean {
  return Object.hasOwn(HASHERS, algorithm) || isWasm(algorithm);
}

/** A hasher of a {@link computable} algorithm; those in WebAssembly may have to be waited for. */
export function hasher(algorithm: string): Hasher | Promise<Hasher> {
  return isWasm(algorithm) ? wasm(algorithm) : HASHERS[algorithm]!();
}

/** The digest of a few bytes, most significant byte first. @throws Error where {@link wasmOf} does. */
export function digestOf(algorithm: string, bytes: Buffer): Buffer {
  if (isWasm(algorithm)) return wasmOf(algorithm, bytes);
  const one = HASHERS[algorithm]!();
  one.update(bytes);
  return one.digest();
}

export interface Digester {
  update(chunk: Buffer): void;
  finish(): Digests;
}

/**
 * Hashes a body in any pieces. `md5` (hex) is always among the digests, the others are base64, CRCs big-endian; algorithms
 * not {@link computable} are left out. The answer is a promise only where a hasher must be loaded.
 */
export function digester(algorithms: readonly string[]): Digester | Promise<Digester> {
  const names = [...new Set(algorithms)].filter((algorithm) => algorithm !== 'md5' && computable(algorithm));
  if (names.length === 0) return together([], []);
  const hashers = names.map(hasher);
  return hashers.every((one) => !(one instanceof Promise))
    ? together(names, hashers as Hasher[])
    : Promise.all(hashers).then((loaded) => together(names, loaded));
}

function together(names: readonly string[], hashers: readonly Hasher[]): Digester {
  const md5 = hashInPieces('md5');
  return {
    update(chunk) {
      md5.update(chunk);
      for (const hasher of hashers) hasher.update(chunk);
    },
    finish() {
      const digests: Record<string, string> = {};
      for (let i = 0; i < names.length; i += 1) digests[names[i]!] = hashers[i]!.digest().toString('base64');
      return { ...digests, md5: md5.hex() };
    },
  };
}

/** A hash of a body in any pieces. Most small bodies come in one, which costs half as much when hashed in one go. */
export function hashInPieces(algorithm: string): { update(chunk: Buffer): void; hex(): string } {
  let only: Buffer | undefined;
  let running: Hash | undefined;
  return {
    update(chunk) {
      if (running) running.update(chunk);
      else if (only === undefined) only = chunk;
      else {
        running = createHash(algorithm).update(only).update(chunk);
        only = undefined;
      }
    },
    hex: () => running?.digest('hex') ?? hash(algorithm, only ?? EMPTY, 'hex'),
  };
}

const EMPTY = Buffer.alloc(0);

/** A CRC whose function takes the value so far. */
function crc(next: (chunk: Buffer, before: number) => number): Hasher {
  let value = 0;
  return {
    update(chunk) {
      value = next(chunk, value);
    },
    digest() {
      const bytes = Buffer.allocUnsafe(4);
      bytes.writeUInt32BE(value >>> 0);
      return bytes;
    },
  };
}
