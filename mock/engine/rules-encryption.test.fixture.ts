/** For tests: the rules about encryption, one line for each side of an edge. */
import type { BucketEncryptionAsked } from './command.js';
import { KMS_KEYS, keyArn } from './encryption.js';
import { copy, copyPart, create, get, type PolicyChanges, part, put, type Row } from './engine.test.fixture.js';
import type { Command, CustomerKey, EncryptionAsked } from './types.js';

const BASE: CustomerKey = { algorithm: 'AES256', size: 32, md5: 'A', fingerprint: 'A' };
const key = (changes: Partial<CustomerKey> = {}): CustomerKey => ({ ...BASE, ...changes });
const OTHER = key({ md5: 'B', fingerprint: 'B' });

const asking = (command: Command, encryption: EncryptionAsked): Command => ({ ...command, encryption }) as Command;
const keyed = (command: Command, customerKey: CustomerKey): Command => ({ ...command, customerKey }) as Command;
const from = (key: string, customerKey?: CustomerKey) => ({
  bucket: 'bkt',
  key,
  conditions: {},
  ...(customerKey && { customerKey }),
});
const locked = asking(create(), { customer: key() });
const stored = asking(put('k'), { customer: key() });
const kms = (kmsKeyId?: string): EncryptionAsked => ({
  algorithm: 'aws:kms',
  ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
});
const UNSET = { algorithm: undefined, kmsKeyId: undefined, bucketKey: undefined, customerKeys: undefined };
const byDefault = (changes: Partial<BucketEncryptionAsked>): Command => ({
  op: 'put-encryption',
  bucket: 'bkt',
  encryption: { ...UNSET, ...changes },
});
const choosing = (choices: PolicyChanges['choices'] & object): PolicyChanges => ({ choices });
const [OWN, SECOND, DISABLED, PENDING] = KMS_KEYS;
const context = (sound: boolean): EncryptionAsked => ({ ...kms(), kmsContext: { text: 'e30=', sound } });

const misplacing = (command: Command): Command => ({ ...command, misplacedEncryption: 'AES256' }) as Command;

export const ENCRYPTION_ROWS: readonly Row[] = [
  ['encryption/only-at-create', 'a part', [create()], part(1), 'ok'],
  ['encryption/only-at-create', 'a part that names one', [create()], misplacing(part(1)), 'encryption-misplaced'],
  ['encryption/only-at-create', 'a read that names one', [put('k')], misplacing(get('k')), 'encryption-misplaced'],
  [
    'encryption/only-at-create',
    'where they are ignored',
    [create()],
    misplacing(part(1)),
    'ok',
    choosing({ encryptionHeaders: 'ignored' }),
  ],

  ['encryption/not-offered', 'nothing asked', [], create(), 'ok', choosing({ encryptionHeaders: 'not-implemented' })],
  [
    'encryption/not-offered',
    'AES256',
    [],
    asking(create(), { algorithm: 'AES256' }),
    'not-implemented',
    choosing({ encryptionHeaders: 'not-implemented' }),
  ],
  [
    'encryption/not-offered',
    'a key for a part',
    [create()],
    keyed(part(1), key()),
    'not-implemented',
    choosing({ encryptionHeaders: 'not-implemented' }),
  ],
  [
    'encryption/not-offered',
    'where they are ignored',
    [],
    asking(create(), { algorithm: 'AES256' }),
    'ok',
    choosing({ encryptionHeaders: 'ignored' }),
  ],

  ['encryption/customer-key-over-http', 'where that is accepted', [], locked, 'ok'],
  [
    'encryption/customer-key-over-http',
    'where it is not',
    [],
    locked,
    'customer-key-over-http',
    choosing({ customerKeysOverHttp: 'refused' }),
  ],
  [
    'encryption/customer-key-over-http',
    'of a source',
    [put('s')],
    copy('k', from('s', key())),
    'customer-key-over-http',
    choosing({ customerKeysOverHttp: 'refused' }),
  ],
  [
    'encryption/customer-key-over-http',
    'no key at all',
    [],
    asking(create(), kms()),
    'ok',
    choosing({ customerKeysOverHttp: 'refused' }),
  ],

  ['encryption/customer-key-with-another', 'alone', [], locked, 'ok'],
  [
    'encryption/customer-key-with-another',
    'with AES256',
    [],
    asking(create(), { algorithm: 'AES256', customer: key() }),
    'encryption-incompatible',
  ],
  [
    'encryption/customer-key-with-another',
    'with aws:kms',
    [],
    asking(put('k'), { ...kms(), customer: key() }),
    'encryption-incompatible',
  ],

  ['encryption/customer-key', 'whole', [], locked, 'ok'],
  [
    'encryption/customer-key',
    'no algorithm',
    [],
    asking(create(), { customer: key({ algorithm: undefined }) }),
    'customer-key-malformed',
  ],
  [
    'encryption/customer-key',
    'another algorithm',
    [],
    asking(create(), { customer: key({ algorithm: 'AES128' }) }),
    'customer-algorithm-invalid',
  ],
  [
    'encryption/customer-key',
    'no key',
    [],
    asking(create(), { customer: key({ size: undefined, fingerprint: undefined }) }),
    'customer-key-malformed',
  ],
  [
    'encryption/customer-key',
    'no MD5',
    [],
    asking(create(), { customer: key({ md5: undefined }) }),
    'customer-key-malformed',
  ],
  [
    'encryption/customer-key',
    'another MD5',
    [],
    asking(create(), { customer: key({ md5: 'B' }) }),
    'customer-key-malformed',
  ],
  [
    'encryption/customer-key',
    '31 bytes',
    [],
    asking(create(), { customer: key({ size: 31 }) }),
    'customer-key-malformed',
  ],
  [
    'encryption/customer-key',
    '33 bytes',
    [],
    asking(create(), { customer: key({ size: 33 }) }),
    'customer-key-malformed',
  ],
  [
    'encryption/customer-key',
    'of a source',
    [put('s')],
    copy('k', from('s', key({ md5: 'B' }))),
    'customer-key-malformed',
  ],
  ['encryption/customer-key', 'of a part', [locked], keyed(part(1), key({ md5: 'B' })), 'customer-key-malformed'],

  ['encryption/customer-keys-blocked', 'a bucket that takes them', [], locked, 'ok'],
  [
    'encryption/customer-keys-blocked',
    'one that does not',
    [],
    locked,
    'customer-keys-blocked',
    choosing({ customerKeys: 'blocked' }),
  ],
  ['encryption/customer-keys-blocked', 'nothing asked', [], create(), 'ok', choosing({ customerKeys: 'blocked' })],
  [
    'encryption/customer-keys-blocked',
    'after its owner allowed them',
    [byDefault({ customerKeys: 'allowed' })],
    locked,
    'ok',
    choosing({ customerKeys: 'blocked' }),
  ],
  [
    'encryption/customer-keys-blocked',
    'after its owner blocked them',
    [byDefault({ customerKeys: 'blocked' })],
    locked,
    'customer-keys-blocked',
  ],
  [
    'encryption/customer-keys-blocked',
    'a default that says nothing of them',
    [byDefault({ algorithm: 'AES256' })],
    locked,
    'customer-keys-blocked',
    choosing({ customerKeys: 'blocked' }),
  ],

  ['encryption/algorithm', 'AES256', [], asking(create(), { algorithm: 'AES256' }), 'ok'],
  ['encryption/algorithm', 'aws:kms:dsse', [], asking(create(), { algorithm: 'aws:kms:dsse' }), 'ok'],
  ['encryption/algorithm', 'another', [], asking(create(), { algorithm: 'AES512' }), 'encryption-algorithm-invalid'],
  [
    'encryption/algorithm',
    'in other letters',
    [],
    asking(put('k'), { algorithm: 'aes256' }),
    'encryption-algorithm-invalid',
  ],

  ['encryption/kms-headers', 'a key with aws:kms', [], asking(create(), kms(OWN!.id)), 'ok'],
  ['encryption/kms-headers', 'a key without', [], asking(create(), { kmsKeyId: OWN!.id }), 'kms-headers-without-kms'],
  [
    'encryption/kms-headers',
    'a key with AES256',
    [],
    asking(create(), { algorithm: 'AES256', kmsKeyId: OWN!.id }),
    'kms-headers-without-kms',
  ],
  ['encryption/kms-headers', 'a context', [], asking(create(), context(true)), 'ok'],
  ['encryption/kms-headers', 'a context that is no map', [], asking(create(), context(false)), 'kms-context-malformed'],

  ['encryption/kms-key', 'none named', [], asking(create(), kms()), 'ok'],
  ['encryption/kms-key', 'by id', [], asking(create(), kms(SECOND!.id)), 'ok'],
  ['encryption/kms-key', 'by alias', [], asking(create(), kms('alias/aws/s3')), 'ok'],
  ['encryption/kms-key', 'by ARN', [], asking(create(), kms(keyArn(OWN!, 'eu-west-1'))), 'ok'],
  [
    'encryption/kms-key',
    'of another region',
    [],
    asking(create(), kms(keyArn(OWN!, 'eu-west-2'))),
    'kms-key-not-found',
  ],
  ['encryption/kms-key', 'unknown', [], asking(create(), kms('fake-key-id')), 'kms-key-not-found'],
  ['encryption/kms-key', 'disabled', [], asking(create(), kms(DISABLED!.id)), 'kms-key-disabled'],
  ['encryption/kms-key', 'to be deleted', [], asking(put('k'), kms(PENDING!.alias)), 'kms-key-invalid-state'],
  [
    'encryption/kms-key',
    'unknown, of the bucket',
    [byDefault({ algorithm: 'aws:kms', kmsKeyId: 'fake' })],
    create(),
    'kms-key-not-found',
  ],

  ['encryption/part-key', 'none, and none at Create', [create()], part(1), 'ok'],
  ['encryption/part-key', 'that of Create', [locked], keyed(part(1), key()), 'ok'],
  ['encryption/part-key', 'left out', [locked], part(1), 'part-key-missing'],
  ['encryption/part-key', 'where Create had none', [create()], keyed(part(1), key()), 'part-key-missing'],
  ['encryption/part-key', 'another', [locked], keyed(part(1), OTHER), 'part-key-differs'],
  ['encryption/part-key', 'under KMS', [asking(create(), kms())], part(1), 'ok'],
  [
    'encryption/part-key',
    'left out of a copy',
    [locked, put('s')],
    copyPart({ source: from('s') }),
    'part-key-missing',
  ],

  ['encryption/read-key', 'of an object that needs none', [put('k')], get('k'), 'ok'],
  [
    'encryption/read-key',
    'for an object that needs none',
    [put('k')],
    keyed(get('k'), key()),
    'customer-key-not-applicable',
  ],
  ['encryption/read-key', 'the right one', [stored], keyed(get('k'), key()), 'ok'],
  ['encryption/read-key', 'another', [stored], keyed(get('k'), OTHER), 'customer-key-wrong'],
  ['encryption/read-key', 'left out', [stored], get('k', { op: 'head-object' }), 'customer-key-required'],

  ['encryption/source-key', 'the right one', [stored], copy('c', from('k', key())), 'ok'],
  ['encryption/source-key', 'another', [stored], copy('c', from('k', OTHER)), 'customer-key-wrong'],
  [
    'encryption/source-key',
    'left out',
    [stored, create('u')],
    copyPart({ key: 'u', source: from('k') }),
    'customer-key-required',
  ],
  [
    'encryption/source-key',
    'for a source that needs none',
    [put('k')],
    copy('c', from('k', key())),
    'customer-key-not-applicable',
  ],
];
