/** How a verdict looks: one word and one sign each, never colour alone. */

import type { CaseResult } from '../runners/result.js';

/**
 * Worst first: the order in which a cell that holds several cases picks the one to show. `missed` is a failed case of
 * a rule that does not bind: told, but never red.
 */
// biome-ignore format: one line is one ranking
export const MARKS = [
  'fail', 'broken', 'fixed', 'blocked', 'missed', 'known', 'pass', 'observed', 'unsupported', 'skipped',
] as const;

export type Mark = (typeof MARKS)[number];

export const SIGNS: Readonly<Record<Mark, string>> = {
  fail: '✗',
  broken: '‼',
  fixed: '↑',
  blocked: '■',
  missed: '△',
  known: '≈',
  observed: '○',
  pass: '✓',
  unsupported: '∅',
  skipped: '–',
};

export const MEANINGS: Readonly<Record<Mark, string>> = {
  fail: 'breaks a required rule',
  broken: 'the harness itself failed',
  fixed: 'listed as a known failure, but passes: the entry is stale',
  blocked: 'the set-up failed, so the question was never asked',
  missed: 'does not follow a recommended rule; nobody fails',
  known: 'fails as a baseline entry or a deviation of the profile says',
  observed: 'recorded only; nobody fails',
  pass: 'keeps the rule',
  unsupported: 'the provider says it lacks the operation, and answered so',
  skipped: 'does not apply to this target or profile',
};

export function markOf({ verdict, kind }: CaseResult): Mark {
  switch (verdict.kind) {
    case 'fail':
      return kind === 'required' ? 'fail' : 'missed';
    case 'pass':
    case 'known':
    case 'fixed':
    case 'skipped':
    case 'unsupported':
    case 'blocked':
    case 'broken':
    case 'observed':
      return verdict.kind;
    default:
      return verdict satisfies never;
  }
}

export function worstMark(cases: readonly CaseResult[]): Mark | undefined {
  const seen = new Set(cases.map(markOf));
  return MARKS.find((mark) => seen.has(mark));
}

/** Marks that occur, worst first, with how often. */
export function countMarks(cases: readonly CaseResult[]): readonly (readonly [mark: Mark, count: number])[] {
  const marks = cases.map(markOf);
  return MARKS.map((mark) => [mark, marks.filter((other) => other === mark).length] as const).filter(([, n]) => n > 0);
}
