/** What `@aws-sdk/client-s3` cannot ask: a typed client has no word for it, or would change it on the way. */
import { isAlgorithm } from '../checksums.js';
import type { Ask, Operation } from './ask.js';
import { CARRIED_ATTRIBUTES, momentOf } from './s3-attributes.js';

type Field = keyof Ask;

const CONTENT: readonly Field[] = [
  'metadata',
  'contentType',
  'cacheControl',
  'contentDisposition',
  'contentEncoding',
  'contentLanguage',
  'expires',
  'storageClass',
  'redirect',
];
const CONDITIONS: readonly Field[] = ['ifMatch', 'ifNoneMatch', 'ifModifiedSince', 'ifUnmodifiedSince'];
const PAGE: readonly Field[] = ['prefix', 'delimiter', 'max', 'encodingType', 'marker'];

/** The fields for which each command has a member. */
const CARRIED: Partial<Record<Operation, readonly Field[]>> = {
  create: ['key', 'checksumAlgorithm', 'checksumType', ...CONTENT],
  'put-part': ['key', 'uploadId', 'number', 'body', 'contentMd5', 'checksums'],
  'copy-part': ['key', 'uploadId', 'number', 'source', 'range', ...CONDITIONS],
  complete: ['key', 'uploadId', 'parts', 'ifMatch', 'ifNoneMatch', 'checksums', 'checksumType', 'objectSize'],
  abort: ['key', 'uploadId'],
  'list-parts': ['key', 'uploadId', 'max', 'marker'],
  'list-uploads': [...PAGE, 'idMarker'],
  put: ['key', 'body', 'contentMd5', 'checksums', 'ifMatch', 'ifNoneMatch', ...CONTENT],
  get: ['key', 'checksumMode', 'range', 'partNumber', 'versionId', 'override', ...CONDITIONS],
  head: ['key', 'checksumMode', 'range', 'partNumber', 'versionId', ...CONDITIONS],
  copy: ['key', 'checksumAlgorithm', 'source', 'metadataDirective', ...CONDITIONS, ...CONTENT],
  delete: ['key', 'versionId', 'ifMatch'],
  'delete-many': ['keys', 'quiet'],
  list: [...PAGE, 'token', 'fetchOwner'],
  'list-v1': PAGE,
  'list-versions': [...PAGE, 'idMarker'],
  attributes: ['key', 'versionId', 'attributes', 'max', 'marker'],
  'create-bucket': [],
  'delete-bucket': [],
  'head-bucket': [],
  'list-buckets': [],
  location: [],
  'put-versioning': ['status'],
  'get-versioning': [],
  'put-lifecycle': ['rules'],
  'get-lifecycle': [],
  'delete-lifecycle': [],
  'get-tagging': ['key', 'versionId'],
  'put-tagging': ['key', 'versionId', 'tags'],
  'delete-tagging': ['key', 'versionId'],
  'get-acl': ['key', 'versionId'],
  'get-retention': ['key', 'versionId'],
  'put-retention': ['key', 'versionId', 'lockMode', 'retainUntil'],
  'get-legal-hold': ['key', 'versionId'],
  'put-legal-hold': ['key', 'versionId', 'legalHold'],
  'put-encryption': [],
  'get-encryption': [],
  'put-policy': ['policy'],
  'get-policy': [],
  'delete-policy': [],
  'put-payment': ['payer'],
  'get-payment': [],
};

/** Said with operations that cost something; whose the bucket is can be said with all. */
const SAID: Partial<Record<Operation, readonly Field[]>> = {
  ...Object.fromEntries(
    ['create', 'put-part', 'complete', 'abort', 'list-parts', 'list-uploads', 'put', 'get', 'head', 'attributes'].map(
      (op) => [op, ['requestPayer']],
    ),
  ),
  ...Object.fromEntries(
    ['list', 'list-v1', 'list-versions', 'delete', 'delete-many'].map((op) => [op, ['requestPayer']]),
  ),
  ...Object.fromEntries(['copy', 'copy-part'].map((op) => [op, ['requestPayer', 'sourceExpectedOwner']])),
};

const HEADER_TEXT: readonly Field[] = [
  ...CONTENT,
  ...CONDITIONS,
  'contentMd5',
  'range',
  'checksumAlgorithm',
  'checksumType',
  'encryption',
  'kmsKeyId',
  'tagging',
  'acl',
  'lockMode',
  'legalHold',
];
const DATES: readonly Field[] = ['expires', 'ifModifiedSince', 'ifUnmodifiedSince'];

/** Why the SDK cannot ask this, or would ask something else instead; undefined when it can. */
export function whyUnsendable(ask: Ask): string | undefined {
  if (ask.raw) return 'the question changes the request itself';
  const members = CARRIED[ask.op];
  if (!members) return `the SDK has no command for ${ask.op === 'raw' ? 'a raw request' : ask.op}`;
  if (ask.account === 'none') return 'the SDK signs every request';
  const carried = new Set<string>([
    ...['op', 'bucket', 'account', 'presigned'],
    ...(ask.op === 'create-bucket' || ask.op === 'list-buckets' ? [] : ['expectedOwner']),
    ...(SAID[ask.op] ?? []),
    ...members,
    ...(CARRIED_ATTRIBUTES[ask.op] ?? []),
  ]);
  for (const [field, value] of Object.entries(ask)) {
    if (value !== undefined && !carried.has(field)) return `the SDK's command for ${ask.op} has no member for ${field}`;
  }
  for (const field of ['number', 'partNumber', 'max', 'objectSize'] as const) {
    const value = ask[field];
    if (value !== undefined && !Number.isInteger(value)) return `${field} ${JSON.stringify(value)} is not an integer`;
  }
  const oddPart = ask.parts?.find(({ number }) => !Number.isInteger(number));
  if (oddPart) return `part number ${JSON.stringify(oddPart.number)} is not an integer`;
  for (const field of DATES) {
    const value = ask[field];
    if (typeof value === 'string' && httpDateOf(value) === undefined) return `${field} "${value}" is no HTTP date`;
  }
  const until = ask.retainUntil;
  if (until !== undefined && momentOf(until) === undefined) return `retainUntil "${until}" is no date in whole seconds`;
  const expires = ask.override?.expires;
  if (expires !== undefined && httpDateOf(expires) === undefined)
    return `override expires "${expires}" is no HTTP date`;
  if (HEADER_TEXT.some((field) => ask[field] === '')) return 'the SDK drops empty headers';
  const sums = [ask.checksums ?? {}, ...(ask.parts ?? []).map(({ checksums = {} }) => checksums)];
  if (sums.some((one) => Object.values(one).includes(''))) return 'the SDK drops empty checksums';
  const strange = sums.flatMap(Object.keys).find((name) => !isAlgorithm(name));
  if (strange !== undefined) return `the SDK has no member for a checksum by ${strange}`;
  const metadata = Object.entries(ask.metadata ?? {});
  if (metadata.some(([, value]) => value === '')) return 'the SDK drops empty headers';
  if (metadata.some(([, value]) => /[^\u0020-\u007e]/.test(value)))
    return 'the SDK does not encode metadata beyond ASCII';
  if (ask.attributes?.length === 0) return 'the SDK drops empty headers';
  return undefined;
}

/** The date, when writing it as an HTTP date gives the same text again. */
export function httpDateOf(text: string): Date | undefined {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) || date.toUTCString() !== text ? undefined : date;
}
