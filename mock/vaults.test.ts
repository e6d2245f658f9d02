/** What a vault grants and refuses, step by step; and its trees against published vectors. */
import t from 'tap';
import { readProfile } from '../suites/reader/profile.js';
import { etags } from './dialects/glacier/ids.js';
import { rootOf, TreeHash } from './digests/tree.js';
import { decide } from './engine/decide.js';
import { type Buckets, evolve } from './engine/evolve.js';
import { rulesByOp } from './engine/rules.js';
import type { Identity, Instant, Refusal, Reply, UploadId, VaultCommand } from './engine/types.js';
import { vaultRules } from './engine/vaults/rules.js';
import { isAligned, isNode, MIB } from './engine/vaults/tree.js';
import { policyOf } from './policy.js';

const HOUR = 60 * 60 * 1000;
const policy = policyOf(readProfile('aws-glacier'));
const ME: Identity = { id: 'me', displayName: 'me' };
const OTHER: Identity = { id: 'other', displayName: 'other' };

/** Hash of a body of so many bytes of `a`, as the store would have found it. */
function hashed(size: number): { hex: string; base64: string } {
  const tree = new TreeHash();
  tree.update(Buffer.alloc(size, 'a'));
  const digest = tree.digest();
  return { hex: digest.toString('hex'), base64: digest.toString('base64') };
}

/** A vault `v` that is asked one thing after another. */
function vault() {
  const buckets: Buckets = new Map();
  let clock = 0;
  let ids = 0;
  const nextId = (): UploadId => {
    ids += 1;
    return `id${ids}${'x'.repeat(88)}` as UploadId;
  };
  const world = {
    now: () => clock as Instant,
    newUploadId: nextId,
    newVersionId: () => 'version',
    newEtag: () => etags.ofBytes(''),
    etags,
    compositeOf: () => '',
    fullOf: () => '',
  };
  const judge = { policy, rules: rulesByOp(policy), world };
  let ref = 0;
  const say = (command: VaultCommand, who = ME): Reply | Refusal => {
    const name = 'bucket' in command ? command.bucket : '';
    const decision = decide(buckets.get(name), command, who, judge);
    if ('fault' in decision) return decision;
    for (const event of decision.events) evolve(buckets, event);
    return decision.reply;
  };
  const at = { account: '-', bucket: 'v' } as const;
  const numeral = (value: number | string) => ({ text: String(value), value: Number(value) });
  const bodyOf = (size: number) => {
    ref += 1;
    return { ref: ref as never, size, digests: { md5: '', sha256tree: hashed(size).base64 } };
  };
  say({ op: 'create-vault', ...at });
  const open = (size: number | string | undefined = MIB, description?: string) =>
    say({ op: 'open-archive', ...at, partSize: size === undefined ? undefined : numeral(size), description });
  const first = open() as Extract<Reply, { op: 'open-archive' }>;
  return {
    say,
    at,
    numeral,
    open,
    id: first.uploadId,
    wait(ms: number): void {
      clock += ms;
    },
    part(
      from: number,
      size: number,
      more: Partial<Extract<VaultCommand, { op: 'put-range' }>> = {},
      id = first.uploadId,
    ) {
      const value = { first: from, last: from + size - 1 };
      const range = { text: `bytes ${value.first}-${value.last}/*`, value };
      const body = bodyOf(size);
      return say({
        op: 'put-range',
        ...at,
        uploadId: id,
        treeHash: hashed(size).hex,
        range,
        length: size,
        body,
        ...more,
      });
    },
    put(size: number, more: Partial<Extract<VaultCommand, { op: 'put-archive' }>> = {}) {
      const plain = { op: 'put-archive', ...at, description: undefined, length: size } as const;
      return say({ ...plain, treeHash: hashed(size).hex, body: bodyOf(size), ...more });
    },
    join(size: number | undefined, treeHash: string | undefined = hashed(size ?? 1).hex) {
      const given = size === undefined ? undefined : numeral(size);
      return say({ op: 'join-archive', ...at, uploadId: first.uploadId, size: given, treeHash });
    },
    job(more: Partial<Extract<VaultCommand, { op: 'start-job' }>>) {
      const none = {
        tier: undefined,
        description: undefined,
        topic: undefined,
        range: undefined,
        archiveId: undefined,
      };
      return say({ op: 'start-job', ...at, type: 'archive-retrieval', ...none, ...more });
    },
  };
}

type Vault = ReturnType<typeof vault>;
const page = { limit: undefined, marker: undefined };
const range = (first: number, last: number) => ({ text: `${first}-${last}`, value: { first, last } });
const put = (v: Vault, size = 3 * MIB): string => (v.put(size) as { archiveId: string }).archiveId;
const jobOf = (v: Vault): string => (v.job({ archiveId: put(v) }) as { jobId: string }).jobId;

const fetched = (v: Vault): unknown => {
  const jobId = jobOf(v);
  v.wait(4 * HOUR);
  return v.say({ op: 'job-output', ...v.at, jobId, range: undefined });
};

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
