/** PutBucketLifecycle → a command (OSS-140, OSS-141). */
import type { AskedLifecycleRule, Instant } from '../../engine/types.js';
import { type Element, onlyText } from '../xml/document.js';
import { daysOf, lifecycleParser } from '../xml/parse-lifecycle.js';

const ABORT = 'AbortMultipartUpload';

export const parsePutLifecycle = lifecycleParser({
  actions: new Set([ABORT, 'Expiration', 'Transition', 'NoncurrentVersionExpiration', 'NoncurrentVersionTransition']),
  others: new Set(['ID', 'Status', 'Prefix', 'Tag', 'Filter', 'AtimeBase']),
  scopeOf: (rule) => ({
    prefix: onlyText(rule, 'Prefix') ?? '',
    narrowed: rule.children.some(({ name }) => name === 'Tag') ? 'Tags' : undefined,
  }),
  abort: ABORT,
  // Exactly one of the two ways to say when.
  abortOf: (abort) => (abort.children.length === 1 ? (daysOf(abort, 'Days') ?? dateOf(abort)) : undefined),
});

const MIDNIGHT = /^\d{4}-\d{2}-\d{2}T00:00:00(\.000)?Z$/;

function dateOf(abort: Element): AskedLifecycleRule['abort'] {
  const date = onlyText(abort, 'CreatedBeforeDate')?.trim() ?? '';
  return MIDNIGHT.test(date) ? { before: Date.parse(date) as Instant } : undefined;
}
