/** What a bucket holds: open and ended uploads, and the versions of objects. */

import type { AccessPolicy } from './access/policy.js';
import type { Ownership } from './acl.js';
import type { Checksum, ObjectChecksum, UploadChecksum } from './checksum.js';
import type { BucketEncryption, Encryption } from './encryption.js';
import type { Attributes, BodyRef, ETag, Identity, Instant, Part, Position, SortedMap, UploadId } from './names.js';
import type { Job } from './vaults/words.js';

export interface OpenUpload {
  readonly state: 'open';
  readonly id: UploadId;
  readonly key: string;
  readonly attributes: Attributes;
  readonly initiator: Identity;
  readonly initiatedAt: Instant;
  /** Its parts must come one after another. */
  readonly sequential?: boolean;
  /** Its place among the uploads of its key; see {@link OpenUploadKey}. */
  readonly rank: string;
  readonly parts: SortedMap<Position, Part>;
  /** The object that stood under the key when the upload was created; a conditional Complete looks whether it still does. */
  readonly replaces: ObjectVersion | undefined;
  /** When it began or last took a part. */
  touchedAt: Instant;
  /** Glacier: bytes of every part but the last. */
  readonly partSize?: number;
  /** Undefined: none was asked for. */
  readonly checksum: UploadChecksum | undefined;
}

export type Upload =
  | OpenUpload
  | {
      readonly state: 'completed';
      readonly id: UploadId;
      readonly key: string;
      /** Kept so that a page of uploads can go on from one that has ended since. */
      readonly rank: string;
      readonly etag: ETag;
      readonly versionId: string | undefined;
      readonly encryption: Encryption | undefined;
      readonly checksum: ObjectChecksum | undefined;
      readonly claims: readonly Claim[];
    }
  | { readonly state: 'aborted'; readonly id: UploadId; readonly key: string; readonly rank: string };

/** One entry of the list a Complete sends. */
export interface Claim {
  readonly position: Position;
  /** As sent, without quotes. */
  readonly etag: string;
  readonly checksum?: Checksum;
}

/** One version of an object, or a delete marker. An object is its list of pieces; completing never copies bytes. */
export type Version =
  | {
      readonly kind: 'object';
      readonly versionId: string;
      readonly etag: ETag;
      readonly size: number;
      readonly attributes: Attributes;
      readonly owner: Identity;
      readonly modifiedAt: Instant;
      readonly pieces: readonly Piece[];
      /** Hex; of an object whose parts came one after another (OSS-053). */
      readonly md5?: string;
      /** Whether it came from a multipart upload; its pieces are then its parts, in order. */
      readonly multipart: boolean;
      readonly checksum: ObjectChecksum | undefined;
    }
  | {
      readonly kind: 'delete-marker';
      readonly versionId: string;
      readonly owner: Identity;
      readonly modifiedAt: Instant;
    };

export type ObjectVersion = Extract<Version, { kind: 'object' }>;

/** One stored body of an object, and the part number it had. */
export interface Piece {
  readonly ref: BodyRef;
  readonly size: number;
  readonly position: Position;
  /** Base64; of the parts of an object whose checksum is COMPOSITE. */
  readonly checksum?: string;
}

/** A rule of a bucket's lifecycle. */
export interface LifecycleRule {
  readonly id: string;
  readonly enabled: boolean;
  readonly prefix: string;
  /** How it ends open uploads; undefined when it concerns finished objects only. */
  readonly abort: { readonly days: number } | { readonly before: Instant } | undefined;
  /** All of the rule but its id, as its dialect writes it, to be shown as it came. */
  readonly form: string;
}

export type Versioning = 'never' | 'enabled' | 'suspended';

/** The state of one bucket; the shell owns it, {@link Event}s change it. */
export interface Bucket {
  readonly name: string;
  readonly owner: Identity;
  readonly createdAt: Instant;
  versioning: Versioning;
  lifecycle: readonly LifecycleRule[] | undefined;
  /** Undefined until it is set: as the profile says. */
  encryption?: BucketEncryption;
  /** Whether versions can be locked; said when the bucket is made. */
  readonly lock?: boolean;
  readonly ownership?: Ownership;
  /** Who beside the owner may do what, and what is denied to whom. */
  policy: AccessPolicy | undefined;
  /** Whoever asks pays, unless it is the owner. */
  requesterPays: boolean;
  /** Newest version last. */
  readonly objects: SortedMap<string, Version[]>;
  readonly uploads: Map<UploadId, Upload>;
  /** Ids of ended uploads, oldest first. */
  readonly endings: UploadId[];
  /** Open uploads in listing order: by key, then by rank. */
  readonly open: SortedMap<OpenUploadKey, OpenUpload>;
  /** Uploads begun so far. */
  sequence: number;
  /** Glacier: when an archive was last stored or removed. */
  writtenAt?: Instant;
  /** Glacier: retrievals, by id. */
  readonly jobs: Map<string, Job>;
}

export interface OpenUploadKey {
  readonly key: string;
  /** Grows with the time of creation, or is the id itself where a provider sorts by it (OSS-113). */
  readonly rank: string;
}
