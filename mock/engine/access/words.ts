/** The words a bucket policy may use: actions with what they act on, and condition keys with the actions that have them. */

const OBJECT_ACTIONS = [
  ...['AbortMultipartUpload', 'BypassGovernanceRetention', 'DeleteObject', 'DeleteObjectTagging'],
  ...['DeleteObjectVersion', 'DeleteObjectVersionTagging', 'GetObject', 'GetObjectAcl', 'GetObjectAttributes'],
  ...['GetObjectLegalHold', 'GetObjectRetention', 'GetObjectTagging', 'GetObjectTorrent', 'GetObjectVersion'],
  ...['GetObjectVersionAcl', 'GetObjectVersionAttributes', 'GetObjectVersionForReplication'],
  ...['GetObjectVersionTagging', 'GetObjectVersionTorrent', 'ListMultipartUploadParts'],
  ...['ObjectOwnerOverrideToBucketOwner', 'PutObject', 'PutObjectAcl', 'PutObjectLegalHold', 'PutObjectRetention'],
  ...['PutObjectTagging', 'PutObjectVersionAcl', 'PutObjectVersionTagging', 'ReplicateDelete', 'ReplicateObject'],
  ...['ReplicateTags', 'RestoreObject'],
];

const BUCKET_ACTIONS = [
  ...['CreateBucket', 'DeleteBucket', 'DeleteBucketPolicy', 'DeleteBucketWebsite', 'GetAccelerateConfiguration'],
  ...['GetAnalyticsConfiguration', 'GetBucketAcl', 'GetBucketCORS', 'GetBucketLocation', 'GetBucketLogging'],
  ...['GetBucketNotification', 'GetBucketObjectLockConfiguration', 'GetBucketOwnershipControls', 'GetBucketPolicy'],
  ...['GetBucketPolicyStatus', 'GetBucketPublicAccessBlock', 'GetBucketRequestPayment', 'GetBucketTagging'],
  ...['GetBucketVersioning', 'GetBucketWebsite', 'GetEncryptionConfiguration', 'GetInventoryConfiguration'],
  ...['GetLifecycleConfiguration', 'GetMetricsConfiguration', 'GetReplicationConfiguration', 'ListBucket'],
  ...['ListBucketMultipartUploads', 'ListBucketVersions', 'PutAccelerateConfiguration', 'PutAnalyticsConfiguration'],
  ...['PutBucketAcl', 'PutBucketCORS', 'PutBucketLogging', 'PutBucketNotification', 'PutBucketObjectLockConfiguration'],
  ...['PutBucketOwnershipControls', 'PutBucketPolicy', 'PutBucketPublicAccessBlock', 'PutBucketRequestPayment'],
  ...['PutBucketTagging', 'PutBucketVersioning', 'PutBucketWebsite', 'PutEncryptionConfiguration'],
  ...['PutInventoryConfiguration', 'PutLifecycleConfiguration', 'PutMetricsConfiguration'],
  ...['PutReplicationConfiguration'],
];

/** Action in lower case (they are matched so) → what it acts on. */
export const ACTIONS: ReadonlyMap<string, 'bucket' | 'object'> = new Map([
  ...OBJECT_ACTIONS.map((name) => [`s3:${name}`.toLowerCase(), 'object'] as const),
  ...BUCKET_ACTIONS.map((name) => [`s3:${name}`.toLowerCase(), 'bucket'] as const),
]);

const anything = (): boolean => true;
const listing = (action: string): boolean => action === 's3:listbucket' || action === 's3:listbucketversions';
const storing = (action: string): boolean => action === 's3:putobject';
const granting = (action: string): boolean => /^s3:put(object|objectacl|objectversionacl|bucketacl)$/.test(action);
const ofVersion = (action: string): boolean => /^s3:(get|delete|put)objectversion/.test(action);

/**
 * Condition keys this mock can answer → the actions whose requests have them. `s3:prefix` is a key of object listings only,
 * not of `s3:ListBucketMultipartUploads`.
 */
export const CONDITION_KEYS: ReadonlyMap<string, (action: string) => boolean> = new Map([
  ...['securetransport', 'sourceip', 'useragent', 'referer', 'currenttime', 'epochtime'].map(of('aws:', anything)),
  ...['principalarn', 'principalaccount', 'principaltype', 'username', 'userid'].map(of('aws:', anything)),
  ...['authtype', 'signatureversion', 'x-amz-content-sha256'].map(of('s3:', anything)),
  ...['prefix', 'delimiter', 'max-keys'].map(of('s3:', listing)),
  ...['x-amz-acl', 'x-amz-grant-read', 'x-amz-grant-full-control'].map(of('s3:', granting)),
  ...['x-amz-grant-read-acp', 'x-amz-grant-write-acp'].map(of('s3:', granting)),
  ...['x-amz-copy-source', 'x-amz-metadata-directive', 'x-amz-storage-class'].map(of('s3:', storing)),
  ...['x-amz-server-side-encryption', 'x-amz-server-side-encryption-aws-kms-key-id'].map(of('s3:', storing)),
  ...['x-amz-website-redirect-location', 'if-match', 'if-none-match'].map(of('s3:', storing)),
  ...['versionid'].map(of('s3:', ofVersion)),
]);

function of(prefix: string, has: (action: string) => boolean) {
  return (name: string): [string, (action: string) => boolean] => [`${prefix}${name}`, has];
}
