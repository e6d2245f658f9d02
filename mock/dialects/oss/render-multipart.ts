/** Replies about multipart uploads → responses. Element order is that of the captures. */
import { checksumOf } from '../../engine/checksum.js';
import type { ReplyOf } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { readQuery } from '../values.js';
import { element } from '../xml/document.js';
import { encodeLoosely, isoDate, quoted } from '../xml/text.js';
import { encodingOf } from './parse-listings.js';
import {
  called,
  commonPrefixes,
  crcHeader,
  crcText,
  empty,
  encodingType,
  encryption,
  md5Header,
  named,
  versionHeader,
  xml,
} from './write.js';

export function renderCreate(reply: ReplyOf<'create'>, context: RenderContext): WireResponse {
  const encoded = wantsEncoding(context);
  const content =
    encodingType(encoded) +
    element('Bucket', reply.bucket) +
    named('Key', reply.key, encoded) +
    element('UploadId', reply.uploadId);
  return xml(context, 'InitiateMultipartUploadResult', content, encryption(reply.attributes));
}

/** OSS-036. */
export function renderUploadPart({ part, attributes }: ReplyOf<'upload-part'>, context: RenderContext): WireResponse {
  return empty(context, 200, {
    ETag: quoted(part.etag),
    ...md5Header(part.digests.md5),
    ...crcHeader(checksumOf(part.digests, 'crc64xz')),
    ...encryption(attributes),
  });
}

/** ali-oss reads the ETag header only (OSS-060). */
export function renderUploadPartCopy(reply: ReplyOf<'upload-part-copy'>, context: RenderContext): WireResponse {
  const { part, sourceVersionId, range } = reply;
  const content = element('LastModified', isoDate(part.storedAt)) + element('ETag', quoted(part.etag));
  return xml(context, 'CopyPartResult', content, {
    ETag: quoted(part.etag),
    ...(range && { 'Content-Range': `bytes ${range.first}-${range.last}/${range.size}` }),
    ...versionHeader(sourceVersionId, 'x-oss-copy-source-version-id'),
  });
}

/** ali-oss returns the ETag of the header, not that of the document (OSS-072). */
export function renderComplete(reply: ReplyOf<'complete'>, context: RenderContext): WireResponse {
  if (reply.called !== undefined) return called(context, reply.called);
  const encoded = wantsEncoding(context);
  const content =
    encodingType(encoded) +
    element('Location', locationOf(reply, context)) +
    element('Bucket', reply.bucket) +
    named('Key', reply.key, encoded) +
    element('ETag', quoted(reply.etag));
  return xml(context, 'CompleteMultipartUploadResult', content, {
    ETag: quoted(reply.etag),
    ...crcHeader(reply.checksum),
    ...versionHeader(reply.versionId),
    ...encryption(reply.version?.attributes),
  });
}

function locationOf({ bucket, key }: ReplyOf<'complete'>, { base, virtualHost }: RenderContext): string {
  return `${base}${virtualHost ? '' : `/${bucket}`}/${encodeLoosely(key).replaceAll('%2F', '/')}`;
}

/** OSS-104, OSS-105. */
export function renderListParts(reply: ReplyOf<'list-parts'>, context: RenderContext): WireResponse {
  const encoded = wantsEncoding(context);
  let content =
    encodingType(encoded) +
    element('Bucket', reply.bucket) +
    named('Key', reply.key, encoded) +
    element('UploadId', reply.uploadId) +
    element('StorageClass', reply.storageClass ?? context.policy.storageClasses.default) +
    element('PartNumberMarker', reply.marker) +
    // The last number listed, on the last page too; empty where there is none (OSS-107).
    element('NextPartNumberMarker', reply.parts.length === 0 ? '' : reply.nextMarker) +
    element('MaxParts', reply.max) +
    element('IsTruncated', reply.truncated);
  for (const part of reply.parts) {
    const crc = part.digests.crc64xz;
    content +=
      `<Part><PartNumber>${part.position}</PartNumber><LastModified>${isoDate(part.storedAt)}</LastModified>` +
      `<ETag>"${part.etag}"</ETag>${crc === undefined ? '' : element('HashCrc64ecma', crcText(crc))}` +
      `<Size>${part.size}</Size></Part>`;
  }
  return xml(context, 'ListPartsResult', content);
}

/** OSS-111, OSS-112. */
export function renderListUploads(reply: ReplyOf<'list-uploads'>, context: RenderContext): WireResponse {
  const { bucket, keyMarker, prefix, delimiter, encodingUrl } = reply.command;
  let content =
    encodingType(encodingUrl) +
    element('Bucket', bucket) +
    named('KeyMarker', keyMarker, encodingUrl) +
    element('UploadIdMarker', reply.uploadMarker) +
    named('NextKeyMarker', reply.nextKey, encodingUrl) +
    element('NextUploadIdMarker', reply.nextUpload) +
    named('Delimiter', delimiter, encodingUrl) +
    named('Prefix', prefix, encodingUrl) +
    element('MaxUploads', reply.max) +
    element('IsTruncated', reply.truncated);
  for (const upload of reply.uploads) {
    content +=
      `<Upload>${named('Key', upload.key, encodingUrl)}${element('UploadId', upload.id)}` +
      element('StorageClass', upload.attributes.storageClass ?? context.policy.storageClasses.default) +
      `<Initiated>${isoDate(upload.initiatedAt)}</Initiated></Upload>`;
  }
  return xml(context, 'ListMultipartUploadsResult', content + commonPrefixes(reply.prefixes, encodingUrl));
}

function wantsEncoding({ request }: RenderContext): boolean {
  return encodingOf(readQuery(request.query) ?? new Map()) === true;
}
