/** Requests about multipart uploads → commands. */
import type { CommandOf, Op, Refusal, UploadId } from '../../engine/types.js';
import { type Call, isRefusal } from '../dialect.js';
import { readClaims } from '../part-list.js';
import { byteRange, numeral, optionalNumeral } from '../values.js';
import { badAcl, misplaced, storedAttributes } from './attributes.js';
import { readCallback } from './callback.js';
import { ACL_HEADER, badArgument, copySource, declaredLength, forbidsOverwrite, refusal } from './values.js';

export type Parser<O extends Op> = (call: Call, document: Buffer) => CommandOf<O> | Refusal;

const uploadOf = (call: Call) => ({
  bucket: call.bucket,
  key: call.key,
  uploadId: (call.query.get('uploadId') ?? '') as UploadId,
});

export const parseCreate: Parser<'create'> = (call) => {
  const attributes = storedAttributes(call);
  if (isRefusal(attributes)) return attributes;
  return {
    op: 'create',
    bucket: call.bucket,
    key: call.key,
    attributes,
    sequential: call.query.has('sequential'),
    forbidOverwrite: forbidsOverwrite(call.request.headers),
  };
};

export const parseUploadPart: Parser<'upload-part'> = (call) =>
  misplaced(call) ?? {
    op: 'upload-part',
    ...uploadOf(call),
    number: numeral(call.query.get('partNumber') ?? ''),
    length: declaredLength(call.request.headers),
  };

export const parseUploadPartCopy: Parser<'upload-part-copy'> = (call) => {
  const source = copySource(call.request.headers);
  if (isRefusal(source)) return source;
  const number = numeral(call.query.get('partNumber') ?? '');
  const text = call.request.headers['x-oss-copy-source-range'];
  const range = text === undefined ? undefined : { text, value: byteRange(text, 'both-ends') };
  return { op: 'upload-part-copy', ...uploadOf(call), number, source, ...(range && { range }) };
};

export const parseComplete: Parser<'complete'> = (call, document) => {
  const wrong = misplaced(call) ?? badAcl(call.request.headers);
  if (wrong) return wrong;
  const { headers } = call.request;
  const acl = headers[ACL_HEADER];
  const callback = readCallback(call);
  if (callback && isRefusal(callback)) return callback;
  const all = headers['x-oss-complete-all']?.toLowerCase() === 'yes';
  const forbidOverwrite = forbidsOverwrite(headers);
  const base = {
    op: 'complete',
    ...uploadOf(call),
    conditions: {},
    forbidOverwrite,
    all,
    ...(acl && { headers: { [ACL_HEADER]: acl } }),
    ...(callback && { callback }),
  } as const;
  // With `x-oss-complete-all` a body is refused whatever it says (OSS-088).
  if (document.length === 0 || all) return { ...base, claims: [], bare: document.length === 0 };
  const claims = readClaims(document);
  return claims ? { ...base, claims, bare: false } : MALFORMED;
};

export const parseAbort: Parser<'abort'> = (call) => ({ op: 'abort', ...uploadOf(call) });

export const parseListParts: Parser<'list-parts'> = (call) => {
  const encodingUrl = encodingOf(call.query);
  if (typeof encodingUrl !== 'boolean') return encodingUrl;
  return {
    op: 'list-parts',
    ...uploadOf(call),
    max: optionalNumeral(call.query.get('max-parts')),
    marker: optionalNumeral(call.query.get('part-number-marker')),
  };
};

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

/** Whether names in an answer are to be percent-encoded. ali-oss may send the parameter empty. */
export function encodingOf(query: Call['query']): boolean | Refusal {
  const encoding = query.get('encoding-type') ?? '';
  if (encoding === '') return false;
  if (encoding === 'url') return true;
  return badArgument('encoding-type', encoding, 'Invalid Encoding Method specified in Request.');
}

export const MALFORMED = refusal('wire/malformed-xml', 'malformed-xml');
