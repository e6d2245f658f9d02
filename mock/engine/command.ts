/** What can be asked, free of any dialect. */

import type { AclAsked, Ownership } from './acl.js';
import type { Callback } from './callback.js';
import type { Checksum } from './checksum.js';
import type { CustomerKey, EncryptionAsked } from './encryption.js';
import type { LockAsked } from './lock.js';
import type { Attributes, Body, UploadId } from './names.js';
import type { CopyFinding } from './reply.js';
import type { Claim, LifecycleRule } from './state.js';
import type { Tag, TaggingAsked } from './tags.js';
import type { VaultCommand } from './vaults/words.js';

export interface ByteRange {
  /** Undefined with a `last` means the last `last` bytes (a suffix range). */
  readonly first: number | undefined;
  readonly last: number | undefined;
}

export interface Conditions {
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  /** Seconds since the epoch. */
  readonly ifModifiedSince?: number;
  readonly ifUnmodifiedSince?: number;
}

export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly conditions: Conditions;
  /** The key under which the source was stored. */
  readonly customerKey?: CustomerKey;
}

/** A number as it came: the text, and its value or NaN. */
export interface Numeral {
  readonly text: string;
  readonly value: number;
}

/** A lifecycle rule as it was sent, before anything is held against it. */
export interface AskedLifecycleRule extends Omit<LifecycleRule, 'id'> {
  readonly id: string | undefined;
  /** What the filter asks of objects beside their prefix. */
  readonly narrowed: 'Tags' | 'Object Size' | undefined;
  /** How many actions it names, of any kind. */
  readonly actions: number;
}

/** A bucket's default as it was sent. */
export interface BucketEncryptionAsked {
  readonly algorithm: string | undefined;
  readonly kmsKeyId: string | undefined;
  readonly bucketKey: boolean | undefined;
  /** Undefined leaves it as it is. */
  readonly customerKeys: 'blocked' | 'allowed' | undefined;
}

/** What surrounds a request on a bucket, whatever it asks for. */
export interface Setting {
  /** Number of the account that the client expects the bucket to belong to; as sent. */
  readonly expectedOwner?: string;
  /** The same of the bucket a copy reads. */
  readonly sourceExpectedOwner?: string;
  /** `requester` when whoever asks will pay for it. */
  readonly payer?: string;
  /** The request's value of a condition key of policies, by its name in lower case: `s3:x-amz-acl`. */
  readonly about?: (key: string) => string | undefined;
}

interface On extends Setting {
  readonly bucket: string;
}
interface OnKey extends On {
  readonly key: string;
}
/** What is stored: what is asked for it beside its attributes, and whether it may replace an object of that name. */
interface Storing {
  readonly forbidOverwrite?: boolean;
  readonly encryption?: EncryptionAsked;
  readonly tagging?: TaggingAsked;
  readonly acl?: AclAsked;
  readonly lock?: LockAsked;
}
/** Something that a customer's key may open. */
interface Keyed {
  readonly customerKey?: CustomerKey;
  /** A method of encryption, as it was sent, where none can be chosen. */
  readonly misplacedEncryption?: string;
}
interface OnVersion extends OnKey {
  readonly versionId?: string;
}
interface OnUpload extends OnKey {
  readonly uploadId: UploadId;
}

/** A request, free of any dialect. `body` is absent while only the headers have been read. */
export type Command =
  | VaultCommand
  | { readonly op: 'list-buckets' }
  | (On & { readonly op: 'create-bucket'; readonly lock?: boolean; readonly ownership?: Ownership })
  | (On & { readonly op: 'delete-bucket' })
  | (On & { readonly op: 'head-bucket' })
  | (On & { readonly op: 'get-location' })
  | (On & { readonly op: 'get-versioning' })
  | (On & { readonly op: 'get-encryption' })
  | (On & { readonly op: 'put-encryption'; readonly encryption: BucketEncryptionAsked })
  | (On & { readonly op: 'put-versioning'; readonly status: 'enabled' | 'suspended' })
  | (On & { readonly op: 'put-lifecycle'; readonly rules: readonly AskedLifecycleRule[] })
  | (On & { readonly op: 'get-lifecycle' | 'delete-lifecycle' })
  | (On & { readonly op: 'get-policy' | 'delete-policy' | 'get-payment' })
  | (On & { readonly op: 'put-policy'; readonly text: string })
  | (On & { readonly op: 'put-payment'; readonly requesterPays: boolean })
  | (OnKey &
      Storing & {
        readonly op: 'put-object';
        /** Who is to be told of it. */
        readonly callback?: Callback;
        /** A digest of the body was promised. */
        readonly digested?: boolean;
        readonly attributes: Attributes;
        /** Algorithm of the checksum that came with the body, or comes after it. */
        readonly checksum?: string;
        readonly length: number | undefined;
        readonly conditions: Conditions;
        readonly body?: Body;
      })
  | (OnKey &
      Keyed & {
        readonly op: 'get-object' | 'head-object';
        readonly versionId?: string;
        readonly partNumber?: Numeral;
        /** The Range header as sent, and its reading; `null` when it is not understood and therefore ignored. */
        readonly range?: { readonly text: string; readonly value: ByteRange | null };
        /** A range that cannot be met is to be refused, whatever the provider usually does. */
        readonly strictRange?: boolean;
        readonly conditions: Conditions;
        /** `response-content-type` and the like: header name → value to answer with. */
        readonly overrides: Readonly<Record<string, string>>;
      })
  | (OnKey &
      Keyed & {
        readonly op: 'get-attributes';
        readonly versionId?: string;
        readonly wanted: readonly string[];
        readonly maxParts: Numeral | undefined;
        readonly marker: Numeral | undefined;
      })
  | (OnKey &
      Storing & {
        readonly op: 'copy-object';
        /** Tags are those of the request, and not of the source. */
        readonly replaceTags?: boolean;
        readonly source: CopySource;
        readonly attributes: Attributes;
        readonly replace: boolean;
        /** Undefined: that of the source. As sent. */
        readonly checksumAlgorithm?: string;
        readonly found?: CopyFinding;
        readonly body?: Body;
      })
  | (OnVersion & { readonly op: 'delete-object'; readonly bypass?: boolean })
  | (OnVersion & { readonly op: 'get-tagging' | 'delete-tagging' | 'get-acl' | 'get-retention' | 'get-legal-hold' })
  | (OnVersion & { readonly op: 'put-tagging'; readonly tags: readonly Tag[] })
  | (OnVersion & { readonly op: 'put-retention'; readonly lock: LockAsked; readonly bypass?: boolean })
  | (OnVersion & { readonly op: 'put-legal-hold'; readonly lock: LockAsked })
  | (On & {
      readonly op: 'delete-objects';
      readonly quiet: boolean;
      readonly bypass?: boolean;
      readonly keys: readonly { readonly key: string; readonly versionId?: string }[];
    })
  | (On & {
      readonly op: 'list-objects';
      readonly edition: 1 | 2;
      readonly prefix: string;
      readonly delimiter: string;
      /** V1 `marker`, V2 `start-after`: names after this one. */
      readonly after: string;
      readonly continuation: string | undefined;
      readonly max: Numeral | undefined;
      readonly fetchOwner: boolean;
      readonly encodingUrl: boolean;
    })
  | (On & {
      readonly op: 'list-versions';
      readonly prefix: string;
      readonly delimiter: string;
      readonly keyMarker: string;
      readonly versionMarker: string;
      readonly max: Numeral | undefined;
      readonly encodingUrl: boolean;
    })
  | (OnKey &
      Storing & {
        readonly op: 'create';
        readonly attributes: Attributes;
        /** As sent. */
        readonly checksum?: { readonly algorithm?: string; readonly type?: string };
        /** Parts must come one after another. */
        readonly sequential?: boolean;
      })
  | (OnUpload &
      Keyed & {
        readonly op: 'upload-part';
        /** Tags, as they were sent, which have no place here. */
        readonly misplacedTagging?: string;
        /** A digest of the body was promised. */
        readonly digested?: boolean;
        readonly number: Numeral;
        /** Algorithm of the checksum that came with the body, or comes after it. */
        readonly checksum?: string;
        readonly length: number | undefined;
        readonly body?: Body;
      })
  | (OnUpload &
      Keyed & {
        readonly op: 'upload-part-copy';
        readonly number: Numeral;
        readonly source: CopySource;
        readonly range?: { readonly text: string; readonly value: ByteRange | null };
        readonly found?: CopyFinding;
        readonly body?: Body;
      })
  | (OnUpload &
      Keyed &
      Storing & {
        readonly op: 'complete';
        readonly claims: readonly Claim[];
        /** The request had no body at all. */
        readonly bare: boolean;
        readonly conditions: Conditions;
        /** What the object's checksum is said to be, with any suffix. */
        readonly checksum?: Checksum;
        readonly checksumType?: string;
        readonly objectSize?: Numeral;
        /** Hex, of the whole object; found by the shell where a sequential upload asks for it. */
        readonly wholeMd5?: string;
        /** Whatever was uploaded is listed. */
        readonly all?: boolean;
        /** Who is to be told of it. */
        readonly callback?: Callback;
        /** Kept with the object beside what its upload was begun with. */
        readonly headers?: Readonly<Record<string, string>>;
      })
  | (OnUpload & { readonly op: 'abort' })
  | (OnUpload & { readonly op: 'list-parts'; readonly max: Numeral | undefined; readonly marker: Numeral | undefined })
  | (On & {
      readonly op: 'list-uploads';
      readonly prefix: string;
      readonly prefixGiven: boolean;
      readonly delimiter: string;
      readonly keyMarker: string;
      readonly uploadMarker: string;
      readonly max: Numeral | undefined;
      readonly encodingUrl: boolean;
    });

export type Op = Command['op'];
/** Operations on buckets and their objects, which vaults do not have. */
export type ObjectOp = Exclude<Op, VaultCommand['op']>;
export type CommandOf<O extends Op> = Extract<Command, { op: O }>;
