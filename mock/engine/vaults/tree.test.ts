/** Which ranges of an archive its tree hash can prove. */
import t from 'tap';
import { isAligned, isNode, MIB } from './tree.js';

t.test('which ranges are nodes (GLA-123), and which may be retrieved (GLA-101)', (t) => {
  const nodes = (n: number): string[] => {
    const found: string[] = [];
    for (let from = 0; from < n; from += 1)
      for (let to = from + 2; to <= n; to += 1)
        if (isNode(from * MIB, Math.min(to * MIB, n * MIB - 5) - 1, n * MIB - 5)) found.push(`${from}-${to}`);
    return found;
  };
  t.strictSame(nodes(6), ['0-2', '0-4', '0-6', '2-4', '4-6']);
  t.strictSame(nodes(7), ['0-2', '0-4', '0-7', '2-4', '4-6', '4-7']);
  t.strictSame(nodes(9), ['0-2', '0-4', '0-8', '0-9', '2-4', '4-6', '4-8', '6-8']);
  t.ok(isAligned(0, MIB - 1, 3 * MIB) && isAligned(MIB, 3 * MIB - 6, 3 * MIB - 5));
  t.notOk(isAligned(1, MIB - 1, 3 * MIB) || isAligned(0, MIB, 3 * MIB) || isAligned(0, 3 * MIB, 3 * MIB));
  t.end();
});
