/** Who a scenario can ask as, and what it says of their rights. */
import type { Credentials } from './targets/target.js';

export type ShownAccount = Readonly<Record<'id' | 'number' | 'user' | 'arn', string | null>>;

/** The owner, a stranger, and a user of each of their accounts: as many as the suites ask as. */
const ASKED_AS = 4;

/**
 * The target's accounts as expressions see them: `accounts[1].id`. What is not known of one is null, and so is everything of an
 * account that was not given.
 */
export function shownAccounts(accounts: readonly Credentials[]): readonly ShownAccount[] {
  return Array.from({ length: Math.max(ASKED_AS, accounts.length) }, (_, at) => {
    const { id, account, user } = accounts[at] ?? {};
    return {
      id: id ?? null,
      number: account ?? null,
      user: user ?? null,
      arn: account === undefined ? null : `arn:aws:iam::${account}:${user === undefined ? 'root' : `user/${user}`}`,
    };
  });
}

/** The document of a policy: a text as it stands, a mapping as JSON, and statements alone with what must stand round them. */
export function policyText(written: unknown): string {
  if (typeof written === 'string') return written;
  return JSON.stringify(Array.isArray(written) ? { Version: '2012-10-17', Statement: written } : written);
}
