/** Conditional headers: on reads as RFC 9110 orders them, on copy sources as S3 does (S3-095 to S3-097). */
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
