/** What is kept, shown and made of checksums; what is refused stands in rules-checksums.test.fixture.ts. */
import t from 'tap';
import { body, claim, complete, create, get, listParts, newEngine, part, put } from './engine.test.fixture.js';
import type { BodyRef, Command, CommandOf, ReplyOf } from './types.js';

const HAS = { choices: { checksums: 'supported' as const, partReads: 'supported' as const } };
const summed = (n: number, size = 5, sent?: string): Command =>
  ({
    ...part(n, size),
    body: { ref: n as BodyRef, size, digests: { md5: '00ff', crc32: `c${n}`, sha1: `s${n}`, crc64nvme: `n${n}` } },
    ...(sent !== undefined && { checksum: sent }),
  }) as Command;
const asking = (algorithm: string, type?: string): Command =>
  ({ ...create(), checksum: { algorithm, ...(type && { type }) } }) as Command;
const joined = (...numbers: number[]): CommandOf<'complete'> => ({
  ...complete([]),
  claims: numbers.map((number) => claim(number, '00ff')),
});
const attributes = (more: Partial<CommandOf<'get-attributes'>> = {}): CommandOf<'get-attributes'> => ({
  op: 'get-attributes',
  bucket: 'bkt',
  key: 'k',
  wanted: [],
  maxParts: undefined,
  marker: undefined,
  ...more,
});
const numeral = (value: number) => ({ text: String(value), value });

t.test('the algorithm and its default type are settled at create', async (t) => {
  const cases = [
    [asking('CRC32'), { algorithm: 'crc32', type: 'COMPOSITE' }],
    [asking('CRC32C', 'FULL_OBJECT'), { algorithm: 'crc32c', type: 'FULL_OBJECT' }],
    [asking('CRC64NVME'), { algorithm: 'crc64nvme', type: 'FULL_OBJECT' }],
    [asking('SHA256'), { algorithm: 'sha256', type: 'COMPOSITE' }],
    [create(), undefined],
  ] as const;
  for (const [command, checksum] of cases) {
    t.strictSame((newEngine(HAS).run(command) as ReplyOf<'create'>).checksum, checksum);
    t.equal((newEngine().run(command) as ReplyOf<'create'>).checksum, undefined, 'where headers have no effect');
  }
});

t.test('a body is asked for with the digest it is summed by', async (t) => {
  const bare = (command: Command): Command => {
    const { body: _, ...rest } = command as CommandOf<'upload-part'>;
    return rest;
  };
  const cases: readonly [readonly Command[], Command, readonly string[] | undefined][] = [
    [[create()], bare(summed(1)), ['crc64nvme']],
    [[create()], bare(summed(1, 5, 'sha1')), ['crc64nvme']],
    [[asking('SHA1')], bare(summed(1)), ['sha1']],
    [[], bare(put('o')), ['crc64nvme']],
    [[], bare({ ...put('o'), checksum: 'sha1' } as Command), ['sha1']],
  ];
  for (const [given, ask, digests] of cases) {
    const engine = newEngine(HAS);
    engine.set(...given);
    t.strictSame((engine.run(ask) as ReplyOf<'continue'>).digests, digests);
    const without = newEngine();
    without.set(...given);
    t.equal((without.run(ask) as ReplyOf<'continue'>).digests, undefined);
  }
});

t.test('parts show what was sent, or what their upload sums by', async (t) => {
  const cases: readonly [Command, Command, unknown, readonly string[]][] = [
    [create(), summed(1), undefined, ['crc64nvme', 'md5']],
    [create(), summed(1, 5, 'crc32'), { algorithm: 'crc32', value: 'c1' }, ['crc64nvme', 'md5']],
    [asking('CRC32'), summed(1, 5, 'crc32'), { algorithm: 'crc32', value: 'c1' }, ['crc32', 'md5']],
    [asking('CRC32', 'FULL_OBJECT'), summed(1), { algorithm: 'crc32', value: 'c1' }, ['crc32', 'md5']],
    [asking('MD5'), summed(1, 5, 'md5'), { algorithm: 'md5', value: 'AP8=' }, ['md5']],
  ];
  for (const [created, ask, shown, kept] of cases) {
    const engine = newEngine(HAS);
    engine.set(created);
    const reply = engine.run(ask) as ReplyOf<'upload-part'>;
    t.strictSame(reply.checksum, shown);
    t.strictSame(Object.keys(reply.part.digests).sort(), kept);
    const listed = (engine.run(listParts()) as ReplyOf<'list-parts'>).checksum?.algorithm;
    t.equal(listed, (created as CommandOf<'create'>).checksum?.algorithm?.toLowerCase());
  }
});

t.test('the checksum of a joined object', async (t) => {
  const cases: readonly [Command, unknown][] = [
    [create(), { algorithm: 'crc64nvme', type: 'FULL_OBJECT', value: 'crc64nvme(n1:5 n2:6)', parts: undefined }],
    [asking('CRC32'), { algorithm: 'crc32', type: 'COMPOSITE', value: 'crc32[c1 c2]', parts: 2 }],
    [
      asking('CRC32', 'FULL_OBJECT'),
      { algorithm: 'crc32', type: 'FULL_OBJECT', value: 'crc32(c1:5 c2:6)', parts: undefined },
    ],
    [asking('SHA1'), { algorithm: 'sha1', type: 'COMPOSITE', value: 'sha1[s1 s2]', parts: 2 }],
  ];
  for (const [created, checksum] of cases) {
    const engine = newEngine({ choices: { ...HAS.choices, secondComplete: 'same-answer' } });
    engine.set(created, summed(1), summed(2, 6));
    t.strictSame((engine.run(joined(1, 2)) as ReplyOf<'complete'>).checksum, checksum);
    t.strictSame((engine.run(joined(1, 2)) as ReplyOf<'complete'>).checksum, checksum, 'and again');
    t.strictSame((engine.run(get('k')) as ReplyOf<'get-object' | 'head-object'>).checksum, checksum);
  }
  const without = newEngine();
  without.set(create(), part(1));
  t.equal((without.run(complete([1])) as ReplyOf<'complete'>).checksum, undefined);
});

t.test('reads of a part, a range and an object in one piece', async (t) => {
  const engine = newEngine(HAS);
  const of = (more: Parameters<typeof get>[1]) =>
    (engine.run(get('k', more)) as ReplyOf<'get-object' | 'head-object'>).checksum;
  const range = { text: 'bytes=0-1', value: { first: 0, last: 1 } };
  engine.set(asking('CRC32'), summed(1), summed(2, 6), joined(1, 2));
  t.strictSame(of({ partNumber: numeral(2) }), {
    algorithm: 'crc32',
    type: 'COMPOSITE',
    value: 'c2',
    parts: undefined,
  });
  t.equal(of({ range }), undefined);
  engine.set({ ...create(), key: 'k' } as Command);
  for (const n of [1, 2]) engine.set({ ...summed(n), uploadId: 'u2' } as Command);
  engine.set({ ...joined(1, 2), uploadId: 'u2' } as Command);
  t.equal(of({ partNumber: numeral(1) }), undefined, 'several parts summed as one have none');
  engine.set({ ...put('k'), body: { ...body(9), digests: { md5: 'm', crc64nvme: 'n' } } } as Command);
  const single = { algorithm: 'crc64nvme', type: 'FULL_OBJECT', value: 'n', parts: undefined };
  t.strictSame(of({}), single);
  t.strictSame(of({ partNumber: numeral(1) }), single);
});

t.test('attributes page through parts that have checksums of their own', async (t) => {
  const engine = newEngine(HAS);
  engine.set(asking('CRC32'), summed(1), summed(2), summed(3), joined(1, 2, 3));
  const page = (max?: number, marker?: number) =>
    (
      engine.run(
        attributes({
          maxParts: max === undefined ? undefined : numeral(max),
          marker: marker === undefined ? undefined : numeral(marker),
        }),
      ) as ReplyOf<'get-attributes'>
    ).parts;
  const told = (max?: number, marker?: number) => {
    const { parts, ...rest } = page(max, marker)!.page!;
    return { ...rest, parts: parts.map(({ position, checksum }) => `${position} ${checksum}`) };
  };
  t.strictSame(told(), { marker: 0, nextMarker: 3, max: 1000, truncated: false, parts: ['1 c1', '2 c2', '3 c3'] });
  t.strictSame(told(2), { marker: 0, nextMarker: 2, max: 2, truncated: true, parts: ['1 c1', '2 c2'] });
  t.strictSame(told(2, 2), { marker: 2, nextMarker: 3, max: 2, truncated: false, parts: ['3 c3'] });
  t.strictSame(told(0), { marker: 0, nextMarker: 0, max: 0, truncated: false, parts: [] });
  t.match(told(5000), { max: 1000 });
  const full = newEngine(HAS);
  full.set(asking('CRC32', 'FULL_OBJECT'), summed(1), summed(2), joined(1, 2));
  t.strictSame((full.run(attributes()) as ReplyOf<'get-attributes'>).parts, { count: 2, page: undefined });
  full.set(put('k'));
  t.equal((full.run(attributes()) as ReplyOf<'get-attributes'>).parts, undefined);
});

t.test('a copy in one piece is summed whole, by its own algorithm or that of the source', async (t) => {
  const engine = newEngine(HAS);
  engine.set(asking('CRC32'), summed(1), summed(2), joined(1, 2));
  const copy: CommandOf<'copy-object'> = {
    op: 'copy-object',
    bucket: 'bkt',
    key: 'c',
    source: { bucket: 'bkt', key: 'k', conditions: {} },
    attributes: { headers: {}, metadata: {} },
    replace: false,
  };
  t.match(engine.run(copy), { op: 'continue', digests: ['crc32'] });
  t.match(engine.run({ ...copy, checksumAlgorithm: 'SHA1' }), { op: 'continue', digests: ['sha1'] });
  const done = engine.run({ ...copy, body: { ...body(7), digests: { md5: 'm', crc32: 'c' } } });
  t.match(done, { checksum: { algorithm: 'crc32', type: 'FULL_OBJECT', value: 'c', parts: undefined } });
});
