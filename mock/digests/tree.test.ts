/** The tree hash against published vectors. */
import t from 'tap';
import { rootOf, TreeHash } from './tree.js';

const MIB = 1024 * 1024;

t.test('the tree of an archive, against the vectors of the facts', (t) => {
  const seq = (size: number): Buffer => Buffer.from(Uint8Array.from({ length: size }, (_, i) => i % 251));
  const rows: readonly (readonly [string, Buffer, string])[] = [
    ['V01', Buffer.alloc(0), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['V04', Buffer.from('hello'), '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'],
    ['V07', Buffer.alloc(MIB, 'a'), '9bc1b2a288b26af7257a36277ae3816a7d4f16e89c1e7e77d0a5c48bad62b360'],
    ['V08', Buffer.alloc(MIB + 1, 'a'), '8dd49bbc6297567fac3852c2deddcdbc57358bc403c10d4f6dc64b143ad9b27b'],
    ['V15', Buffer.alloc(6.5 * MIB, 'a'), '0dae0a3f606e3eae41361ffc1dc3e1c5311ae06f9c14299ca46052f89947f412'],
    ['V17', Buffer.alloc(9 * MIB, 'a'), '03ab91bcd8319349f460c54e2cd09d8ca5583d86678fbe22a6754a0eb68d6473'],
    ['V23', seq(5.5 * MIB), '3493387cee361be12e24da9c024bf3e2a55f81df464f6ae822209f79a92248f5'],
  ];
  for (const [id, bytes, expected] of rows) {
    for (const step of [bytes.length || 1, 700_001]) {
      const tree = new TreeHash();
      for (let at = 0; at < bytes.length; at += step) tree.update(bytes.subarray(at, at + step));
      t.equal(tree.digest().toString('hex'), expected, `${id} in pieces of ${step}`);
    }
  }
  const parts = [
    'bf4dff263ae686b64403208c35a3767e38453d6477e841947588d13d04e1d816',
    '9e217b1ceb8db81071f9c6e4a2bf0401a83491d10751ce858a2628f5d699dbdb',
    '496d4d95e43c393168f28a6532fd3e158a8477d949db92d5b7df78090fd5ec27',
  ];
  const root = rootOf(parts.map((part) => Buffer.from(part, 'hex'))).toString('hex');
  t.equal(root, '3493387cee361be12e24da9c024bf3e2a55f81df464f6ae822209f79a92248f5', 'GLA-131');
  t.end();
});
