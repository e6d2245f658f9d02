/** GetObjectAttributes: the ETag unquoted, a composite checksum without its suffix (S3-222). */
import type { PartsPage, ReplyOf } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { element } from '../xml/document.js';
import { objectElements, partElement } from './checksum-headers.js';
import { httpDate, versionHeader, xml } from './write.js';

export function renderAttributes(reply: ReplyOf<'get-attributes'>, context: RenderContext): WireResponse {
  const { version, wanted } = reply;
  const { checksum } = version;
  let content = '';
  if (wanted.includes('ETag')) content += element('ETag', version.etag);
  if (wanted.includes('Checksum') && checksum) {
    content += `<Checksum>${objectElements({ ...checksum, parts: undefined })}</Checksum>`;
  }
  if (wanted.includes('ObjectParts') && reply.parts) content += objectParts(reply.parts, checksum?.algorithm ?? '');
  if (wanted.includes('StorageClass')) {
    content += element('StorageClass', version.attributes.storageClass ?? context.policy.storageClasses.default);
  }
  if (wanted.includes('ObjectSize')) content += element('ObjectSize', version.size);
  return xml(context, 'GetObjectAttributesResponse', content, {
    'Last-Modified': httpDate(version.modifiedAt),
    ...versionHeader(reply.versioned ? version.versionId : undefined),
  });
}

function objectParts({ count, page }: PartsPage, algorithm: string): string {
  let content = element('PartsCount', count);
  if (page) {
    content +=
      element('PartNumberMarker', page.marker) +
      element('NextPartNumberMarker', page.nextMarker) +
      element('MaxParts', page.max) +
      element('IsTruncated', page.truncated);
    for (const { position, size, checksum } of page.parts) {
      const sum = checksum === undefined ? '' : partElement({ algorithm, value: checksum });
      content += `<Part>${element('PartNumber', position)}${element('Size', size)}${sum}</Part>`;
    }
  }
  return `<ObjectParts>${content}</ObjectParts>`;
}
