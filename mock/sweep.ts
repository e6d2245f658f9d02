/** Ends the uploads whose time is over, by the clock of their bucket. */
import type { Clock } from './clock.js';
import { expired, nextExpiry } from './engine/lifecycle.js';
import type { Bucket, Event, Instant, LifecycleRule } from './engine/types.js';

interface Swept {
  readonly rules: readonly LifecycleRule[] | undefined;
  /** Nothing more expires before. */
  readonly until: Instant;
}

/** @returns what brings one bucket up to date; it looks at the uploads only when a date may have passed or the rules are new. */
export function newSweep(clock: Clock, apply: (events: readonly Event[]) => void): (bucket: Bucket) => void {
  const swept = new WeakMap<Bucket, Swept>();
  return (bucket) => {
    const now = clock.now(bucket.name) as Instant;
    const last = swept.get(bucket);
    if (last && last.rules === bucket.lifecycle && now < last.until) return;
    swept.set(bucket, { rules: bucket.lifecycle, until: nextExpiry(now) });
    apply(expired(bucket, now));
  };
}
