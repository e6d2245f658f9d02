import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { containersLabelled, findEngine, lastLines, removeLabelledNow } from './docker.js';
import { findTarget } from './index.js';

const never = new AbortController().signal;

t.test('an engine is asked at its socket', { skip: process.platform === 'win32' }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'engine-')); // a socket's path must be short
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const socketPath = join(folder, 'docker.sock');
  const asked: string[] = [];
  const frame = (stream: number, text: string) =>
    Buffer.from([stream, 0, 0, 0, 0, 0, 0, text.length, ...Buffer.from(text)]);
  const server = createServer((request, response) => {
    const url = decodeURIComponent(request.url ?? '');
    asked.push(`${request.method} ${url}`);
    if (url.startsWith('/containers/json'))
      response.end(JSON.stringify([{ Id: 'c1', State: 'exited', Status: 'Exited (1) 2 seconds ago' }]));
    else if (url.includes('/logs')) response.end(Buffer.concat([frame(1, 'one\n'), frame(2, '  two\r\n\n')]));
    else response.end('OK');
  });
  await new Promise<void>((done) => server.listen(socketPath, done));
  t.teardown(() => server.close());

  const engine = await findEngine({ DOCKER_HOST: `unix://${socketPath}` });
  t.strictSame(engine, { socketPath });
  if (!engine) return;
  t.match(await containersLabelled(engine, 'a=b'), [{ Id: 'c1', State: 'exited' }]);
  t.strictSame(await lastLines(engine, 'c1'), ['one', 'two']);
  t.strictSame(asked.slice(0, 2), ['GET /_ping', 'GET /containers/json?all=1&filters={"label":["a=b"]}']);
});

t.test('no engine is noticed at once', async (t) => {
  const start = performance.now();
  t.equal(await findEngine({ DOCKER_HOST: 'unix:///nowhere/docker.sock' }), undefined);
  t.equal(await findEngine({ DOCKER_HOST: 'tcp://127.0.0.1:9' }), undefined);
  t.equal(await findEngine({ DOCKER_HOST: 'nonsense' }), undefined);
  t.ok(performance.now() - start < 1500);
  t.strictSame(await containersLabelled({ socketPath: '/nowhere' }, 'a=b'), []);
  removeLabelledNow({ socketPath: '/nowhere' }, 'a=b');
});

// Needs an engine and an image it has: MINIO_IMAGE=… or VERSITYGW_IMAGE=… makes this test run.
for (const name of ['minio', 'versitygw']) {
  const image = process.env[`${name.toUpperCase()}_IMAGE`];
  t.test(`a container of ${name} comes and goes`, { skip: image ? false : 'no image named' }, async (t) => {
    const running = await findTarget(name, { via: 'container' }).start(never);
    t.match(running.server, image);
    t.equal((await fetch(running.url)).status, 403);
    await running.stop();
    const engine = await findEngine();
    t.strictSame(engine && (await containersLabelled(engine, `org.multiparity.target=${name}`)), []);
  });
}
