/** The accounts that ask a real target, and what the environment tells of them for questions about permissions. */
import type { Credentials } from './target.js';

/**
 * The owner, then the second account, then a user of the owner. Canonical ids and account numbers, which policies name, are no part of
 * credentials: without them, the cases that need them are skipped.
 */
export function accountsOf(
  first: Credentials,
  second: Credentials | undefined,
  env: NodeJS.ProcessEnv,
): readonly Credentials[] {
  const owner = known(env.MULTIPARITY_ACCOUNT_ID, env.MULTIPARITY_ACCOUNT_NUMBER);
  if (!second) return [{ ...first, ...owner }];
  const stranger = known(env.MULTIPARITY_SECOND_ACCOUNT_ID, env.MULTIPARITY_SECOND_ACCOUNT_NUMBER);
  return [{ ...first, ...owner }, { ...second, ...stranger }, ...userOf(owner, env)];
}

function known(id: string | undefined, account: string | undefined): Pick<Credentials, 'id' | 'account'> {
  return { ...(id && { id }), ...(account && { account }) };
}

function userOf(owner: Pick<Credentials, 'id' | 'account'>, env: NodeJS.ProcessEnv): readonly Credentials[] {
  const { MULTIPARITY_USER_ACCESS_KEY_ID: accessKey, MULTIPARITY_USER_SECRET_ACCESS_KEY: secretKey } = env;
  const user = env.MULTIPARITY_USER_NAME;
  return accessKey && secretKey && user ? [{ accessKey, secretKey, user, ...owner }] : [];
}
