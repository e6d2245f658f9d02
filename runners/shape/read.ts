/** Reads what every answer of a dialect looks like (`suites/wire/shape`), and settles it for a profile. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, readYaml } from '../../suites/reader/documents.js';
import { schema } from '../../suites/reader/schemas.js';
import { type Context, compile, evaluate, expressionsIn, resolve } from '../expressions.js';

/** What can be wrong with an answer; each is a rule, `wire/shape/<aspect>`. */
export const ASPECTS = [
  'status',
  'root',
  'namespace',
  'elements',
  'other-elements',
  'order',
  'values',
  'etag',
  'dates',
  'milliseconds',
  'headers',
  'content-type',
  'declaration',
  'no-body',
] as const;
export type Aspect = (typeof ASPECTS)[number];

/** How a text must be written. */
export type Form = 'etag' | 'bare-etag' | 'iso-date' | 'http-date' | 'integer' | 'boolean';

interface Line {
  readonly is?: Form;
  /** How often it is there; default `one`. */
  readonly count?: 'one' | 'optional' | 'any';
  /** CEL over the profile: it must be there only where this holds. */
  readonly promised?: string;
  readonly sources?: readonly string[];
}

export interface ElementLine extends Line {
  readonly elements?: Elements;
  readonly others?: string;
}

export type Elements = Readonly<Record<string, ElementLine>>;
export type Headers = Readonly<Record<string, Line>>;

export interface DocumentLine {
  /** An empty body will do as well. */
  readonly count?: 'optional';
  /** Any of these names will do. */
  readonly root: readonly string[];
  readonly namespace?: string;
  readonly order?: readonly string[];
  /** Names that may stand beside those listed. */
  readonly others?: string;
  readonly elements: Elements;
  readonly sources: readonly string[];
}

export interface RequestLine {
  readonly method: string;
  readonly query?: readonly string[];
  readonly headers?: readonly string[];
  readonly document?: string;
}

export interface OperationLine {
  readonly request: RequestLine;
  /** Of a success. */
  readonly status?: readonly number[];
  readonly document?: DocumentLine;
  /** A success has no body. */
  readonly empty?: object;
  readonly headers?: Headers;
}

export interface Shape {
  readonly dialect: string;
  readonly namespace: string;
  readonly mediaType: string;
  /** Headers of every answer. */
  readonly every: Headers;
  readonly error: DocumentLine;
  /** Where errors are, beside the bodies of answers without success. */
  readonly refusal?: {
    /** Statuses of success that are refusals all the same. */
    readonly statuses?: readonly number[];
    /** The header of an answer to HEAD that holds its document, in base64. */
    readonly header?: string;
  };
  /** With one of these in a request, its success is not that of its operation. */
  readonly apart?: { readonly query?: readonly string[]; readonly headers?: readonly string[] };
  readonly operations: Readonly<Record<string, OperationLine>>;
}

/** Reads the shapes of every dialect that has one; what is wrong with them goes to `problems`. */
export function readShapes(folder: string, problems: Problem[]): Record<string, Shape> {
  const shapes: Record<string, Shape> = {};
  if (!existsSync(folder)) return shapes;
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
    const read = readYaml(join(folder, name), schema('shape.schema'));
    problems.push(...read.problems);
    if (read.problems.length > 0) continue;
    const shape = read.value as Shape;
    checkTexts(shape, [], (path, message) => problems.push({ file: read.file, line: read.lineOf(path), message }));
    shapes[shape.dialect] = shape;
  }
  return shapes;
}

/** Expressions and patterns must be such. */
function checkTexts(
  value: unknown,
  path: readonly string[],
  say: (path: readonly string[], what: string) => void,
): void {
  if (value !== null && typeof value === 'object') {
    for (const [name, one] of Object.entries(value)) checkTexts(one, [...path, name], say);
    return;
  }
  if (typeof value !== 'string') return;
  try {
    if (path.at(-1) === 'promised') compile(value);
    if (path.at(-1) === 'others') new RegExp(value, 'u');
    for (const inner of expressionsIn(value)) compile(inner);
  } catch (error) {
    say(path, (error as Error).message);
  }
}

/** The shape as a profile has it: what it does not promise is optional, and names are settled. */
export function settled(shape: Shape, context: Context): Shape {
  const kept = <L extends Line>(line: L): L =>
    line.promised === undefined || evaluate(line.promised, context) === true ? line : { ...line, count: 'optional' };
  const each = <L extends Line>(all: Readonly<Record<string, L>>, change: (line: L) => L): Record<string, L> =>
    Object.fromEntries(Object.entries(all).map(([name, line]) => [name, change(line)]));
  const headers = (all: Headers): Headers => each(all, kept);
  const elements = (all: Elements): Elements =>
    each(all, (line) => ({ ...kept(line), ...(line.elements ? { elements: elements(line.elements) } : {}) }));
  const document = (line: DocumentLine): DocumentLine => ({
    ...line,
    root: resolve(line.root, context) as string[],
    elements: elements(line.elements),
  });
  const operation = (line: OperationLine): OperationLine => ({
    ...line,
    ...(line.document ? { document: document(line.document) } : {}),
    ...(line.headers ? { headers: headers(line.headers) } : {}),
  });
  return {
    ...shape,
    every: headers(shape.every),
    error: document(shape.error),
    operations: Object.fromEntries(Object.entries(shape.operations).map(([name, line]) => [name, operation(line)])),
  };
}
