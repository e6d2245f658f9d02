/** Signature V4: HMAC-SHA256 with a key made for one day and region, in the Authorization header or in the URL (OSS-158 to OSS-172). */
import type { Refusal } from '../../engine/types.js';
import { type Account, type AddressedCall, type AuthOptions, isRefusal } from '../dialect.js';
import { hmacHex, parseBasicTime, sameSignature, sha256Hex } from '../signing/arithmetic.js';
import { type Credential, readCredential, readParts, scopeOf, signingKey } from '../signing/credential.js';
import { denied, expired, malformed, mismatch, noDate, skew, unknownKey } from './auth-refusals.js';
import { canonicalRequestV4 } from './canonical.js';
import { badArgument } from './values.js';

const ALGORITHM = 'OSS4-HMAC-SHA256';
const TERMINATOR = 'aliyun_v4_request';
const UNSIGNED = 'UNSIGNED-PAYLOAD';
const MISMATCH = '0002-00000201';
const WEEK = 604_800;
const AHEAD_MS = 15 * 60 * 1000;

export const isHeaderV4 = (authorization: string): boolean => authorization.startsWith(`${ALGORITHM} `);

export const isUrlV4 = (query: AddressedCall['query']): boolean =>
  query.has('x-oss-signature-version') || query.has('x-oss-signature') || query.has('x-oss-credential');

/** Its service is what OSS calls a product. */
interface Claim extends Credential {
  readonly additional: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly timestamp: string;
}

export function verifyHeaderV4(call: AddressedCall, authorization: string, options: AuthOptions): Account | Refusal {
  const { headers } = call.request;
  const parts = readParts(authorization.slice(ALGORITHM.length));
  const credential = readFull(parts.get('Credential') ?? '');
  const signature = parts.get('Signature');
  if (!credential || !signature) return malformed(authorization);
  const timestamp = headers['x-oss-date'] ?? '';
  const instant = parseBasicTime(timestamp);
  if (Number.isNaN(instant)) return noDate();
  if (headers['x-oss-content-sha256'] !== UNSIGNED) {
    const value = headers['x-oss-content-sha256'] ?? '';
    const message = `x-oss-content-sha256 must be ${UNSIGNED}.`;
    return {
      ...badArgument('x-oss-content-sha256', value, message, '0002-00000214'),
      rule: 'auth/payload-hash',
    };
  }
  const claim = { ...credential, additional: named(parts.get('AdditionalHeaders')), signature, timestamp };
  return wrongScope(claim, options) ?? skew(instant, options) ?? verify(call, claim, options);
}

/** OSS-168, OSS-170. */
export function verifyUrlV4(call: AddressedCall, options: AuthOptions): Account | Refusal {
  const { query } = call;
  const claim = readUrl(query);
  if (isRefusal(claim)) return claim;
  const wrong = wrongScope(claim, options);
  if (wrong) return wrong;
  const start = parseBasicTime(claim.timestamp);
  const now = options.now.getTime();
  if (start - now > AHEAD_MS) return denied('auth/presigned', 'Request is not valid yet.', '0002-00000235');
  const end = start + Number(query.get('x-oss-expires')) * 1000;
  if (now > end) return expired(end, options.now, '0002-00000236');
  return verify(call, claim, options);
}

function readUrl(query: AddressedCall['query']): Claim | Refusal {
  const refuse = (name: string, message: string, ec = ''): Refusal => ({
    ...badArgument(name, query.get(name) ?? '', message, ec),
    rule: 'auth/presigned',
  });
  const signature = query.get('x-oss-signature');
  if (!signature) return refuse('x-oss-signature', 'The x-oss-signature parameter is missing.', '0002-00000219');
  const version = query.get('x-oss-signature-version');
  if (version !== ALGORITHM) return refuse('x-oss-signature-version', `The signature version must be ${ALGORITHM}.`);
  const credential = readFull(query.get('x-oss-credential') ?? '');
  if (!credential) return refuse('x-oss-credential', 'The x-oss-credential parameter is invalid.');
  const timestamp = query.get('x-oss-date') ?? '';
  if (Number.isNaN(parseBasicTime(timestamp))) return refuse('x-oss-date', 'The x-oss-date parameter is invalid.');
  const expires = query.get('x-oss-expires') ?? '';
  if (!/^\d{1,9}$/.test(expires) || Number(expires) < 1 || Number(expires) > WEEK) {
    return refuse('x-oss-expires', `x-oss-expires must be between 1 and ${WEEK} seconds.`, '0002-00000232');
  }
  return { ...credential, additional: named(query.get('x-oss-additional-headers')), signature, timestamp };
}

/** Unlike AWS, OSS wants every part of it to say something. */
function readFull(text: string): Credential | undefined {
  const read = readCredential(text);
  return read?.region && read.service && read.terminator ? read : undefined;
}

function named(list: string | undefined): string[] {
  return (list ?? '').split(';').filter((name) => name !== '');
}

/** OSS-171. The product is `oss-cloudbox` for cloud boxes. */
function wrongScope(claim: Claim, { region }: AuthOptions): Refusal | undefined {
  const { date, service, terminator, timestamp } = claim;
  const refuse = (part: string, value: string, ec = ''): Refusal => ({
    ...badArgument('Authorization', value, `Invalid signing ${part} in Authorization header.`, ec),
    rule: 'auth/scope',
  });
  if (claim.region !== shortRegion(region)) return refuse('region', claim.region, '0002-00000226');
  if (date !== timestamp.slice(0, 8)) return refuse('date', date);
  if (service !== 'oss' && service !== 'oss-cloudbox') return refuse('product', service);
  return terminator === TERMINATOR ? undefined : refuse('version', terminator);
}

/** `oss-cn-hangzhou` is signed as `cn-hangzhou` (OSS-166). */
export const shortRegion = (region: string): string => region.replace(/^oss-/, '');

function verify(call: AddressedCall, claim: Claim, options: AuthOptions): Account | Refusal {
  const { accessKey, signature, timestamp, additional } = claim;
  const account = options.accounts.get(accessKey);
  if (!account) return unknownKey(accessKey);
  const key = signingKey(`aliyun_v4${account.secretKey}`, claim);
  const stringToSign = (emptyValues: 'bare' | 'with-equals'): string => {
    const canonical = canonicalRequestV4(call, { additional, payload: UNSIGNED, emptyValues });
    return [ALGORITHM, timestamp, scopeOf(claim), sha256Hex(canonical)].join('\n');
  };
  const usual = stringToSign('bare');
  if (sameSignature(signature, hmacHex(key, usual))) return account;
  if (sameSignature(signature, hmacHex(key, stringToSign('with-equals')))) return account;
  return mismatch({ accessKey, signature, stringToSign: usual, ec: MISMATCH });
}
