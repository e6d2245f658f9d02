/** SigV4 for the service `glacier`, in the Authorization header (GLA-001, GLA-005, GLA-008). */
import type { Refusal } from '../../engine/types.js';
import type { AddressedCall, AuthOptions, Session, WireRequest } from '../dialect.js';
import { isRefusal } from '../dialect.js';
import { basicTime, hmacHex, parseBasicTime, sameSignature, sha256Hex } from '../signing/arithmetic.js';
import { canonicalQuery, headerValues, queryPairs } from '../signing/canonical.js';
import { scopeOf, signingKey } from '../signing/credential.js';
import { ALGORITHM, type Claimed, readAuthorization, SECRET_PREFIX, TERMINATOR } from '../signing/sigv4.js';

const EMPTY = sha256Hex('');

/** See {@link Dialect.authenticate}. A body whose hash no header tells is confirmed when it has been read. */
export function authenticate({ request }: AddressedCall, options: AuthOptions): Session | Refusal {
  const { authorization } = request.headers;
  const declared = request.headers['x-amz-content-sha256'];
  const payload =
    declared === undefined ? ({ kind: 'unsigned' } as const) : ({ kind: 'hash', sha256: declared } as const);
  if (options.mode === 'off') {
    const [first] = options.accounts.values();
    return { identity: first && { id: first.id, displayName: first.displayName }, payload };
  }
  if (authorization === undefined) return { identity: undefined, payload };
  if (!authorization.startsWith(`${ALGORITHM} `))
    return { rule: 'auth/malformed', fault: 'unsupported-authorization', detail: {} };
  const claimed = readAuthorization(authorization);
  if (isRefusal(claimed)) return claimed;
  const instant = timeOf(request);
  if (Number.isNaN(instant)) return { rule: 'auth/clock-skew', fault: 'missing-date', detail: {} };
  const wrong = wrongScope(claimed, basicTime(instant), options.region);
  if (wrong) return wrong;
  const account = options.accounts.get(claimed.accessKey);
  if (!account) return { rule: 'auth/access-key', fault: 'unknown-access-key', detail: {} };
  if (Math.abs(options.now.getTime() - instant) > options.clockSkewSeconds * 1000)
    return { rule: 'auth/clock-skew', fault: 'skewed-clock', detail: {} };

  const key = signingKey(SECRET_PREFIX + account.secretKey, claimed);
  const confirm = (hash: string): Refusal | undefined =>
    sameSignature(claimed.signature, hmacHex(key, stringToSign(request, claimed, basicTime(instant), hash)))
      ? undefined
      : { rule: 'auth/signature', fault: 'signature-mismatch', detail: {} };
  const identity = { id: account.id, displayName: account.displayName };
  const length = request.headers['content-length'] ?? '0';
  if (declared === undefined && length !== '0') return { identity, payload, confirm };
  return confirm(declared ?? EMPTY) ?? { identity, payload };
}

/** `x-amz-date` wins over `Date` (GLA-005). */
function timeOf({ headers }: WireRequest): number {
  const sent = headers['x-amz-date'] ?? headers.date ?? '';
  const basic = parseBasicTime(sent);
  return Number.isNaN(basic) ? Date.parse(sent) : basic;
}

function wrongScope(claimed: Claimed, timestamp: string, region: string): Refusal | undefined {
  const { date, service, terminator } = claimed;
  const right =
    date === timestamp.slice(0, 8) && service === 'glacier' && terminator === TERMINATOR && claimed.region === region;
  return right
    ? undefined
    : { rule: 'auth/scope', fault: 'wrong-scope', detail: { expected: `${timestamp.slice(0, 8)}/${region}/glacier` } };
}

function stringToSign(request: WireRequest, claimed: Claimed, timestamp: string, hash: string): string {
  const headers = headerValues(request);
  let lines = '';
  for (const name of claimed.signedHeaders) lines += `${name}:${headers.get(name) ?? ''}\n`;
  // Unlike S3's, the path of other services is encoded once more than it is sent.
  const path = request.path.split('/').map(encodedAgain).join('/');
  const query = canonicalQuery(queryPairs(request.query));
  const canonical = `${request.method}\n${path}\n${query}\n${lines}\n${claimed.signedHeaders.join(';')}\n${hash}`;
  return `${ALGORITHM}\n${timestamp}\n${scopeOf(claimed)}\n${sha256Hex(canonical)}`;
}

const encodedAgain = (segment: string): string =>
  segment.replace(/[^A-Za-z0-9_.~-]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
