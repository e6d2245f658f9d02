/** Replies about multipart uploads → responses. Element order is that of the recordings. */
import { checksumOf } from '../../engine/checksum.js';
import type { ReplyOf } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { element } from '../xml/document.js';
import { objectElements, partElement, partHeaders, uploadElements, uploadHeaders } from './checksum-headers.js';
import {
  account,
  commonPrefixes,
  echo,
  empty,
  encodeLoosely,
  encryption,
  encryptionContext,
  httpDate,
  isoDate,
  named,
  quoted,
  versionHeader,
  xml,
} from './write.js';

export function renderCreate(reply: ReplyOf<'create'>, context: RenderContext): WireResponse {
  const content = element('Bucket', reply.bucket) + element('Key', reply.key) + element('UploadId', reply.uploadId);
  return xml(context, 'InitiateMultipartUploadResult', content, {
    ...encryption(context, reply.encryption),
    ...encryptionContext(reply.encryption),
    ...uploadHeaders(reply.checksum),
    ...abortHeaders(reply),
  });
}

/** S3-034, S3-184. An id that no header can hold is percent-encoded: how S3 writes such a one is not documented. */
function abortHeaders({ abort }: ReplyOf<'create' | 'list-parts'>): Record<string, string> {
  if (!abort) return {};
  const id = /^[\x20-\x7e]*$/.test(abort.ruleId) ? abort.ruleId : encodeURIComponent(abort.ruleId);
  return { 'x-amz-abort-date': httpDate(abort.at), 'x-amz-abort-rule-id': id };
}

export function renderUploadPart(reply: ReplyOf<'upload-part'>, context: RenderContext): WireResponse {
  const { part, checksum, storageClass } = reply;
  const { choices, storageClasses } = context.policy;
  const headers = {
    ...encryption(context, reply.encryption),
    ETag: quoted(part.etag),
    ...partHeaders(checksum),
  };
  if (choices.partStorageClass === 'hidden' || storageClass === undefined || storageClass === storageClasses.default) {
    return empty(context, 200, headers);
  }
  // Yandex tells the class of a part that is not in the standard one (YAN-031).
  return empty(context, 200, { ...headers, 'x-amz-storage-class': storageClass });
}

export function renderUploadPartCopy(reply: ReplyOf<'upload-part-copy'>, context: RenderContext): WireResponse {
  const { part, checksum, sourceVersionId } = reply;
  const content =
    element('LastModified', isoDate(part.storedAt)) + element('ETag', quoted(part.etag)) + partElement(checksum);
  const headers = {
    ...encryption(context, reply.encryption),
    ...versionHeader(sourceVersionId, 'x-amz-copy-source-version-id'),
  };
  return xml(context, context.policy.choices.partCopyRoot ?? 'CopyPartResult', content, headers);
}

/** There is no `ETag` header here (S3-109). */
export function renderComplete(reply: ReplyOf<'complete'>, context: RenderContext): WireResponse {
  const content =
    element('Location', locationOf(reply, context)) +
    element('Bucket', reply.bucket) +
    element('Key', reply.key) +
    element('ETag', quoted(reply.etag)) +
    objectElements(reply.checksum);
  // It has no words for a customer's key.
  const kept = reply.encryption?.kind === 'customer' ? {} : encryption(context, reply.encryption);
  const headers = { ...kept, ...versionHeader(reply.versionId) };
  return xml(context, 'CompleteMultipartUploadResult', content, headers);
}

/**
 * Where the object is. AWS percent-encodes `/` too (aws-sdk-js issues 811, 1158). It writes a space as `+` and takes `+` in
 * a path for a space; we write `%20`, so that the address can be fetched from us and from anyone.
 */
function locationOf({ bucket, key }: ReplyOf<'complete'>, { base, virtualHost }: RenderContext): string {
  return `${base}${virtualHost ? '' : `/${bucket}`}/${encodeLoosely(key)}`;
}

export function renderListParts(reply: ReplyOf<'list-parts'>, context: RenderContext): WireResponse {
  const { choices, storageClasses } = context.policy;
  let content =
    element('Bucket', reply.bucket) +
    element('Key', reply.key) +
    element('UploadId', reply.uploadId) +
    account('Initiator', reply.initiator) +
    account('Owner', reply.owner) +
    element('StorageClass', reply.storageClass ?? storageClasses.default) +
    uploadElements(reply.checksum) +
    element('PartNumberMarker', reply.marker);
  // S3 shows it on the last page as well (S3-172).
  if (reply.truncated || choices.listPartsNextMarker === 'always') {
    content += element('NextPartNumberMarker', reply.nextMarker);
  }
  content += element('MaxParts', reply.max) + element('IsTruncated', reply.truncated);
  // In one piece each, since a page holds a thousand; the ETag of a part is hex, and needs no escapes.
  const algorithm = reply.checksum?.algorithm;
  for (const part of reply.parts) {
    const checksum = algorithm === undefined ? '' : partElement(checksumOf(part.digests, algorithm));
    content +=
      `<Part><PartNumber>${part.position}</PartNumber><LastModified>${isoDate(part.storedAt)}</LastModified>` +
      `<ETag>"${part.etag}"</ETag><Size>${part.size}</Size>${checksum}</Part>`;
  }
  return xml(context, 'ListPartsResult', content, abortHeaders(reply));
}

/** The four markers are always there, prefix and delimiter only when sent (S3-192). */
export function renderListUploads(reply: ReplyOf<'list-uploads'>, context: RenderContext): WireResponse {
  const { choices, storageClasses } = context.policy;
  const { bucket, keyMarker, prefix, prefixGiven, delimiter, encodingUrl } = reply.command;
  let content =
    element('Bucket', bucket) +
    named('KeyMarker', keyMarker, encodingUrl) +
    element('UploadIdMarker', reply.uploadMarker) +
    named('NextKeyMarker', reply.nextKey, encodingUrl) +
    element('NextUploadIdMarker', reply.nextUpload);
  if (prefixGiven) content += named('Prefix', prefix, encodingUrl);
  content += echo(delimiter, encodingUrl, choices.encodingElement);
  content += element('MaxUploads', reply.max) + element('IsTruncated', reply.truncated);
  const owner = account('Owner', reply.owner);
  for (const upload of reply.uploads) {
    content += `<Upload>${named('Key', upload.key, encodingUrl)}${element('UploadId', upload.id)}`;
    if (choices.uploadOwner === 'shown') {
      const storageClass = upload.attributes.storageClass ?? storageClasses.default;
      content += account('Initiator', upload.initiator) + owner + element('StorageClass', storageClass);
    }
    content += `<Initiated>${isoDate(upload.initiatedAt)}</Initiated>${uploadElements(upload.checksum)}</Upload>`;
  }
  return xml(context, 'ListMultipartUploadsResult', content + commonPrefixes(reply.prefixes, encodingUrl));
}
