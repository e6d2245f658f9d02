/** Puts an answer on the wire: whole and at once, or as a fault wants it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { writeContent } from './content.js';
import type { WireResponse } from './dialects/dialect.js';
import type { WireFault } from './faults.js';
import type { Service } from './service.js';

/** A refused body up to this size is read and thrown away, so that the connection lives on; a larger one ends it. */
const DRAIN = 4 * 1024 * 1024;
/** How often white space keeps a connection alive, unless the fault says. */
const EVERY_MS = 1000;

export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  /** The client waits for `100 Continue` before it sends the body. */
  readonly expectsContinue: boolean;
}

/** Sends an answer as it is. */
export async function send(
  { incoming, response, expectsContinue }: Exchange,
  wire: WireResponse,
  content: Service['content'],
): Promise<void> {
  if (response.destroyed) return;
  const unread = !incoming.complete && (incoming.headers['content-length'] ?? '0') !== '0';
  // A body that was never asked for will not come: the next bytes on this connection could be anything.
  const close = unread && (expectsContinue || Number(incoming.headers['content-length'] ?? DRAIN + 1) > DRAIN);
  const { body } = wire;
  const headers: Record<string, string> = { ...wire.headers };
  if (close) headers.Connection = 'close';
  if (body === undefined || incoming.method === 'HEAD') response.writeHead(wire.status, headers);
  else {
    // With its length said, a document leaves in one piece with the headers.
    const length = Buffer.byteLength(body);
    headers['Content-Length'] = String(length);
    response.writeHead(wire.status, headers);
    response.end(body, length === body.length ? 'latin1' : 'utf8');
    if (unread) incoming.resume();
    return;
  }
  if (wire.content && incoming.method !== 'HEAD') {
    await writeContent(response, content(wire.content.pieces, wire.content.first, wire.content.length));
    return;
  }
  response.end();
  if (unread) incoming.resume();
}

/** Sends an answer as a fault wants it. What the answer says was settled before. */
export async function sendFaulty(
  exchange: Exchange,
  wire: WireResponse,
  content: Service['content'],
  fault: WireFault,
): Promise<void> {
  const { response } = exchange;
  switch (fault.answer) {
    case 'drop':
      return cut(exchange, wire, content, fault.bytes);
    case 'white-space':
      // A refusal that comes before the assembling has a status of its own.
      return wire.status === 200 ? spaced(response, wire, fault) : send(exchange, wire, content);
    case 'delay':
      await pause(fault.ms);
      return send(exchange, wire, content);
    default:
      return send(exchange, wire, content);
  }
}

/** Ends the connection: before the answer, or after so many bytes of its body, of which the headers promise all. */
async function cut(
  { incoming, response }: Exchange,
  wire: WireResponse,
  content: Service['content'],
  bytes: number | undefined,
): Promise<void> {
  if (bytes === undefined) return void response.destroy();
  const whole = wire.content ? wire.content.length : Buffer.byteLength(wire.body ?? '');
  response.writeHead(wire.status, { ...wire.headers, 'Content-Length': String(whole) });
  response.flushHeaders();
  const wanted = incoming.method === 'HEAD' ? 0 : Math.min(bytes, whole);
  const slices = wire.content
    ? content(wire.content.pieces, wire.content.first, wanted)
    : [Buffer.from(wire.body ?? '').subarray(0, wanted)];
  for (const slice of slices) {
    if (response.destroyed) return;
    await new Promise<void>((written) => void response.write(slice, () => written()));
  }
  response.destroy();
}

const DECLARATION = /^<\?xml[^>]*\?>\s*/;

async function spaced(
  response: ServerResponse,
  { status, headers, body = '' }: WireResponse,
  { ms, everyMs = EVERY_MS, declaration = 'after' }: Extract<WireFault, { answer: 'white-space' }>,
): Promise<void> {
  const { 'Content-Length': _, ...others } = headers;
  response.writeHead(status, others);
  const first = declaration === 'before' ? (DECLARATION.exec(body)?.[0] ?? '') : '';
  if (first === '') response.flushHeaders();
  else response.write(first);
  for (let waited = 0; waited < ms && !response.destroyed; waited += everyMs) {
    response.write(' ');
    await pause(Math.min(everyMs, ms - waited));
  }
  response.end(body.slice(first.length));
}
