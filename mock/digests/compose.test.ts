/** Checksums of objects from those of parts: the vectors of facts S3-209 to S3-213, and a split of random bytes anywhere. */
import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import t from 'tap';
import { combinable, combine } from './combine.js';
import { compositeOf, fullOf } from './compose.js';
import { digester } from './digests.js';

async function sumOf(algorithm: string, ...slices: readonly Buffer[]): Promise<string> {
  const digests = await digester([algorithm]);
  for (const slice of slices) digests.update(slice);
  return digests.finish()[algorithm]!;
}

const A = Buffer.alloc(5242881, 'a');
const B = Buffer.alloc(10, 'a');

t.test('three parts of one letter (S3-209)', async (t) => {
  const recorded = [
    ['crc32', 'NRU+Sw==', 'TBHN8A==', '5FRUiw==', 'qSEQSA=='],
    ['crc32c', '2/Ckiw==', '5yZkMA==', 'XF5+4A==', 'eTdAQA=='],
    ['crc64nvme', 'Kg7TOs6algM=', 'DBqAA21lxVU=', undefined, 'ZMNX55lZurA='],
    ['sha1', 'bH71WIZUKQtUwR2wKSSkFjCRBPM=', 'NJX/adNGcdHhWzOmPBN5/e3Toyo=', 'AyE60nyQoBgJcwsyPHWu7aJuxBs=', undefined],
    [
      'sha256',
      'DjU70AB1bON8k0n0fVHv2PJQVWcA/jWsITp6ti20Tbs=',
      'vyy1imj2hNlaO3jvj2Ycmk5bCegsyPnMiMzpBSjK6yc=',
      '9o++y6AejqboiJ7MZCx0fahK2Vu5YC/qnNhhYsCLciI=',
      undefined,
    ],
  ] as const;
  for (const [algorithm, first, last, composite, full] of recorded) {
    t.equal(await sumOf(algorithm, A), first, `${algorithm} of a part`);
    t.equal(await sumOf(algorithm, B), last, `${algorithm} of the last part`);
    if (composite) t.equal(compositeOf(algorithm, [first, first, last]), composite, `${algorithm} composite`);
    if (!full) continue;
    const sizes = [
      { checksum: first, size: A.length },
      { checksum: first, size: A.length },
      { checksum: last, size: B.length },
    ];
    t.equal(fullOf(algorithm, sizes), full, `${algorithm} full`);
  }
});

t.test('smaller vectors (S3-210 to S3-212)', async (t) => {
  t.equal(await sumOf('crc64nvme', Buffer.from('test')), '+bu+zv66sUM=');
  t.equal(fullOf('crc64nvme', [{ checksum: '+bu+zv66sUM=', size: 4 }]), '+bu+zv66sUM=');
  t.equal(compositeOf('crc32', ['y/Q5Jg==']), '7kxlUA==');
  t.equal(compositeOf('crc32c', ['4waSgw==']), 'pzJFoA==');
  const sha256 = await sumOf('sha256', Buffer.from('123456789'));
  t.equal(compositeOf('sha256', [sha256]), 'KSsNAHVmgy25S/rmic1w0at3KBH9RLn0nYVQ7p6mpJQ=');
  t.equal(compositeOf('crc32', ['yTuzdQ==', 'NhCmhg==']), 'MiNFzg==');
  const two = [
    { checksum: 'yTuzdQ==', size: 5242880 },
    { checksum: 'NhCmhg==', size: 5 },
  ];
  t.equal(fullOf('crc32', two), 'OuNOOw==');
  const zeros = await sumOf('crc64nvme', Buffer.alloc(5242880));
  const hello = await sumOf('crc64nvme', Buffer.from('hello'));
  const parts = [
    { checksum: zeros, size: 5242880 },
    { checksum: hello, size: 5 },
  ];
  t.equal(fullOf('crc64nvme', parts), 'o665DA2GSdk=');
});

// MD5 of the MD5 of nothing, by Python's hashlib; the others are the digest of both parts' digests in one body.
t.test('the algorithms of 2026', async (t) => {
  const part = Buffer.from('123456789');
  for (const algorithm of ['sha512', 'xxhash64', 'xxhash3', 'xxhash128']) {
    const own = await sumOf(algorithm, part);
    const raw = Buffer.from(own, 'base64');
    t.equal(compositeOf(algorithm, [own, own]), await sumOf(algorithm, Buffer.concat([raw, raw])), algorithm);
  }
  t.equal(compositeOf('md5', ['1B2M2Y8AsgTpgAmY7PhCfg==']), 'Wa2yTvPNvgKX8Fs5WCdFPw==');
});

t.test('pieces of any sizes come to the whole', async (t) => {
  const body = randomBytes(100_000);
  for (const algorithm of ['crc32', 'crc32c', 'crc64nvme', 'crc64xz']) {
    const whole = await sumOf(algorithm, body);
    for (const cuts of [[0], [100_000], [1], [99_999], [7, 7, 8, 50_000], [65_536]]) {
      const pieces: { checksum: string; size: number }[] = [];
      let from = 0;
      for (const to of [...cuts, body.length]) {
        pieces.push({ checksum: await sumOf(algorithm, body.subarray(from, to)), size: to - from });
        from = to;
      }
      t.equal(fullOf(algorithm, pieces), whole, `${algorithm} cut at ${cuts.join(', ')}`);
    }
  }
});

t.test('sizes beyond 32 bits', async (t) => {
  // CRC of n zeros after something, by squaring: a gibibyte at a time against five at once.
  const one = Buffer.alloc(4);
  one.writeUInt32BE(crc32('x'));
  const zeros = (size: number) => ({
    crc: combine(
      'crc32',
      Array.from({ length: size / 2 ** 30 }, () => gib),
    ),
    size,
  });
  const gib = { crc: Buffer.from('5b64c2b0', 'hex'), size: 2 ** 30 }; // zlib.crc32 of 1 GiB of zeros, by Python
  const apart = combine('crc32', [{ crc: one, size: 1 }, gib, gib, gib, gib, gib]);
  t.strictSame(combine('crc32', [{ crc: one, size: 1 }, zeros(5 * 2 ** 30)]), apart);
});

t.test('the CRC of Alibaba OSS, as the decimal numbers it writes (OSS-095, OSS-096)', async (t) => {
  const decimal = (sum: string) => Buffer.from(sum, 'base64').readBigUInt64BE().toString();
  const first = await sumOf('crc64xz', Buffer.alloc(102_400, 'a'));
  const second = await sumOf('crc64xz', Buffer.from('b'));
  t.strictSame([first, second].map(decimal), ['12696911168479852064', '8406248661285262385']);
  const parts = [
    { checksum: first, size: 102_400 },
    { checksum: second, size: 1 },
  ];
  t.equal(decimal(fullOf('crc64xz', parts)), '10317615437480851157');
});

t.test('only CRCs combine', async (t) => {
  t.strictSame(['crc32', 'crc64nvme', 'sha1', 'toString'].map(combinable), [true, true, false, false]);
  t.throws(() => combine('sha1', []), /sha1 is no CRC/);
});
