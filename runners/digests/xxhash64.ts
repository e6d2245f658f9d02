/** XXH64 with seed 0, from its specification (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md). */
import {
  avalanche64,
  bytesOfWords,
  PRIME64_1,
  PRIME64_2,
  PRIME64_3,
  PRIME64_4,
  PRIME64_5,
  rotated,
  times,
  word,
} from './words.js';

const STRIPE = 32;

/** Eight bytes, the most significant first. */
export function xxhash64(data: Buffer): Buffer {
  let at = 0;
  let sum = PRIME64_5;
  if (data.length >= STRIPE) {
    const lanes = [word(PRIME64_1 + PRIME64_2), PRIME64_2, 0n, word(-PRIME64_1)];
    for (; at + STRIPE <= data.length; at += STRIPE) {
      for (let lane = 0; lane < 4; lane++) lanes[lane] = round(lanes[lane]!, data.readBigUInt64LE(at + 8 * lane));
    }
    const [a, b, c, d] = lanes as [bigint, bigint, bigint, bigint];
    sum = word(rotated(a, 1n) + rotated(b, 7n) + rotated(c, 12n) + rotated(d, 18n));
    for (const lane of lanes) sum = word(times(sum ^ round(0n, lane), PRIME64_1) + PRIME64_4);
  }
  sum = word(sum + BigInt(data.length));
  for (; at + 8 <= data.length; at += 8) {
    sum = word(times(rotated(sum ^ round(0n, data.readBigUInt64LE(at)), 27n), PRIME64_1) + PRIME64_4);
  }
  if (at + 4 <= data.length) {
    sum ^= times(BigInt(data.readUInt32LE(at)), PRIME64_1);
    sum = word(times(rotated(sum, 23n), PRIME64_2) + PRIME64_3);
    at += 4;
  }
  for (; at < data.length; at++) {
    sum = times(rotated(sum ^ times(BigInt(data[at]!), PRIME64_5), 11n), PRIME64_1);
  }
  return bytesOfWords(avalanche64(sum));
}

function round(lane: bigint, input: bigint): bigint {
  return times(rotated(word(lane + times(input, PRIME64_2)), 31n), PRIME64_1);
}
