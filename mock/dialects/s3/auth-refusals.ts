/** What a signed request may be refused for besides its form, each with what the error document shows. */
import type { Refusal } from '../../engine/types.js';
import type { AuthOptions } from '../dialect.js';
import { isoTime, parseBasicTime, spacedHex } from '../signing/arithmetic.js';
import { type Claimed, TERMINATOR } from '../signing/sigv4.js';
import type { Presigned } from './presigned.js';

/** `host` and every `x-amz-*` header must be signed (S3-245). */
export function unsignedHeaders(headers: ReadonlyMap<string, string>, claimed: Claimed): Refusal | undefined {
  const missing: string[] = [];
  for (const name of headers.keys()) {
    if (name !== 'host' && !name.startsWith('x-amz-')) continue;
    if (claimed.signedHeaders.includes(name)) continue;
    if (name === 'x-amz-content-sha256' && claimed.where === 'query') continue;
    missing.push(name);
  }
  if (missing.length === 0) return undefined;
  return { rule: 'auth/signed-headers', fault: 'unsigned-headers', detail: { headers: missing.join(', ') } };
}

/** `timestamp` is `YYYYMMDDTHHMMSSZ`; S3-246 for the region. */
export function wrongScope(claimed: Claimed, timestamp: string, region: string): Refusal | undefined {
  const day = timestamp.slice(0, 8);
  const refuse = (part: string, given: string, problem: string): Refusal => {
    const message =
      claimed.where === 'header'
        ? `The authorization header is malformed; ${problem}`
        : `Error parsing the X-Amz-Credential parameter; ${problem}`;
    return { rule: 'auth/scope', fault: 'wrong-scope', detail: { region, given, part, where: claimed.where, message } };
  };
  if (claimed.date !== day) {
    const sameAs = `This date is not the same as X-Amz-Date: "${day}".`;
    return refuse('date', claimed.date, `Invalid credential date "${claimed.date}". ${sameAs}`);
  }
  if (claimed.service !== 's3') {
    return refuse('service', claimed.service, `incorrect service "${claimed.service}". This endpoint belongs to "s3".`);
  }
  if (claimed.terminator !== TERMINATOR) {
    const given = claimed.terminator;
    return refuse('terminator', given, `incorrect terminator "${given}". This endpoint uses "${TERMINATOR}".`);
  }
  if (claimed.region === region) return undefined;
  return refuse('region', claimed.region, `the region '${claimed.region}' is wrong; expecting '${region}'`);
}

/** Too late, or signed for a time more than the allowed skew ahead (S3-242). */
export function outsideLife({ timestamp, expires }: Presigned, options: AuthOptions): Refusal | undefined {
  const start = parseBasicTime(timestamp);
  const now = options.now.getTime();
  const end = start + expires * 1000;
  const times = { expiresAt: isoTime(end), serverTime: isoTime(now) };
  if (now > end) return { rule: 'auth/presigned', fault: 'expired', detail: { expires, ...times } };
  if (start - now <= options.clockSkewSeconds * 1000) return undefined;
  // AWS shows this one date in milliseconds since the epoch (captures in minio/minio#2638 and dmjio/s3-signer#16).
  return { rule: 'auth/presigned', fault: 'not-yet-valid', detail: { signedAt: start, ...times } };
}

/** S3-243. */
export function skew(requestTime: string, { now, clockSkewSeconds }: AuthOptions): Refusal {
  return {
    rule: 'auth/clock-skew',
    fault: 'skewed-clock',
    detail: { requestTime, serverTime: isoTime(now.getTime()), maxSkewMs: clockSkewSeconds * 1000 },
  };
}

/** Shows what was signed here, so that a client can find where it differs (S3-244). */
export function mismatch({ accessKey, signature }: Claimed, stringToSign: string, canonicalRequest: string): Refusal {
  return {
    rule: 'auth/signature',
    fault: 'signature-mismatch',
    detail: {
      accessKey,
      stringToSign,
      signature,
      stringToSignBytes: spacedHex(stringToSign),
      canonicalRequest: Buffer.from(canonicalRequest, 'latin1').toString(),
      canonicalRequestBytes: spacedHex(canonicalRequest),
    },
  };
}
