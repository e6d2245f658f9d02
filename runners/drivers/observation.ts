/** What a driver saw. */
import type { Exchange } from '../result.js';
import type { DocumentShape } from './document.js';
import type { Answer } from './speech.js';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** `values` are neutral (see `docs/suites.md`); header names are lower-case. */
export type Observation =
  | {
      readonly kind: 'accepted';
      readonly status: number;
      /** Reads the shape of the answer's document; it gives undefined when the body is none. */
      readonly document?: () => DocumentShape | undefined;
      readonly headers: Readonly<Record<string, string>>;
      readonly values: Readonly<Record<string, Json>>;
      /** The body of a get, or of `raw`. */
      readonly content?: Buffer;
      readonly exchange: Exchange;
      /** The answer as it came, for whoever looks at its shape. */
      readonly answer?: Answer;
    }
  | {
      readonly kind: 'refused';
      readonly status: number;
      /** Empty when the answer had no error document (HEAD, or not XML). */
      readonly code: string;
      readonly message: string;
      /** Elements of the error document beside Code and Message. */
      readonly elements: Readonly<Record<string, string>>;
      readonly document?: () => DocumentShape | undefined;
      readonly headers: Readonly<Record<string, string>>;
      readonly exchange: Exchange;
      readonly answer?: Answer;
    }
  /** The connection ended without an answer, or with one that the vendor's client cannot read. */
  | { readonly kind: 'dropped'; readonly because: string; readonly exchange: Exchange; readonly answer?: Answer }
  | { readonly kind: 'unsendable'; readonly because: string };

/** The observation with the answer that it was made from. */
export function withAnswer(observation: Observation, answer: Answer | undefined): Observation {
  return observation.kind === 'unsendable' || !answer ? observation : { ...observation, answer };
}
