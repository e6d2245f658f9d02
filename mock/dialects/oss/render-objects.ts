/** Replies about objects → responses. */
import type { ReplyOf } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { readQuery } from '../values.js';
import { element } from '../xml/document.js';
import { type Headers, KEPT_NAMES, tagSet } from '../xml/render-common.js';
import { httpDate, isoDate, quoted } from '../xml/text.js';
import { ACL_HEADER } from './values.js';
import {
  called,
  commonHeaders,
  crcHeader,
  deletedKeys,
  empty,
  encodingType,
  encryption,
  md5Header,
  owner,
  versionHeader,
  xml,
} from './write.js';

export function renderPut(reply: ReplyOf<'put-object'>, context: RenderContext): WireResponse {
  if (reply.called !== undefined) return called(context, reply.called);
  return empty(context, 200, {
    ETag: quoted(reply.etag),
    ...md5Header(reply.etag),
    ...crcHeader(reply.checksum),
    ...versionHeader(reply.versionId),
  });
}

/** GET and HEAD, and of the latter the short form `?objectMeta` (OSS-217 to OSS-220). */
export function renderRead(reply: ReplyOf<'get-object' | 'head-object'>, context: RenderContext): WireResponse {
  const { version, first, length } = reply;
  const headers = Object.assign(commonHeaders(context), {
    ETag: quoted(version.etag),
    'Last-Modified': httpDate(version.modifiedAt),
    ...versionHeader(reply.versioned ? version.versionId : undefined),
  });
  if (reply.notModified) return { status: 304, headers };
  headers['Content-Length'] = String(length);
  if (reply.op === 'head-object' && readQuery(context.request.query)?.has('objectMeta')) {
    return { status: 200, headers: { ...headers, ...crcHeader(version.checksum) } };
  }
  describe(headers, reply, context);
  if (reply.partial) headers['Content-Range'] = `bytes ${first}-${first + length - 1}/${version.size}`;
  const status = reply.partial ? 206 : 200;
  if (reply.op === 'head-object') return { status, headers };
  return { status, headers, content: { pieces: version.pieces, first, length } };
}

function describe(headers: Headers, reply: ReplyOf<'get-object' | 'head-object'>, { policy }: RenderContext): void {
  const { attributes, multipart, etag, checksum, md5 } = reply.version;
  headers['Content-Type'] = 'application/octet-stream';
  headers['Accept-Ranges'] = 'bytes';
  headers['x-oss-object-type'] = multipart ? 'Multipart' : 'Normal';
  headers['x-oss-storage-class'] = attributes.storageClass ?? policy.storageClasses.default;
  // Also beside a range it is that of the whole.
  Object.assign(headers, crcHeader(checksum), encryption(attributes));
  // Of an object made of parts it is known only when they came one after another (OSS-053).
  const whole = multipart ? md5 : etag;
  if (whole !== undefined) Object.assign(headers, md5Header(whole));
  if (attributes.tags?.length) headers['x-oss-tagging-count'] = String(attributes.tags.length);
  for (const [name, shown] of Object.entries(KEPT_NAMES)) {
    const value = reply.overrides[name] ?? attributes.headers[name];
    if (value !== undefined) headers[shown] = value;
  }
  for (const name in attributes.metadata) headers[`x-oss-meta-${name}`] = attributes.metadata[name] ?? '';
}

export function renderTagging({ tags }: ReplyOf<'get-tagging'>, context: RenderContext): WireResponse {
  return xml(context, 'Tagging', tagSet(tags));
}

/** An object that was given no list of its own has that of its bucket (OSS-127). */
export function renderAcl(reply: ReplyOf<'get-acl'>, context: RenderContext): WireResponse {
  const grant = reply.headers?.[ACL_HEADER] ?? 'default';
  const list = `<AccessControlList>${element('Grant', grant)}</AccessControlList>`;
  return xml(context, 'AccessControlPolicy', owner(reply.owner) + list);
}

export function renderCopy(reply: ReplyOf<'copy-object'>, context: RenderContext): WireResponse {
  const content = element('LastModified', isoDate(reply.modifiedAt)) + element('ETag', quoted(reply.etag));
  return xml(context, 'CopyObjectResult', content, {
    ETag: quoted(reply.etag),
    ...versionHeader(reply.sourceVersionId, 'x-oss-copy-source-version-id'),
    ...versionHeader(reply.versionId),
  });
}

export function renderDelete(reply: ReplyOf<'delete-object'>, context: RenderContext): WireResponse {
  return empty(context, 204, {
    ...versionHeader(reply.versionId),
    ...(reply.deleteMarker && { 'x-oss-delete-marker': 'true' }),
  });
}

/** Keys that were not there are listed as deleted too; `Quiet` leaves the body out (OSS-222). */
export function renderDeletes({ quiet, deleted }: ReplyOf<'delete-objects'>, context: RenderContext): WireResponse {
  if (quiet) return empty(context, 200);
  const encoded = readQuery(context.request.query)?.get('encoding-type') === 'url';
  return xml(context, 'DeleteResult', encodingType(encoded) + deletedKeys(deleted, encoded));
}
