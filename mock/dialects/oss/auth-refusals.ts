/** What a signed request may be refused for, each with what the error document shows (OSS-173 to OSS-178). */
import type { Refusal } from '../../engine/types.js';
import type { AuthOptions } from '../dialect.js';
import { isoTime } from '../signing/arithmetic.js';
import { badArgument, refusal } from './values.js';

/** `2026-03-01T12:00:00.000Z`. */
export const serverTime = (instant: number): string => isoTime(instant).replace('Z', '.000Z');

export function malformed(value: string): Refusal {
  return { ...badArgument('Authorization', value, 'Authorization header is invalid.'), rule: 'auth/malformed' };
}

export function denied(rule: string, message: string, ec = ''): Refusal {
  return refusal(rule, 'access-denied', { message, ...(ec === '' ? {} : { ec }) });
}

export const noDate = (): Refusal => refusal('auth/clock-skew', 'missing-date');

export function unknownKey(accessKey: string): Refusal {
  return refusal('auth/access-key', 'unknown-access-key', { accessKey });
}

const TOKEN_LOST =
  'The OSS Access Key Id you provided does not exist in our records. The Security Token may be lost to specify that it is a STS Access Id.';

/** OSS-174. */
export function tokenLost(accessKey: string): Refusal {
  return { ...unknownKey(accessKey), detail: { accessKey, message: TOKEN_LOST, ec: '0002-00000003' } };
}

/** The request's clock and ours may differ by 15 minutes either way. */
export function skew(instant: number, { now, clockSkewSeconds }: AuthOptions): Refusal | undefined {
  if (Math.abs(now.getTime() - instant) <= clockSkewSeconds * 1000) return undefined;
  return refusal('auth/clock-skew', 'skewed-clock', {
    maxSkewMs: clockSkewSeconds * 1000,
    requestTime: serverTime(instant),
    serverTime: serverTime(now.getTime()),
  });
}

export function expired(expiresAt: number, now: Date, ec = ''): Refusal {
  const detail = { expiresAt: serverTime(expiresAt), serverTime: serverTime(now.getTime()) };
  return refusal('auth/presigned', 'expired', { ...detail, ...(ec === '' ? {} : { ec }) });
}

export interface Mismatch {
  readonly accessKey: string;
  readonly signature: string;
  readonly stringToSign: string;
  readonly ec: string;
}

/** Shows what was signed here, so that a client can find where it differs. */
export function mismatch({ stringToSign, ...rest }: Mismatch): Refusal {
  const hex = Buffer.from(stringToSign, 'latin1').toString('hex').toUpperCase();
  return refusal('auth/signature', 'signature-mismatch', {
    ...rest,
    stringToSign: Buffer.from(stringToSign, 'latin1').toString(),
    stringToSignBytes: hex.replace(/../g, '$& '),
  });
}
