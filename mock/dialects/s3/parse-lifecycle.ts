/** PutBucketLifecycleConfiguration → a command. What the engine does not act on is kept in its wire form. */
import type { AskedLifecycleRule } from '../../engine/types.js';
import { type Element, element, onlyText, readXml } from '../xml.js';
import { MALFORMED, type Parser } from './parse-multipart.js';

const ACTIONS: ReadonlySet<string> = new Set([
  'AbortIncompleteMultipartUpload',
  'Expiration',
  'NoncurrentVersionExpiration',
  'NoncurrentVersionTransition',
  'Transition',
]);
/** What a filter may hold, with what each asks beside a prefix. */
const FILTERS: Readonly<Record<string, 'Tags' | 'Object Size' | undefined>> = {
  Prefix: undefined,
  Tag: 'Tags',
  ObjectSizeGreaterThan: 'Object Size',
  ObjectSizeLessThan: 'Object Size',
};

export const parsePutLifecycle: Parser<'put-lifecycle'> = (call, document) => {
  const root = readXml(document);
  if (root?.name !== 'LifecycleConfiguration' || root.children.length === 0) return MALFORMED;
  const rules: AskedLifecycleRule[] = [];
  for (const child of root.children) {
    const rule = child.name === 'Rule' ? ruleOf(child) : undefined;
    if (!rule) return MALFORMED;
    rules.push(rule);
  }
  return { op: 'put-lifecycle', bucket: call.bucket, rules };
};

function ruleOf(rule: Element): AskedLifecycleRule | undefined {
  const status = onlyText(rule, 'Status');
  const scope = scopeOf(rule);
  const ending = abortOf(rule);
  if ((status !== 'Enabled' && status !== 'Disabled') || !scope || ending === 'malformed') return undefined;
  if (rule.children.some(({ name }) => !ACTIONS.has(name) && !['ID', 'Status', 'Prefix', 'Filter'].includes(name)))
    return undefined;
  return {
    id: onlyText(rule, 'ID') || undefined,
    enabled: status === 'Enabled',
    ...scope,
    abort: ending,
    actions: rule.children.filter(({ name }) => ACTIONS.has(name)).length,
    form: rule.children.flatMap((child) => (child.name === 'ID' ? [] : [written(child)])).join(''),
  };
}

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

function abortOf(rule: Element): AskedLifecycleRule['abort'] | 'malformed' {
  const [abort, second] = rule.children.filter(({ name }) => name === 'AbortIncompleteMultipartUpload');
  if (!abort) return undefined;
  const days = onlyText(abort, 'DaysAfterInitiation')?.trim() ?? '';
  return second || !/^[+-]?\d{1,10}$/.test(days) ? 'malformed' : { days: Number(days) };
}

function written({ name, children, text }: Element): string {
  return children.length === 0 ? element(name, text) : `<${name}>${children.map(written).join('')}</${name}>`;
}
