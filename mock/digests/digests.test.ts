import t from 'tap';
import { computable, digester } from './digests.js';

const base64 = (hex: string) => Buffer.from(hex, 'hex').toString('base64');

/**
 * The check values of `123456789` and of nothing: CRCs from the catalogue of parametrised CRC algorithms
 * (https://reveng.sourceforge.io/crc-catalogue/), hashes from RFC 1321 and FIPS 180 tools.
 */
const KNOWN = [
  ['crc32', '123456789', 'cbf43926'],
  ['crc32c', '123456789', 'e3069283'],
  ['crc64nvme', '123456789', 'ae8b14860a799888'],
  ['crc64xz', '123456789', '995dc9bbdf1939fa'],
  ['sha1', '123456789', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
  ['sha256', '123456789', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  // RFC 3174 and FIPS 180 by Python's hashlib; xxHash by its own test suite, XXH3 by two implementations (facts/digests.md).
  [
    'sha512',
    '123456789',
    'd9e6762dd1c8eaf6d61b3c6192fc408d4d6d5f1176d0c29169bc24e71c3f274ad27fcd5811b313d681f7e55ec02d73d499c95455b6b5bb503acf574fba8ffe85',
  ],
  ['xxhash64', '123456789', '8cb841db40e6ae83'],
  ['xxhash3', '123456789', '72dcb18b67a17dff'],
  ['xxhash128', '123456789', '33119477ede5dcd5e9716427681d5860'],
  ['xxhash64', '', 'ef46db3751d8e999'],
  ['xxhash3', '', '2d06800538d394c2'],
  ['xxhash128', '', '99aa06d3014798d86001c324468d497f'],
  ['crc32', '', '00000000'],
  ['crc32c', '', '00000000'],
  ['crc64nvme', '', '0000000000000000'],
  ['sha1', '', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
] as const;

t.test('check values, whole and split anywhere', async (t) => {
  for (const [algorithm, text, hex] of KNOWN) {
    const body = Buffer.from(text);
    for (let split = 0; split <= body.length; split++) {
      const digests = await digester([algorithm]);
      digests.update(body.subarray(0, split));
      digests.update(body.subarray(split));
      t.equal(digests.finish()[algorithm], base64(hex), `${algorithm} of "${text}" split at ${split}`);
    }
  }
});

// 32 bytes of zeros and of ones under CRC-32C: RFC 3720 B.4; 4096 under CRC-64/NVME: NVM Command Set specification, 5.2.1.3.5.
t.test('longer bodies', async (t) => {
  const cases = [
    ['crc32c', Buffer.alloc(32, 0), '8a9136aa'],
    ['crc32c', Buffer.alloc(32, 0xff), '62a8ab43'],
    ['crc64nvme', Buffer.alloc(4096, 0), '6482d367eb22b64e'],
    ['crc64nvme', Buffer.alloc(4096, 0xff), 'c0ddba7302eca3ac'],
  ] as const;
  for (const [algorithm, body, hex] of cases) {
    const digests = await digester([algorithm]);
    for (let at = 0; at < body.length; at += 13) digests.update(body.subarray(at, at + 13));
    t.equal(digests.finish()[algorithm], base64(hex), algorithm);
  }
});

t.test('md5 is always there, what cannot be computed never', async (t) => {
  const digests = await digester(['xxhash2', 'md5', 'sha512', 'toString']);
  digests.update(Buffer.from('abc'));
  const finished = digests.finish();
  t.strictSame(Object.keys(finished).sort(), ['md5', 'sha512']);
  t.equal(finished.md5, '900150983cd24fb0d6963f7d28e17f72');
  t.strictSame(['md5', 'crc32', 'xxhash3', 'xxhash2', 'toString'].map(computable), [true, true, true, false, false]);
});

t.test('bodies of xxHash that arrive together do not mix', async (t) => {
  const three = await Promise.all(['a', 'b', 'c'].map(() => digester(['xxhash3'])));
  for (const text of ['12345', '6789']) for (const digests of three) digests.update(Buffer.from(text));
  for (const digests of three) t.equal(digests.finish().xxhash3, base64('72dcb18b67a17dff'));
  const again = await digester(['xxhash3']);
  again.update(Buffer.from('123456789'));
  t.equal(again.finish().xxhash3, base64('72dcb18b67a17dff'), 'an instance used again begins anew');
});
