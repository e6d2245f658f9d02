/**
 * The port of a driver: it sends one question to an endpoint and says what it saw. Drivers never judge, and they admit what
 * they cannot send (`unsendable`), upon which the runner asks through the raw driver.
 */
import type { BodySpec } from '../body.js';
import type { Algorithm, Checksums } from '../checksums.js';
import type { Exchange } from '../result.js';
import type { Endpoint } from '../targets/target.js';
import type { DocumentShape } from './document.js';
import type { Answer } from './speech.js';

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

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

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

/** Changes to the request just before (`headers`, `query`, …) or just after (`tamper`) it is signed, or while it is sent. */
export interface RawChanges {
  readonly method?: string;
  /** Replaces the whole path (percent-encoded); `{bucket}` and `{key}` are put in. */
  readonly path?: string;
  /** Merged over the operation's own; `null` removes. An empty value is sent as `name=`, `true` as the bare `name`, a list repeats it. */
  readonly query?: Readonly<Record<string, string | true | readonly string[] | null>>;
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Sent instead of the operation's own body. */
  readonly body?: BodySpec;
  readonly sign?: SignChanges;
  /** Changed after signing, so that the signature no longer fits. */
  readonly tamper?: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string | null>>;
    readonly query?: Readonly<Record<string, string | true | readonly string[] | null>>;
    readonly body?: BodySpec;
    readonly path?: string;
  };
  /** Sends only this many bytes of the body, then cuts the connection. */
  readonly cutAfter?: number;
  /**
   * Sends this many bytes of the body, then waits: for some milliseconds, or until another step has ended. Whoever is to see
   * the request half sent waits for it with `wait: { until }`.
   */
  readonly pause?: { readonly after: number; readonly ms?: number; readonly until?: string };
  /** Content-Length to declare instead of the true one; with `expectContinue` the body is withheld until the server asks. */
  readonly declaredLength?: number;
  /** `Expect: 100-continue`; when the server asks for the body and the declared length is not the body's, nothing more is sent. */
  readonly expectContinue?: boolean;
  /** `none` sends neither Content-Length nor Transfer-Encoding; `chunked` sends plain HTTP chunks. */
  readonly framing?: 'length' | 'chunked' | 'none';
}

export interface SignChanges {
  /** `none`: anonymous. `header` is the default. OSS has an older version of its signatures, V1. */
  readonly with?: 'header' | 'none' | 'presigned' | 'header-v1' | 'presigned-v1';
  /** Index into the endpoint's accounts; 0 is the default. */
  readonly account?: number;
  readonly accessKey?: string;
  readonly secretKey?: string;
  /** Seconds added to the clock when signing. */
  readonly clockShift?: number;
  readonly region?: string;
  readonly service?: string;
  /** Seconds added to the day in the scope, and so in the key. */
  readonly scopeShift?: number;
  /** Presigned: seconds of life. */
  readonly expires?: number;
  /** oss, V4: header names that are signed beside the usual ones. */
  readonly additional?: readonly string[];
  /** Header names left out of the signature although they are sent. */
  readonly unsigned?: readonly string[];
  /**
   * How the payload is declared: `hash` (true SHA-256, the default), `unsigned`, `wrong` (a digest of something else), `none`
   * (header left out), `trailer` (aws-chunked, unsigned, with a trailer), `chunks` (aws-chunked, signed), `chunks-trailer`, or
   * a literal value.
   */
  readonly payload?:
    | 'hash'
    | 'unsigned'
    | 'wrong'
    | 'none'
    | 'trailer'
    | 'chunks'
    | 'chunks-trailer'
    | { readonly literal: string };
  /** Trailer modes: the algorithm of the checksum in the trailer (default CRC32). */
  readonly trailer?: Algorithm;
  /** aws-chunked only: size of a chunk in bytes (default 64 KiB), and faults put into the encoding. */
  readonly chunkSize?: number;
  readonly chunkFault?:
    | 'signature'
    | 'last-signature'
    | 'no-signature'
    | 'trailer-signature'
    | 'no-trailer-signature'
    | 'changed-trailer'
    | 'data'
    | 'swapped'
    | 'framing'
    | 'short'
    | 'no-trailer'
    | 'wrong-trailer'
    | 'malformed-trailer'
    | 'undeclared-trailer'
    | 'invalid-trailer'
    | 'decoded-length';
}

/** What was seen. `values` are neutral (see `docs/suites.md`); header names are lower-case. */
export type Observation =
  | {
      readonly kind: 'accepted';
      readonly status: number;
      /** Reads the shape of the answer's document; it gives undefined when the body is none. */
      readonly document?: () => DocumentShape | undefined;
      readonly headers: Readonly<Record<string, string>>;
      readonly values: Readonly<Record<string, Json>>;
      /** The body of a get, or of `raw`. */
      readonly content?: Buffer;
      readonly exchange: Exchange;
      /** The answer as it came, for whoever looks at its shape. */
      readonly answer?: Answer;
    }
  | {
      readonly kind: 'refused';
      readonly status: number;
      /** Empty when the answer had no error document (HEAD, or not XML). */
      readonly code: string;
      readonly message: string;
      /** Elements of the error document beside Code and Message. */
      readonly elements: Readonly<Record<string, string>>;
      readonly document?: () => DocumentShape | undefined;
      readonly headers: Readonly<Record<string, string>>;
      readonly exchange: Exchange;
      readonly answer?: Answer;
    }
  /** The connection ended without an answer, or with one that the vendor's client cannot read. */
  | { readonly kind: 'dropped'; readonly because: string; readonly exchange: Exchange; readonly answer?: Answer }
  | { readonly kind: 'unsendable'; readonly because: string };

/** The observation with the answer that it was made from. */
export function withAnswer(observation: Observation, answer: Answer | undefined): Observation {
  return observation.kind === 'unsendable' || !answer ? observation : { ...observation, answer };
}

export interface Traffic {
  requests: number;
  sent: number;
  received: number;
}

export interface SendOptions {
  /** Names the step in the exchange. */
  readonly step: string;
  /** Milliseconds on the run's monotonic clock. */
  readonly clock: () => number;
  readonly signal: AbortSignal;
  /** Milliseconds until an unanswered request is given up (default 30 000). */
  readonly timeoutMs: number;
  /** Called when the body has come to the pause of `raw.pause`; the rest is sent when it resolves. */
  readonly paused?: () => Promise<void>;
}

export interface Driver {
  readonly id: string;
  readonly dialect: string;
  readonly traffic: Traffic;
  send(ask: Ask, options: SendOptions): Promise<Observation>;
  close(): void;
}

export interface DriverOptions {
  /** When an SDK adds a checksum of its own: whenever the operation has one (its default), or only where it must. */
  readonly checksums?: 'supported' | 'required';
}

export type DriverFactory = (endpoint: Endpoint, options?: DriverOptions) => Driver;
