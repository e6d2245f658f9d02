/** Requests about buckets and objects → commands. */
import { isRefusal } from '../dialect.js';
import { readXml } from '../xml/document.js';
import { conditions, optionalRange, overridesOf } from '../xml/headers.js';
import { MALFORMED, objectOf, type Parser, versionOf } from '../xml/parser.js';
import { storedAttributes } from './attributes.js';
import { readCallback } from './callback.js';
import { badArgument, copySource, declaredLength, forbidsOverwrite, refusal } from './values.js';

/** OSS-020. */
const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

export const parseCreateBucket: Parser<'create-bucket'> = (call, document) => {
  if (!BUCKET_NAME.test(call.bucket)) return refusal('bucket/name', 'invalid-bucket-name', { bucket: call.bucket });
  if (document.length > 0 && readXml(document)?.name !== 'CreateBucketConfiguration') return MALFORMED;
  return { op: 'create-bucket', bucket: call.bucket };
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

export const parseRead: Parser<'get-object' | 'head-object'> = (call) => {
  const { headers } = call.request;
  return {
    op: call.op === 'head-object' ? 'head-object' : 'get-object',
    ...versionOf(call),
    ...optionalRange(headers.range, 'any'),
    strictRange: headers['x-oss-range-behavior']?.toLowerCase() === 'standard',
    conditions: conditions(headers),
    overrides: overridesOf(call.query),
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

export const parseDeleteObject: Parser<'delete-object'> = (call) => ({ op: 'delete-object', ...versionOf(call) });
