/** What all answers of this dialect share: headers, dates, names, and the parts of listings. */
import type { Attributes, Checksum, Identity } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { DECLARATION, element } from '../xml/document.js';
import { httpDate } from '../xml/text.js';
import { encodeStrictly } from './canonical.js';
import { ENCRYPTION_HEADERS } from './values.js';

export type Headers = Record<string, string>;

/** The headers of every answer (OSS-001). */
export function commonHeaders({ requestId, now }: RenderContext): Headers {
  return {
    Server: 'AliyunOSS',
    Date: httpDate(now.getTime()),
    'x-oss-request-id': requestId,
    'x-oss-server-time': '1',
  };
}

/** An answer without a body. */
export function empty(context: RenderContext, status: number, extra?: Readonly<Headers>): WireResponse {
  const headers = Object.assign(commonHeaders(context), extra);
  if (status === 200) headers['Content-Length'] = '0';
  return { status, headers };
}

/** A 200 with a document. Its root has no namespace, which ali-oss would show as a member `$` (OSS-003). */
export function xml(context: RenderContext, root: string, content: string, extra?: Readonly<Headers>): WireResponse {
  const headers = Object.assign(commonHeaders(context), { 'Content-Type': 'application/xml' }, extra);
  return { status: 200, headers, body: `${DECLARATION}<${root}>${content}</${root}>` };
}

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

/** Writes a name, percent-encoded with its slashes when the client asked for it (OSS-028). */
export function named(tag: string, name: string, encodingUrl: boolean): string {
  return element(tag, encodingUrl ? encodeStrictly(name) : name);
}

/** First in a document whose names are encoded. */
export function encodingType(encodingUrl: boolean): string {
  return encodingUrl ? '<EncodingType>url</EncodingType>' : '';
}

export function commonPrefixes(prefixes: readonly string[], encodingUrl: boolean): string {
  let text = '';
  for (const prefix of prefixes) text += `<CommonPrefixes>${named('Prefix', prefix, encodingUrl)}</CommonPrefixes>`;
  return text;
}
