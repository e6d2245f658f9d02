/** Checks, deviation and baseline → verdict. */
import type { CheckResult, Kind, Verdict } from './result.js';

export interface Grounds {
  readonly kind: Kind;
  readonly checks: readonly CheckResult[];
  /** Why the case is known to fail: a deviation of the profile, or an entry of the baseline. */
  readonly excuse: string | undefined;
}

export function judge({ kind, checks, excuse }: Grounds): Verdict {
  if (kind === 'observe') return { kind: 'observed', because: summary(checks) };
  // In a required rule the softer checks are told, and fail nobody; in a recommended rule they are the rule.
  const failed = checks.some(({ ok, level }) => !ok && level === kind);
  if (failed) return excuse === undefined ? { kind: 'fail' } : { kind: 'known', because: excuse };
  return excuse === undefined ? { kind: 'pass' } : { kind: 'fixed', because: excuse };
}

function summary(checks: readonly CheckResult[]): string {
  const seen = checks.map(({ title, actual, ok }) => `${title}: ${ok ? 'as expected' : actual}`);
  return seen.length === 0 ? 'recorded' : seen.join('; ');
}
