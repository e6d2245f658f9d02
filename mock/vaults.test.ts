/** What a vault grants and refuses, step by step. */
import t from 'tap';
import type { Refusal, Reply, UploadId } from './engine/types.js';
import { vaultRules } from './engine/vaults/rules.js';
import { MIB } from './engine/vaults/tree.js';
import { fetched, HOUR, hashed, jobOf, OTHER, page, put, range, type Vault, vault } from './vaults.test.fixture.js';

type Ask = (v: Vault) => unknown;

/** Rule, what is asked (of several, the last is judged), and either `ok` or the fault; each rule is seen to let pass and to refuse. */
const ROWS: readonly (readonly [rule: string, what: string, ask: Ask | readonly Ask[], expected: string])[] = [
  ['auth/account', 'a hyphen', (v) => v.say({ op: 'describe-vault', ...v.at }), 'ok'],
  [
    'auth/account',
    'another number',
    (v) => v.say({ op: 'describe-vault', account: '000000000000', bucket: 'v' }),
    'access-denied',
  ],
  ['vault/owner', 'its owner', (v) => v.say({ op: 'describe-vault', ...v.at }), 'ok'],
  ['vault/owner', 'a stranger', (v) => v.say({ op: 'describe-vault', ...v.at }, OTHER), 'vault-not-found'],
  ['vault/delete-empty', 'empty', (v) => v.say({ op: 'delete-vault', ...v.at }), 'ok'],
  [
    'vault/delete-empty',
    'with an archive',
    [(v) => v.put(1), (v) => v.say({ op: 'delete-vault', ...v.at })],
    'vault-not-empty',
  ],
  [
    'vault/delete-empty',
    'emptied just now',
    [(v) => v.say({ op: 'delete-archive', ...v.at, archiveId: put(v) }), (v) => v.say({ op: 'delete-vault', ...v.at })],
    'vault-not-empty',
  ],
  [
    'vault/delete-empty',
    'emptied before the last inventory',
    [
      (v) => v.say({ op: 'delete-archive', ...v.at, archiveId: put(v) }),
      (v) => v.wait(25 * HOUR),
      (v) => v.say({ op: 'delete-vault', ...v.at }),
    ],
    'ok',
  ],
  ['vault/delete-empty', 'none there', (v) => v.say({ op: 'delete-vault', account: '-', bucket: 'w' }), 'ok'],
  ['archive/description', '1,024 characters', (v) => v.open(MIB, '~'.repeat(1024)), 'ok'],
  ['archive/description', 'one more', (v) => v.open(MIB, '~'.repeat(1025)), 'parameter-invalid'],
  ['archive/description', 'beyond ASCII', (v) => v.open(MIB, 'é'), 'parameter-invalid'],
  ['archive/part-size', '1 MiB', (v) => v.open(MIB), 'ok'],
  ['archive/part-size', '4 GiB', (v) => v.open(4096 * MIB), 'ok'],
  ['archive/part-size', '8 GiB', (v) => v.open(8192 * MIB), 'part-size-invalid'],
  ['archive/part-size', '3 MiB', (v) => v.open(3 * MIB), 'part-size-invalid'],
  ['archive/part-size', '512 KiB', (v) => v.open(MIB / 2), 'part-size-invalid'],
  [
    'archive/part-size',
    'none',
    (v) => v.say({ op: 'open-archive', ...v.at, partSize: undefined, description: undefined }),
    'part-size-invalid',
  ],
  ['archive/part-size', 'words', (v) => v.open('many'), 'part-size-invalid'],
  ['lifetime/archive-must-be-open', 'open', (v) => v.part(0, 9), 'ok'],
  [
    'lifetime/archive-must-be-open',
    'unknown',
    (v) => v.part(0, 9, {}, 'nobody' as UploadId),
    'archive-upload-not-found',
  ],
  [
    'lifetime/archive-must-be-open',
    'dropped',
    [(v) => v.say({ op: 'drop-archive', ...v.at, uploadId: v.id }), (v) => v.part(0, 9)],
    'archive-upload-not-found',
  ],
  [
    'lifetime/archive-must-be-open',
    'dropped twice',
    [
      (v) => v.say({ op: 'drop-archive', ...v.at, uploadId: v.id }),
      (v) => v.say({ op: 'drop-archive', ...v.at, uploadId: v.id }),
    ],
    'ok',
  ],
  ['lifetime/archive-must-be-open', 'joined twice', [(v) => v.part(0, 9), (v) => v.join(9), (v) => v.join(9)], 'ok'],
  [
    'lifetime/archive-must-be-open',
    'dropped when joined',
    [(v) => v.part(0, 9), (v) => v.join(9), (v) => v.say({ op: 'drop-archive', ...v.at, uploadId: v.id })],
    'archive-upload-not-found',
  ],
  ['lifetime/archive-must-be-open', 'idle for a day', [(v) => v.wait(24 * HOUR), (v) => v.part(0, 9)], 'ok'],
  [
    'lifetime/archive-must-be-open',
    'idle for longer',
    [(v) => v.wait(24 * HOUR + 1), (v) => v.part(0, 9)],
    'archive-upload-not-found',
  ],
  [
    'lifetime/archive-must-be-open',
    'touched in between',
    [(v) => v.wait(20 * HOUR), (v) => v.part(0, 9), (v) => v.wait(20 * HOUR), (v) => v.part(0, 9)],
    'ok',
  ],
  ['range/required', 'given', (v) => v.part(0, 9), 'ok'],
  ['range/required', 'none', (v) => v.part(0, 9, { range: undefined }), 'parameter-missing'],
  ['range/form', 'given', (v) => v.part(0, 9), 'ok'],
  ['range/form', 'unreadable', (v) => v.part(0, 9, { range: { text: 'bytes 0-8', value: null } }), 'parameter-invalid'],
  ['range/form', 'backwards', (v) => v.part(0, 9, { range: range(9, 8) }), 'parameter-invalid'],
  ['range/length', 'fits', (v) => v.part(0, 9), 'ok'],
  ['range/length', 'end not included', (v) => v.part(0, 9, { range: range(0, 9) }), 'parameter-invalid'],
  ['range/part-size', 'all of it', (v) => v.part(0, MIB), 'ok'],
  ['range/part-size', 'one byte more', (v) => v.part(0, MIB + 1), 'parameter-invalid'],
  ['range/alignment', 'the second', (v) => v.part(MIB, 9), 'ok'],
  ['range/alignment', 'one byte late', (v) => v.part(1, 9), 'parameter-invalid'],
  ['range/count', 'number 10,000', (v) => v.part(9999 * MIB, 9), 'ok'],
  ['range/count', 'number 10,001', (v) => v.part(10_000 * MIB, 9), 'too-many-ranges'],
  ['tree-hash/required', 'given', (v) => v.part(0, 9), 'ok'],
  ['tree-hash/required', 'none', (v) => v.part(0, 9, { treeHash: undefined }), 'parameter-missing'],
  ['tree-hash/part', 'right', (v) => v.part(0, 9), 'ok'],
  ['tree-hash/part', 'of other bytes', (v) => v.part(0, 9, { treeHash: hashed(8).hex }), 'tree-hash-mismatch'],
  ['archive/empty', 'one byte', (v) => v.put(1), 'ok'],
  ['archive/empty', 'nothing', (v) => v.put(0), 'parameter-invalid'],
  [
    'archive/empty',
    'more than 4 GiB',
    (v) => v.put(1, { length: 4096 * MIB + 1, body: undefined as never }),
    'parameter-invalid',
  ],
  ['archive/size-required', 'given', [(v) => v.part(0, 9), (v) => v.join(9)], 'ok'],
  [
    'archive/size-required',
    'none',
    [(v) => v.part(0, 9), (v) => v.join(undefined, hashed(9).hex)],
    'parameter-missing',
  ],
  [
    'archive/gap',
    'none, whatever the order',
    [(v) => v.part(MIB, 9), (v) => v.part(0, MIB), (v) => v.join(MIB + 9)],
    'ok',
  ],
  ['archive/gap', 'the first is missing', [(v) => v.part(MIB, 9), (v) => v.join(9)], 'parameter-invalid'],
  [
    'archive/gap',
    'a short one in the middle',
    [(v) => v.part(0, 8), (v) => v.part(MIB, 9), (v) => v.join(17)],
    'parameter-invalid',
  ],
  ['archive/gap', 'no part', (v) => v.join(9), 'parameter-invalid'],
  ['archive/size', 'right', [(v) => v.part(0, 9), (v) => v.join(9)], 'ok'],
  ['archive/size', 'wrong', [(v) => v.part(0, 9), (v) => v.join(8, hashed(9).hex)], 'parameter-invalid'],
  [
    'archive/size',
    'put right afterwards',
    [(v) => v.part(0, 9), (v) => v.join(8, hashed(9).hex), (v) => v.join(9)],
    'ok',
  ],
  [
    'tree-hash/archive',
    'right',
    [(v) => v.part(0, MIB), (v) => v.part(MIB, MIB), (v) => v.part(2 * MIB, 5), (v) => v.join(2 * MIB + 5)],
    'ok',
  ],
  ['tree-hash/archive', 'of other bytes', [(v) => v.part(0, 9), (v) => v.join(9, hashed(8).hex)], 'parameter-invalid'],
  [
    'vault/page-size',
    'one',
    (v) => v.say({ op: 'list-ranges', ...v.at, ...page, uploadId: v.id, limit: v.numeral(1) }),
    'ok',
  ],
  [
    'vault/page-size',
    'none',
    (v) => v.say({ op: 'list-ranges', ...v.at, ...page, uploadId: v.id, limit: v.numeral(0) }),
    'parameter-invalid',
  ],
  [
    'vault/page-size',
    'words',
    (v) =>
      v.say({ op: 'list-jobs', ...v.at, ...page, status: undefined, completed: undefined, limit: v.numeral('all') }),
    'parameter-invalid',
  ],
  [
    'vault/marker',
    'of a page',
    (v) => v.say({ op: 'list-ranges', ...v.at, uploadId: v.id, limit: undefined, marker: '1048576' }),
    'ok',
  ],
  [
    'vault/marker',
    'of nowhere',
    (v) => v.say({ op: 'list-ranges', ...v.at, uploadId: v.id, limit: undefined, marker: '<>' }),
    'parameter-invalid',
  ],
  ['job/type', 'of an archive', (v) => v.job({ archiveId: put(v) }), 'ok'],
  ['job/type', 'none', (v) => v.job({ type: undefined }), 'parameter-missing'],
  ['job/type', 'of something else', (v) => v.job({ type: 'thaw' }), 'parameter-invalid'],
  ['job/tier', 'Bulk', (v) => v.job({ archiveId: put(v), tier: 'Bulk' }), 'ok'],
  ['job/tier', 'another', (v) => v.job({ archiveId: put(v), tier: 'Fast' }), 'parameter-invalid'],
  ['job/archive', 'there', (v) => v.job({ archiveId: put(v) }), 'ok'],
  ['job/archive', 'not there', (v) => v.job({ archiveId: 'none' }), 'archive-not-found'],
  ['job/archive', 'none named', (v) => v.job({}), 'parameter-missing'],
  ['job/range', 'a MiB', (v) => v.job({ archiveId: put(v), range: range(MIB, 2 * MIB - 1), rangeHash: 'known' }), 'ok'],
  ['job/range', 'half a MiB', (v) => v.job({ archiveId: put(v), range: range(MIB, MIB + 9) }), 'parameter-invalid'],
  ['job/inventory', 'after a day', [(v) => v.wait(24 * HOUR), (v) => v.job({ type: 'inventory-retrieval' })], 'ok'],
  ['job/inventory', 'in the first day', (v) => v.job({ type: 'inventory-retrieval' }), 'inventory-not-found'],
  ['job/known', 'known', (v) => v.say({ op: 'describe-job', ...v.at, jobId: jobOf(v) }), 'ok'],
  ['job/known', 'unknown', (v) => v.say({ op: 'describe-job', ...v.at, jobId: 'none' }), 'job-not-found'],
  ['job/ready', 'after its time', fetched, 'ok'],
  [
    'job/ready',
    'before',
    (v) => v.say({ op: 'job-output', ...v.at, jobId: jobOf(v), range: undefined }),
    'job-not-ready',
  ],
  [
    'job/status',
    'a known one',
    (v) => v.say({ op: 'list-jobs', ...v.at, ...page, status: 'InProgress', completed: 'false' }),
    'ok',
  ],
  [
    'job/status',
    'another',
    (v) => v.say({ op: 'list-jobs', ...v.at, ...page, status: 'finished', completed: undefined }),
    'parameter-invalid',
  ],
  [
    'job/status',
    'neither true nor false',
    (v) => v.say({ op: 'list-jobs', ...v.at, ...page, status: undefined, completed: 'maybe' }),
    'parameter-invalid',
  ],
];

t.test('what each rule lets pass and what it refuses', (t) => {
  for (const [id, what, ask, expected] of ROWS) {
    const v = vault();
    const said = [ask].flat().reduce<unknown>((_, one) => one(v), undefined) as Reply | Refusal;
    const seen = 'fault' in said ? { rule: said.rule, fault: said.fault } : 'ok';
    t.strictSame(seen, expected === 'ok' ? 'ok' : { rule: id, fault: expected }, `${id}: ${what}`);
  }
  for (const id of Object.keys(vaultRules)) {
    const sides = ROWS.filter(([rule]) => rule === id).map(([, , , expected]) => expected === 'ok');
    t.ok(sides.includes(true) && sides.includes(false), `${id} is seen to let pass and to refuse`);
  }
  t.end();
});

t.test('parts replace one another, and lists page by their first byte', (t) => {
  const v = vault();
  for (const from of [2, 0, 1, 0]) v.part(from * MIB, MIB);
  const listed = (marker?: string) =>
    v.say({ op: 'list-ranges', ...v.at, uploadId: v.id, limit: v.numeral(2), marker }) as Extract<
      Reply,
      { op: 'list-ranges' }
    >;
  t.strictSame(
    listed().parts.map(({ position }) => position),
    [0, MIB],
  );
  t.equal(listed().next, MIB);
  t.strictSame(
    listed(String(MIB)).parts.map(({ position }) => position),
    [2 * MIB],
  );
  t.equal(listed(String(MIB)).next, undefined);
  t.end();
});
