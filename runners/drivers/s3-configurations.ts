/** Documents that say what a bucket or an object is set to: written for a question, and read out of an answer. */
import type { Ask } from './ask.js';
import type { Json } from './observation.js';
import { momentShown } from './s3-attributes.js';
import { root } from './s3-documents.js';
import { flag, list, member, person, text, type Wire } from './wire.js';
import { element, escaped, tagElement } from './xml-documents.js';

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
  return root('ServerSideEncryptionConfiguration', element('Rule', chosen + blocked + flagged));
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

/** Tags of an object. */
export function tagging({ tags = [] }: Ask): string {
  const each = tags.map(({ key, value }) => tagElement(key, value));
  return root('Tagging', element('TagSet', each.join('')));
}

/** Retention of a version. */
export function retention({ lockMode, retainUntil }: Ask): string {
  const mode = lockMode === undefined ? '' : element('Mode', escaped(lockMode));
  const until = retainUntil === undefined ? '' : element('RetainUntilDate', escaped(retainUntil));
  return root('Retention', mode + until);
}

/** Legal hold of a version. */
export function legalHold({ legalHold: status = 'ON' }: Ask): string {
  return root('LegalHold', element('Status', escaped(status)));
}

export function tagsOf(w: Wire): Readonly<Record<string, Json>> {
  return { tags: Object.fromEntries(list(w.TagSet).map((tag) => [text(tag.Key) ?? '', text(tag.Value)])) };
}

export function grantsOf(w: Wire): Readonly<Record<string, Json>> {
  const grants = list(w.Grants).map((grant) => {
    const grantee = member(grant, 'Grantee');
    return { permission: text(grant.Permission), id: text(grantee.ID), uri: text(grantee.URI) };
  });
  return { owner: person(w.Owner), grants };
}

export function retentionOf(w: Wire): Readonly<Record<string, Json>> {
  const { Mode, RetainUntilDate } = member(w, 'Retention');
  return { lockMode: text(Mode), retainUntil: momentShown(RetainUntilDate) };
}
