/** What each operation looks like on the wire in the dialect s3: Ask → method, address, query, headers and body, unsigned. */
import { createHash } from 'node:crypto';
import type { BodySpec } from '../body.js';
import { checksumHeader } from '../checksums.js';
import type { Endpoint } from '../targets/target.js';
import type { Ask, Operation } from './driver.js';
import { attributeHeaders } from './s3-attributes.js';
import { defaultEncryption, legalHold, retention, tagging } from './s3-configurations.js';
import { bucketConfiguration, completion, deletion, lifecycle, payment, quoted, versioning } from './s3-documents.js';
import { Unsendable } from './sign.js';
import type { Plan, Query } from './speech.js';

interface Shape {
  readonly method: string;
  readonly at: 'service' | 'bucket' | 'key';
  /** Subresource, sent as the bare name. */
  readonly flag?: string;
  readonly query?: (ask: Ask) => readonly (readonly [string, string | number | undefined])[];
  readonly document?: (ask: Ask, endpoint: Endpoint) => string | undefined;
  /** AWS wants a checksum with these documents. */
  readonly digest?: boolean;
  /** The document is JSON. */
  readonly json?: boolean;
}

const upload = (ask: Ask) => [['uploadId', ask.uploadId]] as const;
const part = (ask: Ask) =>
  [
    ['partNumber', ask.number],
    ['uploadId', ask.uploadId],
  ] as const;
const version = (ask: Ask) => [['versionId', ask.versionId]] as const;
const object = (ask: Ask) => [...version(ask), ['partNumber', ask.partNumber]] as const;
const folders = (ask: Ask) =>
  [
    ['prefix', ask.prefix],
    ['delimiter', ask.delimiter],
    ['encoding-type', ask.encodingType],
  ] as const;

const SHAPES: Partial<Record<Operation, Shape>> = {
  create: { method: 'POST', at: 'key', flag: 'uploads' },
  'put-part': { method: 'PUT', at: 'key', query: part },
  'copy-part': { method: 'PUT', at: 'key', query: part },
  complete: { method: 'POST', at: 'key', query: upload, document: completion },
  abort: { method: 'DELETE', at: 'key', query: upload },
  'list-parts': {
    method: 'GET',
    at: 'key',
    query: (ask) => [...upload(ask), ['max-parts', ask.max], ['part-number-marker', ask.marker]],
  },
  'list-uploads': {
    method: 'GET',
    at: 'bucket',
    flag: 'uploads',
    query: (ask) => [
      ...folders(ask),
      ['max-uploads', ask.max],
      ['key-marker', ask.marker],
      ['upload-id-marker', ask.idMarker],
    ],
  },
  put: { method: 'PUT', at: 'key' },
  get: {
    method: 'GET',
    at: 'key',
    query: (ask) => [
      ...object(ask),
      ...Object.entries(ask.override ?? {}).map(([name, value]) => [`response-${dashed(name)}`, value] as const),
    ],
  },
  head: { method: 'HEAD', at: 'key', query: object },
  copy: { method: 'PUT', at: 'key' },
  delete: { method: 'DELETE', at: 'key', query: version },
  'delete-many': { method: 'POST', at: 'bucket', flag: 'delete', document: deletion, digest: true },
  list: {
    method: 'GET',
    at: 'bucket',
    query: (ask) => [
      ['list-type', 2],
      ...folders(ask),
      ['max-keys', ask.max],
      ['start-after', ask.marker],
      ['continuation-token', ask.token],
      ['fetch-owner', ask.fetchOwner === undefined ? undefined : `${ask.fetchOwner}`],
    ],
  },
  'list-v1': {
    method: 'GET',
    at: 'bucket',
    query: (ask) => [...folders(ask), ['max-keys', ask.max], ['marker', ask.marker]],
  },
  'list-versions': {
    method: 'GET',
    at: 'bucket',
    flag: 'versions',
    query: (ask) => [
      ...folders(ask),
      ['max-keys', ask.max],
      ['key-marker', ask.marker],
      ['version-id-marker', ask.idMarker],
    ],
  },
  attributes: { method: 'GET', at: 'key', flag: 'attributes', query: version },
  'create-bucket': {
    method: 'PUT',
    at: 'bucket',
    document: (_, { region }) => bucketConfiguration(region),
  },
  'delete-bucket': { method: 'DELETE', at: 'bucket' },
  'head-bucket': { method: 'HEAD', at: 'bucket' },
  'list-buckets': { method: 'GET', at: 'service' },
  location: { method: 'GET', at: 'bucket', flag: 'location' },
  'put-versioning': {
    method: 'PUT',
    at: 'bucket',
    flag: 'versioning',
    digest: true,
    document: ({ status = 'Enabled' }) => versioning(status),
  },
  'get-versioning': { method: 'GET', at: 'bucket', flag: 'versioning' },
  'put-lifecycle': {
    method: 'PUT',
    at: 'bucket',
    flag: 'lifecycle',
    digest: true,
    document: ({ rules = [] }) => lifecycle(rules),
  },
  'get-lifecycle': { method: 'GET', at: 'bucket', flag: 'lifecycle' },
  'delete-lifecycle': { method: 'DELETE', at: 'bucket', flag: 'lifecycle' },
  'get-tagging': { method: 'GET', at: 'key', flag: 'tagging', query: version },
  'put-tagging': { method: 'PUT', at: 'key', flag: 'tagging', query: version, digest: true, document: tagging },
  'delete-tagging': { method: 'DELETE', at: 'key', flag: 'tagging', query: version },
  'get-acl': { method: 'GET', at: 'key', flag: 'acl', query: version },
  'get-retention': { method: 'GET', at: 'key', flag: 'retention', query: version },
  'put-retention': { method: 'PUT', at: 'key', flag: 'retention', query: version, digest: true, document: retention },
  'get-legal-hold': { method: 'GET', at: 'key', flag: 'legal-hold', query: version },
  'put-legal-hold': { method: 'PUT', at: 'key', flag: 'legal-hold', query: version, digest: true, document: legalHold },
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
  raw: { method: 'GET', at: 'key' },
};

/** What `attributes` asks for when the question does not say. */
export const ALL_ATTRIBUTES = ['ETag', 'ObjectParts', 'StorageClass', 'ObjectSize'] as const;

/** The unsigned request of a question, before any of its `raw` changes. */
export function planOf(ask: Ask, endpoint: Endpoint): Plan {
  const shape = SHAPES[ask.op];
  if (!shape) throw new Unsendable(`S3 has no operation for ${ask.op}`);
  const document = shape.document?.(ask, endpoint);
  const body: BodySpec | undefined = document === undefined ? ask.body : { kind: 'text', text: document };
  const query: Query = new Map(shape.flag === undefined ? [] : [[shape.flag, true]]);
  for (const [name, value] of shape.query?.(ask) ?? []) if (value !== undefined) query.set(name, String(value));
  const headers = headersOf(ask);
  const virtual = endpoint.addressing === 'virtual' && shape.at !== 'service' && ask.bucket !== '';
  const { host } = new URL(endpoint.url);
  headers.set('host', virtual ? `${ask.bucket}.${host}` : host);
  if (shape.digest && document !== undefined && !headers.has('content-md5')) {
    headers.set('content-md5', createHash('md5').update(document).digest('base64'));
  }
  if (document !== undefined && !headers.has('content-type'))
    headers.set('content-type', shape.json ? 'application/json' : 'application/xml');
  return { method: shape.method, path: pathOf(ask, shape.at, virtual), query, headers, body };
}

/** Percent-encodes everything but `A-Za-z0-9-._~`, as SigV4 asks. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A key as part of a path: slashes stay. */
export function encodedKey(key: string): string {
  return key.split('/').map(encoded).join('/');
}

/** `bucket/key?versionId=…`, encoded. */
export function copySource(source: NonNullable<Ask['source']>): string {
  const version = source.versionId === undefined ? '' : `?versionId=${encoded(source.versionId)}`;
  return `${encoded(source.bucket)}/${encodedKey(source.key)}${version}`;
}

function pathOf(ask: Ask, at: Shape['at'], virtual: boolean): string {
  const bucket =
    virtual || at === 'service' || (ask.op === 'raw' && ask.bucket === '') ? '' : `/${encoded(ask.bucket)}`;
  const key = at === 'key' && ask.key !== undefined ? `/${encodedKey(ask.key)}` : '';
  return `${bucket}${key}` || '/';
}

/** Headers mean the same with every operation, so a question may carry one where no client would send it (S3-079). */
function headersOf(ask: Ask): Map<string, string> {
  const copies = ask.op === 'copy' || ask.op === 'copy-part';
  const condition = copies ? 'x-amz-copy-source-if-' : 'if-';
  const etag = (value: string | undefined) => (value === undefined ? undefined : quoted(value));
  const all: readonly (readonly [string, string | undefined])[] = [
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
    ['content-type', ask.contentType],
    ['cache-control', ask.cacheControl],
    ['content-disposition', ask.contentDisposition],
    ['content-encoding', ask.contentEncoding],
    ['content-language', ask.contentLanguage],
    ['expires', ask.expires],
    ['x-amz-storage-class', ask.storageClass],
    ['x-amz-website-redirect-location', ask.redirect],
    ['x-amz-copy-source', ask.source && copySource(ask.source)],
    [copies ? 'x-amz-copy-source-range' : 'range', ask.range],
    [`${condition}match`, etag(ask.ifMatch)],
    [`${condition}none-match`, etag(ask.ifNoneMatch)],
    [`${condition}modified-since`, ask.ifModifiedSince],
    [`${condition}unmodified-since`, ask.ifUnmodifiedSince],
    ['x-amz-metadata-directive', ask.metadataDirective],
    ...(ask.op === 'attributes'
      ? ([
          ['x-amz-object-attributes', (ask.attributes ?? ALL_ATTRIBUTES).join(',')],
          ['x-amz-max-parts', ask.max === undefined ? undefined : String(ask.max)],
          ['x-amz-part-number-marker', ask.marker === undefined ? undefined : String(ask.marker)],
        ] as const)
      : []),
    ...attributeHeaders(ask),
    ...Object.entries(ask.metadata ?? {}).map(([name, value]) => [`x-amz-meta-${name.toLowerCase()}`, value] as const),
  ];
  return new Map(all.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

const dashed = (name: string) => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
