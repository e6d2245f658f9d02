/** How Glacier spells each fault (GLA-110, GLA-111). */
import type { Fault } from '../../engine/types.js';

export interface Spelling {
  readonly status: number;
  readonly code: string;
  /** `{name}` is filled in from the refusal. */
  readonly message: string;
}

const spelled = (status: number, code: string, message: string): Spelling => ({ status, code, message });
const invalid = (message: string): Spelling => spelled(400, 'InvalidParameterValueException', message);
const missing = (message: string): Spelling => spelled(400, 'MissingParameterValueException', message);
const notFound = (message: string): Spelling => spelled(404, 'ResourceNotFoundException', message);
const signature = (message: string): Spelling => spelled(403, 'InvalidSignatureException', message);

const SIGNATURE =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.';

export const ERRORS: Partial<Record<Fault, Spelling>> = {
  'vault-not-found': notFound('Vault not found for ARN: {arn}'),
  'vault-not-empty': invalid('Vault not empty or recently written to: {arn}'),
  'archive-not-found': notFound('The archive ID was not found: {archiveId}'),
  'archive-upload-not-found': notFound('The upload ID was not found: {uploadId}'),
  'inventory-not-found': notFound('Inventory is not yet available for vault: {arn}'),
  'job-not-found': notFound('The job ID was not found: {jobId}'),
  'job-not-ready': invalid('The job is not currently available for download: {jobId}'),
  'part-size-invalid': invalid(
    'Invalid part size: {size}. Part size must not be null, must be a power of two and be between {min} and {max} bytes.',
  ),
  'too-many-ranges': invalid(
    'This is part number {index} for the current multipart upload. It exceeds the limit of {max} parts.',
  ),
  'tree-hash-mismatch': invalid('Checksum mismatch: expected {expected}, computed {computed}'),
  'parameter-missing': missing('Required parameter missing: {name}'),
  'parameter-invalid': invalid('{message}'),
  'malformed-json': spelled(400, 'SerializationException', '{message}'),
  // Consistent with the hash being part of what is signed (GLA-031).
  'payload-hash-mismatch': signature(
    'The value passed in as x-amz-content-sha256 does not match the computed payload hash. Computed digest: {computed} expected hash: {client}',
  ),
  'payload-hash-invalid': invalid('Invalid x-amz-content-sha256: {value}'),
  'incomplete-body': spelled(408, 'RequestTimeoutException', 'The request body ended early'),
  'request-timeout': spelled(408, 'RequestTimeoutException', 'Request timed out.'),
  'entity-too-large-document': spelled(400, 'BadRequest', 'The body is too large'),
  'unknown-operation': spelled(404, 'UnknownOperationException', 'This server does not know the operation.'),
  'not-implemented': spelled(400, 'BadRequest', 'The operation is not offered.'),
  'access-denied': spelled(403, 'AccessDeniedException', 'The account is not that of the key that signed the request.'),
  'anonymous-create': spelled(400, 'MissingAuthenticationTokenException', 'Missing Authentication Token'),
  'unknown-access-key': spelled(
    400,
    'UnrecognizedClientException',
    'The security token included in the request is invalid.',
  ),
  'signature-mismatch': signature(SIGNATURE),
  'skewed-clock': signature('Signature expired or not yet valid: the time of the request is too far from now.'),
  'wrong-scope': signature('Credential should be scoped to {expected}'),
  'missing-date': signature('The request carries no x-amz-date and no Date that can be read.'),
  'malformed-authorization': signature('The Authorization header cannot be read.'),
  'unsupported-authorization': spelled(400, 'MissingAuthenticationTokenException', 'Missing Authentication Token'),
};

/** For what goes wrong in the mock itself. */
export const INTERNAL = spelled(500, 'ServiceUnavailableException', 'Service is unavailable.');
