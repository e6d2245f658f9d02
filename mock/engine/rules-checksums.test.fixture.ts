/** The rules about additional checksums, for the table in rules.test.ts. */
import { body, claim, complete, create, numeral, part, put, type Row } from './engine.test.fixture.js';

import type { Choices, Command, CommandOf } from './types.js';

const has = (choices: Partial<Choices> = {}) => ({
  choices: { checksums: 'supported' as const, gapsWithChecksums: 'part-order' as const, ...choices },
});
const HAS = has();
const LACKS = { choices: { checksums: 'ignored' as const } };

const asking = (algorithm?: string, type?: string): Command =>
  ({ ...create(), checksum: { ...(algorithm && { algorithm }), ...(type && { type }) } }) as Command;

/** Part `n` of `size` bytes, whose digest by any algorithm is `<algorithm>-<n>`. */
const summed = (n: number, sent?: string, size = 5): Command =>
  ({
    ...part(n, size),
    body: {
      ...body(n, size),
      digests: { md5: `m${n}`, crc32: `crc32-${n}`, sha1: `sha1-${n}`, crc64nvme: `crc64nvme-${n}` },
    },
    ...(sent !== undefined && { checksum: sent }),
  }) as Command;

/** Claims parts with these checksums; `-` claims one without. */
const claiming = (checksums: readonly string[], more: Partial<CommandOf<'complete'>> = {}): Command => ({
  ...complete([]),
  claims: checksums.map((value, i) =>
    value === '-'
      ? claim(i + 1, `m${i + 1}`)
      : { ...claim(i + 1, `m${i + 1}`), checksum: { algorithm: value.split('-')[0]!, value } },
  ),
  ...more,
});
const whole = (value: string, more: Partial<CommandOf<'complete'>> = {}, algorithm = 'crc32'): Command =>
  claiming(['crc32-1', 'crc32-2'], { checksum: { algorithm, value }, ...more });

const TWO = [asking('CRC32'), summed(1, 'crc32'), summed(2, 'crc32')];
const TWO_FULL = [asking('CRC32', 'FULL_OBJECT'), summed(1), summed(2)];
const TWO_PLAIN = [create(), summed(1), summed(2)];
const COMPOSED = 'crc32[crc32-1 crc32-2]';
const FULL = 'crc32(crc32-1:5 crc32-2:5)';
const copied = (checksumAlgorithm: string): Command => ({
  op: 'copy-object',
  bucket: 'bkt',
  key: 'c',
  source: { bucket: 'bkt', key: 'k', conditions: {} },
  attributes: { headers: {}, metadata: {} },
  replace: false,
  checksumAlgorithm,
});
const sized = (text: string): Command => claiming(['-', '-'], { objectSize: numeral(Number(text), text) });

// biome-ignore format: a table is read by its rows
export const CHECKSUM_ROWS: readonly Row[] = [
  ...['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256', 'SHA512', 'MD5', 'XXHASH64', 'XXHASH3', 'XXHASH128', 'crc32', 'Sha1'].map(
    (algorithm): Row => ['checksum/algorithm', algorithm, [], asking(algorithm), 'ok', HAS],
  ),
  ['checksum/algorithm', 'none', [], create(), 'ok', HAS],
  ['checksum/algorithm', 'CRC8', [], asking('CRC8'), 'checksum-algorithm-unsupported', HAS],
  ['checksum/algorithm', 'a name of JavaScript', [], asking('constructor'), 'checksum-algorithm-unsupported', HAS],
  ['checksum/algorithm', 'CRC8 where headers have no effect', [], asking('CRC8'), 'ok', LACKS],
  ['checksum/algorithm', 'CRC8 for a copy', [put('k')], copied('CRC8'), 'checksum-algorithm-unsupported', HAS],
  ['checksum/algorithm', 'SHA1 for a copy', [put('k')], copied('SHA1'), 'ok', HAS],

  // Composite, then full, each yes or no: the table of S3-139.
  ...(['CRC32 ++', 'CRC32C ++', 'CRC64NVME -+', 'SHA1 +-', 'SHA256 +-', 'SHA512 +-', 'MD5 +-', 'XXHASH64 +-', 'XXHASH3 +-', 'XXHASH128 +-'].flatMap((row) => {
    const [algorithm = '', may = ''] = row.split(' ');
    return ['COMPOSITE', 'FULL_OBJECT'].map((type, i): Row => ['checksum/type', `${algorithm} ${type}`, [], asking(algorithm, type), may[i] === '+' ? 'ok' : 'checksum-type-impossible', HAS]);
  })),
  ['checksum/type', 'in any letter case', [], asking('sha1', 'composite'), 'ok', HAS],
  ['checksum/type', 'impossible in any letter case', [], asking('sha1', 'full_object'), 'checksum-type-impossible', HAS],
  ['checksum/type', 'an unknown type', [], asking('CRC32', 'PARTIAL'), 'checksum-type-invalid', HAS],
  ['checksum/type', 'without an algorithm', [], asking(undefined, 'COMPOSITE'), 'checksum-type-without-algorithm', HAS],
  ['checksum/type', 'where headers have no effect', [], asking(undefined, 'COMPOSITE'), 'ok', LACKS],

  ['checksum/part-algorithm', 'that of the upload', [asking('CRC32')], summed(1, 'crc32'), 'ok', HAS],
  ['checksum/part-algorithm', 'another', [asking('CRC32')], summed(1, 'sha1'), 'part-checksum-algorithm', HAS],
  ['checksum/part-algorithm', 'none, of a composite upload', [asking('CRC32')], summed(1), 'part-checksum-algorithm', HAS],
  ['checksum/part-algorithm', 'none, of a full one', [asking('CRC32', 'FULL_OBJECT')], summed(1), 'ok', HAS],
  ['checksum/part-algorithm', 'another, of a full one', [asking('CRC32', 'FULL_OBJECT')], summed(1, 'sha1'), 'part-checksum-algorithm', HAS],
  ['checksum/part-algorithm', 'any, where the upload has none', [create()], summed(1, 'sha1'), 'ok', HAS],
  ['checksum/part-algorithm', 'none, where headers have no effect', [asking('CRC32')], summed(1), 'ok', LACKS],

  ['checksum/part-missing', 'all there', TWO, claiming(['crc32-1', 'crc32-2']), 'ok', HAS],
  ['checksum/part-missing', 'one left out', TWO, claiming(['crc32-1', '-']), 'part-checksum-missing', HAS],
  ['checksum/part-missing', 'left out of a full one', TWO_FULL, claiming(['-', '-']), 'ok', HAS],
  ['checksum/part-missing', 'left out where the upload has none', TWO_PLAIN, claiming(['-', '-']), 'ok', HAS],

  ['checksum/part-in-complete', 'right', TWO, claiming(['crc32-1', 'crc32-2']), 'ok', HAS],
  ['checksum/part-in-complete', 'of another part', TWO, claiming(['crc32-1', 'crc32-1']), 'part-not-found', HAS],
  ['checksum/part-in-complete', 'of another algorithm', TWO, claiming(['crc32-1', 'sha1-2']), 'part-checksum-other-algorithm', HAS],
  ['checksum/part-in-complete', 'right, of a full one', TWO_FULL, claiming(['crc32-1', '-']), 'ok', HAS],
  ['checksum/part-in-complete', 'wrong, of a full one', TWO_FULL, claiming(['crc32-2', '-']), 'part-not-found', HAS],
  ['checksum/part-in-complete', 'as sent with the part, where the upload has none', [create(), summed(1, 'crc32')], claiming(['crc32-1']), 'part-not-found', HAS],
  ['checksum/part-in-complete', 'that which the object will have', [create(), summed(1)], claiming(['crc64nvme-1']), 'part-not-found', HAS],
  ['checksum/part-in-complete', 'where headers have no effect', [create(), summed(1)], claiming(['crc32-9']), 'ok', LACKS],

  ['checksum/consecutive', 'from one, without a gap', TWO, claiming(['crc32-1', 'crc32-2']), 'ok', HAS],
  ['checksum/consecutive', 'a gap', [...TWO, summed(3, 'crc32')], complete([1, 3]), 'part-order', HAS],
  ['checksum/consecutive', 'not from one', TWO, complete([2]), 'part-order', HAS],
  ['checksum/consecutive', 'a gap', [...TWO, summed(3, 'crc32')], complete([1, 3]), 'internal-error', has({ gapsWithChecksums: 'internal-error' })],
  ['checksum/consecutive', 'a gap', [...TWO, summed(3, 'crc32')], complete([1, 3]), 'ok', has({ gapsWithChecksums: 'allowed' })],
  ['checksum/consecutive', 'a gap where the upload has none', [...TWO_PLAIN, summed(3)], complete([1, 3]), 'ok', HAS],

  ['checksum/object-size', 'right', TWO_PLAIN, sized('10'), 'ok', HAS],
  ['checksum/object-size', 'one byte less', TWO_PLAIN, sized('9'), 'object-size-mismatch', HAS],
  ['checksum/object-size', 'one byte more', TWO_PLAIN, sized('11'), 'object-size-mismatch', HAS],
  ['checksum/object-size', 'negative', TWO_PLAIN, sized('-1'), 'object-size-invalid', HAS],
  ['checksum/object-size', 'no number', TWO_PLAIN, claiming(['-'], { objectSize: numeral(Number.NaN, 'ten') }), 'object-size-invalid', HAS],

  ['checksum/object', 'composite', TWO, whole(COMPOSED), 'ok', HAS],
  ['checksum/object', 'composite, with the number of parts', TWO, whole(`${COMPOSED}-2`), 'ok', HAS],
  ['checksum/object', 'composite, with another number', TWO, whole(`${COMPOSED}-3`), 'invalid-checksum', HAS],
  ['checksum/object', 'composite, wrong', TWO, whole(`${COMPOSED}x`), 'object-checksum-mismatch', HAS],
  ['checksum/object', 'composite, its type told', TWO, whole(COMPOSED, { checksumType: 'COMPOSITE' }), 'ok', HAS],
  ['checksum/object', 'composite, told to be full', TWO, whole(COMPOSED, { checksumType: 'FULL_OBJECT' }), 'object-checksum-type', HAS],
  ['checksum/object', 'of another algorithm', TWO, whole(COMPOSED, {}, 'sha1'), 'object-checksum-mismatch', HAS],
  ['checksum/object', 'full', TWO_FULL, whole(FULL, { checksumType: 'FULL_OBJECT' }), 'ok', HAS],
  ['checksum/object', 'full, with a number of parts', TWO_FULL, whole(`${FULL}-2`, { checksumType: 'FULL_OBJECT' }), 'invalid-checksum', HAS],
  ['checksum/object', 'full, wrong', TWO_FULL, whole(COMPOSED, { checksumType: 'FULL_OBJECT' }), 'object-checksum-mismatch', HAS],
  ['checksum/object', 'full, without its type', TWO_FULL, whole(FULL), 'object-checksum-mismatch', has({ untypedObjectChecksum: 'bad-digest' })],
  ['checksum/object', 'full, without its type', TWO_FULL, whole(FULL), 'ok', has({ untypedObjectChecksum: 'accepted' })],
  ['checksum/object', 'a type where the upload has none', TWO_PLAIN, claiming(['-', '-'], { checksumType: 'FULL_OBJECT' }), 'object-checksum-type', HAS],
  ['checksum/object', 'ignored where the upload has none', TWO_PLAIN, claiming(['-', '-'], { checksum: { algorithm: 'crc32', value: 'x' } }), 'ok', HAS],
];
