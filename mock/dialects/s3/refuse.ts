/** A refusal → S3's error document. */
import type { CommonFault, Refusal } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { DECLARATION, element } from '../xml/document.js';
import { ERRORS } from './errors.js';
import type { WireError } from './wire-error.js';
import { commonHeaders } from './write.js';

/** See {@link Dialect.refuse}. The document has no namespace (S3-248). */
export function refuse({ rule, fault, detail }: Refusal, context: RenderContext): WireResponse {
  const { policy, request, requestId, hostId } = context;
  // The same fault of a scope is spelt after the place in which it was found.
  const spelling = fault === 'wrong-scope' && detail.where === 'query' ? 'malformed-presign' : fault;
  const { status, code, message, elements, headers: extra }: WireError = ERRORS[spelling as CommonFault];
  const headers = Object.assign(
    commonHeaders(context),
    { 'Content-Type': 'application/xml', 'x-mock-rule': rule },
    extra,
  );
  if (detail.near) headers['x-mock-near'] = String(detail.near);
  if (fault === 'wrong-scope') headers['x-amz-bucket-region'] = policy.region;
  if (detail.deleteMarker !== undefined) {
    headers['x-amz-delete-marker'] = 'true';
    headers['x-amz-version-id'] = String(detail.deleteMarker);
  }
  if (request.method === 'HEAD') return { status, headers };
  let body = `${DECLARATION}<Error>${element('Code', code)}${element('Message', fill(message, detail))}`;
  for (const name in elements) {
    const source = elements[name] ?? '';
    const value = source.startsWith('=') ? source.slice(1) : (detail[source] ?? implied(source, context));
    if (value !== undefined) body += element(name, value);
  }
  body +=
    policy.choices.errorElements === 'resource'
      ? element('Resource', request.path) + element('RequestId', requestId)
      : element('RequestId', requestId) + element('HostId', hostId);
  return { status, headers, body: `${body}</Error>` };
}

function implied(source: string, { request }: RenderContext): string | undefined {
  return source === 'method' ? request.method : undefined;
}

/** A detail named `message` says it better than the table. */
function fill(message: string, detail: Refusal['detail']): string {
  if (detail.message !== undefined) return String(detail.message);
  if (!message.includes('{')) return message;
  return message.replace(/\{(\w+)\}/g, (_, name: string) => {
    const shown = detail[name];
    return shown === undefined ? String(detail[name.toLowerCase()] ?? '').toUpperCase() : String(shown);
  });
}
