/** A reply of the engine → what OSS sends for it. */
import type { Reply } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import * as buckets from './render-buckets.js';
import * as lists from './render-lists.js';
import * as multipart from './render-multipart.js';
import * as objects from './render-objects.js';
import { empty } from './write.js';

/** See {@link Dialect.render}. */
export function render(reply: Reply, context: RenderContext): WireResponse {
  switch (reply.op) {
    case 'list-buckets':
      return lists.renderBuckets(reply, context);
    case 'create-bucket':
      return empty(context, 200, { Location: `/${reply.bucket}` });
    case 'delete-bucket':
      return empty(context, 204);
    case 'head-bucket':
      return buckets.renderInfo(reply, context);
    case 'put-versioning':
    case 'put-lifecycle':
      return empty(context, 200);
    case 'delete-lifecycle':
      return empty(context, 204);
    case 'get-lifecycle':
      return lists.renderLifecycle(reply, context);
    case 'get-tagging':
      return objects.renderTagging(reply, context);
    case 'get-acl':
      return objects.renderAcl(reply, context);
    case 'get-location':
      return lists.renderLocation(context);
    case 'get-versioning':
      return lists.renderVersioning(reply, context);
    case 'put-object':
      return objects.renderPut(reply, context);
    case 'get-object':
    case 'head-object':
      return objects.renderRead(reply, context);
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
    default:
      throw new Error(`the OSS dialect has no answer for ${reply.op}`);
  }
}
