/** `/_mock/clock`: what is asked of the clock, as JSON. */
import { parseDuration } from '../suites/reader/duration.js';
import type { Clock } from './clock.js';

export interface PageAnswer {
  readonly status: number;
  readonly body: object;
}

/** The time in a bucket (or everywhere), and how far it was moved. */
export function showClock(clock: Clock, bucket?: string): PageAnswer {
  const [now, real] = [clock.now(bucket), clock.real()];
  const body = { now: new Date(now).toISOString(), real: new Date(real).toISOString(), movedMs: now - real };
  return { status: 200, body: bucket === undefined ? body : { bucket, ...body } };
}

const WANTED =
  'want {"advance": "25h"} or {"at": "2026-12-01T00:00:00Z"}, and "bucket" beside it to move one bucket only';

/**
 * Moves the clock as a document says: `{ advance }` or `{ at }`, with or without `bucket`.
 *
 * @returns the clock afterwards, or 400 with what is wrong.
 */
export function moveClock(clock: Clock, document: string): PageAnswer {
  try {
    const { advance, at, bucket, ...rest } = JSON.parse(document) as Record<string, unknown>;
    if (Object.keys(rest).length > 0) throw new Error(`unknown field "${Object.keys(rest)[0]!}"`);
    if (bucket !== undefined && typeof bucket !== 'string') throw new Error('"bucket" is no name');
    if (typeof advance === 'string' && at === undefined) clock.advance(parseDuration(advance), bucket);
    else if (typeof at === 'string' && advance === undefined) clock.advanceTo(instant(at), bucket);
    else throw new Error('"advance" or "at" is missing, or is no text');
    return showClock(clock, bucket);
  } catch (error) {
    return { status: 400, body: { error: `${(error as Error).message}; ${WANTED}` } };
  }
}

function instant(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at) || !/^\d{4}-\d\d-\d\d/.test(text)) throw new Error(`"${text}" is no ISO 8601 date`);
  return at;
}
