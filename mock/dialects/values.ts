/** Values of the wire that every dialect reads alike: text in, the engine's words out. */
import type { ByteRange, Numeral } from '../engine/types.js';

const BYTES_BEYOND_ASCII = /[\u0080-\u00ff]/;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Percent-decodes text as Node gives it, a character for a byte; `undefined` when the encoding, or the UTF-8 behind it, is broken. */
export function percentDecode(text: string): string | undefined {
  const bare = BYTES_BEYOND_ASCII.test(text);
  if (!bare && !text.includes('%')) return text;
  try {
    return decodeURIComponent(bare ? UTF8.decode(Buffer.from(text, 'latin1')) : text);
  } catch {
    return undefined;
  }
}

/** Decodes a query; the first of repeated names wins. `undefined` when the encoding is broken. */
export function readQuery(text: string): ReadonlyMap<string, string> | undefined {
  const query = new Map<string, string>();
  let from = 0;
  while (from < text.length) {
    let to = text.indexOf('&', from);
    if (to === -1) to = text.length;
    if (to > from) {
      const equals = text.indexOf('=', from);
      const split = equals === -1 || equals > to ? to : equals;
      const name = formDecode(text.slice(from, split));
      const value = formDecode(text.slice(Math.min(split + 1, to), to));
      if (name === undefined || value === undefined) return undefined;
      if (!query.has(name)) query.set(name, value);
    }
    from = to + 1;
  }
  return query;
}

function formDecode(text: string): string | undefined {
  return percentDecode(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

const INTEGER = /^-?\d+$/;

/** A number as sent. Whether its value is allowed is a rule of the engine, not of the parser. */
export function numeral(text: string): Numeral {
  return { text, value: INTEGER.test(text) ? Number(text) : Number.NaN };
}

/** An optional number; an empty one counts as absent (S3-174). */
export function optionalNumeral(text: string | undefined): Numeral | undefined {
  return text === undefined || text === '' ? undefined : numeral(text);
}

/** An optional text that must not be empty to count. */
export function optionalText<Name extends string>(
  name: Name,
  text: string | undefined,
): { readonly [N in Name]?: string } {
  return text === undefined || text === '' ? {} : ({ [name]: text } as { readonly [N in Name]: string });
}

const DIGITS = /^\d+$/;

export const isDigits = (text: string): boolean => DIGITS.test(text);

/**
 * Reads `bytes=a-b`, and for a Range header also `bytes=a-` and `bytes=-n`. Anything else is `null`, which a read
 * ignores and a copy refuses.
 */
export function byteRange(text: string, shape: 'any' | 'both-ends'): ByteRange | null {
  if (!text.startsWith('bytes=')) return null;
  const dash = text.indexOf('-', 6);
  if (dash === -1) return null;
  const head = text.slice(6, dash);
  const tail = text.slice(dash + 1);
  if ((head !== '' && !DIGITS.test(head)) || (tail !== '' && !DIGITS.test(tail))) return null;
  const first = head === '' ? undefined : Number(head);
  const last = tail === '' ? undefined : Number(tail);
  if (first !== undefined && last !== undefined) return first <= last ? { first, last } : null;
  if (shape === 'both-ends' || (first === undefined && last === undefined)) return null;
  return { first, last };
}

/** An entity tag without its quotes. */
export function bare(etag: string): string {
  return etag.replaceAll('"', '').trim();
}

/** An HTTP date in seconds since the epoch; `undefined` when it is none. */
export function seconds(date: string | undefined): number | undefined {
  if (date === undefined) return undefined;
  const at = Date.parse(date);
  return Number.isNaN(at) ? undefined : Math.floor(at / 1000);
}
