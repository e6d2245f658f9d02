/** The verifier against AWS's own published examples of SigV4, which are data: `published.yaml`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { packageRoot } from '../../../suites/reader/documents.js';
import { type Account, isRefusal, type PayloadMode } from '../dialect.js';
import { hmacHex, sha256Hex } from '../signing/arithmetic.js';
import { canonicalRequest, headerValues, queryPairs } from '../signing/canonical.js';
import { signingKey } from '../signing/credential.js';
import { ALGORITHM, SECRET_PREFIX } from '../signing/sigv4.js';
import { authenticate } from './auth.js';
import { decodePayload, trailerNames } from './payload.js';
import { authOptions, escapeAll, wire } from './signing.test.fixture.js';

type Keys = Pick<Account, 'accessKey' | 'secretKey'>;

interface Vector {
  readonly name: string;
  readonly method?: string;
  readonly target: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly signs?: string;
  readonly body?: string;
  readonly expires?: 'none';
  readonly signature: string;
}

interface Chunked {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signedHeaders: string;
  readonly seed: string;
  readonly chunks: readonly { readonly size: number; readonly signature: string }[];
  readonly trailer?: { readonly name: string; readonly value: string; readonly signature: string };
}

interface Published {
  readonly suite: {
    readonly account: Keys;
    readonly date: string;
    readonly scope: string;
    readonly host: string;
    readonly header: readonly Vector[];
    readonly query: readonly Vector[];
  };
  readonly s3: {
    readonly account: Keys;
    readonly now: string;
    readonly scope: string;
    readonly header: {
      readonly host: string;
      readonly cases: readonly {
        readonly method: string;
        readonly target: string;
        readonly headers?: Readonly<Record<string, string>>;
        readonly signedHeaders: string;
        readonly signature: string;
      }[];
    };
    readonly presigned: {
      readonly host: string;
      readonly target: string;
      readonly expires: number;
      readonly signature: string;
    };
    readonly chunked: { readonly host: string; readonly target: string; readonly cases: readonly Chunked[] };
  };
}

const { suite, s3 } = parse(readFileSync(join(packageRoot(), 'mock/dialects/s3/published.yaml'), 'utf8')) as Published;
const EMPTY = sha256Hex('');

/** The signature of a request of the suite, by the verifier's own steps; its service is none that the mock would let in. */
function signatureOf(
  vector: Vector,
  query: string,
  signedHeaders: readonly string[],
  headers: readonly string[],
): string {
  const [path = ''] = vector.target.split('?');
  // Node hands over the bytes of a request line one character each.
  const bytes = (text: string) => Buffer.from(text).toString('latin1');
  const request = wire(vector.method ?? 'GET', bytes(path), bytes(query), headers);
  const hash = vector.body === undefined ? EMPTY : sha256Hex(vector.body);
  const canonical = canonicalRequest(request, queryPairs(request.query), headerValues(request), signedHeaders, hash);
  const [date = '', region = '', service = '', terminator = ''] = suite.scope.split('/');
  const key = signingKey(SECRET_PREFIX + suite.account.secretKey, { date, region, service, terminator });
  return hmacHex(key, `${ALGORITHM}\n${suite.date}\n${suite.scope}\n${sha256Hex(canonical)}`);
}

const queryOf = (target: string) => target.split('?')[1] ?? '';
const signs = (own: readonly string[], more: string | undefined) => [...own, ...(more?.split(';') ?? [])].sort();

t.test('the suite, signed in headers', async (t) => {
  for (const vector of suite.header) {
    const headers = ['Host', suite.host, 'X-Amz-Date', suite.date, ...(vector.headers ?? []).flat()];
    const signed = signs(['host', 'x-amz-date'], vector.signs);
    t.equal(signatureOf(vector, queryOf(vector.target), signed, headers), vector.signature, vector.name);
  }
});

t.test('the suite, signed in the query', async (t) => {
  for (const vector of suite.query) {
    const signed = signs(['host'], vector.signs);
    const query = [
      ...queryOf(vector.target).split('&').filter(Boolean),
      `X-Amz-Algorithm=${ALGORITHM}`,
      `X-Amz-Credential=${escapeAll(`${suite.account.accessKey}/${suite.scope}`)}`,
      `X-Amz-Date=${suite.date}`,
      `X-Amz-SignedHeaders=${escapeAll(signed.join(';'))}`,
      ...(vector.expires === 'none' ? [] : ['X-Amz-Expires=3600']),
    ].join('&');
    const headers = ['Host', suite.host, ...(vector.headers ?? []).flat()];
    t.equal(signatureOf(vector, query, signed, headers), vector.signature, vector.name);
  }
});

const ACCOUNT: Account = { id: 'aws', displayName: 'AWS example', ...s3.account };
const OPTIONS = authOptions({
  accounts: new Map([[ACCOUNT.accessKey, ACCOUNT]]),
  region: 'us-east-1',
  now: new Date(s3.now),
});
const DATE = { 'x-amz-date': '20130524T000000Z' };

function send(
  method: string,
  target: string,
  headers: Readonly<Record<string, string>>,
  signedHeaders: string,
  signature: string,
) {
  const authorization = `${ALGORITHM} Credential=${ACCOUNT.accessKey}/${s3.scope},SignedHeaders=${signedHeaders},Signature=${signature}`;
  const [path = '', query = ''] = target.split('?');
  return authenticate(
    wire(method, path, query, Object.entries({ ...headers, Authorization: authorization }).flat()),
    OPTIONS,
  );
}

t.test('S3, Authorization header', async (t) => {
  const { host, cases } = s3.header;
  for (const { method, target, headers, signedHeaders, signature } of cases) {
    const all = { Host: host, 'x-amz-content-sha256': EMPTY, ...DATE, ...headers };
    const session = send(method, target, all, signedHeaders, signature);
    t.match(session, { identity: { id: 'aws' } }, `${method} ${target}`);
  }
});

t.test('S3, presigned', async (t) => {
  const { host, target, expires, signature } = s3.presigned;
  const query = [
    `X-Amz-Algorithm=${ALGORITHM}`,
    `X-Amz-Credential=${escapeAll(`${ACCOUNT.accessKey}/${s3.scope}`)}`,
    `X-Amz-Date=${DATE['x-amz-date']}`,
    `X-Amz-Expires=${expires}`,
    'X-Amz-SignedHeaders=host',
    `X-Amz-Signature=${signature}`,
  ].join('&');
  const request = wire('GET', target, query, ['Host', host]);
  t.match(authenticate(request, OPTIONS), { identity: { id: 'aws' } });
  const at = (seconds: number) => authOptions({ ...OPTIONS, now: new Date(Date.parse(s3.now) + seconds * 1000) });
  t.match(authenticate(request, at(expires)), { identity: { id: 'aws' } }, 'to its last second');
  t.match(authenticate(request, at(expires + 1)), { fault: 'expired' });
});

for (const example of s3.chunked.cases) {
  t.test(`S3, ${example.name}`, async (t) => {
    const { headers, signedHeaders, seed, chunks, trailer } = example;
    const all = {
      Host: s3.chunked.host,
      ...DATE,
      'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      'Content-Encoding': 'aws-chunked',
      'x-amz-decoded-content-length': '66560',
      ...headers,
    };
    const session = send('PUT', s3.chunked.target, all, signedHeaders, seed);
    if (isRefusal(session)) throw new Error(`refused: ${session.fault}`);
    const body = [
      ...chunks.map(
        ({ size, signature }) =>
          `${size.toString(16)};chunk-signature=${signature}\r\n${'a'.repeat(size)}${size > 0 ? '\r\n' : ''}`,
      ),
      ...(trailer ? [`${trailer.name}:${trailer.value}\r\nx-amz-trailer-signature:${trailer.signature}\r\n`] : []),
      '\r\n',
    ].join('');
    const names = trailerNames(trailer?.name);
    t.strictSame(decode(session.payload, body, names), [66560, trailer ? [[trailer.name, trailer.value]] : []]);

    // Every signature is looked at, and what each covers.
    const spoilt = [
      ...[...chunks, ...(trailer ? [trailer] : [])].map(({ signature }, i) => [
        `signature ${i + 1}`,
        body.replace(
          signature,
          signature.replace(/^./, (c) => (c === '0' ? '1' : '0')),
        ),
      ]),
      ['data of the first chunk', body.replace('\r\naaa', '\r\nbaa')],
      ['data of the second chunk', body.replace('aaa\r\n0;', 'aab\r\n0;')],
      ['order', body.replace(/^(10000.*\r\n.*\r\n)(400.*\r\n.*\r\n)/, '$1$1')],
      ...(trailer ? [['trailer', body.replace('sOO8', 'sOO9')]] : []),
    ] as [string, string][];
    for (const [what, text] of spoilt) {
      t.not(text, body, `${what} differs`);
      t.match(decode(session.payload, text, names), /^(signature-mismatch|incomplete-body)$/, what);
    }
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
