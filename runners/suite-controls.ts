/** Steps that tell our own mock something are looked at before anything runs. */
import { schemaProblems } from '../suites/reader/documents.js';
import { parseDuration } from '../suites/reader/duration.js';
import { schema } from '../suites/reader/schemas.js';
import type { RawFields } from './scenario.js';

export type Path = readonly (string | number)[];
export type Say = (path: Path, message: string) => void;

/** `advance-clock`: by a span, or to a moment. */
export function checkMove({ by, to, less }: RawFields, path: Path, where: string, say: Say): void {
  if ((by === undefined) === (to === undefined)) say(path, `${where}: advance-clock wants either "by" or "to"`);
  for (const [name, span] of [
    ['by', by],
    ['less', less],
  ] as const) {
    try {
      if (span !== undefined) parseDuration(String(span));
    } catch (error) {
      say([...path, name], `${where}: ${(error as Error).message}`);
    }
  }
}

/** `mock-fault`: as `docs/mock.md` describes it. */
export function checkFault(fault: unknown, path: Path, where: string, say: Say): void {
  const validate = schema('faults.schema');
  // What an expression will give is not known yet; the mock looks at it again.
  if (JSON.stringify(fault)?.includes('{{') || validate([fault])) return;
  for (const { path: at, message } of schemaProblems(validate.errors ?? []))
    say(
      [...path, 'fault', ...at.slice(1)],
      `${where}: ${message.replace(/^"0\.?/, '"fault.').replace('"fault."', '"fault"')}`,
    );
}
