/** What is planned for when nothing has been started: the embedded mock. */
import { shownAccounts } from './access.js';
import type { TargetFacts } from './plan.js';
import { ACCOUNTS } from './targets/mock.js';

export const EMBEDDED: TargetFacts = {
  embedded: true,
  accounts: ACCOUNTS.length,
  known: shownAccounts(ACCOUNTS),
  addressing: 'path',
  secure: true,
  canMakeBuckets: true,
  features: {},
  avoid: [],
};
