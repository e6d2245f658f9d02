/** Replies about objects → responses. */
import type { ObjectVersion, ReplyOf } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { element } from '../xml/document.js';
import { type Headers, KEPT_NAMES } from '../xml/render-common.js';
import { objectElements, objectHeaders } from './checksum-headers.js';
import { ERRORS } from './errors.js';
import { settingHeaders } from './render-configurations.js';
import {
  commonHeaders,
  deletedKeys,
  empty,
  encryption,
  httpDate,
  isoDate,
  quoted,
  versionHeader,
  xml,
} from './write.js';

export function renderPut(reply: ReplyOf<'put-object'>, context: RenderContext): WireResponse {
  return empty(context, 200, {
    ...encryption(context, reply.encryption),
    ...versionHeader(reply.versionId),
    ETag: quoted(reply.etag),
    ...objectHeaders(reply.checksum),
  });
}

/** GET and HEAD; the latter, and a 304, without content. */
export function renderRead(reply: ReplyOf<'get-object' | 'head-object'>, context: RenderContext): WireResponse {
  const { version, first, length } = reply;
  const headers = Object.assign(commonHeaders(context), {
    'Last-Modified': httpDate(version.modifiedAt),
    ETag: quoted(version.etag),
    ...encryption(context, version.attributes.encryption),
    ...versionHeader(reply.versioned ? version.versionId : undefined),
  });
  if (reply.notModified) return { status: 304, headers };
  headers['Accept-Ranges'] = 'bytes';
  setAttributes(headers, version, context);
  for (const name in reply.overrides) headers[canonical(name)] = reply.overrides[name] ?? '';
  if (reply.partsCount !== undefined) headers['x-amz-mp-parts-count'] = String(reply.partsCount);
  if (reply.partial && length > 0) headers['Content-Range'] = `bytes ${first}-${first + length - 1}/${version.size}`;
  if (context.request.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED') {
    // They come only when asked for (S3-221).
    Object.assign(headers, objectHeaders(reply.checksum));
  }
  headers['Content-Length'] = String(length);
  const status = reply.partial ? 206 : 200;
  if (reply.op === 'head-object') return { status, headers };
  return { status, headers, content: { pieces: version.pieces, first, length } };
}

function setAttributes(headers: Headers, { attributes }: ObjectVersion, { policy }: RenderContext): void {
  headers['Content-Type'] = 'binary/octet-stream'; // S3-020
  for (const name in attributes.headers) headers[canonical(name)] = attributes.headers[name] ?? '';
  const { storageClass } = attributes;
  if (storageClass !== undefined && storageClass !== policy.storageClasses.default) {
    headers['x-amz-storage-class'] = storageClass;
  }
  Object.assign(headers, settingHeaders(attributes));
  const capitalised = policy.choices.metadataCase === 'capitalised';
  for (const name in attributes.metadata) {
    const shown = capitalised ? `X-Amz-Meta-${capitalise(name)}` : `x-amz-meta-${name}`;
    headers[shown] = attributes.metadata[name] ?? '';
  }
}

/** One spelling for each header, so that an override replaces what the object has. */
function canonical(name: string): string {
  return KEPT_NAMES[name] ?? name;
}

/** `foo-bar_baz` → `Foo-Bar_baz` (YAN-021). */
function capitalise(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}

export function renderCopy(reply: ReplyOf<'copy-object'>, context: RenderContext): WireResponse {
  const content =
    element('LastModified', isoDate(reply.modifiedAt)) +
    element('ETag', quoted(reply.etag)) +
    objectElements(reply.checksum);
  return xml(context, 'CopyObjectResult', content, {
    ...encryption(context, reply.encryption),
    ...versionHeader(reply.sourceVersionId, 'x-amz-copy-source-version-id'),
    ...versionHeader(reply.versionId),
  });
}

export function renderDelete(reply: ReplyOf<'delete-object'>, context: RenderContext): WireResponse {
  const marker: Headers = reply.deleteMarker ? { 'x-amz-delete-marker': 'true' } : {};
  return empty(context, 204, { ...versionHeader(reply.versionId), ...marker });
}

export function renderDeletes(reply: ReplyOf<'delete-objects'>, context: RenderContext): WireResponse {
  let content = reply.quiet ? '' : deletedKeys(reply.deleted, false);
  for (const { key, versionId } of reply.locked ?? []) {
    const { code, message } = ERRORS['object-locked'];
    const version = versionId === undefined ? '' : element('VersionId', versionId);
    content += `<Error>${element('Key', key)}${version}${element('Code', code)}${element('Message', message)}</Error>`;
  }
  return xml(context, 'DeleteResult', content);
}
