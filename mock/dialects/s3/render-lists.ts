/** Replies about buckets, and listings of what they hold → responses. */
import type { ListedObject, ReplyOf } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { element } from '../xml/document.js';
import { writeToken } from '../xml/parse-listings.js';
import { lifecycleRules, VERSIONING } from '../xml/render-common.js';
import { uploadElements } from './checksum-headers.js';
import { account, commonPrefixes, echo, isoDate, named, quoted, versionHead, xml } from './write.js';

export function renderBuckets(reply: ReplyOf<'list-buckets'>, context: RenderContext): WireResponse {
  let content = `${account('Owner', reply.owner)}<Buckets>`;
  for (const { name, createdAt } of reply.buckets) {
    content += `<Bucket>${element('Name', name)}<CreationDate>${isoDate(createdAt)}</CreationDate></Bucket>`;
  }
  return xml(context, 'ListAllMyBucketsResult', `${content}</Buckets>`);
}

/** The oldest region has no name here. */
export function renderLocation({ region }: ReplyOf<'get-location'>, context: RenderContext): WireResponse {
  return xml(context, 'LocationConstraint', region === 'us-east-1' ? '' : region);
}

export function renderLifecycle(reply: ReplyOf<'get-lifecycle'>, context: RenderContext): WireResponse {
  return xml(context, 'LifecycleConfiguration', lifecycleRules(reply));
}

export function renderVersioning(reply: ReplyOf<'get-versioning'>, context: RenderContext): WireResponse {
  return xml(context, 'VersioningConfiguration', VERSIONING[reply.versioning]);
}

export function renderObjects(reply: ReplyOf<'list-objects'>, context: RenderContext): WireResponse {
  const { command, max, truncated, next } = reply;
  const { bucket, edition, prefix, delimiter, after, continuation, encodingUrl } = command;
  let content = element('Name', bucket) + named('Prefix', prefix, encodingUrl);
  if (edition === 2) {
    if (continuation !== undefined) content += element('ContinuationToken', writeToken(continuation));
    if (truncated) content += element('NextContinuationToken', writeToken(next));
    if (after !== '') content += named('StartAfter', after, encodingUrl);
    content += element('KeyCount', reply.objects.length + reply.prefixes.length);
  } else {
    content += named('Marker', after, encodingUrl);
    // Without a delimiter the client goes on from the last key it saw.
    if (truncated && delimiter !== '') content += named('NextMarker', next, encodingUrl);
  }
  content += element('MaxKeys', max) + echo(delimiter, encodingUrl);
  content += element('IsTruncated', truncated);
  const owners = edition === 1 || command.fetchOwner === true;
  for (const listed of reply.objects) content += contents(listed, owners, encodingUrl, context);
  return xml(context, 'ListBucketResult', content + commonPrefixes(reply.prefixes, encodingUrl));
}

function contents(
  { key, version }: ListedObject,
  owners: boolean,
  encodingUrl: boolean,
  context: RenderContext,
): string {
  if (version.kind !== 'object') return '';
  const storageClass = version.attributes.storageClass ?? context.policy.storageClasses.default;
  return (
    `<Contents>${named('Key', key, encodingUrl)}<LastModified>${isoDate(version.modifiedAt)}</LastModified>` +
    `${element('ETag', quoted(version.etag))}${uploadElements(version.checksum)}<Size>${version.size}</Size>` +
    `${owners ? account('Owner', version.owner) : ''}${element('StorageClass', storageClass)}</Contents>`
  );
}

export function renderVersions(reply: ReplyOf<'list-versions'>, context: RenderContext): WireResponse {
  const { command, max, truncated } = reply;
  const { bucket, prefix, delimiter, keyMarker, versionMarker, encodingUrl } = command;
  let content =
    element('Name', bucket) +
    named('Prefix', prefix, encodingUrl) +
    named('KeyMarker', keyMarker, encodingUrl) +
    element('VersionIdMarker', versionMarker);
  if (truncated) {
    content += named('NextKeyMarker', reply.nextKey, encodingUrl);
    content += element('NextVersionIdMarker', reply.nextVersion);
  }
  content += element('MaxKeys', max) + echo(delimiter, encodingUrl);
  content += element('IsTruncated', truncated);
  for (const listed of reply.versions) content += versionEntry(listed, encodingUrl, context);
  return xml(context, 'ListVersionsResult', content + commonPrefixes(reply.prefixes, encodingUrl));
}

function versionEntry(listed: ListedObject, encodingUrl: boolean, context: RenderContext): string {
  const { version } = listed;
  const head = versionHead(listed, encodingUrl);
  const owner = account('Owner', version.owner);
  if (version.kind === 'delete-marker') return `<DeleteMarker>${head}${owner}</DeleteMarker>`;
  const storageClass = version.attributes.storageClass ?? context.policy.storageClasses.default;
  return (
    `<Version>${head}${element('ETag', quoted(version.etag))}${uploadElements(version.checksum)}<Size>${version.size}</Size>` +
    `${owner}${element('StorageClass', storageClass)}</Version>`
  );
}
