/**
 * Ask → command of `@aws-sdk/client-s3`. Only what a typed client can carry unchanged gets here: the questions that it cannot
 * ask are told apart before (`s3-sendable.ts`).
 */
import * as sdk from '@aws-sdk/client-s3';
import { wholeBody } from '../body.js';
import type { Ask, AskedLifecycleRule } from './ask.js';
import { attributeMembers, momentOf } from './s3-attributes.js';
import { ALL_ATTRIBUTES, copySource } from './s3-requests.js';
import { httpDateOf } from './s3-sendable.js';
import { quoted } from './xml-documents.js';

/** What all commands have in common for us; their input and output types differ. */
export type Send = (client: sdk.S3Client, options: { abortSignal: AbortSignal }) => Promise<Record<string, unknown>>;

/** Makes the command for a question that is not `whyUnsendable`, with `prepare` applied to its middleware. */
export function commandOf(ask: Ask, prepare: (stack: sdk.S3Client['middlewareStack']) => void): Send {
  const command = COMMANDS[ask.op as keyof typeof COMMANDS](ask);
  Object.assign(command.input, attributeMembers(ask));
  prepare(command.middlewareStack as unknown as sdk.S3Client['middlewareStack']);
  return (client, options) => client.send(command as sdk.HeadBucketCommand, options) as never;
}

/** What may be said with any command on a bucket, and what with those that may be charged for. */
const owner = (ask: Ask) => ({ Bucket: ask.bucket, ExpectedBucketOwner: ask.expectedOwner });
const inBucket = (ask: Ask) => ({ ...owner(ask), RequestPayer: ask.requestPayer as sdk.RequestPayer | undefined });
const at = (ask: Ask) => ({ ...inBucket(ask), Key: ask.key });
const version = (ask: Ask) => ({ ...at(ask), VersionId: ask.versionId });
const upload = (ask: Ask) => ({ ...at(ask), UploadId: ask.uploadId });
const date = (text: string | undefined) => (text === undefined ? undefined : httpDateOf(text));
const tag = (etag: string | undefined) => (etag === undefined ? undefined : quoted(etag));
const whole = (ask: Ask) => (ask.body === undefined ? {} : { Body: wholeBody(ask.body) });
const int = (value: number | string | undefined) => value as number | undefined;
const textOf = (value: number | string | undefined) => (value === undefined ? undefined : String(value));

/** `{ CRC32: … }` → `{ ChecksumCRC32: … }`. */
const sums = (checksums: Ask['checksums']) =>
  Object.fromEntries(Object.entries(checksums ?? {}).map(([name, value]) => [`Checksum${name}`, value]));
const algorithm = (ask: Ask) => ({ ChecksumAlgorithm: ask.checksumAlgorithm as sdk.ChecksumAlgorithm | undefined });
const type = (ask: Ask) => ({ ChecksumType: ask.checksumType as sdk.ChecksumType | undefined });
const mode = (ask: Ask) => ({ ChecksumMode: ask.checksumMode as sdk.ChecksumMode | undefined });

const content = (ask: Ask) => ({
  Metadata: ask.metadata,
  ContentType: ask.contentType,
  CacheControl: ask.cacheControl,
  ContentDisposition: ask.contentDisposition,
  ContentEncoding: ask.contentEncoding,
  ContentLanguage: ask.contentLanguage,
  Expires: date(ask.expires),
  StorageClass: ask.storageClass as sdk.StorageClass | undefined,
  WebsiteRedirectLocation: ask.redirect,
});
const ifTags = (ask: Ask) => ({ IfMatch: tag(ask.ifMatch), IfNoneMatch: tag(ask.ifNoneMatch) });
const conditions = (ask: Ask) => ({
  ...ifTags(ask),
  IfModifiedSince: date(ask.ifModifiedSince),
  IfUnmodifiedSince: date(ask.ifUnmodifiedSince),
});
const from = (ask: Ask) => ({
  CopySource: ask.source && copySource(ask.source),
  ExpectedSourceBucketOwner: ask.sourceExpectedOwner,
  CopySourceIfMatch: tag(ask.ifMatch),
  CopySourceIfNoneMatch: tag(ask.ifNoneMatch),
  CopySourceIfModifiedSince: date(ask.ifModifiedSince),
  CopySourceIfUnmodifiedSince: date(ask.ifUnmodifiedSince),
});
const object = (ask: Ask) => ({
  ...at(ask),
  ...conditions(ask),
  VersionId: ask.versionId,
  Range: ask.range,
  PartNumber: int(ask.partNumber),
});
const page = (ask: Ask) => ({
  ...inBucket(ask),
  Prefix: ask.prefix,
  Delimiter: ask.delimiter,
  EncodingType: ask.encodingType as sdk.EncodingType | undefined,
});

function lifecycleRule({ id, status = 'Enabled', days, expireDays, ...filter }: AskedLifecycleRule): sdk.LifecycleRule {
  return {
    ID: id,
    Status: status,
    Filter: lifecycleFilter(filter),
    Expiration: expireDays === undefined ? undefined : { Days: expireDays },
    AbortIncompleteMultipartUpload: days === undefined ? undefined : { DaysAfterInitiation: days },
  };
}

function lifecycleFilter({ prefix, tag, largerThan }: AskedLifecycleRule): sdk.LifecycleRuleFilter {
  const Tag = tag && { Key: tag.name, Value: tag.value };
  const given = [prefix, tag, largerThan].filter((one) => one !== undefined).length;
  if (given > 1) return { And: { Prefix: prefix, Tags: Tag && [Tag], ObjectSizeGreaterThan: largerThan } };
  return given === 0 ? { Prefix: '' } : { Prefix: prefix, Tag, ObjectSizeGreaterThan: largerThan };
}

const COMMANDS = {
  create: (ask: Ask) =>
    new sdk.CreateMultipartUploadCommand({ ...at(ask), ...content(ask), ...algorithm(ask), ...type(ask) }),
  'put-part': (ask: Ask) =>
    new sdk.UploadPartCommand({
      ...upload(ask),
      PartNumber: int(ask.number),
      ...whole(ask),
      ...sums(ask.checksums),
      ContentMD5: ask.contentMd5,
    }),
  'copy-part': (ask: Ask) =>
    new sdk.UploadPartCopyCommand({
      ...upload(ask),
      ...from(ask),
      PartNumber: int(ask.number),
      CopySourceRange: ask.range,
    }),
  complete: (ask: Ask) =>
    new sdk.CompleteMultipartUploadCommand({
      ...upload(ask),
      ...ifTags(ask),
      ...sums(ask.checksums),
      ...type(ask),
      MpuObjectSize: int(ask.objectSize),
      MultipartUpload: ask.parts && {
        Parts: ask.parts.map(({ number, etag, checksums }) => ({
          PartNumber: int(number),
          ETag: quoted(etag),
          ...sums(checksums),
        })),
      },
    }),
  abort: (ask: Ask) => new sdk.AbortMultipartUploadCommand(upload(ask)),
  'list-parts': (ask: Ask) =>
    new sdk.ListPartsCommand({ ...upload(ask), MaxParts: int(ask.max), PartNumberMarker: textOf(ask.marker) }),
  'list-uploads': (ask: Ask) =>
    new sdk.ListMultipartUploadsCommand({
      ...page(ask),
      MaxUploads: int(ask.max),
      KeyMarker: textOf(ask.marker),
      UploadIdMarker: ask.idMarker,
    }),
  put: (ask: Ask) =>
    new sdk.PutObjectCommand({
      ...at(ask),
      ...content(ask),
      ...ifTags(ask),
      ...whole(ask),
      ...sums(ask.checksums),
      ContentMD5: ask.contentMd5,
    }),
  get: (ask: Ask) =>
    new sdk.GetObjectCommand({
      ...object(ask),
      ...mode(ask),
      ResponseContentType: ask.override?.contentType,
      ResponseCacheControl: ask.override?.cacheControl,
      ResponseContentDisposition: ask.override?.contentDisposition,
      ResponseContentEncoding: ask.override?.contentEncoding,
      ResponseContentLanguage: ask.override?.contentLanguage,
      ResponseExpires: date(ask.override?.expires),
    }),
  head: (ask: Ask) => new sdk.HeadObjectCommand({ ...object(ask), ...mode(ask) }),
  copy: (ask: Ask) =>
    new sdk.CopyObjectCommand({
      ...at(ask),
      ...content(ask),
      ...from(ask),
      ...algorithm(ask),
      MetadataDirective: ask.metadataDirective,
    }),
  delete: (ask: Ask) =>
    new sdk.DeleteObjectCommand({ ...at(ask), VersionId: ask.versionId, IfMatch: tag(ask.ifMatch) }),
  'delete-many': (ask: Ask) =>
    new sdk.DeleteObjectsCommand({
      ...inBucket(ask),
      Delete: {
        Quiet: ask.quiet,
        Objects: (ask.keys ?? []).map((entry) =>
          typeof entry === 'string' ? { Key: entry } : { Key: entry.key, VersionId: entry.versionId },
        ),
      },
    }),
  list: (ask: Ask) =>
    new sdk.ListObjectsV2Command({
      ...page(ask),
      MaxKeys: int(ask.max),
      StartAfter: textOf(ask.marker),
      ContinuationToken: ask.token,
      FetchOwner: ask.fetchOwner,
    }),
  'list-v1': (ask: Ask) =>
    new sdk.ListObjectsCommand({ ...page(ask), MaxKeys: int(ask.max), Marker: textOf(ask.marker) }),
  'list-versions': (ask: Ask) =>
    new sdk.ListObjectVersionsCommand({
      ...page(ask),
      MaxKeys: int(ask.max),
      KeyMarker: textOf(ask.marker),
      VersionIdMarker: ask.idMarker,
    }),
  attributes: (ask: Ask) =>
    new sdk.GetObjectAttributesCommand({
      ...at(ask),
      VersionId: ask.versionId,
      ObjectAttributes: (ask.attributes ?? ALL_ATTRIBUTES) as sdk.ObjectAttributes[],
      MaxParts: int(ask.max),
      PartNumberMarker: textOf(ask.marker),
    }),
  'create-bucket': (ask: Ask) => new sdk.CreateBucketCommand({ Bucket: ask.bucket }),
  'delete-bucket': (ask: Ask) => new sdk.DeleteBucketCommand(owner(ask)),
  'head-bucket': (ask: Ask) => new sdk.HeadBucketCommand(owner(ask)),
  'list-buckets': () => new sdk.ListBucketsCommand({}),
  location: (ask: Ask) => new sdk.GetBucketLocationCommand(owner(ask)),
  'put-versioning': (ask: Ask) =>
    new sdk.PutBucketVersioningCommand({
      ...owner(ask),
      VersioningConfiguration: { Status: ask.status ?? 'Enabled' },
    }),
  'put-lifecycle': (ask: Ask) =>
    new sdk.PutBucketLifecycleConfigurationCommand({
      ...owner(ask),
      LifecycleConfiguration: { Rules: (ask.rules ?? []).map(lifecycleRule) },
    }),
  'get-lifecycle': (ask: Ask) => new sdk.GetBucketLifecycleConfigurationCommand(owner(ask)),
  'delete-lifecycle': (ask: Ask) => new sdk.DeleteBucketLifecycleCommand(owner(ask)),
  'get-tagging': (ask: Ask) => new sdk.GetObjectTaggingCommand(version(ask)),
  'put-tagging': (ask: Ask) =>
    new sdk.PutObjectTaggingCommand({
      ...version(ask),
      Tagging: { TagSet: (ask.tags ?? []).map(({ key, value }) => ({ Key: key, Value: value })) },
    }),
  'delete-tagging': (ask: Ask) => new sdk.DeleteObjectTaggingCommand(version(ask)),
  'get-acl': (ask: Ask) => new sdk.GetObjectAclCommand(version(ask)),
  'get-retention': (ask: Ask) => new sdk.GetObjectRetentionCommand(version(ask)),
  'put-retention': (ask: Ask) =>
    new sdk.PutObjectRetentionCommand({
      ...version(ask),
      Retention: {
        Mode: ask.lockMode as sdk.ObjectLockRetentionMode | undefined,
        RetainUntilDate: ask.retainUntil === undefined ? undefined : momentOf(ask.retainUntil),
      },
    }),
  'get-legal-hold': (ask: Ask) => new sdk.GetObjectLegalHoldCommand(version(ask)),
  'put-legal-hold': (ask: Ask) =>
    new sdk.PutObjectLegalHoldCommand({
      ...version(ask),
      LegalHold: { Status: ask.legalHold as sdk.ObjectLockLegalHoldStatus | undefined },
    }),
  'put-encryption': (ask: Ask) =>
    new sdk.PutBucketEncryptionCommand({
      ...owner(ask),
      ServerSideEncryptionConfiguration: {
        Rules: [
          {
            ApplyServerSideEncryptionByDefault: ask.encryption
              ? {
                  SSEAlgorithm: ask.encryption as sdk.ServerSideEncryption,
                  ...(ask.kmsKeyId === undefined ? {} : { KMSMasterKeyID: ask.kmsKeyId }),
                }
              : undefined,
            BucketKeyEnabled: ask.bucketKey,
            BlockedEncryptionTypes: ask.customerKeys && {
              EncryptionType: [ask.customerKeys === 'allowed' ? 'NONE' : 'SSE-C'],
            },
          },
        ],
      },
    }),
  'get-encryption': (ask: Ask) => new sdk.GetBucketEncryptionCommand(owner(ask)),
  'get-versioning': (ask: Ask) => new sdk.GetBucketVersioningCommand(owner(ask)),
  'put-policy': (ask: Ask) => new sdk.PutBucketPolicyCommand({ ...owner(ask), Policy: ask.policy ?? '' }),
  'get-policy': (ask: Ask) => new sdk.GetBucketPolicyCommand(owner(ask)),
  'delete-policy': (ask: Ask) => new sdk.DeleteBucketPolicyCommand(owner(ask)),
  'put-payment': (ask: Ask) =>
    new sdk.PutBucketRequestPaymentCommand({
      ...owner(ask),
      RequestPaymentConfiguration: { Payer: ask.payer ?? 'Requester' },
    }),
  'get-payment': (ask: Ask) => new sdk.GetBucketRequestPaymentCommand(owner(ask)),
};

export { S3Client } from '@aws-sdk/client-s3';
