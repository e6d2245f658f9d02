/** Reads profiles: one YAML file for each provider, `extends` resolved, every problem of the chain told at once. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { type Problem, ProblemsError, packageRoot, readYaml, shownPath, suggestion } from './documents.js';
import { schema } from './schemas.js';
import { parseSize } from './size.js';

export interface Departure {
  readonly rule: string;
  readonly scenario?: string;
  readonly because: string;
  readonly source: string;
  readonly checked?: string;
}

export interface Sourced<T> {
  readonly is: T;
  readonly source?: string;
  readonly because?: string;
}

/** A profile with everything it inherits. Sizes are bytes; `null` means no limit. */
export interface Profile {
  readonly id: string;
  readonly title: string;
  readonly dialect: string;
  readonly checked: string;
  readonly region: string;
  readonly notes: string;
  /** Ids of the profiles it extends, nearest first. */
  readonly lineage: readonly string[];
  readonly limits: Readonly<Record<string, Sourced<number | null>>>;
  readonly choices: Readonly<Record<string, Sourced<string>>>;
  readonly refuses: readonly string[];
  readonly storageClasses: {
    readonly default: string;
    readonly accepted: readonly string[];
    readonly notImplemented: readonly string[];
    /** Cannot be read before it is restored. */
    readonly archived: readonly string[];
    readonly aliases: Readonly<Record<string, string>>;
  };
  readonly unsupported: readonly { readonly operation: string; readonly because: string; readonly source: string }[];
  readonly unpromised: readonly Departure[];
  readonly deviations: readonly Departure[];
}

/** A name that is no shipped profile's. */
export class UnknownProfileError extends Error {
  override readonly name = 'UnknownProfileError';
}

type Raw = Record<string, unknown>;
type Entries = Record<string, unknown>;

const folder = (): string => join(packageRoot(), 'suites', 'profiles');

/** Names of the shipped profiles. */
export function profileNames(): string[] {
  return readdirSync(folder())
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/**
 * @param nameOrFile a shipped profile's name, or the path of a file (it has a `/` or ends in `.yaml`).
 * @throws ProblemsError with every problem of the file and of those it extends.
 */
export function readProfile(nameOrFile: string): Profile {
  const problems: Problem[] = [];
  const chain: Raw[] = [];
  const seen = new Set<string>();
  let next: string | undefined = pathOf(nameOrFile, process.cwd());
  while (next !== undefined) {
    if (seen.has(next)) {
      problems.push({ file: shownPath(next), line: 1, message: '"extends" leads back to this file' });
      break;
    }
    seen.add(next);
    const shipped = dirname(next) === folder();
    // Shipped profiles are held against the schema by the tests; a server that starts need not load the validator.
    const read = readYaml(next, shipped ? undefined : schema('profile.schema'));
    problems.push(...read.problems);
    if (read.problems.length > 0) break;
    const raw = read.value as Raw;
    chain.push(raw);
    const above = raw.extends as string | undefined;
    if (above === undefined) break;
    try {
      next = pathOf(above, dirname(next));
    } catch (error) {
      problems.push({ file: read.file, line: read.lineOf(['extends']), message: (error as Error).message });
      break;
    }
  }
  if (problems.length > 0) throw new ProblemsError(problems);
  return merge(chain);
}

function pathOf(nameOrFile: string, from: string): string {
  if (nameOrFile.includes('/') || nameOrFile.endsWith('.yaml') || nameOrFile.endsWith('.yml')) {
    return isAbsolute(nameOrFile) ? nameOrFile : resolve(from, nameOrFile);
  }
  const names = profileNames();
  if (names.includes(nameOrFile)) return join(folder(), `${nameOrFile}.yaml`);
  throw new UnknownProfileError(
    `there is no profile "${nameOrFile}"${suggestion(nameOrFile, names)}: there are ${names.join(', ')}; a file of your own is named by its path, ending in .yaml`,
  );
}

/** Nearest first. Objects are merged entry by entry, lists are replaced whole; departures add up. */
function merge(chain: readonly Raw[]): Profile {
  const first = chain[0]!;
  const pick = <T>(field: string, fallback: T): T =>
    (chain.find((raw) => raw[field] !== undefined)?.[field] as T) ?? fallback;
  const entries = (field: string): Entries =>
    Object.assign({}, ...chain.toReversed().map((raw) => (raw[field] as Entries) ?? {})) as Entries;
  const sum = <T>(field: string): T[] => chain.flatMap((raw) => (raw[field] as T[]) ?? []);
  const limits = Object.fromEntries(
    Object.entries(entries('limits')).map(([name, given]) => {
      const sourced = (typeof given === 'object' ? given : { is: given }) as Sourced<number | string>;
      const value = typeof sourced.is === 'number' ? sourced.is : sourced.is === 'none' ? null : parseSize(sourced.is);
      return [name, { ...sourced, is: value }];
    }),
  );
  const classes = entries('storageClasses') as Partial<Profile['storageClasses']>;
  return {
    id: first.id as string,
    title: first.title as string,
    dialect: pick('dialect', 's3'),
    checked: pick('checked', ''),
    region: pick('region', 'us-east-1'),
    notes: (first.notes as string) ?? '',
    lineage: chain.slice(1).map((raw) => raw.id as string),
    limits,
    choices: entries('choices') as Profile['choices'],
    refuses: pick('refuses', []),
    storageClasses: {
      default: classes.default ?? 'STANDARD',
      accepted: classes.accepted ?? [],
      notImplemented: classes.notImplemented ?? [],
      archived: classes.archived ?? [],
      aliases: classes.aliases ?? {},
    },
    unsupported: sum('unsupported'),
    unpromised: sum('unpromised'),
    deviations: sum('deviations'),
  };
}

let names: readonly string[] | undefined;

/** Every choice there is, whichever dialects have it. */
export function choiceNames(): readonly string[] {
  const path = join(packageRoot(), 'suites', 'schema', 'profile.schema.json');
  names ??= Object.keys(
    (JSON.parse(readFileSync(path, 'utf8')) as { properties: { choices: { properties: object } } }).properties.choices
      .properties,
  );
  return names;
}
