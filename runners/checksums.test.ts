/** The harness's own checksums against published values, and xxHash against another implementation at every short length. */
import { xxhash3, xxhash64, xxhash128 } from 'hash-wasm';
import t from 'tap';
import { type BodySpec, bytesOf } from './body.js';
import { expectedChecksum, withChecksums } from './checksum-fields.js';
import { type Algorithm, checksumOf, checksumOfBytes, compositeOf, spoiled } from './checksums.js';
import type { Ask } from './drivers/ask.js';

const text = (value: string): BodySpec => ({ kind: 'text', text: value });
const MiB = 1024 * 1024;

/**
 * CRCs: the catalogue of parametrised CRC algorithms (https://reveng.sourceforge.io/crc-catalogue/) and S3-143, S3-144; MD5 and
 * SHA: RFC 1321 and FIPS 180-4; xxHash: its specification's own.
 */
const PUBLISHED: readonly (readonly [Algorithm, string, string])[] = [
  ['CRC32', '123456789', 'cbf43926'],
  ['CRC32C', '123456789', 'e3069283'],
  ['CRC64NVME', '123456789', 'ae8b14860a799888'],
  ['SHA1', 'abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['SHA256', 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'SHA512',
    'abc',
    'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  ],
  ['MD5', 'abc', '900150983cd24fb0d6963f7d28e17f72'],
  ['XXHASH64', '', 'ef46db3751d8e999'],
  ['XXHASH64', '123456789', '8cb841db40e6ae83'],
  ['XXHASH3', '', '2d06800538d394c2'],
  ['XXHASH3', '123456789', '72dcb18b67a17dff'],
  ['XXHASH128', '', '99aa06d3014798d86001c324468d497f'],
  ['XXHASH128', '123456789', '33119477ede5dcd5e9716427681d5860'],
  ['CRC32', '', '00000000'],
  ['CRC32C', '', '00000000'],
  ['CRC64NVME', '', '0000000000000000'],
];

t.test('published values', async (t) => {
  for (const [algorithm, input, hex] of PUBLISHED) {
    const value = await checksumOfBytes(algorithm, Buffer.from(input));
    t.equal(Buffer.from(value, 'base64').toString('hex'), hex, `${algorithm} of "${input}"`);
  }
});

t.test('xxHash at every length that has a formula of its own', async (t) => {
  const others = { XXHASH64: xxhash64, XXHASH3: xxhash3, XXHASH128: xxhash128 } as const;
  const lengths = [...Array.from({ length: 260 }, (_, i) => i), 511, 512, 1023, 1024, 1025, 1088, 2048, 2049, 5000];
  for (const [algorithm, other] of Object.entries(others)) {
    const wrong: number[] = [];
    for (const size of lengths) {
      const data = bytesOf({ kind: 'seed', seed: 'xxh', size });
      const mine = Buffer.from(await checksumOfBytes(algorithm as Algorithm, data), 'base64').toString('hex');
      if (mine !== (await other(data))) wrong.push(size);
    }
    t.strictSame(wrong, [], algorithm);
  }
});

const A = { kind: 'fill', byte: 97, size: 5 * MiB + 1 } as const;
const SHORT = { kind: 'fill', byte: 97, size: 10 } as const;
const ZEROS = { kind: 'fill', byte: 0, size: 5 * MiB } as const;
const letter = (name: string, size: number): BodySpec => ({ kind: 'fill', byte: name.charCodeAt(0), size });

/** S3-209, S3-211 to S3-213: what AWS answered, and what was calculated by hand. */
const COMPOSED: readonly (readonly [Algorithm, readonly BodySpec[], composite: string | undefined, full: string])[] = [
  ['CRC32', [A, A, SHORT], '5FRUiw==-3', 'qSEQSA=='],
  ['CRC32C', [A, A, SHORT], 'XF5+4A==-3', 'eTdAQA=='],
  ['CRC64NVME', [A, A, SHORT], undefined, 'ZMNX55lZurA='],
  ['SHA1', [A, A, SHORT], 'AyE60nyQoBgJcwsyPHWu7aJuxBs=-3', 'eIC+AqBqApUmeqCBQ+9n8OVTP+8='],
  [
    'SHA256',
    [A, A, SHORT],
    '9o++y6AejqboiJ7MZCx0fahK2Vu5YC/qnNhhYsCLciI=-3',
    '0+991zqhqOQ5J2EdwChmHIeC1dXXuJzaCritTzqVGDw=',
  ],
  ['CRC32', [text('123456789')], '7kxlUA==-1', 'y/Q5Jg=='],
  ['CRC32C', [text('123456789')], 'pzJFoA==-1', '4waSgw=='],
  ['CRC32', [ZEROS, text('hello')], 'MiNFzg==-2', 'OuNOOw=='],
  ['CRC64NVME', [ZEROS, text('hello')], undefined, 'o665DA2GSdk='],
  ['CRC64NVME', [letter('a', 5 * MiB), letter('b', 5 * MiB), letter('c', 10)], undefined, 'MqWU9qTZBK8='],
];

t.test('composite and full-object values', async (t) => {
  for (const [algorithm, bodies, composite, full] of COMPOSED) {
    const pieces = bodies.map((body) => [body]);
    t.equal(await checksumOf(algorithm, bodies), full, `${algorithm} of ${bodies.length}`);
    if (composite !== undefined) t.equal(await compositeOf(algorithm, pieces), composite, `${algorithm} of parts`);
  }
  t.equal(
    await compositeOf('CRC32C', [[letter('a', 5 * MiB)], [letter('b', 5 * MiB)], [letter('c', 10)]]),
    '9c/s/g==-3',
  );
  t.equal(await compositeOf('CRC32', [[text('123'), text('456789')]]), '7kxlUA==-1', 'a part of two pieces');
  t.equal(await compositeOf('SHA256', [[text('123456789')]]), 'KSsNAHVmgy25S/rmic1w0at3KBH9RLn0nYVQ7p6mpJQ=-1');
});

t.test('a spoiled value has the same form', (t) => {
  t.equal(spoiled('y/Q5Jg=='), 'yvQ5Jg==');
  t.equal(spoiled('7kxlUA==-1'), '70xlUA==-1');
  t.end();
});

t.test('as scenarios write them', async (t) => {
  const stored: Readonly<Record<string, readonly BodySpec[]>> = { p1: [text('12345')], p2: [text('6789')] };
  const made = (ask: Partial<Ask>, fields: Record<string, unknown>, body?: BodySpec) =>
    withChecksums({ op: 'put', bucket: 'b', ...ask }, fields, body && [body], (name) => stored[name] ?? []);
  const nine = text('123456789');
  const rows = [
    [undefined, undefined],
    ['CRC32', { CRC32: 'y/Q5Jg==' }],
    [['CRC32', 'CRC32C'], { CRC32: 'y/Q5Jg==', CRC32C: '4waSgw==' }],
    [{ algorithm: 'CRC8', value: 'x' }, { CRC8: 'x' }],
    [{ algorithm: 'CRC32', value: '' }, { CRC32: '' }],
    [{ algorithm: 'CRC32', spoiled: true }, { CRC32: 'yvQ5Jg==' }],
    [{ algorithm: 'CRC32', of: ['p1', 'p2'] }, { CRC32: 'y/Q5Jg==' }],
    [{ algorithm: 'CRC32', type: 'COMPOSITE' }, { CRC32: '7kxlUA==-1' }],
    [{ algorithm: 'CRC32', type: 'COMPOSITE', count: 7 }, { CRC32: '7kxlUA==-7' }],
  ] as const;
  for (const [checksums, expected] of rows) {
    t.strictSame((await made({}, { checksums }, nine)).checksums, expected, JSON.stringify(checksums));
  }
  const parts = [
    { number: 1, etag: 'e' },
    { number: 2, etag: 'f' },
  ];
  const listed = await made(
    { op: 'complete', parts },
    { parts: ['p1', 'p2'], withChecksums: 'CRC32', checksums: 'CRC32' },
  );
  t.strictSame(listed.checksums, { CRC32: 'y/Q5Jg==' }, 'complete without bytes of its own: those of its parts');
  t.strictSame(listed.parts?.[1]?.checksums, { CRC32: await checksumOf('CRC32', stored.p2!) });
  const mixed = await made(
    { op: 'complete', parts },
    {
      parts: [
        { part: 'p1', checksums: [] },
        { part: 'p2', checksums: 'SHA1' },
      ],
      withChecksums: 'CRC32',
    },
  );
  t.strictSame(mixed.parts?.[0]?.checksums, {}, 'an entry may send none');
  t.strictSame(Object.keys(mixed.parts?.[1]?.checksums ?? {}), ['SHA1']);
  const bare = await made({ op: 'complete', parts }, { parts: ['p1', 'p2'] });
  t.strictSame(bare.parts, parts);
  await t.rejects(made({}, { checksums: 'CRC8' }, nine), /no checksum can be made by "CRC8"/);
  await t.rejects(expectedChecksum({ algorithm: 'crc32' }, [[nine]]), /use one of CRC32, CRC32C/);
});
