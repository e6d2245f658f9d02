/** The OSS dialect: Alibaba Cloud's own REST with XML, as ali-oss speaks it. */
import type { Refusal } from '../../engine/types.js';
import type { Dialect } from '../dialect.js';
import { authenticate } from './auth.js';
import { bodyPlan } from './body.js';
import { detect } from './detect.js';
import { etags, newRequestId, newUploadId } from './ids.js';
import { ROUTES } from './operations.js';
import { bodyKind, parse } from './parse.js';
import { refuse } from './refuse.js';
import { render } from './render.js';

/** OSS-179. */
function anonymous(): Refusal {
  const message = 'You have no right to access this object because of bucket acl.';
  return { rule: 'auth/anonymous', fault: 'access-denied', detail: { message, ec: '0003-00000001' } };
}

export const oss: Dialect = {
  id: 'oss',
  operations: new Set(ROUTES.operations.map(({ op }) => op)),
  etags,
  newUploadId,
  newRequestId,
  detect,
  authenticate,
  anonymous,
  bodyKind,
  bodyPlan,
  parse,
  render,
  refuse,
};
