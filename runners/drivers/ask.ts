/** A question to an endpoint, in words that no dialect has of its own. */
import type { BodySpec } from '../body.js';
import type { Checksums } from '../checksums.js';
import type { RawChanges } from './changes.js';

/** What can be asked, by the words a scenario uses after `do:`. */
export const OPERATIONS = [
  'create',
  'put-part',
  'copy-part',
  'complete',
  'abort',
  'list-parts',
  'list-uploads',
  'put',
  'get',
  'head',
  'copy',
  'delete',
  'delete-many',
  'list',
  'list-v1',
  'list-versions',
  'attributes',
  'create-bucket',
  'delete-bucket',
  'head-bucket',
  'list-buckets',
  'location',
  'put-versioning',
  'get-versioning',
  'put-lifecycle',
  'get-lifecycle',
  'delete-lifecycle',
  'get-tagging',
  'put-tagging',
  'delete-tagging',
  'get-acl',
  'get-retention',
  'put-retention',
  'get-legal-hold',
  'put-legal-hold',
  'put-encryption',
  'get-encryption',
  'start-job',
  'describe-job',
  'list-jobs',
  'job-output',
  'put-policy',
  'get-policy',
  'delete-policy',
  'put-payment',
  'get-payment',
  'raw',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Where a copy reads from. */
export interface AskedSource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

/** An entry of the list that Complete carries. */
export interface AskedPart {
  readonly number: number | string;
  readonly etag: string;
  readonly checksums?: Checksums;
}

/** oss: a server that is told of a finished object. */
export interface AskedCallback {
  /** One address, or several with semicolons between. */
  readonly url?: string;
  readonly host?: string;
  readonly body?: string;
  readonly bodyType?: string;
}

/** A lifecycle rule to set. */
export interface AskedLifecycleRule {
  readonly id?: string;
  /** Default `Enabled`. */
  readonly status?: 'Enabled' | 'Disabled';
  /** Default: every key. */
  readonly prefix?: string;
  /** Days after which an open upload is ended; without it the rule ends none. */
  readonly days?: number;
  /** Days after which finished objects are removed. */
  readonly expireDays?: number;
  /** oss: ISO instant; uploads begun before it are ended. */
  readonly before?: string;
  /** Narrows the filter to objects with this tag. */
  readonly tag?: { readonly name: string; readonly value: string };
  /** Narrows the filter to objects of more bytes than these. */
  readonly largerThan?: number;
}

/**
 * One question, with every expression resolved. Which fields an operation uses is in `docs/suites.md`; all names are neutral
 * (`number`, not `PartNumber`). A value that a typed client cannot carry (part number `abc`) stays a string.
 */
export interface Ask {
  readonly op: Operation;
  readonly bucket: string;
  /** Index into the endpoint's accounts; the first when left out. `none` sends no signature. */
  readonly account?: number | 'none';
  /** Number of the account that the bucket, or the source of a copy, is expected to belong to. */
  readonly expectedOwner?: string;
  readonly sourceExpectedOwner?: string;
  /** `requester`: whoever asks pays. */
  readonly requestPayer?: string;
  /** put-policy: the document. */
  readonly policy?: string;
  readonly payer?: 'Requester' | 'BucketOwner';
  readonly key?: string;
  readonly uploadId?: string;
  readonly number?: number | string;
  readonly parts?: readonly AskedPart[];
  readonly body?: BodySpec;
  /** base64 Content-MD5 to send. */
  readonly contentMd5?: string;
  /** create and copy: the algorithm of the object to be. */
  readonly checksumAlgorithm?: string;
  /** create and complete: COMPOSITE or FULL_OBJECT. */
  readonly checksumType?: string;
  /** Additional checksums to send in headers: of the body, or, with complete, of the object. */
  readonly checksums?: Checksums;
  /** `x-amz-sdk-checksum-algorithm`: what an SDK says it has computed. */
  readonly sdkChecksum?: string;
  /** get and head: `ENABLED` asks for the checksums. */
  readonly checksumMode?: string;
  /** complete: the bytes the object is to have. */
  readonly objectSize?: number | string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly contentType?: string;
  readonly cacheControl?: string;
  readonly contentDisposition?: string;
  readonly contentEncoding?: string;
  readonly contentLanguage?: string;
  /** HTTP date. */
  readonly expires?: string;
  readonly storageClass?: string;
  readonly redirect?: string;
  readonly source?: AskedSource;
  /** `bytes=0-8`, for get, head, job-output (Range) and copy-part (copy-source-range); `bytes 0-8/*` of a part in a vault; `0-8` of a job. */
  readonly range?: string;
  readonly partNumber?: number | string;
  readonly versionId?: string;
  /** Conditions: for get/head on the object, for copy and copy-part on the source. ETags bare, dates as HTTP dates. */
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  readonly ifModifiedSince?: string;
  readonly ifUnmodifiedSince?: string;
  readonly metadataDirective?: 'COPY' | 'REPLACE';
  readonly keys?: readonly (string | { readonly key: string; readonly versionId?: string })[];
  readonly quiet?: boolean;
  readonly prefix?: string;
  readonly delimiter?: string;
  readonly max?: number | string;
  /** list-parts: part number marker. list-v1: marker. list: start-after. list-uploads and list-versions: key marker. attributes: part marker. */
  readonly marker?: number | string;
  /** list-uploads: upload id marker; list-versions: version id marker. */
  readonly idMarker?: string;
  /** list: continuation token. */
  readonly token?: string;
  readonly encodingType?: string;
  readonly fetchOwner?: boolean;
  readonly attributes?: readonly string[];
  readonly status?: 'Enabled' | 'Suspended';
  /** put-lifecycle. */
  readonly rules?: readonly AskedLifecycleRule[];
  /** Response header overrides of get: `contentType` → `response-content-type`. */
  readonly override?: Readonly<Record<string, string>>;
  /** A query string, as it is to stand in the header. */
  readonly tagging?: string;
  readonly taggingDirective?: 'COPY' | 'REPLACE';
  /** put-tagging: in the order in which they are sent. */
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
  /** A canned list by its name. */
  readonly acl?: string;
  /** Grantees as the headers write them: `id="…"`. */
  readonly grantRead?: string;
  readonly grantReadAcp?: string;
  readonly grantWriteAcp?: string;
  readonly grantFullControl?: string;
  readonly lockMode?: string;
  /** ISO 8601 in whole seconds. */
  readonly retainUntil?: string;
  readonly legalHold?: string;
  readonly bypassGovernance?: boolean;
  /** create-bucket: versions can be locked in it. */
  readonly lock?: boolean;
  /** create-bucket: whether ACLs count in it. */
  readonly ownership?: string;
  /** `x-amz-server-side-encryption` of what is stored; put-encryption: the bucket's default. */
  readonly encryption?: string;
  readonly kmsKeyId?: string;
  readonly kmsContext?: Readonly<Record<string, string>>;
  readonly bucketKey?: boolean;
  /** Names a customer's key that the driver makes from the name; its three headers are sent. */
  readonly customerKey?: string;
  /** The same for the source of a copy. */
  readonly sourceCustomerKey?: string;
  /** put-encryption: whether uploads under customers' keys are taken. */
  readonly customerKeys?: 'allowed' | 'blocked';
  /** Asked with a presigned URL that lives this many seconds, instead of an Authorization header. */
  readonly presigned?: number;
  /** create in a vault: bytes of every part but the last. */
  readonly partSize?: number | string;
  /** Of an archive, or of a job. */
  readonly description?: string;
  /** Hex; of the part, or with complete of the archive. */
  readonly treeHash?: string;
  /** complete in a vault: bytes of the archive. */
  readonly archiveSize?: number | string;
  readonly archiveId?: string;
  readonly jobId?: string;
  /** start-job. */
  readonly type?: string;
  readonly tier?: string;
  /** list-jobs. */
  readonly jobStatus?: string;
  readonly completed?: string;
  /** oss, create: parts must come one after another. */
  readonly sequential?: boolean;
  /** oss: refuses to replace an object. */
  readonly forbidOverwrite?: boolean | string;
  /** oss, complete: `yes` joins whatever was uploaded. */
  readonly completeAll?: string;
  /** oss: bits per second. */
  readonly trafficLimit?: number | string;
  /** oss, get: `standard` refuses a range that cannot be met. */
  readonly rangeBehavior?: string;
  /** oss, complete and put: whom the server tells of the object. */
  readonly callback?: AskedCallback;
  readonly callbackVar?: Readonly<Record<string, string>>;
  /** Anything no typed client would send; its presence means: ask through the raw driver. */
  readonly raw?: RawChanges;
}
