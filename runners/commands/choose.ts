/** Rule ids, groups and patterns from the command line → which rules are wanted. */

import { nearest } from '../../suites/reader/documents.js';
import { matchesGlob } from '../glob.js';
import type { Rule } from '../scenario.js';
import { UsageError } from './problems.js';

/**
 * @returns a test for rule ids; with no names every rule is wanted.
 * @throws UsageError when a name fits no rule, with the nearest one.
 */
export function chooser(names: readonly string[], rules: readonly Rule[]): (ruleId: string) => boolean {
  if (names.length === 0) return () => true;
  const wanted = new Set<string>();
  for (const name of names) {
    const found = rules.filter((rule) => isNamed(rule, name));
    if (found.length === 0) {
      const near = nearest(name, [...rules.map(({ id }) => id), ...new Set(rules.map(({ group }) => group))]);
      throw new UsageError(
        `there is no rule or group "${name}"${near === undefined ? '' : `, did you mean "${near}"?`} (multiparity list rules shows all)`,
      );
    }
    for (const { id } of found) wanted.add(id);
  }
  return (id) => wanted.has(id);
}

/** What to add to the complaint about a value that is no value of `option`: such options take every word after them. */
export function strayRule(text: string, option: string, rules: readonly Rule[]): string {
  if (!rules.some((rule) => isNamed(rule, text))) return '';
  return `: it names rules, which stand before ${option}, or after --`;
}

function isNamed({ id, group }: Rule, name: string): boolean {
  return id === name || group === name || matchesGlob(name, id) || matchesGlob(name, group);
}
