/** What only Alibaba OSS refuses, by table. */
import t from 'tap';
import {
  complete,
  copy,
  copyPart,
  create,
  listObjects,
  newEngine,
  numeral,
  part,
  put,
  type Row,
  versioning,
} from './engine.test.fixture.js';
import { holdToTable } from './rule-table.test.fixture.js';
import { ossRules } from './rules-oss.js';
import type { Choices, Command, CopySource } from './types.js';

const chosen = (choices: Partial<Choices>) => ({ choices });
/** Parts of this upload must come one after another. */
const inOrder = { ...create(), sequential: true } as Command;
const forbidding = (command: Command): Command => ({ ...command, forbidOverwrite: true }) as Command;
const all = (command: ReturnType<typeof complete>): Command => ({ ...command, all: true });
const source = (more: Partial<CopySource> = {}): CopySource => ({ bucket: 'bkt', key: 's', conditions: {}, ...more });
/** Rules that end uploads below these prefixes; of a prefix with `!` none does. */
const lifecycle = (...prefixes: string[]): Command => ({
  op: 'put-lifecycle',
  bucket: 'bkt',
  rules: prefixes.map((text) => ({
    id: undefined,
    enabled: true,
    prefix: text.replace('!', ''),
    narrowed: undefined,
    actions: 1,
    form: '',
    abort: text.startsWith('!') ? undefined : { days: 1 },
  })),
});
const keys = (max: number, text = String(max)): Command => listObjects({ max: numeral(max, text) });

// biome-ignore format: a table is read by its rows
const ROWS: readonly Row[] = [
  ['names/first-character', 'a slash', [], create('/k'), 'invalid-object-name'],
  ['names/first-character', 'a backslash', [], put('\\k'), 'invalid-object-name'],
  ['names/first-character', 'of a copy', [put('s')], copy('/k', source()), 'invalid-object-name'],
  ['names/first-character', 'a slash further on', [], create('k/\\'), 'ok'],

  ['sequential/part-order', 'the first', [inOrder], part(1), 'ok'],
  ['sequential/part-order', 'the next', [inOrder, part(1)], part(2), 'ok'],
  ['sequential/part-order', 'not the first', [inOrder], part(2), 'part-not-sequential'],
  ['sequential/part-order', 'one left out', [inOrder, part(1)], part(3), 'part-not-sequential'],
  ['sequential/part-order', 'one left out by a copy', [put('s'), inOrder, part(1)], copyPart({ source: source(), number: numeral(3) }), 'part-not-sequential'],
  ['sequential/part-order', 'in any other upload', [create()], part(2), 'ok'],

  ['sequential/part-again', 'stored', [inOrder, part(1)], part(1), 'part-exists'],
  ['sequential/part-again', 'new', [inOrder, part(1)], part(2), 'ok'],
  ['sequential/part-again', 'stored in any other upload', [create(), part(1)], part(1), 'ok'],

  ['sequential/complete-gap', 'from one on', [inOrder, part(1), part(2)], complete([1, 2]), 'ok'],
  ['sequential/complete-gap', 'without the first', [inOrder, part(1), part(2)], complete([2]), 'part-not-sequential'],
  ['sequential/complete-gap', 'without one between', [inOrder, part(1), part(2), part(3)], complete([1, 3]), 'part-not-sequential'],
  ['sequential/complete-gap', 'in any other upload', [create(), part(1), part(2)], complete([2]), 'ok'],

  ['complete-all/no-body', 'no body', [create(), part(1)], all(complete([], { bare: true })), 'ok'],
  ['complete-all/no-body', 'a body', [create(), part(1)], all(complete([])), 'complete-all-with-body'],
  ['complete-all/no-body', 'a body that is wanted', [create(), part(1)], complete([1]), 'ok'],

  ['complete/number-range', 'the last', [create(), part(10_000)], complete([10_000]), 'ok'],
  ['complete/number-range', 'one too many', [create()], complete([10_001]), 'claimed-number-outside', chosen({ claimedNumber: 'part-order' })],
  ['complete/number-range', 'one too many', [create()], complete([10_001]), 'part-number-out-of-range', chosen({ claimedNumber: 'invalid-argument' })],
  ['complete/number-range', 'below the first', [create()], complete([0]), 'claimed-number-outside', chosen({ claimedNumber: 'part-order' })],

  ['forbid-overwrite/existing', 'nothing in the way of an Initiate', [], forbidding(create()), 'ok'],
  ['forbid-overwrite/existing', 'an object in the way of an Initiate', [put('k')], forbidding(create()), 'object-exists'],
  ['forbid-overwrite/existing', 'an object in the way of a Complete', [create(), part(1), put('k')], forbidding(complete([1])), 'object-exists'],
  ['forbid-overwrite/existing', 'an object in the way of a put', [put('k')], forbidding(put('k')), 'object-exists'],
  ['forbid-overwrite/existing', 'an object in the way of a copy', [put('k'), put('s')], forbidding(copy('k', source())), 'object-exists'],
  ['forbid-overwrite/existing', 'not forbidden', [put('k')], put('k'), 'ok'],
  ['forbid-overwrite/existing', 'nothing is overwritten where there are versions', [versioning('enabled'), put('k')], forbidding(put('k')), 'ok'],

  ['lifecycle/overlap', 'apart', [], lifecycle('a/', 'b/'), 'ok'],
  ['lifecycle/overlap', 'one within the other', [], lifecycle('a/b/', 'a/'), 'lifecycle-overlap'],
  ['lifecycle/overlap', 'the same twice', [], lifecycle('a/', 'a/'), 'lifecycle-overlap'],
  ['lifecycle/overlap', 'another action', [], lifecycle('a/', '!a/'), 'ok'],

  ['list/max-keys', 'one', [], keys(1), 'ok'],
  ['list/max-keys', 'none', [], keys(0), 'page-size-outside'],
  ['list/max-keys', 'the most', [], keys(1000), 'ok'],
  ['list/max-keys', 'one more', [], keys(1001), 'page-size-outside'],
  ['list/max-keys', 'no number', [], keys(Number.NaN, 'x'), 'page-size-outside'],
  ['list/max-keys', 'not said', [], listObjects(), 'ok'],
];

holdToTable(t, ROWS, Object.keys(ossRules));

t.test('what OSS grants and S3 refuses', async (t) => {
  const empty = newEngine({ ...chosen({ emptyList: 'empty-object' }), refuses: ['complete/empty-list'] });
  empty.set(create());
  t.match(empty.run(complete([])), { op: 'complete', etag: '[]-0', version: { size: 0, pieces: [] } }, 'OSS-080');

  const taken = newEngine({ refuses: ['complete/part-order', 'complete/parts-exist'] });
  taken.set(create(), part(7), part(2));
  t.match(taken.run(all(complete([], { bare: true }))), { op: 'complete', etag: '[m2 m7]-2' }, 'OSS-087');

  const again = newEngine(chosen({ ownBucketAgain: 'accepted' }));
  t.match(again.run({ op: 'create-bucket', bucket: 'bkt' }), { op: 'create-bucket' }, 'OSS-211');
});

t.test('the MD5 of a sequential upload is asked for, and kept (OSS-053)', async (t) => {
  const engine = newEngine({});
  engine.set(inOrder, part(1), part(2));
  t.match(engine.run(complete([1, 2])), { op: 'continue', hash: { pieces: [{}, {}], by: 'md5' } });
  t.match(engine.run({ ...complete([1, 2]), wholeMd5: 'ab' } as Command), { version: { md5: 'ab' } });
  const other = newEngine({});
  other.set(create(), part(1));
  t.match(other.run(complete([1])), { op: 'complete', version: { md5: undefined } });
});

t.test('a copy source that has not changed is no error where a provider says so', async (t) => {
  const conditional = copyPart({ source: source({ conditions: { ifNoneMatch: 'm100' } }) });
  const cases = [
    [conditional, 'not-modified', 'copy-not-modified'],
    [conditional, 'precondition-failed', 'copy-precondition-failed'],
    [copyPart({ source: source({ conditions: { ifMatch: 'other' } }) }), 'not-modified', 'copy-precondition-failed'],
  ] as const;
  for (const [command, copyNotModified, fault] of cases) {
    const engine = newEngine({ ...chosen({ copyNotModified }), refuses: ['upload-part-copy/conditions'] });
    engine.set(put('s'), create());
    t.match(engine.run(command), { fault }, `${copyNotModified}: ${fault}`);
  }
});

t.test('a range of a copy source that cannot be met stands for all of it', async (t) => {
  const cases = [
    ['bytes=1-2', { first: 1, last: 2 }, { first: 1, length: 2 }],
    ['bytes=1-9', { first: 1, last: 9 }, { first: 0, length: 5 }],
    ['bytes=2-1', null, { first: 0, length: 5 }],
  ] as const;
  for (const [text, value, copied] of cases) {
    const engine = newEngine({});
    engine.set(put('s', 100, 5), create());
    t.match(engine.run(copyPart({ source: source(), range: { text, value } })), { copy: copied }, text);
  }
});
