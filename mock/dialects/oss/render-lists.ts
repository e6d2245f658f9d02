/** Replies about buckets, and listings of what they hold → responses. */
import type { ListedObject, ReplyOf } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { element } from '../xml/document.js';
import { writeToken } from '../xml/parse-listings.js';
import { lifecycleRules, VERSIONING } from '../xml/render-common.js';
import { isoDate, quoted } from '../xml/text.js';
import { shortRegion } from './auth-v4.js';
import { commonPrefixes, encodingType, named, owner, versionHead, xml } from './write.js';

/** Where a bucket is, as OSS names it: with its prefix. */
export const locationOf = ({ policy }: RenderContext): string => `oss-${shortRegion(policy.region)}`;

/** OSS-215. */
export function renderBuckets(reply: ReplyOf<'list-buckets'>, context: RenderContext): WireResponse {
  let content = `${owner(reply.owner)}<Buckets>`;
  for (const { name, createdAt } of reply.buckets) {
    content +=
      `<Bucket><CreationDate>${isoDate(createdAt)}</CreationDate>${endpoints(context)}` +
      `${element('Location', locationOf(context))}${element('Name', name)}` +
      `${element('Region', shortRegion(context.policy.region))}` +
      `${element('StorageClass', context.policy.storageClasses.default)}</Bucket>`;
  }
  return xml(context, 'ListAllMyBucketsResult', `${content}</Buckets>`);
}

export function endpoints(context: RenderContext): string {
  const location = locationOf(context);
  return (
    element('ExtranetEndpoint', `${location}.aliyuncs.com`) +
    element('IntranetEndpoint', `${location}-internal.aliyuncs.com`)
  );
}

export function renderLifecycle(reply: ReplyOf<'get-lifecycle'>, context: RenderContext): WireResponse {
  return xml(context, 'LifecycleConfiguration', lifecycleRules(reply));
}

export function renderLocation(context: RenderContext): WireResponse {
  return xml(context, 'LocationConstraint', locationOf(context));
}

export function renderVersioning(reply: ReplyOf<'get-versioning'>, context: RenderContext): WireResponse {
  return xml(context, 'VersioningConfiguration', VERSIONING[reply.versioning]);
}

/** OSS-224, OSS-225. ali-oss throws on a V1 listing without owners. */
export function renderObjects(reply: ReplyOf<'list-objects'>, context: RenderContext): WireResponse {
  const { command, max, truncated, next } = reply;
  const { bucket, edition, prefix, delimiter, after, continuation, encodingUrl } = command;
  let content = encodingType(encodingUrl) + element('Name', bucket) + named('Prefix', prefix, encodingUrl);
  if (edition === 1) content += named('Marker', after, encodingUrl);
  else if (after !== '') content += named('StartAfter', after, encodingUrl);
  content += element('MaxKeys', max) + named('Delimiter', delimiter, encodingUrl) + element('IsTruncated', truncated);
  if (edition === 2) {
    if (continuation !== undefined) content += element('ContinuationToken', writeToken(continuation));
    if (truncated) content += element('NextContinuationToken', writeToken(next));
    content += element('KeyCount', reply.objects.length + reply.prefixes.length);
  } else if (truncated) content += named('NextMarker', next, encodingUrl);
  const shownOwner = edition === 1 || command.fetchOwner ? owner(reply.owner) : '';
  for (const listed of reply.objects) content += contents(listed, shownOwner, encodingUrl, context);
  return xml(context, 'ListBucketResult', content + commonPrefixes(reply.prefixes, encodingUrl));
}

function contents(listed: ListedObject, shownOwner: string, encodingUrl: boolean, context: RenderContext): string {
  const { key, version } = listed;
  if (version.kind !== 'object') return '';
  return (
    `<Contents>${named('Key', key, encodingUrl)}<LastModified>${isoDate(version.modifiedAt)}</LastModified>` +
    `${element('ETag', quoted(version.etag))}${element('Type', version.multipart ? 'Multipart' : 'Normal')}` +
    `<Size>${version.size}</Size>` +
    `${element('StorageClass', version.attributes.storageClass ?? context.policy.storageClasses.default)}` +
    `${shownOwner}</Contents>`
  );
}

export function renderVersions(reply: ReplyOf<'list-versions'>, context: RenderContext): WireResponse {
  const { command, max, truncated } = reply;
  const { bucket, prefix, delimiter, keyMarker, versionMarker, encodingUrl } = command;
  let content =
    encodingType(encodingUrl) +
    element('Name', bucket) +
    named('Prefix', prefix, encodingUrl) +
    named('KeyMarker', keyMarker, encodingUrl) +
    element('VersionIdMarker', versionMarker) +
    element('MaxKeys', max) +
    named('Delimiter', delimiter, encodingUrl) +
    element('IsTruncated', truncated);
  if (truncated) {
    content += named('NextKeyMarker', reply.nextKey, encodingUrl);
    content += element('NextVersionIdMarker', reply.nextVersion);
  }
  for (const listed of reply.versions) content += versionEntry(listed, encodingUrl, context);
  return xml(context, 'ListVersionsResult', content + commonPrefixes(reply.prefixes, encodingUrl));
}

function versionEntry(listed: ListedObject, encodingUrl: boolean, context: RenderContext): string {
  const { version } = listed;
  const head = versionHead(listed, encodingUrl);
  if (version.kind === 'delete-marker') return `<DeleteMarker>${head}${owner(version.owner)}</DeleteMarker>`;
  return (
    `<Version>${head}${element('ETag', quoted(version.etag))}` +
    `${element('Type', version.multipart ? 'Multipart' : 'Normal')}<Size>${version.size}</Size>` +
    `${element('StorageClass', version.attributes.storageClass ?? context.policy.storageClasses.default)}` +
    `${owner(version.owner)}</Version>`
  );
}
