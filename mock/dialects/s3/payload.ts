/** Turns the bytes of a request into the bytes of its object, checking on the way what the payload mode promises. */
import type { PayloadDecoder, PayloadMode } from '../dialect.js';
import { plainDecoder } from '../plain.js';
import { chunkedDecoder } from './chunked.js';

export interface PayloadOptions {
  /** Bytes on the wire, from Content-Length. */
  readonly declaredLength: number | undefined;
  /** Lower-case names from `x-amz-trailer`; empty when absent. */
  readonly declaredTrailers?: readonly string[];
}

/** One decoder for one body (S3-226 to S3-233); after a Refusal it only repeats that Refusal. */
export function decodePayload(mode: PayloadMode, options: PayloadOptions): PayloadDecoder {
  switch (mode.kind) {
    case 'unsigned':
      return plainDecoder(options.declaredLength, undefined);
    case 'hash':
      return plainDecoder(options.declaredLength, mode.sha256);
    case 'chunked':
      return chunkedDecoder(mode, options.declaredTrailers ?? []);
  }
}

/** Names from an `x-amz-trailer` header, which may be a list. */
export function trailerNames(header: string | undefined): string[] {
  if (header === undefined) return [];
  return header
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
}
