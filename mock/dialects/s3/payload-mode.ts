/** `x-amz-content-sha256` says how a body is to be read and what its signature covers (S3-225, S3-227). */
import type { Refusal } from '../../engine/types.js';
import type { ChunkChain, PayloadMode, WireRequest } from '../dialect.js';

export const UNSIGNED = 'UNSIGNED-PAYLOAD';
const SIGNED_CHUNKS = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
const UNSIGNED_TRAILER = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';

export type Declared = 'unsigned' | 'hash' | 'unsigned-trailer' | 'signed-chunks' | 'signed-trailer';

/** Reads the header's value; any other than the documented ones is refused by name. */
export function readDeclared(value: string): Declared | Refusal {
  switch (value) {
    case UNSIGNED:
      return 'unsigned';
    case UNSIGNED_TRAILER:
      return 'unsigned-trailer';
    case SIGNED_CHUNKS:
      return 'signed-chunks';
    case `${SIGNED_CHUNKS}-TRAILER`:
      return 'signed-trailer';
  }
  if (value.length === 64 && /^[0-9a-fA-F]{64}$/.test(value)) return 'hash';
  if (
    value === 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD' ||
    value === 'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER'
  ) {
    return { rule: 'auth/payload-hash', fault: 'not-implemented', detail: { header: 'x-amz-content-sha256' } };
  }
  return { rule: 'auth/payload-hash', fault: 'payload-hash-invalid', detail: { value } };
}

/** `chain` is used by the signed forms only; without one their chunk signatures are read but not verified. */
export function payloadMode(
  declared: Declared,
  value: string,
  request: WireRequest,
  chain: ChunkChain | undefined,
): PayloadMode | Refusal {
  if (declared === 'unsigned') return { kind: 'unsigned' };
  if (declared === 'hash') return { kind: 'hash', sha256: value.toLowerCase() };
  const length = request.headers['x-amz-decoded-content-length'];
  const decodedLength = length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : undefined;
  if (decodedLength === undefined) {
    return { rule: 'wire/decoded-length', fault: 'missing-length', detail: { header: 'x-amz-decoded-content-length' } };
  }
  return {
    kind: 'chunked',
    chain: declared === 'unsigned-trailer' ? undefined : chain,
    trailer: declared !== 'signed-chunks',
    decodedLength,
  };
}
