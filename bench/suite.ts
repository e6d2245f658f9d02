/** Lines about the harness: the suites through the command line, as a user starts them. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alone, type Context, type Row } from './measure.js';

const CLI = fileURLToPath(new URL('../runners/cli.js', import.meta.url));

interface Ran {
  readonly seconds: number;
  readonly requests: number;
}

/** `multiparity run --target mock:aws-s3`. */
export async function suite({ rounds, note }: Context): Promise<Row[]> {
  const ran = await runs('mock:aws-s3', [], Math.min(rounds, 3), note);
  return [
    wall('suite', 'all suites on mock:aws-s3', ran, 10),
    alone(
      { name: 'suite-requests', what: 'requests through the harness', unit: 'requests/s' },
      ran.map(({ seconds, requests }) => requests / seconds),
    ),
  ];
}

/** What `npm start` runs once it has built. */
export async function everything({ rounds, note }: Context): Promise<Row[]> {
  const ran = await runs('mock:all', ['html=index.html'], Math.min(rounds, 2), note);
  return [wall('all', 'all suites on every profile’s mock, with reports', ran, 40)];
}

function wall(name: string, what: string, ran: readonly Ran[], most: number): Row {
  const aim = { at: 'most', value: most, absolute: true } as const;
  return alone(
    { name, what, unit: 's', aim },
    ran.map(({ seconds }) => seconds),
  );
}

async function runs(target: string, reports: string[], rounds: number, note: Context['note']): Promise<Ran[]> {
  const ran: Ran[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'multiparity-bench-'));
    try {
      ran.push(await run(target, reports, folder, note));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return ran;
}

function run(target: string, reports: string[], folder: string, note: Context['note']): Promise<Ran> {
  const began = performance.now();
  const command = [CLI, 'run', '--target', target, '--quiet', '--report', ...reports, 'json=run.json'];
  const child = spawn(process.execPath, command, { cwd: folder, stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      const seconds = (performance.now() - began) / 1000;
      if (code !== 0) note(`the run of ${target} ended with exit code ${code}`);
      const { targets } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as {
        targets: { requests: number }[];
      };
      resolve({ seconds, requests: targets.reduce((sum, { requests }) => sum + requests, 0) });
    });
  });
}
