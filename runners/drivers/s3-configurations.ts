/** Documents that say what a bucket is set to: written for a question, and read out of an answer. */
import type { Ask, Json } from './driver.js';
import { element, escaped } from './s3-documents.js';
import { flag, list, member, text, type Wire } from './wire.js';

/** A bucket's default encryption; what the question does not name is left out. */
export function defaultEncryption({ encryption, kmsKeyId, bucketKey, customerKeys }: Ask): string {
  const key = kmsKeyId === undefined ? '' : element('KMSMasterKeyID', escaped(kmsKeyId));
  const chosen =
    encryption === undefined
      ? ''
      : element('ApplyServerSideEncryptionByDefault', element('SSEAlgorithm', escaped(encryption)) + key);
  const flagged = bucketKey === undefined ? '' : element('BucketKeyEnabled', String(bucketKey));
  const type = customerKeys === 'allowed' ? 'NONE' : 'SSE-C';
  const blocked = customerKeys === undefined ? '' : element('BlockedEncryptionTypes', element('EncryptionType', type));
  return element('ServerSideEncryptionConfiguration', element('Rule', chosen + blocked + flagged), true);
}

/** The same out of an answer; buckets older than the blocking of customers' keys say nothing of it. */
export function defaultEncryptionOf(w: Wire): Readonly<Record<string, Json>> {
  const [rule = {}] = list(member(w, 'ServerSideEncryptionConfiguration').Rules);
  const chosen = member(rule, 'ApplyServerSideEncryptionByDefault');
  const types = [member(rule, 'BlockedEncryptionTypes').EncryptionType].flat().map(text);
  return {
    encryption: text(chosen.SSEAlgorithm),
    kmsKeyId: text(chosen.KMSMasterKeyID),
    bucketKey: flag(rule.BucketKeyEnabled),
    customerKeys: types.includes('SSE-C') ? 'blocked' : types.includes('NONE') ? 'allowed' : null,
  };
}
