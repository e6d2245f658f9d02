import { createHash } from 'node:crypto';
import t from 'tap';
import { type BodySpec, bytesOf, contentDifference, describeBody, md5Of, sizeOf, wholeBody } from './body.js';
import { joinedEtagOf, multipartEtagOf } from './etags.js';

const seed = (name: string, size: number): BodySpec => ({ kind: 'seed', seed: name, size });
const fill = (byte: number, size: number): BodySpec => ({ kind: 'fill', byte, size });
const text = (value: string): BodySpec => ({ kind: 'text', text: value });
const slice = (of: BodySpec, first: number, length: number): BodySpec => ({ kind: 'slice', of, first, length });

const MiB = 1024 * 1024;
const BODIES: readonly BodySpec[] = [
  seed('a', 0),
  seed('a', 1),
  seed('a', 16),
  seed('a', 1000),
  fill(97, 100),
  fill(0, 5),
  text(''),
  text('hello'),
  text('grüße €😀'),
  slice(seed('a', 1000), 0, 1000),
  slice(seed('a', 1000), 17, 40),
  slice(seed('a', 1000), 990, 40),
  slice(slice(text('hello world'), 3, 6), 2, 3),
];

t.test('any byte of a body can be computed again', async (t) => {
  for (const body of BODIES) {
    const whole = wholeBody(body);
    t.equal(whole.length, sizeOf(body), describeBody(body));
    let wrong = '';
    for (let first = 0; first <= whole.length; first += Math.max(1, Math.floor(whole.length / 37))) {
      for (const length of [0, 1, 15, 16, 17, whole.length])
        if (!bytesOf(body, first, length).equals(whole.subarray(first, first + length))) wrong = `${first}+${length}`;
    }
    t.equal(wrong, '', 'each range is that of the whole');
  }
  t.equal(bytesOf(slice(slice(text('hello world'), 3, 6), 2, 3)).toString(), ' wo');
});

t.test('a seed says which bytes, and only the seed', async (t) => {
  t.ok(bytesOf(seed('a', 100)).equals(bytesOf(seed('a', 200), 0, 100)), 'whatever the size');
  t.notOk(bytesOf(seed('a', 100)).equals(bytesOf(seed('b', 100))));
  const bytes = bytesOf(seed('a', MiB));
  const halves = new Set([0, 1, 2, 3].map((i) => bytes.subarray(i * 1000, i * 1000 + 16).toString('hex')));
  t.equal(halves.size, 4, 'every place differs');
  t.equal(bytesOf(seed('part-1', 8)).toString('hex'), bytesOf(seed('part-1', 8)).toString('hex'));
});

t.test('MD5 is that of another implementation', async (t) => {
  for (const body of [...BODIES, seed('large', 3 * MiB + 7), slice(seed('large', 3 * MiB), 5, 2 * MiB)]) {
    const expected = createHash('md5').update(bytesOf(body)).digest('hex');
    t.equal(await md5Of(body), expected, describeBody(body));
    t.equal(await md5Of(body), expected, 'and again');
  }
});

t.test('ETags of uploads that were recorded', async (t) => {
  const a = fill(97, 5_242_881);
  const recorded = [a, a, fill(97, 10)];
  t.strictSame(await Promise.all(recorded.map(md5Of)), [
    'c4c753e69bb853187f5854c46cf801c6',
    'c4c753e69bb853187f5854c46cf801c6',
    'e09c80c42fda55f9d992e59ca6b3307d',
  ]);
  t.equal(await multipartEtagOf(recorded, 's3'), '4d45984fc3feb2ac9b22683c49674b56-3', 'S3-209');
  const zeros = [fill(0, 5 * MiB), text('hello')];
  t.strictSame(await Promise.all(zeros.map(md5Of)), [
    '5f363e0e58a95f06cbe9bbc662c5dfb6',
    '5d41402abc4b2a76b9719d911017c592',
  ]);
  t.equal(await multipartEtagOf(zeros, 's3'), '1a1761a0c87a46829d8a65122ae36c1a-2', 'S3-212');
  t.equal(await multipartEtagOf([text('test')], 's3'), '60cd54a928cbbcbb6e7b5595bab46a9e-1', 'S3-210');
  const oss = [fill(97, 102_400), text('b')];
  t.equal(await multipartEtagOf(oss, 'oss'), '8CB0E9C485EDDD0078747AB04DE049E9-2', 'OSS-093');
  t.equal(await multipartEtagOf(oss.slice(0, 1), 'oss'), 'B271CB429EA10A83A6D4AE18E4E5A82D-1', 'OSS-093');
  const documented = [
    '"3349DC700140D7F86A078484278075A9"',
    '8EFDA8BE206636A695359836FE0A0E0A',
    '8C315065167132444177411FDA149B92',
  ];
  t.equal(await joinedEtagOf(documented, 'oss'), 'B864DB6A936D376F9F8D3ED3BBE540DD-3', 'OSS-092');
});

t.test('where content differs', async (t) => {
  const bodies = [text('hello'), fill(97, 3), seed('x', 20)];
  const good = Buffer.concat(bodies.map((body) => bytesOf(body)));
  const changed = (at: number): Buffer => {
    const copy = Buffer.from(good);
    copy[at] = copy[at]! ^ 1;
    return copy;
  };
  const cases = [
    ['the same', good, undefined],
    ['the first byte', changed(0), /^byte 0 differs \(byte 0 of piece 1/],
    ['the last byte of the first', changed(4), /^byte 4 differs \(byte 4 of piece 1/],
    ['the first byte of the second', changed(5), /^byte 5 differs \(byte 0 of piece 2/],
    ['the last byte', changed(27), /^byte 27 differs \(byte 19 of piece 3/],
    ['one too few', good.subarray(0, 27), /^27 bytes instead of 28$/],
    ['one too many', Buffer.concat([good, Buffer.from('x')]), /^29 bytes instead of 28$/],
    ['nothing', Buffer.alloc(0), /^0 bytes instead of 28$/],
  ] as const;
  for (const [says, content, expected] of cases) {
    const difference = contentDifference(content, bodies);
    if (expected === undefined) t.equal(difference, undefined, says);
    else t.match(difference, expected, says);
  }
  t.equal(contentDifference(Buffer.alloc(0), []), undefined, 'nothing is nothing');
});
