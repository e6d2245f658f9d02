/** The digests a client promises in headers, before a byte of the body is read. */
import type { Checksum, Op, Refusal } from '../../engine/types.js';
import { type Call, isRefusal } from '../dialect.js';
import { sentChecksums } from './checksum-headers.js';
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

/** Operations whose `x-amz-sdk-checksum-algorithm` announces a checksum of the body. */
const WITH_BODY: readonly Op[] = [
  ...(['put-object', 'upload-part', 'delete-objects', 'put-versioning', 'put-lifecycle'] as const),
  ...(['put-policy', 'put-payment'] as const),
];

/**
 * Reads Content-MD5, `x-amz-checksum-*` and `x-amz-trailer`; refuses what cannot be a digest (S3-059, S3-061, S3-063, S3-064,
 * S3-231). Values stay as sent, in base64.
 */
export function promised(call: Call): Promised | Refusal {
  const { headers } = call.request;
  const md5 = promisedMd5(call);
  if (isRefusal(md5)) return md5;

  const trailers: string[] = [];
  for (const name of trailerNames(headers['x-amz-trailer'])) {
    const algorithm = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '';
    if (DIGEST_BYTES[algorithm] === undefined) {
      return { rule: 'wire/trailer', fault: 'unsupported-trailer', detail: { trailer: name } };
    }
    trailers.push(algorithm);
  }

  const sent = sentChecksums(headers);
  const unknown = sent.find(({ algorithm }) => DIGEST_BYTES[algorithm] === undefined);
  if (unknown) return { rule: 'checksum/algorithm', fault: 'checksum-header-unknown', detail: {} };
  const named = [...sent.map(({ algorithm }) => algorithm), ...trailers];
  if (named.length > 1) return { rule: 'checksum/single', fault: 'several-checksums', detail: {} };
  const wrong = disagreement(call, named[0]) ?? badValue(call.op, sent);
  if (wrong) return wrong;
  // That of a Complete is about the object, and not about the list that is its body.
  const ofBody = call.op === 'complete' ? [] : sent;
  const checksums = Object.fromEntries(ofBody.map(({ algorithm, value }) => [algorithm, value]));
  return { ...md5, checksums, trailers };
}

/** Content-MD5 alone, for a provider that takes no notice of other checksums. */
export function promisedMd5({ request }: Call): Promised | Refusal {
  const md5 = request.headers['content-md5'];
  if (md5 !== undefined && !isDigest(md5, 16)) {
    return { rule: 'upload-part/content-md5', fault: 'invalid-digest', detail: { digest: md5 } };
  }
  return { ...(md5 !== undefined && { md5 }), checksums: {}, trailers: [] };
}

/** The refusal of a trailer's value, once the body has ended (S3-231). `algorithm` in lower case. */
export function badTrailerValue(algorithm: string, value: string): Refusal | undefined {
  if (isDigest(value, DIGEST_BYTES[algorithm])) return undefined;
  return malformed({ message: `Value for ${PREFIX}${algorithm} trailing header is invalid.` });
}

/** Standard base64 with padding, of exactly so many bytes. */
export function isDigest(text: string, bytes: number | undefined): boolean {
  if (bytes === undefined || text.length !== Math.ceil(bytes / 3) * 4) return false;
  const decoded = Buffer.from(text, 'base64');
  return decoded.length === bytes && decoded.toString('base64') === text;
}

function disagreement({ op, request }: Call, named: string | undefined): Refusal | undefined {
  const announced = request.headers['x-amz-sdk-checksum-algorithm'];
  if (announced === undefined || !WITH_BODY.includes(op)) return undefined;
  if (named === undefined) return announcement(NOTHING_FOUND);
  return announced.toLowerCase() === named
    ? undefined
    : announcement('Value for x-amz-sdk-checksum-algorithm header is invalid.');
}

const NOTHING_FOUND =
  'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.';

function announcement(message: string): Refusal {
  return { rule: 'checksum/announced', fault: 'checksum-announcement', detail: { message } };
}

function badValue(op: Op, sent: readonly Checksum[]): Refusal | undefined {
  for (const { algorithm, value } of sent) {
    // The value of a composite object, which only Complete carries, ends in its number of parts.
    const digest = op === 'complete' ? value.replace(/-\d{1,5}$/, '') : value;
    if (!isDigest(digest, DIGEST_BYTES[algorithm])) return malformed({ header: PREFIX + algorithm });
  }
  return undefined;
}

function malformed(detail: Refusal['detail']): Refusal {
  return { rule: 'checksum/value-form', fault: 'invalid-checksum', detail };
}
