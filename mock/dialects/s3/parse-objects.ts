/** Requests about buckets and objects → commands. */
import type { Refusal } from '../../engine/types.js';
import { type Call, isRefusal } from '../dialect.js';
import { type Element, onlyText, readXml } from '../xml.js';
import { attributesAsked, bypass, digested } from './attribute-headers.js';
import { bodyChecksum } from './checksum-headers.js';
import { encryptionAsked, opening } from './encryption-headers.js';
import { encodingOf, MALFORMED, type Parser } from './parse-multipart.js';
import {
  attributes,
  badArgument,
  byteRange,
  conditions,
  copySource,
  declaredLength,
  numeral,
  optionalNumeral,
  optionalText,
  refusal,
} from './values.js';

const objectOf = (call: Call) => ({ bucket: call.bucket, key: call.key });
const versionOf = (call: Call) => optionalText('versionId', call.query.get('versionId'));

const OWNERSHIPS = ['BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter'] as const;

export const parseCreateBucket: Parser<'create-bucket'> = (call, document) => {
  // Any LocationConstraint will do: the mock has one region.
  if (document.length > 0 && readXml(document)?.name !== 'CreateBucketConfiguration') return MALFORMED;
  const { headers } = call.request;
  const ownership = OWNERSHIPS.find((one) => one === headers['x-amz-object-ownership']);
  const lock = headers['x-amz-bucket-object-lock-enabled']?.toLowerCase() === 'true';
  return { op: 'create-bucket', bucket: call.bucket, ...(lock && { lock }), ...(ownership && { ownership }) };
};

export const parsePutVersioning: Parser<'put-versioning'> = (call, document) => {
  const root = readXml(document);
  const status = root?.name === 'VersioningConfiguration' ? onlyText(root, 'Status') : undefined;
  if (status === 'Enabled') return { op: 'put-versioning', bucket: call.bucket, status: 'enabled' };
  if (status === 'Suspended') return { op: 'put-versioning', bucket: call.bucket, status: 'suspended' };
  return MALFORMED;
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

const OVERRIDES = [
  ...(['content-type', 'content-language', 'expires'] as const),
  ...(['cache-control', 'content-disposition', 'content-encoding'] as const),
];

export const parseRead: Parser<'get-object' | 'head-object'> = (call) => {
  const { query } = call;
  const op = call.op === 'head-object' ? 'head-object' : 'get-object';
  const overrides: Record<string, string> = {};
  for (const name of query.size > 0 ? OVERRIDES : []) {
    const value = query.get(`response-${name}`);
    if (value !== undefined) overrides[name] = value;
  }
  const number = query.get('partNumber');
  const text = call.request.headers.range;
  return {
    op,
    ...objectOf(call),
    ...versionOf(call),
    ...(number !== undefined && { partNumber: numeral(number) }),
    ...(text !== undefined && { range: { text, value: byteRange(text, 'any') } }),
    conditions: conditions(call.request.headers),
    overrides,
    ...opening(call.request.headers),
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
    ...objectOf(call),
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
  ...objectOf(call),
  ...versionOf(call),
  ...bypass(call.request.headers),
});

const MOST_DELETED = 1000;

export const parseDeleteObjects: Parser<'delete-objects'> = (call, document) => {
  const root = readXml(document);
  if (root?.name !== 'Delete') return MALFORMED;
  const objects = root.children.filter((child) => child.name === 'Object');
  const keys = objects.map(readDeleted);
  if (keys.length === 0 || keys.length > MOST_DELETED || !keys.every((key) => key !== undefined)) return MALFORMED;
  return {
    op: 'delete-objects',
    bucket: call.bucket,
    quiet: onlyText(root, 'Quiet')?.trim() === 'true',
    keys,
    ...bypass(call.request.headers),
  };
};

function readDeleted(object: Element) {
  const key = onlyText(object, 'Key');
  return key ? { key, ...optionalText('versionId', onlyText(object, 'VersionId')) } : undefined;
}

export const parseListObjects: Parser<'list-objects'> = (call) => {
  const { bucket, query } = call;
  const encodingUrl = encodingOf(query);
  if (typeof encodingUrl !== 'boolean') return encodingUrl;
  const edition = query.get('list-type') === '2' ? 2 : 1;
  const token = edition === 2 ? query.get('continuation-token') : undefined;
  const continuation = token === undefined ? undefined : readToken(token);
  if (typeof continuation === 'object') return continuation;
  return {
    op: 'list-objects',
    bucket,
    edition,
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    after: query.get(edition === 2 ? 'start-after' : 'marker') ?? '',
    continuation,
    max: optionalNumeral(query.get('max-keys')),
    fetchOwner: query.get('fetch-owner') === 'true',
    encodingUrl,
  };
};

/** Tokens hold the name to go on from, so that a listing needs no memory; to a client they are opaque. */
export function writeToken(name: string): string {
  return Buffer.from(name).toString('base64url');
}

function readToken(token: string): string | Refusal {
  const name = Buffer.from(token, 'base64url').toString();
  if (name !== '' && writeToken(name) === token) return name;
  return badArgument('continuation-token', token, 'The continuation token provided is incorrect');
}

export const parseListVersions: Parser<'list-versions'> = (call) => {
  const { bucket, query } = call;
  const encodingUrl = encodingOf(query);
  if (typeof encodingUrl !== 'boolean') return encodingUrl;
  return {
    op: 'list-versions',
    bucket,
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    keyMarker: query.get('key-marker') ?? '',
    versionMarker: query.get('version-id-marker') ?? '',
    max: optionalNumeral(query.get('max-keys')),
    encodingUrl,
  };
};
