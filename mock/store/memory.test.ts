import t from 'tap';
import { memoryStore } from './memory.js';
import { storeContract } from './store.contract.js';

storeContract(t, 'memory', memoryStore);

t.test('slices are kept as they came, and only crumbs are joined', async (t) => {
  const store = memoryStore();
  const slices = [Buffer.alloc(65_536, 1), Buffer.alloc(65_536, 2)];
  const writer = store.writer();
  for (const slice of slices) writer.push(slice);
  const large = [...store.read(writer.finish(), 0, 131_072)];
  t.equal(large[0], slices[0], 'the very slice');
  t.equal(large[1], slices[1]);
  const crumbs = store.writer();
  for (let n = 0; n < 100; n += 1) crumbs.push(Buffer.from([n]));
  t.equal([...store.read(crumbs.finish(), 0, 100)].length, 1, 'a hundred crumbs are one');
});
