/**
 * Whose request it is. The order of the checks is visible behaviour: form, date, scope, payload hash, access key, time,
 * signed headers, and the signature last (S3-242 to S3-246).
 */
import type { Identity, Refusal } from '../../engine/types.js';
import {
  type Account,
  type AuthOptions,
  isRefusal,
  type PayloadMode,
  type Session,
  type WireRequest,
} from '../dialect.js';
import { basicTime, hmacHex, parseBasicTime, sameSignature, sha256Hex } from '../signing/arithmetic.js';
import { canonicalRequest, headerValues, type Pair, queryPairs } from '../signing/canonical.js';
import { scopeOf, signingKey } from '../signing/credential.js';
import { ALGORITHM, type Claimed, readAuthorization, SECRET_PREFIX } from '../signing/sigv4.js';
import { mismatch, outsideLife, skew, unsignedHeaders, wrongScope } from './auth-refusals.js';
import { payloadMode, readDeclared, UNSIGNED } from './payload-mode.js';
import { isPresigned, readPresigned } from './presigned.js';

/**
 * Verifies SigV4, in the Authorization header or presigned. A request without either is anonymous: a Session whose
 * identity is undefined. With `mode: 'off'` everyone is the first account and only the body's encoding matters.
 */
export function authenticate(request: WireRequest, options: AuthOptions): Session | Refusal {
  if (options.mode === 'off') return unverified(request, options);
  const authorization = request.headers.authorization;
  const presigned = isPresigned(request.query);
  if (authorization === undefined) {
    if (presigned) return presignedSession(request, options);
    return hasVersion2Query(request.query) ? unsupported('AWS') : anonymous(request);
  }
  if (presigned) {
    const message =
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, ' +
      'Signature query string parameter or the Authorization header should be specified';
    return {
      rule: 'auth/malformed',
      fault: 'invalid-argument',
      detail: { message, name: 'Authorization', value: authorization },
    };
  }
  const space = authorization.indexOf(' ');
  const scheme = space === -1 ? authorization : authorization.slice(0, space);
  if (scheme === ALGORITHM) return headerSession(request, authorization, options);
  if (scheme === 'AWS4-ECDSA-P256-SHA256') {
    return { rule: 'auth/malformed', fault: 'not-implemented', detail: { header: 'Authorization' } };
  }
  return unsupported(scheme);
}

function headerSession(request: WireRequest, authorization: string, options: AuthOptions): Session | Refusal {
  const claimed = readAuthorization(authorization);
  if (isRefusal(claimed)) return claimed;
  const sent = request.headers['x-amz-date'] ?? request.headers.date;
  const instant = sent === undefined ? Number.NaN : parseDate(sent);
  if (sent === undefined || Number.isNaN(instant))
    return { rule: 'auth/clock-skew', fault: 'missing-date', detail: {} };
  const timestamp = basicTime(instant);
  const wrong = wrongScope(claimed, timestamp, options.region);
  if (wrong) return wrong;
  const hash = request.headers['x-amz-content-sha256'];
  if (hash === undefined) return { rule: 'auth/payload-hash', fault: 'payload-hash-missing', detail: {} };
  const skewed = () =>
    Math.abs(options.now.getTime() - instant) > options.clockSkewSeconds * 1000 ? skew(sent, options) : undefined;
  return verify(
    request,
    claimed,
    { timestamp, hash, covered: hash, pairs: queryPairs(request.query), late: skewed },
    options,
  );
}

function presignedSession(request: WireRequest, options: AuthOptions): Session | Refusal {
  const pairs = queryPairs(request.query);
  const presigned = readPresigned(pairs);
  if (isRefusal(presigned)) return presigned;
  const { claimed, timestamp, contentSha256 } = presigned;
  const wrong = wrongScope(claimed, timestamp, options.region);
  if (wrong) return wrong;
  // A presigned body is unsigned unless the signature covers a hash; a header it does not cover still says how to read.
  const header = request.headers['x-amz-content-sha256'];
  const signedHeader = claimed.signedHeaders.includes('x-amz-content-sha256') ? header : undefined;
  const covered = contentSha256 ?? signedHeader ?? UNSIGNED;
  const signedPairs = pairs.filter(([name]) => name !== 'X-Amz-Signature');
  const late = () => outsideLife(presigned, options);
  return verify(
    request,
    claimed,
    { timestamp, hash: contentSha256 ?? header ?? UNSIGNED, covered, pairs: signedPairs, late },
    options,
  );
}

interface Signed {
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly timestamp: string;
  /** How the body is to be read. */
  readonly hash: string;
  /** What the signature says of the body. */
  readonly covered: string;
  readonly pairs: readonly Pair[];
  readonly late: () => Refusal | undefined;
}

function verify(request: WireRequest, claimed: Claimed, signed: Signed, options: AuthOptions): Session | Refusal {
  const declared = readDeclared(signed.hash);
  if (typeof declared !== 'string') return declared;
  const account = options.accounts.get(claimed.accessKey);
  if (!account) {
    return { rule: 'auth/access-key', fault: 'unknown-access-key', detail: { accessKey: claimed.accessKey } };
  }
  const late = signed.late();
  if (late) return late;
  const headers = headerValues(request);
  const unsigned = unsignedHeaders(headers, claimed);
  if (unsigned) return unsigned;

  const canonical = canonicalRequest(request, signed.pairs, headers, claimed.signedHeaders, signed.covered);
  const scope = scopeOf(claimed);
  const stringToSign = `${ALGORITHM}\n${signed.timestamp}\n${scope}\n${sha256Hex(canonical)}`;
  const key = signingKey(SECRET_PREFIX + account.secretKey, claimed);
  const computed = hmacHex(key, stringToSign);
  if (!sameSignature(claimed.signature, computed)) return mismatch(claimed, stringToSign, canonical);

  const chain = { signingKey: key, timestamp: signed.timestamp, scope, seedSignature: computed };
  const payload = payloadMode(declared, signed.hash, request, chain);
  return isRefusal(payload) ? payload : { identity: identityOf(account), payload };
}

function unverified(request: WireRequest, { accounts }: AuthOptions): Session | Refusal {
  const [first] = accounts.values();
  return withPayload(first && identityOf(first), request);
}

/** What may be stored and shown: without the keys. */
function identityOf({ accessKey: _key, secretKey: _secret, ...identity }: Account): Identity {
  return identity;
}

function anonymous(request: WireRequest): Session | Refusal {
  const value = request.headers['x-amz-content-sha256'];
  const declared = value === undefined ? 'unsigned' : readDeclared(value);
  if (declared === 'unsigned-trailer') return withPayload(undefined, request);
  if (declared === 'signed-chunks' || declared === 'signed-trailer') {
    return { rule: 'auth/payload-hash', fault: 'payload-hash-invalid', detail: { value: value! } };
  }
  return { identity: undefined, payload: { kind: 'unsigned' } };
}

/** Reads the body as its header says; a value that says nothing means plain bytes. */
function withPayload(identity: Identity | undefined, request: WireRequest): Session | Refusal {
  const value = request.headers['x-amz-content-sha256'] ?? UNSIGNED;
  const declared = readDeclared(value);
  const payload: PayloadMode | Refusal =
    typeof declared === 'string' ? payloadMode(declared, value, request, undefined) : { kind: 'unsigned' };
  return isRefusal(payload) ? payload : { identity, payload };
}

/** The older form of a presigned URL: `AWSAccessKeyId`, `Expires`, `Signature`. */
function hasVersion2Query(query: string): boolean {
  return query.includes('AWSAccessKeyId=') && query.includes('Signature=');
}

function unsupported(scheme: string): Refusal {
  return { rule: 'auth/malformed', fault: 'unsupported-authorization', detail: { scheme } };
}

/** `x-amz-date` is in basic ISO form, `Date` usually in that of HTTP. */
function parseDate(text: string): number {
  const basic = parseBasicTime(text);
  return Number.isNaN(basic) ? Date.parse(text) : basic;
}
