/** PutBucketLifecycleConfiguration → a command. */
import type { AskedLifecycleRule } from '../../engine/types.js';
import { type Element, onlyText } from '../xml/document.js';
import { daysOf, lifecycleParser } from '../xml/parse-lifecycle.js';

const ABORT = 'AbortIncompleteMultipartUpload';

export const parsePutLifecycle = lifecycleParser({
  actions: new Set([ABORT, 'Expiration', 'NoncurrentVersionExpiration', 'NoncurrentVersionTransition', 'Transition']),
  others: new Set(['ID', 'Status', 'Prefix', 'Filter']),
  scopeOf,
  abort: ABORT,
  abortOf: (abort) => daysOf(abort, 'DaysAfterInitiation'),
});

/** What a filter may hold, with what each asks beside a prefix. */
const FILTERS: Readonly<Record<string, 'Tags' | 'Object Size' | undefined>> = {
  Prefix: undefined,
  Tag: 'Tags',
  ObjectSizeGreaterThan: 'Object Size',
  ObjectSizeLessThan: 'Object Size',
};

/** Which keys a rule is for: a Filter, or the older bare Prefix; one of them has to be there. */
function scopeOf(rule: Element): Pick<AskedLifecycleRule, 'prefix' | 'narrowed'> | undefined {
  const [filter, second] = rule.children.filter(({ name }) => name === 'Filter');
  const bare = onlyText(rule, 'Prefix');
  if (second || (filter === undefined) === (bare === undefined)) return undefined;
  if (!filter) return { prefix: bare!, narrowed: undefined };
  const [only, more] = filter.children;
  // Several conditions stand together in an And.
  if (more) return undefined;
  const conditions = only?.name === 'And' ? only : filter;
  if (conditions.children.some(({ name }) => !Object.hasOwn(FILTERS, name))) return undefined;
  const narrowed = conditions.children.map(({ name }) => FILTERS[name]).find((one) => one !== undefined);
  return { prefix: onlyText(conditions, 'Prefix') ?? '', narrowed };
}
