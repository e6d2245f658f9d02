/** Checks, deviation and baseline → verdict. */
import type { CheckResult, Kind, Verdict } from './result.js';

/** Why a case is known to fail: a deviation of the profile, or an entry of the baseline. */
export interface Excuse {
  readonly because: string;
  /** It is a race, which goes well now and then: passing does not make the excuse stale. */
  readonly sometimes?: boolean;
}

export interface Grounds {
  readonly kind: Kind;
  readonly checks: readonly CheckResult[];
  readonly excuse: Excuse | undefined;
}

export function judge({ kind, checks, excuse }: Grounds): Verdict {
  if (kind === 'observe') return { kind: 'observed', because: summary(checks) };
  if (hasFailed(kind, checks))
    return excuse === undefined ? { kind: 'fail' } : { kind: 'known', because: excuse.because };
  return !excuse || excuse.sometimes ? { kind: 'pass' } : { kind: 'fixed', because: excuse.because };
}

/** In a required rule the softer checks are told, and fail nobody; in a recommended rule they are the rule. */
export function hasFailed(kind: Kind, checks: readonly CheckResult[]): boolean {
  return checks.some(({ ok, level }) => !ok && level === kind);
}

function summary(checks: readonly CheckResult[]): string {
  const seen = checks.map(({ title, actual, ok }) => `${title}: ${ok ? 'as expected' : actual}`);
  return seen.length === 0 ? 'recorded' : seen.join('; ');
}
