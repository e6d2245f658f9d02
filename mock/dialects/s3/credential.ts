/** Reads what a request claims of its signature: from the Authorization header or from a presigned query. */
import type { Refusal } from '../../engine/types.js';
import { type Pair, unescapeValue } from './canonical.js';
import { ALGORITHM, type Claimed, parseBasicTime } from './sigv4.js';

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

const EXPECTED_CREDENTIAL = 'expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".';
const WEEK = 604800;
const REQUIRED = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-Date',
  'X-Amz-SignedHeaders',
  'X-Amz-Expires',
] as const;

/** `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`; spaces after commas are optional. */
export function readAuthorization(header: string): Claimed | Refusal {
  const parts = new Map<string, string>();
  for (const part of header.slice(ALGORITHM.length).split(',')) {
    const equals = part.indexOf('=');
    if (equals !== -1) parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  const credential = parts.get('Credential');
  const signedHeaders = parts.get('SignedHeaders');
  const signature = parts.get('Signature');
  if (!credential || !signedHeaders || !signature) {
    return malformedHeader(
      'the authorization header requires three components: Credential, SignedHeaders, and Signature.',
    );
  }
  const scope = readCredential(credential);
  if (!scope) return malformedHeader(`the Credential is mal-formed; ${EXPECTED_CREDENTIAL}`);
  return { where: 'header', ...scope, signedHeaders: signedHeaders.toLowerCase().split(';'), signature };
}

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

export function malformedHeader(problem: string): Refusal {
  const message = `The authorization header is malformed; ${problem}`;
  return { rule: 'auth/malformed', fault: 'malformed-authorization', detail: { message } };
}

function malformedQuery(message: string): Refusal {
  return { rule: 'auth/presigned', fault: 'malformed-presign', detail: { message } };
}

/** The scope is read from the right: an access key may hold slashes, the scope may not. */
function readCredential(text: string) {
  const parts = text.split('/');
  const [date, region, service, terminator] = parts.slice(-4);
  const accessKey = parts.slice(0, -4).join('/');
  if (!accessKey || !date || region === undefined || service === undefined || terminator === undefined)
    return undefined;
  return { accessKey, date, region, service, terminator };
}
