/**
 * Encryption in the dialect s3: fields of a question as headers and as members of the SDK's commands, and what answers say of
 * it. One list for all operations, since a header means the same wherever it stands.
 */
import { createHash } from 'node:crypto';
import type { Ask, Json, Operation } from './driver.js';
import { flag, text, type Wire } from './wire.js';

type Field = keyof Ask;

const NAME = 'x-amz-server-side-encryption';

/** A customer's key by its name: 32 bytes that any run makes again. Only tests of ours are locked with it. */
export function customerKey(name: string): { readonly key: string; readonly md5: string } {
  const bytes = createHash('sha256').update(`multiparity ${name}`).digest();
  return { key: bytes.toString('base64'), md5: createHash('md5').update(bytes).digest('base64') };
}

const contextOf = (context: Ask['kmsContext']) => context && Buffer.from(JSON.stringify(context)).toString('base64');

/** The headers of these fields; what the question does not say is undefined. */
export function attributeHeaders(ask: Ask): readonly (readonly [string, string | undefined])[] {
  if (ask.op === 'put-encryption') return [];
  const own = ask.customerKey === undefined ? undefined : customerKey(ask.customerKey);
  const source = ask.sourceCustomerKey === undefined ? undefined : customerKey(ask.sourceCustomerKey);
  const trio = (name: string, key: typeof own) =>
    [
      [`${name}-customer-algorithm`, key && 'AES256'],
      [`${name}-customer-key`, key?.key],
      [`${name}-customer-key-md5`, key?.md5],
    ] as const;
  return [
    [NAME, ask.encryption],
    [`${NAME}-aws-kms-key-id`, ask.kmsKeyId],
    [`${NAME}-context`, contextOf(ask.kmsContext)],
    [`${NAME}-bucket-key-enabled`, ask.bucketKey === undefined ? undefined : String(ask.bucketKey)],
    ...trio(NAME, own),
    ...trio('x-amz-copy-source-server-side-encryption', source),
  ];
}

/** The same as members of a command's input. */
export function attributeMembers(ask: Ask): Record<string, unknown> {
  if (ask.op === 'put-encryption') return {};
  const own = ask.customerKey === undefined ? undefined : customerKey(ask.customerKey);
  const source = ask.sourceCustomerKey === undefined ? undefined : customerKey(ask.sourceCustomerKey);
  const members = {
    ServerSideEncryption: ask.encryption,
    SSEKMSKeyId: ask.kmsKeyId,
    SSEKMSEncryptionContext: contextOf(ask.kmsContext),
    BucketKeyEnabled: ask.bucketKey,
    SSECustomerAlgorithm: own && 'AES256',
    SSECustomerKey: own?.key,
    SSECustomerKeyMD5: own?.md5,
    CopySourceSSECustomerAlgorithm: source && 'AES256',
    CopySourceSSECustomerKey: source?.key,
    CopySourceSSECustomerKeyMD5: source?.md5,
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

const STORED: readonly Field[] = ['encryption', 'kmsKeyId', 'kmsContext', 'bucketKey', 'customerKey'];

/** The fields for which the SDK's command has members. */
export const CARRIED_ATTRIBUTES: Partial<Record<Operation, readonly Field[]>> = {
  create: STORED,
  put: STORED,
  copy: [...STORED, 'sourceCustomerKey'],
  'put-part': ['customerKey'],
  'copy-part': ['customerKey', 'sourceCustomerKey'],
  complete: ['customerKey'],
  get: ['customerKey'],
  head: ['customerKey'],
  attributes: ['customerKey'],
  'put-encryption': ['encryption', 'kmsKeyId', 'bucketKey', 'customerKeys'],
  'get-encryption': [],
};

const ENCRYPTION: Readonly<Record<string, string>> = {
  [NAME]: 'ServerSideEncryption',
  [`${NAME}-aws-kms-key-id`]: 'SSEKMSKeyId',
  [`${NAME}-bucket-key-enabled`]: 'BucketKeyEnabled',
  [`${NAME}-customer-algorithm`]: 'SSECustomerAlgorithm',
  [`${NAME}-customer-key-md5`]: 'SSECustomerKeyMD5',
};
const CONTEXT = { ...ENCRYPTION, [`${NAME}-context`]: 'SSEKMSEncryptionContext' };

/** Members of an answer that travel as headers. */
export const ANSWERED_ATTRIBUTES: Partial<Record<Operation, Readonly<Record<string, string>>>> = {
  create: CONTEXT,
  put: CONTEXT,
  copy: CONTEXT,
  'put-part': ENCRYPTION,
  'copy-part': ENCRYPTION,
  complete: ENCRYPTION,
  get: ENCRYPTION,
  head: ENCRYPTION,
};

/** What an answer says of encryption, in neutral values; null where it is silent. */
export function attributeValues(op: Operation, w: Wire): Readonly<Record<string, Json>> {
  const answered = ANSWERED_ATTRIBUTES[op];
  if (!answered) return {};
  return {
    encryption: text(w.ServerSideEncryption),
    kmsKeyId: text(w.SSEKMSKeyId),
    bucketKey: flag(w.BucketKeyEnabled),
    customerAlgorithm: text(w.SSECustomerAlgorithm),
    customerKeyMd5: text(w.SSECustomerKeyMD5),
    ...(answered === CONTEXT ? { kmsContext: contextIn(w.SSEKMSEncryptionContext) } : {}),
  };
}

/** The map in an encryption context; what cannot be read stays visible as text. */
function contextIn(value: unknown): Json {
  const shown = text(value);
  if (shown === null) return null;
  try {
    return JSON.parse(Buffer.from(shown, 'base64').toString()) as Json;
  } catch {
    return shown;
  }
}
