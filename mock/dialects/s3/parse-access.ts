/** What requests say of rights: policies and who pays, and the headers about owner and payer that any request may carry. */
import type { Setting } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { onlyText, readXml } from '../xml/document.js';
import { MALFORMED, type Parser } from '../xml/parser.js';

export const parsePutPolicy: Parser<'put-policy'> = (call, document) => ({
  op: 'put-policy',
  bucket: call.bucket,
  text: document.toString('utf8'),
});

export const parsePutPayment: Parser<'put-payment'> = (call, document) => {
  const root = readXml(document);
  const payer = root?.name === 'RequestPaymentConfiguration' ? onlyText(root, 'Payer') : undefined;
  if (payer !== 'Requester' && payer !== 'BucketOwner') return MALFORMED;
  return { op: 'put-payment', bucket: call.bucket, requesterPays: payer === 'Requester' };
};

/** See {@link Dialect.setting}. */
export function setting(call: Call): Setting {
  const { headers } = call.request;
  const expectedOwner = headers['x-amz-expected-bucket-owner'];
  const sourceExpectedOwner = headers['x-amz-source-expected-bucket-owner'];
  const payer = headers['x-amz-request-payer'];
  return {
    ...(expectedOwner !== undefined && { expectedOwner }),
    ...(sourceExpectedOwner !== undefined && { sourceExpectedOwner }),
    ...(payer !== undefined && { payer }),
    about: (key) => conditionValue(key, call),
  };
}

const HEADERS: Readonly<Record<string, string>> = {
  'aws:useragent': 'user-agent',
  'aws:referer': 'referer',
  's3:if-match': 'if-match',
  's3:if-none-match': 'if-none-match',
};

/** The value of a condition key; each request is judged by what it carries itself. */
function conditionValue(key: string, { request, query }: Call): string | undefined {
  const { headers } = request;
  if (Object.hasOwn(HEADERS, key)) return headers[HEADERS[key]!];
  if (key.startsWith('s3:x-amz-')) return headers[key.slice('s3:'.length)];
  switch (key) {
    case 'aws:securetransport':
      // The mock speaks plain HTTP.
      return 'false';
    case 'aws:sourceip':
      return request.peer;
    case 's3:signatureversion':
      return signed(headers, query) && 'AWS4-HMAC-SHA256';
    case 's3:authtype':
      return signed(headers, query) && (headers.authorization === undefined ? 'REST-QUERY-STRING' : 'REST-HEADER');
    case 's3:versionid':
      return query.get('versionId');
    default:
      return query.get(key.slice('s3:'.length));
  }
}

function signed(headers: Call['request']['headers'], query: Call['query']): true | undefined {
  return headers.authorization !== undefined || query.has('X-Amz-Signature') || undefined;
}
