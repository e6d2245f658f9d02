/** The shape of a rule file once it is read; `docs/suites.md` says what each field means. */

import type { Operation } from './drivers/ask.js';
import type { Kind, Source } from './result.js';
import type { Aspect } from './shape/read.js';

export interface Rule {
  readonly id: string;
  readonly file: string;
  readonly group: string;
  readonly kind: Kind;
  readonly dialects: readonly string[];
  readonly title: string;
  readonly sources: readonly Source[];
  readonly needs: readonly Need[];
  readonly scenarios: readonly Scenario[];
  /** What it asks of every answer of a run; such a rule has no scenarios of its own. */
  readonly shape: Aspect | undefined;
}

export interface Need {
  readonly that: string;
  readonly because: string;
}

export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly kind: Kind | undefined;
  /** Those of the rule in which it can be asked. */
  readonly dialects: readonly string[];
  /** Beside the rule's own. */
  readonly sources: readonly Source[];
  readonly needs: readonly Need[];
  readonly bucket: 'shared' | 'own';
  readonly driver: 'raw' | undefined;
  readonly each: Readonly<Record<string, readonly unknown[]>>;
  readonly setup: readonly Step[];
  readonly ask: Step;
  readonly expect: readonly Expectation[];
}

export type RawFields = Readonly<Record<string, unknown>>;

export interface Together {
  readonly together: readonly (readonly Step[])[];
  readonly as?: string;
}

/** One step as written: `do`, `as`, and the operation's own fields with their expressions. */
export interface Simple {
  readonly do: Operation | 'wait' | 'advance-clock' | 'mock-fault';
  readonly as?: string;
  readonly tolerate?: true;
  /** Sends the step this often, with `<i>` in its fields replaced by 1, 2, 3, …. */
  readonly times?: number;
  readonly fields: RawFields;
}

export type Step = Simple | Together;

export interface Expectation {
  /** Another step to send first; its answer is judged instead of the question's. */
  readonly then: Simple | undefined;
  /** A step that was sent already; its answer is judged instead of the question's. */
  readonly at: string | undefined;
  readonly level: Kind | undefined;
  readonly when: string | undefined;
  readonly says: string | undefined;
  /** The checks of this entry by key: `refused`, `values`, … */
  readonly checks: RawFields;
}
