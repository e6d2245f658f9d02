/** Which of the ways to a named target is at hand: its address in the environment, a container engine, a program. */
import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { accountsOf } from './accounts.js';
import type { Definition, ProgramDefinition, Way } from './definition.js';
import { type Engine, findEngine } from './docker.js';
import { endpointUrl } from './endpoint.js';
import { fill } from './fill.js';
import type { Endpoint } from './target.js';

export interface NamedOptions {
  /** Only this way, instead of the first at hand. */
  readonly via?: Way;
  readonly region?: string;
  readonly addressing?: 'path' | 'virtual';
  readonly bucket?: string;
  readonly prefix?: string;
  readonly env?: NodeJS.ProcessEnv;
}

type Found =
  | { readonly how: 'endpoint'; readonly endpoint: Endpoint }
  | { readonly how: 'container'; readonly engine: Engine }
  | { readonly how: 'program'; readonly program: ProgramDefinition };
export type Look = Found | { readonly because: string };

/** The first way of the definition's order, or one line naming why there is none. */
export async function firstAtHand(definition: Definition, options: NamedOptions): Promise<Look> {
  const ways = options.via ? definition.order.filter((way) => way === options.via) : definition.order;
  if (ways.length === 0)
    return { because: `${definition.name}: it has no ${options.via}; it has ${definition.order.join(', ')}` };
  const reasons: string[] = [];
  for (const way of ways) {
    const at = await LOOKS[way](definition, options);
    if (!('because' in at)) return at;
    reasons.push(at.because);
  }
  const last = reasons.pop()!;
  const all = reasons.length > 0 ? `${reasons.join(', ')}${reasons.length > 1 ? ',' : ''} and ${last}` : last;
  const hint = ways.includes('program') && definition.programs[0] ? ` (${definition.programs[0].install})` : '';
  return { because: `${definition.name}: ${all}${hint}` };
}

const LOOKS: Record<Way, (definition: Definition, options: NamedOptions) => Promise<Look>> = {
  endpoint: async (definition, options) => {
    const env = options.env ?? process.env;
    const names = definition.environment!;
    const set = (...variables: readonly (string | undefined)[]) =>
      variables.map((variable) => variable && env[variable]).find(Boolean) || undefined;
    const region = options.region ?? set(...[names.region ?? []].flat()) ?? definition.region;
    const url = set(names.endpoint) ?? (names.url ? fill(names.url, { region }) : undefined);
    if (!url) return { because: `${names.endpoint} is not set` };
    // A server somebody started as we would have takes our credentials.
    const own = names.url ? undefined : definition.accounts[0];
    const first = credentials(set(names.accessKey), set(names.secretKey)) ?? own;
    if (!first) {
      const missing = [names.accessKey, names.secretKey].filter((name) => !set(name));
      return { because: `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} not set` };
    }
    const token = set(names.sessionToken);
    const second = credentials(set(names.secondAccessKey), set(names.secondSecretKey));
    const bucket = options.bucket ?? set(names.bucket);
    const prefix = options.prefix ?? set(names.prefix);
    const endpoint: Endpoint = {
      url: endpointUrl(url),
      region,
      addressing: options.addressing ?? definition.addressing,
      accounts: accountsOf({ ...first, ...(token ? { sessionToken: token } : {}) }, second, env),
      ...(bucket ? { bucket } : {}),
      ...(prefix ? { prefix } : {}),
    };
    return { how: 'endpoint', endpoint };
  },
  container: async (_, options) => {
    const engine = await findEngine(options.env);
    return engine ? { how: 'container', engine } : { because: 'no Docker engine answers' };
  },
  program: async (definition, options) => {
    const env = options.env ?? process.env;
    let because: string | undefined;
    for (const one of definition.programs) {
      const missing = one.needs.filter((name) => !isOnPath(name, env));
      if (missing.length > 0) because ??= `no ${missing.map((name) => `"${name}"`).join(', ')} program on PATH`;
      else if (one.probe && (await output(one.probe, env)) === undefined) because ??= `"${one.probe.join(' ')}" fails`;
      else return { how: 'program', program: one };
    }
    return { because: because ?? 'it has no program' };
  },
};

function credentials(accessKey: string | undefined, secretKey: string | undefined) {
  return accessKey && secretKey ? { accessKey, secretKey } : undefined;
}

/** Whether a program can be run by this name, as the shell would look for it. */
export function isOnPath(name: string, env: NodeJS.ProcessEnv = process.env): boolean {
  const folders = isAbsolute(name) ? [''] : (env.PATH ?? '').split(delimiter);
  const endings = process.platform === 'win32' ? (env.PATHEXT ?? '.EXE;.CMD').split(';') : [''];
  return folders.some((folder) => endings.some((ending) => isProgram(join(folder, name + ending))));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What a command printed; undefined when it failed. */
export async function output(command: readonly string[], env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const values = { cwd: process.cwd(), node: process.execPath, here: dirname(fileURLToPath(import.meta.url)) };
  const [name, ...args] = command.map((word) => fill(word, values));
  try {
    const { stdout, stderr } = await promisify(execFile)(name!, args, { env, timeout: 20_000, windowsHide: true });
    return `${stdout}\n${stderr}`.trim();
  } catch {
    return undefined;
  }
}
