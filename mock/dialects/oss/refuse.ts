/** A refusal → OSS's error document. */
import type { Refusal } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { DECLARATION, element } from '../xml/document.js';
import { hostName } from './address.js';
import { ERRORS, type WireError } from './errors.js';
import { commonHeaders } from './write.js';

const HELP = 'https://api.aliyun.com/troubleshoot?q=';

/** See {@link Dialect.refuse}. The answer to a HEAD has its document in a header (OSS-007), a 304 has none. */
export function refuse({ rule, fault, detail }: Refusal, context: RenderContext): WireResponse {
  const known: WireError | undefined = ERRORS[fault];
  const spelled = known ?? { status: 500, code: 'InternalError', message: `OSS has no words for "${fault}".` };
  const ec = ecOf(spelled, detail, context);
  const headers = Object.assign(commonHeaders(context), { 'x-mock-rule': rule });
  if (ec !== '') headers['x-oss-ec'] = ec;
  if (detail.near) headers['x-mock-near'] = String(detail.near);
  if (detail.deleteMarker !== undefined) {
    headers['x-oss-delete-marker'] = 'true';
    headers['x-oss-version-id'] = String(detail.deleteMarker);
  }
  if (spelled.status === 304) return { status: 304, headers };
  const body = documentOf(spelled, detail, ec, context);
  if (context.request.method === 'HEAD') {
    headers['x-oss-err'] = Buffer.from(body).toString('base64');
    return { status: spelled.status, headers };
  }
  headers['Content-Type'] = 'application/xml';
  if (spelled.status === 411 || spelled.code === 'RequestTimeout') headers.Connection = 'close';
  return { status: spelled.status, headers, body };
}

/** Children in the order of OSS-004. */
function documentOf(spelled: WireError, detail: Refusal['detail'], ec: string, context: RenderContext): string {
  const { request, requestId } = context;
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => String(detail[name] ?? ''));
  let body =
    element('Code', spelled.code) +
    element('Message', detail.message === undefined ? fill(spelled.message) : String(detail.message)) +
    element('RequestId', requestId) +
    element('HostId', hostName(request.headers.host));
  for (const [name, source] of Object.entries(spelled.elements ?? {})) {
    const value = source.startsWith('=') ? source.slice(1) : (detail[source] ?? implied(source, context));
    // The engine calls conditions as S3 does.
    if (value !== undefined)
      body += element(name, name === 'Condition' ? String(value).replace('x-amz-', 'x-oss-') : value);
  }
  if (ec !== '') body += element('EC', ec) + element('RecommendDoc', HELP + ec);
  return `${DECLARATION}<Error>${body}</Error>`;
}

function ecOf({ ec = '' }: WireError, detail: Refusal['detail'], { op }: RenderContext): string {
  if (detail.ec !== undefined) return String(detail.ec);
  if (typeof ec === 'string') return ec;
  return (op && ec[op]) ?? '';
}

function implied(source: string, { request, key }: RenderContext): string | undefined {
  if (source === 'method') return request.method;
  return source === 'key' && key !== '' ? key : undefined;
}
