/** Every rule by table, alone in its policy, both sides of each edge in adjacent rows. */
import t from 'tap';
import {
  abort,
  complete,
  copy,
  copyPart,
  create,
  GiB,
  KiB,
  listObjects,
  listParts,
  listUploads,
  listVersions,
  MiB,
  NOON,
  newEngine,
  numeral,
  PLAIN,
  type PolicyChanges,
  part,
  policyWith,
  put,
  type Row,
  remove,
  versioning,
} from './engine.test.fixture.js';
import { holdToTable } from './rule-table.test.fixture.js';
import { RULES, rulesByOp, utf8Length } from './rules.js';
import { ACCESS_ROWS } from './rules-access.test.fixture.js';
import { ATTRIBUTE_ROWS } from './rules-attributes.test.fixture.js';
import { CHECKSUM_ROWS } from './rules-checksums.test.fixture.js';
import { ENCRYPTION_ROWS } from './rules-encryption.test.fixture.js';
import { ossRules } from './rules-oss.js';
import type { AskedLifecycleRule, Attributes, Choices, Command, CommandOf, Conditions, CopySource } from './types.js';
import { vaultRules } from './vaults/rules.js';

const chosen = (choices: Partial<Choices>): PolicyChanges => ({ choices });
const limited = (limits: PolicyChanges['limits'] & object): PolicyChanges => ({ limits });
const meta = (metadata: Attributes['metadata']): Attributes => ({ headers: {}, metadata });
const stored = (storageClass: string): Attributes => ({ ...PLAIN, storageClass });
const bare = (command: Command): Command => {
  const { body: _, ...rest } = command as CommandOf<'upload-part'>;
  return rest;
};
const numbered = (text: string, value = Number(text)): Command =>
  ({ ...part(1, 1), number: numeral(value, text) }) as Command;
const at = (key: string, more: Partial<CopySource> = {}): CopySource => ({
  bucket: 'bkt',
  key,
  conditions: {},
  ...more,
});
const range = (first: number | undefined, last: number | undefined) => ({
  text: `bytes=${first ?? ''}-${last ?? ''}`,
  value: { first, last },
});
const noon = NOON / 1000;

const ended = [create(), part(1), complete([1])];
const aborted = [create(), part(1), abort()];
const expires = (given: string): Attributes => meta({ 'object-expires': given });
const expiring = chosen({ objectExpires: 'checked' });
/** A Complete of part 1 under conditions. */
const joined = (conditions: Conditions): Command => complete([1], { conditions });
const unlisted = chosen({ unlistedParts: 'refused' });

const rules = (...changes: readonly Partial<AskedLifecycleRule>[]): Command => ({
  op: 'put-lifecycle',
  bucket: 'bkt',
  rules: changes.map((one, i) => ({ ...RULE, id: `r${i}`, ...one })),
});
const RULE: Omit<AskedLifecycleRule, 'id'> = {
  enabled: true,
  prefix: '',
  abort: { days: 1 },
  narrowed: undefined,
  actions: 1,
  form: '',
};

const ROWS: readonly Row[] = [
  ...ACCESS_ROWS,
  ...ENCRYPTION_ROWS,
  ...ATTRIBUTE_ROWS,

  ['lifecycle/configuration', 'none', [], { op: 'get-lifecycle', bucket: 'bkt' }, 'no-such-lifecycle'],
  ['lifecycle/configuration', 'one', [rules({})], { op: 'get-lifecycle', bucket: 'bkt' }, 'ok'],
  ['lifecycle/days', 'one day', [], rules({ abort: { days: 1 } }), 'ok'],
  ['lifecycle/days', 'none', [], rules({}, { abort: { days: 0 } }), 'lifecycle-days'],
  ['lifecycle/days', 'for objects only', [], rules({ abort: undefined }), 'ok'],
  ['lifecycle/days', 'a date', [], rules({ abort: { before: NOON } }), 'ok'],
  ['lifecycle/filter', 'by prefix', [], rules({ prefix: 'a' }), 'ok'],
  ['lifecycle/filter', 'by tag', [], rules({}, { narrowed: 'Tags' }), 'lifecycle-filter'],
  ['lifecycle/filter', 'objects by tag', [], rules({ narrowed: 'Tags', abort: undefined }), 'ok'],
  ['lifecycle/action', 'one', [], rules({ actions: 1 }), 'ok'],
  ['lifecycle/action', 'none', [], rules({}, { actions: 0 }), 'lifecycle-without-action'],
  ['lifecycle/rule-ids', 'two', [], rules({ id: 'a' }, { id: 'b' }), 'ok'],
  ['lifecycle/rule-ids', 'one twice', [], rules({ id: 'a' }, { id: 'a' }), 'lifecycle-id-repeated'],
  ['lifecycle/rule-ids', 'none twice', [], rules({ id: undefined }, { id: undefined }), 'ok'],
  ['lifecycle/rule-ids', 'the longest', [], rules({ id: 'i'.repeat(255) }), 'ok'],
  ['lifecycle/rule-ids', 'one more', [], rules({ id: 'i'.repeat(256) }), 'lifecycle-id-too-long'],

  ['create/object-expiry', 'none given', [], create(), 'ok', expiring],
  ['create/object-expiry', 'a time from now', [], create('k', expires('+1h30m')), 'ok', expiring],
  ['create/object-expiry', 'a moment', [], put('k', 1, 1, expires('2026-03-01T12:00:00Z')), 'ok', expiring],
  ['create/object-expiry', 'never', [], create('k', expires('none')), 'ok', expiring],
  ['create/object-expiry', 'neither', [], create('k', expires('tomorrow')), 'invalid-expiry', expiring],
  ['create/object-expiry', 'neither', [], create('k', expires('tomorrow')), 'ok', chosen({ objectExpires: 'ignored' })],

  ['names/key-length', '1024 bytes', [], create('k'.repeat(1024)), 'ok'],
  ['names/key-length', '1025 bytes', [], create('k'.repeat(1025)), 'key-too-long'],
  ['names/key-length', '512 letters of two bytes', [], create('é'.repeat(512)), 'ok'],
  ['names/key-length', 'and one byte more', [], create(`${'é'.repeat(512)}k`), 'key-too-long'],
  ['names/key-length', '341 letters of three bytes and one byte', [], put(`${'€'.repeat(341)}k`), 'ok'],
  ['names/key-length', '341 letters of three bytes and two bytes', [], put(`${'€'.repeat(341)}kk`), 'key-too-long'],
  ['names/key-length', '256 letters beyond the basic plane', [], create('😀'.repeat(256)), 'ok'],
  ['names/key-length', 'and one byte more', [], copy(`${'😀'.repeat(256)}k`, at('x')), 'key-too-long'],

  ['limits/metadata-size', 'names and values make 2048', [], create('k', meta({ ab: 'v'.repeat(2046) })), 'ok'],
  ['limits/metadata-size', 'names and values make 2049', [], create('k', meta({ abc: 'v'.repeat(2046) })), 'metadata-too-large'],
  ['limits/metadata-size', 'bytes count, not letters', [], put('k', 1, 1, meta({ a: 'é'.repeat(1023), b: '' })), 'ok'],
  ['limits/metadata-size', 'bytes count, not letters', [], put('k', 1, 1, meta({ a: 'é'.repeat(1023), bb: '' })), 'metadata-too-large'],

  ['create/storage-class', 'none given', [], create(), 'ok'],
  ['create/storage-class', 'one that is offered', [], create('k', stored('COLD')), 'ok'],
  ['create/storage-class', 'another name of it', [], create('k', stored('NEARLINE')), 'ok'],
  ['create/storage-class', 'one that is only known', [], create('k', stored('GLACIER')), 'storage-class-not-implemented'],
  ['create/storage-class', 'one that nobody knows', [], create('k', stored('cold')), 'invalid-storage-class'],
  ['create/storage-class', 'a name every object has', [], create('k', stored('constructor')), 'invalid-storage-class'],

  ['upload-part/number-range', '0', [create()], numbered('0'), 'part-number-out-of-range'],
  ['upload-part/number-range', '1', [create()], numbered('1'), 'ok'],
  ['upload-part/number-range', '10000', [create()], numbered('10000'), 'ok'],
  ['upload-part/number-range', '10001', [create()], numbered('10001'), 'part-number-out-of-range'],
  ['upload-part/number-range', 'no number', [create()], numbered('one', Number.NaN), 'part-number-out-of-range'],
  ['upload-part/number-range', 'of a copy', [create(), put('s')], copyPart({ source: at('s'), number: numeral(0) }), 'part-number-out-of-range'],
  ['upload-part/number-range', '2^31 where that is allowed', [create()], numbered('2147483648'), 'ok', limited({ partNumberMax: 2 ** 31 })],

  ['lifetime/upload-must-be-open', 'a part of an open upload', [create()], part(1), 'ok'],
  ['lifetime/upload-must-be-open', 'a part of an unknown upload', [], part(1), 'no-such-upload'],
  ['lifetime/upload-must-be-open', 'under another key', [create()], part(1, 1, { key: 'other' }), 'no-such-upload'],
  ['lifetime/upload-must-be-open', 'a part after Complete', ended, part(2), 'no-such-upload'],
  ['lifetime/upload-must-be-open', 'a part after Abort', aborted, part(2), 'no-such-upload'],
  ['lifetime/upload-must-be-open', 'a part after Abort', aborted, part(2), 'internal-error', chosen({ partAfterAbort: 'internal-error' })],
  ['lifetime/upload-must-be-open', 'a copied part after Abort', [...aborted, put('s')], copyPart({ source: at('s') }), 'no-such-upload', chosen({ partAfterAbort: 'internal-error' })],
  ['lifetime/upload-must-be-open', 'the same Complete again', ended, complete([1]), 'ok'],
  ['lifetime/upload-must-be-open', 'another Complete', ended, complete([[1, 'other']]), 'no-such-upload'],
  ['lifetime/upload-must-be-open', 'a longer Complete', ended, complete([1, 2]), 'no-such-upload'],
  ['lifetime/upload-must-be-open', 'a second Complete', ended, complete([1]), 'no-such-upload', chosen({ secondComplete: 'no-such-upload' })],
  ['lifetime/upload-must-be-open', 'a second Complete', ended, complete([1]), 'no-such-key', chosen({ secondComplete: 'no-such-key' })],
  ['lifetime/upload-must-be-open', 'Complete after Abort', aborted, complete([1]), 'no-such-upload'],
  ['lifetime/upload-must-be-open', 'Complete after Abort', aborted, complete([1]), 'part-not-found', chosen({ completeAfterAbort: 'part-not-found' })],
  ['lifetime/upload-must-be-open', 'Complete of no upload', [], complete([1]), 'no-such-upload', chosen({ completeAfterAbort: 'part-not-found', secondComplete: 'no-such-key' })],
  ['lifetime/upload-must-be-open', 'Abort of no upload', [], abort(), 'no-such-upload'],
  ['lifetime/upload-must-be-open', 'Abort of no upload', [], abort(), 'ok', chosen({ unknownAbort: 'no-content' })],
  ['lifetime/upload-must-be-open', 'a second Abort', aborted, abort(), 'no-such-upload', chosen({ unknownAbort: 'no-content' })],
  ['lifetime/upload-must-be-open', 'a second Abort', aborted, abort(), 'ok', chosen({ repeatedAbort: 'no-content' })],
  ['lifetime/upload-must-be-open', 'Abort after Complete', ended, abort(), 'no-such-upload'],
  ['lifetime/upload-must-be-open', 'Abort after Complete', ended, abort(), 'ok', chosen({ repeatedAbort: 'no-content' })],
  ['lifetime/upload-must-be-open', 'the parts after Complete', ended, listParts(), 'no-such-upload', chosen({ partsAfterAbort: 'empty' })],
  ['lifetime/upload-must-be-open', 'the parts after Abort', aborted, listParts(), 'no-such-upload'],
  ['lifetime/upload-must-be-open', 'the parts after Abort', aborted, listParts(), 'ok', chosen({ partsAfterAbort: 'empty' })],

  ['upload-part/max-size', 'the largest part', [create()], bare(part(1, 5 * GiB)), 'ok'],
  ['upload-part/max-size', 'one byte more, as declared', [create()], bare(part(1, 5 * GiB + 1)), 'part-too-large'],
  ['upload-part/max-size', 'one byte more, as arrived', [create()], { ...part(1, 5 * GiB + 1), length: undefined } as Command, 'part-too-large'],
  ['upload-part/max-size', 'no limit', [create()], part(1, 6 * GiB), 'ok', limited({ maxPartSize: null })],

  ['limits/put-size', 'the largest object', [], bare(put('k', 1, 5 * GiB)), 'ok'],
  ['limits/put-size', 'one byte more', [], bare(put('k', 1, 5 * GiB + 1)), 'part-too-large'],
  ['limits/put-size', 'no limit', [], put('k', 1, 6 * GiB), 'ok', limited({ maxPutSize: null })],

  ['list-parts/page-size', '-1', [create()], listParts({ max: numeral(-1) }), 'page-size-negative'],
  ['list-parts/page-size', '0', [create()], listParts({ max: numeral(0) }), 'ok'],
  ['list-parts/page-size', '2147483647', [create()], listParts({ max: numeral(2147483647) }), 'ok'],
  ['list-parts/page-size', '2147483648', [create()], listParts({ max: numeral(2147483648) }), 'page-size-not-integer'],
  ['list-parts/page-size', '-2147483648', [create()], listParts({ max: numeral(-2147483648) }), 'page-size-negative'],
  ['list-parts/page-size', '-2147483649', [create()], listParts({ max: numeral(-2147483649) }), 'page-size-not-integer'],
  ['list-parts/page-size', 'text', [create()], listParts({ max: numeral(Number.NaN, 'ten') }), 'page-size-not-integer'],
  ['list-parts/page-size', 'a marker of -1', [create()], listParts({ marker: numeral(-1) }), 'page-size-negative'],
  ['list-parts/page-size', 'a marker of 0', [create()], listParts({ marker: numeral(0) }), 'ok'],

  ['list-uploads/page-size', '-1', [], listUploads({ max: numeral(-1) }), 'page-size-negative'],
  ['list-uploads/page-size', '0', [], listUploads({ max: numeral(0) }), 'ok'],
  ['list-uploads/page-size', 'text', [], listUploads({ max: numeral(Number.NaN, '') }), 'page-size-not-integer'],

  ['list/page-size', '-1', [], listObjects({ max: numeral(-1) }), 'page-size-negative'],
  ['list/page-size', '0', [], listObjects({ max: numeral(0) }), 'ok'],
  ['list/page-size', 'of versions, too large', [], listVersions({ max: numeral(2147483648) }), 'page-size-not-integer'],

  ['list-uploads/id-marker-of-another-key', 'an upload of that key', [create()], listUploads({ keyMarker: 'k', uploadMarker: 'u1' }), 'ok'],
  ['list-uploads/id-marker-of-another-key', 'an upload of another key', [create()], listUploads({ keyMarker: 'j', uploadMarker: 'u1' }), 'upload-marker-invalid'],
  ['list-uploads/id-marker-of-another-key', 'one that has ended since', aborted, listUploads({ keyMarker: 'k', uploadMarker: 'u1' }), 'ok'],
  ['list-uploads/id-marker-of-another-key', 'no upload', [], listUploads({ keyMarker: 'k', uploadMarker: 'u1' }), 'upload-marker-invalid'],
  ['list-uploads/id-marker-of-another-key', 'no key marker', [], listUploads({ uploadMarker: 'u1' }), 'ok'],
  ['list-uploads/id-marker-of-another-key', 'ids are ignored', [], listUploads({ keyMarker: 'k', uploadMarker: 'u1' }), 'ok', chosen({ uploadMarker: 'ignored' })],

  ['list-uploads/delimiter', 'none', [], listUploads(), 'ok', chosen({ uploadsDelimiter: 'slash-only' })],
  ['list-uploads/delimiter', 'a slash', [], listUploads({ delimiter: '/' }), 'ok', chosen({ uploadsDelimiter: 'slash-only' })],
  ['list-uploads/delimiter', 'two slashes', [], listUploads({ delimiter: '//' }), 'delimiter-unsupported', chosen({ uploadsDelimiter: 'slash-only' })],
  ['list-uploads/delimiter', 'any will do', [], listUploads({ delimiter: '//' }), 'ok'],

  ['list-uploads/marker-outside-prefix', 'no marker', [], listUploads({ prefix: 'a' }), 'ok'],
  ['list-uploads/marker-outside-prefix', 'inside', [], listUploads({ prefix: 'a', keyMarker: 'ab' }), 'ok'],
  ['list-uploads/marker-outside-prefix', 'outside', [], listUploads({ prefix: 'a', keyMarker: 'b' }), 'ok'],
  ['list-uploads/marker-outside-prefix', 'outside', [], listUploads({ prefix: 'a', keyMarker: 'b' }), 'key-marker-outside-prefix', chosen({ markerOutsidePrefix: 'not-implemented' })],
  ['list-uploads/marker-outside-prefix', 'inside', [], listUploads({ prefix: 'a', keyMarker: 'ab' }), 'ok', chosen({ markerOutsidePrefix: 'not-implemented' })],

  ['bucket/delete-empty', 'an empty bucket', [], { op: 'delete-bucket', bucket: 'bkt' }, 'ok'],
  ['bucket/delete-empty', 'an object', [put('k')], { op: 'delete-bucket', bucket: 'bkt' }, 'bucket-not-empty'],
  ['bucket/delete-empty', 'an object that was removed', [put('k'), remove('k')], { op: 'delete-bucket', bucket: 'bkt' }, 'ok'],
  ['bucket/delete-empty', 'a delete marker', [versioning('enabled'), remove('k')], { op: 'delete-bucket', bucket: 'bkt' }, 'bucket-not-empty'],
  ['bucket/delete-empty', 'an open upload', [create()], { op: 'delete-bucket', bucket: 'bkt' }, 'ok'],
  ['bucket/delete-empty', 'an open upload', [create()], { op: 'delete-bucket', bucket: 'bkt' }, 'bucket-not-empty', chosen({ deleteBucketWithUploads: 'refused' })],
  ['bucket/delete-empty', 'an aborted upload', aborted, { op: 'delete-bucket', bucket: 'bkt' }, 'ok', chosen({ deleteBucketWithUploads: 'refused' })],

  ['upload-part-copy/range-form', 'a range', [create(), put('s', 9, 10)], copyPart({ source: at('s'), range: range(0, 9) }), 'ok'],
  ['upload-part-copy/range-form', 'no range', [create(), put('s', 9, 10)], copyPart({ source: at('s') }), 'ok'],
  ['upload-part-copy/range-form', 'what is no range', [create(), put('s', 9, 10)], copyPart({ source: at('s'), range: { text: 'bytes=9-', value: null } }), 'copy-range-malformed'],

  ['upload-part-copy/range-bounds', 'the last byte', [create(), put('s', 9, 10)], copyPart({ source: at('s'), range: range(9, 9) }), 'ok'],
  ['upload-part-copy/range-bounds', 'one beyond it', [create(), put('s', 9, 10)], copyPart({ source: at('s'), range: range(9, 10) }), 'copy-range-outside'],
  ['upload-part-copy/range-bounds', 'wholly beyond it', [create(), put('s', 9, 10)], copyPart({ source: at('s'), range: range(10, 10) }), 'copy-range-beyond'],
  ['upload-part-copy/range-bounds', 'of an empty source', [create(), put('s', 9, 0)], copyPart({ source: at('s'), range: range(0, 0) }), 'copy-range-beyond'],

  ['upload-part-copy/source-exists', 'an object', [create(), put('s')], copyPart({ source: at('s') }), 'ok'],
  ['upload-part-copy/source-exists', 'no object', [create()], copyPart({ source: at('s') }), 'no-such-key'],
  ['upload-part-copy/source-exists', 'no bucket', [create()], copyPart({ source: at('s', { bucket: 'other' }) }), 'no-such-bucket'],
  ['upload-part-copy/source-exists', 'the null version', [put('s')], copy('t', at('s', { versionId: 'null' })), 'ok'],
  ['upload-part-copy/source-exists', 'no such version', [put('s')], copy('t', at('s', { versionId: 'v1' })), 'no-such-version'],
  ['upload-part-copy/source-exists', 'hidden by a marker', [versioning('enabled'), put('s'), remove('s')], copy('t', at('s')), 'no-such-key'],
  ['upload-part-copy/source-exists', 'the version below the marker', [versioning('enabled'), put('s'), remove('s')], copy('t', at('s', { versionId: 'v1' })), 'ok'],
  ['upload-part-copy/source-exists', 'the marker itself', [versioning('enabled'), put('s'), remove('s')], copy('t', at('s', { versionId: 'v2' })), 'copy-source-delete-marker'],

  ['upload-part-copy/conditions', 'its ETag', [put('s', 9)], copy('t', at('s', { conditions: { ifMatch: 'm9' } })), 'ok'],
  ['upload-part-copy/conditions', 'another ETag', [put('s', 9)], copy('t', at('s', { conditions: { ifMatch: 'm8' } })), 'copy-precondition-failed'],
  ['upload-part-copy/conditions', 'modified since a second before', [put('s')], copy('t', at('s', { conditions: { ifModifiedSince: noon - 1 } })), 'ok'],
  ['upload-part-copy/conditions', 'modified since that second', [put('s')], copy('t', at('s', { conditions: { ifModifiedSince: noon } })), 'copy-precondition-failed'],

  ['limits/copy-source-size', 'the largest source', [put('s', 9, 5 * GiB)], copy('t', at('s')), 'ok'],
  ['limits/copy-source-size', 'one byte more', [put('s', 9, 5 * GiB + 1)], copy('t', at('s')), 'copy-source-too-large'],
  ['limits/copy-source-size', 'one byte more, a part', [create(), put('s', 9, 5 * GiB + 1)], copyPart({ source: at('s') }), 'copy-source-too-large'],
  ['limits/copy-source-size', 'a range of it', [create(), put('s', 9, 5 * GiB + 1)], copyPart({ source: at('s'), range: range(0, 9) }), 'ok'],
  ['limits/copy-source-size', 'no limit', [put('s', 9, 5 * GiB + 1)], copy('t', at('s')), 'ok', limited({ maxCopySource: null })],

  ['conditions/unsupported', 'if-none-match: *', [], put('k', 9, 1, PLAIN, { ifNoneMatch: '*' }), 'ok'],
  ['conditions/unsupported', 'if-none-match: an ETag', [], put('k', 9, 1, PLAIN, { ifNoneMatch: 'm9' }), 'condition-not-implemented'],
  ['conditions/unsupported', 'if-match: an ETag', [put('k', 9)], put('k', 9, 1, PLAIN, { ifMatch: 'm9' }), 'ok'],
  ['conditions/unsupported', 'if-match: *', [put('k', 9)], put('k', 9, 1, PLAIN, { ifMatch: '*' }), 'condition-not-implemented'],
  ['conditions/unsupported', 'both', [create(), part(1)], joined({ ifMatch: 'm9', ifNoneMatch: '*' }), 'condition-not-implemented'],
  ['conditions/unsupported', 'both, where only one is read', [create(), part(1)], joined({ ifMatch: 'm9', ifNoneMatch: '*' }), 'ok', chosen({ writeConditions: 'none-match-only' })],
  ['conditions/unsupported', 'if-none-match: an ETag, at Complete', [create(), part(1)], joined({ ifNoneMatch: 'm9' }), 'condition-not-implemented'],
  ['conditions/unsupported', 'at a Complete that is a repeat', [create(), part(1), complete([1])], joined({ ifNoneMatch: 'm9' }), 'ok'],

  ['conditions/put', 'none there', [], put('k', 9, 1, PLAIN, { ifNoneMatch: '*' }), 'ok'],
  ['conditions/put', 'one there', [put('k')], put('k', 9, 1, PLAIN, { ifNoneMatch: '*' }), 'precondition-failed'],
  ['conditions/put', 'one there, told before its body', [put('k')], bare(put('k', 9, 1, PLAIN, { ifNoneMatch: '*' })), 'precondition-failed'],
  ['conditions/put', 'one hidden by a marker', [versioning('enabled'), put('k'), remove('k')], put('k', 9, 1, PLAIN, { ifNoneMatch: '*' }), 'ok'],
  ['conditions/put', 'the object meant', [put('k', 9)], put('k', 8, 1, PLAIN, { ifMatch: 'm9' }), 'ok'],
  ['conditions/put', 'another object', [put('k', 9)], put('k', 8, 1, PLAIN, { ifMatch: 'm8' }), 'precondition-failed'],
  ['conditions/put', 'another object, where that is not read', [put('k', 9)], put('k', 8, 1, PLAIN, { ifMatch: 'm8' }), 'ok', chosen({ writeConditions: 'none-match-only' })],
  ['conditions/put', 'no object to match', [], put('k', 8, 1, PLAIN, { ifMatch: 'm8' }), 'no-such-key'],

  ['conditions/complete', 'none there', [create(), part(1)], joined({ ifNoneMatch: '*' }), 'ok'],
  ['conditions/complete', 'one that came after Create', [create(), part(1), put('k')], joined({ ifNoneMatch: '*' }), 'precondition-failed'],
  ['conditions/complete', 'a repeat', [create(), part(1), complete([1])], joined({ ifNoneMatch: '*' }), 'ok'],
  ['conditions/complete', 'the object meant', [put('k', 9), create(), part(1)], joined({ ifMatch: 'm9' }), 'ok'],
  ['conditions/complete', 'another object', [put('k', 9), create(), part(1)], joined({ ifMatch: 'm8' }), 'precondition-failed'],
  ['conditions/complete', 'no object to match', [create(), part(1)], joined({ ifMatch: 'm8' }), 'no-such-key'],

  ['conditions/interposed-write', 'the key was free and is', [create(), part(1)], joined({ ifNoneMatch: '*' }), 'ok'],
  ['conditions/interposed-write', 'freed since', [put('k'), create(), part(1), remove('k')], joined({ ifNoneMatch: '*' }), 'conditional-conflict'],
  ['conditions/interposed-write', 'freed by a marker', [versioning('enabled'), put('k'), create(), part(1), remove('k')], joined({ ifNoneMatch: '*' }), 'conditional-conflict'],
  ['conditions/interposed-write', 'freed since, no condition', [put('k'), create(), part(1), remove('k')], complete([1]), 'ok'],
  ['conditions/interposed-write', 'freed since, not noticed', [put('k'), create(), part(1), remove('k')], joined({ ifNoneMatch: '*' }), 'ok', chosen({ interposedWrite: 'unnoticed' })],
  ['conditions/interposed-write', 'filled and freed since', [create(), part(1), put('k'), remove('k')], joined({ ifNoneMatch: '*' }), 'ok'],
  ['conditions/interposed-write', 'untouched', [put('k', 9), create(), part(1)], joined({ ifMatch: 'm9' }), 'ok'],
  ['conditions/interposed-write', 'written again, the same bytes', [put('k', 9), create(), part(1), put('k', 9)], joined({ ifMatch: 'm9' }), 'conditional-conflict'],
  ['conditions/interposed-write', 'another key written', [put('k', 9), create(), part(1), put('l', 9)], joined({ ifMatch: 'm9' }), 'ok'],

  ['complete/empty-list', 'one part', [create(), part(1)], complete([1]), 'ok'],
  ['complete/empty-list', 'no part', [create(), part(1)], complete([]), 'malformed-xml'],
  ['complete/empty-list', 'no part', [create(), part(1)], complete([]), 'no-parts', chosen({ emptyList: 'at-least-one-part' })],
  ['complete/empty-list', 'no body', [create(), part(1)], complete([], { bare: true }), 'no-parts'],
  ['complete/empty-list', 'no body', [create(), part(1)], complete([], { bare: true }), 'missing-length', chosen({ emptyBody: 'missing-length' })],

  ['complete/number-below-one', '1', [create(), part(1)], complete([1]), 'ok'],
  ['complete/number-below-one', '0', [create(), part(1)], complete([[0, 'm1']]), 'claimed-number-too-low'],
  ['complete/number-below-one', '0 where numbers begin there', [create(), part(0)], complete([0]), 'ok', limited({ partNumberMin: 0 })],

  ['complete/max-parts', 'as many as may be', [create(), part(1), part(2)], complete([1, 2]), 'ok', limited({ maxParts: 2 })],
  ['complete/max-parts', 'one more', [create(), part(1), part(2), part(3)], complete([1, 2, 3]), 'too-many-claims', limited({ maxParts: 2 })],

  ['complete/part-order', 'ascending', [create(), part(1), part(2)], complete([1, 2]), 'ok'],
  ['complete/part-order', 'descending', [create(), part(1), part(2)], complete([2, 1]), 'part-order'],
  ['complete/part-order', 'a repeat is not ascending', [create(), part(1)], complete([1, 1]), 'part-order'],
  ['complete/part-order', 'a repeat is left to another rule', [create(), part(1)], complete([1, 1]), 'ok', chosen({ repeatedNumber: 'part-not-found' })],
  ['complete/part-order', 'holes are fine', [create(), part(1), part(10_000)], complete([1, 10_000]), 'ok'],

  ['complete/parts-exist', 'stored', [create(), part(1)], complete([1]), 'ok'],
  ['complete/parts-exist', 'never stored', [create(), part(1)], complete([1, 2]), 'part-not-found'],
  ['complete/parts-exist', 'with another ETag', [create(), part(1)], complete([[1, 'm2']]), 'part-not-found'],
  ['complete/parts-exist', 'with the ETag it had before', [create(), part(1), part(1, 1, { ref: 2 })], complete([[1, 'm1']]), 'part-not-found'],
  ['complete/parts-exist', 'with the ETag it has now', [create(), part(1), part(1, 1, { ref: 2 })], complete([[1, 'm2']]), 'ok'],
  ['complete/parts-exist', 'named twice', [create(), part(1)], complete([1, 1]), 'part-not-found', chosen({ repeatedNumber: 'part-not-found' })],

  ['complete/unlisted-parts', 'all listed', [create(), part(1), part(2)], complete([1, 2]), 'ok', unlisted],
  ['complete/unlisted-parts', 'one left out', [create(), part(1), part(2)], complete([1]), 'part-not-found', unlisted],
  ['complete/unlisted-parts', 'one left out', [create(), part(1), part(2)], complete([1]), 'ok'],

  ['complete/min-part-size', 'the last part may be small', [create(), part(1, 5 * MiB), part(2, 1)], complete([1, 2]), 'ok'],
  ['complete/min-part-size', 'one byte too few', [create(), part(1, 5 * MiB - 1), part(2, 1)], complete([1, 2]), 'part-too-small'],
  ['complete/min-part-size', 'in the middle', [create(), part(1), part(2, 5 * MiB - 1), part(3, 1)], complete([1, 2, 3]), 'part-too-small'],
  ['complete/min-part-size', 'the only part is the last', [create(), part(1, 0)], complete([1]), 'ok'],
  ['complete/min-part-size', 'last listed, not last stored', [create(), part(1, 1), part(2, 5 * MiB)], complete([1]), 'ok'],
  ['complete/min-part-size', 'no limit', [create(), part(1, 0), part(2, 0)], complete([1, 2]), 'ok', limited({ minPartSize: 0 })],

  ['limits/object-size', 'the largest object', [create(), part(1, 60), part(2, 40)], complete([1, 2]), 'ok', limited({ maxObjectSize: 100 })],
  ['limits/object-size', 'one byte more', [create(), part(1, 60), part(2, 41)], complete([1, 2]), 'object-too-large', limited({ maxObjectSize: 100 })],
  ['limits/object-size', 'only what is listed counts', [create(), part(1, 60), part(2, 41)], complete([1]), 'ok', limited({ maxObjectSize: 100 })],
  ['limits/object-size', 'no limit', [create(), part(1, 60 * KiB)], complete([1]), 'ok', limited({ maxObjectSize: null })],
  ...CHECKSUM_ROWS,
]; // biome-ignore format: a table is read by its rows

/** Those of OSS and of vaults have tables of their own. */
const elsewhere = { ...ossRules, ...vaultRules };
holdToTable(
  t,
  ROWS,
  Object.keys(RULES).filter((id) => !Object.hasOwn(elsewhere, id)),
);

t.test('the first refusal is the first rule of the profile', async (t) => {
  const wrong = [create(), part(1, 1), part(2, 1)];
  const orders = [
    [['complete/part-order', 'complete/parts-exist', 'complete/min-part-size'], 'complete/part-order'],
    [['complete/parts-exist', 'complete/min-part-size', 'complete/part-order'], 'complete/parts-exist'],
    [['complete/min-part-size', 'complete/part-order', 'complete/parts-exist'], 'complete/min-part-size'],
  ] as const;
  for (const [refuses, first] of orders) {
    const engine = newEngine({ refuses });
    engine.set(...wrong);
    t.match(engine.run(complete([2, [1, 'gone']])), { rule: first }, `${first} first`);
  }
});

t.test('a policy that names an unknown rule is an error', async (t) => {
  t.throws(() => rulesByOp(policyWith({ refuses: ['complete/no-such-rule'] })), /complete\/no-such-rule/);
});

t.test('utf8Length counts what Buffer makes', async (t) => {
  for (const text of ['', 'a', 'é', '€', '😀', 'a😀é€', '\u0000\u007f\u0080\u07ff\u0800\uffff', '\u{10ffff}'])
    t.equal(utf8Length(text), Buffer.byteLength(text), JSON.stringify(text));
});
