/** Signature V4: HMAC-SHA256 with a key made for one day and region, in the Authorization header or in the URL (OSS-158 to OSS-172). */
import { createHmac } from 'node:crypto';
import type { Refusal } from '../../engine/types.js';
import { type Account, type AddressedCall, type AuthOptions, isRefusal } from '../dialect.js';
import { hmacHex, parseBasicTime, sameSignature, sha256Hex } from '../signing.js';
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

interface Claim {
  readonly accessKey: string;
  /** `YYYYMMDD/region/oss/aliyun_v4_request`. */
  readonly scope: readonly [date: string, region: string, product: string, terminator: string];
  readonly additional: readonly string[];
  readonly signature: string;
  /** `YYYYMMDDTHHMMSSZ`. */
  readonly timestamp: string;
}

export function verifyHeaderV4(call: AddressedCall, authorization: string, options: AuthOptions): Account | Refusal {
  const { headers } = call.request;
  // SDKs differ in spaces and in the order of these (OSS-158).
  const parts = new Map<string, string>();
  for (const part of authorization.slice(ALGORITHM.length).split(',')) {
    const equals = part.indexOf('=');
    if (equals !== -1) parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  const credential = readCredential(parts.get('Credential') ?? '');
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
  const credential = readCredential(query.get('x-oss-credential') ?? '');
  if (!credential) return refuse('x-oss-credential', 'The x-oss-credential parameter is invalid.');
  const timestamp = query.get('x-oss-date') ?? '';
  if (Number.isNaN(parseBasicTime(timestamp))) return refuse('x-oss-date', 'The x-oss-date parameter is invalid.');
  const expires = query.get('x-oss-expires') ?? '';
  if (!/^\d{1,9}$/.test(expires) || Number(expires) < 1 || Number(expires) > WEEK) {
    return refuse('x-oss-expires', `x-oss-expires must be between 1 and ${WEEK} seconds.`, '0002-00000232');
  }
  return { ...credential, additional: named(query.get('x-oss-additional-headers')), signature, timestamp };
}

function readCredential(text: string): Pick<Claim, 'accessKey' | 'scope'> | undefined {
  const parts = text.split('/');
  const [date, region, product, terminator] = parts.slice(-4);
  const accessKey = parts.slice(0, -4).join('/');
  if (!accessKey || !date || !region || !product || !terminator) return undefined;
  return { accessKey, scope: [date, region, product, terminator] };
}

function named(list: string | undefined): string[] {
  return (list ?? '').split(';').filter((name) => name !== '');
}

/** OSS-171. The product is `oss-cloudbox` for cloud boxes. */
function wrongScope({ scope, timestamp }: Claim, { region }: AuthOptions): Refusal | undefined {
  const [date, given, product, terminator] = scope;
  const refuse = (part: string, value: string, ec = ''): Refusal => ({
    ...badArgument('Authorization', value, `Invalid signing ${part} in Authorization header.`, ec),
    rule: 'auth/scope',
  });
  if (given !== shortRegion(region)) return refuse('region', given, '0002-00000226');
  if (date !== timestamp.slice(0, 8)) return refuse('date', date);
  if (product !== 'oss' && product !== 'oss-cloudbox') return refuse('product', product);
  return terminator === TERMINATOR ? undefined : refuse('version', terminator);
}

/** `oss-cn-hangzhou` is signed as `cn-hangzhou` (OSS-166). */
export const shortRegion = (region: string): string => region.replace(/^oss-/, '');

function verify(call: AddressedCall, claim: Claim, options: AuthOptions): Account | Refusal {
  const { accessKey, signature, timestamp, additional } = claim;
  const account = options.accounts.get(accessKey);
  if (!account) return unknownKey(accessKey);
  let key = hmac(`aliyun_v4${account.secretKey}`, claim.scope[0]);
  for (const step of claim.scope.slice(1)) key = hmac(key, step);
  const stringToSign = (emptyValues: 'bare' | 'with-equals'): string => {
    const canonical = canonicalRequestV4(call, { additional, payload: UNSIGNED, emptyValues });
    return [ALGORITHM, timestamp, claim.scope.join('/'), sha256Hex(canonical)].join('\n');
  };
  const usual = stringToSign('bare');
  if (sameSignature(signature, hmacHex(key, usual))) return account;
  if (sameSignature(signature, hmacHex(key, stringToSign('with-equals')))) return account;
  return mismatch({ accessKey, signature, stringToSign: usual, ec: MISMATCH });
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
