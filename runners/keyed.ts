/** Which operations are on a key, and what stands before keys. */
import type { Ask, Operation } from './drivers/ask.js';

/** Operations that name no key. */
export const BUCKET_OPERATIONS: ReadonlySet<Operation> = new Set([
  'list-uploads',
  'list',
  'list-v1',
  'list-versions',
  'delete-many',
  'create-bucket',
  'delete-bucket',
  'head-bucket',
  'list-buckets',
  'location',
  'put-versioning',
  'get-versioning',
  'put-lifecycle',
  'get-lifecycle',
  'delete-lifecycle',
  'put-encryption',
  'get-encryption',
  'put-policy',
  'get-policy',
  'delete-policy',
  'put-payment',
  'get-payment',
]);
/** Those that take a prefix. */
export const LISTINGS: ReadonlySet<Operation> = new Set(['list-uploads', 'list', 'list-v1', 'list-versions']);
/** Listings whose marker is a key. */
export const KEY_MARKERS: ReadonlySet<Operation> = new Set(['list-uploads', 'list', 'list-v1', 'list-versions']);

/** Keys of a list, each below the case's prefix. */
export function prefixed(
  keys: readonly (string | { key: string; versionId?: string })[],
  prefix: string,
): NonNullable<Ask['keys']> {
  return keys.map((one) => (typeof one === 'string' ? prefix + one : { ...one, key: prefix + one.key }));
}
