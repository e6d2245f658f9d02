/**
 * The mock's clock. Signatures are held against the real time, since clients sign by theirs; what is stored is dated, and
 * expires, by a time that can be moved forward: of every bucket, or of one.
 */
export interface Clock {
  /** Milliseconds since the epoch, unmoved. */
  real(): number;
  /** Milliseconds since the epoch in a bucket; without one, what a bucket that was never moved by itself shows. */
  now(bucket?: string): number;
  /** Whether this bucket's time, or everybody's, was ever moved. */
  moved(bucket: string): boolean;
  /** @throws RangeError when `ms` is negative: what has expired would be there again. */
  advance(ms: number, bucket?: string): void;
  /** Moves on to a moment. @throws RangeError when it is past already. */
  advanceTo(instant: number, bucket?: string): void;
  /** Forgets that this bucket was moved: it is gone, and another may take its name. */
  forget(bucket: string): void;
  /** Calls back each time it was moved. */
  onMove(listener: () => void): void;
  reset(): void;
}

export function newClock(real: () => number = Date.now): Clock {
  let everywhere = 0;
  const alone = new Map<string, number>();
  const listeners: (() => void)[] = [];
  const offset = (bucket: string | undefined): number =>
    everywhere + (bucket === undefined ? 0 : (alone.get(bucket) ?? 0));
  const clock: Clock = {
    real,
    now: (bucket) => real() + offset(bucket),
    moved: (bucket) => offset(bucket) !== 0,
    advance(ms, bucket) {
      if (!(ms >= 0 && Number.isFinite(ms)))
        throw new RangeError('the clock only goes forward; POST /_mock/reset puts it back, and forgets everything');
      if (bucket === undefined) everywhere += ms;
      else alone.set(bucket, (alone.get(bucket) ?? 0) + ms);
      for (const listener of listeners) listener();
    },
    advanceTo: (instant, bucket) => clock.advance(instant - clock.now(bucket), bucket),
    forget: (bucket) => void alone.delete(bucket),
    onMove: (listener) => void listeners.push(listener),
    reset() {
      everywhere = 0;
      alone.clear();
    },
  };
  return clock;
}
