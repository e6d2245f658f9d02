import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t from 'tap';
import { freePort, type ProgramSpec, startProgram } from './process.js';
import { TargetError } from './target.js';

const never = new AbortController().signal;
const FIXTURE = new URL('./program.test.fixture.js', import.meta.url).pathname;
const fixture = (how: string, more: Partial<ProgramSpec> = {}): ProgramSpec => ({
  name: 'fixture',
  command: ['{{node}}', FIXTURE, how, '{{port}}'],
  ready: { s3: true, seconds: 10 },
  ...more,
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' && process.platform !== 'linux';
  }
}

async function message(spec: ProgramSpec, signal = never): Promise<string> {
  const error: unknown = await startProgram(spec, signal).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TargetError)) throw error ?? new Error('it started');
  return error.message;
}

t.test('a program is started on a free port in a folder of its own, and leaves nothing', async (t) => {
  const program = await startProgram(
    fixture('serve', {
      command: ['{{node}}', FIXTURE, 'serve', '{{port}}', '{{accessKey}}', '{{port.other}}', '{{port.other}}'],
      env: { FIXTURE_SAYS: '{{dir}}' },
      files: { 'conf/a.txt': 'key = {{accessKey}}' },
      values: { accessKey: 'K' },
    }),
    never,
  );
  const { rest, said } = (await (await fetch(`${program.url}/x`)).json()) as { rest: string[]; said: string };
  t.equal(rest[0], 'K');
  t.equal(rest[1], rest[2], 'one name, one port');
  t.not(rest[1], String(program.port));
  t.equal(said, program.dir);
  t.equal(readFileSync(join(program.dir, 'conf/a.txt'), 'utf8'), 'key = K');
  t.match(program.output(), ['fixture: serve']);
  await program.stop();
  await program.stop();
  t.notOk(isAlive(program.pid));
  t.notOk(existsSync(program.dir));
});

t.test(
  'what it started ends with it, even when SIGTERM is ignored',
  { skip: process.platform === 'win32' },
  async (t) => {
    const program = await startProgram(fixture('family'), never);
    const child = Number(readFileSync(join(program.dir, 'child.pid'), 'utf8'));
    t.ok(isAlive(child));
    await program.stop();
    await sleep(100);
    t.notOk(isAlive(child));
    const stubborn = await startProgram(fixture('stubborn', { grace: 0.2 }), never);
    await stubborn.stop();
    t.notOk(isAlive(stubborn.pid));
  },
);

t.test('each way of not starting has its own message, with the last words of the program', async (t) => {
  t.equal(
    await message(fixture('fail')),
    'fixture ended at once with exit code 7; it last wrote: fixture: fail | fixture: there is no disk',
  );
  t.match(
    await message(fixture('silent', { ready: { s3: true, seconds: 1 } })),
    /^fixture was not ready at http:\/\/127\.0\.0\.1:\d+\/ within 1 s \(connection refused\); it last wrote: fixture: silent$/,
  );
  t.match(await message(fixture('refuse', { ready: { s3: true, seconds: 1 } })), /within 1 s \(answered 503\)/);
  t.match(await message(fixture('serve', { ready: { http: '/', seconds: 1 } })), /within 1 s \(answered 403\)/);
  t.equal(
    await message(fixture('serve', { command: ['no-such-program-at-all'] })),
    'fixture was not found; it wrote nothing',
  );
  t.match(await message(fixture('serve', { files: { '../out.txt': '' } })), /lies outside the folder/);
});

t.test('a port that is taken', async (t) => {
  const port = await freePort();
  const other = createServer((_, response) => response.end()).listen(port, '127.0.0.1');
  t.teardown(() => other.close());
  const said = await message(fixture('serve', { port }));
  t.equal(said, `fixture cannot listen at 127.0.0.1:${port}: another server does`);
});

t.test('a start that is given up leaves nothing', async (t) => {
  const stop = new AbortController();
  const starting = startProgram(fixture('silent', { files: { 'a.txt': '' } }), stop.signal);
  setTimeout(() => stop.abort(new Error('enough')), 300);
  await t.rejects(starting, { message: 'enough' });
});

// Its own process: what happens to the children when it ends in every way but `stop()`.
const PARENT = `
import { startProgram } from ${JSON.stringify(new URL('./process.js', import.meta.url).href)};
const how = process.argv[1];
const program = await startProgram({ name: 'fixture', command: [process.execPath, ${JSON.stringify(FIXTURE)}, 'family', '{{port}}'], ready: { s3: true } }, new AbortController().signal);
if (how === 'handled') process.on('SIGTERM', () => program.stop().then(() => process.exit(130)));
console.log(JSON.stringify([program.pid, program.dir]));
if (how === 'throw') throw new Error('on purpose');
if (how === 'exit') process.exit(3);
setInterval(() => {}, 1000);
`;

for (const [how, signal, ends] of [
  ['wait', 'SIGINT', 'SIGINT'],
  ['wait', 'SIGTERM', 'SIGTERM'],
  ['handled', 'SIGTERM', 130],
  ['throw', undefined, 1],
  ['exit', undefined, 3],
] as const) {
  t.test(
    `children end when the parent ends by ${signal ?? how}${how === 'handled' ? ', which it handles' : ''}`,
    { skip: process.platform === 'win32' },
    async (t) => {
      const parent = spawn(process.execPath, ['--input-type=module', '-e', PARENT, '--', how], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      const ended = new Promise<number | string | null>((done) => parent.on('exit', (code, by) => done(code ?? by)));
      const line = await new Promise<string>((done) =>
        parent.stdout.once('data', (data: Buffer) => done(data.toString())),
      );
      const [pid, dir] = JSON.parse(line) as [number, string];
      if (signal) parent.kill(signal);
      t.equal(await ended, ends);
      await sleep(100);
      t.notOk(isAlive(pid));
      t.notOk(existsSync(dir));
    },
  );
}
