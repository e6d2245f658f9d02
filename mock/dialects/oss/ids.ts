/** The ids and entity tags that OSS gives out. */
import { hash } from 'node:crypto';
import type { ETag, ETags, UploadId } from '../../engine/types.js';
import { hexToken } from '../tokens.js';

/**
 * Tags are capital hex digits. That of an object made of parts is the MD5 of the parts' tags as text, where S3 hashes their
 * bytes (OSS-090, OSS-091).
 */
export const etags: ETags = {
  ofBytes: (md5) => md5.toUpperCase() as ETag,
  ofParts(md5s) {
    const tags = md5s.join('').toUpperCase();
    return `${hash('md5', tags, 'hex').toUpperCase()}-${md5s.length}` as ETag;
  },
};

/** OSS-027. */
export const newUploadId = (): UploadId => hexToken(16) as UploadId;

const SERVER = hexToken(8);

/** 24 capital hex digits (OSS-002). */
export const newRequestId = (count: number): string => SERVER + count.toString(16).toUpperCase().padStart(8, '0');
