/** Arithmetic on unsigned 64-bit words, as the xxHash family is specified in. */
const MASK = 0xffffffffffffffffn;

export const PRIME32_1 = 0x9e3779b1n;
export const PRIME32_2 = 0x85ebca77n;
export const PRIME32_3 = 0xc2b2ae3dn;
export const PRIME64_1 = 0x9e3779b185ebca87n;
export const PRIME64_2 = 0xc2b2ae3d27d4eb4fn;
export const PRIME64_3 = 0x165667b19e3779f9n;
export const PRIME64_4 = 0x85ebca77c2b2ae63n;
export const PRIME64_5 = 0x27d4eb2f165667c5n;

/** The low 64 bits. */
export const word = (value: bigint): bigint => value & MASK;
export const times = (a: bigint, b: bigint): bigint => (a * b) & MASK;
export const rotated = (value: bigint, bits: bigint): bigint => ((value << bits) | (value >> (64n - bits))) & MASK;
export const shifted = (value: bigint, bits: bigint): bigint => value ^ (value >> bits);

/** The bytes of a word in the other order; `bytes` of them. */
export function swapped(value: bigint, bytes: 4 | 8): bigint {
  let result = 0n;
  for (let i = 0; i < bytes; i++) result = (result << 8n) | ((value >> BigInt(8 * i)) & 0xffn);
  return result;
}

/** Both halves of a product of 128 bits. */
export function product(a: bigint, b: bigint): { low: bigint; high: bigint } {
  const whole = a * b;
  return { low: whole & MASK, high: whole >> 64n };
}

/** Both halves of a product of 128 bits, laid over each other. */
export function folded(a: bigint, b: bigint): bigint {
  const { low, high } = product(a, b);
  return low ^ high;
}

/** How XXH64 ends, and XXH3 for the shortest inputs. */
export function avalanche64(value: bigint): bigint {
  const once = times(shifted(value, 33n), PRIME64_2);
  return shifted(times(shifted(once, 29n), PRIME64_3), 32n);
}

/** Words as bytes, the most significant first: the canonical form of the family. */
export function bytesOfWords(...words: readonly bigint[]): Buffer {
  const bytes = Buffer.alloc(8 * words.length);
  for (const [i, one] of words.entries()) bytes.writeBigUInt64BE(one, 8 * i);
  return bytes;
}
