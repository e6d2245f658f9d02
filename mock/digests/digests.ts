/** Digests of a body while it arrives. The harness computes its own with another implementation. */
import { createHash, type Hash, hash } from 'node:crypto';
import { createRequire } from 'node:module';
import { crc32 } from 'node:zlib';
import type { Digests } from '../engine/types.js';
import { Crc64Nvme } from './crc64.js';
import { TreeHash } from './tree.js';

const require = createRequire(import.meta.url);

interface Hasher {
  update(chunk: Buffer): unknown;
  digest(): Buffer;
}

const HASHERS: Readonly<Record<string, () => Hasher>> = {
  md5: () => createHash('md5'),
  sha1: () => createHash('sha1'),
  sha256: () => createHash('sha256'),
  sha512: () => createHash('sha512'),
  crc32: () => crc(crc32),
  // Native code, loaded when a client first asks for it.
  crc32c: () => crc((require('@node-rs/crc32') as typeof import('@node-rs/crc32')).crc32c),
  crc64nvme: () => new Crc64Nvme(),
  sha256tree: () => new TreeHash(),
};

/** Whether {@link digester} knows the algorithm, by its lower-case name. */
export function computable(algorithm: string): boolean {
  return Object.hasOwn(HASHERS, algorithm);
}

/**
 * Hashes a body in any pieces. `md5` (hex) is always among the digests, the others are base64, CRCs big-endian; algorithms
 * not {@link computable} are left out.
 */
export function digester(algorithms: readonly string[]): { update(chunk: Buffer): void; finish(): Digests } {
  const md5 = hashInPieces('md5');
  const others = new Map<string, Hasher>();
  for (const algorithm of algorithms) {
    if (algorithm !== 'md5' && computable(algorithm)) others.set(algorithm, HASHERS[algorithm]!());
  }
  return {
    update(chunk) {
      md5.update(chunk);
      for (const hasher of others.values()) hasher.update(chunk);
    },
    finish() {
      const digests: Record<string, string> = {};
      for (const [algorithm, hasher] of others) digests[algorithm] = hasher.digest().toString('base64');
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
