/** For tests: the rules about attributes of objects, one line for each side of an edge. */
import {
  copy,
  copyPart,
  create,
  get,
  NOON,
  PLAIN,
  type PolicyChanges,
  part,
  put,
  type Row,
  remove,
} from './engine.test.fixture.js';
import type { AclAsked, Attributes, Command, Grantee, LockAsked, Tag } from './types.js';

const asking = (command: Command, wishes: object): Command => ({ ...command, ...wishes }) as Command;
const choosing = (choices: PolicyChanges['choices'] & object): PolicyChanges => ({ choices });
const tag = (key: string, value = 'v'): Tag => ({ key, value });
const tagged = (...tags: Tag[]): Command => asking(create(), { tagging: { text: 'as sent', tags } });
const many = (count: number): Tag[] => Array.from({ length: count }, (_, i) => tag(`k${i}`));
const retag = (...tags: Tag[]): Command => ({ op: 'put-tagging', bucket: 'bkt', key: 'k', tags });
const to = (location: string): Attributes => ({ ...PLAIN, headers: { 'x-amz-website-redirect-location': location } });
const shared = (acl: Partial<AclAsked>): Command => asking(create(), { acl: { grants: [], ...acl } });
const granted = (grantee: Grantee): Partial<AclAsked> => ({ grants: [{ grantee, permission: 'READ' }] });
const SOMEBODY: Grantee = { kind: 'account', id: 'a' };
const own = choosing({ objectAcl: 'honoured' });
const none = choosing({ objectAcl: 'ignored' });
const unlocked = choosing({ objectLock: 'ignored' });

const REBORN: readonly Command[] = [
  { op: 'delete-bucket', bucket: 'bkt' },
  { op: 'create-bucket', bucket: 'bkt', lock: true },
];
const until = (value: number) => ({ text: 'a date', value });
const LATER = until(NOON + 1000);
const locked = (lock: LockAsked): Command => asking(put('k'), { lock, digested: true });
const retained = (mode: string, at = LATER): Command => locked({ mode, until: at });
const retain = (mode: string, at: number, bypass = false): Command => ({
  op: 'put-retention',
  bucket: 'bkt',
  key: 'k',
  lock: { mode, until: until(at) },
  bypass,
});
const removed = (bypass = false): Command => asking(remove('k', 'v1'), { bypass });

const cold = put('k', 1, 1, { ...PLAIN, storageClass: 'COLD' });
const from = (key: string) => ({ bucket: 'bkt', key, conditions: {} });

export const ATTRIBUTE_ROWS: readonly Row[] = [
  ['read-back/archived', 'an object at hand', [put('k')], get('k'), 'ok'],
  ['read-back/archived', 'an archived one', [cold], get('k'), 'archived'],
  ['read-back/archived', 'what it is', [cold], { ...get('k'), op: 'head-object' } as Command, 'ok'],
  ['read-back/archived', 'a copy of an object at hand', [put('k')], copy('t', from('k')), 'ok'],
  ['read-back/archived', 'a copy', [cold], copy('t', from('k')), 'source-archived'],
  ['read-back/archived', 'a copied part', [cold, create()], copyPart({ source: from('k') }), 'source-archived'],

  ['attributes/tags', 'one', [], tagged(tag('a', '')), 'ok'],
  ['attributes/tags', '10', [], tagged(...many(10)), 'ok'],
  ['attributes/tags', '11', [], tagged(...many(11)), 'too-many-tags'],
  [
    'attributes/tags',
    'that cannot be read',
    [],
    asking(put('k'), { tagging: { text: '=&', tags: null } }),
    'tagging-malformed',
  ],
  ['attributes/tags', 'a key of 128', [], tagged(tag('k'.repeat(128))), 'ok'],
  ['attributes/tags', 'a key of 129', [], tagged(tag('k'.repeat(129))), 'invalid-tag'],
  ['attributes/tags', 'a key of nothing', [], tagged(tag('')), 'invalid-tag'],
  ['attributes/tags', 'a value of 256', [], tagged(tag('k', 'v'.repeat(256))), 'ok'],
  ['attributes/tags', 'a value of 257', [], tagged(tag('k', 'v'.repeat(257))), 'invalid-tag'],
  ['attributes/tags', 'letters of any script', [], tagged(tag('größe 1', '大')), 'ok'],
  ['attributes/tags', 'other signs', [], tagged(tag('a[0]')), 'invalid-tag'],
  ['attributes/tags', "the provider's own", [], tagged(tag('aws:x')), 'invalid-tag'],
  ['attributes/tags', 'where they are ignored', [], tagged(...many(11)), 'ok', choosing({ objectTags: 'ignored' })],
  ['attributes/tags', 'set afterwards', [put('k')], retag(tag('a')), 'ok'],
  ['attributes/tags', 'set twice', [put('k')], retag(tag('a'), tag('a')), 'tag-repeated'],
  ['attributes/tags', '11 set afterwards', [put('k')], retag(...many(11)), 'too-many-tags'],

  ['attributes/tags-at-create', 'a part', [create()], part(1), 'ok'],
  [
    'attributes/tags-at-create',
    'a part with tags',
    [create()],
    asking(part(1), { misplacedTagging: 'a=b' }),
    'header-misplaced',
  ],

  ['attributes/redirect', 'to a key', [], create('k', to('/else')), 'ok'],
  ['attributes/redirect', 'to another site', [], put('k', 1, 1, to('https://example.com/')), 'ok'],
  ['attributes/redirect', 'to neither', [], create('k', to('else')), 'redirect-invalid'],
  ['attributes/redirect', 'by another protocol', [], create('k', to('ftp://example.com/')), 'redirect-invalid'],

  ['attributes/acl', 'canned', [], shared({ canned: 'public-read' }), 'ok', own],
  ['attributes/acl', 'canned as nobody knows it', [], shared({ canned: 'public-ready' }), 'canned-acl-invalid', own],
  [
    'attributes/acl',
    'canned, a name every object has',
    [],
    shared({ canned: 'constructor' }),
    'canned-acl-invalid',
    own,
  ],
  ['attributes/acl', 'grants', [], shared(granted(SOMEBODY)), 'ok', own],
  ['attributes/acl', 'both', [], shared({ canned: 'private', ...granted(SOMEBODY) }), 'acl-and-grants', own],
  [
    'attributes/acl',
    'grants that cannot be read',
    [],
    shared({ malformed: { name: 'x-amz-grant-read', value: '?' } }),
    'grant-malformed',
    own,
  ],
  ['attributes/acl', 'to an address', [], shared(granted({ kind: 'email', address: 'a@b' })), 'grant-by-email', own],
  ['attributes/acl', 'where they are ignored', [], shared({ canned: 'public-ready' }), 'ok', none],

  ['attributes/acl-disabled', 'nothing asked', [], create(), 'ok'],
  ['attributes/acl-disabled', 'private', [], shared({ canned: 'private' }), 'acl-not-supported'],
  ['attributes/acl-disabled', 'what holds anyway', [], shared({ canned: 'bucket-owner-full-control' }), 'ok'],
  ['attributes/acl-disabled', 'grants', [], shared(granted(SOMEBODY)), 'acl-not-supported'],
  ['attributes/acl-disabled', 'where they are honoured', [], shared({ canned: 'private' }), 'ok', own],

  ['attributes/lock', 'a mode and a date', [], asking(create(), { lock: { mode: 'GOVERNANCE', until: LATER } }), 'ok'],
  ['attributes/lock', 'a hold', [], asking(create(), { lock: { hold: 'ON' } }), 'ok'],
  ['attributes/lock', 'a mode alone', [], asking(create(), { lock: { mode: 'GOVERNANCE' } }), 'lock-incomplete'],
  ['attributes/lock', 'a date alone', [], asking(create(), { lock: { until: LATER } }), 'lock-incomplete'],
  ['attributes/lock', 'another mode', [], retained('governance'), 'lock-mode-invalid'],
  ['attributes/lock', 'no date', [], retained('COMPLIANCE', until(Number.NaN)), 'lock-date-malformed'],
  ['attributes/lock', 'this moment', [], retained('COMPLIANCE', until(NOON)), 'lock-date-past'],
  ['attributes/lock', 'the next moment', [], retained('COMPLIANCE', until(NOON + 1)), 'ok'],
  ['attributes/lock', 'another hold', [], asking(create(), { lock: { hold: 'on' } }), 'legal-hold-invalid'],
  ['attributes/lock', 'where it is ignored', [], asking(create(), { lock: { hold: 'on' } }), 'ok', unlocked],

  ['attributes/lock-needs-bucket', 'no lock', [], create(), 'ok'],
  [
    'attributes/lock-needs-bucket',
    'in a bucket without',
    [],
    asking(create(), { lock: { hold: 'ON' } }),
    'lock-not-enabled',
  ],
  ['attributes/lock-needs-bucket', 'in a bucket with', REBORN, asking(create(), { lock: { hold: 'ON' } }), 'ok'],
  [
    'attributes/lock-needs-bucket',
    'asked for in a bucket without',
    [put('k')],
    { op: 'get-legal-hold', bucket: 'bkt', key: 'k' },
    'lock-not-configured',
  ],
  [
    'attributes/lock-needs-bucket',
    'where it is ignored',
    REBORN,
    asking(create(), { lock: { hold: 'ON' } }),
    'ok',
    unlocked,
  ],

  [
    'attributes/lock-needs-digest',
    'a part without',
    [asking(create(), { lock: { hold: 'ON' } })],
    part(1),
    'lock-needs-digest',
  ],
  [
    'attributes/lock-needs-digest',
    'a part with',
    [asking(create(), { lock: { hold: 'ON' } })],
    asking(part(1), { digested: true }),
    'ok',
  ],
  ['attributes/lock-needs-digest', 'a part of another', [create()], part(1), 'ok'],
  [
    'attributes/lock-needs-digest',
    'an object without',
    [],
    asking(put('k'), { lock: { hold: 'ON' } }),
    'lock-needs-digest',
  ],
  [
    'attributes/lock-needs-digest',
    'where it is ignored',
    [],
    asking(put('k'), { lock: { hold: 'ON' } }),
    'ok',
    unlocked,
  ],

  ['attributes/locked', 'hidden', [...REBORN, retained('COMPLIANCE')], remove('k'), 'ok'],
  ['attributes/locked', 'removed', [...REBORN, retained('COMPLIANCE')], removed(true), 'object-locked'],
  ['attributes/locked', 'removed under governance', [...REBORN, retained('GOVERNANCE')], removed(), 'object-locked'],
  ['attributes/locked', 'removed past governance', [...REBORN, retained('GOVERNANCE')], removed(true), 'ok'],
  ['attributes/locked', 'removed under a hold', [...REBORN, locked({ hold: 'ON' })], removed(true), 'object-locked'],
  ['attributes/locked', 'removed after a hold', [...REBORN, locked({ hold: 'OFF' })], removed(), 'ok'],
  [
    'attributes/locked',
    'kept for longer',
    [...REBORN, retained('COMPLIANCE')],
    retain('COMPLIANCE', NOON + 1001),
    'ok',
  ],
  [
    'attributes/locked',
    'kept for less',
    [...REBORN, retained('COMPLIANCE')],
    retain('COMPLIANCE', NOON + 999, true),
    'object-locked',
  ],
  [
    'attributes/locked',
    'kept less strictly',
    [...REBORN, retained('COMPLIANCE')],
    retain('GOVERNANCE', NOON + 1001),
    'object-locked',
  ],
  [
    'attributes/locked',
    'kept for less, past governance',
    [...REBORN, retained('GOVERNANCE')],
    retain('GOVERNANCE', NOON + 999, true),
    'ok',
  ],
];
