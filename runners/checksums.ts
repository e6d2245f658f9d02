/**
 * The harness's own additional checksums, none by the code the mock computes them with: CRCs by plain tables, xxHash from its
 * specification, MD5 and SHA by hash-wasm where the mock uses OpenSSL's. A whole object is hashed byte after byte, never combined.
 */
import { createMD5, createSHA1, createSHA256, createSHA512, type IHasher } from 'hash-wasm';
import { type BodySpec, bytesOf, describeBody, sizeOf, wholeBody } from './body.js';
import { Crc } from './digests/crc.js';
import { xxh3of64, xxh3of128 } from './digests/xxh3.js';
import { xxhash64 } from './digests/xxhash64.js';

/** Names as `x-amz-checksum-algorithm` takes them (S3-139). */
export const ALGORITHMS = [
  'CRC32',
  'CRC32C',
  'CRC64NVME',
  'SHA1',
  'SHA256',
  'SHA512',
  'MD5',
  'XXHASH64',
  'XXHASH3',
  'XXHASH128',
] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** CRC-64/XZ, by which OSS sums everything; written as an unsigned decimal number (OSS-094). */
export const OSS_CRC = 'CRC64ECMA';
export type Summable = Algorithm | typeof OSS_CRC;

export const CHECKSUM_TYPES = ['COMPOSITE', 'FULL_OBJECT'] as const;
export type ChecksumType = (typeof CHECKSUM_TYPES)[number];

/** Algorithm → value as it stands on the wire. */
export type Checksums = Readonly<Record<string, string>>;

export function isAlgorithm(name: string): name is Algorithm {
  return (ALGORITHMS as readonly string[]).includes(name);
}

/** The header that carries a checksum. */
export function checksumHeader(algorithm: string): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** The checksum of bodies one after another, as it stands on the wire: base64 for S3 (S3-142), decimal for OSS. */
export async function checksumOf(algorithm: Summable, bodies: readonly BodySpec[]): Promise<string> {
  const digest = await digestOf(algorithm, bodies);
  return algorithm === OSS_CRC ? digest.readBigUInt64BE().toString() : digest.toString('base64');
}

/** The checksum of the parts' checksums, with their number (S3-141). A part may be made of several bodies. */
export async function compositeOf(algorithm: Algorithm, parts: readonly (readonly BodySpec[])[]): Promise<string> {
  const digests: Buffer[] = [];
  for (const bodies of parts) digests.push(await digestOf(algorithm, bodies));
  const digest = await hashed(algorithm, [Buffer.concat(digests)]);
  return `${digest.toString('base64')}-${parts.length}`;
}

/** A checksum of the same form and another value. */
export function spoiled(value: string): string {
  if (/^\d+$/.test(value)) return (BigInt(value) ^ 1n).toString();
  const [digest = '', ...count] = value.split('-');
  const bytes = Buffer.from(digest, 'base64');
  bytes[0] = bytes[0]! ^ 1;
  return [bytes.toString('base64'), ...count].join('-');
}

/** The checksum of bytes at hand, in base64. */
export async function checksumOfBytes(algorithm: Algorithm, data: Buffer): Promise<string> {
  return (await hashed(algorithm, [data])).toString('base64');
}

const kept = new Map<string, Buffer>();
const SLICE = 1024 * 1024;

/** Scenarios send the same few bodies again and again. */
async function digestOf(algorithm: Summable, bodies: readonly BodySpec[]): Promise<Buffer> {
  const id = `${algorithm} ${JSON.stringify(bodies.map((body) => [body.kind, describeBody(body)]))}`;
  let digest = kept.get(id);
  if (digest === undefined) {
    digest = await hashed(algorithm, slicesOf(bodies));
    kept.set(id, digest);
  }
  return digest;
}

function* slicesOf(bodies: readonly BodySpec[]): Generator<Buffer> {
  for (const body of bodies) {
    const size = sizeOf(body);
    if (size <= 8 * SLICE) yield wholeBody(body);
    else for (let at = 0; at < size; at += SLICE) yield bytesOf(body, at, SLICE);
  }
}

async function hashed(algorithm: Summable, slices: Iterable<Buffer>): Promise<Buffer> {
  switch (algorithm) {
    case 'CRC32':
    case 'CRC32C':
    case 'CRC64NVME':
    case OSS_CRC: {
      const crc = new Crc(algorithm);
      for (const slice of slices) crc.update(slice);
      return crc.digest();
    }
    case 'MD5':
      return streamed(await createMD5(), slices);
    case 'SHA1':
      return streamed(await createSHA1(), slices);
    case 'SHA256':
      return streamed(await createSHA256(), slices);
    case 'SHA512':
      return streamed(await createSHA512(), slices);
    case 'XXHASH64':
      return xxhash64(Buffer.concat([...slices]));
    case 'XXHASH3':
      return xxh3of64(Buffer.concat([...slices]));
    case 'XXHASH128':
      return xxh3of128(Buffer.concat([...slices]));
  }
}

function streamed(hasher: IHasher, slices: Iterable<Buffer>): Buffer {
  hasher.init();
  for (const slice of slices) hasher.update(slice);
  return Buffer.from(hasher.digest('binary'));
}
