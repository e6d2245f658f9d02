import { suggestion } from '../../suites/reader/documents.js';
import { matchesGlob } from '../glob.js';
import { UsageError } from './problems.js';

/**
 * The names that one of the patterns of a call matches; without a pattern, all.
 *
 * @param what what the names are of, in the plural, as `list` calls them.
 * @throws UsageError when a pattern matches none.
 */
export function named(what: string, names: readonly string[], filter: readonly string[]): string[] {
  const stray = filter.find((one) => !names.some((name) => matchesGlob(one, name)));
  if (stray !== undefined) {
    const hint = suggestion(stray, names);
    throw new UsageError(`none of the ${what} is called "${stray}"${hint}; multiparity list ${what} shows them all`);
  }
  return filter.length === 0 ? [...names] : names.filter((name) => filter.some((one) => matchesGlob(one, name)));
}
