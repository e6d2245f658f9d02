/** AWS's own published examples of SigV4 for S3, as data. */
import t from 'tap';
import { type Account, isRefusal, type PayloadMode } from '../dialect.js';
import { authenticate } from './auth.js';
import { decodePayload, trailerNames } from './payload.js';
import { authOptions, wire } from './signing.test.fixture.js';

const ACCOUNT: Account = {
  id: 'aws',
  displayName: 'AWS example',
  accessKey: 'AKIAIOSFODNN7EXAMPLE',
  secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const OPTIONS = authOptions({
  accounts: new Map([[ACCOUNT.accessKey, ACCOUNT]]),
  region: 'us-east-1',
  now: new Date('2013-05-24T00:00:00Z'),
});
const SCOPE = '20130524/us-east-1/s3/aws4_request';
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const HOST = { Host: 'examplebucket.s3.amazonaws.com' };
const DATE = { 'x-amz-date': '20130524T000000Z' };

function send(
  method: string,
  target: string,
  headers: Record<string, string>,
  signedHeaders: string,
  signature: string,
) {
  const authorization = `AWS4-HMAC-SHA256 Credential=${ACCOUNT.accessKey}/${SCOPE},SignedHeaders=${signedHeaders},Signature=${signature}`;
  const [path = '', query = ''] = target.split('?');
  return authenticate(
    wire(method, path, query, Object.entries({ ...headers, Authorization: authorization }).flat()),
    OPTIONS,
  );
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
t.test('Authorization header', (t) => {
  const BASE = 'host;x-amz-content-sha256;x-amz-date';
  const put = {
    Date: 'Fri, 24 May 2013 00:00:00 GMT',
    'x-amz-storage-class': 'REDUCED_REDUNDANCY',
    'x-amz-content-sha256': '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072',
  };
  const cases = [
    ['GET', '/test.txt', { Range: 'bytes=0-9' }, `host;range;x-amz-content-sha256;x-amz-date`, 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'],
    ['PUT', '/test$file.text', put, `date;${BASE};x-amz-storage-class`, '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd'],
    ['GET', '/?lifecycle', {}, BASE, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
    ['GET', '/?max-keys=2&prefix=J', {}, BASE, '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
  ] as const; // biome-ignore format: a table
  for (const [method, target, headers, signedHeaders, signature] of cases) {
    const session = send(
      method,
      target,
      { ...HOST, 'x-amz-content-sha256': EMPTY, ...DATE, ...headers },
      signedHeaders,
      signature,
    );
    t.match(session, { identity: { id: 'aws' } }, `${method} ${target}`);
  }
  t.end();
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
t.test('presigned', (t) => {
  const query = [
    'X-Amz-Algorithm=AWS4-HMAC-SHA256',
    'X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request',
    'X-Amz-Date=20130524T000000Z',
    'X-Amz-Expires=86400',
    'X-Amz-SignedHeaders=host',
    'X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  ].join('&');
  t.match(authenticate(wire('GET', '/test.txt', query, Object.entries(HOST).flat()), OPTIONS), {
    identity: { id: 'aws' },
  });
  t.end();
});

const CHUNKED = {
  Host: 's3.amazonaws.com',
  ...DATE,
  'x-amz-storage-class': 'REDUCED_REDUNDANCY',
  'Content-Encoding': 'aws-chunked',
  'x-amz-decoded-content-length': '66560',
};
const chunk = (size: number, signature: string) =>
  `${size.toString(16)};chunk-signature=${signature}\r\n${'a'.repeat(size)}${size > 0 ? '\r\n' : ''}`;

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
const SIGNED_CHUNKS = {
  headers: { ...CHUNKED, 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'Content-Length': '66824' },
  signedHeaders:
    'content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class',
  seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  body: [
    chunk(65536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'),
    chunk(1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'),
    chunk(0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'),
    '\r\n',
  ].join(''),
  trailers: [],
};

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
const SIGNED_TRAILER = {
  headers: {
    ...CHUNKED,
    'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    'x-amz-trailer': 'x-amz-checksum-crc32c',
  },
  signedHeaders:
    'content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer',
  seed: '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
  body: [
    chunk(65536, 'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2'),
    chunk(1024, '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7'),
    chunk(0, '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992'),
    'x-amz-checksum-crc32c:sOO8/Q==\r\n',
    'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n',
  ].join(''),
  trailers: [['x-amz-checksum-crc32c', 'sOO8/Q==']],
};

for (const [name, example] of Object.entries({ SIGNED_CHUNKS, SIGNED_TRAILER })) {
  t.test(`chunked upload, ${name}`, (t) => {
    const { headers, signedHeaders, seed, body } = example;
    const session = send('PUT', '/examplebucket/chunkObject.txt', headers, signedHeaders, seed);
    if (isRefusal(session)) throw new Error(`refused: ${session.fault}`);
    const declaredTrailers = trailerNames('x-amz-trailer' in headers ? headers['x-amz-trailer'] : undefined);
    t.strictSame(decode(session.payload, body, declaredTrailers), [66560, example.trailers]);

    const damaged = [
      ['data', body.replace('aaa\r\n', 'aab\r\n')],
      ['first signature', body.replace(/=[0-9a-f]{64}/, `=${'0'.repeat(64)}`)],
      ['last signature', body.replace(/[=:][0-9a-f]{64}(?=\r\n\r\n)/, (text) => text[0] + '0'.repeat(64))],
      ['order', body.replace(/^(10000.*\r\n.*\r\n)(400.*\r\n.*\r\n)/, '$1$1')],
      ['trailer', body.replace('sOO8', 'sOO9')],
    ] as const;
    for (const [what, text] of damaged) {
      if (text === body) continue;
      t.match(decode(session.payload, text, declaredTrailers), /signature-mismatch|incomplete-body/, what);
    }
    t.end();
  });
}

function decode(mode: PayloadMode, body: string, declaredTrailers: readonly string[]) {
  const decoder = decodePayload(mode, { declaredLength: undefined, declaredTrailers });
  let size = 0;
  decoder.push(Buffer.from(body), (slice) => {
    size += slice.length;
  });
  const ended = decoder.end();
  return 'fault' in ended ? ended.fault : [size, [...ended.trailers]];
}
