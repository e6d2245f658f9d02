/** The checksum of an object from those of its parts, without their bytes. */
import { combine } from './combine.js';
import { digestOf } from './digests.js';

/**
 * A COMPOSITE checksum without its suffix: the algorithm over the concatenated digests of the parts (S3-141).
 *
 * @param checksums base64, as on the wire; so is the result.
 */
export function compositeOf(algorithm: string, checksums: readonly string[]): string {
  const digests = Buffer.concat(checksums.map((checksum) => Buffer.from(checksum, 'base64')));
  return digestOf(algorithm, digests).toString('base64');
}

/**
 * A FULL_OBJECT checksum: the CRC of the whole from those of its parts (S3-142).
 *
 * @param parts checksums in base64 and sizes in bytes; the result is base64.
 */
export function fullOf(
  algorithm: string,
  parts: readonly { readonly checksum: string; readonly size: number }[],
): string {
  if (parts.length === 1) return parts[0]!.checksum;
  const summed = parts.map(({ checksum, size }) => ({ crc: Buffer.from(checksum, 'base64'), size }));
  return combine(algorithm, summed).toString('base64');
}
