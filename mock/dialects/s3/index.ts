/** The S3 dialect: REST with XML, as AWS speaks it and its imitators do. */

import type { Dialect } from '../dialect.js';
import { authenticate } from './auth.js';
import { bodyPlan } from './body.js';
import { detect } from './detect.js';
import { etags, newRequestId, newUploadId } from './ids.js';
import { ROUTES } from './operations.js';
import { bodyKind, parse } from './parse.js';
import { setting } from './parse-access.js';
import { refuse } from './refuse.js';
import { render } from './render.js';

export const s3: Dialect = {
  id: 's3',
  operations: new Set(ROUTES.operations.map(({ op }) => op)),
  etags,
  newUploadId,
  newRequestId,
  detect: (request, { domains }) => detect(request, domains),
  authenticate: ({ request }, options) => authenticate(request, options),
  bodyKind,
  bodyPlan,
  parse,
  setting,
  render,
  refuse,
};
