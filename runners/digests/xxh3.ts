/**
 * XXH3 of 64 and of 128 bits with seed 0 and the default secret, from its specification
 * (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md). Short inputs go through formulas of their own, which
 * composite checksums need: what is hashed there is a few digests.
 */
import {
  avalanche64,
  bytesOfWords,
  folded,
  PRIME32_1,
  PRIME32_2,
  PRIME32_3,
  PRIME64_1,
  PRIME64_2,
  PRIME64_3,
  PRIME64_4,
  PRIME64_5,
  product,
  rotated,
  shifted,
  swapped,
  times,
  word,
} from './words.js';

// The specification's default secret: 192 bytes without structure.
const SECRET = Buffer.from(
  [
    'b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f',
    'cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c',
    '3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8',
    'a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364',
    'eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e',
    '2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e',
  ].join(''),
  'hex',
);
const MX1 = 0x165667919e3779f9n;
const MX2 = 0x9fb21c651e98df25n;

const STRIPE = 64;
const STRIPES_PER_BLOCK = (SECRET.length - STRIPE) / 8;
const BLOCK = STRIPE * STRIPES_PER_BLOCK;

const key = (at: number): bigint => SECRET.readBigUInt64LE(at);
const key32 = (at: number): bigint => BigInt(SECRET.readUInt32LE(at));
const low32 = (value: bigint): bigint => value & 0xffffffffn;

/** Eight bytes, the most significant first. */
export function xxh3of64(data: Buffer): Buffer {
  return bytesOfWords(hash64(data));
}

/** Sixteen bytes, the most significant first. */
export function xxh3of128(data: Buffer): Buffer {
  const { low, high } = hash128(data);
  return bytesOfWords(high, low);
}

interface Pair {
  low: bigint;
  high: bigint;
}

function hash64(data: Buffer): bigint {
  const size = data.length;
  const length = BigInt(size);
  if (size === 0) return avalanche64(key(56) ^ key(64));
  if (size <= 3) return avalanche64(key32(0) ^ key32(4) ^ fewBytes(data));
  if (size <= 8) {
    const input = BigInt(data.readUInt32LE(size - 4)) | (BigInt(data.readUInt32LE(0)) << 32n);
    const mixed = key(8) ^ key(16) ^ input;
    const once = times(mixed ^ rotated(mixed, 49n) ^ rotated(mixed, 24n), MX2);
    return shifted(times(once ^ word((once >> 35n) + length), MX2), 28n);
  }
  if (size <= 16) {
    const low = key(24) ^ key(32) ^ data.readBigUInt64LE(0);
    const high = key(40) ^ key(48) ^ data.readBigUInt64LE(size - 8);
    return avalanche(word(length + swapped(low, 8) + high + folded(low, high)));
  }
  if (size <= 240) return avalanche(mixed16(data));
  return merged(accumulated(data), 11, times(length, PRIME64_1));
}

function hash128(data: Buffer): Pair {
  const size = data.length;
  const length = BigInt(size);
  if (size === 0) return { low: avalanche64(key(64) ^ key(72)), high: avalanche64(key(80) ^ key(88)) };
  if (size <= 3) {
    const few = fewBytes(data);
    const turned = swapped(few, 4);
    const other = low32((turned << 13n) | (turned >> 19n));
    return { low: avalanche64(few ^ key32(0) ^ key32(4)), high: avalanche64(other ^ key32(8) ^ key32(12)) };
  }
  if (size <= 8) return upTo8(data, length);
  if (size <= 16) return upTo16(data, length);
  if (size <= 240) return upTo240(data, length);
  const lanes = accumulated(data);
  return {
    low: merged(lanes, 11, times(length, PRIME64_1)),
    high: merged(lanes, SECRET.length - STRIPE - 11, word(~times(length, PRIME64_2))),
  };
}

function upTo8(data: Buffer, length: bigint): Pair {
  const input = BigInt(data.readUInt32LE(0)) | (BigInt(data.readUInt32LE(data.length - 4)) << 32n);
  const { low, high } = product(key(16) ^ key(24) ^ input, word(PRIME64_1 + (length << 2n)));
  const upper = word(high + word(low << 1n));
  const lower = times(shifted(low ^ (upper >> 3n), 35n), MX2);
  return { low: shifted(lower, 28n), high: avalanche(upper) };
}

function upTo16(data: Buffer, length: bigint): Pair {
  const first = data.readBigUInt64LE(0);
  const last = data.readBigUInt64LE(data.length - 8);
  const { low, high } = product(first ^ last ^ key(32) ^ key(40), PRIME64_1);
  const flipped = last ^ key(48) ^ key(56);
  const upper = word(high + flipped + times(low32(flipped), PRIME32_2 - 1n));
  const lower = word(low + ((length - 1n) << 54n)) ^ swapped(upper, 8);
  const end = product(lower, PRIME64_2);
  return { low: avalanche(end.low), high: avalanche(word(end.high + times(upper, PRIME64_2))) };
}

function upTo240(data: Buffer, length: bigint): Pair {
  const size = data.length;
  const sum: Pair = { low: times(length, PRIME64_1), high: 0n };
  const mix = (one: number, two: number, secret: number) => {
    sum.low = word(sum.low + mix16(data, one, secret)) ^ wordsAt(data, two);
    sum.high = word(sum.high + mix16(data, two, secret + 16)) ^ wordsAt(data, one);
  };
  if (size <= 128) {
    for (let pair = Math.ceil(size / 32) - 1; pair >= 0; pair--) mix(16 * pair, size - 16 * (pair + 1), 32 * pair);
  } else {
    for (let i = 0; i < 4; i++) mix(32 * i, 32 * i + 16, 32 * i);
    sum.low = avalanche(sum.low);
    sum.high = avalanche(sum.high);
    for (let i = 4; i < Math.floor(size / 32); i++) mix(32 * i, 32 * i + 16, 3 + 32 * (i - 4));
    mix(size - 16, size - 32, 103);
  }
  const high = times(sum.low, PRIME64_1) + times(sum.high, PRIME64_4) + times(length, PRIME64_2);
  return { low: avalanche(word(sum.low + sum.high)), high: word(-avalanche(word(high))) };
}

/** The sum that 17 to 240 bytes make in the 64-bit form, before its avalanche. */
function mixed16(data: Buffer): bigint {
  const size = data.length;
  let sum = times(BigInt(size), PRIME64_1);
  if (size <= 128) {
    for (let pair = Math.ceil(size / 32) - 1; pair >= 0; pair--) {
      sum += mix16(data, 16 * pair, 32 * pair) + mix16(data, size - 16 * (pair + 1), 32 * pair + 16);
    }
    return word(sum);
  }
  for (let i = 0; i < 8; i++) sum += mix16(data, 16 * i, 16 * i);
  sum = avalanche(word(sum));
  for (let i = 8; i < Math.floor(size / 16); i++) sum += mix16(data, 16 * i, 16 * (i - 8) + 3);
  return word(sum + mix16(data, size - 16, 119));
}

function mix16(data: Buffer, at: number, secret: number): bigint {
  return folded(data.readBigUInt64LE(at) ^ key(secret), data.readBigUInt64LE(at + 8) ^ key(secret + 8));
}

/** One to three bytes and how many they are, in 32 bits. */
function fewBytes(data: Buffer): bigint {
  const size = data.length;
  const value = (data[0]! << 16) | (data[size >> 1]! << 24) | data[size - 1]! | (size << 8);
  return BigInt(value >>> 0);
}

const wordsAt = (data: Buffer, at: number) => word(data.readBigUInt64LE(at) + data.readBigUInt64LE(at + 8));

/** The eight lanes that more than 240 bytes leave. */
function accumulated(data: Buffer): BigUint64Array {
  // Each element wraps at 64 bits by itself.
  const lanes = BigUint64Array.of(
    PRIME32_3,
    PRIME64_1,
    PRIME64_2,
    PRIME64_3,
    PRIME64_4,
    PRIME32_2,
    PRIME64_5,
    PRIME32_1,
  );
  const blocks = Math.floor((data.length - 1) / BLOCK);
  for (let block = 0; block < blocks; block++) {
    for (let i = 0; i < STRIPES_PER_BLOCK; i++) accumulate(lanes, data, block * BLOCK + i * STRIPE, 8 * i);
    for (let i = 0; i < 8; i++) {
      lanes[i] = (shifted(lanes[i]!, 47n) ^ key(SECRET.length - STRIPE + 8 * i)) * PRIME32_1;
    }
  }
  const rest = blocks * BLOCK;
  const stripes = Math.floor((data.length - 1 - rest) / STRIPE);
  for (let i = 0; i < stripes; i++) accumulate(lanes, data, rest + i * STRIPE, 8 * i);
  accumulate(lanes, data, data.length - STRIPE, SECRET.length - STRIPE - 7);
  return lanes;
}

function accumulate(lanes: BigUint64Array, data: Buffer, at: number, secret: number): void {
  for (let i = 0; i < 8; i++) {
    const input = data.readBigUInt64LE(at + 8 * i);
    const keyed = input ^ key(secret + 8 * i);
    lanes[i ^ 1] = lanes[i ^ 1]! + input;
    lanes[i] = lanes[i]! + low32(keyed) * (keyed >> 32n);
  }
}

function merged(lanes: BigUint64Array, secret: number, start: bigint): bigint {
  let sum = start;
  for (let i = 0; i < 8; i += 2) {
    sum += folded(lanes[i]! ^ key(secret + 8 * i), lanes[i + 1]! ^ key(secret + 8 * (i + 1)));
  }
  return avalanche(word(sum));
}

function avalanche(value: bigint): bigint {
  return shifted(times(shifted(value, 37n), MX1), 32n);
}
