/** What a well-behaved answer says, free of any dialect. */

import type { Grant } from './acl.js';
import type { Checksum, ObjectChecksum, UploadChecksum } from './checksum.js';
import type { CommandOf } from './command.js';
import type { BucketEncryption, Encryption } from './encryption.js';
import type { Lock } from './lock.js';
import type { Attributes, ETag, Identity, Instant, Part, UploadId } from './names.js';
import type { LifecycleRule, ObjectVersion, OpenUpload, Piece, Version, Versioning } from './state.js';
import type { Tag } from './tags.js';
import type { VaultReply } from './vaults/words.js';

/** What the shell found where a copy points: the version to read, or why there is none. */
export type CopyFinding = {
  /** Whose the source bucket is. */
  readonly owner?: Identity;
  /** Whoever asks may not read it. */
  readonly forbidden?: boolean;
} & (
  | { readonly kind: 'found'; readonly version: ObjectVersion; readonly versioned: boolean }
  | { readonly kind: 'no-such-bucket' | 'no-such-key' | 'delete-marker' | 'no-such-version' }
);

export interface ListedObject {
  readonly key: string;
  readonly version: Version;
  readonly latest: boolean;
}

/** When an open upload will be ended by the bucket's lifecycle, and by which rule. */
export interface AbortNotice {
  readonly at: Instant;
  readonly ruleId: string;
}

/** The parts of an object; only their count where the checksum is not made of theirs. */
export interface PartsPage {
  readonly count: number;
  readonly page:
    | {
        readonly marker: number;
        readonly nextMarker: number;
        readonly max: number;
        readonly truncated: boolean;
        readonly parts: readonly Piece[];
      }
    | undefined;
}

/** What a well-behaved answer says, free of any dialect. */
export type Reply = {
  /** Whoever asked pays for it, and is told so. */
  readonly charged?: true;
} & Said;

type Said =
  | VaultReply
  | {
      readonly op: 'list-buckets';
      readonly owner: Identity;
      readonly buckets: readonly { readonly name: string; readonly createdAt: Instant }[];
    }
  | {
      readonly op:
        | 'create-bucket'
        | 'delete-bucket'
        | 'put-versioning'
        | 'put-encryption'
        | 'put-policy'
        | 'delete-policy'
        | 'put-payment';
      readonly bucket: string;
    }
  | { readonly op: 'get-policy'; readonly text: string }
  | { readonly op: 'get-payment'; readonly requesterPays: boolean }
  | { readonly op: 'get-encryption'; readonly encryption: BucketEncryption }
  | {
      readonly op: 'head-bucket';
      readonly bucket: string;
      readonly created?: { readonly at: Instant; readonly by: Identity };
    }
  | { readonly op: 'get-tagging'; readonly tags: readonly Tag[]; readonly versionId: string | undefined }
  | { readonly op: 'put-tagging' | 'delete-tagging'; readonly versionId: string | undefined }
  | {
      readonly op: 'get-acl';
      readonly owner: Identity;
      readonly grants: readonly Grant[];
      /** Of the object's attributes. */
      readonly headers?: Attributes['headers'];
    }
  | { readonly op: 'get-retention'; readonly retention: NonNullable<Lock['retention']> }
  | { readonly op: 'get-legal-hold'; readonly hold: 'ON' | 'OFF' }
  | { readonly op: 'put-retention' | 'put-legal-hold' }
  | { readonly op: 'get-location'; readonly region: string }
  | { readonly op: 'put-lifecycle' | 'delete-lifecycle' }
  | { readonly op: 'get-lifecycle'; readonly rules: readonly LifecycleRule[] }
  | { readonly op: 'get-versioning'; readonly versioning: Versioning }
  | {
      readonly op: 'put-object';
      /** What the server said that was told of it: JSON, and the whole answer. */
      readonly called?: string;
      readonly etag: ETag;
      readonly versionId: string | undefined;
      readonly encryption?: Encryption | undefined;
      readonly checksum: ObjectChecksum | undefined;
    }
  | {
      readonly op: 'get-object' | 'head-object';
      readonly version: ObjectVersion;
      readonly versioned: boolean;
      /** Bytes to send: from `first` for `length`; `partial` when the answer is a 206. */
      readonly first: number;
      readonly length: number;
      readonly partial: boolean;
      readonly partsCount: number | undefined;
      /** Of what is sent, where there is one. */
      readonly checksum: ObjectChecksum | undefined;
      readonly notModified: boolean;
      readonly overrides: Readonly<Record<string, string>>;
    }
  | {
      readonly op: 'get-attributes';
      readonly version: ObjectVersion;
      readonly versioned: boolean;
      readonly wanted: readonly string[];
      readonly parts: PartsPage | undefined;
    }
  | {
      readonly op: 'copy-object';
      readonly etag: ETag;
      readonly modifiedAt: Instant;
      readonly encryption?: Encryption | undefined;
      readonly checksum: ObjectChecksum | undefined;
      readonly versionId: string | undefined;
      readonly sourceVersionId: string | undefined;
    }
  | { readonly op: 'delete-object'; readonly versionId: string | undefined; readonly deleteMarker: boolean }
  | {
      readonly op: 'delete-objects';
      readonly quiet: boolean;
      readonly deleted: readonly { readonly key: string; readonly versionId?: string; readonly markerId?: string }[];
      /** Versions that are locked, and stay. */
      readonly locked?: readonly { readonly key: string; readonly versionId?: string }[];
    }
  | {
      readonly op: 'list-objects';
      readonly command: CommandOf<'list-objects'>;
      readonly objects: readonly ListedObject[];
      readonly prefixes: readonly string[];
      readonly max: number;
      readonly truncated: boolean;
      /** Last name or prefix of this page, to go on from. */
      readonly next: string;
      readonly owner: Identity;
    }
  | {
      readonly op: 'list-versions';
      readonly command: CommandOf<'list-versions'>;
      readonly versions: readonly ListedObject[];
      readonly prefixes: readonly string[];
      readonly max: number;
      readonly truncated: boolean;
      readonly nextKey: string;
      readonly nextVersion: string;
    }
  | {
      readonly op: 'create';
      readonly bucket: string;
      readonly key: string;
      readonly uploadId: UploadId;
      readonly abort: AbortNotice | undefined;
      readonly encryption?: Encryption | undefined;
      readonly checksum: UploadChecksum | undefined;
      readonly attributes?: Attributes;
    }
  /** The headers hold nothing against this request: its body may come, or these bytes of the copy source be read. */
  | {
      readonly op: 'continue';
      /** Or the tree hash, or the MD5, of these bytes be found. */
      readonly hash?: {
        readonly pieces: readonly Piece[];
        readonly first: number;
        readonly length: number;
        readonly by?: 'md5';
      };
      /** Digests the body is to come with, beside those its client promised. */
      readonly digests?: readonly string[];
      readonly copy?: { readonly version: ObjectVersion; readonly first: number; readonly length: number };
    }
  | {
      readonly op: 'upload-part';
      readonly part: Part;
      readonly checksum: Checksum | undefined;
      readonly storageClass: string | undefined;
      readonly encryption?: Encryption | undefined;
      /** What the upload was begun with. */
      readonly attributes?: Attributes | undefined;
    }
  | {
      readonly op: 'upload-part-copy';
      readonly part: Part;
      readonly checksum: Checksum | undefined;
      readonly sourceVersionId: string | undefined;
      readonly encryption?: Encryption | undefined;
      /** The bytes of the source that were asked for and copied, and how many it has; undefined for all of them. */
      readonly range?: { readonly first: number; readonly last: number; readonly size: number } | undefined;
    }
  | {
      readonly op: 'complete';
      /** What the server said that was told of it: JSON, and the whole answer. */
      readonly called?: string;
      readonly bucket: string;
      readonly key: string;
      readonly etag: ETag;
      readonly checksum: ObjectChecksum | undefined;
      readonly versionId: string | undefined;
      readonly encryption?: Encryption | undefined;
      /** Undefined in the answer to a repeated request. */
      readonly version?: ObjectVersion;
    }
  | { readonly op: 'abort' }
  | {
      readonly op: 'list-parts';
      readonly bucket: string;
      readonly key: string;
      readonly uploadId: UploadId;
      readonly initiator: Identity;
      readonly owner: Identity;
      readonly storageClass: string | undefined;
      readonly marker: number;
      readonly nextMarker: number;
      readonly max: number;
      readonly truncated: boolean;
      readonly checksum: UploadChecksum | undefined;
      readonly parts: readonly Part[];
      readonly abort: AbortNotice | undefined;
    }
  | {
      readonly op: 'list-uploads';
      readonly command: CommandOf<'list-uploads'>;
      /** Echoed marker: empty when it was ignored. */
      readonly uploadMarker: string;
      readonly nextKey: string;
      readonly nextUpload: string;
      readonly max: number;
      readonly truncated: boolean;
      readonly uploads: readonly OpenUpload[];
      readonly prefixes: readonly string[];
      readonly owner: Identity;
    };

/** Answers about buckets and their objects. */
export type ObjectReply = Exclude<Reply, VaultReply>;
export type ReplyOf<O extends Reply['op']> = Extract<Reply, { op: O }>;
