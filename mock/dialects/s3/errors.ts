/** How S3 spells each fault: the dialect's only table of errors. */
import type { CommonFault } from '../../engine/types.js';
import { ATTRIBUTE_ERRORS } from './errors-attributes.js';
import { argument, type Elements, error, type WireError } from './wire-error.js';

const NOT_IMPLEMENTED = 'A header you provided implies functionality that is not implemented';
const MALFORMED_XML = 'The XML you provided was not well-formed or did not validate against our published schema';
const PRECONDITION = 'At least one of the pre-conditions you specified did not hold';
const CONFLICT = 'The conditional request cannot succeed due to a conflicting operation against this resource.';
const COPY_RANGE_FORM =
  'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy';
const COPY_ONTO_ITSELF =
  "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";
const NO_SUCH_UPLOAD =
  'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
const LIFECYCLE_ID = 'Rule ID must be unique. Found same ID for more than one rule';
const LIFECYCLE_DAYS = "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer";
const INVALID_PART =
  "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";
const SIGNATURE =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
const TRAILER =
  'The request contained trailing data that was not well-formed or did not conform to our published schema.';
const HASH_VALUES =
  'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.';
const NAME_TAKEN =
  'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.';
const OLD_SIGNATURE = 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.';
const TIMEOUT =
  'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.';

const SIZES: Elements = { ProposedSize: 'size', MaxSizeAllowed: 'max' };

export const ERRORS = {
  // Buckets and objects.
  'no-such-bucket': error(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: 'bucket' }),
  'bucket-exists': error(409, 'BucketAlreadyExists', NAME_TAKEN, { BucketName: 'bucket' }),
  'bucket-owned-by-you': error(
    409,
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    { BucketName: 'bucket' },
  ),
  'bucket-not-empty': error(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty', {
    BucketName: 'bucket',
  }),
  'invalid-bucket-name': error(400, 'InvalidBucketName', 'The specified bucket is not valid.', {
    BucketName: 'bucket',
  }),
  'no-such-key': error(404, 'NoSuchKey', 'The specified key does not exist.', { Key: 'key' }),
  'no-such-version': error(404, 'NoSuchVersion', 'The specified version does not exist.', {
    Key: 'key',
    VersionId: 'versionId',
  }),
  'delete-marker': {
    ...error(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      Method: 'method',
      ResourceType: '=DeleteMarker',
    }),
    headers: { Allow: 'DELETE' },
  },
  'no-such-lifecycle': error(404, 'NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', {
    BucketName: 'bucket',
  }),
  'lifecycle-id-too-long': error(400, 'InvalidArgument', 'ID length should not exceed allowed limit of {max}'),
  'lifecycle-id-repeated': error(400, 'InvalidArgument', LIFECYCLE_ID),
  'lifecycle-without-action': error(400, 'InvalidRequest', 'At least one action needs to be specified in a rule'),
  'lifecycle-days': error(400, 'InvalidArgument', LIFECYCLE_DAYS),
  'lifecycle-filter': error(400, 'InvalidRequest', 'AbortIncompleteMultipartUpload cannot be specified with {filter}.'),
  'key-too-long': error(400, 'KeyTooLongError', 'Your key is too long', { Size: 'size', MaxSizeAllowed: 'max' }),
  'metadata-too-large': error(
    400,
    'MetadataTooLarge',
    'Your metadata headers exceed the maximum allowed metadata size',
    { Size: 'size', MaxSizeAllowed: 'max' },
  ),
  'invalid-storage-class': error(400, 'InvalidStorageClass', 'The storage class you specified is not valid', {
    StorageClassRequested: 'storageClass',
  }),
  'invalid-expiry': error(400, 'InvalidTTL', 'The value of x-amz-meta-object-expires is not a time.'),
  'storage-class-not-implemented': error(501, 'NotImplemented', NOT_IMPLEMENTED, { Header: '=x-amz-storage-class' }),
  'invalid-range': error(416, 'InvalidRange', 'The requested range is not satisfiable', {
    RangeRequested: 'range',
    ActualObjectSize: 'size',
  }),
  'invalid-part-number': error(416, 'InvalidPartNumber', 'The requested partnumber is not satisfiable', {
    ActualPartCount: 'count',
    PartNumberRequested: 'requested',
  }),
  'range-and-part': error(400, 'InvalidRequest', 'Cannot specify both Range header and partNumber query parameter'),
  'precondition-failed': error(412, 'PreconditionFailed', PRECONDITION, { Condition: 'condition' }),
  'conditional-conflict': error(409, 'ConditionalRequestConflict', CONFLICT, { Condition: 'condition', Key: 'key' }),
  'condition-not-implemented': error(501, 'NotImplemented', NOT_IMPLEMENTED, {
    Header: 'header',
    additionalMessage: 'additional',
  }),
  'copy-onto-itself': error(400, 'InvalidRequest', COPY_ONTO_ITSELF),

  // Uploads.
  'no-such-upload': error(404, 'NoSuchUpload', NO_SUCH_UPLOAD, { UploadId: 'uploadId' }),
  'part-number-out-of-range': argument(
    'Part number must be an integer between {min} and {max}, inclusive',
    'partNumber',
  ),
  // The value really is the name (S3-055).
  'part-number-without-upload': argument(
    'This operation does not accept partNumber without uploadId',
    'partNumber',
    '=partNumber',
  ),
  'upload-without-part-number': {
    ...error(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.', {
      Method: 'method',
      ResourceType: 'resourceType',
    }),
    headers: { Allow: 'DELETE, POST, GET' },
  },
  'part-too-large': error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', SIZES),
  'part-too-small': error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
    ProposedSize: 'size',
    MinSizeAllowed: 'min',
    PartNumber: 'number',
    ETag: 'etag',
  }),
  'object-too-large': error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', SIZES),
  'part-not-found': error(400, 'InvalidPart', INVALID_PART, {
    UploadId: 'uploadId',
    PartNumber: 'number',
    ETag: 'etag',
  }),
  'part-order': error(
    400,
    'InvalidPartOrder',
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
    { UploadId: 'uploadId' },
  ),
  'no-parts': error(400, 'InvalidRequest', 'You must specify at least one part'),
  'no-parts-listed': error(400, 'MalformedXML', MALFORMED_XML),
  'claimed-number-too-low': argument('PartNumber must be >= {min}', 'PartNumber'),
  'too-many-claims': error(400, 'MalformedXML', MALFORMED_XML),
  'copy-source-malformed': argument('Invalid copy source object key', 'x-amz-copy-source', '=x-amz-copy-source'),
  'copy-source-bucket-malformed': argument('Invalid copy source bucket name', 'x-amz-copy-source'),
  'copy-source-encoding': argument('Invalid copy source encoding', 'x-amz-copy-source'),
  'copy-source-delete-marker': error(
    400,
    'InvalidRequest',
    'The source of a copy request may not specifically refer to a delete marker by version id.',
  ),
  'copy-range-malformed': argument(COPY_RANGE_FORM, 'x-amz-copy-source-range'),
  'copy-range-outside': argument(
    'Range specified is not valid for source object of size: {size}',
    'x-amz-copy-source-range',
  ),
  'copy-range-beyond': error(400, 'InvalidRequest', 'The specified copy range is invalid for the source object size'),
  'copy-source-too-large': error(
    400,
    'InvalidRequest',
    'The specified copy source is larger than the maximum allowable size for a copy source: {max}',
  ),
  'copy-precondition-failed': error(412, 'PreconditionFailed', PRECONDITION, { Condition: 'condition' }),
  'page-size-negative': argument('Argument {name} must be an integer between 0 and 2147483647'),
  'page-size-not-integer': argument('Provided {name} not an integer or within integer range'),
  'upload-marker-invalid': argument('Invalid uploadId marker', 'upload-id-marker'),
  'encoding-type-invalid': argument('Invalid Encoding Method specified in Request', 'encoding-type'),
  'delimiter-unsupported': error(501, 'NotImplemented', 'Unsupported delimiter: "{delimiter}"'),
  'key-marker-outside-prefix': error(
    501,
    'NotImplemented',
    "Invalid combination of marker '{marker}' and prefix '{prefix}'",
  ),

  ...ATTRIBUTE_ERRORS,

  // The bytes themselves.
  'malformed-xml': error(400, 'MalformedXML', MALFORMED_XML),
  'missing-length': {
    ...error(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.'),
    headers: { Connection: 'close' },
  },
  'incomplete-body': error(
    400,
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
  ),
  'transfer-encoding': error(501, 'NotImplemented', NOT_IMPLEMENTED, { Header: '=Transfer-Encoding' }),
  'invalid-digest': error(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.', {
    'Content-MD5': 'digest',
  }),
  'bad-digest': error(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.', {
    ExpectedDigest: 'expected',
    CalculatedDigest: 'calculated',
  }),
  'malformed-trailer': error(400, 'MalformedTrailerError', TRAILER),
  'unsupported-trailer': error(
    400,
    'InvalidRequest',
    'The value specified in the x-amz-trailer header is not supported',
  ),
  'invalid-chunk-size': error(
    400,
    'InvalidChunkSizeError',
    'Only the last chunk is allowed to have a size less than 8192 bytes',
    { Chunk: 'chunk', BadChunkSize: 'size' },
  ),
  'payload-hash-mismatch': error(
    400,
    'XAmzContentSHA256Mismatch',
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    { ClientComputedContentSHA256: 'client', S3ComputedContentSHA256: 'computed' },
  ),
  'payload-hash-missing': error(
    400,
    'InvalidRequest',
    'Missing required header for this request: x-amz-content-sha256',
  ),
  'payload-hash-invalid': argument(HASH_VALUES, 'x-amz-content-sha256'),
  'invalid-uri': error(400, 'InvalidURI', "Couldn't parse the specified URI.", { URI: 'uri' }),
  'invalid-argument': argument('Invalid Argument'),
  'invalid-request': error(400, 'InvalidRequest', 'Invalid Request'),
  'method-not-allowed': error(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    Method: 'method',
    ResourceType: 'resourceType',
  }),
  'not-implemented': error(501, 'NotImplemented', NOT_IMPLEMENTED, { Header: 'header', NearOperations: 'near' }),
  'unknown-operation': error(501, 'NotImplemented', 'This server does not know the operation.', {
    NearOperations: 'near',
  }),
  'internal-error': error(500, 'InternalError', 'We encountered an internal error. Please try again.'),
  'headers-too-large': error(
    400,
    'RequestHeaderSectionTooLarge',
    'Your request header section exceeds the maximum allowed size.',
    { MaxSizeAllowed: 'max' },
  ),
  'slow-down': error(503, 'SlowDown', 'Please reduce your request rate.'),
  'service-unavailable': error(503, 'ServiceUnavailable', 'Please reduce your request rate.'),
  'key-not-expected': error(400, 'InvalidRequest', 'Key is not expected for the GET method ?uploads subresource'),
  'request-timeout': { ...error(400, 'RequestTimeout', TIMEOUT), headers: { Connection: 'close' } },
  'entity-too-large-document': error(400, 'MaxMessageLengthExceeded', 'Your request was too big.', {
    MaxMessageLengthBytes: 'max',
  }),

  // Who asks.
  'access-denied': error(403, 'AccessDenied', 'Access Denied'),
  'anonymous-create': error(
    403,
    'AccessDenied',
    'Anonymous users cannot initiate multipart uploads.  Please authenticate.',
  ),
  'expected-owner-malformed': error(
    400,
    'InvalidBucketOwnerAWSAccountID',
    'The value of the expected bucket owner parameter must be an AWS Account ID... [{value}]',
  ),
  'malformed-policy': error(400, 'MalformedPolicy', 'Invalid policy syntax.'),
  'no-such-policy': error(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist', { BucketName: 'bucket' }),
  'unknown-access-key': error(
    403,
    'InvalidAccessKeyId',
    'The AWS Access Key Id you provided does not exist in our records.',
    { AWSAccessKeyId: 'accessKey' },
  ),
  'signature-mismatch': error(403, 'SignatureDoesNotMatch', SIGNATURE, {
    AWSAccessKeyId: 'accessKey',
    StringToSign: 'stringToSign',
    SignatureProvided: 'signature',
    StringToSignBytes: 'stringToSignBytes',
    CanonicalRequest: 'canonicalRequest',
    CanonicalRequestBytes: 'canonicalRequestBytes',
  }),
  'skewed-clock': error(
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    { RequestTime: 'requestTime', ServerTime: 'serverTime', MaxAllowedSkewMilliseconds: 'maxSkewMs' },
  ),
  'missing-date': error(403, 'AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header'),
  'malformed-authorization': error(400, 'AuthorizationHeaderMalformed', 'The authorization header is malformed.'),
  'wrong-scope': error(400, 'AuthorizationHeaderMalformed', 'The authorization header is malformed.', {
    Region: 'region',
  }),
  'unsigned-headers': error(403, 'AccessDenied', 'There were headers present in the request which were not signed', {
    HeadersNotSigned: 'headers',
  }),
  expired: error(403, 'AccessDenied', 'Request has expired', {
    'X-Amz-Expires': 'expires',
    Expires: 'expiresAt',
    ServerTime: 'serverTime',
  }),
  'not-yet-valid': error(403, 'AccessDenied', 'Request is not yet valid', {
    'X-Amz-Date': 'signedAt',
    Expires: 'expiresAt',
    ServerTime: 'serverTime',
  }),
  'malformed-presign': error(400, 'AuthorizationQueryParametersError', 'Error parsing the query parameters.', {
    Region: 'region',
  }),
  'unsupported-authorization': error(400, 'InvalidRequest', OLD_SIGNATURE),
} satisfies Record<CommonFault, WireError>;
