/** What each operation looks like on the wire in the dialect oss: Ask → method, address, query, headers and body, unsigned. */
import { createHash } from 'node:crypto';
import type { BodySpec } from '../body.js';
import type { Endpoint } from '../targets/target.js';
import type { Ask, Operation } from './driver.js';
import { completion, deletion, lifecycle, versioning } from './oss-documents.js';
import { headersOf } from './oss-headers.js';
import { encoded, encodedKey } from './s3-requests.js';
import { Unsendable } from './sign.js';
import type { Plan, Query } from './speech.js';

interface Shape {
  readonly method: string;
  readonly at: 'service' | 'bucket' | 'key';
  /** Sub-resource, sent as the bare name. */
  readonly flag?: string;
  readonly query?: (ask: Ask) => readonly (readonly [string, string | number | true | undefined])[];
  readonly document?: (ask: Ask) => string | undefined;
  /** ali-oss sends a Content-MD5 with these documents, and OSS wants it with some. */
  readonly digest?: boolean;
}

const upload = (ask: Ask) => [['uploadId', ask.uploadId]] as const;
const part = (ask: Ask) =>
  [
    ['partNumber', ask.number],
    ['uploadId', ask.uploadId],
  ] as const;
const version = (ask: Ask) => [['versionId', ask.versionId]] as const;
const encoding = (ask: Ask) => [['encoding-type', ask.encodingType]] as const;
const folders = (ask: Ask) => [['prefix', ask.prefix], ['delimiter', ask.delimiter], ...encoding(ask)] as const;

/** What OSS has no operation for is left out. */
const SHAPES: Partial<Record<Operation, Shape>> = {
  create: {
    method: 'POST',
    at: 'key',
    flag: 'uploads',
    query: (ask) => [['sequential', ask.sequential === true ? true : undefined], ...encoding(ask)],
  },
  'put-part': { method: 'PUT', at: 'key', query: part },
  'copy-part': { method: 'PUT', at: 'key', query: part },
  complete: {
    method: 'POST',
    at: 'key',
    query: (ask) => [...upload(ask), ...encoding(ask)],
    document: completion,
  },
  abort: { method: 'DELETE', at: 'key', query: upload },
  'list-parts': {
    method: 'GET',
    at: 'key',
    query: (ask) => [...upload(ask), ['max-parts', ask.max], ['part-number-marker', ask.marker], ...encoding(ask)],
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
      ...version(ask),
      ...Object.entries(ask.override ?? {}).map(([name, value]) => [`response-${dashed(name)}`, value] as const),
    ],
  },
  head: { method: 'HEAD', at: 'key', query: version },
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
  'get-tagging': { method: 'GET', at: 'key', flag: 'tagging' },
  'get-acl': { method: 'GET', at: 'key', flag: 'acl' },
  'create-bucket': { method: 'PUT', at: 'bucket' },
  'delete-bucket': { method: 'DELETE', at: 'bucket' },
  'head-bucket': { method: 'GET', at: 'bucket', flag: 'bucketInfo' },
  'list-buckets': { method: 'GET', at: 'service' },
  location: { method: 'GET', at: 'bucket', flag: 'location' },
  'put-versioning': {
    method: 'PUT',
    at: 'bucket',
    flag: 'versioning',
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
  raw: { method: 'GET', at: 'key' },
};

/**
 * The unsigned request of a question, before any of its `raw` changes.
 *
 * @throws Unsendable for an operation that OSS does not have.
 */
export function planOf(ask: Ask, endpoint: Endpoint): Plan {
  const shape = SHAPES[ask.op];
  if (!shape) throw new Unsendable(`OSS has no operation for ${ask.op}`);
  const document = shape.document?.(ask);
  const body: BodySpec | undefined = document === undefined ? ask.body : { kind: 'text', text: document };
  const query: Query = new Map(shape.flag === undefined ? [] : [[shape.flag, true]]);
  for (const [name, value] of shape.query?.(ask) ?? [])
    if (value !== undefined) query.set(name, value === true ? true : String(value));
  const headers = headersOf(ask);
  const virtual = endpoint.addressing === 'virtual' && shape.at !== 'service' && ask.bucket !== '';
  const { host } = new URL(endpoint.url);
  headers.set('host', virtual ? `${ask.bucket}.${host}` : host);
  if (shape.digest && document !== undefined && !headers.has('content-md5')) {
    headers.set('content-md5', createHash('md5').update(document).digest('base64'));
  }
  if (document !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/xml');
  return { method: shape.method, path: pathOf(ask, shape.at, virtual), query, headers, body };
}

function pathOf(ask: Ask, at: Shape['at'], virtual: boolean): string {
  const bucket =
    virtual || at === 'service' || (ask.op === 'raw' && ask.bucket === '') ? '' : `/${encoded(ask.bucket)}`;
  const key = at === 'key' && ask.key !== undefined ? `/${encodedKey(ask.key)}` : at === 'bucket' ? '/' : '';
  return `${bucket}${key}` || '/';
}

const dashed = (name: string) => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);
