/** A body without framing: its bytes are the object's, as many as were declared. */
import { hashInPieces } from '../digests/digests.js';
import type { Refusal } from '../engine/types.js';
import type { PayloadDecoder } from './dialect.js';

const NO_TRAILERS: ReadonlyMap<string, string> = new Map();

/** @param sha256 hex digest that the body must have. */
export function plainDecoder(declaredLength: number | undefined, sha256: string | undefined): PayloadDecoder {
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

/** Fewer or more bytes than a length header said (S3-072, S3-230). */
export function incompleteBody(expected: number, received: number): Refusal {
  return { rule: 'wire/incomplete-body', fault: 'incomplete-body', detail: { expected, received } };
}
