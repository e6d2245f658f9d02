/** Requests about multipart uploads → commands. */
import type { Claim } from '../../engine/types.js';
import { isRefusal } from '../dialect.js';
import { numeral, optionalText } from '../values.js';
import { conditions, optionalRange } from '../xml/headers.js';
import { MALFORMED, objectOf, type Parser, partOf, uploadOf } from '../xml/parser.js';
import { readClaims } from '../xml/part-list.js';
import { attributesAsked, digested } from './attribute-headers.js';
import { bodyChecksum, createChecksum, objectChecksum } from './checksum-headers.js';
import { encryptionAsked, opening } from './encryption-headers.js';
import { DIGEST_BYTES, isDigest } from './promised.js';
import { attributes, copySource, declaredLength } from './values.js';

export const parseCreate: Parser<'create'> = (call) => ({
  op: 'create',
  ...objectOf(call),
  attributes: attributes(call.request.headers),
  ...encryptionAsked(call.request.headers),
  ...createChecksum(call.request.headers),
  ...attributesAsked(call.request.headers),
});

export const parseUploadPart: Parser<'upload-part'> = (call) => {
  const { headers } = call.request;
  return {
    op: 'upload-part',
    ...partOf(call),
    length: declaredLength(headers),
    ...bodyChecksum(headers),
    ...digested(headers),
    ...optionalText('misplacedTagging', headers['x-amz-tagging']),
    ...opening(headers),
  };
};

export const parseUploadPartCopy: Parser<'upload-part-copy'> = (call) => {
  const { headers } = call.request;
  const source = copySource(headers);
  if (isRefusal(source)) return source;
  return {
    op: 'upload-part-copy',
    ...partOf(call),
    source,
    ...optionalRange(headers['x-amz-copy-source-range'], 'both-ends'),
    ...opening(headers),
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
