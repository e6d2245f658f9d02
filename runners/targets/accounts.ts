/** The accounts that ask a real target, and what the environment tells of them for questions about permissions. */
import type { Credentials } from './target.js';

/**
 * The owner, then the second account, then a user of each. Canonical ids and account numbers, which policies name, are no part of
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
  const clerk = userOf('MULTIPARITY_USER', owner, env);
  const porter = userOf('MULTIPARITY_SECOND_USER', stranger, env);
  return [{ ...first, ...owner }, { ...second, ...stranger }, ...(clerk ? [clerk, ...(porter ? [porter] : [])] : [])];
}

function known(id: string | undefined, account: string | undefined): Pick<Credentials, 'id' | 'account'> {
  return { ...(id && { id }), ...(account && { account }) };
}

function userOf(
  name: string,
  of: Pick<Credentials, 'id' | 'account'>,
  env: NodeJS.ProcessEnv,
): Credentials | undefined {
  const [accessKey, secretKey, user] = ['ACCESS_KEY_ID', 'SECRET_ACCESS_KEY', 'NAME'].map(
    (one) => env[`${name}_${one}`],
  );
  return accessKey && secretKey && user ? { accessKey, secretKey, user, ...of } : undefined;
}
