/** The arithmetic that every signature shares: digests, times, and comparing without telling how much was right. */
import { createHmac, hash, timingSafeEqual } from 'node:crypto';

/** Hex SHA-256; strings are taken as latin1, one character for each byte. */
export function sha256Hex(data: string | Buffer): string {
  return hash('sha256', typeof data === 'string' ? Buffer.from(data, 'latin1') : data, 'hex');
}

export function hmacHex(key: Buffer, text: string): string {
  return createHmac('sha256', key).update(text, 'latin1').digest('hex');
}

/** Takes as long for a wrong signature as for a right one. */
export function sameSignature(given: string, computed: string): boolean {
  return (
    given.length === computed.length && timingSafeEqual(Buffer.from(given, 'latin1'), Buffer.from(computed, 'latin1'))
  );
}

/** `41 57 53 34`, as the error document shows signed bytes (S3-244). */
export function spacedHex(text: string): string {
  return Buffer.from(text, 'latin1')
    .toString('hex')
    .replace(/..(?=.)/g, '$& ');
}

// The last time read and written: requests that come close together carry the same.
let lastRead = { text: '', instant: Number.NaN };
let lastWritten = { text: '', instant: Number.NaN };

/** `YYYYMMDDTHHMMSSZ` → milliseconds since the epoch; NaN for anything else. */
export function parseBasicTime(text: string): number {
  if (text !== lastRead.text) lastRead = { text, instant: readBasicTime(text) };
  return lastRead.instant;
}

function readBasicTime(text: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return Number.NaN;
  const [, year, month, day, hour, minute, second] = match;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

export function basicTime(instant: number): string {
  if (instant !== lastWritten.instant) {
    lastWritten = { instant, text: isoTime(instant).replaceAll('-', '').replaceAll(':', '') };
  }
  return lastWritten.text;
}

/** ISO 8601 without fractions of a second, as S3 writes the server's time in errors. */
export function isoTime(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
