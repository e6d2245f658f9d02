/** What each operation looks like on the wire in the dialect s3: Ask → method, address, query, headers and body, unsigned. */
import { checksumHeader } from '../checksums.js';
import type { Endpoint } from '../targets/target.js';
import type { Ask, Operation } from './ask.js';
import { attributeHeaders } from './s3-attributes.js';
import { defaultEncryption, legalHold, retention, tagging } from './s3-configurations.js';
import { bucketConfiguration, completion, deletion, lifecycle, payment, versioning } from './s3-documents.js';
import { Unsendable } from './sign.js';
import type { Plan } from './speech.js';
import { encoded, encodedKey } from './uri.js';
import { contentHeaders, metadataHeaders, readHeaders, requestOf, saidHeaders } from './xml-requests.js';
import { COMMON, overrides, partPage, type Shape, upload, version } from './xml-shapes.js';

const ofVersion = (ask: Ask) => [version(ask)];
const object = (ask: Ask) => [version(ask), ['partNumber', ask.partNumber]] as const;

const SHAPES: Partial<Record<Operation, Shape>> = {
  ...COMMON,
  create: { method: 'POST', at: 'key', flag: 'uploads' },
  complete: { method: 'POST', at: 'key', query: (ask) => [upload(ask)], document: completion },
  'list-parts': { method: 'GET', at: 'key', query: partPage },
  get: { method: 'GET', at: 'key', query: (ask) => [...object(ask), ...overrides(ask)] },
  head: { method: 'HEAD', at: 'key', query: object },
  'delete-many': { method: 'POST', at: 'bucket', flag: 'delete', document: deletion, digest: true },
  attributes: { method: 'GET', at: 'key', flag: 'attributes', query: ofVersion },
  'create-bucket': {
    method: 'PUT',
    at: 'bucket',
    document: (_, { region }) => bucketConfiguration(region),
  },
  'head-bucket': { method: 'HEAD', at: 'bucket' },
  'put-versioning': {
    method: 'PUT',
    at: 'bucket',
    flag: 'versioning',
    digest: true,
    document: ({ status = 'Enabled' }) => versioning(status),
  },
  'put-lifecycle': {
    method: 'PUT',
    at: 'bucket',
    flag: 'lifecycle',
    digest: true,
    document: ({ rules = [] }) => lifecycle(rules),
  },
  'get-tagging': { method: 'GET', at: 'key', flag: 'tagging', query: ofVersion },
  'put-tagging': { method: 'PUT', at: 'key', flag: 'tagging', query: ofVersion, digest: true, document: tagging },
  'delete-tagging': { method: 'DELETE', at: 'key', flag: 'tagging', query: ofVersion },
  'get-acl': { method: 'GET', at: 'key', flag: 'acl', query: ofVersion },
  'get-retention': { method: 'GET', at: 'key', flag: 'retention', query: ofVersion },
  'put-retention': { method: 'PUT', at: 'key', flag: 'retention', query: ofVersion, digest: true, document: retention },
  'get-legal-hold': { method: 'GET', at: 'key', flag: 'legal-hold', query: ofVersion },
  'put-legal-hold': {
    method: 'PUT',
    at: 'key',
    flag: 'legal-hold',
    query: ofVersion,
    digest: true,
    document: legalHold,
  },
  'put-encryption': { method: 'PUT', at: 'bucket', flag: 'encryption', digest: true, document: defaultEncryption },
  'get-encryption': { method: 'GET', at: 'bucket', flag: 'encryption' },
  'put-policy': {
    method: 'PUT',
    at: 'bucket',
    flag: 'policy',
    digest: true,
    json: true,
    document: ({ policy }) => policy,
  },
  'get-policy': { method: 'GET', at: 'bucket', flag: 'policy' },
  'delete-policy': { method: 'DELETE', at: 'bucket', flag: 'policy' },
  'put-payment': {
    method: 'PUT',
    at: 'bucket',
    flag: 'requestPayment',
    digest: true,
    document: ({ payer = 'Requester' }) => payment(payer),
  },
  'get-payment': { method: 'GET', at: 'bucket', flag: 'requestPayment' },
};

/** What `attributes` asks for when the question does not say. */
export const ALL_ATTRIBUTES = ['ETag', 'ObjectParts', 'StorageClass', 'ObjectSize'] as const;

/** The unsigned request of a question, before any of its `raw` changes. */
export function planOf(ask: Ask, endpoint: Endpoint): Plan {
  const shape = SHAPES[ask.op];
  if (!shape) throw new Unsendable(`S3 has no operation for ${ask.op}`);
  return requestOf(ask, endpoint, shape, headersOf(ask), '');
}

/** `bucket/key?versionId=…`, encoded. */
export function copySource(source: NonNullable<Ask['source']>): string {
  const version = source.versionId === undefined ? '' : `?versionId=${encoded(source.versionId)}`;
  return `${encoded(source.bucket)}/${encodedKey(source.key)}${version}`;
}

/** Headers mean the same with every operation, so a question may carry one where no client would send it (S3-079). */
function headersOf(ask: Ask): Map<string, string> {
  return saidHeaders([
    ['content-md5', ask.contentMd5],
    ['x-amz-checksum-algorithm', ask.checksumAlgorithm],
    ['x-amz-checksum-type', ask.checksumType],
    ['x-amz-sdk-checksum-algorithm', ask.sdkChecksum],
    ['x-amz-checksum-mode', ask.checksumMode],
    ['x-amz-mp-object-size', ask.objectSize === undefined ? undefined : String(ask.objectSize)],
    ...Object.entries(ask.checksums ?? {}).map(([name, value]) => [checksumHeader(name), value] as const),
    ['x-amz-expected-bucket-owner', ask.expectedOwner],
    ['x-amz-source-expected-bucket-owner', ask.sourceExpectedOwner],
    ['x-amz-request-payer', ask.requestPayer],
    ...contentHeaders(ask),
    ['x-amz-storage-class', ask.storageClass],
    ['x-amz-website-redirect-location', ask.redirect],
    ['x-amz-copy-source', ask.source && copySource(ask.source)],
    ...readHeaders(ask, 'x-amz-'),
    ...(ask.op === 'attributes'
      ? ([
          ['x-amz-object-attributes', (ask.attributes ?? ALL_ATTRIBUTES).join(',')],
          ['x-amz-max-parts', ask.max === undefined ? undefined : String(ask.max)],
          ['x-amz-part-number-marker', ask.marker === undefined ? undefined : String(ask.marker)],
        ] as const)
      : []),
    ...attributeHeaders(ask),
    ...metadataHeaders(ask, 'x-amz-'),
  ]);
}
