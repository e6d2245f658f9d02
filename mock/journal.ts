/** What was asked of the mock and what it answered, newest last; old entries go. */
import type { WireRequest } from './dialects/dialect.js';

export interface JournalEntry {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly startMs: number;
  endMs: number | undefined;
  status: number | undefined;
  rule: string | undefined;
  bucket: string;
  key: string;
}

export interface Journal {
  begin(
    id: string,
    request: WireRequest,
  ): { end(status: number, rule: string | undefined, address?: { bucket: string; key: string }): void };
  /** An error of the mock itself: printed, since it is ours to mend. */
  crash(id: string, error: unknown): void;
  entries(): readonly JournalEntry[];
  clear(): void;
}

export function newJournal(keep: number, log?: (line: string) => void): Journal {
  let entries: JournalEntry[] = [];
  let next = 0;
  return {
    begin(id, request) {
      const entry: JournalEntry = {
        id,
        method: request.method,
        path: request.path,
        query: request.query,
        startMs: performance.now(),
        endMs: undefined,
        status: undefined,
        rule: undefined,
        bucket: '',
        key: '',
      };
      if (keep > 0) {
        entries[next] = entry;
        next = (next + 1) % keep;
      }
      return {
        end(status, rule, address) {
          entry.endMs = performance.now();
          entry.status = status;
          entry.rule = rule;
          entry.bucket = address?.bucket ?? '';
          entry.key = address?.key ?? '';
          log?.(
            `${status} ${request.method} ${request.path}${request.query === '' ? '' : `?${request.query}`}${rule === undefined ? '' : `  ${rule}`}`,
          );
        },
      };
    },
    crash(id, error) {
      console.error(`mock: internal error in request ${id}:`, error);
    },
    entries: () => [...entries.slice(next), ...entries.slice(0, next)],
    clear() {
      entries = [];
      next = 0;
    },
  };
}
