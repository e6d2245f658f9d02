/** Reads the leaves of an answer, whether they are text (raw) or typed already (SDK). What is absent is null. */
import type { HeaderList } from '../result.js';
import type { Json } from './observation.js';

/** An answer by the S3 model's member names; a leaf is text (raw) or already typed (SDK). */
export type Wire = Readonly<Record<string, unknown>>;

/** Who owns or began something. */
export function person(value: unknown): Json {
  return typeof value === 'object' && value !== null
    ? { id: text((value as Wire).ID), name: text((value as Wire).DisplayName) }
    : null;
}

/** A nested element, or an empty one when it is absent or has no children. */
export function member(w: Wire, name: string): Wire {
  const value = w[name];
  return typeof value === 'object' && value !== null ? (value as Wire) : {};
}

/** The elements of a list, whether one came or many. */
export function list(value: unknown): readonly Wire[] {
  const items = Array.isArray(value) ? value : [value];
  return items.filter((item): item is Wire => typeof item === 'object' && item !== null);
}

/** A leaf as text. */
export function text(value: unknown): string | null {
  return value === undefined || value === null || typeof value === 'object' ? null : String(value);
}

/** A number where the text is one; anything else stays visible as text. */
export function number(value: unknown): number | string | null {
  const shown = text(value);
  return shown !== null && /^-?\d+$/.test(shown) ? Number(shown) : shown;
}

/** A truth value. */
export function flag(value: unknown): boolean | null {
  const shown = text(value);
  return shown === 'true' ? true : shown === 'false' ? false : null;
}

/** A date of a document: as it was sent, or what the SDK made of it. */
export function date(value: unknown): string | null {
  return value instanceof Date ? value.toISOString() : text(value);
}

/** A date of a header, as ISO text. */
export function httpDate(value: unknown): string | null {
  const shown = date(value);
  if (shown === null || Number.isNaN(Date.parse(shown))) return shown;
  return new Date(shown).toISOString();
}

/** Node reads headers as Latin-1; metadata sent as UTF-8 is put right. */
export function utf8(value: string): string {
  const bytes = Buffer.from(value, 'latin1');
  const decoded = bytes.toString('utf8');
  return decoded.includes('\uFFFD') || bytes.toString('latin1') !== value ? value : decoded;
}

/** Header names in lower case; a header sent twice is joined by a comma. */
export function headerRecord(list: HeaderList): Record<string, string> {
  const record: Record<string, string> = {};
  for (const [name, value] of list) {
    const lower = name.toLowerCase();
    record[lower] = record[lower] === undefined ? value : `${record[lower]}, ${value}`;
  }
  return record;
}
