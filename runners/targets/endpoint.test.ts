import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { endpointTarget } from './endpoint.js';
import { freePort } from './process.js';
import { TargetError } from './target.js';

const never = new AbortController().signal;
const KEYS = { AWS_ACCESS_KEY_ID: 'AK', AWS_SECRET_ACCESS_KEY: 'SK' };

t.test('where the credentials and the region come from', async (t) => {
  const server = createServer((_, response) => response.writeHead(403, { server: 'Weird/2' }).end());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.teardown(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const start = (options: Parameters<typeof endpointTarget>[1]) => endpointTarget(`${url}/`, options).start(never);

  t.match(await start({ env: { ...KEYS, AWS_SESSION_TOKEN: 'T', AWS_DEFAULT_REGION: 'eu-west-3' } }), {
    url,
    region: 'eu-west-3',
    addressing: 'path',
    accounts: [{ accessKey: 'AK', secretKey: 'SK', sessionToken: 'T' }],
    server: 'Weird/2',
  });
  const flags = await start({
    env: { ...KEYS, AWS_SESSION_TOKEN: 'T', AWS_REGION: 'r' },
    accessKey: 'A',
    secretKey: 'S',
    region: 'x',
    bucket: 'b',
    prefix: 'p/',
  });
  t.match(flags, { region: 'x', bucket: 'b', prefix: 'p/' });
  t.strictSame(
    flags.accounts,
    [{ accessKey: 'A', secretKey: 'S' }],
    'a token of the environment belongs to its own keys',
  );
  const second = await start({
    env: { ...KEYS, MULTIPARITY_SECOND_ACCESS_KEY_ID: 'A2', MULTIPARITY_SECOND_SECRET_ACCESS_KEY: 'S2' },
  });
  t.strictSame(second.accounts, [
    { accessKey: 'AK', secretKey: 'SK' },
    { accessKey: 'A2', secretKey: 'S2' },
  ]);
  t.match(
    await start({
      dialect: 'oss',
      env: { ...KEYS, OSS_ACCESS_KEY_ID: 'O', OSS_ACCESS_KEY_SECRET: 'P', OSS_REGION: 'oss-x' },
    }),
    {
      region: 'oss-x',
      accounts: [{ accessKey: 'O', secretKey: 'P' }],
    },
  );
  await second.stop();
});

t.test('OSS speaks its own dialect at its own addresses', async (t) => {
  for (const [url, dialect, profile] of [
    ['https://oss-cn-hangzhou.aliyuncs.com', 'oss', 'aliyun-oss'],
    ['https://s3.oss-cn-hangzhou.aliyuncs.com', 's3', 'aws-s3'],
    ['https://s3.eu-west-1.amazonaws.com', 's3', 'aws-s3'],
  ] as const) {
    t.match(endpointTarget(url, { env: KEYS }), { dialect, profile });
  }
});

t.test('without credentials', async (t) => {
  const target = endpointTarget('https://s3.example.com', { env: { AWS_ACCESS_KEY_ID: 'AK' } });
  const because =
    'no credentials for https://s3.example.com: give --access-key and --secret-key, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
  t.strictSame(await target.available(), { because });
  await t.rejects(target.start(never), { name: 'TargetError', message: because });
  t.match(await endpointTarget('https://s3.example.com', { env: KEYS }).available(), { how: 'endpoint' });
});

t.test('what cannot be reached is said in one line', async (t) => {
  const url = `http://127.0.0.1:${await freePort()}`;
  await t.rejects(endpointTarget(url, { env: KEYS }).start(never), {
    name: 'TargetError',
    message: `connection refused at ${url} — is the server running?`,
  });
  await t.rejects(
    endpointTarget('http://no-such-host.invalid', { env: KEYS }).start(never),
    new TargetError('no such host at http://no-such-host.invalid'),
  );
});

t.test('addresses', (t) => {
  const bad = [
    ['http://h/bucket', 'an endpoint is only scheme, host and port: http://h (a bucket is given with --bucket)'],
    ['http://h/?x', 'an endpoint is only scheme, host and port: http://h (a bucket is given with --bucket)'],
    ['ftp://h', '"ftp://h" is not an http:// or https:// address'],
    ['http://', '"http://" is not an http:// or https:// address'],
    ['https://key:secret@h', 'credentials do not belong in the address: give --access-key and --secret-key'],
  ] as const;
  for (const [text, message] of bad) t.throws(() => endpointTarget(text), { name: 'TargetError', message }, text);
  t.end();
});
