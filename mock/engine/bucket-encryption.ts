/** A bucket's default encryption: what it shows, and what may be set. */
import { answer, type Decision } from './decision.js';
import { type BucketEncryption, isKms } from './encryption.js';
import type { Bucket, CommandOf, Policy, Refusal } from './types.js';

/** Every bucket has a default; one that was never set shows the provider's. */
export function shownEncryption(bucket: Bucket, { choices }: Policy): BucketEncryption {
  const { customerKeys = 'allowed' } = choices;
  return bucket.encryption ?? { algorithm: 'AES256', kmsKeyId: undefined, bucketKey: false, customerKeys };
}

/** A key of KMS goes with an algorithm of KMS only; whether it exists is asked when something is stored. */
export function putEncryption(
  bucket: Bucket,
  command: CommandOf<'put-encryption'>,
  policy: Policy,
): Decision | Refusal {
  const before = shownEncryption(bucket, policy);
  const { algorithm = 'AES256', kmsKeyId, bucketKey = false, customerKeys } = command.encryption;
  if (kmsKeyId !== undefined && !isKms(algorithm))
    return { rule: 'encryption/bucket-default', fault: 'default-encryption-invalid', detail: {} };
  return answer(
    { op: 'put-encryption', bucket: bucket.name },
    {
      type: 'encryption-set',
      bucket: bucket.name,
      // A configuration that says nothing of customers' keys leaves them as they were.
      encryption: { algorithm, kmsKeyId, bucketKey, customerKeys: customerKeys ?? before.customerKeys },
    },
  );
}
