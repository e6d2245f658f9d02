/** Lifecycle rules of a bucket → a command. What the engine does not act on is kept in its wire form. */
import type { AskedLifecycleRule } from '../../engine/types.js';
import { type Element, element, onlyText, readXml } from './document.js';
import { MALFORMED, type Parser } from './parser.js';

/** The elements of a rule in one dialect, and how it reads those that differ. */
export interface RuleForms {
  /** What a rule may do. */
  readonly actions: ReadonlySet<string>;
  readonly others: ReadonlySet<string>;
  /** Which keys a rule is for; `undefined` when that is malformed. */
  readonly scopeOf: (rule: Element) => Pick<AskedLifecycleRule, 'prefix' | 'narrowed'> | undefined;
  /** The name of the action that ends uploads. */
  readonly abort: string;
  /** When it does so. */
  readonly abortOf: (abort: Element) => AskedLifecycleRule['abort'];
}

export function lifecycleParser(forms: RuleForms): Parser<'put-lifecycle'> {
  return ({ bucket }, document) => {
    const root = readXml(document);
    if (root?.name !== 'LifecycleConfiguration' || root.children.length === 0) return MALFORMED;
    const rules = root.children.map((child) => (child.name === 'Rule' ? readRule(child, forms) : undefined));
    return rules.every((rule) => rule !== undefined) ? { op: 'put-lifecycle', bucket, rules } : MALFORMED;
  };
}

function readRule(rule: Element, { actions, others, ...forms }: RuleForms): AskedLifecycleRule | undefined {
  const status = onlyText(rule, 'Status');
  const scope = forms.scopeOf(rule);
  const [ending, second] = rule.children.filter(({ name }) => name === forms.abort);
  const abort = ending && forms.abortOf(ending);
  if ((status !== 'Enabled' && status !== 'Disabled') || !scope || second || (ending && !abort)) return undefined;
  if (rule.children.some(({ name }) => !actions.has(name) && !others.has(name))) return undefined;
  return {
    id: onlyText(rule, 'ID') || undefined,
    enabled: status === 'Enabled',
    ...scope,
    abort,
    actions: rule.children.filter(({ name }) => actions.has(name)).length,
    form: rule.children.flatMap((child) => (child.name === 'ID' ? [] : [written(child)])).join(''),
  };
}

const DAYS = /^[+-]?\d{1,10}$/;

/** A number of days as sent; whether so many are allowed is a rule of the engine. */
export function daysOf(parent: Element, name: string): AskedLifecycleRule['abort'] {
  const days = onlyText(parent, name)?.trim() ?? '';
  return DAYS.test(days) ? { days: Number(days) } : undefined;
}

function written({ name, children, text }: Element): string {
  return children.length === 0 ? element(name, text) : `<${name}>${children.map(written).join('')}</${name}>`;
}
