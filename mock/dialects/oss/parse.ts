/** A named operation with its raw values → a command, or the refusal its wire form earns. */
import type { Command, Op, Refusal } from '../../engine/types.js';
import type { BodyKind, Call } from '../dialect.js';
import { badTrafficLimit } from './attributes.js';
import { parsePutLifecycle } from './parse-lifecycle.js';
import * as multipart from './parse-multipart.js';
import * as objects from './parse-objects.js';

type Parser = (call: Call, document: Buffer) => Command | Refusal;

/** One for each operation of the routing table. */
const PARSERS: Readonly<Partial<Record<Op, Parser>>> = {
  'list-buckets': () => ({ op: 'list-buckets' }),
  'create-bucket': objects.parseCreateBucket,
  'delete-bucket': ({ bucket }) => ({ op: 'delete-bucket', bucket }),
  'head-bucket': ({ bucket }) => ({ op: 'head-bucket', bucket }),
  'get-location': ({ bucket }) => ({ op: 'get-location', bucket }),
  'get-versioning': ({ bucket }) => ({ op: 'get-versioning', bucket }),
  'put-versioning': objects.parsePutVersioning,
  'put-lifecycle': parsePutLifecycle,
  'get-lifecycle': ({ bucket }) => ({ op: 'get-lifecycle', bucket }),
  'delete-lifecycle': ({ bucket }) => ({ op: 'delete-lifecycle', bucket }),
  'get-tagging': ({ bucket, key }) => ({ op: 'get-tagging', bucket, key }),
  'get-acl': ({ bucket, key }) => ({ op: 'get-acl', bucket, key }),
  'put-object': objects.parsePutObject,
  'get-object': objects.parseRead,
  'head-object': objects.parseRead,
  'copy-object': objects.parseCopyObject,
  'delete-object': objects.parseDeleteObject,
  'delete-objects': objects.parseDeleteObjects,
  'list-objects': objects.parseListObjects,
  'list-versions': objects.parseListVersions,
  create: multipart.parseCreate,
  'upload-part': multipart.parseUploadPart,
  'upload-part-copy': multipart.parseUploadPartCopy,
  complete: multipart.parseComplete,
  abort: multipart.parseAbort,
  'list-parts': multipart.parseListParts,
  'list-uploads': multipart.parseListUploads,
};

/** See {@link Dialect.parse}. No policy changes how a request is read. */
export function parse(call: Call, document: Buffer): Command | Refusal {
  const parser = PARSERS[call.op];
  if (!parser) throw new Error(`the OSS dialect has no parser for ${call.op}`);
  return badTrafficLimit(call) ?? parser(call, document);
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
