/** A named operation with its raw values → a command, or the refusal its wire form earns. */
import type { Command, Op, Policy, Refusal } from '../../engine/types.js';
import type { BodyKind, Call } from '../dialect.js';
import { COMMON, parseDeleteObjects } from '../xml/parse-common.js';
import type { AnyParser } from '../xml/parser.js';
import { badTrafficLimit } from './attributes.js';
import { parsePutLifecycle } from './parse-lifecycle.js';
import { LISTINGS } from './parse-listings.js';
import * as multipart from './parse-multipart.js';
import * as objects from './parse-objects.js';

/** One for each operation of the routing table. */
const PARSERS: Readonly<Partial<Record<Op, AnyParser>>> = {
  ...COMMON,
  ...LISTINGS,
  'create-bucket': objects.parseCreateBucket,
  'put-lifecycle': parsePutLifecycle,
  'get-tagging': ({ bucket, key }) => ({ op: 'get-tagging', bucket, key }),
  'get-acl': ({ bucket, key }) => ({ op: 'get-acl', bucket, key }),
  'put-object': objects.parsePutObject,
  'get-object': objects.parseRead,
  'head-object': objects.parseRead,
  'copy-object': objects.parseCopyObject,
  'delete-object': objects.parseDeleteObject,
  'delete-objects': parseDeleteObjects,
  create: multipart.parseCreate,
  'upload-part': multipart.parseUploadPart,
  'upload-part-copy': multipart.parseUploadPartCopy,
  complete: multipart.parseComplete,
};

/** See {@link Dialect.parse}. */
export function parse(call: Call, document: Buffer, policy: Policy): Command | Refusal {
  const parser = PARSERS[call.op];
  if (!parser) throw new Error(`the OSS dialect has no parser for ${call.op}`);
  return badTrafficLimit(call) ?? parser(call, document, policy);
}

/** See {@link Dialect.bodyKind}. */
export function bodyKind(op: Op): BodyKind {
  switch (op) {
    case 'put-object':
    case 'upload-part':
      return 'stream';
    case 'complete':
    case 'delete-objects':
    case 'create-bucket':
    case 'put-versioning':
    case 'put-lifecycle':
      return 'document';
    default:
      return 'none';
  }
}
