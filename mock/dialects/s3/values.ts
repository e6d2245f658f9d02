/** Values of the wire, settled once: text in, the engine's words out. */
import type { Attributes, ByteRange, Conditions, CopySource, Numeral, Refusal } from '../../engine/types.js';
import type { Call } from '../dialect.js';

type Headers = Call['request']['headers'];

/** A refusal that the wire form itself earns; its rule is `wire/<rule>`. */
export function refusal(rule: string, fault: Refusal['fault'], detail: Refusal['detail'] = {}): Refusal {
  return { rule: `wire/${rule}`, fault, detail };
}

/** A header or parameter whose value cannot be taken. */
export function badArgument(name: string, value: string, message: string): Refusal {
  return refusal('invalid-argument', 'invalid-argument', { name, value, message });
}

/** Percent-decodes; `undefined` when the encoding, or the UTF-8 behind it, is broken. */
export function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Decodes a query; the first of repeated names wins. `undefined` when the encoding is broken. */
export function readQuery(text: string): ReadonlyMap<string, string> | undefined {
  const query = new Map<string, string>();
  let from = 0;
  while (from < text.length) {
    let to = text.indexOf('&', from);
    if (to === -1) to = text.length;
    if (to > from) {
      const equals = text.indexOf('=', from);
      const split = equals === -1 || equals > to ? to : equals;
      const name = formDecode(text.slice(from, split));
      const value = formDecode(text.slice(Math.min(split + 1, to), to));
      if (name === undefined || value === undefined) return undefined;
      if (!query.has(name)) query.set(name, value);
    }
    from = to + 1;
  }
  return query;
}

function formDecode(text: string): string | undefined {
  return percentDecode(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

const INTEGER = /^-?\d+$/;

/** A number as sent. Whether its value is allowed is a rule of the engine, not of the parser. */
export function numeral(text: string): Numeral {
  return { text, value: INTEGER.test(text) ? Number(text) : Number.NaN };
}

/** An optional number; an empty one counts as absent (S3-174). */
export function optionalNumeral(text: string | undefined): Numeral | undefined {
  return text === undefined || text === '' ? undefined : numeral(text);
}

/** An optional text that must not be empty to count. */
export function optionalText<Name extends string>(
  name: Name,
  text: string | undefined,
): { readonly [N in Name]?: string } {
  return text === undefined || text === '' ? {} : ({ [name]: text } as { readonly [N in Name]: string });
}

const DIGITS = /^\d+$/;

/**
 * Reads `bytes=a-b`, and for a Range header also `bytes=a-` and `bytes=-n`. Anything else is `null`, which a read
 * ignores and a copy refuses.
 */
export function byteRange(text: string, shape: 'any' | 'both-ends'): ByteRange | null {
  if (!text.startsWith('bytes=')) return null;
  const dash = text.indexOf('-', 6);
  if (dash === -1) return null;
  const head = text.slice(6, dash);
  const tail = text.slice(dash + 1);
  if ((head !== '' && !DIGITS.test(head)) || (tail !== '' && !DIGITS.test(tail))) return null;
  const first = head === '' ? undefined : Number(head);
  const last = tail === '' ? undefined : Number(tail);
  if (first !== undefined && last !== undefined) return first <= last ? { first, last } : null;
  if (shape === 'both-ends' || (first === undefined && last === undefined)) return null;
  return { first, last };
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

/** An entity tag without its quotes. */
export function bare(etag: string): string {
  return etag.replaceAll('"', '').trim();
}

function seconds(date: string | undefined): number | undefined {
  if (date === undefined) return undefined;
  const at = Date.parse(date);
  return Number.isNaN(at) ? undefined : Math.floor(at / 1000);
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
  return text !== undefined && DIGITS.test(text) ? Number(text) : undefined;
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
  };
}
