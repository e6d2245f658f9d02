/**
 * What all drivers on a vendor's client do alike: the client is loaded with the first question, the real HTTP exchange is recorded
 * beneath it, and what the client makes of the answer is told as neutral values.
 */
import { setMaxListeners } from 'node:events';
import type { Exchange, HeaderList } from '../result.js';
import type { Endpoint } from '../targets/target.js';
import type { Ask } from './ask.js';
import type { DocumentShape } from './document.js';
import type { Driver, SendOptions, Traffic } from './driver.js';
import { exchangeOf } from './evidence.js';
import { type Json, type Observation, withAnswer } from './observation.js';
import type { Answer } from './speech.js';
import { headerRecord } from './wire.js';

/** A request as it leaves the client. */
export interface Outgoing {
  readonly method: string;
  /** Percent-encoded, with the query. */
  readonly target: string;
  readonly headers: HeaderList;
  /** Undefined or anything that is no text and no bytes counts as no body. */
  readonly body?: unknown;
}

/** Told by a client of one question what passes beneath it. */
export interface Recorder {
  sent(request: Outgoing): void;
  answered(answer: Answer): void;
}

/** What an error document says; `code` is empty when there is none. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly elements: Readonly<Record<string, string>>;
}

export interface Understood {
  readonly values: Readonly<Record<string, Json>>;
  readonly content?: Buffer;
}

/** A vendor's client with one thing to say: `O` is what it makes of an answer. */
export interface Client<O> {
  readonly id: string;
  readonly dialect: string;
  /** Why its types have no word for a question; undefined when it can be asked. */
  whyUnsendable(ask: Ask): string | undefined;
  /** @throws whatever the client throws for a refusal, an answer it cannot read, or a question it does not send. */
  send(ask: Ask, recorder: Recorder, signal: AbortSignal): Promise<O>;
  /** Undefined when the answer is a success. */
  refusalOf(ask: Ask, answer: Answer): Refusal | undefined;
  /** @throws what the client throws when it reads the body. */
  read(ask: Ask, output: O, answer: Answer): Understood | Promise<Understood>;
  shapeOf?(body: Buffer): DocumentShape | undefined;
  close(): void;
}

/** Makes the driver of a client. */
export function sdkDriver<O>(endpoint: Endpoint, client: Client<O>): Driver {
  const traffic: Traffic = { requests: 0, sent: 0, received: 0 };

  async function send(ask: Ask, how: SendOptions): Promise<Observation> {
    const reason = client.whyUnsendable(ask);
    if (reason !== undefined) return { kind: 'unsendable', because: reason };
    let request: Outgoing | undefined;
    let answer: Answer | undefined;
    const recorder: Recorder = {
      sent(outgoing) {
        request = outgoing;
        traffic.requests += 1;
        traffic.sent += sizeOfBody(outgoing.body);
      },
      answered(incoming) {
        answer = incoming;
        traffic.received += incoming.body.length;
      },
    };
    const limit = deadline(how);
    const startMs = how.clock();
    let result: Result<O>;
    try {
      result = { output: await client.send(ask, recorder, limit.signal) };
    } catch (error) {
      result = { failure: limit.signal.aborted ? new Error(limit.because()) : (error as Error) };
    } finally {
      limit.clear();
    }
    if (!request) return { kind: 'unsendable', because: `the SDK does not send it: ${result.failure?.message}` };
    const sent = request;
    const record = (error?: string): Exchange =>
      exchangeOf({
        step: how.step,
        driver: client.id,
        endpoint,
        sent: evidenceOf(sent, ask, endpoint),
        received: answer,
        error,
        startMs,
        endMs: how.clock(),
      });
    return withAnswer(await conclude(client, ask, answer, result, record), answer);
  }

  return { id: client.id, dialect: client.dialect, traffic, send, close: () => client.close() };
}

type Result<O> =
  | { readonly output: O; readonly failure?: never }
  | { readonly output?: never; readonly failure: Error };

/** One abort signal out of the run's own and the time limit. */
function deadline(how: SendOptions) {
  const controller = new AbortController();
  let because = 'the run was interrupted';
  const timer = setTimeout(() => {
    because = `no answer within ${how.timeoutMs} ms`;
    controller.abort();
  }, how.timeoutMs);
  const abort = () => controller.abort();
  setMaxListeners(0, how.signal);
  how.signal.addEventListener('abort', abort);
  if (how.signal.aborted) abort();
  const clear = () => {
    clearTimeout(timer);
    how.signal.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, because: () => because, clear };
}

async function conclude<O>(
  client: Client<O>,
  ask: Ask,
  answer: Answer | undefined,
  result: Result<O>,
  record: (error?: string) => Exchange,
): Promise<Observation> {
  if (!answer) {
    const because = told(result.failure);
    return { kind: 'dropped', because, exchange: record(because) };
  }
  const { status } = answer;
  const headers = headerRecord(answer.headers);
  const document = { document: () => client.shapeOf?.(answer.body) };
  const refusal = client.refusalOf(ask, answer);
  if (refusal) return { kind: 'refused', status, ...refusal, headers, ...document, exchange: record() };
  try {
    if (result.failure) throw result.failure;
    const understood = await client.read(ask, result.output, answer);
    return { kind: 'accepted', status, headers, ...document, ...understood, exchange: record() };
  } catch (error) {
    const because = `the SDK could not read the answer: ${told(error as Error)}`;
    return { kind: 'dropped', because, exchange: record(because) };
  }
}

function evidenceOf({ method, target, headers, body }: Outgoing, ask: Ask, endpoint: Endpoint) {
  return {
    method,
    url: `${endpoint.url}${target}`,
    headers: sentHeaders(method, headers, body),
    body: typeof body === 'string' ? ({ kind: 'text', text: body } as const) : ask.body,
    bodyBytes: sizeOfBody(body),
  };
}

/** Node adds the length of an empty body beneath the client. */
function sentHeaders(method: string, headers: HeaderList, body: unknown): HeaderList {
  const empty = sizeOfBody(body) === 0 && (method === 'PUT' || method === 'POST');
  const has = headers.some(([name]) => name.toLowerCase() === 'content-length');
  return empty && !has ? [...headers, ['content-length', '0']] : headers;
}

function sizeOfBody(body: unknown): number {
  if (typeof body === 'string') return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.byteLength : 0;
}

function told(error: Error | undefined): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  const message = error?.message ?? 'no reason given';
  return code && !message.includes(code) ? `${code}: ${message}` : message;
}
