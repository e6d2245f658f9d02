/** The XML documents that requests of the dialect s3 carry. */
import type { Ask, AskedLifecycleRule } from './ask.js';
import { deletedKeys, documentText, element, escaped, quoted, tagElement } from './xml-documents.js';

/** A document in the namespace of S3. */
export const root = (name: string, content: string): string =>
  documentText(name, content, ' xmlns="http://s3.amazonaws.com/doc/2006-03-01/"');

/** The part list of Complete; undefined when the question has none. */
export function completion(ask: Ask): string | undefined {
  if (ask.parts === undefined) return undefined;
  const parts = ask.parts.map(({ number, etag, checksums = {} }) => {
    const sums = Object.entries(checksums).map(([name, value]) => element(`Checksum${name}`, escaped(value)));
    const tag = element('ETag', escaped(quoted(etag)));
    return element('Part', element('PartNumber', escaped(String(number))) + tag + sums.join(''));
  });
  return root('CompleteMultipartUpload', parts.join(''));
}

/** The list of keys to delete. */
export function deletion(ask: Ask): string {
  return root('Delete', deletedKeys(ask));
}

/** Where a new bucket is to be; us-east-1 is the one region that must not be named. */
export function bucketConfiguration(region: string): string | undefined {
  if (region === 'us-east-1') return undefined;
  return root('CreateBucketConfiguration', element('LocationConstraint', escaped(region)));
}

/** Whether a bucket keeps versions. */
export function versioning(status: string): string {
  return root('VersioningConfiguration', element('Status', status));
}

/** Who pays for requests. */
export function payment(payer: string): string {
  return root('RequestPaymentConfiguration', element('Payer', payer));
}

/** What becomes of a bucket's uploads and objects with time; elements in the order in which the SDK writes them. */
export function lifecycle(rules: readonly AskedLifecycleRule[]): string {
  return root('LifecycleConfiguration', rules.map(lifecycleRule).join(''));
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
    ...(tag ? [tagElement(tag.name, tag.value)] : []),
    ...(largerThan === undefined ? [] : [element('ObjectSizeGreaterThan', String(largerThan))]),
  ];
  return conditions.length === 1 ? conditions[0]! : element('And', conditions.join(''));
}
