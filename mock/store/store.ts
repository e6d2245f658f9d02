/** Where events and bodies live. The engine sees only a body's size and digests; what a reference means is the store's affair. */
import type { BodyRef, Event } from '../engine/types.js';

export interface BodyWriter {
  /** Takes bytes over; the caller does not write to them again. */
  push(slice: Buffer): void;
  /** Keeps what was pushed. */
  finish(): BodyRef;
  /** Forgets what was pushed. */
  discard(): void;
}

export interface Store {
  append(event: Event): void;
  writer(): BodyWriter;
  /** Bytes `[first, first + length)` of a body, in slices. They stay readable while the iterator lives, also after a release. */
  read(ref: BodyRef, first: number, length: number): Iterable<Buffer>;
  release(ref: BodyRef): void;
  /** Forgets everything. */
  clear(): void;
  readonly held: { readonly bodies: number; readonly bytes: number };
}
