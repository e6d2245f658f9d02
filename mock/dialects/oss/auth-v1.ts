/** Signature V1: HMAC-SHA1 over the request, in the Authorization header or in the URL (OSS-145 to OSS-157). */
import { createHmac } from 'node:crypto';
import type { Refusal } from '../../engine/types.js';
import type { Account, AddressedCall, AuthOptions } from '../dialect.js';
import { sameSignature } from '../signing/arithmetic.js';
import { denied, expired, malformed, mismatch, noDate, skew, unknownKey } from './auth-refusals.js';
import { stringToSignV1 } from './canonical.js';

const SCHEME = 'OSS ';
const URL_NAMES = ['OSSAccessKeyId', 'Expires', 'Signature'] as const;

export const isHeaderV1 = (authorization: string): boolean => authorization.startsWith(SCHEME);

export const isUrlV1 = (query: AddressedCall['query']): boolean => URL_NAMES.some((name) => query.has(name));

export function verifyHeaderV1(call: AddressedCall, authorization: string, options: AuthOptions): Account | Refusal {
  const { headers } = call.request;
  const credential = authorization.slice(SCHEME.length).trim();
  const colon = credential.lastIndexOf(':');
  if (colon < 1 || colon === credential.length - 1) return malformed(authorization);
  const date = headers['x-oss-date'] ?? headers.date;
  const instant = Date.parse(date ?? '');
  if (date === undefined || Number.isNaN(instant)) return noDate();
  const claim = { accessKey: credential.slice(0, colon), signature: credential.slice(colon + 1), date };
  return skew(instant, options) ?? verify(call, claim, options);
}

/** The expiry is checked before the signature (OSS-156). */
export function verifyUrlV1(call: AddressedCall, options: AuthOptions): Account | Refusal {
  const { query } = call;
  const [accessKey, expires, signature] = URL_NAMES.map((name) => query.get(name));
  if (!accessKey || !expires || !signature) {
    return denied(
      'auth/presigned',
      'Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters',
    );
  }
  if (!/^\d{1,15}$/.test(expires)) {
    return denied('auth/presigned', 'Invalid date (should be seconds since epoch).', '0002-00000070');
  }
  const expiresAt = Number(expires) * 1000;
  if (options.now.getTime() > expiresAt) return expired(expiresAt, options.now);
  return verify(call, { accessKey, signature, date: expires }, options);
}

interface Claim {
  readonly accessKey: string;
  readonly signature: string;
  /** What stands in the Date slot. */
  readonly date: string;
}

function verify(call: AddressedCall, { accessKey, signature, date }: Claim, options: AuthOptions): Account | Refusal {
  const account = options.accounts.get(accessKey);
  if (!account) return unknownKey(accessKey);
  const stringToSign = stringToSignV1(call, date);
  const computed = createHmac('sha1', account.secretKey).update(stringToSign, 'latin1').digest('base64');
  if (sameSignature(signature, computed)) return account;
  return mismatch({ accessKey, signature, stringToSign, ec: '0002-00000040' });
}
