/** Headers that say the same in every dialect with XML, whatever they are called there. */
import type { ByteRange, Conditions } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { bare, byteRange, seconds } from '../values.js';

type Headers = Call['request']['headers'];

/** `If-Match` and its kin; with a prefix those of a copy source. */
export function conditions(headers: Headers, prefix = ''): Conditions {
  const match = headers[`${prefix}if-match`];
  const noneMatch = headers[`${prefix}if-none-match`];
  const since = seconds(headers[`${prefix}if-modified-since`]);
  const until = seconds(headers[`${prefix}if-unmodified-since`]);
  return {
    ...(match !== undefined && { ifMatch: bare(match) }),
    ...(noneMatch !== undefined && { ifNoneMatch: bare(noneMatch) }),
    ...(since !== undefined && { ifModifiedSince: since }),
    ...(until !== undefined && { ifUnmodifiedSince: until }),
  };
}

/** A range, with its text for the error document. */
export function optionalRange(
  text: string | undefined,
  shape: Parameters<typeof byteRange>[1],
): { readonly range?: { readonly text: string; readonly value: ByteRange | null } } {
  return text === undefined ? {} : { range: { text, value: byteRange(text, shape) } };
}

/** A client may well name its metadata `__proto__`. */
const withoutPrototype = (): Record<string, string> => Object.create(null);

/** Most objects have none, and share it. */
const NO_METADATA = Object.freeze(withoutPrototype());

/** A client's own headers, without the prefix that marks them. */
export function metadataOf(headers: Headers, prefix: string): Record<string, string> {
  let metadata: Record<string, string> = NO_METADATA;
  for (const name in headers) {
    if (!name.startsWith(prefix)) continue;
    if (metadata === NO_METADATA) metadata = withoutPrototype();
    metadata[name.slice(prefix.length)] = headers[name] ?? '';
  }
  return metadata;
}

/** Those of the named headers that say something. */
export function keptHeaders(headers: Headers, names: readonly string[]): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (value) kept[name] = value;
  }
  return kept;
}

const OVERRIDES = [
  ...(['content-type', 'content-language', 'expires'] as const),
  ...(['cache-control', 'content-disposition', 'content-encoding'] as const),
];

/** Headers that a read asks to see in place of the object's own. */
export function overridesOf(query: Call['query']): Record<string, string> {
  const overrides: Record<string, string> = {};
  for (const name of query.size > 0 ? OVERRIDES : []) {
    const value = query.get(`response-${name}`);
    if (value !== undefined) overrides[name] = value;
  }
  return overrides;
}
