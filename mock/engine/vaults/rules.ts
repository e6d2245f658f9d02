/** What a vault refuses by. */
import { type Asked, type Finding, type Rule, rule } from '../rule.js';
import type { Numeral, Part, Position } from '../types.js';
import { accountNumber } from './account.js';
import { inventoryOf } from './inventory.js';
import { isAligned } from './tree.js';

const IN_VAULT = [
  'describe-vault',
  'put-archive',
  'delete-archive',
  'open-archive',
  'put-range',
  'join-archive',
  'drop-archive',
  'list-ranges',
  'list-open-archives',
  'start-job',
  'describe-job',
  'list-jobs',
  'job-output',
] as const;
const ON_ARCHIVE = ['put-range', 'join-archive', 'drop-archive', 'list-ranges'] as const;
const TIERS = ['Expedited', 'Standard', 'Bulk'];
const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

const missing = (name: string): Finding => ({ fault: 'parameter-missing', detail: { name } });
const invalid = (message: string): Finding => ({ fault: 'parameter-invalid', detail: { message } });

/** Whether the upload has been idle for longer than its id is promised to live (GLA-081). */
export function hasExpired({ open, now, policy }: Pick<Asked, 'open' | 'now' | 'policy'>): boolean {
  return (
    open !== undefined && now - open.touchedAt > (policy.limits.uploadLifeHours ?? Number.POSITIVE_INFINITY) * HOUR
  );
}

export const vaultRules: Readonly<Record<string, Rule>> = {
  // `-` is the account of the key that signed (GLA-003).
  'auth/account': rule([...IN_VAULT, 'create-vault', 'delete-vault', 'list-vaults'], ({ command, who }) =>
    command.account === '-' || command.account === accountNumber(who) ? undefined : { fault: 'access-denied' },
  ),

  'vault/owner': rule([...IN_VAULT, 'delete-vault'], ({ bucket, who }) =>
    bucket.owner.id === who.id ? undefined : { fault: 'vault-not-found', detail: { vault: bucket.name } },
  ),

  'vault/delete-empty': rule(['delete-vault'], ({ bucket, now }) => {
    const inventory = inventoryOf(bucket, now);
    const written = bucket.writtenAt !== undefined && (!inventory || bucket.writtenAt > inventory.takenAt);
    return written || bucket.objects.size > 0
      ? { fault: 'vault-not-empty', detail: { vault: bucket.name } }
      : undefined;
  }),

  'archive/description': rule(['open-archive', 'put-archive'], ({ command }) => {
    const { description } = command;
    if (description === undefined || /^[\x20-\x7e]{0,1024}$/.test(description)) return undefined;
    return invalid('Invalid x-amz-archive-description: at most 1,024 printable ASCII characters');
  }),

  'archive/part-size': rule(['open-archive'], ({ command, policy }) => {
    const { minPartSize, maxPartSize } = policy.limits;
    const value = command.partSize?.value ?? Number.NaN;
    const doublings = Math.log2(value / minPartSize);
    if (value >= minPartSize && value <= (maxPartSize ?? value) && Number.isInteger(doublings)) return undefined;
    return {
      fault: 'part-size-invalid',
      detail: { size: command.partSize?.text ?? '0', min: minPartSize, max: maxPartSize ?? '' },
    };
  }),

  'lifetime/archive-must-be-open': rule(ON_ARCHIVE, (asked) => {
    const { command, upload } = asked;
    if (upload?.state === 'open' && !hasExpired(asked)) return undefined;
    // Both may be repeated for a short time (GLA-043, GLA-050).
    if (command.op === 'drop-archive' && upload?.state === 'aborted') return undefined;
    if (command.op === 'join-archive' && upload?.state === 'completed' && upload.etag === command.treeHash)
      return undefined;
    return { fault: 'archive-upload-not-found', detail: { uploadId: command.uploadId } };
  }),

  'range/required': rule(['put-range'], ({ command }) => (command.range ? undefined : missing('Content-Range'))),

  'range/form': rule(['put-range'], ({ command }) => {
    const { range } = command;
    if (!range || (range.value && range.value.first <= range.value.last)) return undefined;
    return invalid(`Invalid Content-Range: ${range.text}`);
  }),

  'range/length': rule(['put-range'], ({ command }) => {
    const length = command.body?.size ?? command.length;
    const ends = command.range?.value;
    if (!ends || length === undefined || ends.last - ends.first + 1 === length) return undefined;
    return invalid(`Content-Range: ${command.range!.text} is incompatible with Content-Length: ${length}`);
  }),

  'range/part-size': rule(['put-range'], ({ command, open }) => {
    const ends = command.range?.value;
    if (!ends || ends.last - ends.first + 1 <= partSizeOf(open)) return undefined;
    return invalid(`Invalid Content-Range: ${command.range!.text}. A part may hold ${partSizeOf(open)} bytes at most.`);
  }),

  'range/alignment': rule(['put-range'], ({ command, open }) => {
    const ends = command.range?.value;
    if (!ends || ends.first % partSizeOf(open) === 0) return undefined;
    return invalid(
      `Invalid Content-Range: ${command.range!.text}. A part begins at a multiple of ${partSizeOf(open)}.`,
    );
  }),

  'range/count': rule(['put-range'], ({ command, open, policy }) => {
    const ends = command.range?.value;
    if (!ends) return undefined;
    const index = Math.floor(ends.first / partSizeOf(open)) + 1;
    const max = policy.limits.maxParts;
    return index > max ? { fault: 'too-many-ranges', detail: { index, max } } : undefined;
  }),

  'tree-hash/required': rule(['put-range', 'put-archive', 'join-archive'], ({ command }) =>
    command.treeHash === undefined ? missing('x-amz-sha256-tree-hash') : undefined,
  ),

  'tree-hash/part': rule(['put-range', 'put-archive'], ({ command }) => {
    const computed = command.body && treeHashOf(command.body.digests);
    if (computed === undefined || command.treeHash === undefined || command.treeHash === computed) return undefined;
    return { fault: 'tree-hash-mismatch', detail: { expected: command.treeHash, computed } };
  }),

  'archive/empty': rule(['put-archive'], ({ command, policy }) => {
    const size = command.body?.size ?? command.length ?? 0;
    const max = policy.limits.maxPutSize;
    return size === 0 || (max !== null && size > max) ? invalid(`Invalid Content-Length: ${size}`) : undefined;
  }),

  'archive/size-required': rule(['join-archive'], ({ command }) =>
    command.size === undefined
      ? missing('x-amz-archive-size')
      : command.size.value > 0
        ? undefined
        : invalid(`Invalid x-amz-archive-size: ${command.size.text}`),
  ),

  'archive/gap': rule(['join-archive'], ({ open }) => {
    if (!open) return undefined;
    let expected = 0;
    for (const part of partsOf(open)) {
      if (part.position !== expected) return invalid(`The ranges of the parts leave a gap at byte ${expected}.`);
      expected += part.size;
    }
    return expected === 0 ? invalid('No part was uploaded.') : undefined;
  }),

  'archive/size': rule(['join-archive'], ({ command, open }) => {
    if (!open) return undefined;
    let size = 0;
    for (const part of partsOf(open)) size += part.size;
    return command.size?.value === size
      ? undefined
      : invalid(`Invalid x-amz-archive-size: ${command.size?.text ?? ''}; the parts hold ${size} bytes`);
  }),

  'tree-hash/archive': rule(['join-archive'], ({ command, open, world }) =>
    !open || world.etags.ofParts(partsOf(open).map((part) => part.etag)) === command.treeHash
      ? undefined
      : invalid(`Invalid x-amz-sha256-tree-hash: ${command.treeHash ?? ''}`),
  ),

  'vault/page-size': rule(['list-ranges', 'list-open-archives', 'list-vaults', 'list-jobs'], ({ command }) => {
    const { limit } = command;
    return !limit || limit.value >= 1 ? undefined : invalid(`Invalid limit: ${limit.text}`);
  }),

  'vault/marker': rule(['list-ranges', 'list-open-archives', 'list-vaults', 'list-jobs'], ({ command }) =>
    command.marker === undefined || /^[\w.:/-]+$/.test(command.marker) ? undefined : invalid('The marker is not valid'),
  ),

  'job/type': rule(['start-job'], ({ command }) => {
    if (command.type === undefined) return missing('Type');
    return ['archive-retrieval', 'inventory-retrieval'].includes(command.type)
      ? undefined
      : invalid(`The job type is not valid: ${command.type}`);
  }),

  'job/tier': rule(['start-job'], ({ command }) =>
    command.tier === undefined || TIERS.includes(command.tier)
      ? undefined
      : invalid(`The tier is not valid: ${command.tier}`),
  ),

  'job/archive': rule(['start-job'], ({ command, bucket }) => {
    if (command.type !== 'archive-retrieval') return undefined;
    if (command.archiveId === undefined) return missing('ArchiveId');
    return bucket.objects.get(command.archiveId)
      ? undefined
      : { fault: 'archive-not-found', detail: { archiveId: command.archiveId } };
  }),

  'job/range': rule(['start-job'], ({ command, bucket }) => {
    if (command.type !== 'archive-retrieval' || !command.range) return undefined;
    const archive = bucket.objects.get(command.archiveId ?? '')?.at(-1);
    const ends = command.range.value;
    return archive?.kind === 'object' && ends && isAligned(ends.first, ends.last, archive.size)
      ? undefined
      : invalid(`Invalid RetrievalByteRange: ${command.range.text}`);
  }),

  'job/inventory': rule(['start-job'], ({ command, bucket, now }) =>
    command.type === 'inventory-retrieval' && !inventoryOf(bucket, now)
      ? { fault: 'inventory-not-found', detail: { vault: bucket.name } }
      : undefined,
  ),

  'job/known': rule(['describe-job', 'job-output'], ({ command, bucket, now }) => {
    const job = bucket.jobs.get(command.jobId);
    // The output is kept for a day (GLA-104).
    return job && now - job.readyAt <= DAY ? undefined : { fault: 'job-not-found', detail: { jobId: command.jobId } };
  }),

  'job/ready': rule(['job-output'], ({ command, bucket, now }) => {
    const job = bucket.jobs.get(command.jobId);
    return !job || now >= job.readyAt ? undefined : { fault: 'job-not-ready', detail: { jobId: command.jobId } };
  }),

  'job/status': rule(['list-jobs'], ({ command }) => {
    if (command.status !== undefined && !['InProgress', 'Succeeded', 'Failed'].includes(command.status))
      return invalid(`The job status code is not valid: ${command.status}`);
    return command.completed === undefined || ['true', 'false'].includes(command.completed)
      ? undefined
      : invalid(`Invalid completed: ${command.completed}`);
  }),
};

export function partSizeOf(open: { readonly partSize?: number } | undefined): number {
  return open?.partSize ?? Number.POSITIVE_INFINITY;
}

/** In the order of their ranges. */
export function partsOf(open: NonNullable<Asked['open']>): Part[] {
  return [...open.parts.after(undefined)].map(([, part]) => part);
}

/** Lower-case hex, as Glacier writes it. */
export function treeHashOf(digests: { readonly [algorithm: string]: string }): string | undefined {
  const found = digests.sha256tree;
  return found === undefined ? undefined : Buffer.from(found, 'base64').toString('hex');
}

/** A part list begins behind the first byte its marker names. */
export function afterMarker(marker: string | undefined): Position | undefined {
  return marker === undefined ? undefined : ((Number(marker) || 0) as Position);
}

export function pageOf({ limit }: { readonly limit: Numeral | undefined }, normal: number, max: number | null): number {
  return Math.min(limit?.value ?? normal, max ?? Number.POSITIVE_INFINITY);
}
