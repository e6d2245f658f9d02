/** The credential of SigV4 and of what was made in its image: a key for one day, region and service. */
import { createHmac } from 'node:crypto';

export interface Scope {
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

export interface Credential extends Scope {
  readonly accessKey: string;
}

/** `access key/date/region/service/terminator`, read from the right: an access key may hold slashes, the scope may not. */
export function readCredential(text: string): Credential | undefined {
  const parts = text.split('/');
  const [date, region = '', service = '', terminator = ''] = parts.slice(-4);
  const accessKey = parts.slice(0, -4).join('/');
  return accessKey && date ? { accessKey, date, region, service, terminator } : undefined;
}

export function scopeOf({ date, region, service, terminator }: Scope): string {
  return `${date}/${region}/${service}/${terminator}`;
}

/** `Name=value, Name=value` behind the scheme of an Authorization header; SDKs differ in spaces and order (OSS-158). */
export function readParts(text: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.split(',')) {
    const equals = part.indexOf('=');
    if (equals !== -1) parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  return parts;
}

const KEYS_KEPT = 256;
const keys = new Map<string, Buffer>();

/**
 * A key is good for one secret in one scope; the last {@link KEYS_KEPT} are kept.
 *
 * @param secret with the prefix that its scheme puts before it.
 */
export function signingKey(secret: string, scope: Scope): Buffer {
  const name = `${scopeOf(scope)}/${secret}`;
  const known = keys.get(name);
  if (known) return known;
  let key = hmac(secret, scope.date);
  for (const step of [scope.region, scope.service, scope.terminator]) key = hmac(key, step);
  if (keys.size >= KEYS_KEPT) keys.delete(keys.keys().next().value!);
  keys.set(name, key);
  return key;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}
