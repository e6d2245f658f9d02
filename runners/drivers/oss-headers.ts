/** The headers of a question in the dialect oss. */
import { OSS_CRC } from '../checksums.js';
import type { Ask, AskedCallback } from './ask.js';
import { encoded } from './uri.js';
import { contentHeaders, metadataHeaders, readHeaders, saidHeaders } from './xml-requests.js';

/** The header that carries a CRC-64, in requests and answers alike (OSS-036, OSS-045). */
export const CRC_HEADER = 'x-oss-hash-crc64ecma';

/** Headers mean the same with every operation, so a question may carry one where no client would send it (OSS-046). */
export function headersOf(ask: Ask): Map<string, string> {
  const text = (value: string | number | boolean | undefined) => (value === undefined ? undefined : String(value));
  return saidHeaders([
    ['content-md5', ask.contentMd5],
    [CRC_HEADER, ask.checksums?.[OSS_CRC]],
    ...contentHeaders(ask),
    ['x-oss-storage-class', ask.storageClass],
    ['x-oss-server-side-encryption', ask.encryption],
    ['x-oss-server-side-encryption-key-id', ask.kmsKeyId],
    ['x-oss-copy-source', ask.source && copySource(ask.source)],
    ...readHeaders(ask, 'x-oss-'),
    ['x-oss-forbid-overwrite', text(ask.forbidOverwrite)],
    ['x-oss-complete-all', ask.completeAll],
    ['x-oss-object-acl', ask.acl],
    ['x-oss-tagging', ask.tagging],
    ['x-oss-traffic-limit', text(ask.trafficLimit)],
    ['x-oss-range-behavior', ask.rangeBehavior],
    ['x-oss-callback', ask.callback && base64(callbackOf(ask.callback))],
    ['x-oss-callback-var', ask.callbackVar && base64(JSON.stringify(ask.callbackVar))],
    ...metadataHeaders(ask, 'x-oss-'),
  ]);
}

/** `/bucket/key[?versionId=…]`; the first slash must be there (OSS-055). */
function copySource(source: NonNullable<Ask['source']>): string {
  const version = source.versionId === undefined ? '' : `?versionId=${encoded(source.versionId)}`;
  return `/${encoded(source.bucket)}/${encoded(source.key)}${version}`;
}

/** OSS-121. */
function callbackOf({ url, host, body, bodyType }: AskedCallback): string {
  return JSON.stringify({ callbackUrl: url, callbackHost: host, callbackBody: body, callbackBodyType: bodyType });
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
