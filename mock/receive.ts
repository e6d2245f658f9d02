/** Takes in the body of a request: decodes it, checks every digest the client promised, and hands the bytes to the store. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { BodyPlan } from './dialects/dialect.js';
import { digester } from './digests/digests.js';
import type { Body, Refusal } from './engine/types.js';
import type { Store } from './store/store.js';

export interface Incoming {
  readonly request: IncomingMessage;
  readonly plan: BodyPlan;
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

/** Sockets that half closed while a hasher was loaded. */
const cutEarly = new WeakSet<Socket>();

/** From here on a body that is cut short is answered, though nobody reads it yet. */
function expectBody({ socket }: IncomingMessage): void {
  underWay.set(socket, () => cutEarly.add(socket));
}

/**
 * Streams a body into the store. A body that is refused leaves nothing behind.
 *
 * @param also algorithms to compute beside those of the plan.
 */
export async function receive(
  incoming: Incoming,
  store: Store,
  also: readonly string[] = [],
): Promise<Body | Refusal | typeof GONE> {
  const writer = store.writer();
  const { plan } = incoming;
  expectBody(incoming.request);
  const digests = await digester([...plan.digests, ...also]);
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
  const wrong = plan.check(found, outcome.trailers);
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
  const { plan } = incoming;
  // No part of a document's answer, unlike that of a part: computed only to hold against a promise.
  expectBody(incoming.request);
  const digests = plan.promised ? await digester(plan.digests) : undefined;
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
    (digests && plan.check(digests.finish(), outcome.trailers)) ??
    (slices.length === 1 ? slices[0]! : Buffer.concat(slices, size))
  );
}

type Outcome = Refusal | typeof GONE | { readonly trailers: ReadonlyMap<string, string> };

function pump({ request, plan, patienceMs }: Incoming, emit: (slice: Buffer) => void): Promise<Outcome> {
  const { decoder } = plan;
  return new Promise<Outcome>((resolve) => {
    let settled = false;
    const { socket } = request;
    // It may have gone while a hasher was loaded.
    if (request.destroyed && !request.complete) return resolve(GONE);
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
    const onClose = (): void => settle(plan.takesCut ? decoder.end() : GONE);
    underWay.set(socket, () => {
      const end = decoder.end();
      const whole = !('fault' in end) && plan.takesCut !== true;
      settle(whole ? { rule: 'wire/incomplete-body', fault: 'incomplete-body', detail: {} } : end);
    });
    if (cutEarly.delete(socket)) {
      underWay.get(socket)?.();
      return;
    }
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}
