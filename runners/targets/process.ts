/** Starts a local program in a folder of its own on a free loopback port, and ends it with everything it started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ready } from './definition.js';
import { fill, fillAll, placeholdersIn } from './fill.js';
import { removeAtExit } from './leftovers.js';
import { waitUntilReady } from './ready.js';
import { TargetError } from './target.js';

export interface ProgramSpec {
  /** How it is called in messages. */
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** What `env` is laid over; this process's own when left out. */
  readonly inherited?: NodeJS.ProcessEnv;
  readonly files?: Readonly<Record<string, string>>;
  readonly ready: Ready;
  /** What the placeholders stand for, beside ports and folders. */
  readonly values?: Readonly<Record<string, string>>;
  /** Seconds between SIGTERM and SIGKILL. */
  readonly grace?: number;
  /** A fixed port; a free one when left out. */
  readonly port?: number;
}

export interface StartedProgram {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly dir: string;
  /** The last lines it wrote. */
  output(): string[];
  stop(): Promise<void>;
}

const KEPT_LINES = 20;
const PORT_TAKEN = /address already in use|EADDRINUSE|address in use/i;

/** @throws TargetError when it does not answer; the message ends with what it last wrote. */
export async function startProgram(spec: ProgramSpec, signal: AbortSignal): Promise<StartedProgram> {
  // Between finding a port free and the program binding it, another process can take it.
  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    const port = spec.port === undefined ? await freePort() : await unusedPort(spec.name, spec.port);
    const program = await launch(spec, port);
    let because: string | undefined;
    try {
      because = await waitUntilReady(program.url, spec.ready, program.gone, signal);
    } catch (error) {
      await program.stop();
      throw signal.aborted ? signal.reason : error;
    }
    if (because === undefined) return program;
    const ended = program.gone() !== undefined;
    const before = program.output(); // not what it writes about being ended by us
    await program.stop();
    const lines = ended ? program.output() : before;
    if (spec.port === undefined && attempt < 3 && lines.some((line) => PORT_TAKEN.test(line))) continue;
    const said =
      lines.length > 0 ? `; it last wrote: ${lines.slice(-3).join(' | ').slice(-400)}` : '; it wrote nothing';
    throw new TargetError(`${spec.name} ${because}${said}`);
  }
}

/** A port nobody listened on at 127.0.0.1 a moment ago. */
export function freePort(wanted = 0): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });
}

// Another server that answers there would be taken for ours.
async function unusedPort(name: string, port: number): Promise<number> {
  return freePort(port).catch((error: NodeJS.ErrnoException) => {
    throw new TargetError(
      `${name} cannot listen at 127.0.0.1:${port}: ${error.code === 'EADDRINUSE' ? 'another server does' : error.message}`,
    );
  });
}

async function launch(spec: ProgramSpec, port: number): Promise<StartedProgram & { gone(): string | undefined }> {
  const dir = mkdtempSync(join(tmpdir(), 'multiparity-'));
  const dropDir = removeAtExit(() => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));
  const clear = () => {
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
    dropDir();
  };
  try {
    const values = await valuesFor(spec, port, dir);
    for (const [path, text] of Object.entries(spec.files ?? {})) writeInside(dir, path, fill(text, values));
    const [command, ...args] = spec.command.map((word) => fill(word, values));
    const child = spawn(command!, args, {
      cwd: dir,
      env: { ...(spec.inherited ?? process.env), ...fillAll(spec.env ?? {}, values) },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: process.platform !== 'win32', // a group of its own, so that grandchildren end with it
      windowsHide: true,
    });
    return watch(spec, child, { url: `http://127.0.0.1:${port}`, port, dir, clear });
  } catch (error) {
    clear();
    throw error;
  }
}

function watch(
  spec: ProgramSpec,
  child: ChildProcess,
  at: { url: string; port: number; dir: string; clear: () => void },
): StartedProgram & { gone(): string | undefined } {
  const lines = keepLines(child);
  let ended: string | undefined;
  const end = new Promise<void>((done) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      ended ??= error.code === 'ENOENT' ? 'was not found' : `could not be started: ${error.message}`;
      done();
    });
    child.once('exit', (code, killed) => {
      ended ??= killed ? `was ended by ${killed}` : `ended at once with exit code ${code}`;
      killGroup(child, 'SIGKILL');
      setTimeout(done, 500).unref();
    });
    child.once('close', () => done()); // after the last of its output
  });
  const forget = removeAtExit(() => killGroup(child, 'SIGKILL'));
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    if (ended === undefined) {
      killGroup(child, 'SIGTERM');
      const force = setTimeout(() => killGroup(child, 'SIGKILL'), (spec.grace ?? 5) * 1000);
      await end;
      clearTimeout(force);
    }
    await end;
    forget();
    at.clear();
  };
  return {
    url: at.url,
    port: at.port,
    dir: at.dir,
    pid: child.pid ?? -1,
    gone: () => ended,
    output: () => [...lines],
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // nobody of the group is left
  }
}

function keepLines(child: ChildProcess): string[] {
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const found = (rest + text).split(/\r?\n/);
      rest = (found.pop() ?? '').slice(-2000);
      lines.push(...found.map((line) => line.trim()).filter((line) => line !== ''));
      lines.splice(0, Math.max(0, lines.length - KEPT_LINES));
    });
    stream?.on('end', () => {
      if (rest.trim() !== '') lines.push(rest.trim());
    });
  }
  child.stdin?.on('error', () => {}); // it stays open: a starter of ours ends when it closes
  return lines;
}

async function valuesFor(spec: ProgramSpec, port: number, dir: string): Promise<Record<string, string>> {
  const here = dirname(fileURLToPath(import.meta.url));
  const values: Record<string, string> = {
    ...spec.values,
    port: String(port),
    dir,
    node: process.execPath,
    here,
    cwd: process.cwd(),
  };
  const texts = [...spec.command, ...Object.values(spec.env ?? {}), ...Object.values(spec.files ?? {})];
  for (const name of texts.flatMap(placeholdersIn)) {
    if (name.startsWith('port.') && !(name in values)) values[name] = String(await freePort());
  }
  return values;
}

function writeInside(dir: string, path: string, text: string): void {
  const file = resolve(dir, path);
  if (!file.startsWith(dir + sep)) throw new TargetError(`"${path}" lies outside the folder of the program`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
