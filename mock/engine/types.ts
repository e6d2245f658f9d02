/**
 * The words of the engine: what can be asked (Command), what may come back (Reply or Refusal), what then happened (Event),
 * and what a provider promises (Policy). Nothing here knows of HTTP, clocks, disks or bytes.
 */

declare const brand: unique symbol;
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** An entity tag without its quotes; renderers add them. */
export type ETag = Branded<string, 'ETag'>;
/** Where a part stands: a part number, or the first byte of a Glacier range. May be NaN when the text was no integer. */
export type Position = Branded<number, 'Position'>;
export type UploadId = Branded<string, 'UploadId'>;
/** A handle to bytes in a store; the engine only passes it on. */
export type BodyRef = Branded<number, 'BodyRef'>;
/** Milliseconds since the epoch. */
export type Instant = Branded<number, 'Instant'>;

/** Who asks: one account. */
export interface Identity {
  readonly id: string;
  readonly displayName: string;
}

/** Bytes that have arrived: their size, their digests by algorithm (`md5` as lower-case hex), and where they are kept. */
export interface Body {
  readonly ref: BodyRef;
  readonly size: number;
  readonly digests: Digests;
}

/** `md5` is lower-case hex; other algorithms (`crc32`, `sha256`, …) are base64 as on the wire. */
export type Digests = { readonly md5: string } & { readonly [algorithm: string]: string };

export interface Part extends Body {
  readonly position: Position;
  readonly etag: ETag;
  readonly storedAt: Instant;
}

/** What is given at create (or put) and shown on the object. Header names are lower-case. */
export interface Attributes {
  /** `content-type`, `cache-control`, `content-disposition`, `content-encoding`, `content-language`, `expires`, `x-amz-…`. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata, names without prefix, lower-case. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Undefined: the provider's default class. */
  readonly storageClass?: string;
}

/** Stands for a sorted map; the shell's state uses a B-tree. */
export interface SortedMap<K, V> {
  readonly size: number;
  get(key: K): V | undefined;
  set(key: K, value: V): boolean;
  delete(key: K): boolean;
  /** Entries with a key greater than (or, when inclusive, equal to) `from`, ascending. `undefined` starts at the beginning. */
  after(from: K | undefined, inclusive?: boolean): IterableIterator<[K, V]>;
}

export interface OpenUpload {
  readonly state: 'open';
  readonly id: UploadId;
  readonly key: string;
  readonly attributes: Attributes;
  readonly initiator: Identity;
  readonly initiatedAt: Instant;
  /** Order of creation within the bucket; settles the listing order of uploads begun in the same millisecond. */
  readonly sequence: number;
  readonly parts: SortedMap<Position, Part>;
}

export type Upload =
  | OpenUpload
  | {
      readonly state: 'completed';
      readonly id: UploadId;
      readonly key: string;
      /** Kept so that a page of uploads can go on from one that has ended since. */
      readonly sequence: number;
      readonly etag: ETag;
      readonly versionId: string | undefined;
      readonly claims: readonly Claim[];
    }
  | { readonly state: 'aborted'; readonly id: UploadId; readonly key: string; readonly sequence: number };

/** One entry of the list a Complete sends. */
export interface Claim {
  readonly position: Position;
  /** As sent, without quotes. */
  readonly etag: string;
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
      /** Whether it came from a multipart upload; its pieces are then its parts, in order. */
      readonly multipart: boolean;
      readonly digests: Digests | undefined;
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
}

export type Versioning = 'never' | 'enabled' | 'suspended';

/** The state of one bucket; the shell owns it, {@link Event}s change it. */
export interface Bucket {
  readonly name: string;
  readonly owner: Identity;
  readonly createdAt: Instant;
  versioning: Versioning;
  /** Newest version last. */
  readonly objects: SortedMap<string, Version[]>;
  readonly uploads: Map<UploadId, Upload>;
  /** Ids of ended uploads, oldest first. */
  readonly endings: UploadId[];
  /** Open uploads in listing order: by key, then by creation. */
  readonly open: SortedMap<OpenUploadKey, OpenUpload>;
  sequence: number;
}

export interface OpenUploadKey {
  readonly key: string;
  readonly sequence: number;
}

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
}

/** A number as it came: the text, and its value or NaN. */
export interface Numeral {
  readonly text: string;
  readonly value: number;
}

interface On {
  readonly bucket: string;
}
interface OnKey extends On {
  readonly key: string;
}
interface OnUpload extends OnKey {
  readonly uploadId: UploadId;
}

/** A request, free of any dialect. `body` is absent while only the headers have been read. */
export type Command =
  | { readonly op: 'list-buckets' }
  | (On & { readonly op: 'create-bucket' })
  | (On & { readonly op: 'delete-bucket' })
  | (On & { readonly op: 'head-bucket' })
  | (On & { readonly op: 'get-location' })
  | (On & { readonly op: 'get-versioning' })
  | (On & { readonly op: 'put-versioning'; readonly status: 'enabled' | 'suspended' })
  | (OnKey & {
      readonly op: 'put-object';
      readonly attributes: Attributes;
      readonly length: number | undefined;
      readonly conditions: Conditions;
      readonly body?: Body;
    })
  | (OnKey & {
      readonly op: 'get-object' | 'head-object';
      readonly versionId?: string;
      readonly partNumber?: Numeral;
      /** The Range header as sent, and its reading; `null` when it is not understood and therefore ignored. */
      readonly range?: { readonly text: string; readonly value: ByteRange | null };
      readonly conditions: Conditions;
      /** `response-content-type` and the like: header name → value to answer with. */
      readonly overrides: Readonly<Record<string, string>>;
    })
  | (OnKey & {
      readonly op: 'get-attributes';
      readonly versionId?: string;
      readonly wanted: readonly string[];
      readonly maxParts: Numeral | undefined;
      readonly marker: Numeral | undefined;
    })
  | (OnKey & {
      readonly op: 'copy-object';
      readonly source: CopySource;
      readonly attributes: Attributes;
      readonly replace: boolean;
      readonly found?: CopyFinding;
      readonly body?: Body;
    })
  | (OnKey & { readonly op: 'delete-object'; readonly versionId?: string })
  | (On & {
      readonly op: 'delete-objects';
      readonly quiet: boolean;
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
  | (OnKey & { readonly op: 'create'; readonly attributes: Attributes })
  | (OnUpload & {
      readonly op: 'upload-part';
      readonly number: Numeral;
      readonly length: number | undefined;
      readonly body?: Body;
    })
  | (OnUpload & {
      readonly op: 'upload-part-copy';
      readonly number: Numeral;
      readonly source: CopySource;
      readonly range?: { readonly text: string; readonly value: ByteRange | null };
      readonly found?: CopyFinding;
      readonly body?: Body;
    })
  | (OnUpload & {
      readonly op: 'complete';
      readonly claims: readonly Claim[] /** The request had no body at all. */;
      readonly bare: boolean;
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
export type CommandOf<O extends Op> = Extract<Command, { op: O }>;

/** What the shell found where a copy points: the version to read, or why there is none. */
export type CopyFinding =
  | { readonly kind: 'found'; readonly version: ObjectVersion; readonly versioned: boolean }
  | { readonly kind: 'no-such-bucket' | 'no-such-key' | 'delete-marker' | 'no-such-version' | 'forbidden' };

export interface ListedObject {
  readonly key: string;
  readonly version: Version;
  readonly latest: boolean;
}

/** What a well-behaved answer says, free of any dialect. */
export type Reply =
  | {
      readonly op: 'list-buckets';
      readonly owner: Identity;
      readonly buckets: readonly { readonly name: string; readonly createdAt: Instant }[];
    }
  | { readonly op: 'create-bucket' | 'delete-bucket' | 'head-bucket' | 'put-versioning'; readonly bucket: string }
  | { readonly op: 'get-location'; readonly region: string }
  | { readonly op: 'get-versioning'; readonly versioning: Versioning }
  | {
      readonly op: 'put-object';
      readonly etag: ETag;
      readonly versionId: string | undefined;
      readonly digests: Digests;
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
      readonly notModified: boolean;
      readonly overrides: Readonly<Record<string, string>>;
    }
  | {
      readonly op: 'get-attributes';
      readonly version: ObjectVersion;
      readonly versioned: boolean;
      readonly wanted: readonly string[];
    }
  | {
      readonly op: 'copy-object';
      readonly etag: ETag;
      readonly modifiedAt: Instant;
      readonly versionId: string | undefined;
      readonly sourceVersionId: string | undefined;
    }
  | { readonly op: 'delete-object'; readonly versionId: string | undefined; readonly deleteMarker: boolean }
  | {
      readonly op: 'delete-objects';
      readonly quiet: boolean;
      readonly deleted: readonly { readonly key: string; readonly versionId?: string; readonly markerId?: string }[];
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
  | { readonly op: 'create'; readonly bucket: string; readonly key: string; readonly uploadId: UploadId }
  /** The headers hold nothing against this request: its body may come, or these bytes of the copy source be read. */
  | {
      readonly op: 'continue';
      readonly copy?: { readonly version: ObjectVersion; readonly first: number; readonly length: number };
    }
  | { readonly op: 'upload-part'; readonly part: Part; readonly storageClass: string | undefined }
  | { readonly op: 'upload-part-copy'; readonly part: Part; readonly sourceVersionId: string | undefined }
  | {
      readonly op: 'complete';
      readonly bucket: string;
      readonly key: string;
      readonly etag: ETag;
      readonly versionId: string | undefined;
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
      readonly parts: readonly Part[];
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

export type ReplyOf<O extends Reply['op']> = Extract<Reply, { op: O }>;

/** Why a request was refused: which promise (rule), how the engine calls it (fault), and the figures to show. */
export interface Refusal {
  readonly rule: string;
  readonly fault: Fault;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** Every refusal the engine or a dialect knows; each dialect spells each in its own table of errors. */
export const FAULTS = [
  // buckets and objects
  'no-such-bucket',
  'bucket-exists',
  'bucket-owned-by-you',
  'bucket-not-empty',
  'invalid-bucket-name',
  'no-such-key',
  'no-such-version',
  'delete-marker',
  'key-too-long',
  'metadata-too-large',
  'invalid-storage-class',
  'invalid-expiry',
  'storage-class-not-implemented',
  'invalid-range',
  'invalid-part-number',
  'range-and-part',
  'precondition-failed',
  'copy-onto-itself',
  // uploads
  'no-such-upload',
  'part-number-out-of-range',
  'part-number-without-upload',
  'upload-without-part-number',
  'part-too-large',
  'part-too-small',
  'object-too-large',
  'part-not-found',
  'part-order',
  'no-parts',
  'no-parts-listed',
  'claimed-number-too-low',
  'too-many-claims',
  'copy-source-malformed',
  'copy-source-bucket-malformed',
  'copy-source-encoding',
  'copy-source-delete-marker',
  'copy-range-malformed',
  'copy-range-outside',
  'copy-range-beyond',
  'copy-source-too-large',
  'copy-precondition-failed',
  'page-size-negative',
  'page-size-not-integer',
  'upload-marker-invalid',
  'encoding-type-invalid',
  'delimiter-unsupported',
  'key-marker-outside-prefix',
  // the bytes themselves
  'malformed-xml',
  'missing-length',
  'incomplete-body',
  'transfer-encoding',
  'invalid-digest',
  'bad-digest',
  'invalid-checksum',
  'bad-checksum',
  'malformed-trailer',
  'unsupported-trailer',
  'invalid-chunk-size',
  'payload-hash-mismatch',
  'payload-hash-missing',
  'payload-hash-invalid',
  'invalid-argument',
  'invalid-request',
  'method-not-allowed',
  'not-implemented',
  'unknown-operation',
  'internal-error',
  'key-not-expected',
  'request-timeout',
  'entity-too-large-document',
  // who asks
  'access-denied',
  'anonymous-create',
  'unknown-access-key',
  'signature-mismatch',
  'skewed-clock',
  'missing-date',
  'malformed-authorization',
  'wrong-scope',
  'unsigned-headers',
  'expired',
  'malformed-presign',
  'unsupported-authorization',
] as const;

export type Fault = (typeof FAULTS)[number];

/** What happened; applied to the state by `evolve`, kept by the store, and nothing else changes state. */
export type Event =
  | { readonly type: 'bucket-created'; readonly bucket: string; readonly owner: Identity; readonly at: Instant }
  | { readonly type: 'bucket-deleted'; readonly bucket: string }
  | { readonly type: 'versioning-set'; readonly bucket: string; readonly versioning: Versioning }
  | { readonly type: 'object-stored'; readonly bucket: string; readonly key: string; readonly version: Version }
  | { readonly type: 'version-removed'; readonly bucket: string; readonly key: string; readonly versionId: string }
  | {
      readonly type: 'upload-created';
      readonly bucket: string;
      readonly key: string;
      readonly id: UploadId;
      readonly attributes: Attributes;
      readonly initiator: Identity;
      readonly at: Instant;
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

export interface Limits {
  readonly partNumberMin: number;
  readonly partNumberMax: number;
  /** Most entries a Complete may list. */
  readonly maxParts: number;
  /** Bytes; every part but the last listed. 0: none. */
  readonly minPartSize: number;
  /** Bytes. `null`: none. */
  readonly maxPartSize: number | null;
  readonly maxPutSize: number | null;
  readonly maxObjectSize: number | null;
  readonly maxCopySource: number | null;
  readonly keyBytes: number;
  readonly metadataBytes: number;
  readonly listPartsDefault: number;
  /** `null`: a larger page is given as asked. */
  readonly listPartsMax: number | null;
  readonly listUploadsDefault: number;
  readonly listUploadsMax: number | null;
  readonly clockSkewSeconds: number;
}

/** What a provider does where providers differ. Each is one value from a closed list; the profile schema holds the lists. */
export interface Choices {
  readonly secondComplete: 'same-answer' | 'no-such-upload' | 'no-such-key';
  readonly emptyList: 'malformed-xml' | 'at-least-one-part';
  readonly emptyBody: 'at-least-one-part' | 'malformed-xml' | 'missing-length';
  readonly unknownAbort: 'no-such-upload' | 'no-content';
  readonly repeatedAbort: 'no-such-upload' | 'no-content';
  readonly partAfterAbort: 'no-such-upload' | 'internal-error';
  readonly completeAfterAbort: 'no-such-upload' | 'part-not-found';
  readonly partsAfterAbort: 'no-such-upload' | 'empty';
  readonly unlistedParts: 'dropped' | 'refused';
  readonly repeatedNumber: 'part-order' | 'part-not-found';
  readonly uploadsPrefix: 'prefix' | 'exact-key';
  readonly uploadMarker: 'by-order' | 'ignored';
  readonly uploadsDelimiter: 'any' | 'slash-only';
  readonly nextMarkerAfterPrefix: 'empty' | 'prefix';
  readonly zeroMaxParts: 'none' | 'all';
  readonly listPartsNextMarker: 'always' | 'when-truncated';
  readonly emptyPageMarker: 'zero' | 'marker';
  readonly partCopyRoot: 'CopyPartResult' | 'CopyObjectResult';
  readonly encodingElement: 'EncodingType' | 'Encoding-Type';
  readonly errorElements: 'host-id' | 'resource';
  readonly trailers: 'accepted' | 'missing-length';
  readonly deleteBucketWithUploads: 'allowed' | 'refused';
  readonly partReads: 'supported' | 'ignored';
  readonly metadataCase: 'lower' | 'capitalised';
  readonly uploadOwner: 'shown' | 'hidden';
  readonly objectExpires: 'ignored' | 'checked';
  readonly prefixOnlyPage: 'truncated' | 'not-truncated';
  readonly markerOutsidePrefix: 'allowed' | 'not-implemented';
  readonly absentBucketParts: 'no-such-bucket' | 'malformed-id-first';
  readonly shownMaxUploads: 'lowered' | 'as-asked';
  readonly partStorageClass: 'hidden' | 'unless-default';
  /** Whether answers announce the bucket's default encryption. */
  readonly serverSideEncryption: 'aes256' | 'none';
}

/** A profile as the engine wants it. */
export interface Policy {
  readonly id: string;
  readonly dialect: 's3';
  readonly region: string;
  readonly limits: Limits;
  readonly choices: Choices;
  /** Rules in the order in which they refuse. */
  readonly refuses: readonly string[];
  /** Operations the provider does not have; answered with `not-implemented`. */
  readonly unsupported: readonly string[];
  readonly storageClasses: {
    readonly default: string;
    readonly accepted: readonly string[];
    /** Known by name but not offered: 501 instead of 400. */
    readonly notImplemented: readonly string[];
    /** Alias → class shown. */
    readonly aliases: Readonly<Record<string, string>>;
  };
}

/** Time, ids and randomness come through this door only. */
export interface World {
  readonly now: () => Instant;
  readonly newUploadId: () => UploadId;
  readonly newVersionId: () => string;
  /** MD5, as lower-case hex, over the concatenated bytes of these hex digests. */
  readonly md5OfDigests: (digests: readonly string[]) => string;
}
