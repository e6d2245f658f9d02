/** The XML documents that requests of the dialect oss carry. They stand in no namespace. */
import type { Ask, AskedLifecycleRule } from './ask.js';
import { deletedKeys, documentText, element, escaped, quoted, tagElement } from './xml-documents.js';

/** The part list of Complete (OSS-068); undefined when the question has none. */
export function completion({ parts }: Ask): string | undefined {
  if (parts === undefined) return undefined;
  const entries = parts.map(({ number, etag }) =>
    element('Part', element('PartNumber', escaped(String(number))) + element('ETag', escaped(quoted(etag)))),
  );
  return documentText('CompleteMultipartUpload', entries.join(''));
}

/** The list of keys to delete. */
export function deletion(ask: Ask): string {
  return documentText('Delete', deletedKeys(ask));
}

export function versioning(status: string): string {
  return documentText('VersioningConfiguration', element('Status', status));
}

/** Elements in the order in which ali-oss writes them (OSS-144). */
export function lifecycle(rules: readonly AskedLifecycleRule[]): string {
  return documentText('LifecycleConfiguration', rules.map(lifecycleRule).join(''));
}

function lifecycleRule({ id, status = 'Enabled', prefix = '', days, before, expireDays, tag }: AskedLifecycleRule) {
  const limit =
    before === undefined ? days !== undefined && element('Days', String(days)) : element('CreatedBeforeDate', before);
  return element(
    'Rule',
    element('Prefix', escaped(prefix)) +
      element('Status', status) +
      (tag ? tagElement(tag.name, tag.value) : '') +
      (expireDays === undefined ? '' : element('Expiration', element('Days', String(expireDays)))) +
      (limit === false ? '' : element('AbortMultipartUpload', limit)) +
      (id === undefined ? '' : element('ID', escaped(id))),
  );
}
