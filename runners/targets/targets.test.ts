import { chmodSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import t from 'tap';
import { definitionNames, findTarget, listTargets, namedTarget, ProblemsError, readDefinition } from './index.js';
import type { NamedTarget } from './named.js';
import type { Target } from './target.js';

const never = new AbortController().signal;
const NO_DOCKER = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
const FIXTURE = new URL('./program.test.fixture.js', import.meta.url).pathname;

t.test('every definition is well formed', (t) => {
  const all = listTargets();
  t.strictSame(
    all.map(({ name }) => name),
    definitionNames(),
  );
  for (const name of ['aws', 'ceph', 'minio', 'moto', 's3rver', 'storj', 'yandex'])
    t.ok(
      all.some((one) => one.name === name),
      name,
    );
  for (const { name, environment } of all) t.ok(environment, `${name} can be reached where it runs already`);
  t.end();
});

t.test('a malformed definition answers with all its problems, each with its line', (t) => {
  const folder = t.testdir({
    'bad.yaml': `title: Bad
homepage: example.com
dialect: s4
profile: aws-s3
adressing: path
environment:
  endpoint: bad-endpoint
  accessKey: A
  secretKey: S
order: [endpoint, tape]
`,
    'odd.yaml': `title: Odd
homepage: https://example.com
dialect: s3
profile: aws-s3
container:
  image: x
  port: 9000
  env:
    KEY: "{{acessKey}}"
program:
  command: [x, "{{port.more}}"]
  needs: [x]
  install: get it
order: [endpoint, program]
`,
  });
  const problems = (name: string) => {
    const read = readDefinition(name, folder);
    return 'problems' in read ? read.problems.map(({ line, message }) => `${line} ${message}`) : [];
  };
  t.strictSame(problems('bad').sort(), [
    '10 "order.1" is "tape", but must be one of: endpoint, container, program',
    '2 "homepage" is "example.com", but must match ^https://',
    '3 "dialect" is "s4", but must be one of: s3, oss, glacier (did you mean "s3"?)',
    '5 the file has an unknown field "adressing" (did you mean "addressing"?)',
    '7 "environment.endpoint" is "bad-endpoint", but must match ^[A-Z][A-Z0-9_]*$',
  ]);
  t.strictSame(problems('odd'), [
    '14 "order" names endpoint, but there is no "environment"',
    '5 "container" is never used: "order" lacks container',
    '1 "accounts" must say what a started server accepts',
    '9 "container.env.KEY" has an unknown placeholder {{acessKey}}',
  ]);
  t.throws(() => findTarget('bad', { folder }), ProblemsError);
  t.throws(() => listTargets(folder), ProblemsError);
  try {
    listTargets(folder);
  } catch (error) {
    t.equal((error as ProblemsError).problems.length, 9, 'of all files at once');
  }
  t.end();
});

t.test('names', (t) => {
  t.throws(() => findTarget('mimio'), {
    name: 'TargetError',
    message: 'there is no target "mimio" (did you mean "minio"?)',
  });
  t.throws(() => findTarget('xxxxxxxxxx'), {
    message: /^there is no target "xxxxxxxxxx"; there are mock:<profile>, https:\/\/…, adobe-s3mock, /,
  });
  t.equal(findTarget('https://h', {}).id, 'https://h');
  t.equal(
    findTarget('endpoint', { env: { AWS_ENDPOINT_URL: 'http://a', AWS_ENDPOINT_URL_S3: 'http://b' } }).id,
    'http://b',
  );
  t.throws(() => findTarget('endpoint', { env: {} }), { name: 'TargetError', message: /needs AWS_ENDPOINT_URL_S3/ });
  const mock = { id: 'mock:p' } as Target;
  t.equal(findTarget('mock:p', { mockTarget: () => mock }), mock);
  t.match(findTarget('storj') as NamedTarget, { profile: 'storj-2026', driver: { checksums: 'required' } });
  t.end();
});

t.test('what is not at hand is said in one line, naming every way', async (t) => {
  const env = { ...NO_DOCKER, PATH: '/nowhere' };
  const because = async (name: string, more = {}) => {
    const found = await findTarget(name, { env: { ...env, ...more } }).available();
    return 'because' in found ? found.because : found.how;
  };
  t.match(
    await because('minio'),
    /^minio: MINIO_ENDPOINT is not set, no Docker engine answers, and no "minio" program on PATH \(.*\)$/,
  );
  t.match(
    await because('ceph'),
    /no "radosgw", "radosgw-admin", "ceph-mon", .* program on PATH, and no Docker engine answers \(apt-get install /,
  );
  t.equal(await because('yandex'), 'yandex: YANDEX_ACCESS_KEY and YANDEX_SECRET_KEY are not set');
  t.equal(await because('yandex', { YANDEX_ACCESS_KEY: 'a' }), 'yandex: YANDEX_SECRET_KEY is not set');
  t.equal(await because('yandex', { YANDEX_ACCESS_KEY: 'a', YANDEX_SECRET_KEY: 's' }), 'endpoint');
  await t.rejects(findTarget('minio', { env }).start(never), {
    name: 'TargetError',
    message: /^minio: MINIO_ENDPOINT/,
  });
  t.match(await findTarget('minio', { env, via: 'program' }).available(), {
    because: /^minio: no "minio" program on PATH/,
  });
  t.match(await findTarget('aws', { env, via: 'container' }).available(), {
    because: 'aws: it has no container; it has endpoint',
  });
});

t.test('an address in the environment comes first, with our own credentials unless others are set', async (t) => {
  const server = createServer((_, response) => response.end());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.teardown(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const own = await findTarget('minio', { env: { MINIO_ENDPOINT: url } }).start(never);
  t.match(own, { url, region: 'us-east-1', accounts: [{ accessKey: 'multiparity' }] });
  const env = {
    MINIO_ENDPOINT: url,
    MINIO_ACCESS_KEY: 'a',
    MINIO_SECRET_KEY: 's',
    MINIO_REGION: 'r',
    MINIO_SECOND_ACCESS_KEY: 'b',
    MINIO_SECOND_SECRET_KEY: 't',
  };
  const given = await findTarget('minio', { env, bucket: 'mine' }).start(never);
  t.match(given, {
    region: 'r',
    bucket: 'mine',
    accounts: [
      { accessKey: 'a', secretKey: 's' },
      { accessKey: 'b', secretKey: 't' },
    ],
  });
});

t.test(
  'a program is started when it is on PATH and its probe agrees',
  { skip: process.platform === 'win32' },
  async (t) => {
    const folder = t.testdir({
      tool: `#!/bin/sh\nif [ "$1" = version ]; then echo "tool v4.5.6"; exit 0; fi\nexec "$NODE" "${FIXTURE}" "$@"\n`,
    });
    chmodSync(join(folder, 'tool'), 0o755);
    const read = readDefinition('minio');
    if (!('definition' in read)) throw new Error('minio');
    const program = {
      env: { NODE: '{{node}}' },
      files: {},
      needs: ['tool'],
      ready: { s3: true as const },
      install: '',
    };
    const definition = {
      ...read.definition,
      name: 'tool',
      order: ['program'] as const,
      programs: [
        { ...program, command: ['tool', 'fail', '{{port}}'], probe: ['false'] },
        { ...program, command: ['tool', 'serve', '{{port}}', '{{accessKey}}'], version: ['tool', 'version'] },
      ],
    };
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    const running = await namedTarget(definition, { env }).start(never);
    t.match(running, { server: 'tool 4.5.6', addressing: 'path', accounts: [{ accessKey: 'multiparity' }] });
    t.match(await (await fetch(`${running.url}/x`)).json(), { rest: ['multiparity'] });
    await running.stop();
    await t.rejects(fetch(running.url));
  },
);
