/**
 * Bodies that need not be kept: any byte of one can be computed again from its description. Seeded bytes are an AES-128-CTR
 * key stream, so they do not compress and every position differs; `fill` repeats one byte, `count` counts, `text` is
 * literal.
 */
import { createCipheriv, createHash } from 'node:crypto';
import { createMD5 } from 'hash-wasm';

export type BodySpec =
  | { readonly kind: 'seed'; readonly seed: string; readonly size: number }
  | { readonly kind: 'fill'; readonly byte: number; readonly size: number }
  | { readonly kind: 'text'; readonly text: string }
  /** Byte `i` is `floor(i / step) mod modulus`: what published digests are of. */
  | { readonly kind: 'count'; readonly step: number; readonly modulus: number; readonly size: number }
  /** Bytes `[first, first + length)` of another body. */
  | { readonly kind: 'slice'; readonly of: BodySpec; readonly first: number; readonly length: number };

const BLOCK = 16;
/** Whole bodies up to this many bytes in all are kept between uses: scenarios ask for the same few again and again. */
const CACHE_BYTES = 96 * 1024 * 1024;

/** Bytes in the body. */
export function sizeOf(spec: BodySpec): number {
  if (spec.kind === 'slice') return Math.max(0, Math.min(spec.length, sizeOf(spec.of) - spec.first));
  return spec.kind === 'text' ? Buffer.byteLength(spec.text) : spec.size;
}

/** A few words for evidence: `5242880 bytes, seed part-1`. */
export function describeBody(spec: BodySpec): string {
  switch (spec.kind) {
    case 'seed':
      return `${spec.size} bytes, seed ${spec.seed}`;
    case 'fill':
      return `${spec.size} bytes, each 0x${spec.byte.toString(16).padStart(2, '0')}`;
    case 'text':
      return spec.text;
    case 'count':
      return `${spec.size} bytes, counting every ${spec.step} modulo ${spec.modulus}`;
    case 'slice':
      return `bytes ${spec.first} to ${spec.first + spec.length - 1} of (${describeBody(spec.of)})`;
  }
}

/** Bytes `[first, first + length)` of a body, cut at its end. */
export function bytesOf(spec: BodySpec, first = 0, length = sizeOf(spec) - first): Buffer {
  const size = sizeOf(spec);
  const end = Math.min(size, first + length);
  if (first >= end) return Buffer.alloc(0);
  if (spec.kind === 'text') return Buffer.from(spec.text).subarray(first, end);
  if (spec.kind === 'slice') return bytesOf(spec.of, spec.first + first, end - first);
  if (spec.kind === 'fill') return Buffer.alloc(end - first, spec.byte);
  if (spec.kind === 'count') {
    const bytes = Buffer.allocUnsafe(end - first);
    for (let i = first; i < end; i += 1) bytes[i - first] = Math.floor(i / spec.step) % spec.modulus;
    return bytes;
  }
  const key = createHash('sha256').update(spec.seed).digest().subarray(0, BLOCK);
  const counter = Buffer.alloc(BLOCK);
  counter.writeBigUInt64BE(BigInt(Math.floor(first / BLOCK)), 8);
  const lead = first % BLOCK;
  const stream = createCipheriv('aes-128-ctr', key, counter).update(Buffer.alloc(lead + end - first));
  return stream.subarray(lead);
}

const cache = new Map<string, Buffer>();
let cached = 0;

/** The whole body; kept for the next caller while the cache has room. Callers must not write to it. */
export function wholeBody(spec: BodySpec): Buffer {
  if (spec.kind === 'text') return Buffer.from(spec.text);
  const id = describeBody(spec);
  const known = cache.get(id);
  if (known) return known;
  const bytes = bytesOf(spec);
  for (const [oldest, held] of cache) {
    if (cached + bytes.length <= CACHE_BYTES) break;
    cache.delete(oldest);
    cached -= held.length;
  }
  if (bytes.length <= CACHE_BYTES) {
    cache.set(id, bytes);
    cached += bytes.length;
  }
  return bytes;
}

const md5s = new Map<string, string>();
const SLICE = 1024 * 1024;

/**
 * MD5 of a body as lower-case hex, by hash-wasm: the mock's MD5 is OpenSSL's, and the two witnesses must not share one.
 */
export async function md5Of(spec: BodySpec): Promise<string> {
  const id = spec.kind === 'text' ? `text:${spec.text}` : describeBody(spec);
  const known = md5s.get(id);
  if (known) return known;
  const hasher = await createMD5();
  const size = sizeOf(spec);
  if (cache.has(id) || size <= SLICE) hasher.update(wholeBody(spec));
  else for (let at = 0; at < size; at += SLICE) hasher.update(bytesOf(spec, at, SLICE));
  const digest = hasher.digest('hex');
  md5s.set(id, digest);
  return digest;
}

/**
 * Whether `content` is exactly these bodies one after another.
 *
 * @returns undefined when it is, else where the first difference is, in words.
 */
export function contentDifference(content: Buffer, bodies: readonly BodySpec[]): string | undefined {
  const total = bodies.reduce((sum, body) => sum + sizeOf(body), 0);
  let at = 0;
  for (const [index, body] of bodies.entries()) {
    const expected = wholeBody(body);
    const actual = content.subarray(at, at + expected.length);
    if (!actual.equals(expected.subarray(0, actual.length))) {
      const offset = actual.findIndex((byte, i) => byte !== expected[i]);
      return `byte ${at + offset} differs (byte ${offset} of piece ${index + 1}, ${describeBody(body)})`;
    }
    at += expected.length;
  }
  return content.length === total ? undefined : `${content.length} bytes instead of ${total}`;
}
