/** The ids and entity tags that S3 gives out. */
import { hash } from 'node:crypto';
import type { ETag, ETags, UploadId } from '../../engine/types.js';
import { hexToken, token } from '../tokens.js';

/** A part's tag is its MD5; that of an object made of parts is the MD5 of their MD5s, as bytes (S3-049, S3-214). */
export const etags: ETags = {
  ofBytes: (md5) => md5 as ETag,
  ofParts: (md5s) => `${hash('md5', Buffer.from(md5s.join(''), 'hex'), 'hex')}-${md5s.length}` as ETag,
};

export const newUploadId = (): UploadId => token(64) as UploadId;

const SERVER = hexToken(4);

/** 16 capital hex digits. */
export const newRequestId = (count: number): string => SERVER + count.toString(16).toUpperCase().padStart(8, '0');
