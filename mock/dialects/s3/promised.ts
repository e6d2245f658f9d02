/** The digests a client promises in headers, before a byte of the body is read. */
import type { Op, Refusal } from '../../engine/types.js';
import { type Call, isRefusal } from '../dialect.js';
import { trailerNames } from './payload.js';

/** What a body asks for besides its bytes: digests the client promised, from headers. */
export interface Promised {
  /** Content-MD5, base64 as sent. */
  readonly md5?: string;
  /** Checksum algorithms in lower case (`crc32`) → base64 value. */
  readonly checksums: Readonly<Record<string, string>>;
  /** Algorithms whose value follows in the trailer. */
  readonly trailers: readonly string[];
}

const PREFIX = 'x-amz-checksum-';

/** Bytes of each algorithm's digest. */
export const DIGEST_BYTES: Readonly<Record<string, number>> = {
  crc32: 4,
  crc32c: 4,
  crc64nvme: 8,
  sha1: 20,
  sha256: 32,
  sha512: 64,
  md5: 16,
  xxhash64: 8,
  xxhash3: 8,
  xxhash128: 16,
};

/** Headers with the prefix of a checksum that name a setting instead of carrying one. */
const SETTINGS: readonly string[] = ['algorithm', 'type', 'mode'];
/** Operations whose `x-amz-sdk-checksum-algorithm` announces a checksum of the body. */
const WITH_BODY: readonly Op[] = ['put-object', 'upload-part', 'delete-objects', 'put-versioning', 'put-lifecycle'];

/**
 * Reads Content-MD5, `x-amz-checksum-*` and `x-amz-trailer`; refuses what cannot be a digest (S3-059, S3-061, S3-063, S3-064,
 * S3-231). Values stay as sent, in base64.
 */
export function promised(call: Call): Promised | Refusal {
  const { headers } = call.request;
  const md5 = headers['content-md5'];
  if (md5 !== undefined && !isDigest(md5, 16)) {
    return { rule: 'upload-part/content-md5', fault: 'invalid-digest', detail: { digest: md5 } };
  }

  const trailers: string[] = [];
  for (const name of trailerNames(headers['x-amz-trailer'])) {
    const algorithm = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '';
    if (DIGEST_BYTES[algorithm] === undefined) {
      return { rule: 'wire/trailer', fault: 'unsupported-trailer', detail: { trailer: name } };
    }
    trailers.push(algorithm);
  }

  const checksums = readChecksums(call);
  if (isRefusal(checksums)) return checksums;
  const named = [...Object.keys(checksums), ...trailers];
  if (named.length > 1) {
    return invalid('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  }
  const wrong = disagreement(call, named[0]) ?? badValue(call.op, checksums);
  return wrong ?? { ...(md5 === undefined ? {} : { md5 }), checksums, trailers };
}

/** The refusal of a trailer's value, once the body has ended (S3-231). `algorithm` in lower case. */
export function badTrailerValue(algorithm: string, value: string): Refusal | undefined {
  if (isDigest(value, DIGEST_BYTES[algorithm])) return undefined;
  return invalid(`Value for ${PREFIX}${algorithm} trailing header is invalid.`);
}

/** Standard base64 with padding, of exactly so many bytes. */
export function isDigest(text: string, bytes: number | undefined): boolean {
  if (bytes === undefined || text.length !== Math.ceil(bytes / 3) * 4) return false;
  const decoded = Buffer.from(text, 'base64');
  return decoded.length === bytes && decoded.toString('base64') === text;
}

function readChecksums({ request }: Call): Record<string, string> | Refusal {
  const checksums: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || !name.startsWith(PREFIX)) continue;
    const algorithm = name.slice(PREFIX.length);
    if (SETTINGS.includes(algorithm)) continue;
    if (DIGEST_BYTES[algorithm] === undefined) {
      return invalid('The algorithm type you specified in x-amz-checksum- header is invalid.');
    }
    checksums[algorithm] = value;
  }
  return checksums;
}

function disagreement({ op, request }: Call, named: string | undefined): Refusal | undefined {
  const announced = request.headers['x-amz-sdk-checksum-algorithm'];
  if (announced === undefined || !WITH_BODY.includes(op)) return undefined;
  if (named === undefined) {
    return invalid(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  if (announced.toLowerCase() === named) return undefined;
  return invalid('Value for x-amz-sdk-checksum-algorithm header is invalid.');
}

function badValue(op: Op, checksums: Readonly<Record<string, string>>): Refusal | undefined {
  for (const [algorithm, sent] of Object.entries(checksums)) {
    // The value of a composite object, which only Complete carries, ends in its number of parts.
    const value = op === 'complete' ? sent.replace(/-\d{1,5}$/, '') : sent;
    if (isDigest(value, DIGEST_BYTES[algorithm])) continue;
    return { rule: 'wire/checksum-value', fault: 'invalid-checksum', detail: { header: PREFIX + algorithm } };
  }
  return undefined;
}

function invalid(message: string): Refusal {
  return { rule: 'wire/checksum-value', fault: 'invalid-request', detail: { message } };
}
