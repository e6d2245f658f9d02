/** Headers that say how something is, or is to be, encrypted. A customer's key is measured here, and goes no further. */
import { hash } from 'node:crypto';
import type { CustomerKey, EncryptionAsked } from '../../engine/types.js';
import type { Call } from '../dialect.js';

type Headers = Call['request']['headers'];

const NAME = 'x-amz-server-side-encryption';
const OF_SOURCE = 'x-amz-copy-source-server-side-encryption';

/** The customer's key of a request, or that of the source it copies; nothing when no header of it was sent. */
export function customerKey(headers: Headers, of: 'own' | 'source' = 'own'): { readonly customerKey?: CustomerKey } {
  const name = of === 'own' ? NAME : OF_SOURCE;
  const algorithm = headers[`${name}-customer-algorithm`];
  const text = headers[`${name}-customer-key`];
  const md5 = headers[`${name}-customer-key-md5`];
  if (algorithm === undefined && text === undefined && md5 === undefined) return {};
  const key = text === undefined ? undefined : Buffer.from(text, 'base64');
  const fingerprint = key === undefined ? undefined : hash('md5', key, 'base64');
  return { customerKey: { algorithm, size: key?.length, md5, fingerprint } };
}

/** What opens something stored already, and the method of encryption that has no place there. */
export function opening(headers: Headers): {
  readonly customerKey?: CustomerKey;
  readonly misplacedEncryption?: string;
} {
  const algorithm = headers[NAME];
  return { ...customerKey(headers), ...(algorithm !== undefined && { misplacedEncryption: algorithm }) };
}

/** What an upload asks for; nothing when it says nothing of encryption. */
export function encryptionAsked(headers: Headers): { readonly encryption?: EncryptionAsked } {
  const algorithm = headers[NAME];
  const kmsKeyId = headers[`${NAME}-aws-kms-key-id`];
  const context = headers[`${NAME}-context`];
  const bucketKey = headers[`${NAME}-bucket-key-enabled`];
  const { customerKey: customer } = customerKey(headers);
  const asked: EncryptionAsked = {
    ...(algorithm !== undefined && { algorithm }),
    ...(kmsKeyId !== undefined && { kmsKeyId }),
    ...(context !== undefined && { kmsContext: { text: context, sound: isContext(context) } }),
    ...(bucketKey !== undefined && { bucketKey: bucketKey.toLowerCase() === 'true' }),
    ...(customer && { customer }),
  };
  return Object.keys(asked).length === 0 ? {} : { encryption: asked };
}

/** base64 of a JSON map from text to text. */
function isContext(text: string): boolean {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64').toString());
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    return Object.values(value).every((one) => typeof one === 'string');
  } catch {
    return false;
  }
}
