/** Names the operation of a request: address first, then method, sub-resource and copy header against one table. */
import type { Refusal } from '../../engine/types.js';
import type { Call, WireRequest } from '../dialect.js';
import { percentDecode, readQuery } from '../values.js';
import { operationOf, type Target } from '../xml/operations.js';
import { ROUTES } from './operations.js';
import { refusal } from './values.js';

/** See {@link Dialect.detect}. */
export function detect(
  request: WireRequest,
  domains: readonly string[],
): (Call & { readonly virtualHost: boolean }) | Refusal {
  const host = bucketOfHost(request.headers.host, domains);
  const virtualHost = host !== undefined;
  const path = request.path;
  let cut = 0;
  if (!virtualHost) {
    cut = path.indexOf('/', 1);
    if (cut === -1) cut = path.length;
  }
  const bucket = host ?? percentDecode(path.slice(1, cut));
  const key = percentDecode(path.slice(cut + 1));
  const query = readQuery(request.query);
  if (bucket === undefined || key === undefined || query === undefined) {
    return refusal('uri-encoding', 'invalid-uri', { uri: path });
  }
  const on: Target = key !== '' ? 'key' : bucket !== '' ? 'bucket' : 'service';
  const misplacement = on === 'key' && query.size > 0 ? misplaced(request.method, query) : undefined;
  if (misplacement) return misplacement;
  const copy = request.headers['x-amz-copy-source'] !== undefined;
  const found = operationOf(ROUTES, on, request.method, query, copy);
  return 'op' in found ? { op: found.op, bucket, key, query, request, virtualHost } : found;
}

/** The bucket a host name holds; `undefined` when the path holds it. */
function bucketOfHost(header: string | undefined, domains: readonly string[]): string | undefined {
  if (header === undefined) return undefined;
  const colon = header.lastIndexOf(':');
  const host = (colon > header.lastIndexOf(']') ? header.slice(0, colon) : header).toLowerCase();
  let suffix = 0;
  for (const domain of domains) {
    if (host === domain) return undefined;
    const dot = host.length - domain.length - 1;
    if (domain.length > suffix && dot > 0 && host[dot] === '.' && host.endsWith(domain)) suffix = domain.length;
  }
  return suffix === 0 ? undefined : host.slice(0, -suffix - 1);
}

/** Parameters of a multipart upload where they do not belong; S3 has an answer of its own for each. */
function misplaced(method: string, query: Call['query']): Refusal | undefined {
  if (method === 'PUT') {
    const number = query.has('partNumber');
    if (number === query.has('uploadId')) return undefined;
    const near = 'upload-part: PUT /{bucket}/{key}?partNumber&uploadId';
    if (number) return refusal('part-number-without-upload', 'part-number-without-upload', { near });
    const detail = { method, resourceType: 'UPLOAD', near };
    return refusal('upload-without-part-number', 'upload-without-part-number', detail);
  }
  if (method === 'GET' && query.has('uploads')) {
    return refusal('key-not-expected', 'key-not-expected', { near: 'list-uploads: GET /{bucket}?uploads' });
  }
  return undefined;
}
