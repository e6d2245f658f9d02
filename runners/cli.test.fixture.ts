/** For tests of the command line: calls it as a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { DEFAULT_ACCOUNT } from './targets/mock.js';

const CLI = fileURLToPath(new URL('./cli.js', import.meta.url));
/** Credentials of a mock. */
export const KEYS = ['--access-key', DEFAULT_ACCOUNT.accessKey, '--secret-key', DEFAULT_ACCOUNT.secretKey];

export interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Calls it. */
export function start(args: readonly string[], cwd = process.cwd()): ChildProcess {
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, MULTIPARITY_TARGET: ___, ...env } = process.env;
  return spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Waits for its end. */
export function ended(child: ChildProcess): Promise<Outcome> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (bytes: Buffer) => {
    out += bytes.toString();
  });
  child.stderr?.on('data', (bytes: Buffer) => {
    err += bytes.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

/** Calls it and waits. */
export const run = (args: readonly string[], cwd?: string): Promise<Outcome> => ended(start(args, cwd));
