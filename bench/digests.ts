/** Lines about the digests alone, as the mock computes them: no server, one thread. */
import { hasher } from '../mock/digests/digests.js';
import { alone, type Context, type Row } from './measure.js';
import { LARGE } from './work.js';

const ALGORITHMS = [
  'md5',
  'sha1',
  'sha256',
  'sha512',
  'crc32',
  'crc32c',
  'crc64nvme',
  'xxhash64',
  'xxhash3',
  'xxhash128',
] as const;

/** As they come from a socket. */
const SLICE = 64 * 1024;
const TIMES = 8;

/** MB of a body hashed in a second of processor time, so that other work on the machine weighs little. */
async function rateOf(algorithm: string): Promise<number> {
  const hashing = await hasher(algorithm);
  const { bytes } = LARGE;
  const before = process.cpuUsage();
  for (let i = 0; i < TIMES; i += 1) {
    for (let at = 0; at < bytes.length; at += SLICE) hashing.update(bytes.subarray(at, at + SLICE));
  }
  hashing.digest();
  const { user, system } = process.cpuUsage(before);
  return (TIMES * bytes.length) / (user + system);
}

export async function digests({ rounds }: Context): Promise<Row[]> {
  const rows: Row[] = [];
  for (const algorithm of ALGORITHMS) {
    const rates: number[] = [];
    for (let i = 0; i <= rounds; i += 1) rates.push(await rateOf(algorithm));
    const what = `${algorithm.toUpperCase()} of a body in slices of 64 KiB`;
    rows.push(alone({ name: `digest-${algorithm}`, what, unit: 'MB/s' }, rates.slice(1)));
  }
  return rows;
}
