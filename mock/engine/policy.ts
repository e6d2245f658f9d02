/** What a provider promises, as the engine wants it, and the door to the world outside. */
import type { ETag, ETags, Instant, UploadId } from './names.js';

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
  /** S3: bytes of all headers of a request. `null`: none. */
  readonly headerBytes?: number | null;
  readonly listPartsDefault: number;
  /** `null`: a larger page is given as asked. */
  readonly listPartsMax: number | null;
  readonly listUploadsDefault: number;
  readonly listUploadsMax: number | null;
  readonly listObjectsDefault: number;
  readonly listObjectsMax: number;
  readonly clockSkewSeconds: number;
  /** Glacier: hours for which an upload nobody touches is kept. */
  readonly uploadLifeHours?: number;
  /** Glacier: minutes until a retrieval can be fetched, by tier. */
  readonly expeditedMinutes?: number;
  readonly standardMinutes?: number;
  readonly bulkMinutes?: number;
}

/**
 * What a provider does where providers differ. Each is one value from a closed list; the profile schema holds the lists, and
 * says of each which dialects' profiles settle it. Those of another dialect are absent.
 */
export type Choices = CommonChoices & Partial<S3Choices> & Partial<OssChoices> & Partial<ObjectChoices>;

/** Settled by every profile whose uploads have part numbers. */
export interface CommonChoices {
  readonly secondComplete: 'same-answer' | 'no-such-upload' | 'no-such-key';
  readonly emptyList: 'malformed-xml' | 'at-least-one-part' | 'empty-object';
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
  /** Uploads of one key: in the order in which they began, or in that of their ids. */
  readonly uploadsOrder: 'creation' | 'id';
  readonly deleteBucketWithUploads: 'allowed' | 'refused';
}

/** Settled by every profile whose objects have names. */
export interface ObjectChoices {
  /** A bucket that its owner creates again. */
  readonly ownBucketAgain: 'accepted' | 'refused';
  readonly listPartsNextMarker: 'always' | 'when-truncated';
  readonly emptyPageMarker: 'zero' | 'marker' | 'empty';
  readonly partCopyRoot: 'CopyPartResult' | 'CopyObjectResult';
  readonly encodingElement: 'EncodingType' | 'Encoding-Type';
  readonly errorElements: 'host-id' | 'resource' | 'by-code';
  readonly metadataCase: 'lower' | 'capitalised';
  readonly uploadOwner: 'shown' | 'hidden';
  readonly prefixOnlyPage: 'truncated' | 'not-truncated';
  readonly absentBucketParts: 'no-such-bucket' | 'malformed-id-first';
  readonly shownMaxUploads: 'lowered' | 'as-asked';
  /** Additional checksums are chosen, verified, kept and shown; or everything has one of a kind; or their headers are without effect. */
  readonly checksums: 'supported' | 'always-crc64xz' | 'ignored';
}

export interface S3Choices {
  /** What a bucket's policy means for the owner where none of its statements fits. */
  readonly policySilence: 'owner-allowed' | 'denied';
  readonly trailers: 'accepted' | 'missing-length';
  readonly partReads: 'supported' | 'ignored';
  readonly objectExpires: 'ignored' | 'checked';
  readonly markerOutsidePrefix: 'allowed' | 'not-implemented';
  /** Which conditions of a write are read; the others are ignored. */
  readonly writeConditions: 'both' | 'none-match-only';
  /** Whether a conditional Complete minds what was written to the key since the upload began. */
  readonly interposedWrite: 'conflict' | 'unnoticed';
  readonly partStorageClass: 'hidden' | 'unless-default';
  /** What a Complete that skips a number meets, on an upload with a checksum algorithm. */
  readonly gapsWithChecksums: 'part-order' | 'internal-error' | 'allowed';
  /** A whole object's FULL_OBJECT checksum without its type: taken for a composite one, or as what it is. */
  readonly untypedObjectChecksum: 'bad-digest' | 'accepted';
  /** Whether answers announce the bucket's default encryption. */
  readonly serverSideEncryption: 'aes256' | 'none';
  /** What requests that carry encryption headers meet. */
  readonly encryptionHeaders: 'honoured' | 'ignored' | 'not-implemented';
  /** Whether a new bucket takes uploads under a customer's key. */
  readonly customerKeys: 'blocked' | 'allowed';
  readonly customerKeysOverHttp: 'refused' | 'accepted';
  readonly objectTags: 'kept' | 'ignored';
  readonly objectLock: 'kept' | 'ignored';
  /** Whether ACLs of objects count: not in a new bucket, everywhere, or nowhere. */
  readonly objectAcl: 'owner-enforced' | 'honoured' | 'ignored';
}

export interface OssChoices {
  /** A copy source that has not changed: 304, or 412 as an older page says. */
  readonly copyNotModified: 'not-modified' | 'precondition-failed';
  /** A Range that cannot be met, where the request does not ask for the standard behaviour. */
  readonly invalidRange: 'whole-object' | 'refused';
  /** How a part number out of bounds in the list of a Complete is refused. */
  readonly claimedNumber: 'part-order' | 'invalid-argument';
}

/** A profile as the engine wants it. */
export interface Policy {
  readonly id: string;
  /** The folder below `mock/dialects` that speaks for it. */
  readonly dialect: string;
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
    /** Cannot be read before it is restored. */
    readonly archived: readonly string[];
    /** Alias → class shown. */
    readonly aliases: Readonly<Record<string, string>>;
  };
}

/** Time, ids and randomness come through this door only. */
export interface World {
  readonly now: () => Instant;
  readonly newUploadId: () => UploadId;
  readonly newVersionId: () => string;
  /** 32 hex digits that are nobody's MD5: the ETag of bytes under a key of KMS or of a customer (S3-075). */
  readonly newEtag: () => ETag;
  readonly etags: ETags;
  /** The algorithm's digest over the concatenated bytes of these; all base64. */
  readonly compositeOf: (algorithm: string, checksums: readonly string[]) => string;
  /** The CRC of the whole, from those of its pieces; all base64, sizes in bytes. */
  readonly fullOf: (
    algorithm: string,
    pieces: readonly { readonly checksum: string; readonly size: number }[],
  ) => string;
}
