/** Every refusal there is; each dialect spells each in its own table of errors. */

/** Why a request was refused: which promise (rule), how the engine calls it (fault), and the figures to show. */
export interface Refusal {
  readonly rule: string;
  readonly fault: Fault;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** Every refusal the engine or a dialect knows; each dialect spells each in its own table of errors. */
export const FAULTS = [
  // buckets and objects
  'no-such-bucket',
  'bucket-exists',
  'bucket-owned-by-you',
  'bucket-not-empty',
  'invalid-bucket-name',
  'no-such-key',
  'no-such-version',
  'delete-marker',
  'key-too-long',
  'metadata-too-large',
  'invalid-storage-class',
  'invalid-expiry',
  'storage-class-not-implemented',
  'invalid-range',
  'invalid-part-number',
  'range-and-part',
  'precondition-failed',
  'conditional-conflict',
  'condition-not-implemented',
  'copy-onto-itself',
  // uploads
  'no-such-upload',
  'part-number-out-of-range',
  'part-number-without-upload',
  'upload-without-part-number',
  'part-too-large',
  'part-too-small',
  'object-too-large',
  'part-not-found',
  'part-order',
  'no-parts',
  'no-parts-listed',
  'claimed-number-too-low',
  'too-many-claims',
  'copy-source-malformed',
  'copy-source-bucket-malformed',
  'copy-source-encoding',
  'copy-source-delete-marker',
  'copy-range-malformed',
  'copy-range-outside',
  'copy-range-beyond',
  'copy-source-too-large',
  'copy-precondition-failed',
  'page-size-negative',
  'page-size-not-integer',
  'upload-marker-invalid',
  'encoding-type-invalid',
  'delimiter-unsupported',
  'key-marker-outside-prefix',
  // the bytes themselves
  'malformed-xml',
  'missing-length',
  'incomplete-body',
  'transfer-encoding',
  'invalid-digest',
  'bad-digest',
  'invalid-checksum',
  'bad-checksum',
  'malformed-trailer',
  'unsupported-trailer',
  'invalid-chunk-size',
  'payload-hash-mismatch',
  'payload-hash-missing',
  'payload-hash-invalid',
  'invalid-argument',
  'invalid-request',
  'method-not-allowed',
  'not-implemented',
  'unknown-operation',
  'internal-error',
  'key-not-expected',
  'request-timeout',
  'entity-too-large-document',
  // who asks
  'access-denied',
  'anonymous-create',
  'unknown-access-key',
  'signature-mismatch',
  'skewed-clock',
  'missing-date',
  'malformed-authorization',
  'wrong-scope',
  'unsigned-headers',
  'expired',
  'malformed-presign',
  'unsupported-authorization',
] as const;

/** Faults of vaults, which only Glacier spells. */
export const VAULT_FAULTS = [
  'vault-not-found',
  'vault-not-empty',
  'archive-not-found',
  'archive-upload-not-found',
  'inventory-not-found',
  'job-not-found',
  'job-not-ready',
  'part-size-invalid',
  'too-many-ranges',
  'tree-hash-mismatch',
  'parameter-missing',
  'parameter-invalid',
  'malformed-json',
] as const;

export type VaultFault = (typeof VAULT_FAULTS)[number];
export type Fault = (typeof FAULTS)[number] | VaultFault;
