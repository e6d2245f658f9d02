/** What a request does, in the words of a policy, and whether its bucket lets the asker do it. */

import { ownershipOf } from '../acl.js';
import type { Setting } from '../command.js';
import type { Bucket } from '../state.js';
import type { Command, Identity, Instant, Op, Policy, Upload } from '../types.js';
import { type Asker, type Deed, saysOf } from './evaluate.js';

/** Operations on a bucket, by the action they need on it. */
const ON_BUCKET: Readonly<Partial<Record<Op, string>>> = {
  'delete-bucket': 's3:deletebucket',
  'head-bucket': 's3:listbucket',
  'get-location': 's3:getbucketlocation',
  'get-versioning': 's3:getbucketversioning',
  'put-versioning': 's3:putbucketversioning',
  'get-lifecycle': 's3:getlifecycleconfiguration',
  'put-lifecycle': 's3:putlifecycleconfiguration',
  'delete-lifecycle': 's3:putlifecycleconfiguration',
  'get-encryption': 's3:getencryptionconfiguration',
  'put-encryption': 's3:putencryptionconfiguration',
  'get-policy': 's3:getbucketpolicy',
  'put-policy': 's3:putbucketpolicy',
  'delete-policy': 's3:deletebucketpolicy',
  'get-payment': 's3:getbucketrequestpayment',
  'put-payment': 's3:putbucketrequestpayment',
  'list-objects': 's3:listbucket',
  'list-versions': 's3:listbucketversions',
  'list-uploads': 's3:listbucketmultipartuploads',
};

/** Operations on an object, by the actions they all need on it (S3-235); where a version is named, the second list. */
const ON_OBJECT: Readonly<Partial<Record<Op, readonly [plain: readonly string[], version?: readonly string[]]>>> = {
  create: [['s3:putobject']],
  'upload-part': [['s3:putobject']],
  'upload-part-copy': [['s3:putobject']],
  complete: [['s3:putobject']],
  'put-object': [['s3:putobject']],
  'copy-object': [['s3:putobject']],
  abort: [['s3:abortmultipartupload']],
  'list-parts': [['s3:listmultipartuploadparts']],
  'get-object': [['s3:getobject'], ['s3:getobjectversion']],
  'head-object': [['s3:getobject'], ['s3:getobjectversion']],
  'get-attributes': [
    ['s3:getobject', 's3:getobjectattributes'],
    ['s3:getobjectversion', 's3:getobjectversionattributes'],
  ],
  'delete-object': [['s3:deleteobject'], ['s3:deleteobjectversion']],
  'get-tagging': [['s3:getobjecttagging'], ['s3:getobjectversiontagging']],
  'put-tagging': [['s3:putobjecttagging'], ['s3:putobjectversiontagging']],
  'delete-tagging': [['s3:deleteobjecttagging'], ['s3:deleteobjectversiontagging']],
  'get-acl': [['s3:getobjectacl'], ['s3:getobjectversionacl']],
  'get-retention': [['s3:getobjectretention']],
  'put-retention': [['s3:putobjectretention']],
  'get-legal-hold': [['s3:getobjectlegalhold']],
  'put-legal-hold': [['s3:putobjectlegalhold']],
};

const arn = (bucket: string, key?: string): string => `arn:aws:s3:::${bucket}${key === undefined ? '' : `/${key}`}`;

interface Request {
  readonly command: Command;
  readonly bucket: Bucket;
  readonly policy: Policy;
}

/**
 * All that a command does to its bucket. What no policy of S3 has a word for is the owner's alone: it has no deed.
 */
export function deedsOf({ command, bucket, policy }: Request): readonly Deed[] {
  if (!('bucket' in command)) return [];
  if (command.op === 'delete-objects') {
    return command.keys.map(({ key, versionId }) => ({
      action: versionId === undefined ? 's3:deleteobject' : 's3:deleteobjectversion',
      resource: arn(command.bucket, key),
    }));
  }
  const onBucket = ON_BUCKET[command.op];
  if (onBucket !== undefined) return [{ action: onBucket, resource: arn(command.bucket) }];
  const [plain, version] = ON_OBJECT[command.op] ?? [];
  if (!plain || !('key' in command)) return [];
  const named = 'versionId' in command && command.versionId !== undefined;
  return [
    ...((named && version) || plain),
    ...beside(command, ownershipOf(bucket, policy) !== 'BucketOwnerEnforced'),
  ].map((action) => ({
    action,
    resource: arn(command.bucket, command.key),
  }));
}

/**
 * What storing needs beside the right to store, for what is asked with it (S3-236). An access control list that changes nothing,
 * since lists do not count in the bucket, needs nothing: AWS's example policies for it allow s3:PutObject alone.
 */
function beside(command: Command, listsCount: boolean): readonly string[] {
  if (command.op !== 'create' && command.op !== 'put-object' && command.op !== 'copy-object') return [];
  const { tagging, acl, lock } = command;
  return [
    ...(tagging ? ['s3:putobjecttagging'] : []),
    ...(acl && listsCount ? ['s3:putobjectacl'] : []),
    ...(lock?.mode !== undefined || lock?.until !== undefined ? ['s3:putobjectretention'] : []),
    ...(lock?.hold !== undefined ? ['s3:putobjectlegalhold'] : []),
  ];
}

/** Reading the source of a copy. */
export function readingOf({ bucket, key, versionId }: { bucket: string; key: string; versionId?: string }): Deed {
  return { action: versionId === undefined ? 's3:getobject' : 's3:getobjectversion', resource: arn(bucket, key) };
}

export function askerOf(who: Identity, now: Instant, { about }: Setting): Asker {
  return { who, now, about };
}

/** Whether the asker is the bucket's owner or a user of its account. A user has every right its account has. */
export function ownedBy(bucket: Bucket, who: Identity): boolean {
  return bucket.owner.id === who.id && who.anonymous === undefined;
}

/** Whether the bucket's policy allows every one of these deeds. */
export function allows(bucket: Bucket, deeds: readonly Deed[], asker: Asker): boolean {
  const { policy } = bucket;
  return policy !== undefined && deeds.length > 0 && deeds.every((deed) => saysOf(policy, deed, asker).allows);
}

/** Whether the bucket's policy denies one of these deeds. */
export function denies(bucket: Bucket, deeds: readonly Deed[], asker: Asker): boolean {
  const { policy } = bucket;
  return policy?.statements.some(({ effect }) => effect === 'deny')
    ? deeds.some((deed) => saysOf(policy, deed, asker).denies)
    : false;
}

/** Who began an upload may abort it and list its parts, and so may the account of a user who began it (S3-235). */
export function began(upload: Upload | undefined, who: Identity): boolean {
  if (upload?.state !== 'open' || who.anonymous) return false;
  const { initiator } = upload;
  return initiator.id === who.id && (who.user === undefined || who.user === initiator.user);
}
