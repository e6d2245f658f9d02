/** A named operation with its raw values → a command, or the refusal its wire form earns. */
import type { Command, ObjectOp, Op, Policy, Refusal } from '../../engine/types.js';
import type { BodyKind, Call } from '../dialect.js';
import { COMMON } from '../xml/parse-common.js';
import type { AnyParser } from '../xml/parser.js';
import * as access from './parse-access.js';
import { parsePutEncryption } from './parse-encryption.js';
import { parsePutLifecycle } from './parse-lifecycle.js';
import { LISTINGS } from './parse-listings.js';
import * as multipart from './parse-multipart.js';
import * as objects from './parse-objects.js';
import * as settings from './parse-settings.js';

const PARSERS: Readonly<Record<ObjectOp, AnyParser>> = {
  ...COMMON,
  ...LISTINGS,
  'create-bucket': objects.parseCreateBucket,
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
  'put-lifecycle': parsePutLifecycle,
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
  create: multipart.parseCreate,
  'upload-part': multipart.parseUploadPart,
  'upload-part-copy': multipart.parseUploadPartCopy,
  complete: multipart.parseComplete,
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
