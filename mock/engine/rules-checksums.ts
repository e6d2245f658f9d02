/** What the additional checksums of an upload refuse, where the provider has them. */
import { checksumOf, hasChecksums, joinedChecksum, typesOf } from './checksum.js';
import { type Asked, type Finding, type Rule, rule } from './rule.js';
import { claimed, joinedSize } from './rules-complete.js';
import type { Op } from './types.js';

function where<O extends Op>(on: readonly O[], check: (asked: Asked<O>) => Finding | undefined): Rule {
  return rule(on, (asked) => (hasChecksums(asked.policy) ? check(asked) : undefined));
}

export const checksumRules: Readonly<Record<string, Rule>> = {
  'checksum/algorithm': where(['create', 'copy-object'], ({ command }) => {
    const algorithm = command.op === 'create' ? command.checksum?.algorithm : command.checksumAlgorithm;
    return algorithm === undefined || typesOf(algorithm.toLowerCase())
      ? undefined
      : { fault: 'checksum-algorithm-unsupported', detail: { algorithm } };
  }),

  // S3-029, S3-031, S3-032. Both headers are taken in any letter case (S3-033).
  'checksum/type': where(['create'], ({ command }) => {
    const { type, algorithm } = command.checksum ?? {};
    if (type === undefined) return undefined;
    if (algorithm === undefined) return { fault: 'checksum-type-without-algorithm' };
    const wanted = type.toUpperCase();
    if (wanted !== 'COMPOSITE' && wanted !== 'FULL_OBJECT') return { fault: 'checksum-type-invalid', detail: { type } };
    const lower = algorithm.toLowerCase();
    return typesOf(lower)?.includes(wanted) === false
      ? { fault: 'checksum-type-impossible', detail: { type: wanted, algorithm: lower } }
      : undefined;
  }),

  // An upload without an algorithm takes any (S3-068), one of type FULL_OBJECT also a part without (S3-067).
  'checksum/part-algorithm': where(['upload-part'], ({ command, open }) => {
    const chosen = open?.checksum;
    const sent = command.checksum;
    if (!chosen || sent === chosen.algorithm || (sent === undefined && chosen.type === 'FULL_OBJECT')) return undefined;
    return { fault: 'part-checksum-algorithm', detail: { expected: chosen.algorithm, actual: sent ?? 'null' } };
  }),

  'checksum/part-missing': where(['complete'], ({ command, open }) => {
    if (open?.checksum?.type !== 'COMPOSITE') return undefined;
    const bare = command.claims.find(({ checksum }) => checksum === undefined);
    return (
      bare && {
        fault: 'part-checksum-missing',
        detail: { algorithm: open.checksum.algorithm, number: bare.position },
      }
    );
  }),

  'checksum/part-in-complete': where(['complete'], (asked) => {
    const { open, command } = asked;
    if (!open) return undefined;
    const parts = claimed(asked);
    for (let i = 0; i < command.claims.length; i += 1) {
      const { checksum, position, etag } = command.claims[i]!;
      if (!checksum) continue;
      const chosen = open.checksum?.algorithm;
      if (chosen !== undefined && checksum.algorithm !== chosen) {
        return {
          fault: 'part-checksum-other-algorithm',
          detail: { algorithm: checksum.algorithm, number: position },
        };
      }
      // What an upload without an algorithm was sent is not kept, so nothing can match it (S3-150).
      const part = parts[i];
      const stored = part && checksumOf(part.digests, chosen);
      if (stored?.value !== checksum.value) {
        return { fault: 'part-not-found', detail: { uploadId: command.uploadId, number: position, etag } };
      }
    }
    return undefined;
  }),

  'checksum/consecutive': where(['complete'], ({ command, open, policy }) => {
    const choice = policy.choices.gapsWithChecksums;
    if (!open?.checksum || choice === undefined || choice === 'allowed') return undefined;
    const gap = command.claims.some(({ position }, i) => position !== i + 1);
    return gap ? { fault: choice, detail: { uploadId: command.uploadId } } : undefined;
  }),

  'checksum/object-size': where(['complete'], (asked) => {
    const asserted = asked.command.objectSize;
    if (!asked.open || !asserted) return undefined;
    const { text, value } = asserted;
    const header = 'x-amz-mp-object-size';
    if (Number.isNaN(value)) {
      return { fault: 'object-size-invalid', detail: { message: `Value for ${header} header is invalid: '${text}'` } };
    }
    if (value < 0) {
      const message = `Value for ${header} header is less than zero: '${text}'`;
      return { fault: 'object-size-invalid', detail: { message } };
    }
    const size = joinedSize(asked);
    return size === value ? undefined : { fault: 'object-size-mismatch', detail: { value: text, size } };
  }),

  'checksum/object': where(['complete'], (asked) => {
    const { command, open, policy } = asked;
    if (!open) return undefined;
    const asType = command.checksumType?.toUpperCase();
    const type = open.checksum?.type;
    if (asType !== undefined && asType !== type)
      return { fault: 'object-checksum-type', detail: { type: type ?? 'null' } };
    const sent = command.checksum;
    // Without an algorithm of the upload's own it is ignored (S3-156).
    if (!sent || !open.checksum) return undefined;
    const { algorithm } = open.checksum;
    const mismatch: Finding = { fault: 'object-checksum-mismatch', detail: { algorithm } };
    if (sent.algorithm !== algorithm) return mismatch;
    const parts = claimed(asked).filter((part) => part !== undefined);
    const [, value, count] = /^(.*?)(?:-(\d+))?$/.exec(sent.value) ?? [];
    const expected = type === 'COMPOSITE' ? String(parts.length) : undefined;
    if (count !== undefined && count !== expected)
      return { fault: 'invalid-checksum', detail: { header: `x-amz-checksum-${algorithm}` } };
    if (type === 'FULL_OBJECT' && asType === undefined && policy.choices.untypedObjectChecksum === 'bad-digest')
      return mismatch;
    return joinedChecksum(open, parts, policy, asked.world)?.value === value ? undefined : mismatch;
  }),
};
