/**
 * The aws-chunked coding (S3-228), fed in any pieces:
 *
 *     10000;chunk-signature=<hex>⏎ 65536 bytes ⏎ … 0;chunk-signature=<hex>⏎ ⏎
 *     10000⏎ 65536 bytes ⏎ … 0⏎ x-amz-checksum-crc32:AAAAAA==⏎ ⏎
 *
 * Lines end in CRLF. A trailer line may also end in LF and an extra CRLF, as AWS's own page prints it and minio-go sends it.
 */
import type { Refusal } from '../../engine/types.js';
import type { PayloadDecoder, PayloadMode } from '../dialect.js';
import { incompleteBody } from '../plain.js';
import { type ChunkVerifier, chunkVerifier } from './chunk-signature.js';

const LF = 0x0a;
/** Longer lines are no chunk header and no trailer of a checksum. */
const LINE_MAX = 1024;
const TRAILERS_MAX = 16;
/** Bytes; only the last chunk may be smaller (S3-229). */
const CHUNK_MIN = 8192;
const SIGNATURE = 'chunk-signature=';
const TRAILER_SIGNATURE = 'x-amz-trailer-signature';

/** `head`: a size line. `gap`: the CRLF after data. `soft`: the CRLF after a trailer line that ended in LF. */
type State = 'head' | 'data' | 'gap' | 'trailer' | 'soft' | 'last-gap' | 'done';

export function chunkedDecoder(
  mode: Extract<PayloadMode, { kind: 'chunked' }>,
  declaredTrailers: readonly string[],
): PayloadDecoder {
  const verifier = mode.chain && chunkVerifier(mode.chain);
  const trailers = new Map<string, string>();
  let state: State = 'head';
  let line = '';
  let number = 0;
  /** Bytes of the current chunk: all of them, and those still to come. */
  let size = 0;
  let rest = 0;
  let decoded = 0;
  let signature = '';
  let ended: ReturnType<PayloadDecoder['end']> | undefined;

  function push(chunk: Buffer, emit: (slice: Buffer) => void): Refusal | undefined {
    let at = 0;
    while (at < chunk.length) {
      if (state === 'data') {
        const slice = chunk.subarray(at, at + rest);
        at += slice.length;
        rest -= slice.length;
        verifier?.update(slice);
        emit(slice);
        if (rest === 0) state = 'gap';
        continue;
      }
      if (state === 'done') return framing('bytes after the end');
      const feed = chunk.indexOf(LF, at);
      const stop = feed === -1 ? chunk.length : feed + 1;
      if (line.length + stop - at > LINE_MAX) return framing('a line is too long');
      line += chunk.toString('latin1', at, stop);
      at = stop;
      if (feed === -1) return undefined;
      const complete = line;
      line = '';
      const refusal = takeLine(complete);
      if (refusal) return refusal;
    }
    return undefined;
  }

  function takeLine(text: string): Refusal | undefined {
    const hard = text.endsWith('\r\n');
    const content = text.slice(0, hard ? -2 : -1);
    switch (state) {
      case 'head':
        return hard ? takeHead(content) : framing('a size line does not end in CRLF');
      case 'gap':
      case 'last-gap':
        if (!hard || content !== '') return framing('no CRLF after a chunk');
        if (state === 'last-gap') {
          state = 'done';
          return undefined;
        }
        state = 'head';
        return verifier?.endChunk(signature);
      case 'soft':
        state = 'trailer';
        return hard && content === '' ? undefined : takeTrailer(content, hard);
      default:
        return takeTrailer(content, hard);
    }
  }

  function takeHead(content: string): Refusal | undefined {
    const semicolon = content.indexOf(';');
    const digits = (semicolon === -1 ? content : content.slice(0, semicolon)).trimEnd();
    if (!/^[0-9a-fA-F]{1,12}$/.test(digits)) return framing('a size is not hexadecimal');
    const extension = semicolon === -1 ? '' : content.slice(semicolon + 1).trim();
    if (verifier && !extension.startsWith(SIGNATURE)) return framing('a chunk has no signature');
    signature = extension.slice(SIGNATURE.length);
    const before = size;
    size = Number.parseInt(digits, 16);
    number++;
    if (size === 0) {
      state = mode.trailer ? 'trailer' : 'last-gap';
      return verifier?.endChunk(signature);
    }
    if (number > 1 && before < CHUNK_MIN) {
      // AWS counts from 1 and names the chunk that came after the small one (capture in versity/versitygw#1683).
      return { rule: 'wire/chunk-size', fault: 'invalid-chunk-size', detail: { chunk: number, size: before } };
    }
    decoded += size;
    if (decoded > mode.decodedLength) return incompleteBody(mode.decodedLength, decoded);
    rest = size;
    state = 'data';
    return undefined;
  }

  function takeTrailer(content: string, hard: boolean): Refusal | undefined {
    if (content === '' && hard) {
      state = 'done';
      return undefined;
    }
    const colon = content.indexOf(':');
    const name = content.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (name === '' || trailers.has(name) || trailers.size === TRAILERS_MAX) return malformed(name || content);
    if (name !== TRAILER_SIGNATURE && !declaredTrailers.includes(name)) return malformed(name);
    trailers.set(name, content.slice(colon + 1).trim());
    state = hard ? 'trailer' : 'soft';
    return undefined;
  }

  function finish(): ReturnType<PayloadDecoder['end']> {
    if (state !== 'done') return framing('the body ends early');
    if (decoded !== mode.decodedLength) return incompleteBody(mode.decodedLength, decoded);
    const missing = declaredTrailers.find((name) => !trailers.has(name));
    if (missing !== undefined) return malformed(missing);
    const trailerSignature = trailers.get(TRAILER_SIGNATURE);
    trailers.delete(TRAILER_SIGNATURE);
    return (mode.trailer && verifySection(verifier, trailers, trailerSignature)) || { trailers };
  }

  return {
    push(chunk, emit) {
      if (ended) return 'fault' in ended ? ended : undefined;
      const refusal = push(chunk, emit);
      if (refusal) ended = refusal;
      return refusal;
    },
    end() {
      ended ??= finish();
      return ended;
    },
  };
}

function verifySection(
  verifier: ChunkVerifier | undefined,
  trailers: ReadonlyMap<string, string>,
  signature: string | undefined,
): Refusal | undefined {
  if (!verifier) return undefined;
  return signature === undefined ? malformed(TRAILER_SIGNATURE) : verifier.endTrailers(trailers, signature);
}

function framing(problem: string): Refusal {
  const message = 'The request body terminated unexpectedly';
  return { rule: 'wire/chunked-framing', fault: 'incomplete-body', detail: { message, problem } };
}

function malformed(trailer: string): Refusal {
  return { rule: 'wire/trailer', fault: 'malformed-trailer', detail: { trailer } };
}
