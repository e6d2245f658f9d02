/**
 * Reads the YAML files people write here, and answers a bad one with all its problems at once, each with file and line.
 * It is the only code below `suites/`: everything else there is data, which a harness in another language could read.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { isAlias, isCollection, isMap, isPair, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';

export interface Problem {
  readonly file: string;
  /** 1-based; 0 when the file could not be read at all. */
  readonly line: number;
  readonly message: string;
}

export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** Line of the node at this path, or of the nearest node above it. */
  lineOf(path: readonly (string | number)[]): number;
  readonly problems: readonly Problem[];
}

/** One or more files are malformed. `message` lists every problem, a line each. */
export class ProblemsError extends Error {
  override readonly name = 'ProblemsError';
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

export function formatProblem({ file, line, message }: Problem): string {
  return line > 0 ? `${file}:${line}  ${message}` : `${file}  ${message}`;
}

let root: string | undefined;

/** The folder that holds this package's package.json, whether the code runs compiled or packed. */
export function packageRoot(): string {
  if (root) return root;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('multiparity is installed without its package.json');
    folder = above;
  }
  root = folder;
  return folder;
}

/** How a file is named in messages: relative to the working folder when it lies below it. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}

/** Reads and parses one YAML file; syntax errors, duplicate keys and schema violations end up in `problems`. */
export function readYaml(path: string, validate?: ValidateFunction): YamlFile {
  const file = shownPath(path);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const message = `cannot be read: ${(error as NodeJS.ErrnoException).code ?? String(error)}`;
    return { file, value: undefined, lineOf: () => 0, problems: [{ file, line: 0, message }] };
  }
  return parseYaml(file, text, validate);
}

export function parseYaml(file: string, text: string, validate?: ValidateFunction): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const problems: Problem[] = [...document.errors, ...document.warnings].map((error) => ({
    file,
    line: lines.linePos(error.pos[0]).line,
    message: error.message,
  }));
  // An alias without its anchor is found only when it is followed. Most files have none, and a visit takes its time.
  if (text.includes('*'))
    visit(document, {
      Alias(_, alias) {
        if (alias.resolve(document)) return;
        const line = lines.linePos(alias.range?.[0] ?? 0).line;
        problems.push({
          file,
          line,
          message: `*${alias.source} stands for nothing: no &${alias.source} comes before it`,
        });
      },
    });
  const lineOf = (path: readonly (string | number)[]): number => lineOfNode(document.contents, path, lines);
  const value: unknown = problems.length > 0 ? undefined : document.toJS();
  if (problems.length === 0 && validate && !validate(value)) {
    problems.push(
      ...schemaProblems(validate.errors ?? []).map(({ path, message }) => ({ file, line: lineOf(path), message })),
    );
  }
  return { file, value, lineOf, problems };
}

function lineOfNode(top: Node | null, path: readonly (string | number)[], lines: LineCounter): number {
  let node: unknown = top;
  let line = 1;
  const at = (found: unknown): void => {
    const range = (found as Node | null)?.range;
    if (range) line = lines.linePos(range[0]).line;
  };
  at(node);
  for (const step of path) {
    if (isAlias(node) || !isCollection(node)) break;
    if (isMap(node)) {
      const pair = node.items.find(
        (item) => isPair(item) && String((item.key as { value?: unknown })?.value) === String(step),
      );
      if (!pair) break;
      at(pair.key);
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      at(node);
    }
  }
  return line;
}

/** Ajv's errors in words, the noise of `oneOf` and `if` left out. */
export function schemaProblems(errors: readonly ErrorObject[]): { path: (string | number)[]; message: string }[] {
  const seen = new Set<string>();
  const found: { path: (string | number)[]; message: string }[] = [];
  for (const error of errors) {
    if (error.keyword === 'if' || error.keyword === 'oneOf' || error.keyword === 'anyOf') {
      if (errors.some((other) => other !== error && other.instancePath.startsWith(error.instancePath))) continue;
    }
    // Where a value may be written in several ways, the way it was not written in is no news.
    if (error.keyword === 'type' && errors.some((other) => tellsMore(other, error))) continue;
    const path = error.instancePath
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const message = wording(error, path);
    const id = `${error.instancePath} ${message}`;
    if (seen.has(id)) continue;
    seen.add(id);
    found.push({ path: error.keyword === 'additionalProperties' ? [...path, extra(error)] : path, message });
  }
  return found;
}

function tellsMore(other: ErrorObject, error: ErrorObject): boolean {
  return other.instancePath === error.instancePath && !['type', 'if', 'oneOf', 'anyOf'].includes(other.keyword);
}

function extra(error: ErrorObject): string {
  return String((error.params as { additionalProperty?: string }).additionalProperty ?? '');
}

function wording(error: ErrorObject, path: readonly string[]): string {
  const where = path.length === 0 ? 'the file' : `"${path.join('.')}"`;
  switch (error.keyword) {
    case 'additionalProperties': {
      const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
      return `${where} has an unknown field "${extra(error)}"${suggestion(extra(error), known)}`;
    }
    case 'enum': {
      const allowed = (error.params as { allowedValues: unknown[] }).allowedValues.map(String);
      return `${where} is ${JSON.stringify(error.data)}, but must be one of: ${allowed.join(', ')}${suggestion(String(error.data), allowed)}`;
    }
    case 'required':
      return `${where} lacks the field "${(error.params as { missingProperty: string }).missingProperty}"`;
    case 'pattern': {
      const { description } = error.parentSchema as { description?: string };
      return `${where} is ${JSON.stringify(error.data)}, but must ${description === undefined ? `match ${String((error.params as { pattern: string }).pattern)}` : `be ${description}`}`;
    }
    default:
      return `${where} ${error.message ?? 'is not valid'}`;
  }
}

/** ` (did you mean "x"?)` when a known name is near, else nothing. */
export function suggestion(given: string, known: readonly string[]): string {
  const near = nearest(given, known);
  return near === undefined ? '' : ` (did you mean "${near}"?)`;
}

/** The known name with the fewest edits, if it is near enough to be meant. */
export function nearest(given: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(given.length / 3)) + 1;
  for (const name of known) {
    const edits = distance(given.toLowerCase(), name.toLowerCase());
    const last = name.split('/').at(-1) ?? name;
    const score = Math.min(edits, last === given ? 1 : least);
    if (score < least) {
      least = score;
      best = name;
    }
  }
  return best;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
