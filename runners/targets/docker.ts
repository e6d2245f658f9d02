/** Whether a Docker engine answers, asked directly of its socket so that "no" takes no time. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';

export type Engine = { readonly socketPath: string } | { readonly host: string; readonly port: string };

/** The first engine that answers `/_ping` within a second. */
export async function findEngine(env: NodeJS.ProcessEnv = process.env): Promise<Engine | undefined> {
  for (const engine of candidates(env)) {
    if (await answers(engine)) return engine;
  }
  return undefined;
}

/** In testcontainers' order. A TLS engine (DOCKER_TLS_VERIFY) is not asked but believed: see `answers`. */
function candidates(env: NodeJS.ProcessEnv): Engine[] {
  const named = [fromProperties('tc.host'), env.DOCKER_HOST, fromProperties('docker.host')].find((host) => host);
  if (named) return parse(named);
  if (process.platform === 'win32') return [{ socketPath: '//./pipe/docker_engine' }];
  const runtime = env.XDG_RUNTIME_DIR ?? `/run/user/${process.getuid?.() ?? 0}`;
  const home = homedir();
  const sockets = [
    '/var/run/docker.sock',
    join(runtime, 'docker.sock'),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
  ];
  return sockets.filter((path) => existsSync(path)).map((socketPath) => ({ socketPath }));
}

function parse(host: string): Engine[] {
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(host);
  if (socket) return [{ socketPath: socket[1]! }];
  const tcp = /^(?:tcp|https?):\/\/([^:/]+)(?::(\d+))?/.exec(host);
  return tcp ? [{ host: tcp[1]!, port: tcp[2] ?? '2375' }] : [];
}

function fromProperties(key: string): string | undefined {
  try {
    const text = readFileSync(join(homedir(), '.testcontainers.properties'), 'utf8');
    const line = text.split('\n').find((one) => one.split('=')[0]?.trim() === key);
    return line?.slice(line.indexOf('=') + 1).trim();
  } catch {
    return undefined;
  }
}

// An engine behind TLS refuses plain HTTP with 400; that is an answer too.
function answers(engine: Engine): Promise<boolean> {
  return new Promise((done) => {
    const asked = request({ ...engine, path: '/_ping', timeout: 1000 }, (response) => {
      response.resume();
      done(response.statusCode === 200 || response.statusCode === 400);
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => done(false));
    asked.end();
  });
}

export interface FoundContainer {
  readonly Id: string;
  /** `created`, `running`, `exited`, `dead` … */
  readonly State: string;
  /** `Exited (1) 2 seconds ago` */
  readonly Status: string;
}

/** Every container with this label, running or not; none when the engine does not say. */
export async function containersLabelled(engine: Engine, label: string): Promise<FoundContainer[]> {
  const body = await get(
    engine,
    `/containers/json?all=1&filters=${encodeURIComponent(JSON.stringify({ label: [label] }))}`,
  );
  try {
    return JSON.parse(body?.toString('utf8') ?? '[]') as FoundContainer[];
  } catch {
    return [];
  }
}

/** The last lines a container wrote. */
export async function lastLines(engine: Engine, id: string): Promise<string[]> {
  const body = (await get(engine, `/containers/${id}/logs?stdout=1&stderr=1&tail=5`)) ?? Buffer.alloc(0);
  let text = '';
  // Without a terminal the engine frames what it sends: one byte for the stream, three unused, four for the length.
  for (let at = 0; at + 8 <= body.length; at += 8 + body.readUInt32BE(at + 4)) {
    text += body.toString('utf8', at + 8, at + 8 + body.readUInt32BE(at + 4));
  }
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

function get(engine: Engine, path: string): Promise<Buffer | undefined> {
  return new Promise((done) => {
    const asked = request({ ...engine, path, timeout: 5000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => done(response.statusCode === 200 ? Buffer.concat(chunks) : undefined));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => done(undefined));
    asked.end();
  });
}

const REMOVE = `const [engine, label] = JSON.parse(process.argv[1]);
const ask = (method, path, then) => require('node:http').request({ ...engine, method, path, timeout: 8000 }, (r) => {
  let text = '';
  r.setEncoding('utf8').on('data', (t) => (text += t)).on('end', () => then(text));
}).on('error', () => {}).end();
ask('GET', '/containers/json?all=1&filters=' + encodeURIComponent(JSON.stringify({ label: [label] })), (text) => {
  for (const { Id } of JSON.parse(text)) ask('DELETE', '/containers/' + Id + '?force=1&v=1', () => {});
});`;

/** Removes containers while this process is ending and can wait for nothing: a child asks the engine. */
export function removeLabelledNow(engine: Engine, label: string): void {
  spawnSync(process.execPath, ['-e', REMOVE, JSON.stringify([engine, label])], { stdio: 'ignore', timeout: 10_000 });
}
