/** Requests about multipart uploads → commands. */
import { isRefusal } from '../dialect.js';
import { optionalRange } from '../xml/headers.js';
import { MALFORMED, objectOf, type Parser, partOf, uploadOf } from '../xml/parser.js';
import { readClaims } from '../xml/part-list.js';
import { badAcl, misplaced, storedAttributes } from './attributes.js';
import { readCallback } from './callback.js';
import { ACL_HEADER, copySource, declaredLength, forbidsOverwrite } from './values.js';

export const parseCreate: Parser<'create'> = (call) => {
  const attributes = storedAttributes(call);
  if (isRefusal(attributes)) return attributes;
  return {
    op: 'create',
    ...objectOf(call),
    attributes,
    sequential: call.query.has('sequential'),
    forbidOverwrite: forbidsOverwrite(call.request.headers),
  };
};

export const parseUploadPart: Parser<'upload-part'> = (call) =>
  misplaced(call) ?? {
    op: 'upload-part',
    ...partOf(call),
    length: declaredLength(call.request.headers),
  };

export const parseUploadPartCopy: Parser<'upload-part-copy'> = (call) => {
  const source = copySource(call.request.headers);
  if (isRefusal(source)) return source;
  const range = optionalRange(call.request.headers['x-oss-copy-source-range'], 'both-ends');
  return { op: 'upload-part-copy', ...partOf(call), source, ...range };
};

export const parseComplete: Parser<'complete'> = (call, document) => {
  const wrong = misplaced(call) ?? badAcl(call.request.headers);
  if (wrong) return wrong;
  const { headers } = call.request;
  const acl = headers[ACL_HEADER];
  const callback = readCallback(call);
  if (callback && isRefusal(callback)) return callback;
  const all = headers['x-oss-complete-all']?.toLowerCase() === 'yes';
  const forbidOverwrite = forbidsOverwrite(headers);
  const base = {
    op: 'complete',
    ...uploadOf(call),
    conditions: {},
    forbidOverwrite,
    all,
    ...(acl && { headers: { [ACL_HEADER]: acl } }),
    ...(callback && { callback }),
  } as const;
  // With `x-oss-complete-all` a body is refused whatever it says (OSS-088).
  if (document.length === 0 || all) return { ...base, claims: [], bare: document.length === 0 };
  const claims = readClaims(document);
  return claims ? { ...base, claims, bare: false } : MALFORMED;
};
