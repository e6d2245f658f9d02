/** Signatures against the examples AWS publishes, and the aws-chunked encoding against a decoder written for the test. */
import { createHash, createHmac } from 'node:crypto';
import { crc32 } from 'node:zlib';
import t from 'tap';
import { type BodySpec, wholeBody } from '../body.js';
import type { Endpoint } from '../targets/target.js';
import type { SignChanges } from './changes.js';
import { type ChunkFault, type ChunkMode, chunkHeaders, chunksOf } from './chunked.js';
import { signPlan } from './sign.js';
import type { Plan } from './speech.js';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const endpoint: Endpoint = {
  url: 'https://s3.amazonaws.com',
  region: 'us-east-1',
  addressing: 'virtual',
  accounts: [{ accessKey: 'AKIAIOSFODNN7EXAMPLE', secretKey: SECRET }],
};
const NOW = new Date('2013-05-24T00:00:00Z');
const plan = (more: Partial<Plan>): Plan => ({
  method: 'GET',
  path: '/test.txt',
  query: new Map(),
  headers: new Map([['host', 'examplebucket.s3.amazonaws.com']]),
  body: undefined,
  ...more,
});

t.test('the published examples', async (t) => {
  const get = plan({});
  get.headers.set('range', 'bytes=0-9');
  await signPlan(get, endpoint, {}, NOW);
  t.match(
    get.headers.get('authorization'),
    /Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41$/,
  );
  const lifecycle = plan({ path: '/', query: new Map([['lifecycle', true]]) });
  await signPlan(lifecycle, endpoint, {}, NOW);
  t.match(
    lifecycle.headers.get('authorization'),
    /Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543$/,
  );
  const put = plan({ method: 'PUT', path: '/test%24file.text', body: { kind: 'text', text: 'Welcome to Amazon S3.' } });
  put.headers.set('date', 'Fri, 24 May 2013 00:00:00 GMT').set('x-amz-storage-class', 'REDUCED_REDUNDANCY');
  await signPlan(put, endpoint, {}, NOW);
  t.match(
    put.headers.get('authorization'),
    /Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd$/,
  );
  const presigned = plan({});
  await signPlan(presigned, endpoint, { with: 'presigned', expires: 86400 }, NOW);
  t.equal(presigned.query.get('X-Amz-Signature'), 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404');
});

t.test('the published chunks', async (t) => {
  const body = Buffer.alloc(66560, 'a');
  const seed = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';
  const pieces = await chunksOf(
    body,
    { mode: 'chunks', chunkSize: 65536, fault: undefined, algorithm: 'CRC32' },
    seed,
    async (algorithm, lines) =>
      hmac([algorithm, '20130524T000000Z', '20130524/us-east-1/s3/aws4_request', ...lines].join('\n')),
  );
  const signatures = Buffer.concat(pieces)
    .toString('latin1')
    .match(/(?<=chunk-signature=)[0-9a-f]{64}/g);
  t.strictSame(signatures, [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ]);
  t.equal(Buffer.concat(pieces).length, 66824);
});

const body: BodySpec = { kind: 'seed', seed: 'chunks', size: 20_000 };
const CHUNK = 8192;

async function encode(payload: ChunkMode, chunkFault?: ChunkFault, of: BodySpec | undefined = body) {
  const put = plan({ method: 'PUT', body: of });
  put.headers.set('content-encoding', 'gzip');
  const sign: SignChanges = { payload, chunkSize: CHUNK, ...(chunkFault && { chunkFault }) };
  const pieces = await signPlan(put, endpoint, sign, NOW);
  const seed = /Signature=(.*)$/.exec(put.headers.get('authorization')!)![1]!;
  return { headers: put.headers, wire: Buffer.concat(pieces), seed };
}

for (const mode of ['trailer', 'chunks', 'chunks-trailer'] as const) {
  t.test(`${mode} decodes to the body, with every signature right`, async (t) => {
    for (const [spec, size] of [
      [body, 20_000],
      [{ ...body, size: CHUNK }, CHUNK],
      [undefined, 0],
    ] as const) {
      const put = plan({ method: 'PUT', body: spec });
      const pieces = await signPlan(put, endpoint, { payload: mode, chunkSize: CHUNK }, NOW);
      const seed = /Signature=(.*)$/.exec(put.headers.get('authorization')!)![1]!;
      const read = decode(Buffer.concat(pieces), mode, seed);
      t.strictSame(read.problems, []);
      const sent = spec ? wholeBody(spec) : Buffer.alloc(0);
      t.ok(read.body.equals(sent));
      t.equal(put.headers.get('x-amz-decoded-content-length'), String(size));
      if (mode === 'chunks') t.equal(put.headers.get('x-amz-trailer'), undefined);
      else {
        const crc = Buffer.alloc(4);
        crc.writeUInt32BE(crc32(sent));
        t.strictSame(read.trailer, { 'x-amz-checksum-crc32': crc.toString('base64') });
      }
    }
    const { headers } = await encode(mode);
    t.equal(headers.get('content-encoding'), 'aws-chunked,gzip');
    t.match(
      headers.get('x-amz-content-sha256'),
      mode === 'trailer' ? 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' : /^STREAMING-AWS4-HMAC-SHA256-PAYLOAD/,
    );
    t.match(headers.get('authorization'), /x-amz-content-sha256;.*x-amz-decoded-content-length/);
  });
}

t.test('each fault spoils what it says, and nothing else', async (t) => {
  const problems = async (mode: ChunkMode, fault: ChunkFault) => {
    const { wire, seed, headers } = await encode(mode, fault);
    const read = decode(wire, mode, seed);
    const announced = Number(headers.get('x-amz-decoded-content-length'));
    return { ...read, announced };
  };
  t.strictSame((await problems('chunks', 'signature')).problems, ['signature of chunk 0']);
  for (const mode of ['chunks', 'chunks-trailer'] as const) {
    t.strictSame((await problems(mode, 'last-signature')).problems, ['signature of chunk 3']);
    // The chain is broken from there on.
    t.equal((await problems(mode, 'data')).problems[0], 'signature of chunk 2');
    t.equal((await problems(mode, 'swapped')).problems[0], 'signature of chunk 0');
    t.strictSame((await problems(mode, 'no-signature')).problems, ['size line of chunk 0']);
  }
  t.strictSame((await problems('chunks-trailer', 'trailer-signature')).problems, ['trailer signature']);
  t.strictSame((await problems('chunks-trailer', 'changed-trailer')).problems, ['trailer signature']);
  t.strictSame((await problems('chunks-trailer', 'no-trailer-signature')).problems, ['no trailer signature']);
  t.strictSame((await problems('chunks', 'framing')).problems, ['size line of chunk 0']);
  t.strictSame((await problems('trailer', 'short')).problems, ['no last chunk']);
  t.strictSame((await problems('trailer', 'no-trailer')).trailer, {});
  t.strictSame((await problems('chunks-trailer', 'no-trailer')).problems, ['no trailer signature']);
  t.strictSame((await problems('chunks-trailer', 'malformed-trailer')).problems, ['trailer line without a colon']);
  const wrong = await problems('chunks-trailer', 'wrong-trailer');
  t.strictSame(wrong.problems, []);
  const right = await encode('chunks-trailer');
  t.notSame(wrong.trailer, decode(right.wire, 'chunks-trailer', right.seed).trailer);
  const longer = await problems('trailer', 'decoded-length');
  t.strictSame([longer.problems, longer.announced], [[], 20_001]);
});

t.test('headers of the encoding stand alone when there was no other', async (t) => {
  t.strictSame(chunkHeaders({ mode: 'chunks', chunkSize: 1, fault: undefined, algorithm: 'CRC32' }, 3, undefined), [
    ['x-amz-content-sha256', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'],
    ['content-encoding', 'aws-chunked'],
    ['x-amz-decoded-content-length', '3'],
  ]);
});

const sha = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

function hmac(toSign: string): string {
  const key = ['20130524', 'us-east-1', 's3', 'aws4_request'].reduce<string | Buffer>(
    (key, word) => createHmac('sha256', key).update(word).digest(),
    `AWS4${SECRET}`,
  );
  return createHmac('sha256', key).update(toSign).digest('hex');
}

/** Reads the encoding the way a strict server would, and lists what is wrong with it. */
function decode(wire: Buffer, mode: ChunkMode, seed: string) {
  const problems: string[] = [];
  const chunks: Buffer[] = [];
  const trailer: Record<string, string> = {};
  const sign = (algorithm: string, ...lines: string[]) =>
    hmac([algorithm, '20130524T000000Z', '20130524/us-east-1/s3/aws4_request', ...lines].join('\n'));
  const done = () => ({ body: Buffer.concat(chunks), trailer, problems });
  let at = 0;
  let previous = seed;
  const line = () => {
    const end = wire.indexOf('\r\n', at);
    if (end === -1) return undefined;
    const text = wire.subarray(at, end).toString();
    at = end + 2;
    return text;
  };
  for (let index = 0; ; index += 1) {
    const head = line();
    if (head === undefined) return { ...done(), problems: [...problems, 'no last chunk'] };
    const form = mode === 'trailer' ? /^([0-9a-f]+)()$/ : /^([0-9a-f]+);chunk-signature=([0-9a-f]{64})$/;
    const [, hex, signature] = form.exec(head) ?? [];
    if (hex === undefined) return { ...done(), problems: [...problems, `size line of chunk ${index}`] };
    const size = Number.parseInt(hex, 16);
    const data = wire.subarray(at, at + size);
    if (mode !== 'trailer') {
      previous = sign('AWS4-HMAC-SHA256-PAYLOAD', previous, sha(''), sha(data));
      if (signature !== previous) problems.push(`signature of chunk ${index}`);
    }
    if (size === 0) break;
    chunks.push(data);
    at += size;
    if (line() !== '') problems.push(`end of chunk ${index}`);
  }
  let signed = false;
  let lines = '';
  for (let text = line(); text !== ''; text = line()) {
    if (text === undefined) return { ...done(), problems: [...problems, 'no blank line'] };
    const [, name, value] = /^([^:]*):(.*)$/.exec(text) ?? [];
    if (name === undefined || value === undefined) problems.push('trailer line without a colon');
    else if (name === 'x-amz-trailer-signature') {
      signed = true;
      if (value !== sign('AWS4-HMAC-SHA256-TRAILER', previous, sha(lines))) problems.push('trailer signature');
      continue;
    } else trailer[name] = value;
    lines += `${text}\n`;
  }
  if (mode === 'chunks-trailer' && !signed) problems.push('no trailer signature');
  if (at !== wire.length) problems.push('bytes after the end');
  return done();
}
