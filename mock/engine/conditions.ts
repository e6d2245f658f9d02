/** Conditional headers: on reads as RFC 9110 orders them, on copy sources and writes as S3 does (S3-095 to S3-097, S3-132 to S3-137). */
import type { Conditions, Instant, ObjectVersion } from './types.js';

/** HTTP dates have whole seconds; so the object's time is compared in whole seconds. */
const seconds = (version: ObjectVersion): number => Math.floor(version.modifiedAt / 1000);

const matches = (wanted: string, etag: string): boolean =>
  wanted === '*' || wanted.split(',').some((one) => one.trim().replace(/^W\//, '').replaceAll('"', '') === etag);

/** What a conditional read comes to. */
export function readCondition(
  conditions: Conditions,
  version: ObjectVersion,
): 'go' | 'not-modified' | { readonly failed: string } {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, version.etag)) return { failed: 'If-Match' };
  } else if (ifUnmodifiedSince !== undefined && seconds(version) > ifUnmodifiedSince) {
    return { failed: 'If-Unmodified-Since' };
  }
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, version.etag) ? 'not-modified' : 'go';
  return ifModifiedSince !== undefined && seconds(version) <= ifModifiedSince ? 'not-modified' : 'go';
}

/**
 * The copy-source condition that fails, in AWS's spelling, or undefined. A true if-match outweighs unmodified-since, a false
 * none-match is 412 and never 304, and a modified-since in the future is ignored.
 */
export function failedCopyCondition(conditions: Conditions, version: ObjectVersion, now: Instant): string | undefined {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  if (ifMatch !== undefined && !matches(ifMatch, version.etag)) return 'x-amz-copy-source-If-Match';
  if (ifNoneMatch !== undefined && matches(ifNoneMatch, version.etag)) return 'x-amz-copy-source-If-None-Match';
  if (ifMatch === undefined && ifUnmodifiedSince !== undefined && seconds(version) > ifUnmodifiedSince)
    return 'x-amz-copy-source-If-Unmodified-Since';
  if (
    ifNoneMatch === undefined &&
    ifModifiedSince !== undefined &&
    ifModifiedSince * 1000 <= now &&
    seconds(version) <= ifModifiedSince
  ) {
    return 'x-amz-copy-source-If-Modified-Since';
  }
  return undefined;
}

/** The condition that fails, by its header's name, or that there is nothing to match. */
export type WriteFinding = 'If-Match' | 'If-None-Match' | 'no-such-key';

/** A write's `If-None-Match: *` wants the key free, its If-Match wants that very object there (S3-132, S3-134). */
export function failedWriteCondition(
  { ifMatch, ifNoneMatch }: Conditions,
  current: ObjectVersion | undefined,
): WriteFinding | undefined {
  if (ifNoneMatch !== undefined && current) return 'If-None-Match';
  if (ifMatch === undefined) return undefined;
  if (!current) return 'no-such-key';
  return ifMatch === current.etag ? undefined : 'If-Match';
}
