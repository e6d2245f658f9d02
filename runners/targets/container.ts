/**
 * Starts a container through testcontainers, which is loaded only when one is asked for.
 *
 * Its reaper (Ryuk) is off unless TESTCONTAINERS_RYUK_DISABLED says `false`: it is one more image to pull, from another
 * registry than the one asked for, and a privileged look at the engine's socket. We remove our containers ourselves, also
 * after an error and at a signal; only a SIGKILL of this process leaves one behind (label `org.multiparity.target`).
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { GenericContainer, StartedTestContainer } from 'testcontainers';
import type { Ready } from './definition.js';
import { containersLabelled, type Engine, lastLines, removeLabelledNow } from './docker.js';
import { fill, fillAll } from './fill.js';
import { removeAtExit } from './leftovers.js';
import { waitUntilReady } from './ready.js';
import { TargetError } from './target.js';

export interface ContainerSpec {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly port: number;
  readonly ready: Ready;
  readonly values: Readonly<Record<string, string>>;
  /** How to name another image, for the message when this one cannot be had. */
  readonly imageFrom?: string;
}

export interface StartedContainer {
  readonly url: string;
  readonly id: string;
  stop(): Promise<void>;
}

/** @throws TargetError when the image cannot be had, or the container does not answer. */
export async function startContainer(
  spec: ContainerSpec,
  engine: Engine,
  signal: AbortSignal,
): Promise<StartedContainer> {
  process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';
  // Found by a label, since testcontainers names a container only once it is up, and leaves one behind that is not.
  const run = randomUUID();
  const label = `org.multiparity.run=${run}`;
  const removeNow = () => removeLabelledNow(engine, label);
  const forget = removeAtExit(removeNow);
  let started: StartedTestContainer | undefined;
  const remove = async () => {
    await started?.stop({ timeout: 5000, remove: true, removeVolumes: true }).catch(() => undefined);
    if ((await containersLabelled(engine, label)).length > 0) removeNow();
    forget();
  };
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= remove();
    return stopping;
  };
  let ended: string | undefined;
  const watch = new AbortController();
  const end = exit(engine, label, watch.signal).then((status) => {
    ended = status;
    return undefined;
  });
  try {
    const container = await described(spec, { 'org.multiparity.target': spec.name, 'org.multiparity.run': run });
    const starting = container.start();
    started = await Promise.race([starting, end, aborted(signal)]);
    // Testcontainers cannot be told to stop: what it still brings up is removed when it is there.
    if (!started) {
      starting
        .then(
          (late) => late.stop({ timeout: 0 }),
          () => undefined,
        )
        .catch(() => undefined);
      signal.throwIfAborted();
    }
    const url = started ? `http://${started.getHost()}:${started.getMappedPort(spec.port)}` : '';
    const because = ended ?? (await waitUntilReady(url, spec.ready, () => ended, signal));
    if (because === undefined && started) return { url, id: started.getId(), stop };
    throw new TargetError(`${spec.name} in ${spec.image} ${because}${await said(engine, label)}`);
  } catch (error) {
    await stop();
    if (signal.aborted) throw signal.reason;
    throw error instanceof TargetError ? error : new TargetError(cannotStart(spec, error));
  } finally {
    watch.abort();
  }
}

async function described(spec: ContainerSpec, labels: Record<string, string>): Promise<GenericContainer> {
  const { GenericContainer, StartupCheckStrategy } = await import('testcontainers');
  // Its own waiting asks a shell inside the container, which images made `FROM scratch` do not have; ours follows.
  const atOnce = new (class extends StartupCheckStrategy {
    override async checkStartupState() {
      return 'SUCCESS' as const;
    }
  })();
  const values = { ...spec.values, port: String(spec.port) };
  const container = new GenericContainer(spec.image)
    .withExposedPorts(spec.port)
    .withEnvironment(fillAll(spec.env, values))
    .withLabels(labels)
    .withWaitStrategy(atOnce);
  if (spec.command) container.withCommand(spec.command.map((word) => fill(word, values)));
  const files = Object.entries(spec.files).map(([target, text]) => ({
    target,
    content: fill(text, values),
    mode: 0o644,
  }));
  return files.length > 0 ? container.withCopyContentToContainer(files) : container;
}

/** How the container ended, when it has; never, when it goes on. */
async function exit(engine: Engine, label: string, signal: AbortSignal): Promise<string> {
  while (!signal.aborted) {
    const [found] = await containersLabelled(engine, label);
    if (found?.State === 'exited' || found?.State === 'dead')
      return `ended at once: ${found.Status.split(' ').slice(0, 2).join(' ')}`;
    await sleep(300, undefined, { ref: false });
  }
  return new Promise<never>(() => {});
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((done) => signal.addEventListener('abort', () => done(undefined), { once: true }));
}

async function said(engine: Engine, label: string): Promise<string> {
  const [found] = await containersLabelled(engine, label);
  const lines = found ? await lastLines(engine, found.Id) : [];
  return lines.length > 0 ? `; it last wrote: ${lines.slice(-3).join(' | ').slice(-400)}` : '; it wrote nothing';
}

function cannotStart({ name, image, imageFrom }: ContainerSpec, error: unknown): string {
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  const pull = /pull|manifest|not found|no such image|unauthorized|denied|lookup|EAI_AGAIN|ENOTFOUND|dial tcp/i.test(
    message,
  );
  const remedy = pull && imageFrom ? `; pull it yourself, or name one you have with ${imageFrom}` : '';
  return `${name}: the container from ${image} could not be started: ${message}${remedy}`;
}
