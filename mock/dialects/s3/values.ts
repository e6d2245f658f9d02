/** Values of the wire, settled once: text in, the engine's words out. */
import type { Attributes, CopySource, Refusal } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { isDigits, optionalText, percentDecode } from '../values.js';
import { conditions, keptHeaders, metadataOf } from '../xml/headers.js';
import { customerKey } from './encryption-headers.js';

type Headers = Call['request']['headers'];

/** A refusal that the wire form itself earns; its rule is `wire/<rule>`. */
export function refusal(rule: string, fault: Refusal['fault'], detail: Refusal['detail'] = {}): Refusal {
  return { rule: `wire/${rule}`, fault, detail };
}

/** A header or parameter whose value cannot be taken. */
export function badArgument(name: string, value: string, message: string): Refusal {
  return refusal('invalid-argument', 'invalid-argument', { name, value, message });
}

const KEPT_HEADERS = [
  'content-type',
  'cache-control',
  'content-disposition',
  'content-language',
  'expires',
  'x-amz-website-redirect-location',
] as const;

/** What a create or a put sets on the object (S3-017). */
export function attributes(headers: Headers): Attributes {
  const kept = keptHeaders(headers, KEPT_HEADERS);
  const encoding = storedEncoding(headers['content-encoding']);
  if (encoding) kept['content-encoding'] = encoding;
  const metadata = metadataOf(headers, 'x-amz-meta-');
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
