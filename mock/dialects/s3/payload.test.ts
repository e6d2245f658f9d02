import { createHash, createHmac } from 'node:crypto';
import t from 'tap';
import { isRefusal, type PayloadMode } from '../dialect.js';
import { decodePayload, type PayloadOptions, trailerNames } from './payload.js';

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

/** Feeds `body` in pieces; the decoded bytes with the trailers, or the refusal as `fault` with its detail. */
function decode(mode: PayloadMode, pieces: readonly Buffer[], options: Partial<PayloadOptions> = {}) {
  const decoder = decodePayload(mode, { declaredLength: undefined, ...options });
  const slices: Buffer[] = [];
  for (const piece of pieces) {
    const refusal = decoder.push(piece, (slice) => slices.push(Buffer.from(slice)));
    if (!refusal) continue;
    const again = decoder.end();
    if (JSON.stringify(again) !== JSON.stringify(refusal)) throw new Error('the end does not repeat the refusal');
    return refusal;
  }
  const ended = decoder.end();
  return isRefusal(ended) ? ended : { body: Buffer.concat(slices).toString('latin1'), trailers: [...ended.trailers] };
}

/** One buffer, byte by byte, and twenty reproducible random splits. */
function* splits(body: Buffer): Generator<Buffer[]> {
  yield [body];
  yield Array.from(body, (_, i) => body.subarray(i, i + 1));
  let seed = 1;
  for (let round = 0; round < 20; round++) {
    const pieces: Buffer[] = [];
    for (let at = 0; at < body.length; ) {
      seed = (seed * 48271) % 0x7fffffff;
      const length = round < 10 ? 1 + (seed % 40) : 1 + (seed % 20000);
      pieces.push(body.subarray(at, at + length));
      at += length;
    }
    yield pieces;
  }
}

const chunked = (decodedLength: number, trailer = true): PayloadMode => ({
  kind: 'chunked',
  chain: undefined,
  trailer,
  decodedLength,
});

t.test('unsigned: length', (t) => {
  const two = [Buffer.from('ab'), Buffer.from('c')];
  const cases = [
    [3, undefined],
    [undefined, undefined],
    [4, 'incomplete-body'],
    [2, 'incomplete-body'],
  ] as const;
  for (const [declaredLength, fault] of cases) {
    const decoded = decode({ kind: 'unsigned' }, two, { declaredLength });
    if (fault) t.match(decoded, { rule: 'wire/incomplete-body', fault }, `${declaredLength}`);
    else t.strictSame(decoded, { body: 'abc', trailers: [] }, `${declaredLength}`);
  }
  t.strictSame(decode({ kind: 'unsigned' }, [], { declaredLength: 0 }), { body: '', trailers: [] });
  t.end();
});

t.test('hash', (t) => {
  const pieces = [Buffer.from('ab'), Buffer.from('c')];
  t.match(decode({ kind: 'hash', sha256: sha256('abc') }, pieces), { body: 'abc' });
  t.match(decode({ kind: 'hash', sha256: sha256('') }, []), { body: '' });
  t.strictSame(decode({ kind: 'hash', sha256: sha256('abd') }, pieces), {
    rule: 'wire/payload-hash',
    fault: 'payload-hash-mismatch',
    detail: { client: sha256('abd'), computed: sha256('abc') },
  });
  t.match(decode({ kind: 'hash', sha256: sha256('abcd') }, pieces, { declaredLength: 4 }), {
    fault: 'incomplete-body',
  });
  t.end();
});

t.test('chunks and trailers, however they are split', (t) => {
  const big = 'x\r\n0\r\n;'.repeat(1300).slice(0, 8192);
  const crc = 'x-amz-checksum-crc32';
  const cases = [
    [
      'data and trailer',
      `2000\r\n${big}\r\n3\r\nabc\r\n0\r\n${crc}:AAAAAA==\r\n\r\n`,
      `${big}abc`,
      [[crc, 'AAAAAA==']],
    ],
    ['empty body', `0\r\n${crc}:AAAAAA==\r\n\r\n`, '', [[crc, 'AAAAAA==']]],
    ['no trailer', '3\r\nabc\r\n0\r\n\r\n', 'abc', []],
    ['spaces and case', `3\r\nabc\r\n0\r\nX-Amz-Checksum-CRC32 :  AAAAAA== \r\n\r\n`, 'abc', [[crc, 'AAAAAA==']]],
    ['LF and CRLF', `3\r\nabc\r\n0\r\n${crc}:AAAAAA==\n\r\n\r\n`, 'abc', [[crc, 'AAAAAA==']]],
    ['a signature nobody checks', '3;chunk-signature=00\r\nabc\r\n0;chunk-signature=00\r\n\r\n', 'abc', []],
    ['upper-case size', '0A\r\n0123456789\r\n0\r\n\r\n', '0123456789', []],
  ] as const;
  for (const [name, text, body, trailers] of cases) {
    const declaredTrailers = trailers.map(([trailer]) => trailer);
    for (const pieces of splits(Buffer.from(text))) {
      const decoded = decode(chunked(body.length), pieces, { declaredTrailers });
      if (!t.strictSame(decoded, { body, trailers }, `${name} in ${pieces.length} pieces`)) break;
    }
  }
  t.strictSame(decode(chunked(3, false), [Buffer.from('3\r\nabc\r\n0\r\n\r\n')]), { body: 'abc', trailers: [] });
  t.end();
});

t.test('what is refused, however it is split', (t) => {
  const bad = (size: number, data = 'a'.repeat(size)) => `${size.toString(16)}\r\n${data}\r\n`;
  const crc = 'x-amz-checksum-crc32';
  const cases: [string, string, number, string[], object][] = [
    ['nothing', '', 0, [], { fault: 'incomplete-body' }],
    ['not hexadecimal', 'g\r\n', 0, [], { rule: 'wire/chunked-framing', fault: 'incomplete-body' }],
    ['negative size', '-1\r\n', 0, [], { fault: 'incomplete-body' }],
    ['huge size', `${'f'.repeat(13)}\r\n`, 0, [], { fault: 'incomplete-body' }],
    ['size line ends in LF', '3\nabc\r\n0\r\n\r\n', 3, [], { fault: 'incomplete-body' }],
    ['no CRLF after data', '3\r\nabcd\r\n0\r\n\r\n', 3, [], { fault: 'incomplete-body' }],
    ['cut in a size', '3', 3, [], { fault: 'incomplete-body' }],
    ['cut in data', '3\r\nab', 3, [], { fault: 'incomplete-body' }],
    ['no last chunk', bad(3), 3, [], { fault: 'incomplete-body' }],
    ['no blank line', `${bad(3)}0\r\n`, 3, [], { fault: 'incomplete-body' }],
    ['no blank line after trailer', `${bad(3)}0\r\n${crc}:AA\r\n`, 3, [crc], { fault: 'incomplete-body' }],
    ['bytes after the end', `${bad(3)}0\r\n\r\nx`, 3, [], { fault: 'incomplete-body' }],
    ['endless line', '0'.repeat(2000), 0, [], { rule: 'wire/chunked-framing', fault: 'incomplete-body' }],
    ['more than said', `${bad(4)}0\r\n\r\n`, 3, [], { rule: 'wire/incomplete-body', detail: { expected: 3, received: 4 } }],
    ['less than said', `${bad(3)}0\r\n\r\n`, 4, [], { rule: 'wire/incomplete-body', detail: { expected: 4, received: 3 } }],
    ['small chunk', `${bad(8191)}${bad(1)}`, 8192, [], { rule: 'wire/chunk-size', fault: 'invalid-chunk-size', detail: { chunk: 2, size: 8191 } }],
    ['small third', `${bad(8192)}${bad(8192)}${bad(5)}${bad(9000)}`, 30000, [], { detail: { chunk: 4, size: 5 } }],
    ['trailer missing', `${bad(3)}0\r\n\r\n`, 3, [crc], { rule: 'wire/trailer', fault: 'malformed-trailer', detail: { trailer: crc } }],
    ['trailer undeclared', `${bad(3)}0\r\n${crc}:AA\r\n\r\n`, 3, [], { fault: 'malformed-trailer' }],
    ['trailer of another name', `${bad(3)}0\r\n${crc}c:AA\r\n\r\n`, 3, [crc], { fault: 'malformed-trailer' }],
    ['trailer twice', `${bad(3)}0\r\n${crc}:AA\r\n${crc}:AA\r\n\r\n`, 3, [crc], { fault: 'malformed-trailer' }],
    ['trailer without colon', `${bad(3)}0\r\n${crc}\r\n\r\n`, 3, [crc], { fault: 'malformed-trailer' }],
  ]; // biome-ignore format: a table
  for (const [name, text, length, declaredTrailers, expected] of cases) {
    for (const pieces of splits(Buffer.from(text))) {
      if (!t.match(decode(chunked(length), pieces, { declaredTrailers }), expected, `${name}, ${pieces.length} pieces`))
        break;
    }
  }
  t.match(decode(chunked(3, false), [Buffer.from(`${bad(3)}0\r\n${crc}:AA\r\n\r\n`)]), { fault: 'incomplete-body' });
  t.match(
    decode(chunked(16384), [Buffer.from(`${bad(8192)}${bad(8192)}0\r\n\r\n`)]),
    { trailers: [] },
    'just large enough',
  );
  t.end();
});

t.test('chain of signatures', (t) => {
  const chain = {
    signingKey: Buffer.from('key'),
    timestamp: '20260301T120000Z',
    scope: '20260301/eu-west-1/s3/aws4_request',
    seedSignature: 'f'.repeat(64),
  };
  const crc = 'x-amz-checksum-crc32:AAAAAA==';
  const data = Buffer.alloc(20000, 'data');
  // The chain written out once more, from the page on signed streaming.
  let previous = chain.seedSignature;
  const sign = (kind: string, hashes: string) => {
    const text = [`AWS4-HMAC-SHA256-${kind}`, chain.timestamp, chain.scope, previous, hashes].join('\n');
    previous = createHmac('sha256', chain.signingKey).update(text).digest('hex');
    return previous;
  };
  let body = '';
  for (const slice of [data.subarray(0, 9000), data.subarray(9000, 18000), data.subarray(18000), Buffer.alloc(0)]) {
    body += `${slice.length.toString(16)};chunk-signature=${sign('PAYLOAD', `${sha256('')}\n${sha256(slice)}`)}\r\n`;
    body += slice.length > 0 ? `${slice}\r\n` : '';
  }
  const beforeTrailer = body;
  body += `${crc}\r\nx-amz-trailer-signature:${sign('TRAILER', sha256(`${crc}\n`))}\r\n\r\n`;
  const mode: PayloadMode = { kind: 'chunked', chain, trailer: true, decodedLength: data.length };
  const options = { declaredTrailers: ['x-amz-checksum-crc32'] };

  for (const pieces of splits(Buffer.from(body))) {
    t.match(
      decode(mode, pieces, options),
      { trailers: [['x-amz-checksum-crc32', 'AAAAAA==']] },
      `${pieces.length} pieces`,
    );
  }
  const minio = body.replace(`${crc}\r\n`, `${crc}\n\r\n`);
  t.match(
    decode(mode, [Buffer.from(minio)], options),
    { trailers: [['x-amz-checksum-crc32', 'AAAAAA==']] },
    'as minio-go',
  );
  const signatures = body.match(/[0-9a-f]{64}/g)!;
  t.equal(signatures.length, 5);
  for (const signature of signatures) {
    const changed = body.replace(
      signature,
      signature.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
    );
    t.match(decode(mode, [Buffer.from(changed)], options), { rule: 'auth/signature', fault: 'signature-mismatch' });
  }
  t.match(
    decode(mode, [Buffer.from(body.replace('AAAA', 'AAAB'))], options),
    { fault: 'signature-mismatch' },
    'trailer',
  );
  t.match(
    decode(mode, [Buffer.from(body.replace('datad', 'dataD'))], options),
    { fault: 'signature-mismatch' },
    'data',
  );
  t.match(decode(mode, [Buffer.from(body.replace(/;chunk-signature=[^\r]*/, ''))], options), {
    fault: 'incomplete-body',
  });
  t.match(decode(mode, [Buffer.from(`${beforeTrailer}${crc}\r\n\r\n`)], options), {
    fault: 'malformed-trailer',
    detail: { trailer: 'x-amz-trailer-signature' },
  });
  t.end();
});

t.test('slices share the memory they came in', (t) => {
  const piece = Buffer.from('3\r\nabc\r\n0\r\n\r\n');
  decodePayload(chunked(3), { declaredLength: undefined }).push(piece, (slice) => {
    t.equal(slice.buffer, piece.buffer);
  });
  t.strictSame(trailerNames(' X-Amz-Checksum-CRC32, x-b ,'), ['x-amz-checksum-crc32', 'x-b']);
  t.strictSame(trailerNames(undefined), []);
  t.end();
});
