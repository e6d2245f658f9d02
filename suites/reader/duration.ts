/** Spans of time as people write them: `8 days`, `25h`, `90 min`, `250 ms`. */
const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  min: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
};

const DURATION = /^(\d+(?:\.\d+)?) ?([a-z]+)$/;

/**
 * @returns milliseconds.
 * @throws Error when the text is no span of time.
 */
export function parseDuration(text: string): number {
  const found = DURATION.exec(text);
  const unit = found && Object.hasOwn(UNITS, found[2]!) ? UNITS[found[2]!]! : undefined;
  if (!found || unit === undefined) {
    throw new Error(
      `"${text}" is no span of time such as "8 days", "25h" or "250 ms" (${Object.keys(UNITS).join(', ')})`,
    );
  }
  return Math.round(Number(found[1]) * unit);
}
