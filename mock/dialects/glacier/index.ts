/** The dialect of S3 Glacier's vaults: REST with JSON, byte ranges instead of part numbers, tree hashes instead of entity tags. */
import type { Dialect } from '../dialect.js';
import { authenticate } from './auth.js';
import { bodyPlan } from './body.js';
import { detect, operations } from './detect.js';
import { etags, newRequestId, newUploadId } from './ids.js';
import { bodyKind, parse } from './parse.js';
import { refuse, render } from './render.js';

export const glacier: Dialect = {
  id: 'glacier',
  operations,
  etags,
  newUploadId,
  newRequestId,
  detect,
  authenticate,
  anonymous: () => ({ rule: 'auth/anonymous', fault: 'anonymous-create', detail: {} }),
  bodyKind,
  bodyPlan,
  parse,
  render,
  refuse,
};
