import { matchesGlob } from '../glob.js';

/** The names that one of the patterns of a call matches; without a pattern, all. */
export function named(names: readonly string[], filter: readonly string[]): string[] {
  return filter.length === 0 ? [...names] : names.filter((name) => filter.some((one) => matchesGlob(one, name)));
}
