/** The trials and their shares. */
import t from 'tap';
import { askedProfiles } from '../drivers/index.js';
import { DEFECTS } from '../targets/mock.js';
import { trials } from './kill.js';
import { SHARES } from './kill.test.fixture.js';

t.test('every profile is tried, and in whole', async (t) => {
  const shares = Object.values(SHARES);
  t.strictSame(new Set(shares.flatMap(({ profiles }) => profiles)), new Set(askedProfiles().asked));
  for (const name of askedProfiles().asked) {
    const own = shares
      .filter(({ profiles }) => (profiles as readonly string[]).includes(name))
      .map(({ shard }) => shard);
    const of = own[0]![1];
    t.strictSame(
      own,
      Array.from({ length: of }, (_, i) => [i + 1, of]),
      name,
    );
  }
});

t.test('every defect is tried somewhere', async (t) => {
  const tried = new Set(trials().map(({ defect }) => defect.id));
  for (const { id } of DEFECTS) t.ok(tried.has(id), id);
});
