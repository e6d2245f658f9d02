/**
 * Who may do what: the owner, whom the bucket's policy allows or denies, who began an upload, who pays. These stand before
 * every rule about the state, so that a stranger learns nothing of it.
 */

import { allows, askerOf, began, deedsOf, denies, ownedBy } from './access/permission.js';
import type { AccessPolicy } from './access/policy.js';
import { readPolicy } from './access/read.js';
import { type Encryption, type KeyAction, mayUse, settled } from './encryption.js';
import { findVersion } from './reading.js';
import { type Asked, type Finding, type Rule, rule } from './rule.js';
import type { InBucket } from './rules.js';
import type { Identity, Op } from './types.js';

const DENIED: Finding = { fault: 'access-denied' };
const ACCOUNT = /^\d{12}$/;
const ON_POLICY = ['get-policy', 'put-policy', 'delete-policy'] as const;
const COPIES = ['upload-part-copy', 'copy-object'] as const;
const STORING = ['create', 'put-object', 'copy-object'] as const;
const OPENING = ['upload-part', ...COPIES, 'complete', 'list-parts', 'get-object', 'head-object'] as const;

const asker = ({ who, now, command }: Asked<InBucket>) => askerOf(who, now, command);
const mayByPolicy = (asked: Asked<InBucket>): boolean => allows(asked.bucket, deedsOf(asked), asker(asked));

/** The account that owns a bucket can always repair its policy; it cannot lock itself out. */
const repairs = ({ command, bucket, who }: Asked<InBucket>): boolean =>
  (ON_POLICY as readonly Op[]).includes(command.op) && ownedBy(bucket, who) && who.user === undefined;

function mayByBeginning({ command, upload, who }: Asked<InBucket>): boolean {
  return (command.op === 'abort' || command.op === 'list-parts') && began(upload, who);
}

/** S3-239: a bucket of another account than the client thinks. */
function wrongOwner(
  expected: string | undefined,
  owner: { readonly account?: string } | undefined,
): Finding | undefined {
  if (expected === undefined) return undefined;
  if (!ACCOUNT.test(expected)) return { fault: 'expected-owner-malformed', detail: { value: expected } };
  return owner !== undefined && owner.account !== expected ? DENIED : undefined;
}

function usable(
  encryption: Encryption | undefined,
  action: KeyAction,
  who: Identity,
  region: string,
): Finding | undefined {
  return encryption?.kind !== 'kms' || mayUse(encryption.keyId, action, who, region) ? undefined : DENIED;
}

/** How the upload or the object that a request reads is stored; asking for the head of an object reads nothing of it. */
function storedAs({ command, bucket, open }: Asked<(typeof OPENING)[number]>): Encryption | undefined {
  if (command.op !== 'get-object') return open?.attributes.encryption;
  const version = findVersion(bucket, command.key, command.versionId);
  return 'fault' in version ? undefined : version.attributes.encryption;
}

export const accessRules = (onBucket: readonly InBucket[]): Readonly<Record<string, Rule>> => ({
  'permissions/expected-owner': rule(onBucket, ({ command, bucket }) =>
    wrongOwner(command.expectedOwner, bucket.owner),
  ),

  'permissions/source-expected-owner': rule(COPIES, ({ command }) =>
    wrongOwner(command.sourceExpectedOwner, command.found?.owner),
  ),

  // An upload cannot be begun anonymously even where everybody may write (S3-042).
  'auth/anonymous': rule(onBucket, (asked) => {
    if (!asked.who.anonymous) return undefined;
    if (asked.command.op === 'create') return { fault: 'anonymous-create' };
    return mayByPolicy(asked) ? undefined : DENIED;
  }),

  // Without a policy that says otherwise, a bucket is its owner's alone (S3-235).
  'auth/owner': rule(onBucket, (asked) => {
    if (asked.who.anonymous || ownedBy(asked.bucket, asked.who)) return undefined;
    return mayByPolicy(asked) || mayByBeginning(asked) ? undefined : DENIED;
  }),

  // A denial is stronger than any right: that of the owner, of the initiator, or of another statement (S3-237).
  'permissions/explicit-deny': rule(onBucket, (asked) =>
    !repairs(asked) && denies(asked.bucket, deedsOf(asked), asker(asked)) ? DENIED : undefined,
  ),

  'permissions/policy-silence': rule(onBucket, (asked) => {
    if (asked.policy.choices.policySilence !== 'denied' || !asked.bucket.policy || asked.who.anonymous)
      return undefined;
    return repairs(asked) || mayByPolicy(asked) ? undefined : DENIED;
  }),

  // Only the owner's account has to do with the policy itself, whatever the policy allows.
  'permissions/policy-of-owner': rule(ON_POLICY, ({ bucket, who }) =>
    ownedBy(bucket, who) ? undefined : { fault: 'method-not-allowed', detail: { resourceType: 'BUCKETPOLICY' } },
  ),

  'permissions/policy-form': rule(['put-policy'], ({ command }) => {
    const read = readPolicy(command.text, command.bucket);
    return 'fault' in read ? { fault: read.fault, detail: { message: read.message } } : undefined;
  }),

  'permissions/policy-absent': rule(['get-policy'], ({ bucket }) =>
    bucket.policy ? undefined : { fault: 'no-such-policy', detail: { bucket: bucket.name } },
  ),

  // The owner always pays; whoever else asks must say that they do (S3-240).
  'permissions/requester-pays': rule(onBucket, ({ command, bucket, who }) =>
    bucket.requesterPays && !ownedBy(bucket, who) && (who.anonymous || command.payer !== 'requester')
      ? DENIED
      : undefined,
  ),

  // Storing under a key asks for a data key, and everything that reads what is stored for that one to be decrypted (S3-236).
  'permissions/kms-data-key': rule(STORING, ({ command, bucket, policy, who }) =>
    usable(settled(command.encryption, bucket, policy), 'kms:GenerateDataKey', who, policy.region),
  ),

  'permissions/kms-decrypt': rule(OPENING, (asked) => {
    const { command, policy, who } = asked;
    const source = 'found' in command && command.found?.kind === 'found' ? command.found.version : undefined;
    return (
      usable(storedAs(asked), 'kms:Decrypt', who, policy.region) ??
      usable(source?.attributes.encryption, 'kms:Decrypt', who, policy.region)
    );
  }),

  'permissions/copy-part': rule(COPIES, ({ command }) => (command.found?.forbidden ? DENIED : undefined)),
});

/** The policy a `put-policy` sets. Where the profile does not check its form, what cannot be read says nothing. */
export function policyOf({ text, bucket }: { readonly text: string; readonly bucket: string }): AccessPolicy {
  const read = readPolicy(text, bucket);
  return 'fault' in read ? { text, statements: [] } : read;
}
