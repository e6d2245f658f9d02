/** How OSS spells each fault: the dialect's only table of errors. */
import type { Fault, Op, OssFault } from '../../engine/types.js';

export interface WireError {
  readonly status: number;
  readonly code: string;
  /** `{name}` stands for that detail of the refusal. */
  readonly message: string;
  /** Elements after HostId: name → the detail it shows, or with `=` a fixed text. Absent details are left out. */
  readonly elements?: Readonly<Record<string, string>>;
  /** The number of the error, for all operations or by operation. It is left out where no source gives it. */
  readonly ec?: string | Readonly<Partial<Record<Op, string>>>;
}

type Elements = NonNullable<WireError['elements']>;

const MALFORMED_XML = 'The XML you provided was not well-formed or did not validate against our published schema.';
const PRECONDITION = 'At least one of the pre-conditions you specified did not hold.';
const NO_SUCH_UPLOAD =
  'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.';
const INVALID_PART =
  "One or more of the specified parts could not be found or the specified entity tag might not have matched the part's entity tag.";
const SIGNATURE =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
const NAME_TAKEN =
  'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.';
const NUMBER = 'Part number must be an integer between {min} and {max}, inclusive.';
const SEQUENTIAL = 'For sequential multipart upload, you must upload or complete parts with sequential part number.';
const NOT_IMPLEMENTED = 'A header you provided implies functionality that is not implemented.';
const METHOD = 'The specified method is not allowed against this resource.';
const TOO_LARGE = 'Your proposed upload exceeds the maximum allowed size.';
const MD5 = 'The Content-MD5 you specified was invalid.';

function error(
  status: number,
  code: string,
  message: string,
  elements: Elements = {},
  ec: WireError['ec'] = '',
): WireError {
  return { status, code, message, elements, ec };
}

/** An `InvalidArgument`; without a fixed name both name and value come from the refusal. */
function argument(message: string, name = 'name', value = 'value', ec: WireError['ec'] = ''): WireError {
  const elements = { ArgumentName: name === 'name' ? name : `=${name}`, ArgumentValue: value };
  return error(400, 'InvalidArgument', message, elements, ec);
}

const SIZES: Elements = { ProposedSize: 'size', MaxSizeAllowed: 'max' };
const UPLOAD: Elements = { UploadId: 'uploadId' };

export const ERRORS: Readonly<Record<OssFault, WireError>> & Readonly<Partial<Record<Fault, WireError>>> = {
  // Buckets and objects.
  'no-such-bucket': error(
    404,
    'NoSuchBucket',
    'The specified bucket does not exist.',
    { BucketName: 'bucket' },
    '0015-00000101',
  ),
  'bucket-exists': error(409, 'BucketAlreadyExists', NAME_TAKEN, { BucketName: 'bucket' }),
  'bucket-not-empty': error(409, 'BucketNotEmpty', 'The bucket you tried to delete is not empty.', {
    BucketName: 'bucket',
  }),
  'invalid-bucket-name': error(400, 'InvalidBucketName', 'The specified bucket is not valid.', {
    BucketName: 'bucket',
  }),
  'path-style-refused': error(403, 'SecondLevelDomainForbidden', 'Please use virtual hosted style to access.', {
    Bucket: 'bucket',
  }),
  'no-such-key': error(404, 'NoSuchKey', 'The specified key does not exist.', { Key: 'key' }, '0026-00000001'),
  'no-such-version': error(404, 'NoSuchVersion', 'The specified version does not exist.', {
    Key: 'key',
    VersionId: 'versionId',
  }),
  'delete-marker': error(405, 'MethodNotAllowed', METHOD, { Method: 'method', ResourceType: '=DeleteMarker' }),
  'key-too-long': error(
    400,
    'InvalidObjectName',
    'The Length of Object name must be less than 1024.',
    {},
    '0016-00000002',
  ),
  'invalid-object-name': error(
    400,
    'InvalidObjectName',
    'The specified object is not valid.',
    { ObjectName: 'key' },
    '0016-00000005',
  ),
  'encryption-method-invalid': error(
    400,
    'InvalidEncryptionAlgorithmError',
    'The Encryption request you specified is not valid. Supported value: AES256/SM4/KMS.',
  ),
  'no-such-lifecycle': error(404, 'NoSuchLifecycle', 'No Row found in Lifecycle Table.', { BucketName: 'bucket' }),
  'lifecycle-days': argument('The days of AbortMultipartUpload must be a positive integer.', 'Days'),
  'lifecycle-filter': argument('Tags and AbortMultipartUpload exclude each other.', 'Tag'),
  'lifecycle-id-too-long': argument('The ID of a rule may have {max} bytes.', 'ID'),
  'lifecycle-id-repeated': argument('The IDs of rules must differ.', 'ID'),
  'lifecycle-overlap': argument('Overlap for same action type {action}', 'Prefix', 'prefix'),
  'callback-failed': error(203, 'CallbackFailed', '{message}', {}, '0007-00000203'),
  'metadata-too-large': error(400, 'InvalidArgument', 'The metadata of the object exceeds {max} bytes.', SIZES),
  'invalid-storage-class': argument('The specified storage class is not valid.', 'x-oss-storage-class', 'storageClass'),
  'invalid-range': error(416, 'InvalidRange', 'The requested range cannot be satisfied', {
    ActualObjectSize: 'size',
    RangeRequested: 'range',
  }),
  'precondition-failed': error(412, 'PreconditionFailed', PRECONDITION, { Condition: 'condition' }),
  'object-exists': error(
    409,
    'FileAlreadyExists',
    'The object you specified already exists and can not be overwritten.',
    {},
    { 'put-object': '0026-00000002', 'copy-object': '0026-00000201', complete: '0042-00000214' },
  ),

  // Uploads.
  'no-such-upload': error(404, 'NoSuchUpload', NO_SUCH_UPLOAD, UPLOAD, {
    'upload-part': '0042-00000104',
    'upload-part-copy': '0042-00000311',
    complete: '0042-00000203',
    abort: '0042-00000002',
  }),
  'part-number-out-of-range': argument(NUMBER, 'PartNumber', 'value', '0017-00000220'),
  'upload-without-part-number': argument(
    'Unexpected query string parameter',
    'ResourceType',
    '=partNumber',
    '0017-00000219',
  ),
  'part-number-without-upload': error(404, 'NoSuchUpload', NO_SUCH_UPLOAD, UPLOAD, '0017-00000244'),
  'part-too-large': error(400, 'EntityTooLarge', TOO_LARGE, SIZES),
  'part-too-small': error(
    400,
    'EntityTooSmall',
    'Your proposed upload smaller than the minimum allowed size.',
    { ProposedSize: 'size', MinSizeAllowed: 'min', PartNumber: 'number', ETag: 'etag' },
    '0042-00000213',
  ),
  'object-too-large': error(400, 'EntityTooLarge', TOO_LARGE, SIZES),
  'part-not-found': error(400, 'InvalidPart', INVALID_PART, {
    ETag: 'etag',
    PartNumber: 'number',
    UploadId: 'uploadId',
  }),
  'part-order': error(
    400,
    'InvalidPartOrder',
    'The list of parts was not in ascending order. Parts list must specified in order by part number.',
    UPLOAD,
    '0042-00000209',
  ),
  'claimed-number-outside': error(400, 'InvalidPartOrder', NUMBER, { PartNumber: 'value' }),
  'part-not-sequential': error(400, 'PartNotSequential', SEQUENTIAL, { PartNumber: 'number' }, '0042-00000105'),
  'part-exists': error(
    409,
    'PartAlreadyExist',
    "For sequential multipart upload, you can't overwrite uploaded parts.",
    { PartNumber: 'number', PartEtag: 'etag' },
    '0042-00000108',
  ),
  'complete-all-with-body': error(
    400,
    'InvalidArgument',
    'Should not speficy both complete all header and http body.',
    { ArgumentName: '=x-oss-complete-all', ArgumentValue: '=yes' },
    '0042-00000216',
  ),
  'copy-source-malformed': argument('{message}', 'x-oss-copy-source'),
  'copy-source-delete-marker': error(404, 'NoSuchKey', 'The specified key does not exist.', { Key: 'key' }),
  'copy-source-too-large': argument('The source of a copy may have {max} bytes.', 'x-oss-copy-source', 'size'),
  'copy-precondition-failed': error(412, 'PreconditionFailed', PRECONDITION, { Condition: 'condition' }),
  'copy-not-modified': error(304, 'NotModified', 'The source was not modified.'),
  'page-size-negative': argument('{name} must be an integer that is not negative.'),
  'page-size-not-integer': argument('{name} must be an integer that is not negative.'),
  'page-size-outside': argument('{name} must be an integer between 1 and {max}.'),

  // The bytes themselves.
  'no-parts': error(400, 'MalformedXML', MALFORMED_XML, {}, '0042-00000205'),
  'malformed-xml': error(400, 'MalformedXML', MALFORMED_XML, {}, { complete: '0042-00000205' }),
  'entity-too-large-document': error(400, 'MalformedXML', MALFORMED_XML),
  'missing-length': error(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.'),
  'incomplete-body': error(400, 'IncompleteBody', 'The request body is shorter than its Content-Length.'),
  'request-timeout': error(
    400,
    'RequestTimeout',
    'Your socket connection to the server was not read from or written to within the timeout period.',
  ),
  'invalid-digest': error(400, 'InvalidDigest', MD5, { 'Content-MD5': 'digest' }, '0017-00000502'),
  'bad-digest': error(400, 'InvalidDigest', MD5, { 'Content-MD5': 'digest' }, '0017-00000503'),
  'bad-checksum': error(400, 'InvalidCRC64', 'The {algorithm} you specified does not match what we calculated.'),
  'invalid-argument': argument('Invalid Argument'),
  'method-not-allowed': error(405, 'MethodNotAllowed', METHOD, { Method: 'method', ResourceType: 'resourceType' }),
  'not-implemented': error(400, 'NotImplemented', NOT_IMPLEMENTED, { Header: 'header' }),
  'internal-error': error(500, 'InternalError', 'The server could not handle the request.'),

  // Who asks.
  'access-denied': error(403, 'AccessDenied', 'AccessDenied'),
  'unknown-access-key': error(
    403,
    'InvalidAccessKeyId',
    'The OSS Access Key Id you provided does not exist in our records.',
    { OSSAccessKeyId: 'accessKey' },
    '0002-00000902',
  ),
  'security-token-invalid': error(403, 'InvalidSecurityToken', 'The security token you provided is invalid.', {
    SecurityToken: 'token',
  }),
  'signature-mismatch': error(403, 'SignatureDoesNotMatch', SIGNATURE, {
    OSSAccessKeyId: 'accessKey',
    SignatureProvided: 'signature',
    StringToSign: 'stringToSign',
    StringToSignBytes: 'stringToSignBytes',
  }),
  'skewed-clock': error(
    403,
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    { MaxAllowedSkewMilliseconds: 'maxSkewMs', RequestTime: 'requestTime', ServerTime: 'serverTime' },
    '0002-00000504',
  ),
  'missing-date': error(403, 'AccessDenied', 'OSS authentication requires a valid Date.'),
  expired: error(403, 'AccessDenied', 'Request has expired.', { Expires: 'expiresAt', ServerTime: 'serverTime' }),
};
