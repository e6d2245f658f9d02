/** The ids that Glacier gives out, and how hashes of parts make that of an archive. */
import { rootOf } from '../../digests/tree.js';
import type { ETag, ETags, UploadId } from '../../engine/types.js';
import { token } from '../tokens.js';

/** URL-safe text. It never begins with `-`, which a command line would take for an option. */
const urlSafe = (bytes: number): string => token(bytes).replaceAll('.', '-').replace(/^-/, 'A');

/** 92 characters, as in the examples (GLA-015). */
export const newUploadId = (): UploadId => urlSafe(69) as UploadId;

export const newRequestId = (): string => urlSafe(36);

/** There are no entity tags here; tree hashes take their place, and those of parts join to that of the archive (GLA-121). */
export const etags: ETags = {
  ofBytes: (md5) => md5 as ETag,
  ofParts: (roots) => rootOf(roots.map((root) => Buffer.from(root, 'hex'))).toString('hex') as ETag,
};
