/** Values of OSS's headers and queries, settled once: text in, the engine's words out. */
import type { Attributes, CopySource, Refusal } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { isDigits, optionalText, percentDecode } from '../values.js';
import { conditions, keptHeaders, metadataOf } from '../xml/headers.js';

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

export const ACL_HEADER = 'x-oss-object-acl';

const STORED_HEADERS = [...KEPT_HEADERS, ...ENCRYPTION_HEADERS, ACL_HEADER];

/** What an initiate, a put or a copy sets on the object (OSS-025). */
export function attributes(headers: Headers): Attributes {
  return {
    headers: keptHeaders(headers, STORED_HEADERS),
    metadata: metadataOf(headers, 'x-oss-meta-'),
    ...optionalText('storageClass', headers['x-oss-storage-class']),
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
