/** A target with a name: its definition says how it can be reached or started, and the first way at hand is taken. */
import type { DriverOptions } from '../drivers/driver.js';
import { startContainer } from './container.js';
import type { Definition, ProgramDefinition } from './definition.js';
import type { Engine } from './docker.js';
import { reach } from './endpoint.js';
import { firstAtHand, type Look, type NamedOptions, output } from './look.js';
import { startProgram } from './process.js';
import { ask } from './ready.js';
import { type Endpoint, type Running, type Target, TargetError } from './target.js';

export interface NamedTarget extends Target {
  readonly title: string;
  readonly homepage: string;
  readonly driver: DriverOptions;
}

/** The target a definition describes. Nothing is looked for before `available()` or `start()`. */
export function namedTarget(definition: Definition, options: NamedOptions = {}): NamedTarget {
  const { name, title, homepage, dialect, profile, features, driver, avoid, jobs } = definition;
  let found: Promise<Look> | undefined;
  const look = () => {
    found ??= firstAtHand(definition, options);
    return found;
  };
  return {
    id: name,
    title,
    homepage,
    dialect,
    profile,
    features,
    driver,
    avoid,
    ...(jobs === undefined ? {} : { jobs }),
    available: async () => {
      const at = await look();
      return 'because' in at ? at : { how: at.how };
    },
    start: async (signal) => {
      const at = await look();
      signal.throwIfAborted();
      if ('because' in at) throw new TargetError(at.because);
      if (at.how === 'endpoint') return reach(at.endpoint, signal);
      return at.how === 'container'
        ? container(definition, options, at.engine, signal)
        : program(definition, options, at.program, signal);
    },
  };
}

async function program(
  definition: Definition,
  options: NamedOptions,
  one: ProgramDefinition,
  signal: AbortSignal,
): Promise<Running> {
  const env = options.env ?? process.env;
  const version = one.version ? await output(one.version, env) : undefined;
  const spec = {
    name: definition.name,
    command: one.command,
    env: one.env,
    inherited: env,
    files: one.files,
    ready: one.ready,
    values: valuesOf(definition, options),
    grace: 10,
  };
  const started = await startProgram(spec, signal);
  const header = await ask(`${started.url}/`, 5000).then((answer) => ('status' in answer ? answer.server : undefined));
  const about = (version && number(version)) || (header && `(${header})`);
  const server = about ? `${definition.name} ${about}` : definition.name;
  return { ...endpointOf(definition, options, started.url), server, stop: started.stop };
}

async function container(
  definition: Definition,
  options: NamedOptions,
  engine: Engine,
  signal: AbortSignal,
): Promise<Running> {
  const env = options.env ?? process.env;
  const one = definition.container!;
  const image = (one.imageFrom && env[one.imageFrom]) || one.image;
  const spec = { ...one, name: definition.name, image, values: valuesOf(definition, options) };
  const started = await startContainer(spec, engine, signal);
  return {
    ...endpointOf(definition, options, started.url),
    server: `${definition.name} (${image})`,
    stop: started.stop,
  };
}

function endpointOf(definition: Definition, options: NamedOptions, url: string): Endpoint {
  return {
    url,
    region: options.region ?? definition.region,
    addressing: options.addressing ?? definition.addressing,
    accounts: definition.accounts,
    ...(options.bucket ? { bucket: options.bucket } : {}),
    ...(options.prefix ? { prefix: options.prefix } : {}),
  };
}

function valuesOf({ accounts, region }: Definition, options: NamedOptions): Record<string, string> {
  const [first, second] = accounts;
  return {
    region: options.region ?? region,
    accessKey: first?.accessKey ?? '',
    secretKey: first?.secretKey ?? '',
    ...(second ? { secondAccessKey: second.accessKey, secondSecretKey: second.secretKey } : {}),
  };
}

/** `RELEASE.2025-09-07T16-13-09Z` of minio, `5.2.5` of the rest. */
function number(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return /RELEASE\.[\w-]+/.exec(line)?.[0] ?? /\d+(?:\.\d+)+[\w.+-]*/.exec(line)?.[0] ?? '';
}
