/** Object lock: retention and legal hold of one version. */
import type { Instant, ObjectVersion, Version } from './types.js';

/** As headers or a document say it; absent fields were not sent. */
export interface LockAsked {
  readonly mode?: string;
  /** The date as sent; its value is NaN when it is none. */
  readonly until?: { readonly text: string; readonly value: number };
  readonly hold?: string;
}

export type LockMode = 'GOVERNANCE' | 'COMPLIANCE';

export interface Lock {
  readonly retention?: { readonly mode: LockMode; readonly until: Instant };
  readonly hold?: 'ON' | 'OFF';
}

export function isLockMode(mode: string): mode is LockMode {
  return mode === 'GOVERNANCE' || mode === 'COMPLIANCE';
}

/** The lock of something that no rule stands against. */
export function lockOf({ mode, until, hold }: LockAsked): Lock {
  return {
    ...(mode !== undefined && isLockMode(mode) && until ? { retention: { mode, until: until.value as Instant } } : {}),
    ...(hold === 'ON' || hold === 'OFF' ? { hold } : {}),
  };
}

/** Whether a version may not be removed now. Governance can be bypassed by who is allowed to; nothing else can. */
export function isLocked(version: Version | undefined, now: Instant, bypass: boolean): boolean {
  const lock = (version as ObjectVersion | undefined)?.attributes?.lock;
  if (!lock) return false;
  if (lock.hold === 'ON') return true;
  const { retention } = lock;
  return retention !== undefined && retention.until > now && !(retention.mode === 'GOVERNANCE' && bypass);
}
