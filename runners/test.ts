/**
 * `npm test`: every test of this package under tap, or, with `--target=NAME`, the suites against one target as TAP. It ends
 * with the line `N passed, N failed, N skipped`; its exit code is that of the tests, or 3 when the target is not at hand.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../suites/reader/documents.js';
import { readProfile } from '../suites/reader/profile.js';
import { exitCodeOf, UsageError } from './commands/problems.js';
import { findTarget } from './targets/index.js';
import { mockTarget } from './targets/mock.js';
import { TargetError } from './targets/target.js';

const root = packageRoot();
const tap = join(root, 'node_modules', '.bin', 'tap');
const FOLDERS = ['suites', 'mock', 'runners', 'reports'];
const USAGE = 'usage: npm test [-- --target=NAME [--profile=NAME] [--driver=s3|raw] [--baseline=FILE]] [-- FILE…]';

/** @returns the exit code. */
async function main(words: readonly string[]): Promise<number> {
  const { target, files, env } = readWords(words);
  // tap makes itself anew for the plugins that `.taprc` names; a fresh clone has none of that yet.
  if (!existsSync(join(root, '.tap', 'plugins'))) await command(['build'], {}, false);
  if (target === undefined) {
    const tests = files.length > 0 ? files : FOLDERS.flatMap(testsIn);
    return command(['run', '--jobs=2', '--timeout=240', '--reporter=tap', ...tests], { NODE_NO_WARNINGS: '1' }, true);
  }
  const found = findTarget(target, { mockTarget: (name) => mockTarget(readProfile(name)) });
  const how = await found.available();
  if ('because' in how) throw new TargetError(how.because);
  return command(
    ['run', '--timeout=1800', '--reporter=tap', join('dist', 'runners', 'conformance.test.js')],
    { ...env, MULTIPARITY_TARGET: target },
    true,
  );
}

function readWords(words: readonly string[]): {
  target: string | undefined;
  files: string[];
  env: Record<string, string>;
} {
  try {
    const options = {
      target: { type: 'string' },
      profile: { type: 'string' },
      driver: { type: 'string' },
      baseline: { type: 'string' },
    } as const;
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const { target, ...rest } = values;
    if (target === undefined && Object.keys(rest).length > 0)
      throw new UsageError(`--${Object.keys(rest)[0]!} goes with --target\n${USAGE}`);
    const env = Object.fromEntries(
      Object.entries(rest).map(([name, value]) => [`MULTIPARITY_${name.toUpperCase()}`, String(value)]),
    );
    return { target, files: positionals, env };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
}

/** The compiled tests of a folder; what an earlier build left of sources that are gone is none. */
function testsIn(folder: string): string[] {
  const below = join('dist', folder);
  const names = readdirSync(join(root, below), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.test.js') && existsSync(join(root, folder, name.replace(/\.js$/, '.ts'))))
    .map((name) => join(below, name))
    .sort();
}

/** Runs tap and passes its output on. With `count`, ends with the closing line, from the counts in tap's own last lines. */
function command(args: readonly string[], env: Record<string, string>, count: boolean): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(tap, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let last = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (count) process.stdout.write(chunk);
      last = (last + chunk.toString()).slice(-4096);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (count) console.log(closingLine(last));
      resolve(code ?? 1);
    });
  });
}

function closingLine(output: string): string {
  const totals = [...output.matchAll(/^# \{ (.*) \}$/gm)].at(-1)?.[1] ?? '';
  const of = (name: string): number => Number(new RegExp(`\\b${name}: (\\d+)`).exec(totals)?.[1] ?? 0);
  return `${of('pass')} passed, ${of('fail')} failed, ${of('skip') + of('todo')} skipped`;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { code, message } = exitCodeOf(error);
  console.error(message);
  process.exitCode = code;
}
