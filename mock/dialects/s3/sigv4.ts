/** The arithmetic of SigV4: what is signed, with which key, and whether a signature fits. Verification only, nothing is signed here. */
import { createHmac } from 'node:crypto';

export { basicTime, hmacHex, isoTime, parseBasicTime, sameSignature, sha256Hex, spacedHex } from '../signing.js';

export const ALGORITHM = 'AWS4-HMAC-SHA256';
export const TERMINATOR = 'aws4_request';

/** What a request says of its own signature, wherever it says it. */
export interface Claimed {
  readonly where: 'header' | 'query';
  readonly accessKey: string;
  /** The scope: `YYYYMMDD`, region, service, `aws4_request`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  /** Lower-case, in the order given. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

export function scopeOf(claimed: Claimed): string {
  return `${claimed.date}/${claimed.region}/${claimed.service}/${claimed.terminator}`;
}

const KEYS_KEPT = 256;
const keys = new Map<string, Buffer>();

/** A key is good for one secret on one day in one region; the last {@link KEYS_KEPT} are kept. */
export function signingKey(secretKey: string, date: string, region: string, service: string): Buffer {
  const name = `${date}/${region}/${service}/${secretKey}`;
  const known = keys.get(name);
  if (known) return known;
  let key = hmac(`AWS4${secretKey}`, date);
  for (const step of [region, service, TERMINATOR]) key = hmac(key, step);
  if (keys.size >= KEYS_KEPT) keys.delete(keys.keys().next().value!);
  keys.set(name, key);
  return key;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
