/** Requests about buckets and objects → commands. */
import type { Refusal } from '../../engine/types.js';
import { type Call, isRefusal } from '../dialect.js';
import { byteRange, optionalNumeral, optionalText } from '../values.js';
import { type Element, onlyText, readXml } from '../xml.js';
import { storedAttributes } from './attributes.js';
import { readCallback } from './callback.js';
import { encodingOf, MALFORMED, type Parser } from './parse-multipart.js';
import { badArgument, conditions, copySource, declaredLength, forbidsOverwrite, refusal } from './values.js';

const objectOf = (call: Call) => ({ bucket: call.bucket, key: call.key });
const versionOf = (call: Call) => optionalText('versionId', call.query.get('versionId'));

/** OSS-020. */
const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

export const parseCreateBucket: Parser<'create-bucket'> = (call, document) => {
  if (!BUCKET_NAME.test(call.bucket)) return refusal('bucket/name', 'invalid-bucket-name', { bucket: call.bucket });
  if (document.length > 0 && readXml(document)?.name !== 'CreateBucketConfiguration') return MALFORMED;
  return { op: 'create-bucket', bucket: call.bucket };
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
  const attributes = storedAttributes(call);
  if (isRefusal(attributes)) return attributes;
  const callback = readCallback(call);
  if (callback && isRefusal(callback)) return callback;
  return {
    op: 'put-object',
    ...objectOf(call),
    attributes,
    length: declaredLength(headers),
    conditions: {},
    forbidOverwrite: forbidsOverwrite(headers),
    ...(callback && { callback }),
  };
};

const OVERRIDES = [
  ...(['content-type', 'content-language', 'expires'] as const),
  ...(['cache-control', 'content-disposition', 'content-encoding'] as const),
];

export const parseRead: Parser<'get-object' | 'head-object'> = (call) => {
  const { query, request } = call;
  const overrides: Record<string, string> = {};
  for (const name of query.size > 0 ? OVERRIDES : []) {
    const value = query.get(`response-${name}`);
    if (value !== undefined) overrides[name] = value;
  }
  const text = request.headers.range;
  return {
    op: call.op === 'head-object' ? 'head-object' : 'get-object',
    ...objectOf(call),
    ...versionOf(call),
    ...(text !== undefined && { range: { text, value: byteRange(text, 'any') } }),
    strictRange: request.headers['x-oss-range-behavior']?.toLowerCase() === 'standard',
    conditions: conditions(request.headers),
    overrides,
  };
};

export const parseCopyObject: Parser<'copy-object'> = (call) => {
  const { headers } = call.request;
  const source = copySource(headers);
  if (isRefusal(source)) return source;
  const directive = headers['x-oss-metadata-directive']?.toUpperCase() ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE') {
    return badArgument('x-oss-metadata-directive', directive, 'Unknown metadata directive.');
  }
  const attributes = storedAttributes(call);
  if (isRefusal(attributes)) return attributes;
  const replace = directive === 'REPLACE';
  const forbidOverwrite = forbidsOverwrite(headers);
  return {
    op: 'copy-object',
    ...objectOf(call),
    source,
    attributes,
    replace,
    forbidOverwrite,
  };
};

export const parseDeleteObject: Parser<'delete-object'> = (call) => ({
  op: 'delete-object',
  ...objectOf(call),
  ...versionOf(call),
});

/** OSS-022. */
const MOST_DELETED = 1000;

export const parseDeleteObjects: Parser<'delete-objects'> = (call, document) => {
  const root = readXml(document);
  if (root?.name !== 'Delete') return MALFORMED;
  const objects = root.children.filter((child) => child.name === 'Object');
  const keys = objects.map(readDeleted);
  if (keys.length === 0 || keys.length > MOST_DELETED || !keys.every((key) => key !== undefined)) return MALFORMED;
  return { op: 'delete-objects', bucket: call.bucket, quiet: onlyText(root, 'Quiet')?.trim() === 'true', keys };
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
  const token = edition === 2 ? query.get('continuation-token') || undefined : undefined;
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
  return badArgument('continuation-token', token, 'The continuation token provided is incorrect.');
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
