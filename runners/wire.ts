/** The wire oracle: of each dialect, what a conforming refusal may carry for each fault. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, readYaml } from '../suites/reader/documents.js';
import { schema } from '../suites/reader/schemas.js';
import type { Path } from './suite-controls.js';
import { checkPattern, tryCompile } from './suite-texts.js';

/** What a conforming refusal may carry for one fault. */
export interface FaultRow {
  readonly accept: readonly { readonly status: number; readonly code: string }[];
  readonly sources: readonly string[];
  /** How the message begins, or the pattern it matches. */
  readonly message?: string | { readonly matches: string };
  /** Names of further elements, each with the pattern that its text matches. */
  readonly elements?: Readonly<Record<string, string>>;
  /** Where the dialect's further elements are promised: CEL over the profile. */
  readonly elementsWhen?: string;
}

interface WireFile {
  readonly dialect: string;
  readonly elementsWhen?: string;
  readonly faults: Readonly<Record<string, FaultRow>>;
}

/** @returns the rows by dialect and fault; what is wrong with a file is added to the problems. */
export function readWire(folder: string, problems: Problem[]): Record<string, Record<string, FaultRow>> {
  const wire: Record<string, Record<string, FaultRow>> = {};
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.yaml'))) {
    const read = readYaml(join(folder, name), schema('wire.schema'));
    problems.push(...read.problems);
    if (read.problems.length > 0) continue;
    const say = (path: Path, message: string): void => {
      problems.push({ file: read.file, line: read.lineOf(path), message });
    };
    const { dialect, elementsWhen, faults } = read.value as WireFile;
    if (elementsWhen !== undefined) tryCompile(elementsWhen, ['elementsWhen'], say);
    wire[dialect] = {};
    for (const [fault, row] of Object.entries(faults)) {
      checkPatterns(row, ['faults', fault], say);
      wire[dialect][fault] = elementsWhen === undefined ? row : { ...row, elementsWhen };
    }
  }
  return wire;
}

function checkPatterns(
  { message, elements = {} }: FaultRow,
  path: Path,
  say: (path: Path, message: string) => void,
): void {
  if (typeof message === 'object') checkPattern(message.matches, [...path, 'message', 'matches'], say);
  for (const [name, pattern] of Object.entries(elements)) checkPattern(pattern, [...path, 'elements', name], say);
}
