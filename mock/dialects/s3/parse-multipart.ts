/** Requests about multipart uploads → commands. */
import type { Claim, CommandOf, Op, Policy, Refusal, UploadId } from '../../engine/types.js';
import { type Call, isRefusal } from '../dialect.js';
import { readClaims } from '../part-list.js';
import { attributesAsked, digested } from './attribute-headers.js';
import { bodyChecksum, createChecksum, objectChecksum } from './checksum-headers.js';
import { encryptionAsked, opening } from './encryption-headers.js';
import { DIGEST_BYTES, isDigest } from './promised.js';
import {
  attributes,
  byteRange,
  conditions,
  copySource,
  declaredLength,
  numeral,
  optionalNumeral,
  optionalText,
  refusal,
} from './values.js';

export type Parser<O extends Op> = (call: Call, document: Buffer, policy: Policy) => CommandOf<O> | Refusal;

const uploadOf = (call: Call) => ({
  bucket: call.bucket,
  key: call.key,
  uploadId: (call.query.get('uploadId') ?? '') as UploadId,
});

export const parseCreate: Parser<'create'> = (call) => ({
  op: 'create',
  bucket: call.bucket,
  key: call.key,
  attributes: attributes(call.request.headers),
  ...encryptionAsked(call.request.headers),
  ...createChecksum(call.request.headers),
  ...attributesAsked(call.request.headers),
});

export const parseUploadPart: Parser<'upload-part'> = (call) => {
  const { headers } = call.request;
  const number = numeral(call.query.get('partNumber') ?? '');
  return {
    op: 'upload-part',
    ...uploadOf(call),
    number,
    length: declaredLength(headers),
    ...bodyChecksum(headers),
    ...digested(headers),
    ...optionalText('misplacedTagging', headers['x-amz-tagging']),
    ...opening(headers),
  };
};

export const parseUploadPartCopy: Parser<'upload-part-copy'> = (call) => {
  const source = copySource(call.request.headers);
  if (isRefusal(source)) return source;
  const number = numeral(call.query.get('partNumber') ?? '');
  const text = call.request.headers['x-amz-copy-source-range'];
  const range = text === undefined ? undefined : { text, value: byteRange(text, 'both-ends') };
  return {
    op: 'upload-part-copy',
    ...uploadOf(call),
    number,
    source,
    ...(range && { range }),
    ...opening(call.request.headers),
  };
};

export const parseComplete: Parser<'complete'> = (call, document, { choices }) => {
  const { headers } = call.request;
  const bare = document.length === 0;
  const claims = bare ? [] : readClaims(document);
  if (!claims) return MALFORMED;
  if (choices.checksums === 'supported' && claims.some(malformedChecksum)) {
    return { rule: 'checksum/value-form', fault: 'invalid-part-checksum', detail: {} };
  }
  const size = headers['x-amz-mp-object-size'];
  return {
    op: 'complete',
    ...uploadOf(call),
    claims,
    bare,
    conditions: conditions(headers),
    ...opening(headers),
    ...objectChecksum(headers),
    ...(size !== undefined && { objectSize: numeral(size) }),
  };
};

/** No digest, or several: S3-158. */
function malformedChecksum({ checksum }: Claim): boolean {
  return checksum !== undefined && !isDigest(checksum.value, DIGEST_BYTES[checksum.algorithm]);
}

export const parseAbort: Parser<'abort'> = (call) => ({ op: 'abort', ...uploadOf(call) });

export const parseListParts: Parser<'list-parts'> = (call) => ({
  op: 'list-parts',
  ...uploadOf(call),
  max: optionalNumeral(call.query.get('max-parts')),
  marker: optionalNumeral(call.query.get('part-number-marker')),
});

export const parseListUploads: Parser<'list-uploads'> = (call) => {
  const { bucket, query } = call;
  const encodingUrl = encodingOf(query);
  if (typeof encodingUrl !== 'boolean') return encodingUrl;
  return {
    op: 'list-uploads',
    bucket,
    prefix: query.get('prefix') ?? '',
    prefixGiven: query.has('prefix'),
    delimiter: query.get('delimiter') ?? '',
    keyMarker: query.get('key-marker') ?? '',
    uploadMarker: query.get('upload-id-marker') ?? '',
    max: optionalNumeral(query.get('max-uploads')),
    encodingUrl,
  };
};

/** Whether names in a listing are to be percent-encoded; anything but `url` is refused, an empty value too (S3-200). */
export function encodingOf(query: Call['query']): boolean | Refusal {
  const encoding = query.get('encoding-type');
  if (encoding === undefined) return false;
  if (encoding === 'url') return true;
  return refusal('encoding-type', 'encoding-type-invalid', { name: 'encoding-type', value: encoding });
}

export const MALFORMED = refusal('malformed-xml', 'malformed-xml');
