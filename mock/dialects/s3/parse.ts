/** A named operation with its raw values → a command, or the refusal its wire form earns. */
import type { Command, ObjectOp, Op, Policy, Refusal } from '../../engine/types.js';
import type { BodyKind, Call } from '../dialect.js';
import * as access from './parse-access.js';
import { parsePutEncryption } from './parse-encryption.js';
import { parsePutLifecycle } from './parse-lifecycle.js';
import * as multipart from './parse-multipart.js';
import * as objects from './parse-objects.js';
import * as settings from './parse-settings.js';

type Parser = (call: Call, document: Buffer, policy: Policy) => Command | Refusal;

const PARSERS: Readonly<Record<ObjectOp, Parser>> = {
  'list-buckets': () => ({ op: 'list-buckets' }),
  'create-bucket': objects.parseCreateBucket,
  'delete-bucket': ({ bucket }) => ({ op: 'delete-bucket', bucket }),
  'head-bucket': ({ bucket }) => ({ op: 'head-bucket', bucket }),
  'get-location': ({ bucket }) => ({ op: 'get-location', bucket }),
  'get-tagging': settings.parseShow('get-tagging'),
  'put-tagging': settings.parsePutTagging,
  'delete-tagging': settings.parseShow('delete-tagging'),
  'get-acl': settings.parseShow('get-acl'),
  'get-retention': settings.parseShow('get-retention'),
  'put-retention': settings.parsePutRetention,
  'get-legal-hold': settings.parseShow('get-legal-hold'),
  'put-legal-hold': settings.parsePutLegalHold,
  'get-encryption': ({ bucket }) => ({ op: 'get-encryption', bucket }),
  'put-encryption': parsePutEncryption,
  'get-versioning': ({ bucket }) => ({ op: 'get-versioning', bucket }),
  'put-versioning': objects.parsePutVersioning,
  'put-lifecycle': parsePutLifecycle,
  'get-lifecycle': ({ bucket }) => ({ op: 'get-lifecycle', bucket }),
  'delete-lifecycle': ({ bucket }) => ({ op: 'delete-lifecycle', bucket }),
  'get-policy': ({ bucket }) => ({ op: 'get-policy', bucket }),
  'put-policy': access.parsePutPolicy,
  'delete-policy': ({ bucket }) => ({ op: 'delete-policy', bucket }),
  'get-payment': ({ bucket }) => ({ op: 'get-payment', bucket }),
  'put-payment': access.parsePutPayment,
  'put-object': objects.parsePutObject,
  'get-object': objects.parseRead,
  'head-object': objects.parseRead,
  'get-attributes': objects.parseGetAttributes,
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

/** See {@link Dialect.parse}. */
export function parse(call: Call, document: Buffer, policy: Policy): Command | Refusal {
  return PARSERS[call.op as ObjectOp](call, document, policy);
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
    case 'put-encryption':
    case 'put-tagging':
    case 'put-retention':
    case 'put-legal-hold':
    case 'put-policy':
    case 'put-payment':
      return 'document';
    default:
      return 'none';
  }
}
