/** Signatures that others made: the vectors of the documents and SDKs, and what is said of those that do not fit. */
import t from 'tap';
import { type Account, type AddressedCall, type AuthOptions, isRefusal, type WireRequest } from '../dialect.js';
import { authenticate } from './auth.js';
import { detect } from './detect.js';

const AK: Account = { id: 'ak', displayName: 'ak', accessKey: 'ak', secretKey: 'sk' };
const HOSTS = { domains: ['localhost'], bound: new Map() };

const optionsAt = (seconds: number, account = AK): AuthOptions => ({
  accounts: new Map([[account.accessKey, account]]),
  region: 'cn-hangzhou',
  now: new Date(seconds * 1000),
  clockSkewSeconds: 900,
  mode: 'on',
});

function callOf(line: string, headers: Record<string, string> = {}): AddressedCall {
  const [method = '', target = ''] = line.split(' ');
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const request: WireRequest = { method, path, query, headers: { host: '127.0.0.1', ...headers }, rawHeaders: [] };
  const call = detect(request, HOSTS);
  if (isRefusal(call)) throw new Error(`${line}: ${call.fault}`);
  return call;
}

const V1 = {
  'content-md5': 'eB5eJF1ptWaXm4bijSPyxw==',
  'content-type': 'text/html',
  'x-oss-date': 'Wed, 28 Dec 2022 10:27:41 GMT',
  'x-oss-meta-author': 'alice',
  'x-oss-meta-magic': 'abracadabra',
};
const V1_TIME = Date.parse(V1['x-oss-date']) / 1000;
const KNOWN_V1 = 'OSS ak:kSHKmLxlyEAKtZPkJhG9bZb5k7M=';

const QUERY = 'param1=value1&%2Bparam1=value3&%7Cparam1=value4&%2Bparam2&%7Cparam2&param2';
const V4 = {
  'x-oss-head1': 'value',
  abc: 'value',
  zabc: 'value',
  xyz: 'value',
  'content-type': 'text/plain',
  'x-oss-content-sha256': 'UNSIGNED-PAYLOAD',
};
const LINE = `PUT /bucket/1234%2B-/123/1.txt?${QUERY}`;
const scoped = (date: string, more = ''): string =>
  `OSS4-HMAC-SHA256 Credential=ak/${date}/cn-hangzhou/oss/aliyun_v4_request,${more}Signature=`;

t.test('vectors (OSS-153, OSS-155, OSS-167)', async (t) => {
  const token: Account = { ...AK, sessionToken: 'token' };
  const cases: readonly (readonly [AddressedCall, AuthOptions])[] = [
    [callOf('PUT /examplebucket/nelson', { ...V1, authorization: KNOWN_V1 }), optionsAt(V1_TIME)],
    [
      callOf(
        'GET /bucket/key?versionId=versionId&OSSAccessKeyId=ak&Expires=1699807420&Signature=dcLTea%2BYh9ApirQ8o8dOPqtvJXQ%3D',
      ),
      optionsAt(1699807400),
    ],
    [
      callOf(
        'GET /bucket/key%2B123?security-token=token&versionId=versionId&OSSAccessKeyId=ak&Expires=1699808204&Signature=jzKYRrM5y6Br0dRFPaTGOsbrDhY%3D',
      ),
      optionsAt(1699808000, token),
    ],
    [
      callOf(LINE, {
        ...V4,
        'x-oss-date': '20231216T162057Z',
        authorization: `${scoped('20231216')}e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe`,
      }),
      optionsAt(1702743657),
    ],
    [
      callOf(LINE, {
        ...V4,
        'x-oss-date': '20231216T172512Z',
        authorization: `${scoped('20231216', 'AdditionalHeaders=abc;zabc,')}4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f`,
      }),
      optionsAt(1702747512),
    ],
  ];
  for (const [call, options] of cases) {
    const session = authenticate(call, options);
    t.match(session, { identity: { id: 'ak' } }, `${call.request.method} ${call.request.path}`);
  }
});

t.test('what does not fit', async (t) => {
  const at = optionsAt(V1_TIME);
  const put = (headers: Record<string, string>, line = 'PUT /examplebucket/nelson') =>
    callOf(line, { ...V1, ...headers });
  const cases: readonly (readonly [AddressedCall, AuthOptions, string])[] = [
    [put({ authorization: KNOWN_V1, 'x-oss-meta-magic': 'other' }), at, 'signature-mismatch'],
    [put({ authorization: KNOWN_V1 }, 'PUT /examplebucket/other'), at, 'signature-mismatch'],
    [put({ authorization: KNOWN_V1 }), optionsAt(V1_TIME + 901), 'skewed-clock'],
    [put({ authorization: KNOWN_V1 }), optionsAt(V1_TIME - 901), 'skewed-clock'],
    [put({ authorization: 'OSS nobody:c2ln' }), at, 'unknown-access-key'],
    [put({ authorization: 'OSS ak' }), at, 'invalid-argument'],
    [put({ authorization: 'Bearer x' }), at, 'invalid-argument'],
    [put({ authorization: KNOWN_V1 }), optionsAt(V1_TIME, { ...AK, sessionToken: 'token' }), 'unknown-access-key'],
  ];
  for (const [call, options, fault] of cases) t.match(authenticate(call, options), { fault });
  t.match(authenticate(callOf('GET /b/k'), at), { identity: undefined }, 'nobody in particular');
});

t.test('the address may be read in two ways, and the signature settles it (OSS-204)', async (t) => {
  const host = 'examplebucket.oss-cn-hangzhou.aliyuncs.com';
  const inHost = callOf('PUT /nelson', { ...V1, host, authorization: KNOWN_V1 });
  t.match(authenticate(inHost, optionsAt(V1_TIME)), { identity: { id: 'ak' } });
  const inBoth = callOf('PUT /examplebucket/nelson', { ...V1, host, authorization: KNOWN_V1 });
  t.equal(inBoth.key, 'examplebucket/nelson', 'as the host suggests');
  t.match(authenticate(inBoth, optionsAt(V1_TIME)), { call: { bucket: 'examplebucket', key: 'nelson' } });
});
