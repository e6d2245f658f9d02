import t from 'tap';
import { isRefusal, type WireRequest } from '../dialect.js';
import { authenticate } from './auth.js';
import {
  ACCOUNT,
  authOptions,
  escapeAll,
  NOW,
  OTHER,
  presigned,
  signed,
  wire,
  withHeader,
} from './signing.test.fixture.js';

const IDENTITY = { id: 'one', displayName: 'One' };

const outcome = (request: WireRequest, options = authOptions()) => {
  const session = authenticate(request, options);
  return isRefusal(session) ? session.fault : (session.identity?.id ?? 'anonymous');
};

t.test('any key signed by the SDK verifies', async (t) => {
  const keys = [
    'plain', 'a b', 'a+b', 'a%2Fb', 'a/b', 'ünï/cödé 🎉', '.', '..', 'a/../b', './a', 'trailing/', 'double//slash', '/leading',
    '*', '~', 'a=b&c', "quote'(1)!", 'semi;colon:@$,', '%', '%zz', 'tab\there', '\u0001', 'a?b#c', '[x]{y}|"<>^`\\',
  ]; // biome-ignore format: one list
  for (const key of keys) {
    const path = `/bucket/${key.split('/').map(escapeAll).join('/')}`;
    t.equal(outcome(await signed({ path })), 'one', `header, ${path}`);
    t.equal(outcome(await presigned({ path })), 'one', `presigned, ${path}`);
  }
});

t.test('spellings of one path verify alike', async (t) => {
  const cases = [
    ['/bucket/a%2Bb', '/bucket/a+b'],
    ['/bucket/%C3%BC', '/bucket/%c3%bc'],
    ['/bucket/%C3%BC', '/bucket/ü'],
    ['/bucket/%2A%27', "/bucket/*'"],
    ['/bucket/~.-_', '/bucket/%7E%2e%2D%5f'],
    ['/bucket/a%3Db', '/bucket/a=b'],
    ['/bucket/a%2Fb', '/bucket/a%2fb'],
    ['/bucket/%25', '/bucket/%'],
  ] as const;
  for (const [asSigned, asSent] of cases) {
    const path = Buffer.from(asSent).toString('latin1');
    t.equal(outcome({ ...(await signed({ path: asSigned })), path }), 'one', `${asSent} for ${asSigned}`);
  }
  const request = await signed({ path: '/bucket/a%2Fb' });
  t.equal(outcome({ ...request, path: '/bucket/a/b' }), 'signature-mismatch', '%2F is not /');
  t.equal(outcome({ ...(await signed({ path: '/' })), path: '' }), 'one', 'an empty path is /');
});

t.test('queries', async (t) => {
  const queries: Record<string, string | string[]>[] = [
    { uploads: '' },
    { partNumber: '1', uploadId: 'a+b/c=.~*' },
    { prefix: 'ä b&c', delimiter: '/', 'list-type': '2' },
    { a: '2', 'a-b': '1', A: '0', 'a b': '3', ä: '4' },
    { k: ['b', 'a', 'a b', ''] },
    { __proto: 'x' },
  ];
  for (const query of queries) {
    t.equal(outcome(await signed({ query })), 'one', `header, ${JSON.stringify(query)}`);
    t.equal(outcome(await presigned({ query })), 'one', `presigned, ${JSON.stringify(query)}`);
  }
  const spellings = [
    [{ uploads: '' }, 'uploads'],
    [{ uploads: '' }, '&uploads=&'],
    [{ prefix: 'a b' }, 'prefix=a+b'],
    [{ prefix: 'ü/' }, 'prefix=%c3%bc/'],
    [{ b: '1', a: 'x=y' }, 'b=1&a=x=y'],
  ] as const;
  for (const [query, asSent] of spellings) {
    t.equal(outcome({ ...(await signed({ query })), query: asSent }), 'one', asSent);
  }
});

t.test('header values', async (t) => {
  const signedValue = async (asSigned: string, ...sent: string[]) => {
    const request = await signed({ headers: { 'x-amz-meta-note': asSigned } });
    const raw = withHeader(request, 'x-amz-meta-note', undefined).rawHeaders;
    const all = [...raw, ...sent.flatMap((value) => ['X-Amz-Meta-Note', value])];
    return outcome(wire(request.method, request.path, request.query, all));
  };
  t.equal(await signedValue('a b', '  a   b '), 'one', 'spaces are folded');
  t.equal(await signedValue('a b', 'a\tb'), 'one', 'a tab is a space');
  t.equal(await signedValue('a,b', 'a', 'b'), 'one', 'repeated headers are joined in order');
  t.equal(await signedValue('a,b', 'b', 'a'), 'signature-mismatch');
  t.equal(await signedValue('a,b', 'a, b'), 'signature-mismatch', 'a space inside a value is kept');
  t.equal(await signedValue('', ''), 'one');
  t.equal(await signedValue('grün', 'grün'), 'one', 'UTF-8 bytes');
});

t.test('several accounts', async (t) => {
  const session = authenticate(await signed(), authOptions());
  t.strictSame(session, { identity: IDENTITY, payload: { kind: 'unsigned' } }, 'keys stay here');
  t.equal(outcome(await signed({ account: OTHER })), 'two', 'an access key may hold a slash');
  t.equal(outcome(await presigned({ account: OTHER })), 'two');
  t.equal(outcome(await signed({ account: { ...ACCOUNT, secretKey: 'other' } })), 'signature-mismatch');
  t.equal(outcome(await signed({ account: { ...ACCOUNT, accessKey: 'nobody' } })), 'unknown-access-key');
  t.equal(outcome(wire('GET', '/bucket/key', '', ['Host', 'h'])), 'anonymous');
});

t.test('each signed element is covered', async (t) => {
  const query = { uploadId: 'u', partNumber: '1' };
  const headers = { 'content-type': 'text/plain', 'x-amz-meta-a': '1' };
  const request = await signed({ method: 'PUT', query, headers });
  t.equal(outcome(request), 'one');
  const authorization = request.headers.authorization!;
  const flipped = authorization.replace(/.$/, (c) => (c === '0' ? '1' : '0'));
  const tampered: Record<string, WireRequest> = {
    method: { ...request, method: 'POST' },
    path: { ...request, path: '/bucket/Key' },
    'query value': { ...request, query: request.query.replace('partNumber=1', 'partNumber=2') },
    'query added': { ...request, query: `${request.query}&x=` },
    'query removed': { ...request, query: 'uploadId=u' },
    host: withHeader(request, 'host', 'elsewhere'),
    'signed header': withHeader(request, 'content-type', 'text/html'),
    'signed header removed': withHeader(request, 'content-type', undefined),
    'amz header': withHeader(request, 'x-amz-meta-a', '2'),
    'payload hash': withHeader(request, 'x-amz-content-sha256', 'a'.repeat(64)),
    date: withHeader(request, 'x-amz-date', '20260301T120001Z'),
    signature: withHeader(request, 'authorization', flipped),
    'short signature': withHeader(request, 'authorization', authorization.slice(0, -1)),
    'list of headers': withHeader(request, 'authorization', authorization.replace('content-type;', '')),
  };
  for (const [what, changed] of Object.entries(tampered)) t.equal(outcome(changed), 'signature-mismatch', what);
  t.equal(outcome(withHeader(request, 'user-agent', 'x')), 'one', 'other headers may be left unsigned');

  const url = await presigned({ query });
  for (const [from, to] of [
    ['X-Amz-Expires=600', 'X-Amz-Expires=601'],
    ['uploadId=u', 'uploadId=v'],
    ['&partNumber=1', ''],
  ] as const) {
    t.equal(outcome({ ...url, query: url.query.replace(from, to) }), 'signature-mismatch', `presigned ${from}`);
  }
  t.equal(outcome({ ...url, method: 'PUT' }), 'signature-mismatch', 'presigned method');
});

t.test('a mismatch shows what was signed here (S3-244)', async (t) => {
  const refusal = authenticate({ ...(await signed()), method: 'PUT' }, authOptions());
  t.match(refusal, {
    rule: 'auth/signature',
    detail: {
      accessKey: 'AKIDONE',
      signature: /^[0-9a-f]{64}$/,
      stringToSign: /^AWS4-HMAC-SHA256\n20260301T120000Z\n20260301\/eu-west-1\/s3\/aws4_request\n[0-9a-f]{64}$/,
      stringToSignBytes: /^41 57 53 34 /,
      canonicalRequest: /^PUT\n\/bucket\/key\n\nhost:localhost:9000\n/,
      canonicalRequestBytes: /^50 55 54 0a [0-9a-f ]* 44$/,
    },
  });
});

t.test('time', async (t) => {
  const after = (seconds: number) => authOptions({ now: new Date(NOW.getTime() + seconds * 1000) });
  const request = await signed();
  t.equal(outcome(request, after(900)), 'one');
  t.equal(outcome(request, after(-900)), 'one');
  t.match(authenticate(request, after(901)), {
    fault: 'skewed-clock',
    detail: { requestTime: '20260301T120000Z', serverTime: '2026-03-01T12:15:01Z', maxSkewMs: 900000 },
  });
  t.equal(outcome(request, after(-901)), 'skewed-clock');

  const url = await presigned({}, 60);
  t.equal(outcome(url, after(60)), 'one');
  t.match(authenticate(url, after(61)), {
    fault: 'expired',
    detail: { expires: 60, expiresAt: '2026-03-01T12:01:00Z', serverTime: '2026-03-01T12:01:01Z' },
  });
  t.equal(outcome(url, after(-900)), 'one');
  t.match(authenticate(url, after(-901)), {
    fault: 'not-yet-valid',
    detail: { signedAt: NOW.getTime(), expiresAt: '2026-03-01T12:01:00Z', serverTime: '2026-03-01T11:44:59Z' },
  });
  t.equal(outcome(await presigned({}, 604800), after(604800)), 'one', 'a week is allowed');

  for (const value of [undefined, '', 'yesterday', '20260301T1200', '20261301T120000Z']) {
    t.equal(outcome(withHeader(request, 'x-amz-date', value)), 'missing-date', `x-amz-date: ${value}`);
  }
});

t.test('scope', async (t) => {
  const request = await signed();
  const cases = [
    ['/eu-west-1/', '/us-east-1/', { part: 'region', given: 'us-east-1', region: 'eu-west-1' }],
    ['/s3/', '/sqs/', { part: 'service', given: 'sqs' }],
    ['/aws4_request', '/aws5_request', { part: 'terminator', given: 'aws5_request' }],
    ['/20260301/', '/20260228/', { part: 'date', given: '20260228' }],
  ] as const;
  const url = await presigned();
  for (const [from, to, detail] of cases) {
    const changed = request.headers.authorization!.replace(from, to);
    t.match(authenticate(withHeader(request, 'authorization', changed), authOptions()), {
      rule: 'auth/scope',
      fault: 'wrong-scope',
      detail: { ...detail, where: 'header' },
    });
    const query = url.query.replace(escapeAll(from), escapeAll(to));
    t.match(authenticate({ ...url, query }, authOptions()), {
      fault: 'wrong-scope',
      detail: { ...detail, where: 'query' },
    });
  }
});

t.test('headers that must be signed (S3-245)', async (t) => {
  const refusal = authenticate(withHeader(await signed(), 'x-amz-acl', 'private'), authOptions());
  t.match(refusal, { rule: 'auth/signed-headers', fault: 'unsigned-headers', detail: { headers: 'x-amz-acl' } });
  const request = await signed();
  const changed = request.headers.authorization!.replace('SignedHeaders=host;', 'SignedHeaders=');
  t.equal(outcome(withHeader(request, 'authorization', changed)), 'unsigned-headers', 'host');
  const url = await presigned();
  t.equal(outcome(withHeader(url, 'x-amz-acl', 'private')), 'unsigned-headers', 'presigned');
  t.equal(
    outcome(withHeader(url, 'x-amz-content-sha256', 'a'.repeat(64))),
    'one',
    'a presigned URL may leave this one out',
  );
});

t.test('malformed', async (t) => {
  const request = await signed();
  const authorization = request.headers.authorization!;
  const cases = [
    ['AWS AKIDONE:c2lnbmF0dXJl', 'unsupported-authorization'],
    ['Bearer x', 'unsupported-authorization'],
    ['', 'unsupported-authorization'],
    ['AWS4-HMAC-SHA256', 'malformed-authorization'],
    ['AWS4-HMAC-SHA256 Credential=x', 'malformed-authorization'],
    [authorization.replace('/s3/', '/'), 'malformed-authorization'],
    [authorization.replace(/Signature=.*/, 'Signature='), 'malformed-authorization'],
    [authorization.replaceAll(', ', ','), 'one'],
    [authorization.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'), 'not-implemented'],
  ] as const;
  for (const [value, expected] of cases) t.equal(outcome(withHeader(request, 'authorization', value)), expected, value);

  const url = await presigned();
  const without = (name: string) => ({ ...url, query: url.query.replace(new RegExp(`&?${name}=[^&]*`), '') });
  for (const name of ['Algorithm', 'Credential', 'Date', 'SignedHeaders', 'Expires', 'Signature']) {
    t.equal(outcome(without(`X-Amz-${name}`)), 'malformed-presign', `without ${name}`);
  }
  for (const life of ['x', '-1', '604801', '1e3']) {
    const query = url.query.replace('Expires=600', `Expires=${life}`);
    t.equal(outcome({ ...url, query }), 'malformed-presign', `lives ${life}`);
  }
  t.equal(outcome({ ...url, query: url.query.replace('HMAC-SHA256', 'HMAC-MD5') }), 'malformed-presign');
  t.equal(outcome({ ...url, query: url.query.replace('HMAC', 'ECDSA-P256') }), 'not-implemented');
  t.equal(outcome({ ...url, query: 'AWSAccessKeyId=a&Expires=1&Signature=s' }), 'unsupported-authorization');
  t.equal(outcome(withHeader(url, 'authorization', authorization)), 'invalid-argument', 'both at once');
});

t.test('payload modes', async (t) => {
  const payload = async (value: string, headers: Record<string, string> = {}, options = authOptions()) => {
    const session = authenticate(await signed({ headers: { 'x-amz-content-sha256': value, ...headers } }), options);
    return isRefusal(session) ? session.fault : session.payload;
  };
  const length = { 'x-amz-decoded-content-length': '7' };
  t.strictSame(await payload('UNSIGNED-PAYLOAD'), { kind: 'unsigned' });
  t.strictSame(await payload('AB'.repeat(32)), { kind: 'hash', sha256: 'ab'.repeat(32) });
  t.strictSame(await payload('STREAMING-UNSIGNED-PAYLOAD-TRAILER', length), {
    kind: 'chunked',
    chain: undefined,
    trailer: true,
    decodedLength: 7,
  });
  t.match(await payload('STREAMING-AWS4-HMAC-SHA256-PAYLOAD', length), {
    chain: {
      scope: '20260301/eu-west-1/s3/aws4_request',
      timestamp: '20260301T120000Z',
      seedSignature: /^[0-9a-f]{64}$/,
    },
    trailer: false,
  });
  t.match(await payload('STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', length), { chain: {}, trailer: true });
  t.equal(await payload('STREAMING-AWS4-HMAC-SHA256-PAYLOAD'), 'missing-length');
  t.equal(
    await payload('STREAMING-UNSIGNED-PAYLOAD-TRAILER', { 'x-amz-decoded-content-length': '-1' }),
    'missing-length',
  );
  t.equal(await payload('STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD', length), 'not-implemented');
  t.equal(await payload('STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER', length), 'not-implemented');
  for (const bad of ['', 'unsigned-payload', 'a'.repeat(63), 'g'.repeat(64)]) {
    t.equal(await payload(bad), 'payload-hash-invalid', `"${bad}"`);
  }
  t.equal(outcome(withHeader(await signed(), 'x-amz-content-sha256', undefined)), 'payload-hash-missing');
});

t.test('anonymous, and authentication switched off', (t) => {
  const trailer = ['x-amz-content-sha256', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-decoded-content-length', '3'];
  const off = authOptions({ mode: 'off' });
  for (const [options, identity] of [
    [authOptions(), undefined],
    [off, IDENTITY],
  ] as const) {
    t.strictSame(authenticate(wire('PUT', '/b/k', '', []), options), { identity, payload: { kind: 'unsigned' } });
    t.strictSame(authenticate(wire('PUT', '/b/k', '', trailer), options), {
      identity,
      payload: { kind: 'chunked', chain: undefined, trailer: true, decodedLength: 3 },
    });
  }
  const chunks = ['x-amz-content-sha256', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD', 'x-amz-decoded-content-length', '3'];
  t.equal(outcome(wire('PUT', '/b/k', '', chunks)), 'payload-hash-invalid');
  t.match(authenticate(wire('PUT', '/b/k', '', [...chunks, 'Authorization', 'nonsense']), off), {
    identity: IDENTITY,
    payload: { kind: 'chunked', chain: undefined, trailer: false },
  });
  t.end();
});
