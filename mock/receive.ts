/** Takes in the body of a request: decodes it, checks every digest the client promised, and hands the bytes to the store. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { PayloadMode, Promised } from './dialects/dialect.js';
import { decodePayload } from './dialects/s3/payload.js';
import { badTrailerValue } from './dialects/s3/promised.js';
import { computable, digester } from './digests/digests.js';
import type { Body, Refusal } from './engine/types.js';
import type { Store } from './store/store.js';

export interface Incoming {
  readonly request: IncomingMessage;
  readonly mode: PayloadMode;
  readonly promised: Promised;
  /** Bytes on the wire, or undefined with chunked transfer encoding. */
  readonly declaredLength: number | undefined;
  readonly declaredTrailers: readonly string[];
  /** Milliseconds without a byte until the body is given up (S3-072). */
  readonly patienceMs: number;
}

/** The client went away; nobody is there to answer. */
export const GONE = Symbol('gone');

/** Bodies on their way, by socket, so that a half-closed connection can still be answered. */
const underWay = new WeakMap<Socket, () => void>();

/** Tells the body on this socket that no more bytes will come. @returns whether there was one. */
export function cutShort(socket: Socket): boolean {
  const end = underWay.get(socket);
  end?.();
  return end !== undefined;
}

/** Streams a body into the store. A body that is refused leaves nothing behind. */
export async function receive(incoming: Incoming, store: Store): Promise<Body | Refusal | typeof GONE> {
  const writer = store.writer();
  const wanted = [...Object.keys(incoming.promised.checksums), ...incoming.promised.trailers].filter(computable);
  const digests = digester(wanted);
  let size = 0;
  const outcome = await pump(incoming, (slice) => {
    writer.push(slice);
    digests.update(slice);
    size += slice.length;
  });
  if (outcome === GONE || 'fault' in outcome) {
    writer.discard();
    return outcome;
  }
  const found = digests.finish();
  const wrong = broken(incoming.promised, outcome.trailers, found);
  if (wrong) {
    writer.discard();
    return wrong;
  }
  return { ref: writer.finish(), size, digests: found };
}

/** Reads a small body whole. */
export async function receiveDocument(incoming: Incoming, maxBytes: number): Promise<Buffer | Refusal | typeof GONE> {
  const slices: Buffer[] = [];
  let size = 0;
  const { promised } = incoming;
  const wanted = [...Object.keys(promised.checksums), ...promised.trailers].filter(computable);
  // No part of a document's answer, unlike that of a part: computed only to hold against a promise.
  const digests = wanted.length > 0 || promised.md5 !== undefined ? digester(wanted) : undefined;
  const outcome = await pump(incoming, (slice) => {
    size += slice.length;
    if (size > maxBytes) return;
    slices.push(slice);
    digests?.update(slice);
  });
  if (outcome === GONE || 'fault' in outcome) return outcome;
  if (size > maxBytes)
    return { rule: 'wire/document-size', fault: 'entity-too-large-document', detail: { size, max: maxBytes } };
  return (
    broken(promised, outcome.trailers, digests?.finish() ?? { md5: '' }) ??
    (slices.length === 1 ? slices[0]! : Buffer.concat(slices, size))
  );
}

type Outcome = Refusal | typeof GONE | { readonly trailers: ReadonlyMap<string, string> };

function pump(
  { request, mode, declaredLength, declaredTrailers, patienceMs }: Incoming,
  emit: (slice: Buffer) => void,
): Promise<Outcome> {
  const decoder = decodePayload(mode, { declaredLength, declaredTrailers });
  return new Promise<Outcome>((resolve) => {
    let settled = false;
    const { socket } = request;
    const timer = setTimeout(
      () => settle({ rule: 'wire/request-timeout', fault: 'request-timeout', detail: {} }),
      patienceMs,
    );
    const settle = (outcome: Outcome): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      underWay.delete(socket);
      request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
      resolve(outcome);
    };
    const onData = (chunk: Buffer): void => {
      timer.refresh();
      const refusal = decoder.push(chunk, emit);
      if (refusal) settle(refusal);
    };
    const onEnd = (): void => settle(decoder.end());
    const onClose = (): void => settle(GONE);
    underWay.set(socket, () => {
      const refusal = decoder.end();
      settle('fault' in refusal ? refusal : { rule: 'wire/incomplete-body', fault: 'incomplete-body', detail: {} });
    });
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}

function broken(
  promised: Promised,
  trailers: ReadonlyMap<string, string>,
  found: { readonly md5: string; readonly [name: string]: string },
): Refusal | undefined {
  if (promised.md5 !== undefined) {
    const calculated = Buffer.from(found.md5, 'hex').toString('base64');
    if (calculated !== promised.md5) {
      return { rule: 'upload-part/content-md5', fault: 'bad-digest', detail: { expected: promised.md5, calculated } };
    }
  }
  for (const algorithm of promised.trailers) {
    const value = trailers.get(`x-amz-checksum-${algorithm}`);
    if (value === undefined) continue;
    const malformed = badTrailerValue(algorithm, value);
    if (malformed) return malformed;
    if (computable(algorithm) && found[algorithm] !== value) return badChecksum(algorithm);
  }
  for (const [algorithm, value] of Object.entries(promised.checksums)) {
    if (computable(algorithm) && found[algorithm] !== value) return badChecksum(algorithm);
  }
  return undefined;
}

function badChecksum(algorithm: string): Refusal {
  return { rule: 'wire/checksum-value', fault: 'bad-checksum', detail: { algorithm } };
}
