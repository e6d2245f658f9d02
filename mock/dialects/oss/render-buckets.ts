/** Replies about one bucket → responses. */
import type { ReplyOf } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { element } from '../xml/document.js';
import { isoDate } from '../xml/text.js';
import { endpoints, locationOf } from './render-lists.js';
import { owner, xml } from './write.js';

/** GetBucketInfo (OSS-213). */
export function renderInfo(reply: ReplyOf<'head-bucket'>, context: RenderContext): WireResponse {
  const { bucket, created } = reply;
  if (!created) throw new Error(`the engine said nothing about bucket ${bucket}`);
  const content =
    `<CreationDate>${isoDate(created.at)}</CreationDate>${endpoints(context)}` +
    element('Location', locationOf(context)) +
    element('Name', bucket) +
    element('StorageClass', context.policy.storageClasses.default) +
    element('DataRedundancyType', 'LRS') +
    owner(created.by) +
    '<AccessControlList><Grant>private</Grant></AccessControlList>';
  return xml(context, 'BucketInfo', `<Bucket>${content}</Bucket>`);
}
