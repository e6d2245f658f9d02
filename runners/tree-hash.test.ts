/** The harness's own tree hash against values that three other programs agree on (facts section 7). */
import t from 'tap';
import type { BodySpec } from './body.js';
import { linearHashOf, treeHashOf } from './tree-hash.js';

const MIB = 1024 * 1024;
const a = (size: number): BodySpec => ({ kind: 'fill', byte: 97, size });
const seq = (size: number): BodySpec => ({ kind: 'count', step: 1, modulus: 251, size });
const blk = (size: number): BodySpec => ({ kind: 'count', step: MIB, modulus: 256, size });

const VECTORS: readonly [what: string, bodies: readonly BodySpec[], hash: string][] = [
  ['nothing', [], 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['V04', [{ kind: 'text', text: 'hello' }], '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'],
  ['V07', [a(MIB)], '9bc1b2a288b26af7257a36277ae3816a7d4f16e89c1e7e77d0a5c48bad62b360'],
  ['V08', [a(MIB + 1)], '8dd49bbc6297567fac3852c2deddcdbc57358bc403c10d4f6dc64b143ad9b27b'],
  ['V11', [a(3 * MIB)], '70239f4f2ead7561f69d48b956b547edef52a1280a93c262c0b582190be7db17'],
  ['V13', [a(5 * MIB)], '1ca676a2caf9791fcf24580c2c6f9b051ebbf689720da6ff8c41f2d01cdde5ea'],
  ['V16', [a(7 * MIB)], '97c5b900ef1ea71da2b168cbc9a5ca42130bae27ca3ef3277983bc069acaba16'],
  ['V17', [a(9 * MIB)], '03ab91bcd8319349f460c54e2cd09d8ca5583d86678fbe22a6754a0eb68d6473'],
  ['V20', [blk(3 * MIB)], 'ab17570ee8be686a3dab82afd38d793cbc47f401fc72289ab00ff6a608707378'],
  ['V24', [seq(16 * MIB + 209_715)], 'd5d467858dff8703de1161f83e085670b5291357bd58daaabaf7d61784e41801'],
  ['GLA-121, 6 MiB', [seq(6 * MIB)], 'deb96dd479a20e396e4670fc8e8d80358b97cd8c77800c9310bd82ebb3285960'],
  [
    'V11 in pieces that are no MiB',
    [a(700_000), a(700_000), a(3 * MIB - 1_400_000)],
    '70239f4f2ead7561f69d48b956b547edef52a1280a93c262c0b582190be7db17',
  ],
  ['V14 of two parts', [a(4 * MIB), a(1.5 * MIB)], '6fe91a2459edf2f97c31f3533905d61bcb91b434c244c5146fb2d92330db76ea'],
  [
    'a slice of V23',
    [{ kind: 'slice', of: seq(5.5 * MIB), first: 2 * MIB, length: 2 * MIB }],
    '9e217b1ceb8db81071f9c6e4a2bf0401a83491d10751ce858a2628f5d699dbdb',
  ],
];

t.test('tree hashes', async (t) => {
  for (const [what, bodies, hash] of VECTORS) t.equal(await treeHashOf(bodies), hash, what);
});

t.test('linear hashes', async (t) => {
  const v08 = '4a3f0c0c213adea174f9a3d4c13177315b588bdb2e9c1012d3d0bf0453ca0f6a';
  t.equal(await linearHashOf([a(MIB + 1)]), v08);
  t.equal(await linearHashOf([a(1), a(MIB)]), v08, 'of two bodies');
  t.not(await treeHashOf([a(MIB + 1)]), v08);
});
