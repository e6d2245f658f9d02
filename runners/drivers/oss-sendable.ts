/** What ali-oss cannot ask: it has no call or member for it, or would change it on the way (OSS-185, OSS-188, OSS-195). */
import type { Ask, Operation } from './ask.js';

type Field = keyof Ask;

/** Fields that travel as headers: every call takes headers of any name. */
const HEADERS: readonly Field[] = [
  ...(['contentMd5', 'checksums', 'metadata', 'contentType', 'cacheControl', 'contentDisposition'] as const),
  ...(['contentEncoding', 'contentLanguage', 'expires', 'storageClass', 'encryption', 'kmsKeyId'] as const),
  ...(['ifMatch', 'ifNoneMatch', 'ifModifiedSince', 'ifUnmodifiedSince', 'forbidOverwrite', 'completeAll'] as const),
  ...(['acl', 'tagging', 'trafficLimit', 'rangeBehavior', 'callback', 'callbackVar'] as const),
];
const PAGE: readonly Field[] = ['prefix', 'delimiter', 'max', 'encodingType', 'marker'];

/** The fields that each call carries. */
const CARRIED: Partial<Record<Operation, readonly Field[]>> = {
  create: ['key', ...HEADERS],
  'put-part': ['key', 'uploadId', 'number', 'body', ...HEADERS],
  'copy-part': ['key', 'uploadId', 'number', 'source', 'range', ...HEADERS],
  complete: ['key', 'uploadId', 'parts', ...HEADERS],
  abort: ['key', 'uploadId'],
  'list-parts': ['key', 'uploadId', 'max', 'marker', 'encodingType'],
  'list-uploads': [...PAGE, 'idMarker'],
  put: ['key', 'body', ...HEADERS],
  get: ['key', 'range', 'versionId', ...HEADERS],
  head: ['key', 'versionId', ...HEADERS],
  copy: ['key', 'source'],
  delete: ['key', 'versionId'],
  'delete-many': ['keys', 'quiet'],
  list: [...PAGE, 'token', 'fetchOwner'],
  'list-v1': PAGE,
  'create-bucket': [],
  'delete-bucket': [],
  'head-bucket': [],
  'list-buckets': [],
  location: [],
};

/** Why ali-oss cannot ask this, or would ask something else instead; undefined when it can. */
export function whyUnsendable(ask: Ask): string | undefined {
  if (ask.raw) return 'the question changes the request itself';
  const fields = CARRIED[ask.op];
  if (!fields) return `ali-oss has no call for ${ask.op}`;
  const carried = new Set<string>(['op', 'bucket', ...fields]);
  for (const [field, value] of Object.entries(ask)) {
    if (value !== undefined && !carried.has(field)) return `ali-oss's call for ${ask.op} has no member for ${field}`;
  }
  for (const field of ['number', 'max'] as const) {
    const value = ask[field];
    if (value !== undefined && !Number.isInteger(value)) return `${field} ${JSON.stringify(value)} is not an integer`;
  }
  if (ask.key?.startsWith('/')) return 'ali-oss takes leading slashes off a key';
  if (ask.key === '') return 'ali-oss needs a key';
  if (/(^|\/)\.\.?(\/|$)/.test(ask.key ?? '')) return "ali-oss's HTTP library folds dots between slashes";
  return list(ask) ?? headers(ask) ?? copies(ask);
}

function list({ op, parts }: Ask): string | undefined {
  if (op !== 'complete') return undefined;
  if (parts === undefined) return 'ali-oss always sends a list of parts';
  if (!parts.every(({ number }) => Number.isInteger(number))) return 'a part number is not an integer';
  const ascending = parts.every(({ number }, i) => i === 0 || Number(number) > Number(parts[i - 1]!.number));
  return ascending ? undefined : 'ali-oss sorts the list of parts and leaves out repeated numbers';
}

function headers(ask: Ask): string | undefined {
  if (ask.op === 'put-part' || ask.op === 'complete') {
    if (ask.encryption !== undefined || ask.storageClass !== undefined)
      return 'ali-oss takes the encryption and the storage class off parts and Complete';
  }
  const texts = [...HEADERS.map((field) => ask[field]), ...Object.values(ask.metadata ?? {})];
  if (texts.includes('')) return 'ali-oss drops empty headers';
  const strange = texts.some((text) => typeof text === 'string' && /[^\u0020-\u007e]/.test(text));
  return strange ? 'ali-oss does not encode headers beyond ASCII' : undefined;
}

function copies({ op, source, range }: Ask): string | undefined {
  if (op !== 'copy' && op !== 'copy-part') return undefined;
  if (!source) return 'ali-oss needs a source';
  if (source.key.startsWith('/')) return 'ali-oss takes leading slashes off a key';
  if (op === 'copy' && source.versionId !== undefined) return "ali-oss's copy names no version of its source unencoded";
  return range === undefined || /^bytes=./.test(range) ? undefined : 'ali-oss puts bytes= before every range';
}
