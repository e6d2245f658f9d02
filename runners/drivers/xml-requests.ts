/** The unsigned request of a question in a dialect with XML, from the shape of its operation. */
import { createHash } from 'node:crypto';
import type { BodySpec } from '../body.js';
import type { Endpoint } from '../targets/target.js';
import type { Ask } from './ask.js';
import type { Plan, Query } from './speech.js';
import { encoded, encodedKey } from './uri.js';
import { quoted } from './xml-documents.js';
import type { Shape } from './xml-shapes.js';

/**
 * The request before any of the question's `raw` changes.
 *
 * @param headers what the question says in headers; those of address and document are added.
 * @param bucketPath how the path of a bucket ends.
 */
export function requestOf(
  ask: Ask,
  endpoint: Endpoint,
  shape: Shape,
  headers: Map<string, string>,
  bucketPath: '' | '/',
): Plan {
  const document = shape.document?.(ask, endpoint);
  const body: BodySpec | undefined = document === undefined ? ask.body : { kind: 'text', text: document };
  const query: Query = new Map(shape.flag === undefined ? [] : [[shape.flag, true]]);
  for (const [name, value] of shape.query?.(ask) ?? [])
    if (value !== undefined) query.set(name, value === true ? true : String(value));
  const virtual = endpoint.addressing === 'virtual' && shape.at !== 'service' && ask.bucket !== '';
  const { host } = new URL(endpoint.url);
  headers.set('host', virtual ? `${ask.bucket}.${host}` : host);
  if (shape.digest && document !== undefined && !headers.has('content-md5')) {
    headers.set('content-md5', createHash('md5').update(document).digest('base64'));
  }
  if (document !== undefined && !headers.has('content-type'))
    headers.set('content-type', shape.json ? 'application/json' : 'application/xml');
  const nameless = virtual || shape.at === 'service' || (ask.op === 'raw' && ask.bucket === '');
  const bucket = nameless ? '' : `/${encoded(ask.bucket)}`;
  const key = shape.at === 'key' && ask.key !== undefined ? `/${encodedKey(ask.key)}` : '';
  const path = shape.at === 'bucket' ? bucket + bucketPath : bucket + key;
  return { method: shape.method, path: path || '/', query, headers, body };
}

type Headers = readonly (readonly [name: string, value: string | undefined])[];

/** What the object is. */
export const contentHeaders = (ask: Ask): Headers => [
  ['content-type', ask.contentType],
  ['cache-control', ask.cacheControl],
  ['content-disposition', ask.contentDisposition],
  ['content-encoding', ask.contentEncoding],
  ['content-language', ask.contentLanguage],
  ['expires', ask.expires],
];

/**
 * What is read, and when: of the object, or with a copy of its source.
 *
 * @param prefix that of the dialect's own headers.
 */
export function readHeaders(ask: Ask, prefix: 'x-amz-' | 'x-oss-'): Headers {
  const copies = ask.op === 'copy' || ask.op === 'copy-part';
  const etag = (value: string | undefined) => (value === undefined ? undefined : quoted(value));
  const condition = copies ? `${prefix}copy-source-if-` : 'if-';
  return [
    [copies ? `${prefix}copy-source-range` : 'range', ask.range],
    [`${condition}match`, etag(ask.ifMatch)],
    [`${condition}none-match`, etag(ask.ifNoneMatch)],
    [`${condition}modified-since`, ask.ifModifiedSince],
    [`${condition}unmodified-since`, ask.ifUnmodifiedSince],
    [`${prefix}metadata-directive`, ask.metadataDirective],
  ];
}

export const metadataHeaders = ({ metadata = {} }: Ask, prefix: 'x-amz-' | 'x-oss-'): Headers =>
  Object.entries(metadata).map(([name, value]) => [`${prefix}meta-${name.toLowerCase()}`, value]);

/** Those that say something. */
export function saidHeaders(headers: Headers): Map<string, string> {
  return new Map(headers.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}
