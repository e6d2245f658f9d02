/** The chain of signatures over a chunked body: each covers the one before it, the first the signature of the request (S3-233). */
import { createHash, type Hash } from 'node:crypto';
import type { Refusal } from '../../engine/types.js';
import type { ChunkChain } from '../dialect.js';
import { hmacHex, sameSignature, sha256Hex, spacedHex } from '../signing/arithmetic.js';

export interface ChunkVerifier {
  update(slice: Buffer): void;
  /** Ends the chunk fed since the last call, which may be empty. */
  endChunk(signature: string): Refusal | undefined;
  endTrailers(trailers: ReadonlyMap<string, string>, signature: string): Refusal | undefined;
}

const EMPTY = sha256Hex('');

export function chunkVerifier({ signingKey, timestamp, scope, seedSignature }: ChunkChain): ChunkVerifier {
  let previous = seedSignature;
  let hash: Hash | undefined;

  function verify(algorithm: string, hashes: string, signature: string): Refusal | undefined {
    const stringToSign = `${algorithm}\n${timestamp}\n${scope}\n${previous}\n${hashes}`;
    previous = hmacHex(signingKey, stringToSign);
    if (sameSignature(signature, previous)) return undefined;
    const detail = { stringToSign, signature, stringToSignBytes: spacedHex(stringToSign) };
    return { rule: 'auth/signature', fault: 'signature-mismatch', detail };
  }

  return {
    update(slice) {
      hash ??= createHash('sha256');
      hash.update(slice);
    },
    endChunk(signature) {
      const digest = hash ? hash.digest('hex') : EMPTY;
      hash = undefined;
      return verify('AWS4-HMAC-SHA256-PAYLOAD', `${EMPTY}\n${digest}`, signature);
    },
    endTrailers(trailers, signature) {
      let lines = '';
      for (const [name, value] of trailers) lines += `${name}:${value}\n`;
      return verify('AWS4-HMAC-SHA256-TRAILER', sha256Hex(lines), signature);
    },
  };
}
