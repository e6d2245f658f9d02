/** Values of OSS's headers and queries, settled once: text in, the engine's words out. */
import type { Attributes, Conditions, CopySource, Refusal } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { bare, isDigits, optionalText, percentDecode, seconds } from '../values.js';

type Headers = Call['request']['headers'];

/** A refusal that the wire form itself earns. */
export function refusal(rule: string, fault: Refusal['fault'], detail: Refusal['detail'] = {}): Refusal {
  return { rule, fault, detail };
}

/** A header or parameter whose value cannot be taken. */
export function badArgument(name: string, value: string, message: string, ec = ''): Refusal {
  return refusal('wire/invalid-argument', 'invalid-argument', { name, value, message, ...(ec === '' ? {} : { ec }) });
}

const KEPT_HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
] as const;

/** Encryption is asked for once, and every answer about the object repeats it (OSS-130). */
export const ENCRYPTION_HEADERS = [
  'x-oss-server-side-encryption',
  'x-oss-server-side-encryption-key-id',
  'x-oss-server-side-data-encryption',
] as const;

const META = 'x-oss-meta-';

export const ACL_HEADER = 'x-oss-object-acl';

/** What an initiate, a put or a copy sets on the object (OSS-025). */
export function attributes(headers: Headers): Attributes {
  const kept: Record<string, string> = {};
  for (const name of [...KEPT_HEADERS, ...ENCRYPTION_HEADERS, ACL_HEADER]) {
    const value = headers[name];
    if (value) kept[name] = value;
  }
  // A client may well name its metadata `__proto__`.
  const metadata: Record<string, string> = Object.create(null);
  for (const name in headers) {
    if (name.startsWith(META)) metadata[name.slice(META.length)] = headers[name] ?? '';
  }
  return { headers: kept, metadata, ...optionalText('storageClass', headers['x-oss-storage-class']) };
}

/** `If-Match` and its kin, or with a prefix those of a copy source. */
export function conditions(headers: Headers, prefix: '' | 'x-oss-copy-source-' = ''): Conditions {
  const match = headers[`${prefix}if-match`];
  const noneMatch = headers[`${prefix}if-none-match`];
  const since = seconds(headers[`${prefix}if-modified-since`]);
  const until = seconds(headers[`${prefix}if-unmodified-since`]);
  return {
    ...(match !== undefined && { ifMatch: bare(match) }),
    ...(noneMatch !== undefined && { ifNoneMatch: bare(noneMatch) }),
    ...(since !== undefined && { ifModifiedSince: since }),
    ...(until !== undefined && { ifUnmodifiedSince: until }),
  };
}

export function declaredLength(headers: Headers): number | undefined {
  const text = headers['content-length'];
  return text !== undefined && isDigits(text) ? Number(text) : undefined;
}

const VERSION = '?versionId=';
const COPY_FORM = 'Copy Source must mention the source bucket and key: /sourcebucket/sourcekey.';

/** `/bucket/key[?versionId=id]`; its slashes may be `/` or `%2F`, and the first must be there (OSS-055, OSS-064). */
export function copySource(headers: Headers): CopySource | Refusal {
  const text = headers['x-oss-copy-source'] ?? '';
  const mark = text.lastIndexOf(VERSION);
  const path = percentDecode(mark === -1 ? text : text.slice(0, mark));
  const versionId = mark === -1 ? undefined : percentDecode(text.slice(mark + VERSION.length));
  const slash = path?.indexOf('/', 1) ?? -1;
  if (path === undefined || !path.startsWith('/') || slash < 2 || slash === path.length - 1) {
    const ec = text === '' ? '0042-00000302' : '0042-00000301';
    return refusal('upload-part-copy/source-form', 'copy-source-malformed', { value: text, message: COPY_FORM, ec });
  }
  return {
    bucket: path.slice(1, slash),
    key: path.slice(slash + 1),
    conditions: conditions(headers, 'x-oss-copy-source-'),
    ...optionalText('versionId', versionId),
  };
}

/** Whether the request forbids to overwrite an object (OSS-133). */
export function forbidsOverwrite(headers: Headers): boolean {
  return headers['x-oss-forbid-overwrite']?.toLowerCase() === 'true';
}
