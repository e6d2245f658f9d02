/** What `decide` gives back, and what it needs beside the state. */
import type { Rule } from './rule.js';
import type { Event, Op, Policy, Reply, World } from './types.js';

export interface Decision {
  readonly events: readonly Event[];
  readonly reply: Reply;
}

export interface Judge {
  readonly policy: Policy;
  readonly rules: ReadonlyMap<Op, readonly (readonly [id: string, rule: Rule])[]>;
  readonly world: World;
}

/** The answer to a request that is granted: what is said, and what happened. */
export const answer = (reply: Reply, ...events: Event[]): Decision => ({ events, reply });
