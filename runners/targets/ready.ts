/** Waiting until a server answers over HTTP, and saying in one line why it does not. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ready } from './definition.js';

export const DEFAULT_SECONDS = 60;

/** What one unauthenticated GET brought. `server` is the header of that name. */
export type Answer =
  | { readonly status: number; readonly server?: string }
  | { readonly because: string; readonly code: string };

export async function ask(url: string, milliseconds: number, signal?: AbortSignal): Promise<Answer> {
  const timeout = AbortSignal.timeout(Math.ceil(milliseconds));
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    await response.body?.cancel();
    const server = response.headers.get('server');
    return { status: response.status, ...(server ? { server } : {}) };
  } catch (error) {
    signal?.throwIfAborted();
    return failure(error);
  }
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name could not be looked up',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'the network is unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_SOCKET: 'the connection was closed without an HTTP answer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  TIMEOUT: 'no answer in time',
};

function failure(error: unknown): Answer {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const several = inner instanceof AggregateError ? (inner.errors[0] as unknown) : inner;
  const { code, name, message } = several as { code?: unknown; name?: string; message?: string };
  const word = name === 'TimeoutError' ? 'TIMEOUT' : typeof code === 'string' ? code : '';
  return { code: word, because: WORDS[word] ?? (message?.split('\n')[0] || word || String(error)) };
}

export function isReady(ready: Ready, answer: Answer): boolean {
  if (!('status' in answer)) return false;
  return ready.http === undefined ? answer.status < 500 : answer.status >= 200 && answer.status < 300;
}

/**
 * Asks until the server is ready.
 * @param gone answers why there is nothing to wait for any more, as soon as that is so.
 * @returns undefined when it is ready, else the reason it is not.
 */
export async function waitUntilReady(
  url: string,
  ready: Ready,
  gone: () => string | undefined,
  signal: AbortSignal,
): Promise<string | undefined> {
  const seconds = ready.seconds ?? DEFAULT_SECONDS;
  const end = performance.now() + seconds * 1000;
  let last = 'it was never asked';
  while (performance.now() < end) {
    signal.throwIfAborted();
    const dead = gone();
    if (dead !== undefined) return dead;
    const answer = await ask(
      `${url}${ready.http ?? '/'}`,
      Math.min(5000, Math.max(1, end - performance.now())),
      signal,
    );
    if (isReady(ready, answer)) return gone();
    last = 'status' in answer ? `answered ${answer.status}` : answer.because;
    await sleep(100, undefined, { signal });
  }
  return `was not ready at ${url}${ready.http ?? '/'} within ${seconds} s (${last})`;
}
