/** The XML documents that requests of the dialect s3 carry. */
import type { Ask, AskedLifecycleRule } from './driver.js';

/** An entity tag as headers and documents carry it; what is quoted already, and `*`, stays. */
export function quoted(etag: string): string {
  return etag === '*' || etag.includes('"') ? etag : `"${etag}"`;
}

/** The part list of Complete; undefined when the question has none. */
export function completion(ask: Ask): string | undefined {
  if (ask.parts === undefined) return undefined;
  const parts = ask.parts.map(({ number, etag, checksums = {} }) => {
    const sums = Object.entries(checksums).map(([name, value]) => element(`Checksum${name}`, escaped(value)));
    const tag = element('ETag', escaped(quoted(etag)));
    return element('Part', element('PartNumber', escaped(String(number))) + tag + sums.join(''));
  });
  return element('CompleteMultipartUpload', parts.join(''), true);
}

/** The list of keys to delete. */
export function deletion(ask: Ask): string {
  const objects = (ask.keys ?? []).map((entry) => {
    const { key, versionId } = typeof entry === 'string' ? { key: entry, versionId: undefined } : entry;
    const version = versionId === undefined ? '' : element('VersionId', escaped(versionId));
    return element('Object', element('Key', escaped(key)) + version);
  });
  const quiet = ask.quiet === undefined ? '' : element('Quiet', String(ask.quiet));
  return element('Delete', quiet + objects.join(''), true);
}

/** Where a new bucket is to be; us-east-1 is the one region that must not be named. */
export function bucketConfiguration(region: string): string | undefined {
  if (region === 'us-east-1') return undefined;
  return element('CreateBucketConfiguration', element('LocationConstraint', escaped(region)), true);
}

/** Whether a bucket keeps versions. */
export function versioning(status: string): string {
  return element('VersioningConfiguration', element('Status', status), true);
}

/** Who pays for requests. */
export function payment(payer: string): string {
  return element('RequestPaymentConfiguration', element('Payer', payer), true);
}

/** What becomes of a bucket's uploads and objects with time; elements in the order in which the SDK writes them. */
export function lifecycle(rules: readonly AskedLifecycleRule[]): string {
  return element('LifecycleConfiguration', rules.map(lifecycleRule).join(''), true);
}

function lifecycleRule(rule: AskedLifecycleRule): string {
  const { id, status = 'Enabled', days, expireDays } = rule;
  return element(
    'Rule',
    (expireDays === undefined ? '' : element('Expiration', element('Days', String(expireDays)))) +
      (id === undefined ? '' : element('ID', escaped(id))) +
      element('Filter', lifecycleFilter(rule)) +
      element('Status', status) +
      (days === undefined
        ? ''
        : element('AbortIncompleteMultipartUpload', element('DaysAfterInitiation', String(days)))),
  );
}

function lifecycleFilter({ prefix, tag, largerThan }: AskedLifecycleRule): string {
  const conditions = [
    ...(prefix === undefined && (tag || largerThan !== undefined) ? [] : [element('Prefix', escaped(prefix ?? ''))]),
    ...(tag ? [element('Tag', element('Key', escaped(tag.name)) + element('Value', escaped(tag.value)))] : []),
    ...(largerThan === undefined ? [] : [element('ObjectSizeGreaterThan', String(largerThan))]),
  ];
  return conditions.length === 1 ? conditions[0]! : element('And', conditions.join(''));
}

/** An element around content that is escaped already; a root stands in the namespace of S3. */
export function element(name: string, content: string, root = false): string {
  return root
    ? `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${name}>`
    : `<${name}>${content}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as the content of an element. */
export function escaped(text: string): string {
  return text.replace(/[&<>"\p{Cc}]/gu, (c) => ENTITIES[c] ?? `&#x${c.charCodeAt(0).toString(16)};`);
}
