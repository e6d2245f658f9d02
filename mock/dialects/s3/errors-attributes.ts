/** How S3 spells faults of what comes with an object beside its bytes: encryption, checksums, tags, lists and locks. */
import { argument, error, type WireError } from './wire-error.js';

const LOCK = 'x-amz-object-lock';
const ENCRYPTION = 'x-amz-server-side-encryption';
const CUSTOMER_KEYS = 'Requests specifying Server Side Encryption with Customer provided keys';

export const ATTRIBUTE_ERRORS = {
  // Encryption.
  'customer-key-malformed': argument('The customer provided key is not valid.', ENCRYPTION),
  'customer-algorithm-invalid': {
    ...argument('The Encryption request you specified is not valid. Supported value: AES256.', ENCRYPTION),
    code: 'InvalidEncryptionAlgorithmError',
  },
  'customer-key-over-http': error(400, 'InvalidRequest', `${CUSTOMER_KEYS} must be made over a secure connection.`),
  'customer-keys-blocked': error(
    403,
    'AccessDenied',
    'This bucket has blocked upload requests that specify Server Side Encryption with Customer provided keys (SSE-C).',
  ),
  'customer-key-required': error(
    400,
    'InvalidRequest',
    'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
  ),
  'customer-key-wrong': error(403, 'AccessDenied', `${CUSTOMER_KEYS} must provide the correct secret key.`),
  'customer-key-not-applicable': error(
    400,
    'InvalidRequest',
    'The encryption parameters are not applicable to this object.',
  ),
  'encryption-incompatible': argument(
    'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
    ENCRYPTION,
  ),
  'encryption-algorithm-invalid': argument('The encryption method specified is not supported', ENCRYPTION),
  'kms-headers-without-kms': argument(
    'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
    ENCRYPTION,
  ),
  'kms-context-malformed': argument(
    "The header 'x-amz-server-side-encryption-context' shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map",
    `${ENCRYPTION}-context`,
  ),
  'kms-key-not-found': error(400, 'KMS.NotFoundException', "Invalid keyId '{key}'"),
  'kms-key-disabled': error(400, 'KMS.DisabledException', '{key} is disabled.'),
  'kms-key-invalid-state': error(400, 'KMS.KMSInvalidStateException', '{key} is pending deletion.'),
  'encryption-misplaced': argument('x-amz-server-side-encryption header is not supported for this operation.'),
  'part-key-missing': error(
    400,
    'InvalidRequest',
    'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
  ),
  'part-key-differs': error(
    400,
    'InvalidRequest',
    'The provided encryption parameters did not match the ones used originally.',
  ),
  'default-encryption-invalid': argument(
    'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
    'ApplyServerSideEncryptionByDefault',
  ),

  // Additional checksums. AWS spells the algorithm in capitals for a part and in small letters for the whole (S3-062, S3-153).
  'checksum-algorithm-unsupported': error(
    400,
    'InvalidRequest',
    'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, MD5, SHA1, SHA256, SHA512, XXHASH128, XXHASH3, XXHASH64]',
  ),
  'checksum-header-unknown': error(
    400,
    'InvalidRequest',
    'The algorithm type you specified in x-amz-checksum- header is invalid.',
  ),
  'checksum-type-without-algorithm': error(
    400,
    'InvalidRequest',
    'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
  ),
  'checksum-type-invalid': error(400, 'InvalidRequest', 'Value for x-amz-checksum-type header is invalid.'),
  'checksum-type-impossible': error(
    400,
    'InvalidRequest',
    'The {type} checksum type cannot be used with the {algorithm} checksum algorithm.',
  ),
  'several-checksums': error(
    400,
    'InvalidRequest',
    'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
  ),
  'checksum-announcement': error(400, 'InvalidRequest', '{message}'),
  'invalid-checksum': error(400, 'InvalidRequest', 'Value for {header} header is invalid.'),
  'invalid-part-checksum': argument('Invalid Base64 or multiple checksums present in request', 'Checksum'),
  'bad-checksum': error(400, 'BadDigest', 'The {ALGORITHM} you specified did not match the calculated checksum.'),
  'part-checksum-algorithm': error(
    400,
    'InvalidRequest',
    'Checksum Type mismatch occurred, expected checksum Type: {expected}, actual checksum Type: {actual}',
  ),
  'part-checksum-missing': error(
    400,
    'InvalidRequest',
    'The upload was created using a {algorithm} checksum. The complete request must include the checksum for each part. It was missing for part {number} in the request.',
  ),
  'part-checksum-other-algorithm': error(
    400,
    'BadDigest',
    'The {algorithm} you specified for part {number} did not match what we received.',
  ),
  'object-checksum-type': error(
    400,
    'InvalidRequest',
    'The upload was created using the {type} checksum mode. The complete request must use the same checksum mode.',
  ),
  'object-checksum-mismatch': error(
    400,
    'BadDigest',
    'The {algorithm} you specified did not match the calculated checksum.',
  ),
  'object-size-invalid': error(400, 'InvalidRequest', '{message}'),
  'object-size-mismatch': error(
    400,
    'InvalidRequest',
    "The provided 'x-amz-mp-object-size' header value {value} does not match what was computed: {size}",
  ),

  // Attributes.
  archived: error(403, 'InvalidObjectState', "The operation is not valid for the object's storage class", {
    StorageClass: 'storageClass',
  }),
  'source-archived': error(403, 'InvalidObjectState', "Operation is not valid for the source object's storage class"),
  'tagging-malformed': argument(
    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    'x-amz-tagging',
  ),
  'header-misplaced': argument('The specified header is not valid in this context'),
  'tag-repeated': error(400, 'InvalidTag', 'Cannot provide multiple Tags with the same key'),
  'too-many-tags': error(400, 'BadRequest', 'Object tags cannot be greater than {max}'),
  'invalid-tag': error(400, 'InvalidTag', 'The {half} you have provided is invalid'),
  'redirect-invalid': error(
    400,
    'InvalidRedirectLocation',
    "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
  ),
  'canned-acl-invalid': argument('', 'x-amz-acl'),
  'acl-and-grants': error(400, 'InvalidRequest', 'Specifying both Canned ACLs and Header Grants is not allowed'),
  'acl-not-supported': error(400, 'AccessControlListNotSupported', 'The bucket does not allow ACLs'),
  'grant-malformed': argument('Argument format not recognized'),
  'grant-by-email': error(405, 'MethodNotAllowed', 'Grants to e-mail addresses have been discontinued.'),
  'lock-incomplete': argument(`${LOCK}-retain-until-date and ${LOCK}-mode must both be supplied`),
  'lock-mode-invalid': argument('Unknown wormMode directive.'),
  'lock-date-malformed': argument('The retain until date must be provided in ISO 8601 format'),
  'lock-date-past': argument('The retain until date must be in the future!'),
  'legal-hold-invalid': argument("Legal Hold must be either of 'ON' or 'OFF'"),
  'lock-not-enabled': error(400, 'InvalidRequest', 'Bucket is missing ObjectLockConfiguration'),
  'lock-not-configured': error(400, 'InvalidRequest', 'Bucket is missing Object Lock Configuration'),
  'lock-needs-digest': error(
    400,
    'InvalidRequest',
    'Content-MD5 OR x-amz-checksum- HTTP header is required for Put {operation} requests with Object Lock parameters',
  ),
  'object-locked': error(403, 'AccessDenied', 'Access Denied because object protected by object lock.'),
  'no-object-lock': error(
    404,
    'NoSuchObjectLockConfiguration',
    'The specified object does not have a ObjectLock configuration',
  ),
} satisfies Readonly<Record<string, WireError>>;
