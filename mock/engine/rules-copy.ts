/** What a copy refuses because of its source. These rules wait until the shell has looked at the source (`found`). */
import { failedCopyCondition } from './conditions.js';
import { namedVersion } from './reading.js';
import { type Rule, rule } from './rule.js';
import type { ObjectVersion } from './types.js';

const COPIES = ['upload-part-copy', 'copy-object'] as const;
const READING = ['get-object', 'head-object', ...COPIES] as const;

export const copyRules: Readonly<Record<string, Rule>> = {
  'upload-part-copy/range-form': rule(['upload-part-copy'], ({ command }) =>
    command.range?.value === null
      ? { fault: 'copy-range-malformed', detail: { value: command.range.text } }
      : undefined,
  ),

  'upload-part-copy/source-exists': rule(COPIES, ({ command }) => {
    if (!command.found || command.found.kind === 'found') return undefined;
    const { bucket, key, versionId } = command.source;
    const detail = { bucket, key, versionId: versionId ?? '' };
    switch (command.found.kind) {
      case 'no-such-bucket':
        return { fault: 'no-such-bucket', detail };
      case 'no-such-version':
        return { fault: 'no-such-version', detail };
      case 'delete-marker':
        return { fault: 'copy-source-delete-marker', detail };
      case 'no-such-key':
        return { fault: 'no-such-key', detail };
    }
  }),

  // What is archived must be restored before it is read or copied (S3-094).
  'read-back/archived': rule(READING, ({ command, bucket, policy }) => {
    const archivedClass = (version: ObjectVersion | undefined): string | undefined =>
      policy.storageClasses.archived.find((one) => one === version?.attributes.storageClass);
    if (!('source' in command)) {
      const storageClass = command.op === 'get-object' ? archivedClass(namedVersion(bucket, command)) : undefined;
      return storageClass === undefined ? undefined : { fault: 'archived', detail: { storageClass } };
    }
    const source = command.found?.kind === 'found' ? command.found.version : undefined;
    return archivedClass(source) === undefined ? undefined : { fault: 'source-archived' };
  }),

  'upload-part-copy/conditions': rule(COPIES, ({ command, now, policy }) => {
    if (command.found?.kind !== 'found') return undefined;
    const failed = failedCopyCondition(command.source.conditions, command.found.version, now);
    if (!failed) return undefined;
    const unchanged =
      /-If-(None-Match|Modified-Since)$/.test(failed) && policy.choices.copyNotModified === 'not-modified';
    return { fault: unchanged ? 'copy-not-modified' : 'copy-precondition-failed', detail: { condition: failed } };
  }),

  'upload-part-copy/range-bounds': rule(['upload-part-copy'], ({ command }) => {
    if (command.found?.kind !== 'found' || !command.range?.value) return undefined;
    const { size } = command.found.version;
    const { first, last } = command.range.value;
    if (first === undefined || last === undefined || last < size) return undefined;
    // AWS tells a range that starts inside the source from one wholly outside (S3-088, S3-089).
    return first < size
      ? { fault: 'copy-range-outside', detail: { value: command.range.text, size } }
      : { fault: 'copy-range-beyond', detail: { value: command.range.text, size } };
  }),

  'limits/copy-source-size': rule(COPIES, ({ command, policy }) => {
    if (command.found?.kind !== 'found' || ('range' in command && command.range)) return undefined;
    const max = policy.limits.maxCopySource;
    const { size } = command.found.version;
    return max !== null && size > max ? { fault: 'copy-source-too-large', detail: { size, max } } : undefined;
  }),
};
