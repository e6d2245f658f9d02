/**
 * The canonical forms of SigV4 as S3 wants them. Everything works on bytes: Node hands over request lines and header
 * values as latin1, one character for each byte, so that a signature over raw UTF-8 headers is over the same bytes here.
 */
import type { WireRequest } from '../dialect.js';

const HEX = '0123456789ABCDEF';
const PERCENT = 0x25;

/** `A-Z a-z 0-9 - . _ ~` are never escaped. */
const UNRESERVED = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~') {
  UNRESERVED[character.charCodeAt(0)] = 1;
}

/** Value of a hex digit, -1 for anything else. */
const DIGIT = new Int8Array(256).fill(-1);
for (const character of '0123456789abcdefABCDEF') DIGIT[character.charCodeAt(0)] = Number.parseInt(character, 16);

const ESCAPED = Array.from({ length: 256 }, (_, byte) =>
  UNRESERVED[byte] ? String.fromCharCode(byte) : `%${HEX[byte >> 4]}${HEX[byte & 15]}`,
);

/**
 * Decodes and encodes again, segment by segment: `%2F` stays apart from `/`, `%c3` becomes `%C3`, `+` becomes `%2B`.
 * Unlike other services S3 neither encodes twice nor resolves `.`, `..` and `//`.
 */
export function canonicalPath(path: string): string {
  if (path === '') return '/';
  let canonical = '';
  let segment = 0;
  for (;;) {
    const slash = path.indexOf('/', segment);
    if (slash === -1) return canonical + recode(path, segment, path.length, false);
    canonical += `${recode(path, segment, slash, false)}/`;
    segment = slash + 1;
  }
}

/** Name and value, both in canonical escapes. */
export type Pair = readonly [name: string, value: string];

/** Splits a raw query and brings it into canonical escapes, in the order received; a flag has an empty value, `+` is a space. */
export function queryPairs(query: string): Pair[] {
  const pairs: Pair[] = [];
  let at = 0;
  while (at < query.length) {
    const ampersand = query.indexOf('&', at);
    const end = ampersand === -1 ? query.length : ampersand;
    if (end > at) {
      const equals = query.indexOf('=', at);
      const split = equals === -1 || equals > end ? end : equals;
      pairs.push([recode(query, at, split, true), split === end ? '' : recode(query, split + 1, end, true)]);
    }
    at = end + 1;
  }
  return pairs;
}

/** Sorted by name, then by value, so that `a=2` stands before `a-b=1`. */
export function canonicalQuery(pairs: readonly Pair[]): string {
  if (pairs.length === 0) return '';
  const sorted = pairs.length === 1 ? pairs : [...pairs].sort(byNameThenValue);
  let canonical = '';
  for (const [name, value] of sorted) canonical += `${canonical === '' ? '' : '&'}${name}=${value}`;
  return canonical;
}

/**
 * What is signed of a request.
 *
 * @param pairs its query, without the signature.
 * @param headers as {@link headerValues} gives them; a signed header that is not there counts as empty.
 * @param covered the body's hash, or what stands for it.
 */
export function canonicalRequest(
  { method, path }: Pick<WireRequest, 'method' | 'path'>,
  pairs: readonly Pair[],
  headers: ReadonlyMap<string, string>,
  signedHeaders: readonly string[],
  covered: string,
): string {
  let lines = '';
  for (const name of signedHeaders) lines += `${name}:${headers.get(name) ?? ''}\n`;
  return `${method}\n${canonicalPath(path)}\n${canonicalQuery(pairs)}\n${lines}\n${signedHeaders.join(';')}\n${covered}`;
}

/** Undoes canonical escapes; what is not UTF-8 becomes U+FFFD. */
export function unescapeValue(value: string): string {
  if (!value.includes('%')) return value;
  const bytes = Buffer.allocUnsafe(value.length);
  let length = 0;
  for (let i = 0; i < value.length; i++) {
    const escaped = value.charCodeAt(i) === PERCENT ? escapedByte(value, i, value.length) : -1;
    if (escaped !== -1) i += 2;
    bytes[length++] = escaped === -1 ? value.charCodeAt(i) : escaped;
  }
  return bytes.toString('utf8', 0, length);
}

/** Every header as signed: lower-case name → trimmed, folded values, repeated ones joined by `,` in the order received. */
export function headerValues(request: WireRequest): Map<string, string> {
  const values = new Map<string, string>();
  const { rawHeaders } = request;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    const value = fold(rawHeaders[i + 1]!);
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return values;
}

function byNameThenValue(a: Pair, b: Pair): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] === b[1] ? 0 : a[1] < b[1] ? -1 : 1;
}

function recode(text: string, start: number, end: number, plusIsSpace: boolean): string {
  if (isCanonical(text, start, end)) return text.slice(start, end);
  let canonical = '';
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    const escaped = code === PERCENT ? escapedByte(text, i, end) : -1;
    if (escaped !== -1) {
      canonical += ESCAPED[escaped]!;
      i += 2;
    } else if (plusIsSpace && code === 0x2b) canonical += '%20';
    else canonical += ESCAPED[code & 0xff]!;
  }
  return canonical;
}

function isCanonical(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === PERCENT) {
      const escaped = escapedByte(text, i, end);
      if (escaped === -1 || UNRESERVED[escaped] || text.charCodeAt(i + 1) > 0x60 || text.charCodeAt(i + 2) > 0x60) {
        return false;
      }
      i += 2;
    } else if (!UNRESERVED[code]) return false;
  }
  return true;
}

/** The byte that `%XX` at `at` stands for; -1 when that is no escape. */
function escapedByte(text: string, at: number, end: number): number {
  if (at + 2 >= end) return -1;
  const high = DIGIT[text.charCodeAt(at + 1)] ?? -1;
  const low = DIGIT[text.charCodeAt(at + 2)] ?? -1;
  return high === -1 || low === -1 ? -1 : high * 16 + low;
}

function fold(value: string): string {
  if (!value.includes('  ') && !value.includes('\t')) return value.trim();
  return value.replace(/[ \t]+/g, ' ').trim();
}
