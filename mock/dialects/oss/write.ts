/** What all answers of this dialect share: headers, dates, names, and the parts of listings. */
import type { Attributes, Checksum, Identity } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { element } from '../xml/document.js';
import { type Headers, writerOf } from '../xml/render-common.js';
import { httpDate } from '../xml/text.js';
import { encodeStrictly } from './canonical.js';
import { ENCRYPTION_HEADERS } from './values.js';

/** The headers of every answer (OSS-001). */
export function commonHeaders({ requestId, now }: RenderContext): Headers {
  return {
    Server: 'AliyunOSS',
    Date: httpDate(now.getTime()),
    'x-oss-request-id': requestId,
    'x-oss-server-time': '1',
  };
}

// A root has no namespace, which ali-oss would show as a member `$` (OSS-003); names are encoded with their slashes (OSS-028).
export const { named, empty, xml, commonPrefixes, versionHead, deletedKeys } = writerOf({
  commonHeaders,
  namespace: '',
  encode: encodeStrictly,
});

/** What the server said that was told of an object: it takes the place of the answer (OSS-123). */
export function called(context: RenderContext, said: string): WireResponse {
  const headers = Object.assign(commonHeaders(context), { 'Content-Type': 'application/json' });
  return { status: 200, headers, body: said };
}

/** How the object is encrypted, as every answer about it repeats (OSS-130). */
export function encryption(attributes: Attributes | undefined): Headers {
  const shown: Headers = {};
  for (const name of ENCRYPTION_HEADERS) {
    const value = attributes?.headers[name];
    if (value !== undefined) shown[name] = value;
  }
  return shown;
}

export function versionHeader(versionId: string | undefined, name = 'x-oss-version-id'): Headers {
  return versionId === undefined ? {} : { [name]: versionId };
}

/** The CRC-64 as the unsigned decimal number that OSS writes (OSS-094). @param base64 of its eight bytes, big-endian. */
export function crcText(base64: string): string {
  return Buffer.from(base64, 'base64').readBigUInt64BE().toString();
}

export function crcHeader(checksum: Checksum | undefined): Headers {
  return checksum === undefined ? {} : { 'x-oss-hash-crc64ecma': crcText(checksum.value) };
}

/** @param md5 hex. */
export function md5Header(md5: string): Headers {
  return { 'Content-MD5': Buffer.from(md5, 'hex').toString('base64') };
}

export function owner({ id, displayName }: Identity): string {
  return `<Owner>${element('ID', id)}${element('DisplayName', displayName)}</Owner>`;
}

/** First in a document whose names are encoded. */
export function encodingType(encodingUrl: boolean): string {
  return encodingUrl ? '<EncodingType>url</EncodingType>' : '';
}
