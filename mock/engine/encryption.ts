/**
 * How objects are encrypted, as a contract: what was asked, what is then shown, and which key is wanted again. Nothing is
 * really encrypted, and of a customer's key only its MD5 ever comes here.
 */
import type { Bucket, Identity, Policy } from './types.js';

/** A customer's key as a request described it; the key itself stays in the dialect. */
export interface CustomerKey {
  readonly algorithm: string | undefined;
  /** Bytes of the key; undefined when none was sent. */
  readonly size: number | undefined;
  /** base64 MD5 as the client sent it. */
  readonly md5: string | undefined;
  /** base64 MD5 of the key that came; undefined when none was sent. */
  readonly fingerprint: string | undefined;
}

/** What a request asks for; absent fields were not sent. */
export interface EncryptionAsked {
  readonly algorithm?: string;
  readonly kmsKeyId?: string;
  /** base64 as sent, and whether it holds a map of texts. */
  readonly kmsContext?: { readonly text: string; readonly sound: boolean };
  readonly bucketKey?: boolean;
  readonly customer?: CustomerKey;
}

/** How something is stored, and what each answer about it says. */
export type Encryption =
  | { readonly kind: 'provider' }
  | {
      readonly kind: 'kms';
      readonly algorithm: string;
      /** A full ARN. */
      readonly keyId: string;
      readonly context: string | undefined;
      readonly bucketKey: boolean;
    }
  | { readonly kind: 'customer'; readonly algorithm: string; readonly keyMd5: string };

/** What a bucket does with uploads that ask for nothing, and whether it takes customers' keys at all. */
export interface BucketEncryption {
  readonly algorithm: string;
  readonly kmsKeyId: string | undefined;
  readonly bucketKey: boolean;
  /** AWS blocks SSE-C on every bucket made since April 2026, until its owner says otherwise. */
  readonly customerKeys: 'blocked' | 'allowed';
}

type KeyState = 'enabled' | 'disabled' | 'pending-deletion';

/** What storing under a key needs, and what reading it back does (S3-236). */
export type KeyAction = 'kms:GenerateDataKey' | 'kms:Decrypt';

interface KmsKey {
  readonly id: string;
  readonly alias: string;
  readonly state: KeyState;
  /** What the key's own policy grants to accounts and not to their users. */
  readonly withheld?: KeyAction;
}

/**
 * The keys this mock's KMS knows, in every region. The first is the provider's own, taken when a request names none; the others
 * but the second are there to be refused: to everybody (S3-025), or to whom their policies do not name (S3-236).
 */
export const KMS_KEYS: readonly KmsKey[] = [
  { id: '5a3b0c6e-8f0d-4c0b-9a53-2f6a3e1d7c01', alias: 'alias/aws/s3', state: 'enabled' },
  { id: '5a3b0c6e-8f0d-4c0b-9a53-2f6a3e1d7c02', alias: 'alias/multiparity', state: 'enabled' },
  { id: '5a3b0c6e-8f0d-4c0b-9a53-2f6a3e1d7c03', alias: 'alias/multiparity-disabled', state: 'disabled' },
  { id: '5a3b0c6e-8f0d-4c0b-9a53-2f6a3e1d7c04', alias: 'alias/multiparity-pending', state: 'pending-deletion' },
  {
    id: '5a3b0c6e-8f0d-4c0b-9a53-2f6a3e1d7c05',
    alias: 'alias/multiparity-no-data-key',
    state: 'enabled',
    withheld: 'kms:GenerateDataKey',
  },
  {
    id: '5a3b0c6e-8f0d-4c0b-9a53-2f6a3e1d7c06',
    alias: 'alias/multiparity-no-decrypt',
    state: 'enabled',
    withheld: 'kms:Decrypt',
  },
];

/** Whether somebody may use a key for something. KMS knows nobody who did not sign. */
export function mayUse(keyName: string, action: KeyAction, who: Identity, region: string): boolean {
  if (who.anonymous) return false;
  return who.user === undefined || kmsKey(keyName, region)?.withheld !== action;
}

const prefix = (region: string): string => `arn:aws:kms:${region}:000000000000:`;

/** The full ARN of a key, which is how answers show it (S3-024). */
export function keyArn({ id }: KmsKey, region: string): string {
  return `${prefix(region)}key/${id}`;
}

/** The key that an id, an alias, or the ARN of either names; without a name, the provider's own. */
export function kmsKey(name: string | undefined, region: string): KmsKey | undefined {
  if (name === undefined) return KMS_KEYS[0];
  const local = name.startsWith(prefix(region)) ? name.slice(prefix(region).length).replace(/^key\//, '') : name;
  return KMS_KEYS.find(({ id, alias }) => id === local || alias === local);
}

/** Whether an algorithm is one that a KMS key serves. */
export function isKms(algorithm: string | undefined): boolean {
  return algorithm === 'aws:kms' || algorithm === 'aws:kms:dsse';
}

/**
 * What an upload without a refusal is stored with: what it asked for, else the bucket's default. Undefined where the provider
 * takes no notice of encryption headers.
 */
export function settled(asked: EncryptionAsked | undefined, bucket: Bucket, policy: Policy): Encryption | undefined {
  const { region, choices } = policy;
  if (choices.encryptionHeaders !== 'honoured') return undefined;
  if (asked?.customer) {
    const { algorithm = '', fingerprint = '' } = asked.customer;
    return { kind: 'customer', algorithm, keyMd5: fingerprint };
  }
  const algorithm = asked?.algorithm ?? bucket.encryption?.algorithm;
  if (!isKms(algorithm)) return asked?.algorithm === undefined ? undefined : { kind: 'provider' };
  const named = asked?.algorithm === undefined ? bucket.encryption?.kmsKeyId : asked.kmsKeyId;
  const key = kmsKey(named, region);
  return {
    kind: 'kms',
    algorithm: algorithm!,
    keyId: key ? keyArn(key, region) : (named ?? ''),
    context: asked?.kmsContext?.text,
    bucketKey: asked?.bucketKey ?? bucket.encryption?.bucketKey ?? false,
  };
}

/** Whether the ETag of bytes stored so is something else than their MD5 (S3-075). */
export function hidesMd5(encryption: Encryption | undefined): boolean {
  return encryption?.kind === 'kms' || encryption?.kind === 'customer';
}
