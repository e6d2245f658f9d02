import t from 'tap';
import { accountsOf } from './accounts.js';

const FIRST = { accessKey: 'A', secretKey: 'S' };
const SECOND = { accessKey: 'A2', secretKey: 'S2' };
const OWNER = { MULTIPARITY_ACCOUNT_ID: 'owner', MULTIPARITY_ACCOUNT_NUMBER: '111122223333' };
const STRANGER = { MULTIPARITY_SECOND_ACCOUNT_ID: 'stranger', MULTIPARITY_SECOND_ACCOUNT_NUMBER: '444455556666' };
const KEYS = { MULTIPARITY_USER_ACCESS_KEY_ID: 'A3', MULTIPARITY_USER_SECRET_ACCESS_KEY: 'S3' };
const USER = { ...KEYS, MULTIPARITY_USER_NAME: 'clerk' };

const PORTER = {
  MULTIPARITY_SECOND_USER_ACCESS_KEY_ID: 'A4',
  MULTIPARITY_SECOND_USER_SECRET_ACCESS_KEY: 'S4',
  MULTIPARITY_SECOND_USER_NAME: 'porter',
};

t.test('what the environment tells of accounts', async (t) => {
  const owner = { ...FIRST, id: 'owner', account: '111122223333' };
  const stranger = { ...SECOND, id: 'stranger', account: '444455556666' };
  const clerk = { accessKey: 'A3', secretKey: 'S3', user: 'clerk' };
  const rows = [
    ['nothing', undefined, {}, [FIRST]],
    ['of the owner', undefined, OWNER, [owner]],
    ['of a second that has no keys', undefined, { ...STRANGER, ...USER }, [FIRST]],
    ['of neither', SECOND, {}, [FIRST, SECOND]],
    ['of both', SECOND, { ...OWNER, ...STRANGER }, [owner, stranger]],
    ['an empty value is none', SECOND, { MULTIPARITY_ACCOUNT_ID: '' }, [FIRST, SECOND]],
    ['a user', SECOND, USER, [FIRST, SECOND, clerk]],
    ['a user of a known account', SECOND, { ...OWNER, ...USER }, [owner, SECOND, { ...clerk, id: 'owner', account: '111122223333' }]],
    ['a user of each', SECOND, { ...USER, ...PORTER }, [FIRST, SECOND, clerk, { accessKey: 'A4', secretKey: 'S4', user: 'porter' }]],
    ['a user of the second alone has no place', SECOND, PORTER, [FIRST, SECOND]],
    ['a user without a name', SECOND, KEYS, [FIRST, SECOND]],
  ] as const; // biome-ignore format: a table is read by its rows
  for (const [says, second, env, accounts] of rows) t.strictSame(accountsOf(FIRST, second, env), accounts, says);
});
