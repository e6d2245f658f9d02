/** What happened. Events are all that changes the state. */

import type { AccessPolicy } from './access/policy.js';
import type { Ownership } from './acl.js';
import type { UploadChecksum } from './checksum.js';
import type { BucketEncryption } from './encryption.js';
import type { Attributes, Identity, Instant, Part, UploadId } from './names.js';
import type { Claim, LifecycleRule, ObjectVersion, Version, Versioning } from './state.js';
import type { Job } from './vaults/words.js';

/** What happened; applied to the state by `evolve`, kept by the store, and nothing else changes state. */
export type Event =
  | {
      readonly type: 'bucket-created';
      readonly bucket: string;
      readonly owner: Identity;
      readonly at: Instant;
      /** Versions can be locked: the bucket then keeps versions, always. */
      readonly lock?: boolean;
      readonly ownership?: Ownership;
    }
  | { readonly type: 'bucket-deleted'; readonly bucket: string }
  | { readonly type: 'policy-set'; readonly bucket: string; readonly policy: AccessPolicy }
  | { readonly type: 'policy-removed'; readonly bucket: string }
  | { readonly type: 'payer-set'; readonly bucket: string; readonly requesterPays: boolean }
  | { readonly type: 'versioning-set'; readonly bucket: string; readonly versioning: Versioning }
  | {
      readonly type: 'lifecycle-set';
      readonly bucket: string;
      /** Undefined: taken away. */
      readonly rules: readonly LifecycleRule[] | undefined;
    }
  | {
      readonly type: 'attributes-set';
      readonly bucket: string;
      readonly key: string;
      readonly versionId: string;
      readonly attributes: Attributes;
    }
  | { readonly type: 'encryption-set'; readonly bucket: string; readonly encryption: BucketEncryption }
  | { readonly type: 'object-stored'; readonly bucket: string; readonly key: string; readonly version: Version }
  | {
      readonly type: 'version-removed';
      readonly bucket: string;
      readonly key: string;
      readonly versionId: string;
      readonly at?: Instant;
    }
  | { readonly type: 'job-started'; readonly bucket: string; readonly job: Job }
  | {
      readonly type: 'upload-created';
      readonly bucket: string;
      readonly key: string;
      readonly id: UploadId;
      readonly attributes: Attributes;
      readonly checksum?: UploadChecksum;
      readonly initiator: Identity;
      readonly sequential?: boolean;
      /** Where it is listed among the uploads of its key. */
      readonly listedBy: 'creation' | 'id';
      readonly at: Instant;
      readonly partSize?: number;
    }
  | { readonly type: 'part-stored'; readonly bucket: string; readonly id: UploadId; readonly part: Part }
  | {
      readonly type: 'upload-completed';
      readonly bucket: string;
      readonly id: UploadId;
      readonly claims: readonly Claim[];
      readonly version: ObjectVersion;
    }
  | { readonly type: 'upload-aborted'; readonly bucket: string; readonly id: UploadId };
