/** A reply of the engine → what S3 sends for it. */
import type { ObjectReply, Reply } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import * as access from './render-access.js';
import { renderAttributes } from './render-attributes.js';
import { renderEncryption, renderSetting } from './render-configurations.js';
import * as lists from './render-lists.js';
import * as multipart from './render-multipart.js';
import * as objects from './render-objects.js';
import { empty } from './write.js';

/** See {@link Dialect.render}. */
export function render(reply: Reply, context: RenderContext): WireResponse {
  const response = rendered(reply, context);
  if (!reply.charged) return response;
  return { ...response, headers: { ...response.headers, 'x-amz-request-charged': 'requester' } };
}

function rendered(answer: Reply, context: RenderContext): WireResponse {
  const reply = answer as ObjectReply;
  switch (reply.op) {
    case 'list-buckets':
      return lists.renderBuckets(reply, context);
    case 'create-bucket':
      return empty(context, 200, { Location: `/${reply.bucket}` });
    case 'delete-bucket':
      return empty(context, 204);
    case 'head-bucket':
      return empty(context, 200, { 'x-amz-bucket-region': context.policy.region });
    case 'put-versioning':
    case 'put-lifecycle':
      return empty(context, 200);
    case 'delete-lifecycle':
      return empty(context, 204);
    case 'get-lifecycle':
      return lists.renderLifecycle(reply, context);
    case 'put-encryption':
      return empty(context, 200);
    case 'get-tagging':
    case 'put-tagging':
    case 'delete-tagging':
    case 'get-acl':
    case 'get-retention':
    case 'put-retention':
    case 'get-legal-hold':
    case 'put-legal-hold':
      return renderSetting(reply, context);
    case 'get-encryption':
      return renderEncryption(reply, context);
    case 'put-payment':
      return empty(context, 200);
    case 'put-policy':
    case 'delete-policy':
      return empty(context, 204);
    case 'get-policy':
      return access.renderPolicy(reply, context);
    case 'get-payment':
      return access.renderPayment(reply, context);
    case 'get-location':
      return lists.renderLocation(reply, context);
    case 'get-versioning':
      return lists.renderVersioning(reply, context);
    case 'put-object':
      return objects.renderPut(reply, context);
    case 'get-object':
    case 'head-object':
      return objects.renderRead(reply, context);
    case 'get-attributes':
      return renderAttributes(reply, context);
    case 'copy-object':
      return objects.renderCopy(reply, context);
    case 'delete-object':
      return objects.renderDelete(reply, context);
    case 'delete-objects':
      return objects.renderDeletes(reply, context);
    case 'list-objects':
      return lists.renderObjects(reply, context);
    case 'list-versions':
      return lists.renderVersions(reply, context);
    case 'create':
      return multipart.renderCreate(reply, context);
    case 'continue':
      return { status: 100, headers: {} };
    case 'upload-part':
      return multipart.renderUploadPart(reply, context);
    case 'upload-part-copy':
      return multipart.renderUploadPartCopy(reply, context);
    case 'complete':
      return multipart.renderComplete(reply, context);
    case 'abort':
      return empty(context, 204);
    case 'list-parts':
      return multipart.renderListParts(reply, context);
    case 'list-uploads':
      return multipart.renderListUploads(reply, context);
  }
}
