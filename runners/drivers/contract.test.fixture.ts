/** A row of the drivers' contract: a question, how it must look on the wire, a canned answer, what must be seen in it. */
import type { Ask } from './ask.js';
import type { Json } from './observation.js';
import type { Canned } from './server.test.fixture.js';

export const NS = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
export const xml = (body: string): Canned => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});
export const BUCKET = 'bucket';
export const E1 = '5d41402abc4b2a76b9719d911017c592';
export const WHEN = '2026-02-21T10:11:12.000Z';
export const HTTP_DATE = 'Sat, 21 Feb 2026 10:11:12 GMT';
export const NO_CHECKSUM = { checksumAlgorithm: null, checksumType: null };
export const NOT_ANNOUNCED = { abortDate: null, abortRuleId: null };

export interface Row {
  readonly name?: string;
  readonly ask: Omit<Ask, 'bucket'>;
  /** Request line without version; the SDK's `x-id` is left out. */
  readonly line: string;
  readonly says: Canned;
  readonly values: Readonly<Record<string, Json>>;
}
