/** Texts of suites that are little programs: patterns and expressions, read once when the suites are. */
import { compile } from './expressions.js';
import type { Path, Say } from './suite-controls.js';

/** Says what is wrong with a regular expression. */
export function checkPattern(text: string, path: Path, say: Say): void {
  try {
    new RegExp(text, 'u');
  } catch (error) {
    say(path, (error as Error).message);
  }
}

/** Says what is wrong with a CEL expression. */
export function tryCompile(text: string, path: Path, say: Say): void {
  try {
    compile(text);
  } catch (error) {
    say(path, (error as Error).message);
  }
}
