/** For tests: the rules about who may do what, one line for each side of an edge. */
import { KMS_KEYS } from './encryption.js';
import {
  abort,
  complete,
  copy,
  copyPart,
  create,
  get,
  listParts,
  listUploads,
  OWNER,
  type PolicyChanges,
  part,
  put,
  type Row,
  STRANGER,
} from './engine.test.fixture.js';
import { ANONYMOUS, type Identity } from './names.js';
import type { Command } from './types.js';

const CLERK: Identity = { ...OWNER, user: 'clerk' };
const PORTER: Identity = { ...OWNER, user: 'porter' };

interface Written {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: unknown;
}

/** A statement that allows everybody everything, but for what is given. */
const statement = (changes: Written): Written => ({
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:*',
  Resource: ['arn:aws:s3:::bkt', 'arn:aws:s3:::bkt/*'],
  ...changes,
});
const policy = (...statements: readonly Written[]): Command => ({
  op: 'put-policy',
  bucket: 'bkt',
  text: JSON.stringify({ Version: '2012-10-17', Statement: statements.map(statement) }),
});
const text = (written: string): Command => ({ op: 'put-policy', bucket: 'bkt', text: written });
const objects = { Resource: 'arn:aws:s3:::bkt/*' };
const bucket = { Resource: 'arn:aws:s3:::bkt' };
const paying: Command = { op: 'put-payment', bucket: 'bkt', requesterPays: true };
const readPolicy: Command = { op: 'get-policy', bucket: 'bkt' };
const asking = (command: Command, more: object): Command => ({ ...command, ...more });
const from = (key: string) => ({ bucket: 'bkt', key, conditions: {} });
const silent: PolicyChanges = { choices: { policySilence: 'denied' } };

// biome-ignore format: a table is read by its rows
const OWNERSHIP: readonly Row[] = [
  ['auth/owner', 'the owner of the bucket', [create()], part(1), 'ok'],
  ['auth/owner', 'a user of the owner', [create()], part(1), 'ok', {}, CLERK],
  ['auth/owner', 'somebody else', [create()], part(1), 'access-denied', {}, STRANGER],
  ['auth/owner', 'somebody else asks for the bucket', [], { op: 'head-bucket', bucket: 'bkt' }, 'access-denied', {}, STRANGER],
  ['auth/owner', 'somebody else reads', [put('k')], get('k'), 'access-denied', {}, STRANGER],
  ['auth/owner', 'somebody else lists what they did not begin', [create()], listParts(), 'access-denied', {}, STRANGER],
  ['auth/owner', 'nor may they abort it', [create()], abort(), 'access-denied', {}, STRANGER],
  ['auth/owner', 'allowed by number', [create(), policy({ Principal: { AWS: '444455556666' } })], part(1), 'ok', {}, STRANGER],
  ['auth/owner', 'allowed by canonical id', [create(), policy({ Principal: { CanonicalUser: 'stranger' } })], part(1), 'ok', {}, STRANGER],
  ['auth/owner', 'another is allowed', [create(), policy({ Principal: { AWS: '777788889999' } })], part(1), 'access-denied', {}, STRANGER],
  ['auth/owner', 'another action', [create(), policy({ Action: 's3:GetObject', ...objects })], part(1), 'access-denied', {}, STRANGER],
  ['auth/owner', 'another object', [create(), policy({ Action: 's3:PutObject', Resource: 'arn:aws:s3:::bkt/kk*' })], part(1), 'access-denied', {}, STRANGER],
  ['auth/owner', 'the right to list uploads is one on the bucket', [policy({ Action: 's3:ListBucketMultipartUploads', ...bucket })], listUploads(), 'ok', {}, STRANGER],
  ['auth/owner', 'and not the right to list objects', [policy({ Action: 's3:ListBucket', ...bucket })], listUploads(), 'access-denied', {}, STRANGER],

  ['auth/anonymous', 'signed', [create()], part(1), 'ok', {}, STRANGER],
  ['auth/anonymous', 'not signed', [put('k')], get('k'), 'access-denied', {}, ANONYMOUS],
  ['auth/anonymous', 'where everybody may', [policy({}), put('k')], get('k'), 'ok', {}, ANONYMOUS],
  ['auth/anonymous', 'where an account may', [policy({ Principal: { AWS: '444455556666' } }), put('k')], get('k'), 'access-denied', {}, ANONYMOUS],
  ['auth/anonymous', 'a Create, even there', [policy({})], create(), 'anonymous-create', {}, ANONYMOUS],

  ['permissions/expected-owner', 'nothing expected', [], create(), 'ok'],
  ['permissions/expected-owner', 'the owner', [], asking(create(), { expectedOwner: '111122223333' }), 'ok'],
  ['permissions/expected-owner', 'another', [], asking(create(), { expectedOwner: '444455556666' }), 'access-denied'],
  ['permissions/expected-owner', 'eleven digits', [], asking(create(), { expectedOwner: '11112222333' }), 'expected-owner-malformed'],
  ['permissions/expected-owner', 'no number', [], asking(create(), { expectedOwner: 'owner' }), 'expected-owner-malformed'],

  ['permissions/source-expected-owner', 'the owner', [put('s')], asking(copy('t', from('s')), { sourceExpectedOwner: '111122223333' }), 'ok'],
  ['permissions/source-expected-owner', 'another', [put('s')], asking(copy('t', from('s')), { sourceExpectedOwner: '444455556666' }), 'access-denied'],
  ['permissions/source-expected-owner', 'no number', [put('s')], asking(copy('t', from('s')), { sourceExpectedOwner: '' }), 'expected-owner-malformed'],
];

const denying = (more: Written): Command => policy({ Effect: 'Deny', ...more });

// biome-ignore format: a table is read by its rows
const POLICIES: readonly Row[] = [
  ['permissions/explicit-deny', 'nothing denied', [create()], part(1), 'ok'],
  ['permissions/explicit-deny', 'denied to everybody', [create(), denying(objects)], part(1), 'access-denied'],
  ['permissions/explicit-deny', 'allowed and denied', [create(), policy({}, { Effect: 'Deny', ...objects })], part(1), 'access-denied'],
  ['permissions/explicit-deny', 'another action denied', [create(), denying({ Action: 's3:AbortMultipartUpload', ...objects })], part(1), 'ok'],
  ['permissions/explicit-deny', 'that action denied', [create(), denying({ Action: 's3:AbortMultipartUpload', ...objects })], abort(), 'access-denied'],
  ['permissions/explicit-deny', 'denied to a user', [create(), denying({ Principal: { AWS: 'arn:aws:iam::111122223333:user/clerk' } })], part(1), 'access-denied', {}, CLERK],
  ['permissions/explicit-deny', 'another user', [create(), denying({ Principal: { AWS: 'arn:aws:iam::111122223333:user/clerk' } })], part(1), 'ok', {}, PORTER],
  ['permissions/explicit-deny', 'the owner repairs the policy', [denying({})], { op: 'delete-policy', bucket: 'bkt' }, 'ok'],
  ['permissions/explicit-deny', 'and no user of theirs', [denying({})], { op: 'delete-policy', bucket: 'bkt' }, 'access-denied', {}, CLERK],

  ['permissions/policy-silence', 'no policy', [], create(), 'ok', silent],
  ['permissions/policy-silence', 'a policy that speaks of it', [policy({})], create(), 'ok', silent],
  ['permissions/policy-silence', 'a policy that does not', [policy({ Action: 's3:GetObject', ...objects })], create(), 'access-denied', silent],
  ['permissions/policy-silence', 'where the owner needs none', [policy({ Action: 's3:GetObject', ...objects })], create(), 'ok', { choices: { policySilence: 'owner-allowed' } }],

  ['permissions/policy-of-owner', 'the owner', [policy({})], readPolicy, 'ok'],
  ['permissions/policy-of-owner', 'somebody else', [policy({})], readPolicy, 'method-not-allowed', {}, STRANGER],

  ['permissions/policy-absent', 'one', [policy({})], readPolicy, 'ok'],
  ['permissions/policy-absent', 'none', [], readPolicy, 'no-such-policy'],
  ['permissions/policy-absent', 'none any more', [policy({}), { op: 'delete-policy', bucket: 'bkt' }], readPolicy, 'no-such-policy'],

  ['permissions/policy-form', 'a policy', [], policy({}), 'ok'],
  ['permissions/policy-form', 'no JSON', [], text('allow'), 'malformed-policy'],
  ['permissions/policy-form', 'half of one', [], text('{"Statement":'), 'malformed-policy'],
  ['permissions/policy-form', 'no statement', [], text('{"Version":"2012-10-17"}'), 'malformed-policy'],
  ['permissions/policy-form', 'a version nobody knows', [], text('{"Version":"2026-01-01","Statement":[]}'), 'malformed-policy'],
  ['permissions/policy-form', 'an effect nobody knows', [], policy({ Effect: 'allow' }), 'malformed-policy'],
  ['permissions/policy-form', 'a principal that is none', [], policy({ Principal: { AWS: 'me' } }), 'malformed-policy'],
  ['permissions/policy-form', 'everybody who signs', [], policy({ Principal: { AWS: '*' } }), 'ok'],
  ['permissions/policy-form', 'an action of another service', [], policy({ Action: 'kms:Decrypt' }), 'malformed-policy'],
  ['permissions/policy-form', 'an action in other letters', [], policy({ Action: 'S3:putobject', ...objects }), 'ok'],
  ['permissions/policy-form', 'another bucket', [], policy({ Resource: 'arn:aws:s3:::other/*' }), 'malformed-policy'],
  ['permissions/policy-form', 'an action on objects, of a bucket', [], policy({ Action: 's3:PutObject', ...bucket }), 'malformed-policy'],
  ['permissions/policy-form', 'an operator nobody knows', [], policy({ Condition: { StringSame: { 'aws:Referer': 'x' } } }), 'malformed-policy'],
  ['permissions/policy-form', 'a condition that the action has not', [], policy({ Action: 's3:GetObject', ...objects, Condition: { StringEquals: { 's3:x-amz-acl': 'private' } } }), 'malformed-policy'],
  ['permissions/policy-form', 'a variable', [], policy({ Resource: 'arn:aws:s3:::bkt/$\u007baws:username}/*' }), 'not-implemented'],

  ['permissions/requester-pays', 'the owner', [paying], create(), 'ok'],
  ['permissions/requester-pays', 'a user of the owner', [paying], create(), 'ok', {}, CLERK],
  ['permissions/requester-pays', 'another, who pays', [paying], asking(create(), { payer: 'requester' }), 'ok', {}, STRANGER],
  ['permissions/requester-pays', 'another, who does not', [paying], create(), 'access-denied', {}, STRANGER],
  ['permissions/requester-pays', 'nobody', [paying], asking(get('k'), { payer: 'requester' }), 'access-denied', {}, ANONYMOUS],
  ['permissions/requester-pays', 'where the owner pays', [], create(), 'ok', {}, STRANGER],

  ['permissions/copy-part', 'a source that may be read', [put('s')], copy('t', from('s')), 'ok'],
  ['permissions/copy-part', 'one that somebody else may not', [put('s')], copy('t', from('s')), 'access-denied', {}, STRANGER],
  ['permissions/copy-part', 'one that they may', [put('s'), policy({ Action: 's3:GetObject', ...objects })], copy('t', from('s')), 'ok', {}, STRANGER],
  ['permissions/copy-part', 'one that is denied', [put('s'), denying({ Action: 's3:GetObject', ...objects })], copy('t', from('s')), 'access-denied'],
];

const [, SHARED, , , NO_DATA_KEY, NO_DECRYPT] = KMS_KEYS.map(({ alias }) => alias);
/** Stores under a key of KMS. */
const under = (command: Command, kmsKeyId: string | undefined): Command =>
  asking(command, { encryption: { algorithm: 'aws:kms', kmsKeyId } });
const sealed = [under(create(), NO_DECRYPT), part(1)];
const TAGGED = { tagging: { text: 'a=b', tags: [{ key: 'a', value: 'b' }] } };
const LOCKED = { lock: { mode: 'GOVERNANCE' } };
const HELD = { lock: { hold: 'ON' } };
const SHOWN = { acl: { canned: 'public-read', grants: [] } };
const allowing = (...names: readonly string[]): Command =>
  policy({ Action: names.map((name) => `s3:${name}`), ...objects });

// biome-ignore format: a table is read by its rows
const BESIDE: readonly Row[] = [
  ['auth/owner', 'may write', [allowing('PutObject')], create(), 'ok', {}, STRANGER],
  ['auth/owner', 'may write, and tags', [allowing('PutObject')], asking(create(), TAGGED), 'access-denied', {}, STRANGER],
  ['auth/owner', 'may write and tag', [allowing('PutObject', 'PutObjectTagging')], asking(create(), TAGGED), 'ok', {}, STRANGER],
  ['auth/owner', 'may write, and locks', [allowing('PutObject')], asking(create(), LOCKED), 'access-denied', {}, STRANGER],
  ['auth/owner', 'may write and lock', [allowing('PutObject', 'PutObjectRetention')], asking(create(), LOCKED), 'ok', {}, STRANGER],
  ['auth/owner', 'may lock, and holds', [allowing('PutObject', 'PutObjectRetention')], asking(create(), HELD), 'access-denied', {}, STRANGER],
  ['auth/owner', 'may write and hold', [allowing('PutObject', 'PutObjectLegalHold')], asking(create(), HELD), 'ok', {}, STRANGER],
  ['auth/owner', 'may write, and shares', [allowing('PutObject')], asking(create(), SHOWN), 'access-denied', { choices: { objectAcl: 'honoured' } }, STRANGER],
  ['auth/owner', 'may write and share', [allowing('PutObject', 'PutObjectAcl')], asking(create(), SHOWN), 'ok', { choices: { objectAcl: 'honoured' } }, STRANGER],
  ['auth/owner', 'shares where no list counts', [allowing('PutObject')], asking(create(), SHOWN), 'ok', { choices: { objectAcl: 'owner-enforced' } }, STRANGER],

  ['permissions/kms-data-key', 'a key for everybody', [], under(create(), SHARED), 'ok', {}, CLERK],
  ['permissions/kms-data-key', 'not for users', [], under(create(), NO_DATA_KEY), 'access-denied', {}, CLERK],
  ['permissions/kms-data-key', 'but for their account', [], under(create(), NO_DATA_KEY), 'ok'],
  ['permissions/kms-data-key', 'an object', [], under(put('k'), NO_DATA_KEY), 'access-denied', {}, CLERK],
  ['permissions/kms-data-key', 'no key', [], create(), 'ok', {}, CLERK],
  ['permissions/kms-data-key', 'nobody has no key', [], under(create(), SHARED), 'access-denied', {}, ANONYMOUS],

  ['permissions/kms-decrypt', 'Create does without', [], under(create(), NO_DECRYPT), 'ok', {}, CLERK],
  ['permissions/kms-decrypt', 'a part', sealed, part(2), 'access-denied', {}, CLERK],
  ['permissions/kms-decrypt', 'a part of the account', sealed, part(2), 'ok'],
  ['permissions/kms-decrypt', 'a part under another key', [under(create(), SHARED)], part(2), 'ok', {}, CLERK],
  ['permissions/kms-decrypt', 'Complete', sealed, complete([1]), 'access-denied', {}, CLERK],
  ['permissions/kms-decrypt', 'ListParts', sealed, listParts(), 'access-denied', {}, CLERK],
  ['permissions/kms-decrypt', 'Abort', sealed, abort(), 'ok', {}, CLERK],
  ['permissions/kms-decrypt', 'a read', [under(put('k'), NO_DECRYPT)], get('k'), 'access-denied', {}, CLERK],
  ['permissions/kms-decrypt', 'a look', [under(put('k'), NO_DECRYPT)], get('k', { op: 'head-object' }), 'ok', {}, CLERK],
  ['permissions/kms-decrypt', 'the source of a part', [under(put('s'), NO_DECRYPT), create()], copyPart({ source: from('s') }), 'access-denied', {}, CLERK],
  ['permissions/kms-decrypt', 'the source of a copy', [under(put('s'), NO_DECRYPT)], copy('t', from('s')), 'access-denied', {}, CLERK],
];

export const ACCESS_ROWS: readonly Row[] = [...OWNERSHIP, ...POLICIES, ...BESIDE];
