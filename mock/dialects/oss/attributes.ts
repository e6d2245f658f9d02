/** What requests say of the object to be, held against what OSS takes: encryption, tags, access, and where each may stand. */
import type { Attributes, Op, Refusal, Tag } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { isDigits, percentDecode } from '../values.js';
import { ACL_HEADER, attributes, badArgument, refusal } from './values.js';

type Headers = Call['request']['headers'];

const ENCRYPTIONS: ReadonlySet<string> = new Set(['AES256', 'KMS', 'SM4']);
/** OSS-127. */
const ACLS: ReadonlySet<string> = new Set(['default', 'private', 'public-read', 'public-read-write']);
/** Bits per second (OSS-131). */
const SLOWEST = 819_200;
const FASTEST = 838_860_800;
const LIMITED: ReadonlySet<Op> = new Set([
  'put-object',
  'copy-object',
  'upload-part',
  'upload-part-copy',
  'get-object',
]);

/** What an initiate, a put or a copy sets on the object, or why that cannot be. */
export function storedAttributes({ request: { headers } }: Call): Attributes | Refusal {
  const sse = headers['x-oss-server-side-encryption'];
  if (sse !== undefined && !ENCRYPTIONS.has(sse)) return refusal('encryption/oss-method', 'encryption-method-invalid');
  const acl = badAcl(headers);
  if (acl) return acl;
  const tagging = headers['x-oss-tagging'];
  if (tagging === undefined) return attributes(headers);
  const tags = readTags(tagging);
  if (tags) return { ...attributes(headers), tags };
  return { ...badArgument('x-oss-tagging', tagging, TAGGING), rule: 'attributes/oss-tagging' };
}

const TAGGING =
  "The header 'x-oss-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";

/** An access control list that there is none of. Complete may set one too. */
export function badAcl(headers: Headers): Refusal | undefined {
  const acl = headers[ACL_HEADER];
  if (acl === undefined || ACLS.has(acl)) return undefined;
  return {
    ...badArgument(ACL_HEADER, acl, 'The object access control list is invalid.'),
    rule: 'attributes/oss-acl',
  };
}

const MOST_TAGS = 10;
const NAME_BYTES = 128;
const VALUE_BYTES = 256;

/** OSS-021, OSS-129. */
function readTags(text: string): readonly Tag[] | undefined {
  const tags: Tag[] = [];
  for (const pair of text === '' ? [] : text.split('&')) {
    const [name = '', ...rest] = pair.split('=');
    const key = percentDecode(name.replaceAll('+', ' '));
    const value = percentDecode(rest.join('=').replaceAll('+', ' '));
    if (!key || value === undefined) return undefined;
    if (Buffer.byteLength(key) > NAME_BYTES || Buffer.byteLength(value) > VALUE_BYTES) return undefined;
    tags.push({ key, value });
  }
  const distinct = new Set(tags.map(({ key }) => key)).size === tags.length;
  return distinct && tags.length <= MOST_TAGS ? tags : undefined;
}

/** What belongs to the initiate alone, sent later (OSS-046, OSS-085). */
export function misplaced({ op, request: { headers } }: Call): Refusal | undefined {
  const sse = headers['x-oss-server-side-encryption'];
  if (sse !== undefined && op === 'upload-part') {
    return { ...badArgument('x-oss-server-side-encryption', sse, SSE), rule: 'encryption/oss-part' };
  }
  const storageClass = headers['x-oss-storage-class'];
  if (storageClass === undefined) return undefined;
  const ec = op === 'complete' ? '0042-00000202' : '0042-00000101';
  return {
    ...badArgument('x-oss-storage-class', storageClass, CLASS, ec),
    rule: 'create/storage-class-after',
  };
}

const SSE = 'x-oss-server-side-encryption is not applicable here.';
const CLASS = 'x-oss-storage-class is not applicable here.';

/** A speed limit out of bounds; it stands in a header or in the query. */
export function badTrafficLimit({ op, query, request }: Call): Refusal | undefined {
  const text = request.headers['x-oss-traffic-limit'] ?? query.get('x-oss-traffic-limit');
  if (text === undefined || !LIMITED.has(op)) return undefined;
  const limit = isDigits(text) ? Number(text) : Number.NaN;
  if (limit >= SLOWEST && limit <= FASTEST) return undefined;
  return { ...badArgument('x-oss-traffic-limit', text, TRAFFIC), rule: 'wire/traffic-limit' };
}

const TRAFFIC = 'x-oss-traffic-limit is invalid, should be specified between 819200(100KB/s) and 838860800(100MB/s).';
