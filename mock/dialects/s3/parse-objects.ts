/** Requests about buckets and objects → commands. */
import { isRefusal } from '../dialect.js';
import { numeral, optionalNumeral, optionalText } from '../values.js';
import { readXml } from '../xml/document.js';
import { conditions, optionalRange, overridesOf } from '../xml/headers.js';
import { parseDeleteObjects as parseDeletes } from '../xml/parse-common.js';
import { MALFORMED, objectOf, type Parser, versionOf } from '../xml/parser.js';
import { attributesAsked, bypass, digested } from './attribute-headers.js';
import { bodyChecksum } from './checksum-headers.js';
import { encryptionAsked, opening } from './encryption-headers.js';
import { attributes, badArgument, copySource, declaredLength, refusal } from './values.js';

const OWNERSHIPS = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;

export const parseCreateBucket: Parser<'create-bucket'> = (call, document) => {
  // Any LocationConstraint will do: the mock has one region.
  if (document.length > 0 && readXml(document)?.name !== 'CreateBucketConfiguration') return MALFORMED;
  const { headers } = call.request;
  const ownership = OWNERSHIPS.find((one) => one === headers['x-amz-object-ownership']);
  const lock = headers['x-amz-bucket-object-lock-enabled']?.toLowerCase() === 'true';
  return { op: 'create-bucket', bucket: call.bucket, ...(lock && { lock }), ...(ownership && { ownership }) };
};

export const parsePutObject: Parser<'put-object'> = (call) => {
  const { headers } = call.request;
  return {
    op: 'put-object',
    ...objectOf(call),
    attributes: attributes(headers),
    ...encryptionAsked(headers),
    ...bodyChecksum(headers),
    ...attributesAsked(headers),
    ...digested(headers),
    length: declaredLength(headers),
    conditions: conditions(headers),
  };
};

export const parseRead: Parser<'get-object' | 'head-object'> = (call) => {
  const { headers } = call.request;
  const number = call.query.get('partNumber');
  return {
    op: call.op === 'head-object' ? 'head-object' : 'get-object',
    ...versionOf(call),
    ...(number !== undefined && { partNumber: numeral(number) }),
    ...optionalRange(headers.range, 'any'),
    conditions: conditions(headers),
    overrides: overridesOf(call.query),
    ...opening(headers),
  };
};

const ATTRIBUTES = new Set(['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize']);

export const parseGetAttributes: Parser<'get-attributes'> = (call) => {
  const { headers } = call.request;
  const name = 'x-amz-object-attributes';
  const text = headers[name] ?? '';
  const wanted = text.split(',').map((attribute) => attribute.trim());
  if (wanted.some((attribute) => !ATTRIBUTES.has(attribute))) {
    return text === ''
      ? refusal('invalid-request', 'invalid-request', {
          message: `The ${name} header specifying the attributes to be retrieved is either missing or empty`,
        })
      : badArgument(name, text, 'Invalid attribute name specified.');
  }
  return {
    op: 'get-attributes',
    ...versionOf(call),
    wanted,
    maxParts: optionalNumeral(headers['x-amz-max-parts']),
    marker: optionalNumeral(headers['x-amz-part-number-marker']),
    ...opening(headers),
  };
};

export const parseCopyObject: Parser<'copy-object'> = (call) => {
  const { headers } = call.request;
  const source = copySource(headers);
  if (isRefusal(source)) return source;
  const directive = headers['x-amz-metadata-directive'] ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE') {
    return badArgument('x-amz-metadata-directive', directive, 'Unknown metadata directive.');
  }
  const replace = directive === 'REPLACE';
  return {
    op: 'copy-object',
    ...objectOf(call),
    source,
    attributes: attributes(headers),
    replace,
    ...encryptionAsked(headers),
    ...optionalText('checksumAlgorithm', headers['x-amz-checksum-algorithm']),
    ...attributesAsked(headers),
    ...(headers['x-amz-tagging-directive'] === 'REPLACE' && { replaceTags: true }),
  };
};

export const parseDeleteObject: Parser<'delete-object'> = (call) => ({
  op: 'delete-object',
  ...versionOf(call),
  ...bypass(call.request.headers),
});

export const parseDeleteObjects: Parser<'delete-objects'> = (call, document, policy) => {
  const command = parseDeletes(call, document, policy);
  return isRefusal(command) ? command : { ...command, ...bypass(call.request.headers) };
};
