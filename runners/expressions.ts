/** CEL expressions of scenarios: conditions (`needs`, `when`, `that`) and `{{ … }}` in values. */
import { type ParseResult, parse } from '@marcbachmann/cel-js';

/** An expression could not be parsed or evaluated; `message` shows it. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

export type Context = Readonly<Record<string, unknown>>;

const parsed = new Map<string, ParseResult>();

/** @throws ExpressionError when the text is no CEL. */
export function compile(text: string): ParseResult {
  const known = parsed.get(text);
  if (known) return known;
  try {
    const expression = parse(text);
    parsed.set(text, expression);
    return expression;
  } catch (error) {
    throw new ExpressionError(`"${text}" is no expression: ${firstLine(error)}`);
  }
}

/** @throws ExpressionError when it cannot be evaluated, for example because a name is not bound. */
export function evaluate(text: string, context: Context): unknown {
  const expression = compile(text);
  try {
    return fromCel(expression(toCel(context) as Record<string, unknown>));
  } catch (error) {
    throw new ExpressionError(`"${text}" cannot be evaluated: ${firstLine(error)}`);
  }
}

/** Whether expressions can call a value by this name: `list`, `type`, `if` and the like mean something to CEL itself. */
export function isFreeName(name: string): boolean {
  try {
    return evaluate(`${name}.probe`, { [name]: { probe: 1 } }) === 1;
  } catch {
    return false;
  }
}

const WHOLE = /^\{\{(.*)\}\}$/s;
const INSIDE = /\{\{(.*?)\}\}/gs;

/** Expressions inside a text, each without its braces. */
export function expressionsIn(text: string): string[] {
  return [...text.matchAll(INSIDE)].map((match) => match[1]!.trim());
}

/** Replaces every `{{ … }}` in a value, at any depth. A text that is one expression keeps the type of its result. */
export function resolve(value: unknown, context: Context): unknown {
  if (typeof value === 'string') return value.includes('{{') ? resolveText(value, context) : value;
  if (Array.isArray(value)) return value.map((one) => resolve(one, context));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, resolve(one, context)]));
  }
  return value;
}

function resolveText(text: string, context: Context): unknown {
  const whole = WHOLE.exec(text);
  if (whole && !whole[1]!.includes('}}')) return evaluate(whole[1]!.trim(), context);
  return text.replace(INSIDE, (_, inner: string) => String(evaluate(inner.trim(), context)));
}

/** CEL tells integers from floating point numbers; ours that are whole are integers. */
function toCel(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(toCel);
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, toCel(one)]));
  }
  return value === undefined ? null : value;
}

function fromCel(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map(fromCel);
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, one]) => [String(name), fromCel(one)]));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fromCel(one)]));
  }
  return value;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
}
