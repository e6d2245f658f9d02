/** Values of the wire, settled once: text in, the engine's words out. */
import type { Attributes, Conditions, CopySource, Refusal } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { bare, isDigits, optionalText, percentDecode, seconds } from '../values.js';
import { customerKey } from './encryption-headers.js';

export { bare, byteRange, numeral, optionalNumeral, optionalText, percentDecode, readQuery } from '../values.js';

type Headers = Call['request']['headers'];

/** A refusal that the wire form itself earns; its rule is `wire/<rule>`. */
export function refusal(rule: string, fault: Refusal['fault'], detail: Refusal['detail'] = {}): Refusal {
  return { rule: `wire/${rule}`, fault, detail };
}

/** A header or parameter whose value cannot be taken. */
export function badArgument(name: string, value: string, message: string): Refusal {
  return refusal('invalid-argument', 'invalid-argument', { name, value, message });
}

/** `If-Match` and its kin, or with a prefix those of a copy source. */
export function conditions(headers: Headers, prefix: '' | 'x-amz-copy-source-' = ''): Conditions {
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

const KEPT_HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-language',
  'expires',
  'x-amz-website-redirect-location',
] as const;

/** A client may well name its metadata `__proto__`. */
const withoutPrototype = (): Record<string, string> => Object.create(null);

/** Most objects have none, and share it. */
const NO_METADATA = Object.freeze(withoutPrototype());

/** What a create or a put sets on the object (S3-017). */
export function attributes(headers: Headers): Attributes {
  const kept: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = headers[name];
    if (value) kept[name] = value;
  }
  const encoding = storedEncoding(headers['content-encoding']);
  if (encoding) kept['content-encoding'] = encoding;
  let metadata: Record<string, string> = NO_METADATA;
  for (const name in headers) {
    if (!name.startsWith('x-amz-meta-')) continue;
    if (metadata === NO_METADATA) metadata = withoutPrototype();
    metadata[name.slice(11)] = headers[name] ?? '';
  }
  return { headers: kept, metadata, ...optionalText('storageClass', headers['x-amz-storage-class']) };
}

/** `aws-chunked` is how the body travelled, not what it is (S3-227). */
function storedEncoding(value: string | undefined): string | undefined {
  if (!value?.toLowerCase().includes('aws-chunked')) return value;
  const codings = value.split(',').map((coding) => coding.trim());
  return codings.filter((coding) => coding !== '' && coding.toLowerCase() !== 'aws-chunked').join(',');
}

/** Bytes of the body behind any chunked framing. */
export function declaredLength(headers: Headers): number | undefined {
  const streaming = headers['x-amz-content-sha256']?.startsWith('STREAMING-');
  const text = (streaming ? headers['x-amz-decoded-content-length'] : undefined) ?? headers['content-length'];
  return text !== undefined && isDigits(text) ? Number(text) : undefined;
}

const BUCKET_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/;
const VERSION = '?versionId=';

/** `[/]bucket/key[?versionId=id]`, percent-encoded (S3-081); its faults are those of S3-092. */
export function copySource(headers: Headers): CopySource | Refusal {
  const text = headers['x-amz-copy-source'] ?? '';
  const mark = text.lastIndexOf(VERSION);
  const path = percentDecode(mark === -1 ? text : text.slice(0, mark));
  const versionId = mark === -1 ? undefined : percentDecode(text.slice(mark + VERSION.length));
  if (path === undefined || (mark !== -1 && versionId === undefined)) {
    return refusal('copy-source', 'copy-source-encoding', { value: text });
  }
  const start = path.startsWith('/') ? 1 : 0;
  const slash = path.indexOf('/', start);
  if (slash === -1 || slash === path.length - 1) {
    return refusal('copy-source', 'copy-source-malformed', { value: text });
  }
  const bucket = path.slice(start, slash);
  if (!BUCKET_NAME.test(bucket)) return refusal('copy-source', 'copy-source-bucket-malformed', { value: text });
  return {
    bucket,
    key: path.slice(slash + 1),
    conditions: conditions(headers, 'x-amz-copy-source-'),
    ...optionalText('versionId', versionId),
    ...customerKey(headers, 'source'),
  };
}
