/**
 * Every promise the engine can refuse by: one entry for each rule, keyed by the id that the suites, the command line, the
 * `x-mock-rule` header and the reports use. A profile lists the ids it keeps, in the order in which they refuse; a rule
 * that is left out is not checked.
 */
import { type Finding, type Rule, rule } from './rule.js';
import { accessRules } from './rules-access.js';
import { attributeRules } from './rules-attributes.js';
import { checksumRules } from './rules-checksums.js';
import { completeRules } from './rules-complete.js';
import { conditionRules } from './rules-conditions.js';
import { copyRules } from './rules-copy.js';
import { encryptionRules } from './rules-encryption.js';
import { lifecycleRules } from './rules-lifecycle.js';
import { ossRules } from './rules-oss.js';
import type { Op, Policy } from './types.js';
import { vaultRules } from './vaults/rules.js';

const IN_BUCKET = [
  'delete-bucket',
  'head-bucket',
  'get-location',
  'get-versioning',
  'put-versioning',
  'put-lifecycle',
  'get-lifecycle',
  'delete-lifecycle',
  'get-tagging',
  'put-tagging',
  'delete-tagging',
  'get-acl',
  'get-retention',
  'put-retention',
  'get-legal-hold',
  'put-legal-hold',
  'get-encryption',
  'put-encryption',
  'get-policy',
  'put-policy',
  'delete-policy',
  'get-payment',
  'put-payment',
  'put-object',
  'get-object',
  'head-object',
  'get-attributes',
  'copy-object',
  'delete-object',
  'delete-objects',
  'list-objects',
  'list-versions',
  'create',
  'upload-part',
  'upload-part-copy',
  'complete',
  'abort',
  'list-parts',
  'list-uploads',
] as const;
/** Operations that find their bucket. */
export type InBucket = (typeof IN_BUCKET)[number];
const STORING = ['create', 'put-object', 'copy-object'] as const;
/** When an object ends, as Storj takes it: a moment, a time from now, or never (STO-013). */
const EXPIRY =
  /^(none|[+-]?(\d+(\.\d+)?(h|m|s|ms|us|ns))+|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2}))$/;
const ON_UPLOAD = ['upload-part', 'upload-part-copy', 'complete', 'abort', 'list-parts'] as const;

export const RULES: Readonly<Record<string, Rule>> = {
  ...accessRules(IN_BUCKET),

  'names/key-length': rule(STORING, ({ command, policy }) => {
    const size = utf8Length(command.key);
    return size > policy.limits.keyBytes
      ? { fault: 'key-too-long', detail: { size, max: policy.limits.keyBytes } }
      : undefined;
  }),

  'limits/metadata-size': rule(STORING, ({ command, policy }) => {
    const size = Object.entries(command.attributes.metadata).reduce(
      (sum, [name, value]) => sum + utf8Length(name) + utf8Length(value),
      0,
    );
    return size > policy.limits.metadataBytes
      ? { fault: 'metadata-too-large', detail: { size, max: policy.limits.metadataBytes } }
      : undefined;
  }),

  'create/storage-class': rule(STORING, ({ command, policy }) => {
    const given = command.attributes.storageClass;
    const { accepted, notImplemented, aliases } = policy.storageClasses;
    if (given === undefined || accepted.includes(given) || Object.hasOwn(aliases, given)) return undefined;
    if (notImplemented.includes(given))
      return { fault: 'storage-class-not-implemented', detail: { name: 'x-amz-storage-class' } };
    return { fault: 'invalid-storage-class', detail: { storageClass: given } };
  }),

  'create/object-expiry': rule(['create', 'put-object'], ({ command, policy }) => {
    const given = command.attributes.metadata['object-expires'];
    return policy.choices.objectExpires === 'ignored' || given === undefined || EXPIRY.test(given)
      ? undefined
      : { fault: 'invalid-expiry', detail: { value: given } };
  }),

  'upload-part/number-range': rule(['upload-part', 'upload-part-copy'], ({ command, policy }) => {
    const { partNumberMin, partNumberMax } = policy.limits;
    const { value, text } = command.number;
    if (value >= partNumberMin && value <= partNumberMax) return undefined;
    return { fault: 'part-number-out-of-range', detail: { value: text, min: partNumberMin, max: partNumberMax } };
  }),

  'lifetime/upload-must-be-open': rule(ON_UPLOAD, ({ command, upload, policy }) => {
    if (upload?.state === 'open') return undefined;
    const { choices } = policy;
    const gone: Finding = { fault: 'no-such-upload', detail: { uploadId: command.uploadId } };
    if (command.op === 'abort') {
      const quiet = upload ? choices.repeatedAbort === 'no-content' : choices.unknownAbort === 'no-content';
      return quiet ? undefined : gone;
    }
    if (upload?.state === 'completed' && command.op === 'complete') {
      if (choices.secondComplete === 'same-answer' && sameClaims(upload.claims, command.claims)) return undefined;
      return choices.secondComplete === 'no-such-key' ? { fault: 'no-such-key', detail: { key: command.key } } : gone;
    }
    if (upload?.state === 'aborted') {
      if (command.op === 'list-parts' && choices.partsAfterAbort === 'empty') return undefined;
      if (command.op === 'complete' && choices.completeAfterAbort === 'part-not-found') {
        return {
          fault: 'part-not-found',
          detail: {
            uploadId: command.uploadId,
            number: command.claims[0]?.position ?? 1,
            etag: command.claims[0]?.etag ?? '',
          },
        };
      }
      if (command.op === 'upload-part' && choices.partAfterAbort === 'internal-error')
        return { fault: 'internal-error' };
    }
    return gone;
  }),

  'upload-part/max-size': rule(['upload-part'], ({ command, policy }) => {
    const size = command.body?.size ?? command.length ?? 0;
    const max = policy.limits.maxPartSize;
    return max !== null && size > max ? { fault: 'part-too-large', detail: { size, max } } : undefined;
  }),

  'limits/put-size': rule(['put-object'], ({ command, policy }) => {
    const size = command.body?.size ?? command.length ?? 0;
    const max = policy.limits.maxPutSize;
    return max !== null && size > max ? { fault: 'part-too-large', detail: { size, max } } : undefined;
  }),

  'list-parts/page-size': rule(['list-parts', 'get-attributes'], ({ command }) =>
    command.op === 'list-parts'
      ? (badNumeral('max-parts', command.max) ?? badNumeral('part-number-marker', command.marker))
      : (badNumeral('x-amz-max-parts', command.maxParts) ?? badNumeral('x-amz-part-number-marker', command.marker)),
  ),
  'list-uploads/page-size': rule(['list-uploads'], ({ command }) => badNumeral('max-uploads', command.max)),
  'list/page-size': rule(['list-objects', 'list-versions'], ({ command }) => badNumeral('max-keys', command.max)),

  'list-uploads/id-marker-of-another-key': rule(['list-uploads'], ({ command, bucket, policy }) => {
    if (policy.choices.uploadMarker === 'ignored' || command.keyMarker === '' || command.uploadMarker === '')
      return undefined;
    const marked = bucket.uploads.get(command.uploadMarker as never);
    return marked?.key === command.keyMarker
      ? undefined
      : { fault: 'upload-marker-invalid', detail: { value: command.uploadMarker } };
  }),

  'list-uploads/delimiter': rule(['list-uploads'], ({ command, policy }) =>
    policy.choices.uploadsDelimiter === 'slash-only' && !['', '/'].includes(command.delimiter)
      ? { fault: 'delimiter-unsupported', detail: { delimiter: command.delimiter } }
      : undefined,
  ),

  'list-uploads/marker-outside-prefix': rule(['list-uploads'], ({ command, policy }) =>
    policy.choices.markerOutsidePrefix === 'not-implemented' &&
    command.keyMarker !== '' &&
    !command.keyMarker.startsWith(command.prefix)
      ? { fault: 'key-marker-outside-prefix', detail: { marker: command.keyMarker, prefix: command.prefix } }
      : undefined,
  ),

  'bucket/delete-empty': rule(['delete-bucket'], ({ bucket, policy }) => {
    const uploads = policy.choices.deleteBucketWithUploads === 'refused' ? bucket.open.size : 0;
    return bucket.objects.size + uploads > 0
      ? { fault: 'bucket-not-empty', detail: { bucket: bucket.name, objects: bucket.objects.size } }
      : undefined;
  }),

  ...conditionRules,
  ...encryptionRules,
  ...checksumRules,
  ...attributeRules,
  ...copyRules,
  ...completeRules,
  ...lifecycleRules,
  ...vaultRules,
  ...ossRules,
};

/** S3-177, S3-178: a page size or marker is an integer from 0 to 2147483647. */
function badNumeral(
  name: string,
  numeral: { readonly text: string; readonly value: number } | undefined,
): Finding | undefined {
  if (!numeral) return undefined;
  if (numeral.value < 0 && numeral.value >= -2147483648)
    return { fault: 'page-size-negative', detail: { name, value: numeral.text } };
  return numeral.value >= 0 && numeral.value <= 2147483647
    ? undefined
    : { fault: 'page-size-not-integer', detail: { name, value: numeral.text } };
}

function sameClaims(
  before: readonly { position: number; etag: string }[],
  now: readonly { position: number; etag: string }[],
): boolean {
  return (
    before.length === now.length &&
    before.every((claim, i) => claim.position === now[i]!.position && claim.etag === now[i]!.etag)
  );
}

/** Bytes of a text in UTF-8, counted without making them. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit >= 0xd800 && unit < 0xdc00) {
      bytes += 4;
      i += 1;
    } else bytes += 3;
  }
  return bytes;
}

/** The rules a profile keeps for each operation, in its order: worked out once, when the policy is made. */
export function rulesByOp(policy: Policy): ReadonlyMap<Op, readonly (readonly [id: string, rule: Rule])[]> {
  const table = new Map<Op, [string, Rule][]>();
  for (const id of policy.refuses) {
    const found = RULES[id];
    if (!found) throw new Error(`profile ${policy.id} refuses by "${id}", which the engine does not know`);
    for (const op of found.on) {
      const list = table.get(op);
      if (list) list.push([id, found]);
      else table.set(op, [[id, found]]);
    }
  }
  return table;
}
