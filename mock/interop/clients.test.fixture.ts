/**
 * Other people's clients, each as its real program, against a mock of their own. The programs are looked up in PATH; one that
 * is not there is skipped with that reason. The mock's journal tells whether they really spoke multipart.
 */
import { spawn } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { Test } from 'tap';
import { type Mock, startMock } from '../index.js';

export const MiB = 1024 ** 2;
/** Two parts of the smallest size and an odd rest. */
export const SIZE = 11 * MiB + 17;
export const BUCKET = 'interop';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program as it is started: its name or path, and the words that always stand first. */
export interface Program {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Words that make it tell its version. */
  readonly version: readonly string[];
}

/** The Python of `MULTIPARITY_PYTHON`, or `python3` of PATH, with boto3. */
export const PYTHON: Program = {
  name: 'boto3',
  command: [process.env.MULTIPARITY_PYTHON ?? 'python3'],
  version: ['-c', 'import boto3, s3transfer; print("boto3", boto3.__version__, "s3transfer", s3transfer.__version__)'],
};

/** A folder, a mock with an empty bucket, and what to start programs with. */
export interface Workplace {
  readonly mock: Mock;
  readonly folder: string;
  /** Our own client, for what a test prepares or looks up. */
  readonly sdk: S3Client;
  /** Writes a file of `size` bytes that are the same in every run. @returns its path. */
  file(name: string, size?: number): string;
  /** Whether two files of the folder hold the same bytes. */
  same(one: string, other: string): boolean;
  /** Runs the program and asserts that it ended well. */
  run(program: Program, ...words: readonly string[]): Promise<Outcome>;
}

/** @returns why the program cannot be asked, or false; the reason is a `skip` of tap. */
export async function absent({ name, command, version }: Program): Promise<string | false> {
  const outcome = await start([...command, ...version], { ...process.env });
  if (outcome.code === 0) return false;
  const told = outcome.stderr.trim().split('\n').at(-1) || `exit code ${outcome.code}`;
  return `${name} is not installed here: ${command[0]} said "${told.slice(0, 200)}"`;
}

/** Makes a workplace that goes away with its test. */
export async function workplace(t: Test, env: Readonly<Record<string, string>> = {}): Promise<Workplace> {
  const folder = mkdtempSync(join(tmpdir(), 'multiparity-interop-'));
  const mock = await startMock();
  const sdk = virtualHosts(mock);
  t.teardown(async () => {
    sdk.destroy();
    await mock.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await sdk.send(new CreateBucketCommand({ Bucket: BUCKET }));
  const { accessKeyId, secretAccessKey } = mock.credentials;
  const all = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_DEFAULT_REGION: mock.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_PROXY: '*',
    ...env,
  };
  return {
    mock,
    folder,
    sdk,
    file(name, size = SIZE) {
      const path = join(folder, name);
      writeFileSync(path, bytes(size));
      return path;
    },
    same: (one, other) => readFileSync(join(folder, one)).equals(readFileSync(join(folder, other))),
    async run({ name, command }, ...words) {
      const outcome = await start([...command, ...words], all, folder);
      t.equal(outcome.code, 0, `${name} ${words.join(' ').slice(0, 120)}`, { outcome });
      return outcome;
    },
  };
}

/** Our own client, with the bucket in the host; names below `localhost` are this machine, whatever the resolver knows. */
function virtualHosts(mock: Mock): S3Client {
  const lookup = (_host: string, options: { all?: boolean }, done: (...words: unknown[]) => void): void =>
    options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
  const endpoint = `http://localhost:${mock.port}`;
  const httpAgent = new Agent({ keepAlive: true, lookup: lookup as never });
  return new S3Client({ endpoint, region: mock.region, credentials: mock.credentials, requestHandler: { httpAgent } });
}

/** Bytes that repeat nowhere, so that a part in the wrong place shows; the same in every run. */
export function bytes(size: number): Buffer {
  return createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), Buffer.alloc(16)).update(Buffer.alloc(size));
}

/** How often a client asked for what on a key, from the mock's journal; `refused` holds the answers of 400 and more. */
export function asked(mock: Mock, key: string) {
  const entries = mock.journal().filter((entry) => entry.bucket === BUCKET && entry.key === key);
  const count = (method: string, query: RegExp): number =>
    entries.filter((entry) => entry.method === method && query.test(entry.query)).length;
  return {
    create: count('POST', /(^|&)uploads\b/),
    parts: count('PUT', /(^|&)partNumber=/),
    complete: count('POST', /(^|&)uploadId=/),
    abort: count('DELETE', /(^|&)uploadId=/),
    listParts: count('GET', /(^|&)uploadId=/),
    refused: entries.filter(({ status }) => (status ?? 0) >= 400).map(({ method, status }) => `${method} ${status}`),
  };
}

/** Longest a program may take, milliseconds. */
const LIMIT_MS = 60_000;

/** Starts a program and waits for its end, or for {@link LIMIT_MS}. */
export function start(
  [command, ...words]: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  cwd?: string,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command!, words, {
      env: { ...env },
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMIT_MS,
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    child.once('error', (error) => resolve({ code: null, stdout, stderr: error.message }));
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
