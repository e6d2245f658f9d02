/** What a copy refuses because of its source. These rules wait until the shell has looked at the source (`found`). */
import { failedCopyCondition } from './conditions.js';
import { namedVersion } from './reading.js';
import { type Asked, type Rule, rule } from './rule.js';
import type { ObjectVersion } from './types.js';

const COPIES = ['upload-part-copy', 'copy-object'] as const;
const READING = ['get-object', 'head-object', ...COPIES] as const;

type Copying = Asked<(typeof COPIES)[number]>['command'];

/** The version to be copied, where there is one. */
export function sourceOf({ found }: Copying): ObjectVersion | undefined {
  return found?.kind === 'found' ? found.version : undefined;
}

export const copyRules: Readonly<Record<string, Rule>> = {
  'upload-part-copy/range-form': rule(['upload-part-copy'], ({ command }) =>
    command.range?.value === null
      ? { fault: 'copy-range-malformed', detail: { value: command.range.text } }
      : undefined,
  ),

  'upload-part-copy/source-exists': rule(COPIES, ({ command }) => {
    const { bucket, key, versionId } = command.source;
    const detail = { bucket, key, versionId: versionId ?? '' };
    switch (command.found?.kind) {
      case 'no-such-bucket':
        return { fault: 'no-such-bucket', detail };
      case 'no-such-version':
        return { fault: 'no-such-version', detail };
      case 'delete-marker':
        return { fault: 'copy-source-delete-marker', detail };
      case 'no-such-key':
        return { fault: 'no-such-key', detail };
      default:
        return undefined;
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
    return archivedClass(sourceOf(command)) === undefined ? undefined : { fault: 'source-archived' };
  }),

  'upload-part-copy/conditions': rule(COPIES, ({ command, now, policy }) => {
    const source = sourceOf(command);
    const failed = source && failedCopyCondition(command.source.conditions, source, now);
    if (!failed) return undefined;
    const unchanged =
      /-If-(None-Match|Modified-Since)$/.test(failed) && policy.choices.copyNotModified === 'not-modified';
    return { fault: unchanged ? 'copy-not-modified' : 'copy-precondition-failed', detail: { condition: failed } };
  }),

  'upload-part-copy/range-bounds': rule(['upload-part-copy'], ({ command }) => {
    const source = sourceOf(command);
    if (!source || !command.range?.value) return undefined;
    const { size } = source;
    const { first, last } = command.range.value;
    if (first === undefined || last === undefined || last < size) return undefined;
    // AWS tells a range that starts inside the source from one wholly outside (S3-088, S3-089).
    return first < size
      ? { fault: 'copy-range-outside', detail: { value: command.range.text, size } }
      : { fault: 'copy-range-beyond', detail: { value: command.range.text, size } };
  }),

  'limits/copy-source-size': rule(COPIES, ({ command, policy }) => {
    const max = policy.limits.maxCopySource ?? Number.POSITIVE_INFINITY;
    const size = 'range' in command && command.range ? 0 : (sourceOf(command)?.size ?? 0);
    return size > max ? { fault: 'copy-source-too-large', detail: { size, max } } : undefined;
  }),
};
