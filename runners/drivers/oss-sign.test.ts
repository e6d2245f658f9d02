import t from 'tap';
import type { Endpoint } from '../targets/target.js';
import type { SignChanges } from './changes.js';
import { signOss } from './oss-sign.js';
import { Unsendable } from './sign.js';
import type { Plan } from './speech.js';

const ENDPOINT: Endpoint = {
  url: 'http://127.0.0.1:9000',
  region: 'cn-hangzhou',
  addressing: 'path',
  accounts: [{ accessKey: 'ak', secretKey: 'sk' }],
};
const WITH_TOKEN: Endpoint = { ...ENDPOINT, accounts: [{ accessKey: 'ak', secretKey: 'sk', sessionToken: 'token' }] };

const planOf = (
  method: string,
  path: string,
  query: Readonly<Record<string, string | true>> = {},
  headers: Readonly<Record<string, string>> = {},
): Plan => ({
  method,
  path,
  query: new Map(Object.entries(query)),
  headers: new Map(Object.entries({ host: '127.0.0.1:9000', ...headers })),
  body: undefined,
});

const at = (seconds: number): Date => new Date(seconds * 1000);
const V1: SignChanges = { with: 'header-v1' };
const V1_URL: SignChanges = { with: 'presigned-v1' };

t.test('V1 in the header (OSS-153)', async (t) => {
  const headers = {
    'content-md5': 'eB5eJF1ptWaXm4bijSPyxw==',
    'content-type': 'text/html',
    'x-oss-date': 'Wed, 28 Dec 2022 10:27:41 GMT',
    'x-oss-meta-author': 'alice',
    'x-oss-meta-magic': 'abracadabra',
  };
  for (const [query, signature] of [
    [{}, 'kSHKmLxlyEAKtZPkJhG9bZb5k7M='],
    [{ acl: true as const }, '/afkugFbmWDQ967j1vr6zygBLQk='],
  ] as const) {
    const plan = planOf('PUT', '/examplebucket/nelson', query, headers);
    await signOss(plan, ENDPOINT, V1, new Date());
    t.equal(plan.headers.get('authorization'), `OSS ak:${signature}`);
  }
});

t.test('V1 in the URL (OSS-155)', async (t) => {
  const plain = planOf('GET', '/bucket/key', { versionId: 'versionId' });
  await signOss(plain, ENDPOINT, { ...V1_URL, expires: 20 }, at(1699807400));
  t.equal(plain.query.get('Signature'), 'dcLTea+Yh9ApirQ8o8dOPqtvJXQ=');
  t.equal(plain.query.get('Expires'), '1699807420');
  const token = planOf('GET', '/bucket/key%2B123', { versionId: 'versionId' });
  await signOss(token, WITH_TOKEN, { ...V1_URL, expires: 4 }, at(1699808200));
  t.equal(token.query.get('Signature'), 'jzKYRrM5y6Br0dRFPaTGOsbrDhY=', 'the key counts as it is, not encoded');
});

const V4_QUERY = {
  param1: 'value1',
  '+param1': 'value3',
  '|param1': 'value4',
  '+param2': '',
  '|param2': '',
  param2: '',
};
const V4_HEADERS = { 'x-oss-head1': 'value', abc: 'value', zabc: 'value', xyz: 'value', 'content-type': 'text/plain' };

t.test('V4 in the header (OSS-167)', async (t) => {
  const cases = [
    [ENDPOINT, {}, 1702743657, 'e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe'],
    [
      ENDPOINT,
      { additional: ['ZAbc', 'abc'] },
      1702747512,
      '4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f',
    ],
    [WITH_TOKEN, {}, 1702784856, 'b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea'],
  ] as const;
  for (const [endpoint, changes, seconds, signature] of cases) {
    const plan = planOf('PUT', '/bucket/1234%2B-/123/1.txt', V4_QUERY, V4_HEADERS);
    await signOss(plan, endpoint, changes, at(seconds));
    t.match(plan.headers.get('authorization'), `Signature=${signature}`);
  }
});

t.test('V4 in the URL (OSS-169)', async (t) => {
  const headers = { ...V4_HEADERS, 'content-type': 'application/octet-stream' };
  const plan = planOf('PUT', '/bucket/1234%2B-/123/1.txt', V4_QUERY, headers);
  await signOss(plan, ENDPOINT, { with: 'presigned', expires: 599 }, at(1702781677));
  t.equal(plan.query.get('x-oss-signature'), 'a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe');
});

t.test('the bucket counts wherever it stands (OSS-148, OSS-205)', async (t) => {
  const signatures = await Promise.all(
    [
      planOf('GET', '/bucket/key'),
      planOf('GET', '/key', {}, { host: 'bucket.127.0.0.1:9000' }),
      planOf('GET', '/key', {}, { host: 'bucket.oss-cn-hangzhou.aliyuncs.com' }),
    ].map(async (plan) => {
      plan.headers.set('x-oss-date', 'Wed, 28 Dec 2022 10:27:41 GMT');
      await signOss(plan, ENDPOINT, V1, new Date());
      return plan.headers.get('authorization');
    }),
  );
  t.equal(new Set(signatures).size, 1);
});

t.test('what only other signatures have cannot be asked for', async (t) => {
  const wrong: readonly SignChanges[] = [{ payload: 'chunks' }, { payload: 'wrong' }, { chunkSize: 9 }, { account: 3 }];
  for (const sign of wrong) await t.rejects(signOss(planOf('GET', '/b/k'), ENDPOINT, sign, new Date()), Unsendable);
});
