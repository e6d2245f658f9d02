/** One request on its way: the body goes out as fast as the peer takes it, while an answer may come at any time. */
import { setMaxListeners } from 'node:events';
import type http from 'node:http';
import type { HeaderList } from '../result.js';
import type { HttpAsk, HttpOutcome } from './http.js';

/** The longest answer that is read whole. */
export const MOST_RECEIVED = 128 * 1024 * 1024;
const SLICE = 256 * 1024;
/** How long a server may keep us waiting for 100 Continue before the body is sent all the same (RFC 9110, 10.1.1). */
const CONTINUE_MS = 3_000;
/** After a body that is too short: wait this long for an answer, then half-close, then wait again. */
const SHORT_MS = 1_000;

/** Bytes of the body there are, and bytes that the headers promise. */
export interface Lengths {
  readonly length: number;
  readonly declared: number;
  readonly short: boolean;
}

/** Sends what is to be sent of the body, and reads what comes back; settles with whatever ends it first. */
export function converse(request: http.ClientRequest, ask: HttpAsk, lengths: Lengths): Promise<HttpOutcome> {
  return new Promise((resolve) => {
    let sent = 0;
    let received = 0;
    let status = 0;
    let ended = false;
    let surplus = false;
    const chunks: Buffer[] = [];

    const settle = (outcome: { kind: 'answer'; headers: HeaderList } | { kind: 'dropped'; because: string }) => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      ask.signal.removeEventListener('abort', onAbort);
      if (outcome.kind === 'answer') {
        resolve({ ...outcome, status, body: Buffer.concat(chunks, received), surplus, sent, received });
        // Whoever refuses early will not read the rest.
        if (!request.writableEnded) request.destroy();
      } else {
        resolve({ ...outcome, sent, received });
        request.destroy();
      }
    };
    const drop = (because: string) => settle({ kind: 'dropped', because });
    const timer = setTimeout(() => drop(`no answer within ${ask.timeoutMs} ms`), ask.timeoutMs);
    const onAbort = () => drop('the run was interrupted');
    request.on('response', (response) => {
      status = response.statusCode ?? 0;
      response.on('data', (chunk: Buffer) => {
        timer.refresh();
        received += chunk.length;
        if (received > MOST_RECEIVED) return drop(`the answer is longer than ${MOST_RECEIVED} bytes`);
        chunks.push(chunk);
      });
      response.on('end', () => {
        if (response.complete) settle({ kind: 'answer', headers: headerList(response.rawHeaders) });
      });
      response.on('error', () => drop(`the answer broke off after ${received} bytes`));
    });
    // Once an answer has begun, a failing write only says that the server has read enough.
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (status === 0) drop(error.code ? `${error.code}: ${error.message}` : error.message);
      else if (error.code?.startsWith('HPE_')) surplus = true;
    });
    request.on('close', () => setImmediate(() => drop('the connection was closed without a whole answer')));

    // Many requests of a run share its signal.
    setMaxListeners(0, ask.signal);
    ask.signal.addEventListener('abort', onAbort);
    if (ask.signal.aborted) return onAbort();

    const refused = () => ended || status >= 300;
    const write = async () => {
      if (ask.expectContinue) {
        const word = await permission(request);
        if (word === 'continue' && lengths.declared !== lengths.length) {
          return drop('the server asked for the body with 100 Continue, and none was sent');
        }
        if (word === 'over' || refused()) return;
        if (word === 'silence' && lengths.declared !== lengths.length)
          return drop('neither 100 Continue nor an answer came');
      }
      if (ask.framing === 'none') return void request.end();
      const wanted = ask.cutAfter ?? lengths.length;
      if (!lengths.short && ask.cutAfter === undefined && !ask.pause && lengths.length <= SLICE) {
        sent = lengths.length;
        // One write, so that a small request leaves as one packet.
        return void request.end(ask.body.length === 1 ? ask.body[0] : Buffer.concat(ask.body));
      }
      request.flushHeaders();
      for (const slice of slices(ask.body, wanted, ask.pause?.after)) {
        if (sent === ask.pause?.after) {
          await flushed(request);
          await ask.pause.wait();
        }
        if (refused()) return;
        const room = request.write(slice);
        sent += slice.length;
        if (!room) await drained(request);
        timer.refresh();
      }
      if (refused()) return;
      if (ask.cutAfter !== undefined) {
        await flushed(request);
        return drop(`the connection was cut after ${sent} bytes of the body`);
      }
      if (!lengths.short) return void request.end();
      await pause(SHORT_MS);
      if (!ended && status === 0) request.socket?.end();
      await pause(SHORT_MS);
      if (status === 0) drop(`no answer to ${sent} of ${lengths.declared} declared bytes`);
    };
    write().catch((error: Error) => drop(error.message));
  });
}

function permission(request: http.ClientRequest): Promise<'continue' | 'silence' | 'over'> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('silence'), CONTINUE_MS);
    const say = (word: 'continue' | 'over') => () => {
      clearTimeout(timer);
      resolve(word);
    };
    request.once('continue', say('continue'));
    request.once('response', say('over'));
    request.once('close', say('over'));
    request.flushHeaders();
  });
}

/** A body in slices, of which none crosses `edge`. */
function* slices(body: readonly Buffer[], limit: number, edge = 0): Generator<Buffer> {
  let done = 0;
  for (const piece of body) {
    for (let at = 0; at < piece.length && done < limit; ) {
      const room = done < edge ? Math.min(limit, edge) - done : limit - done;
      const slice = piece.subarray(at, at + Math.min(SLICE, room));
      at += slice.length;
      done += slice.length;
      yield slice;
    }
  }
}

function drained(request: http.ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      request.off('drain', done);
      request.off('close', done);
      request.off('error', done);
      resolve();
    };
    request.on('drain', done).on('close', done).on('error', done);
  });
}

/** Waits until everything written so far has left this process. */
async function flushed(request: http.ClientRequest): Promise<void> {
  const waits = () => !request.socket || request.socket.connecting || request.socket.writableLength > 0;
  while (!request.destroyed && waits()) await pause(2);
}

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

function headerList(raw: readonly string[]): HeaderList {
  return raw.flatMap((name, i) => (i % 2 === 0 ? [[name.toLowerCase(), raw[i + 1] ?? ''] as const] : []));
}
