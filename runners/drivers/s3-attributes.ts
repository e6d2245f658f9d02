/**
 * Encryption, tags, access control lists and locks in the dialect s3: fields of a question as headers and as members of the SDK's
 * commands, and what answers say of them. One list for all operations, since a header means the same wherever it stands.
 */
import { createHash } from 'node:crypto';
import type { Ask, Operation } from './ask.js';
import type { Json } from './observation.js';
import { date, flag, number, text, type Wire } from './wire.js';

type Field = keyof Ask;

const NAME = 'x-amz-server-side-encryption';

/** A customer's key by its name: 32 bytes that any run makes again. Only tests of ours are locked with it. */
export function customerKey(name: string): { readonly key: string; readonly md5: string } {
  const bytes = createHash('sha256').update(`multiparity ${name}`).digest();
  return { key: bytes.toString('base64'), md5: createHash('md5').update(bytes).digest('base64') };
}

const contextOf = (context: Ask['kmsContext']) => context && Buffer.from(JSON.stringify(context)).toString('base64');

/** Operations whose documents say what others say in headers. */
const IN_DOCUMENTS: ReadonlySet<Operation> = new Set(['put-encryption', 'put-retention', 'put-legal-hold']);

/** The moment, when it is written in whole seconds as the SDK writes it. */
export function momentOf(value: string): Date | undefined {
  const moment = new Date(value);
  return !Number.isNaN(moment.getTime()) && momentShown(moment) === value ? moment : undefined;
}

/** A date of an answer in one spelling: whole seconds without their zeros. */
export function momentShown(value: unknown): string | null {
  const shown = date(value);
  if (shown === null || Number.isNaN(Date.parse(shown))) return shown;
  return new Date(shown).toISOString().replace('.000Z', 'Z');
}

/** The headers of these fields; what the question does not say is undefined. */
export function attributeHeaders(ask: Ask): readonly (readonly [string, string | undefined])[] {
  const bypass = ['x-amz-bypass-governance-retention', ask.bypassGovernance ? 'true' : undefined] as const;
  if (IN_DOCUMENTS.has(ask.op)) return [bypass];
  const own = ask.customerKey === undefined ? undefined : customerKey(ask.customerKey);
  const source = ask.sourceCustomerKey === undefined ? undefined : customerKey(ask.sourceCustomerKey);
  const trio = (name: string, key: typeof own) =>
    [
      [`${name}-customer-algorithm`, key && 'AES256'],
      [`${name}-customer-key`, key?.key],
      [`${name}-customer-key-md5`, key?.md5],
    ] as const;
  return [
    bypass,
    ['x-amz-tagging', ask.tagging],
    ['x-amz-tagging-directive', ask.taggingDirective],
    ['x-amz-acl', ask.acl],
    ['x-amz-grant-read', ask.grantRead],
    ['x-amz-grant-read-acp', ask.grantReadAcp],
    ['x-amz-grant-write-acp', ask.grantWriteAcp],
    ['x-amz-grant-full-control', ask.grantFullControl],
    ['x-amz-object-lock-mode', ask.lockMode],
    ['x-amz-object-lock-retain-until-date', ask.retainUntil],
    ['x-amz-object-lock-legal-hold', ask.legalHold],
    ['x-amz-bucket-object-lock-enabled', ask.lock === undefined ? undefined : String(ask.lock)],
    ['x-amz-object-ownership', ask.ownership],
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
  if (IN_DOCUMENTS.has(ask.op)) return ask.bypassGovernance ? { BypassGovernanceRetention: true } : {};
  const own = ask.customerKey === undefined ? undefined : customerKey(ask.customerKey);
  const source = ask.sourceCustomerKey === undefined ? undefined : customerKey(ask.sourceCustomerKey);
  const members = {
    BypassGovernanceRetention: ask.bypassGovernance,
    Tagging: ask.op === 'put-tagging' ? undefined : ask.tagging,
    TaggingDirective: ask.taggingDirective,
    ACL: ask.acl,
    GrantRead: ask.grantRead,
    GrantReadACP: ask.grantReadAcp,
    GrantWriteACP: ask.grantWriteAcp,
    GrantFullControl: ask.grantFullControl,
    ObjectLockMode: ask.lockMode,
    ObjectLockRetainUntilDate: ask.retainUntil === undefined ? undefined : momentOf(ask.retainUntil),
    ObjectLockLegalHoldStatus: ask.legalHold,
    ObjectLockEnabledForBucket: ask.lock,
    ObjectOwnership: ask.ownership,
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

const STORED: readonly Field[] = [
  ...(['encryption', 'kmsKeyId', 'kmsContext', 'bucketKey', 'customerKey'] as const),
  ...(['tagging', 'acl', 'grantRead', 'grantReadAcp', 'grantWriteAcp', 'grantFullControl'] as const),
  ...(['lockMode', 'retainUntil', 'legalHold'] as const),
];

/** The fields for which the SDK's command has members. */
export const CARRIED_ATTRIBUTES: Partial<Record<Operation, readonly Field[]>> = {
  create: STORED,
  put: STORED,
  copy: [...STORED, 'sourceCustomerKey', 'taggingDirective'],
  'create-bucket': ['lock', 'ownership'],
  delete: ['bypassGovernance'],
  'delete-many': ['bypassGovernance'],
  'put-retention': ['bypassGovernance'],
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

const OBJECT = {
  ...ENCRYPTION,
  'x-amz-tagging-count': 'TagCount',
  'x-amz-object-lock-mode': 'ObjectLockMode',
  'x-amz-object-lock-retain-until-date': 'ObjectLockRetainUntilDate',
  'x-amz-object-lock-legal-hold': 'ObjectLockLegalHoldStatus',
};

/** Members of an answer that travel as headers. */
export const ANSWERED_ATTRIBUTES: Partial<Record<Operation, Readonly<Record<string, string>>>> = {
  create: CONTEXT,
  put: CONTEXT,
  copy: CONTEXT,
  'put-part': ENCRYPTION,
  'copy-part': ENCRYPTION,
  complete: ENCRYPTION,
  get: OBJECT,
  head: OBJECT,
};

/** What an answer says of these, in neutral values; null where it is silent. */
export function attributeValues(op: Operation, w: Wire): Readonly<Record<string, Json>> {
  const answered = ANSWERED_ATTRIBUTES[op];
  if (!answered) return {};
  return {
    encryption: text(w.ServerSideEncryption),
    kmsKeyId: text(w.SSEKMSKeyId),
    bucketKey: flag(w.BucketKeyEnabled),
    customerAlgorithm: text(w.SSECustomerAlgorithm),
    customerKeyMd5: text(w.SSECustomerKeyMD5),
    ...(answered === OBJECT ? objectValues(w) : {}),
    ...(answered === CONTEXT ? { kmsContext: contextIn(w.SSEKMSEncryptionContext) } : {}),
  };
}

function objectValues(w: Wire): Readonly<Record<string, Json>> {
  return {
    tagCount: number(w.TagCount),
    lockMode: text(w.ObjectLockMode),
    retainUntil: momentShown(w.ObjectLockRetainUntilDate),
    legalHold: text(w.ObjectLockLegalHoldStatus),
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
