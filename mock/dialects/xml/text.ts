/** How dates, entity tags and names are written, alike in every dialect with XML. */
import type { ETag, Instant } from '../../engine/types.js';

/** Whole seconds, with milliseconds that are always zero (S3-179, OSS-060). */
export const isoDate: (at: Instant) => string = bySecond((at) => `${new Date(at).toISOString().slice(0, 19)}.000Z`);

export const httpDate: (at: number) => string = bySecond((at) => new Date(at).toUTCString());

/** Remembers the last second it was asked for: of many parts in a row most have the same, and so have requests. */
function bySecond(write: (at: number) => string): (at: number) => string {
  let second = Number.NaN;
  let text = '';
  return (at) => {
    const asked = Math.floor(at / 1000);
    if (asked !== second) {
      text = write(at);
      second = asked;
    }
    return text;
  };
}

/** An entity tag in its quotes. */
export function quoted(etag: ETag): string {
  return `"${etag}"`;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
const EACH_LONE_SURROGATE = /\p{Surrogate}/gu;
/** As `encodeURIComponent`, which throws on half a surrogate pair. */
export function encodeLoosely(text: string): string {
  return encodeURIComponent(LONE_SURROGATE.test(text) ? text.replace(EACH_LONE_SURROGATE, '\ufffd') : text);
}
