/** What is asked of a vault and what it answers: the words of Glacier, whose parts are byte ranges and whose archives have no names. */

import type { Numeral } from '../command.js';
import type { Body, Instant, Part, UploadId } from '../names.js';
import type { Bucket, ObjectVersion, OpenUpload } from '../state.js';

interface OfAccount {
  /** As the path said it: `-`, or a number. */
  readonly account: string;
}
interface OfVault extends OfAccount {
  readonly bucket: string;
}
interface Page {
  readonly limit: Numeral | undefined;
  readonly marker: string | undefined;
}
/** Tree hashes are lower-case hex, as sent. */
interface Hashed {
  readonly treeHash: string | undefined;
}

/** A byte range as sent, and its ends, both included; `null` when it is none. */
export interface SentRange {
  readonly text: string;
  readonly value: { readonly first: number; readonly last: number } | null;
}

export type Tier = 'Expedited' | 'Standard' | 'Bulk';

export type VaultCommand =
  | (OfAccount & Page & { readonly op: 'list-vaults' })
  | (OfVault & { readonly op: 'create-vault' })
  | (OfVault & { readonly op: 'describe-vault' })
  | (OfVault & { readonly op: 'delete-vault' })
  | (OfVault &
      Hashed & {
        readonly op: 'put-archive';
        readonly description: string | undefined;
        readonly length: number | undefined;
        readonly body?: Body;
      })
  | (OfVault & { readonly op: 'delete-archive'; readonly archiveId: string })
  | (OfVault & {
      readonly op: 'open-archive';
      readonly partSize: Numeral | undefined;
      readonly description: string | undefined;
    })
  | (OfVault &
      Hashed & {
        readonly op: 'put-range';
        readonly uploadId: UploadId;
        readonly range: SentRange | undefined;
        readonly length: number | undefined;
        readonly body?: Body;
      })
  | (OfVault &
      Hashed & { readonly op: 'join-archive'; readonly uploadId: UploadId; readonly size: Numeral | undefined })
  | (OfVault & { readonly op: 'drop-archive'; readonly uploadId: UploadId })
  | (OfVault & Page & { readonly op: 'list-ranges'; readonly uploadId: UploadId })
  | (OfVault & Page & { readonly op: 'list-open-archives' })
  | (OfVault & {
      readonly op: 'start-job';
      readonly type: string | undefined;
      readonly archiveId: string | undefined;
      readonly tier: string | undefined;
      readonly description: string | undefined;
      readonly topic: string | undefined;
      readonly range: SentRange | undefined;
      /** Of the range, where it is a node of the archive's tree and not its root: the shell reads the bytes for it. */
      readonly rangeHash?: string;
    })
  | (OfVault & { readonly op: 'describe-job'; readonly jobId: string })
  | (OfVault &
      Page & {
        readonly op: 'list-jobs';
        readonly status: string | undefined;
        readonly completed: string | undefined;
      })
  | (OfVault & {
      readonly op: 'job-output';
      readonly jobId: string;
      readonly range: SentRange | undefined;
      readonly rangeHash?: string;
    });

export interface Job {
  readonly id: string;
  readonly startedAt: Instant;
  readonly readyAt: Instant;
  readonly tier: Tier;
  readonly description: string | undefined;
  readonly topic: string | undefined;
  readonly what:
    | {
        readonly kind: 'archive';
        readonly archiveId: string;
        readonly archive: ObjectVersion;
        readonly first: number;
        readonly last: number;
        /** Undefined where the range is no node of the archive's tree (GLA-103). */
        readonly treeHash: string | undefined;
      }
    | { readonly kind: 'inventory'; readonly takenAt: Instant; readonly archives: readonly Archive[] };
}

export interface Archive {
  readonly id: string;
  readonly version: ObjectVersion;
}

/** What the last inventory saw; there is none in a vault's first day (GLA-091). */
export interface Inventory {
  readonly takenAt: Instant;
  readonly archives: readonly Archive[];
}

export interface VaultView {
  readonly vault: Bucket;
  readonly inventory: Inventory | undefined;
}

export type VaultReply =
  | { readonly op: 'list-vaults'; readonly vaults: readonly VaultView[]; readonly marker: string | undefined }
  | { readonly op: 'create-vault' | 'delete-vault'; readonly vault: string }
  | ({ readonly op: 'describe-vault' } & VaultView)
  | { readonly op: 'put-archive' | 'join-archive'; readonly archiveId: string; readonly treeHash: string }
  | { readonly op: 'delete-archive' | 'drop-archive' }
  | { readonly op: 'open-archive'; readonly uploadId: UploadId }
  | { readonly op: 'put-range'; readonly part: Part }
  | {
      readonly op: 'list-ranges';
      readonly upload: OpenUpload;
      readonly parts: readonly Part[];
      /** The first byte of the next page, or undefined on the last. */
      readonly next: number | undefined;
    }
  | {
      readonly op: 'list-open-archives';
      readonly uploads: readonly OpenUpload[];
      readonly next: number | undefined;
    }
  | { readonly op: 'start-job'; readonly jobId: string }
  | { readonly op: 'describe-job'; readonly job: Job; readonly ready: boolean }
  | {
      readonly op: 'list-jobs';
      readonly jobs: readonly { readonly job: Job; readonly ready: boolean }[];
      readonly next: string | undefined;
    }
  | {
      readonly op: 'job-output';
      readonly job: Job;
      readonly first: number;
      readonly last: number;
      readonly partial: boolean;
      readonly treeHash: string | undefined;
    };
