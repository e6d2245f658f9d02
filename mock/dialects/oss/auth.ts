/** Whose request it is: by V1 or V4, in a header or in the URL. A request without any of them is anonymous. */
import type { Refusal } from '../../engine/types.js';
import { type Account, type AddressedCall, type AuthOptions, isRefusal, type Session } from '../dialect.js';
import { malformed, tokenLost } from './auth-refusals.js';
import { isHeaderV1, isUrlV1, verifyHeaderV1, verifyUrlV1 } from './auth-v1.js';
import { isHeaderV4, isUrlV4, verifyHeaderV4, verifyUrlV4 } from './auth-v4.js';
import { detectInPath } from './detect.js';
import { badArgument, refusal } from './values.js';

const PAYLOAD = { kind: 'unsigned' } as const;

/** See {@link Dialect.authenticate}. What the address leaves open, the signature settles (OSS-204). */
export function authenticate(call: AddressedCall, options: AuthOptions): Session | Refusal {
  if (options.mode === 'off') return sessionOf(options.accounts.values().next().value);
  const found = withToken(accountOf(call, options), call);
  if (!found || !isRefusal(found)) return sessionOf(found);
  const other = found.fault === 'signature-mismatch' ? detectInPath(call) : undefined;
  const again = other && withToken(accountOf(other, options), other);
  return other && again && !isRefusal(again) ? { ...sessionOf(again), call: other } : found;
}

function sessionOf(account: Account | undefined): Session {
  if (!account) return { identity: undefined, payload: PAYLOAD };
  // What may be stored and shown: without the keys.
  return { identity: { id: account.id, displayName: account.displayName }, payload: PAYLOAD };
}

/** Temporary credentials come with their token, lasting ones without any (OSS-132, OSS-174, OSS-175). */
function withToken(found: Account | Refusal | undefined, { request, query }: AddressedCall) {
  if (!found || isRefusal(found)) return found;
  const token =
    request.headers['x-oss-security-token'] ?? query.get('x-oss-security-token') ?? query.get('security-token');
  if (token === found.sessionToken) return found;
  if (token === undefined) return tokenLost(found.accessKey);
  return refusal('auth/security-token', 'security-token-invalid', { token });
}

/** `undefined`: nobody in particular. */
function accountOf(call: AddressedCall, options: AuthOptions): Account | Refusal | undefined {
  const { authorization } = call.request.headers;
  const inUrl = isUrlV1(call.query) ? 1 : isUrlV4(call.query) ? 4 : undefined;
  if (authorization === undefined) {
    if (inUrl === undefined) return undefined;
    return inUrl === 1 ? verifyUrlV1(call, options) : verifyUrlV4(call, options);
  }
  if (inUrl !== undefined) {
    const message = 'Only one auth mechanism allowed; the Authorization header or the query may carry a signature.';
    return { ...badArgument('Authorization', authorization, message), rule: 'auth/malformed' };
  }
  if (isHeaderV4(authorization)) return verifyHeaderV4(call, authorization, options);
  return isHeaderV1(authorization) ? verifyHeaderV1(call, authorization, options) : malformed(authorization);
}
