/** PutBucketLifecycle → a command (OSS-140, OSS-141). What the engine does not act on is kept in its wire form. */
import type { AskedLifecycleRule, Instant } from '../../engine/types.js';
import { type Element, element, onlyText, readXml } from '../xml.js';
import { MALFORMED, type Parser } from './parse-multipart.js';

const ACTIONS: ReadonlySet<string> = new Set([
  ...['AbortMultipartUpload', 'Expiration', 'Transition'],
  ...['NoncurrentVersionExpiration', 'NoncurrentVersionTransition'],
]);
const OTHERS: ReadonlySet<string> = new Set(['ID', 'Status', 'Prefix', 'Tag', 'Filter', 'AtimeBase']);

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
  const abort = abortOf(rule);
  if ((status !== 'Enabled' && status !== 'Disabled') || abort === 'malformed') return undefined;
  if (rule.children.some(({ name }) => !ACTIONS.has(name) && !OTHERS.has(name))) return undefined;
  return {
    id: onlyText(rule, 'ID') || undefined,
    enabled: status === 'Enabled',
    prefix: onlyText(rule, 'Prefix') ?? '',
    narrowed: rule.children.some(({ name }) => name === 'Tag') ? 'Tags' : undefined,
    abort,
    actions: rule.children.filter(({ name }) => ACTIONS.has(name)).length,
    form: rule.children.flatMap((child) => (child.name === 'ID' ? [] : [written(child)])).join(''),
  };
}

const MIDNIGHT = /^\d{4}-\d{2}-\d{2}T00:00:00(\.000)?Z$/;

/** Exactly one of the two ways to say when. */
function abortOf(rule: Element): AskedLifecycleRule['abort'] | 'malformed' {
  const [abort, second] = rule.children.filter(({ name }) => name === 'AbortMultipartUpload');
  if (!abort) return undefined;
  if (second || abort.children.length !== 1) return 'malformed';
  const days = onlyText(abort, 'Days')?.trim();
  if (days !== undefined) return /^[+-]?\d{1,10}$/.test(days) ? { days: Number(days) } : 'malformed';
  const date = onlyText(abort, 'CreatedBeforeDate')?.trim() ?? '';
  return MIDNIGHT.test(date) ? { before: Date.parse(date) as Instant } : 'malformed';
}

function written({ name, children, text }: Element): string {
  return children.length === 0 ? element(name, text) : `<${name}>${children.map(written).join('')}</${name}>`;
}
