/** Reads what a presigned query claims of its signature. */
import type { Refusal } from '../../engine/types.js';
import { parseBasicTime } from '../signing/arithmetic.js';
import { type Pair, unescapeValue } from '../signing/canonical.js';
import { readCredential } from '../signing/credential.js';
import { ALGORITHM, type Claimed, EXPECTED_CREDENTIAL } from '../signing/sigv4.js';

/** A presigned URL's claim, with the time and life it carries in the query. */
export interface Presigned {
  readonly claimed: Claimed;
  /** `X-Amz-Date` as sent. */
  readonly timestamp: string;
  /** Seconds. */
  readonly expires: number;
  /** `X-Amz-Content-Sha256`, where the query carries it. */
  readonly contentSha256: string | undefined;
}

const WEEK = 604800;
const REQUIRED = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Expires',
] as const;

/** Whether any parameter of query signing is there; with one, all are required. */
export function isPresigned(query: string): boolean {
  return (
    query.includes('X-Amz-') && REQUIRED.some((name) => query.startsWith(`${name}=`) || query.includes(`&${name}=`))
  );
}

/** Parameters absent or malformed: `malformed-presign` with the sentence to show (S3-242). */
export function readPresigned(pairs: readonly Pair[]): Presigned | Refusal {
  const given = new Map<string, string>();
  for (const [name, value] of pairs) if (!given.has(name)) given.set(name, unescapeValue(value));
  const [algorithm, credential, signature, timestamp, signedHeaders, life] = REQUIRED.map((name) => given.get(name));
  if (!algorithm || !credential || !signature || !timestamp || !signedHeaders || !life) {
    return malformedQuery(
      `Query-string authentication version 4 requires the ${REQUIRED.slice(0, -1).join(', ')}, and X-Amz-Expires parameters.`,
    );
  }
  if (algorithm === 'AWS4-ECDSA-P256-SHA256') {
    return { rule: 'auth/presigned', fault: 'not-implemented', detail: { header: 'X-Amz-Algorithm' } };
  }
  if (algorithm !== ALGORITHM) {
    return malformedQuery('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
  }
  const scope = readCredential(credential);
  if (!scope) {
    return malformedQuery(
      `Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; ${EXPECTED_CREDENTIAL}`,
    );
  }
  if (Number.isNaN(parseBasicTime(timestamp))) {
    return malformedQuery("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  }
  const expires = /^-?\d+$/.test(life) ? Number(life) : Number.NaN;
  if (Number.isNaN(expires)) return malformedQuery('X-Amz-Expires should be a number');
  if (expires < 0) return malformedQuery('X-Amz-Expires must be non-negative');
  if (expires > WEEK) {
    return malformedQuery(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  }
  return {
    claimed: { where: 'query', ...scope, signedHeaders: signedHeaders.toLowerCase().split(';'), signature },
    timestamp,
    expires,
    contentSha256: given.get('X-Amz-Content-Sha256'),
  };
}

function malformedQuery(message: string): Refusal {
  return { rule: 'auth/presigned', fault: 'malformed-presign', detail: { message } };
}
