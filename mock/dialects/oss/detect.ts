/** Names the operation of a request: its address first, then method, sub-resource and copy header against one table. */
import type { Refusal } from '../../engine/types.js';
import type { AddressedCall, Call, Hosts, WireRequest } from '../dialect.js';
import { percentDecode, readQuery } from '../values.js';
import { operationOf, type Target } from '../xml/operations.js';
import { type Address, inPath, readAddress } from './address.js';
import { ROUTES } from './operations.js';
import { badArgument, refusal } from './values.js';

/** See {@link Dialect.detect}. The address is read as the host suggests it; see {@link detectInPath} for the other reading. */
export function detect(request: WireRequest, hosts: Hosts): AddressedCall | Refusal {
  const address = readAddress(request.path, request.headers.host, hosts);
  if (address.serviceHost && address.rest !== '') {
    return refusal('bucket/addressing', 'path-style-refused', { bucket: address.rest.split('/', 1)[0] ?? '' });
  }
  return callAt(address, request);
}

/**
 * The same request with its bucket in the path. ali-oss with `sldEnable` on an IP address names the bucket in the host too,
 * and only the signature tells which was meant (OSS-204). `undefined` where the path does not begin with the host's bucket.
 */
export function detectInPath(call: AddressedCall): AddressedCall | undefined {
  const address = inPath(call.request.path);
  if (!call.virtualHost || address.bucket !== call.bucket) return undefined;
  const found = callAt(address, call.request);
  return 'op' in found ? found : undefined;
}

function callAt(address: Address, request: WireRequest): AddressedCall | Refusal {
  const bucket = percentDecode(address.bucket);
  const key = percentDecode(address.rest);
  const query = readQuery(request.query);
  if (key === undefined) {
    return refusal('names/utf-8', 'invalid-object-name', { message: NOT_UTF8, ec: '0016-00000004' });
  }
  if (bucket === undefined || query === undefined) {
    return badArgument('URI', request.path, 'The request URI could not be decoded.');
  }
  const on: Target = key !== '' ? 'key' : bucket !== '' ? 'bucket' : 'service';
  const misplacement = on === 'key' && request.method === 'PUT' ? misplaced(query) : undefined;
  if (misplacement) return misplacement;
  const copy = request.headers['x-oss-copy-source'] !== undefined;
  const found = operationOf(ROUTES, on, request.method, query, copy);
  if (!('op' in found)) return found;
  return { op: found.op, bucket, key, query, request, virtualHost: address.virtualHost };
}

const NOT_UTF8 = 'The object name is not encoded in UTF-8.';

/** A part without its upload, or the other way round (OSS-040, OSS-041). */
function misplaced(query: Call['query']): Refusal | undefined {
  const number = query.get('partNumber') ?? '';
  const upload = query.get('uploadId') ?? '';
  if (query.has('uploadId') && number === '') {
    return refusal('wire/upload-without-part-number', 'upload-without-part-number');
  }
  if (query.has('partNumber') && upload === '') {
    return refusal('wire/part-number-without-upload', 'part-number-without-upload', { uploadId: '' });
  }
  return undefined;
}
