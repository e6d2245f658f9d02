/** What each operation looks like on the wire in the dialect oss: Ask → method, address, query, headers and body, unsigned. */
import type { Endpoint } from '../targets/target.js';
import type { Ask, Operation } from './ask.js';
import { completion, deletion, lifecycle, versioning } from './oss-documents.js';
import { headersOf } from './oss-headers.js';
import { Unsendable } from './sign.js';
import type { Plan } from './speech.js';
import { requestOf } from './xml-requests.js';
import { COMMON, encoding, overrides, partPage, type Shape, upload, version } from './xml-shapes.js';

/** What OSS has no operation for is left out. ali-oss sends a Content-MD5 with some documents, and OSS wants it. */
const SHAPES: Partial<Record<Operation, Shape>> = {
  ...COMMON,
  create: {
    method: 'POST',
    at: 'key',
    flag: 'uploads',
    query: (ask) => [['sequential', ask.sequential === true ? true : undefined], encoding(ask)],
  },
  complete: {
    method: 'POST',
    at: 'key',
    query: (ask) => [upload(ask), encoding(ask)],
    document: completion,
  },
  'list-parts': { method: 'GET', at: 'key', query: (ask) => [...partPage(ask), encoding(ask)] },
  get: { method: 'GET', at: 'key', query: (ask) => [version(ask), ...overrides(ask)] },
  head: { method: 'HEAD', at: 'key', query: (ask) => [version(ask)] },
  'delete-many': { method: 'POST', at: 'bucket', flag: 'delete', document: deletion, digest: true },
  'get-tagging': { method: 'GET', at: 'key', flag: 'tagging' },
  'get-acl': { method: 'GET', at: 'key', flag: 'acl' },
  'create-bucket': { method: 'PUT', at: 'bucket' },
  'head-bucket': { method: 'GET', at: 'bucket', flag: 'bucketInfo' },
  'put-versioning': {
    method: 'PUT',
    at: 'bucket',
    flag: 'versioning',
    document: ({ status = 'Enabled' }) => versioning(status),
  },
  'put-lifecycle': {
    method: 'PUT',
    at: 'bucket',
    flag: 'lifecycle',
    digest: true,
    document: ({ rules = [] }) => lifecycle(rules),
  },
};

/**
 * The unsigned request of a question, before any of its `raw` changes.
 *
 * @throws Unsendable for an operation that OSS does not have.
 */
export function planOf(ask: Ask, endpoint: Endpoint): Plan {
  const shape = SHAPES[ask.op];
  if (!shape) throw new Unsendable(`OSS has no operation for ${ask.op}`);
  return requestOf(ask, endpoint, shape, headersOf(ask), '/');
}
