/** What the raw driver must know of a dialect: how a question is spelled, signed, and its answer read. */
import type { BodySpec } from '../body.js';
import type { Exchange, HeaderList } from '../result.js';
import type { Endpoint } from '../targets/target.js';
import type { Ask } from './ask.js';
import type { SignChanges } from './changes.js';
import type { Observation } from './observation.js';

/** `true` is a name without `=`, a list is a name that comes several times. Values are not yet percent-encoded. */
export type Query = Map<string, string | true | readonly string[]>;

/** A request on its way: changed in place before and after it is signed. */
export interface Plan {
  method: string;
  /** Percent-encoded, without the query. */
  path: string;
  query: Query;
  /** Names in lower case; `host` is among them, what frames the body is not. */
  headers: Map<string, string>;
  body: BodySpec | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
  /** Bytes that are no HTTP followed an answer that has no body; not every driver sees them. */
  readonly surplus?: boolean;
}

export interface Speech {
  readonly dialect: string;
  /** The request of an operation, unsigned. */
  planOf(ask: Ask, endpoint: Endpoint): Plan;
  /**
   * Signs the plan in place.
   *
   * @returns the bytes to send.
   * @throws Unsendable when the dialect has no such signature.
   */
  sign(plan: Plan, endpoint: Endpoint, changes: SignChanges, now: Date): Promise<Buffer[]>;
  /** What an answer says, in neutral values. */
  observe(ask: Ask, answer: Answer, exchange: Exchange): Observation;
}
