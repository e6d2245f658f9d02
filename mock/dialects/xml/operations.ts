/** How a dialect with XML says which request asks for which operation, and names those that a client may have meant. */
import type { Op, Refusal } from '../../engine/types.js';
import type { Call } from '../dialect.js';

/** What the path names. */
export type Target = 'service' | 'bucket' | 'key';

export interface Operation {
  readonly on: Target;
  readonly method: string;
  /** Query names that must all be present; they are case-sensitive (S3-048). */
  readonly query: readonly string[];
  /** The request must name a source to copy. */
  readonly copy: boolean;
  readonly op: Op;
}

/** One row of a dialect's table. @param query names, parted by spaces. */
export function row(on: Target, method: string, query: string, op: Op, copy = false): Operation {
  return { on, method, query: query === '' ? [] : query.split(' '), copy, op };
}

type Query = Call['query'];

/** What a dialect with XML knows of requests. */
export interface Routes {
  /** The first row that fits wins, so the more particular stands first. */
  readonly operations: readonly Operation[];
  /** Sub-resources that the mock does not have. They must not be mistaken for the plain request beneath them. */
  readonly unsupported: ReadonlySet<string>;
}

/** Method, sub-resource and copy header against the table. @param copy whether the request names a source to copy. */
export function operationOf(
  { operations, unsupported }: Routes,
  on: Target,
  method: string,
  query: Query,
  copy: boolean,
): Operation | Refusal {
  const found = firstFit(operations, on, method, query, copy);
  if (found && found.query.length > 0) return found;
  for (const name of query.keys()) {
    if (!unsupported.has(name)) continue;
    const message = `This server does not implement the sub-resource ${name}.`;
    const detail = { message, method, near: near(operations, on, method, query) };
    return { rule: 'wire/not-implemented', fault: 'not-implemented', detail };
  }
  if (found) return found;
  const resourceType = on === 'key' ? 'OBJECT' : on === 'bucket' ? 'BUCKET' : 'SERVICE';
  const detail = { method, resourceType, near: near(operations, on, method, query) };
  return { rule: 'wire/method-not-allowed', fault: 'method-not-allowed', detail };
}

function firstFit(
  operations: readonly Operation[],
  on: Target,
  method: string,
  query: Query,
  copy: boolean,
): Operation | undefined {
  for (const one of operations) {
    if (one.method !== method || one.on !== on || (one.copy && !copy)) continue;
    if (one.query.every((name) => query.has(name))) return one;
  }
  return undefined;
}

/** The request line of an operation, as a person would write it. */
export function describe({ on, method, query, copy, op }: Operation): string {
  const path = on === 'service' ? '/' : on === 'bucket' ? '/{bucket}' : '/{bucket}/{key}';
  return `${op}: ${method} ${path}${query.length > 0 ? `?${query.join('&')}` : ''}${copy ? ' with a copy source' : ''}`;
}

/**
 * The operations a client may have meant: those on this target that share a query name with the request, up to case and
 * a missing plural; failing that, those with its method.
 */
export function near(operations: readonly Operation[], on: Target, method: string, query: Query): string {
  const here = operations.filter((operation) => operation.on === on);
  const sent = new Set([...query.keys()].map(roughly));
  const alike = here.filter((operation) => operation.query.some((name) => sent.has(roughly(name))));
  const listed = alike.length > 0 ? alike : here.filter((operation) => operation.method === method);
  return listed.map(describe).join(', ');
}

function roughly(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '').replace(/s$/, '');
}
