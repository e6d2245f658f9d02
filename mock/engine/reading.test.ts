/** Reads: which version, which bytes, which conditions. */
import t from 'tap';
import { failedCopyCondition, readCondition } from './conditions.js';
import {
  complete,
  create,
  get,
  NOON,
  newEngine,
  numeral,
  outcome,
  part,
  put,
  remove,
  versioning,
} from './engine.test.fixture.js';
import type { ByteRange, Conditions, Instant, ObjectVersion } from './types.js';

const SECOND = NOON / 1000;
/** Stored half a second after noon: HTTP dates cannot say so. */
const VERSION = { etag: 'e', modifiedAt: (NOON + 500) as Instant } as ObjectVersion;

t.test('conditions of a read', async (t) => {
  const rows: readonly (readonly [Conditions, string])[] = [
    [{}, 'go'],
    [{ ifMatch: 'e' }, 'go'],
    [{ ifMatch: '"e"' }, 'go'],
    [{ ifMatch: 'W/"e"' }, 'go'],
    [{ ifMatch: '*' }, 'go'],
    [{ ifMatch: 'd, "e"' }, 'go'],
    [{ ifMatch: 'd' }, 'If-Match'],
    [{ ifNoneMatch: 'd' }, 'go'],
    [{ ifNoneMatch: 'e' }, 'not-modified'],
    [{ ifNoneMatch: '*' }, 'not-modified'],
    [{ ifModifiedSince: SECOND - 1 }, 'go'],
    [{ ifModifiedSince: SECOND }, 'not-modified'],
    [{ ifUnmodifiedSince: SECOND }, 'go'],
    [{ ifUnmodifiedSince: SECOND - 1 }, 'If-Unmodified-Since'],
    [{ ifMatch: 'e', ifUnmodifiedSince: SECOND - 1 }, 'go'],
    [{ ifMatch: 'd', ifUnmodifiedSince: SECOND }, 'If-Match'],
    [{ ifNoneMatch: 'd', ifModifiedSince: SECOND }, 'go'],
    [{ ifNoneMatch: 'e', ifModifiedSince: SECOND - 1 }, 'not-modified'],
    [{ ifMatch: 'd', ifNoneMatch: 'e' }, 'If-Match'],
    [{ ifMatch: 'e', ifNoneMatch: 'e' }, 'not-modified'],
  ];
  for (const [conditions, expected] of rows) {
    const found = readCondition(conditions, VERSION);
    t.equal(typeof found === 'object' ? found.failed : found, expected, JSON.stringify(conditions));
  }
});

t.test('conditions of a copy source', async (t) => {
  const rows: readonly (readonly [Conditions, string | undefined])[] = [
    [{}, undefined],
    [{ ifMatch: 'e' }, undefined],
    [{ ifMatch: 'd' }, 'If-Match'],
    [{ ifNoneMatch: 'd' }, undefined],
    [{ ifNoneMatch: 'e' }, 'If-None-Match'],
    [{ ifModifiedSince: SECOND - 1 }, undefined],
    [{ ifModifiedSince: SECOND }, 'If-Modified-Since'],
    [{ ifModifiedSince: SECOND + 60 }, 'If-Modified-Since'],
    [{ ifModifiedSince: SECOND + 61 }, undefined],
    [{ ifUnmodifiedSince: SECOND }, undefined],
    [{ ifUnmodifiedSince: SECOND - 1 }, 'If-Unmodified-Since'],
    [{ ifMatch: 'e', ifUnmodifiedSince: SECOND - 1 }, undefined],
    [{ ifNoneMatch: 'd', ifModifiedSince: SECOND }, undefined],
    [{ ifNoneMatch: 'e', ifModifiedSince: SECOND - 1 }, 'If-None-Match'],
  ];
  const now = (NOON + 60_000) as Instant;
  for (const [conditions, expected] of rows) {
    const found = failedCopyCondition(conditions, VERSION, now);
    t.equal(found?.replace('x-amz-copy-source-', ''), expected, JSON.stringify(conditions));
  }
});

t.test('ranges of a read', async (t) => {
  const rows: readonly (readonly [range: ByteRange | null, size: number, expected: string])[] = [
    [{ first: 0, last: 0 }, 10, '0+1'],
    [{ first: 0, last: 9 }, 10, '0+10'],
    [{ first: 9, last: 9 }, 10, '9+1'],
    [{ first: 10, last: 10 }, 10, 'invalid-range'],
    [{ first: 3, last: 100 }, 10, '3+7'],
    [{ first: 3, last: undefined }, 10, '3+7'],
    [{ first: 10, last: undefined }, 10, 'invalid-range'],
    [{ first: undefined, last: 3 }, 10, '7+3'],
    [{ first: undefined, last: 10 }, 10, '0+10'],
    [{ first: undefined, last: 11 }, 10, '0+10'],
    [{ first: undefined, last: 0 }, 10, 'invalid-range'],
    [{ first: 0, last: 0 }, 0, 'invalid-range'],
    [{ first: undefined, last: 1 }, 0, 'invalid-range'],
    [null, 10, 'all 0+10'],
  ];
  for (const [value, size, expected] of rows) {
    const engine = newEngine();
    engine.set(put('k', 1, size));
    const reply = engine.run(get('k', { range: { text: 'as sent', value } }));
    const seen =
      'fault' in reply
        ? reply.fault
        : reply.op === 'get-object' && `${reply.partial ? '' : 'all '}${reply.first}+${reply.length}`;
    t.equal(seen, expected, `${JSON.stringify(value)} of ${size}`);
  }
});

t.test('reads of parts', async (t) => {
  const joined = [create(), part(2, 10), part(5, 20), part(9, 3), complete([2, 5, 9])];
  const rows = [
    ['the first', joined, 1, { first: 0, length: 10, partial: true, partsCount: 3 }],
    ['the second is not part 2', joined, 2, { first: 10, length: 20, partsCount: 3 }],
    ['the last', joined, 3, { first: 30, length: 3, partsCount: 3 }],
    ['one beyond', joined, 4, { fault: 'invalid-part-number' }],
    ['zero', joined, 0, { fault: 'part-number-out-of-range' }],
    ['10000', joined, 10_000, { fault: 'invalid-part-number' }],
    ['10001', joined, 10_001, { fault: 'part-number-out-of-range' }],
    ['no number', joined, Number.NaN, { fault: 'part-number-out-of-range' }],
    ['of an object put whole', [put('k', 1, 7)], 1, { first: 0, length: 7, partial: true, partsCount: undefined }],
    ['beyond an object put whole', [put('k', 1, 7)], 2, { fault: 'invalid-part-number' }],
  ] as const;
  for (const [says, given, number, expected] of rows) {
    const engine = newEngine();
    engine.set(...given);
    t.match(engine.run(get('k', { partNumber: numeral(number) })), expected, says);
  }
  const engine = newEngine();
  engine.set(...joined);
  const both = get('k', { partNumber: numeral(1), range: { text: 'bytes=0-1', value: { first: 0, last: 1 } } });
  t.match(engine.run(both), { fault: 'range-and-part' });
  const without = newEngine({ choices: { partReads: 'ignored' } });
  without.set(...joined);
  t.match(without.run(get('k', { partNumber: numeral(2) })), { first: 0, length: 33, partial: false }, 'ignored');
});

t.test('which version is read', async (t) => {
  const engine = newEngine();
  engine.set(put('old', 1), versioning('enabled'), put('k', 2), put('k', 3), put('gone', 4), remove('gone'));
  const rows = [
    ['k', undefined, 'v2'],
    ['k', 'v1', 'v1'],
    ['k', 'v9', 'no-such-version'],
    ['old', 'null', 'null'],
    ['none', undefined, 'no-such-key'],
    ['none', 'v1', 'no-such-version'],
    ['gone', undefined, 'no-such-key'],
    ['gone', 'v3', 'v3'],
    ['gone', 'v4', 'delete-marker'],
  ] as const;
  for (const [key, versionId, expected] of rows) {
    const reply = engine.run(get(key, versionId === undefined ? {} : { versionId }));
    const seen = 'fault' in reply ? reply.fault : reply.op === 'get-object' && reply.version.versionId;
    t.equal(seen, expected, `${key} ${versionId ?? 'newest'}`);
  }
  t.match(engine.run(get('gone')), { detail: { deleteMarker: 'v4' } }, 'the marker is named');
});

t.test('a condition that fails is told before the range', async (t) => {
  const engine = newEngine();
  engine.set(put('k', 1, 10));
  const beyond = { text: 'bytes=90-', value: { first: 90, last: undefined } };
  t.equal(outcome(engine.run(get('k', { conditions: { ifMatch: 'x' }, range: beyond }))), 'precondition-failed');
  t.equal(outcome(engine.run(get('k', { range: beyond }))), 'invalid-range');
  t.match(engine.run(get('k', { op: 'head-object', conditions: { ifNoneMatch: 'm1' } })), { notModified: true });
});
