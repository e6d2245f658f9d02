/**
 * What OSS signs. Node hands over header values as latin1, one character for each byte, so everything here is latin1 too: a
 * signature over raw UTF-8 is then over the same bytes.
 */
import type { Call } from '../dialect.js';

/** The query names that V1 signs (OSS-150); it passes over all others, such as `prefix` and `max-parts` (OSS-151). */
const SIGNED: ReadonlySet<string> = new Set([
  ...['uploads', 'uploadId', 'partNumber', 'sequential', 'delete', 'acl', 'lifecycle', 'location', 'bucketInfo'],
  ...['objectMeta', 'tagging', 'versioning', 'versions', 'versionId', 'callback', 'callback-var', 'security-token'],
  ...['continuation-token', 'encryption', 'append', 'position', 'symlink', 'restore', 'policy', 'cors', 'logging'],
  ...['website', 'referer', 'requestPayment', 'worm', 'wormId', 'wormExtend', 'inventory', 'inventoryId', 'stat'],
  ...['qosInfo', 'asyncFetch', 'comp', 'live', 'status', 'vod', 'startTime', 'endTime', 'img', 'style', 'styleName'],
  ...['replication', 'replicationProgress', 'replicationLocation', 'cname', 'qos', 'udf', 'udfName', 'udfImage'],
  ...['udfId', 'udfImageDesc', 'udfApplication', 'udfApplicationLog', 'withHashContext', 'transferAcceleration'],
  ...['metaQuery', 'resourceGroup', 'rtc', 'responseHeader', 'regionList', 'cloudboxes', 'response-content-type'],
  ...['response-content-language', 'response-expires', 'response-cache-control', 'response-content-disposition'],
  'response-content-encoding',
]);

const OSS = 'x-oss-';

/** Whether V1 signs this query name. Every name that begins as OSS's headers do is among them. */
export const isSignedInV1 = (name: string): boolean => SIGNED.has(name) || name.startsWith(OSS);

type Headers = Call['request']['headers'];

/** The string to sign of V1 (OSS-146). @param date the Date slot: of a URL it is the expiry. */
export function stringToSignV1({ request, bucket, key, query }: Call, date: string): string {
  const { method, headers } = request;
  const lines = [method, headers['content-md5'] ?? '', headers['content-type'] ?? '', date];
  const own = ossHeaders(headers).map((name) => `${name}:${trimmed(headers, name)}\n`);
  return `${lines.join('\n')}\n${own.join('')}${resource(bucket, key)}${subResources(query)}`;
}

/** The resource names the bucket however the request was addressed, and the key as it is (OSS-148). */
function resource(bucket: string, key: string): string {
  return bytes(bucket === '' ? '/' : `/${bucket}/${key}`);
}

/** OSS-149: a name without a value stands alone. */
function subResources(query: Call['query']): string {
  const names = [...query.keys()].filter(isSignedInV1).sort();
  const pairs = names.map((name) => {
    const value = query.get(name) ?? '';
    return value === '' ? name : `${name}=${bytes(value)}`;
  });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function ossHeaders(headers: Headers): string[] {
  return Object.keys(headers)
    .filter((name) => name.startsWith(OSS))
    .sort();
}

export interface CanonicalV4 {
  /** Lower-case names that are signed beside the usual ones. */
  readonly additional: readonly string[];
  readonly payload: string;
  /** ali-oss writes `prefix=` where others write `prefix` (OSS-172). */
  readonly emptyValues: 'bare' | 'with-equals';
}

/** The canonical request of V4 (OSS-160 to OSS-164). */
export function canonicalRequestV4(call: Call, { additional, payload, emptyValues }: CanonicalV4): string {
  const { request, bucket, key, query } = call;
  const { headers, method } = request;
  const uri = bucket === '' ? '/' : `/${encodeStrictly(bucket)}/${encodeStrictly(key).replaceAll('%2F', '/')}`;
  const equals = emptyValues === 'bare' ? '' : '=';
  const pairs = [...query]
    .filter(([name]) => name !== 'x-oss-signature')
    .map(([name, value]) => [encodeStrictly(name), value === '' ? equals : `=${encodeStrictly(value)}`] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const usual = ['content-type', 'content-md5'].filter((name) => headers[name] !== undefined);
  const names = [...new Set([...usual, ...ossHeaders(headers), ...additional])].sort();
  const lines = names.map((name) => `${name}:${trimmed(headers, name)}\n`);
  const queryText = pairs.map(([name, value]) => name + value).join('&');
  return [method, uri, queryText, lines.join(''), additional.join(';'), payload].join('\n');
}

function trimmed(headers: Headers, name: string): string {
  return (headers[name] ?? '').trim();
}

/** Percent-encodes all but RFC 3986's unreserved characters. */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function bytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}
