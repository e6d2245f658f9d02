/** Rules that a profile names and that refuse nothing there: leaving one out must change no verdict. */
import type { Profile } from '../../suites/reader/profile.js';

type Reason = (profile: Profile) => string | false;

const choice = (name: string, value: string) => (profile: Profile) =>
  profile.choices[name]?.is === value && `${name} is ${value}`;
const unlimited = (name: string) => (profile: Profile) => profile.limits[name]?.is === null && `${name} is none`;
const never = (because: string) => () => because;
const lacking = (operation: string) => (profile: Profile) =>
  profile.unsupported.some((one) => one.operation === operation) && `it is asked of ${operation} only`;

/** Of a provider that takes no notice of encryption headers. */
const deaf = choice('encryptionHeaders', 'ignored');
const offered = choice('encryptionHeaders', 'honoured');
const IGNORED = choice('checksums', 'ignored');
const unlocked = choice('objectLock', 'ignored');
const untagged = choice('objectTags', 'ignored');
const unshared = choice('objectAcl', 'ignored');

const IDLE: Readonly<Record<string, readonly Reason[]>> = {
  'create/object-expiry': [choice('objectExpires', 'ignored')],
  'list-uploads/marker-outside-prefix': [choice('markerOutsidePrefix', 'allowed')],
  'list-uploads/delimiter': [choice('uploadsDelimiter', 'any')],
  'list-uploads/id-marker-of-another-key': [choice('uploadMarker', 'ignored')],
  'attributes/tags': [untagged],
  'attributes/tags-at-create': [untagged],
  'attributes/acl': [unshared],
  'attributes/acl-disabled': [unshared, choice('objectAcl', 'honoured')],
  'attributes/lock': [unlocked],
  'attributes/lock-needs-bucket': [unlocked],
  'attributes/lock-needs-digest': [unlocked],
  'attributes/locked': [unlocked],
  'read-back/archived': [({ storageClasses }) => storageClasses.archived.length === 0 && 'nothing is archived'],
  'encryption/only-at-create': [deaf],
  'encryption/not-offered': [offered, deaf],
  'encryption/customer-key-over-http': [
    deaf,
    never('the mock stands for a service behind TLS (customer-keys.test.ts)'),
  ],
  'encryption/customer-key-with-another': [deaf],
  'encryption/customer-key': [deaf],
  'encryption/customer-keys-blocked': [deaf],
  'encryption/algorithm': [deaf],
  'encryption/kms-headers': [deaf],
  'encryption/kms-key': [deaf],
  'encryption/part-key': [deaf],
  'encryption/read-key': [deaf],
  'encryption/source-key': [deaf],
  'complete/unlisted-parts': [choice('unlistedParts', 'dropped')],
  // Such a list names parts that are not there, and the suites take either refusal.
  'complete/max-parts': [never('complete/parts-exist refuses the same lists')],
  // Only AWS was seen to tell which argument it minds.
  'complete/number-below-one': [({ id }) => id !== 'aws-s3' && 'complete/parts-exist refuses the same lists'],
  'complete/min-part-size': [({ limits }) => limits.minPartSize?.is === 0 && 'minPartSize is 0'],
  'checksum/algorithm': [IGNORED],
  'checksum/type': [IGNORED],
  'checksum/part-algorithm': [IGNORED],
  'checksum/part-missing': [IGNORED],
  'checksum/part-in-complete': [IGNORED],
  'checksum/consecutive': [IGNORED],
  'checksum/object-size': [IGNORED],
  'checksum/object': [IGNORED],
  'permissions/explicit-deny': [lacking('put-policy')],
  'permissions/policy-silence': [choice('policySilence', 'owner-allowed')],
  'permissions/requester-pays': [lacking('put-payment')],
  'permissions/policy-of-owner': [lacking('put-policy')],
  'permissions/policy-form': [lacking('put-policy')],
  'permissions/policy-absent': [lacking('get-policy')],
  'permissions/copy-part': [lacking('put-policy')],
  'permissions/kms-data-key': [deaf],
  'permissions/kms-decrypt': [deaf],
  'upload-part-copy/source-exists': [lacking('upload-part-copy')],
  'upload-part/max-size': [unlimited('maxPartSize')],
  'limits/put-size': [unlimited('maxPutSize')],
  'limits/object-size': [unlimited('maxObjectSize'), never('no test sends terabytes')],
  'limits/copy-source-size': [unlimited('maxCopySource'), never('no test stores more than 5 GiB to copy it')],
};

/** Why this rule refuses nothing under this profile, or undefined when it does. */
export function idleBecause(rule: string, profile: Profile): string | undefined {
  return (IDLE[rule] ?? []).map((reason) => reason(profile)).find((reason) => reason !== false) || undefined;
}
