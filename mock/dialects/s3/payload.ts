/** Turns the bytes of a request into the bytes of its object, checking on the way what the payload mode promises. */
import { hashInPieces } from '../../digests/digests.js';
import type { Refusal } from '../../engine/types.js';
import type { PayloadDecoder, PayloadMode } from '../dialect.js';
import { chunkedDecoder, incompleteBody } from './chunked.js';

export interface PayloadOptions {
  /** Bytes on the wire, from Content-Length. */
  readonly declaredLength: number | undefined;
  /** Lower-case names from `x-amz-trailer`; empty when absent. */
  readonly declaredTrailers?: readonly string[];
}

const NO_TRAILERS: ReadonlyMap<string, string> = new Map();

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

function plainDecoder(declaredLength: number | undefined, sha256: string | undefined): PayloadDecoder {
  const hash = sha256 === undefined ? undefined : hashInPieces('sha256');
  let received = 0;
  let ended: ReturnType<PayloadDecoder['end']> | undefined;
  const finish = () => {
    if (declaredLength !== undefined && received !== declaredLength) return incompleteBody(declaredLength, received);
    const computed = hash?.hex();
    if (sha256 === undefined || computed === undefined || computed === sha256) return { trailers: NO_TRAILERS };
    return {
      rule: 'wire/payload-hash',
      fault: 'payload-hash-mismatch',
      detail: { client: sha256, computed },
    } satisfies Refusal;
  };
  return {
    push(chunk, emit) {
      received += chunk.length;
      if (declaredLength !== undefined && received > declaredLength) return incompleteBody(declaredLength, received);
      hash?.update(chunk);
      emit(chunk);
      return undefined;
    },
    end() {
      ended ??= finish();
      return ended;
    },
  };
}
