/** Written fields of a step → what is asked: bodies, metadata, changes to the request. */
import { parseSize } from '../suites/reader/size.js';
import { type BodySpec, sizeOf } from './body.js';
import type { Ask } from './drivers/ask.js';
import type { RawChanges } from './drivers/changes.js';
import type { RawFields } from './scenario.js';

/** Fields with `<i>` replaced; a text that is only `<i>` becomes the number. */
export function numbered(value: unknown, i: number): unknown {
  if (value === '<i>') return i;
  if (typeof value === 'string') return value.replaceAll('<i>', String(i));
  if (Array.isArray(value)) return value.map((one) => numbered(one, i));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, numbered(one, i)]));
}

/** The body a step describes, or undefined. */
export function bodyOf(fields: RawFields, seed: string): BodySpec | undefined {
  const { size, text, fill, repeat, count } = fields as {
    size?: unknown;
    text?: string;
    fill?: string;
    repeat?: Repeat;
    count?: { step: number; modulus: number };
  };
  if (repeat !== undefined) return { kind: 'text', text: repeated(repeat) };
  if (text !== undefined) return { kind: 'text', text: String(text) };
  if (size === undefined) return undefined;
  const bytes = typeof size === 'number' ? size : parseSize(String(size));
  if (fill !== undefined) return { kind: 'fill', byte: fill.charCodeAt(0), size: bytes };
  if (count !== undefined) return { kind: 'count', ...count, size: bytes };
  return { kind: 'seed', seed: (fields.seed as string | undefined) ?? seed, size: bytes };
}

export interface Repeat {
  readonly before?: string;
  readonly each: string;
  readonly times: number;
  readonly after?: string;
}

function repeated({ before = '', each, times, after = '' }: Repeat): string {
  return before + Array.from({ length: times }, (_, i) => each.replaceAll('<i>', String(i + 1))).join('') + after;
}

export function metadataOf(given: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === 'object' ? repeated(value as Repeat) : String(value),
    ]),
  );
}

/** A text, or one made by repeating. */
export function textOf(given: unknown): string {
  return typeof given === 'object' ? repeated(given as Repeat) : String(given);
}

/** Tags as a map, or as a list where one comes twice. */
export function tagsOf(given: unknown): NonNullable<Ask['tags']> {
  if (Array.isArray(given)) return given as NonNullable<Ask['tags']>;
  return Object.entries(given as Record<string, unknown>).map(([key, value]) => ({ key, value: textOf(value) }));
}

/** Changes to a request, every value as text. */
export function rawOf(raw: RawFields): RawChanges {
  const texts = (map: unknown): Record<string, string | true | string[] | null> =>
    Object.fromEntries(
      Object.entries(map as Record<string, unknown>).map(([name, value]) => [
        name,
        value === null || value === true ? value : Array.isArray(value) ? value.map(String) : String(value),
      ]),
    );
  const tamper = raw.tamper as RawFields | undefined;
  const part = (from: RawFields): RawFields => ({
    ...(from.headers === undefined ? {} : { headers: texts(from.headers) }),
    ...(from.query === undefined ? {} : { query: texts(from.query) }),
    ...(from.body === undefined ? {} : { body: bodyOf(from.body as RawFields, 'raw') }),
  });
  const { declaredLength, pause } = raw as { declaredLength?: unknown; pause?: RawFields };
  return {
    ...raw,
    ...part(raw),
    ...(declaredLength === undefined
      ? {}
      : { declaredLength: typeof declaredLength === 'number' ? declaredLength : parseSize(String(declaredLength)) }),
    ...(pause === undefined ? {} : { pause: { ...pause, after: parseSize(String(pause.after)) } }),
    ...(tamper === undefined ? {} : { tamper: { ...tamper, ...part(tamper) } }),
  } as RawChanges;
}

/** Bytes `[first, first + length)` of several bodies one after another. */
export function sliceOf(bodies: readonly BodySpec[], first: number, length: number): BodySpec[] {
  const slices: BodySpec[] = [];
  let skip = first;
  let wanted = length;
  for (const body of bodies) {
    const size = sizeOf(body);
    if (wanted <= 0) break;
    if (skip >= size) {
      skip -= size;
      continue;
    }
    const here = Math.min(size - skip, wanted);
    slices.push(skip === 0 && here === size ? body : { kind: 'slice', of: body, first: skip, length: here });
    skip = 0;
    wanted -= here;
  }
  return slices;
}
