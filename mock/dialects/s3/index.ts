/** The S3 dialect: REST with XML, as AWS speaks it and its imitators do. */

import type { Refusal } from '../../engine/types.js';
import type { Call, Dialect } from '../dialect.js';
import { authenticate } from './auth.js';
import { bodyPlan } from './body.js';
import { detect } from './detect.js';
import { etags, newRequestId, newUploadId } from './ids.js';
import { OPERATIONS } from './operations.js';
import { bodyKind, parse } from './parse.js';
import { refuse } from './refuse.js';
import { render } from './render.js';

function anonymous(call: Call): Refusal {
  // S3-042: an anonymous Create is told to authenticate; everything else is plainly denied.
  return { rule: 'auth/anonymous', fault: call.op === 'create' ? 'anonymous-create' : 'access-denied', detail: {} };
}

export const s3: Dialect = {
  id: 's3',
  operations: new Set(OPERATIONS.map(({ op }) => op)),
  etags,
  newUploadId,
  newRequestId,
  detect: (request, { domains }) => detect(request, domains),
  authenticate: ({ request }, options) => authenticate(request, options),
  anonymous,
  bodyKind,
  bodyPlan,
  parse,
  render,
  refuse,
};
