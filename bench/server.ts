/** The two servers as processes: started, asked until they answer, watched through /proc, ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Answer, type Ask, type Connection, type Kind, open } from './connection.js';
import { setClock, signed } from './requests.js';
import { vaultsRequest } from './vault-requests.js';

export type Side = 'mock' | 'floor';
export const SIDES: readonly Side[] = ['mock', 'floor'];

export interface Server {
  readonly side: Side;
  readonly port: number;
  /** Milliseconds from starting the process to its first 200. */
  readonly startMs: number;
  connections(count: number, kind?: Kind): Promise<Connection[]>;
  /** Milliseconds of processor time, all threads. */
  cpuMs(): number;
  /** Bytes resident now, and the most there have been. */
  memory(): { readonly now: number; readonly peak: number };
  stop(): Promise<void>;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** @param profile of the mock. */
export async function start(side: Side, profile = 'aws-s3'): Promise<Server> {
  const port = await freePort();
  const command =
    side === 'floor'
      ? [here('floor.js'), String(port)]
      : [here('../runners/cli.js'), 'serve', '--profile', profile, '--port', String(port), '--quiet'];
  setClock();
  const began = performance.now();
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'ignore', 'inherit'] });
  const ask = profile.startsWith('aws-glacier') ? vaultsRequest('GET', '') : signed('GET', '/', '');
  const startMs = (await firstAnswer(child, port, ask)) - began;
  const pid = child.pid!;
  return {
    side,
    port,
    startMs,
    connections: (count, kind) => Promise.all(Array.from({ length: count }, () => open(port, kind))),
    cpuMs: () => cpuMs(pid),
    memory: () => ({ now: memory(pid, 'VmRSS'), peak: memory(pid, 'VmHWM') }),
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

/** Asks for the list of buckets or vaults, signed, until it comes. */
async function firstAnswer(child: ChildProcess, port: number, ask: Ask): Promise<number> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`a server ended at once with exit code ${child.exitCode}`);
    const connection = await open(port).catch(() => undefined);
    if (!connection) {
      await sleep(1);
      continue;
    }
    expect200(await connection.ask(ask));
    const at = performance.now();
    connection.close();
    return at;
  }
}

/** @throws Error when the answer is not a success: a bench of refusals would measure nothing. */
export function expect200(answer: Answer): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new Error(`a request of the bench was refused: ${answer.head}\n${answer.body}`);
}

export const askFor = async (connection: Connection, ask: Ask): Promise<Answer> => expect200(await connection.ask(ask));

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

const TICK_MS = 10;

function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

function memory(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const found = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(found?.[1] ?? 0) * 1024;
}
