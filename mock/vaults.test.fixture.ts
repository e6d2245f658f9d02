/** For tests: a vault that is asked one thing after another. */
import { readProfile } from '../suites/reader/profile.js';
import { etags } from './dialects/glacier/ids.js';
import { TreeHash } from './digests/tree.js';
import { decide } from './engine/decide.js';
import { type Buckets, evolve } from './engine/evolve.js';
import { rulesByOp } from './engine/rules.js';
import type { Identity, Instant, Refusal, Reply, UploadId, VaultCommand } from './engine/types.js';
import { MIB } from './engine/vaults/tree.js';
import { policyOf } from './policy.js';

export const HOUR = 60 * 60 * 1000;
const policy = policyOf(readProfile('aws-glacier'));
const ME: Identity = { id: 'me', displayName: 'me' };
export const OTHER: Identity = { id: 'other', displayName: 'other' };

/** Hash of a body of so many bytes of `a`, as the store would have found it. */
export function hashed(size: number): { hex: string; base64: string } {
  const tree = new TreeHash();
  tree.update(Buffer.alloc(size, 'a'));
  const digest = tree.digest();
  return { hex: digest.toString('hex'), base64: digest.toString('base64') };
}

/** A vault `v` that is asked one thing after another. */
export function vault() {
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

export type Vault = ReturnType<typeof vault>;
export const page = { limit: undefined, marker: undefined };
export const range = (first: number, last: number) => ({ text: `${first}-${last}`, value: { first, last } });
export const put = (v: Vault, size = 3 * MIB): string => (v.put(size) as { archiveId: string }).archiveId;
export const jobOf = (v: Vault): string => (v.job({ archiveId: put(v) }) as { jobId: string }).jobId;

export const fetched = (v: Vault): unknown => {
  const jobId = jobOf(v);
  v.wait(4 * HOUR);
  return v.say({ op: 'job-output', ...v.at, jobId, range: undefined });
};
