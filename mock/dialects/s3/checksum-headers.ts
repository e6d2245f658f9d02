/** The headers about additional checksums: what they ask for, and how answers show them. */
import type { Checksum, CommandOf, ObjectChecksum, UploadChecksum } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { element } from '../xml/document.js';
import type { Headers } from '../xml/render-common.js';
import { trailerNames } from './payload.js';

type Asked = Call['request']['headers'];

const PREFIX = 'x-amz-checksum-';
/** Headers with the prefix of a checksum that name a setting instead of carrying one. */
const SETTINGS = ['algorithm', 'type', 'mode'];

/** Algorithms, as spelt, and values of the headers that carry a checksum. */
export function sentChecksums(headers: Asked): Checksum[] {
  const sent: Checksum[] = [];
  for (const name in headers) {
    if (!name.startsWith(PREFIX)) continue;
    const algorithm = name.slice(PREFIX.length);
    const value = headers[name];
    if (value !== undefined && !SETTINGS.includes(algorithm)) sent.push({ algorithm, value });
  }
  return sent;
}

/** The algorithm of the checksum that a body brings, in a header or after it. Only one may (S3-063, S3-232). */
export function bodyChecksum(headers: Asked): { readonly checksum?: string } {
  const [header] = sentChecksums(headers);
  if (header) return { checksum: header.algorithm };
  const trailer = trailerNames(headers['x-amz-trailer']).find((name) => name.startsWith(PREFIX));
  return trailer === undefined ? {} : { checksum: trailer.slice(PREFIX.length) };
}

/** What a create asks for, in any letter case (S3-033). */
export function createChecksum(headers: Asked): Pick<CommandOf<'create'>, 'checksum'> {
  const algorithm = headers['x-amz-checksum-algorithm'];
  const type = headers['x-amz-checksum-type'];
  if (algorithm === undefined && type === undefined) return {};
  return { checksum: { ...(algorithm !== undefined && { algorithm }), ...(type !== undefined && { type }) } };
}

/** What a Complete says of the whole object. */
export function objectChecksum(headers: Asked): Pick<CommandOf<'complete'>, 'checksum' | 'checksumType'> {
  const [checksum] = sentChecksums(headers);
  const checksumType = headers['x-amz-checksum-type'];
  return { ...(checksum && { checksum }), ...(checksumType !== undefined && { checksumType }) };
}

/** A checksum as it is shown: a composite one with its number of parts. */
const shown = ({ value, parts }: Pick<ObjectChecksum, 'value' | 'parts'>): string =>
  parts === undefined ? value : `${value}-${parts}`;

/** Of a part, which has no type. */
export function partHeaders(checksum: Checksum | undefined): Headers {
  return checksum ? { [PREFIX + checksum.algorithm]: checksum.value } : {};
}

export function objectHeaders(checksum: ObjectChecksum | undefined): Headers {
  return checksum ? { [PREFIX + checksum.algorithm]: shown(checksum), 'x-amz-checksum-type': checksum.type } : {};
}

/** What an upload was created with, the default type filled in (S3-028). */
export function uploadHeaders(checksum: UploadChecksum | undefined): Headers {
  if (!checksum) return {};
  return { 'x-amz-checksum-algorithm': checksum.algorithm.toUpperCase(), 'x-amz-checksum-type': checksum.type };
}

/** `<ChecksumCRC32>…</ChecksumCRC32>`. */
export function partElement(checksum: Checksum | undefined): string {
  return checksum ? element(`Checksum${checksum.algorithm.toUpperCase()}`, checksum.value) : '';
}

export function objectElements(checksum: ObjectChecksum | undefined): string {
  if (!checksum) return '';
  return partElement({ ...checksum, value: shown(checksum) }) + element('ChecksumType', checksum.type);
}

export function uploadElements(checksum: UploadChecksum | undefined): string {
  if (!checksum) return '';
  return element('ChecksumAlgorithm', checksum.algorithm.toUpperCase()) + element('ChecksumType', checksum.type);
}
