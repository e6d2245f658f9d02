/** Reads `runners/targets/<name>.yaml`: what a named target is and the ways it can be started or reached. */

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, packageRoot, readYaml, type YamlFile } from '../../suites/reader/documents.js';
import { schema } from '../../suites/reader/schemas.js';
import type { DriverOptions } from '../drivers/driver.js';
import { isPlaceholder, placeholdersIn } from './fill.js';
import type { Avoided } from './target.js';

export type Way = 'endpoint' | 'container' | 'program';

export interface Account {
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface Ready {
  readonly s3?: true;
  readonly http?: string;
  readonly seconds?: number;
}

export interface ProgramDefinition {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly needs: readonly string[];
  readonly probe?: readonly string[];
  readonly version?: readonly string[];
  readonly ready: Ready;
  readonly install: string;
}

export interface ContainerDefinition {
  readonly image: string;
  readonly imageFrom?: string;
  readonly command?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly port: number;
  readonly ready: Ready;
}

/** Names of environment variables, and `url`: the address of a service that has only one. */
export interface EnvironmentDefinition {
  readonly url?: string;
  readonly endpoint?: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly sessionToken?: string;
  readonly secondAccessKey?: string;
  readonly secondSecretKey?: string;
  readonly region?: string | readonly string[];
  readonly bucket?: string;
  readonly prefix?: string;
}

export interface Definition {
  readonly name: string;
  readonly title: string;
  readonly homepage: string;
  readonly dialect: string;
  readonly profile: string;
  readonly features: Readonly<Record<string, boolean>>;
  readonly driver: DriverOptions;
  readonly avoid: readonly Avoided[];
  /** Most cases side by side that the server bears. */
  readonly jobs?: number;
  readonly region: string;
  readonly addressing: 'path' | 'virtual';
  readonly accounts: readonly Account[];
  readonly environment?: EnvironmentDefinition;
  readonly programs: readonly ProgramDefinition[];
  readonly container?: ContainerDefinition;
  readonly order: readonly Way[];
}

export type Read = { readonly definition: Definition } | { readonly problems: readonly Problem[] };

/** Where the definitions lie, in the source tree and in the package alike. */
export function targetsFolder(): string {
  return join(packageRoot(), 'runners', 'targets');
}

/** The names a definition exists for, sorted. */
export function definitionNames(folder = targetsFolder()): string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => file.slice(0, -'.yaml'.length)).sort();
}

/** Reads one definition; a malformed file answers with all its problems. */
export function readDefinition(name: string, folder = targetsFolder()): Read {
  const yaml = readYaml(join(folder, `${name}.yaml`), schema('target.schema', 'runners/targets'));
  const problems = yaml.problems.length > 0 ? yaml.problems : consistency(yaml);
  if (problems.length > 0) return { problems };
  return { definition: shape(name, yaml.value as Written) };
}

interface Written extends Omit<Definition, 'name' | 'programs' | 'features' | 'driver' | 'avoid'> {
  readonly features?: Record<string, boolean>;
  readonly driver?: DriverOptions;
  readonly avoid?: readonly Avoided[];
  readonly program?: Partial<ProgramDefinition> | readonly Partial<ProgramDefinition>[];
}

function shape(name: string, written: Written): Definition {
  const { program, container, ...rest } = written;
  const defaults = { env: {}, files: {}, ready: { s3: true } as const };
  return {
    ...rest,
    name,
    features: written.features ?? {},
    driver: written.driver ?? {},
    avoid: written.avoid ?? [],
    region: written.region ?? 'us-east-1',
    addressing: written.addressing ?? 'path',
    accounts: written.accounts ?? [],
    programs: [program ?? []].flat().map((one) => ({ ...defaults, ...one }) as ProgramDefinition),
    ...(container ? { container: { ...defaults, ...container } } : {}),
  };
}

const BLOCK = { endpoint: 'environment', container: 'container', program: 'program' } as const;

function consistency({ file, value, lineOf }: YamlFile): Problem[] {
  const written = value as Written;
  const problems: Problem[] = [];
  const say = (path: (string | number)[], message: string) => problems.push({ file, line: lineOf(path), message });
  for (const [i, way] of written.order.entries()) {
    if (!written[BLOCK[way]]) say(['order', i], `"order" names ${way}, but there is no "${BLOCK[way]}"`);
  }
  for (const way of Object.keys(BLOCK) as Way[]) {
    if (written[BLOCK[way]] && !written.order.includes(way))
      say([BLOCK[way]], `"${BLOCK[way]}" is never used: "order" lacks ${way}`);
  }
  if ((written.program || written.container) && !written.accounts)
    say([], '"accounts" must say what a started server accepts');
  for (const part of ['environment', 'program', 'container'] as const) {
    for (const { path, text } of stringsIn(written[part], [part])) {
      for (const name of placeholdersIn(text)) {
        if (!isPlaceholder(name)) say(path, `"${path.join('.')}" has an unknown placeholder {{${name}}}`);
      }
    }
  }
  return problems;
}

function stringsIn(value: unknown, path: (string | number)[]): { path: (string | number)[]; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, i) => stringsIn(item, [...path, i]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => stringsIn(item, [...path, key]));
}
