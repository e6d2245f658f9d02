/** The XML documents that requests of the dialect oss carry. They stand in no namespace. */
import type { Ask, AskedLifecycleRule } from './driver.js';
import { element, escaped, quoted } from './s3-documents.js';

const root = (name: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${element(name, content)}`;

/** The part list of Complete (OSS-068); undefined when the question has none. */
export function completion({ parts }: Ask): string | undefined {
  if (parts === undefined) return undefined;
  const entries = parts.map(({ number, etag }) =>
    element('Part', element('PartNumber', escaped(String(number))) + element('ETag', escaped(quoted(etag)))),
  );
  return root('CompleteMultipartUpload', entries.join(''));
}

/** The list of keys to delete. */
export function deletion({ keys = [], quiet }: Ask): string {
  const objects = keys.map((entry) => {
    const { key, versionId } = typeof entry === 'string' ? { key: entry, versionId: undefined } : entry;
    const version = versionId === undefined ? '' : element('VersionId', escaped(versionId));
    return element('Object', element('Key', escaped(key)) + version);
  });
  return root('Delete', (quiet === undefined ? '' : element('Quiet', String(quiet))) + objects.join(''));
}

export function versioning(status: string): string {
  return root('VersioningConfiguration', element('Status', status));
}

/** Elements in the order in which ali-oss writes them (OSS-144). */
export function lifecycle(rules: readonly AskedLifecycleRule[]): string {
  return root('LifecycleConfiguration', rules.map(lifecycleRule).join(''));
}

function lifecycleRule({ id, status = 'Enabled', prefix = '', days, before, expireDays, tag }: AskedLifecycleRule) {
  const limit =
    before === undefined ? days !== undefined && element('Days', String(days)) : element('CreatedBeforeDate', before);
  return element(
    'Rule',
    element('Prefix', escaped(prefix)) +
      element('Status', status) +
      (tag ? element('Tag', element('Key', escaped(tag.name)) + element('Value', escaped(tag.value))) : '') +
      (expireDays === undefined ? '' : element('Expiration', element('Days', String(expireDays)))) +
      (limit === false ? '' : element('AbortMultipartUpload', limit)) +
      (id === undefined ? '' : element('ID', escaped(id))),
  );
}
