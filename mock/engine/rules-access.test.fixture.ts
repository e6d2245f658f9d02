/** For tests: the rules about who may do what, one line for each side of an edge. */
import {
  abort,
  copy,
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

export const ACCESS_ROWS: readonly Row[] = [...OWNERSHIP, ...POLICIES];
