/**
 * One HTTP request, sent byte for byte as described, also where it is wrong: `node:http` with everything it would do by
 * itself (Host, framing, waiting for the end of the body) taken over.
 */
import http from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { HeaderList } from '../result.js';
import { converse } from './conversation.js';

export interface Address {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
}

export interface HttpAsk {
  readonly address: Address;
  readonly agent: http.Agent;
  readonly method: string;
  /** Path and query, exactly as they are to appear in the request line. */
  readonly target: string;
  /** Sent as they are, names in lower case: see {@link framed}. */
  readonly headers: HeaderList;
  /** The body in pieces; never written to. */
  readonly body: readonly Buffer[];
  readonly framing: 'length' | 'chunked' | 'none';
  readonly declaredLength?: number | undefined;
  readonly expectContinue?: boolean | undefined;
  readonly cutAfter?: number | undefined;
  /** When so many bytes have left, the rest waits. */
  readonly pause?: { readonly after: number; readonly wait: () => Promise<void> } | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** `sent` and `received` count bytes of bodies. */
export type HttpOutcome = { readonly sent: number; readonly received: number } & (
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: HeaderList;
      readonly body: Buffer;
      readonly surplus: boolean;
    }
  | { readonly kind: 'dropped'; readonly because: string }
);

/** Idle connections are given up before common servers do (5 s), so that a reused one is not closed under a request. */
export const IDLE_MS = 1_500;

/** An agent that keeps connections alive between requests of one driver. */
export function keepAliveAgent(secure: boolean): http.Agent {
  const options = { keepAlive: true, maxSockets: 256, maxFreeSockets: 64 };
  const agent = secure ? new https.Agent(options) : new http.Agent(options);
  // The agent closes a free connection on its socket's timeout, and ignores the event on a busy one.
  agent.on('free', (socket: Socket) => socket.setTimeout(IDLE_MS));
  return agent;
}

/** Where an endpoint is to be connected to. */
export function addressOf(endpoint: string): Address {
  const url = new URL(endpoint);
  const secure = url.protocol === 'https:';
  return { secure, host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) || (secure ? 443 : 80) };
}

/**
 * Sends a request and reads the whole answer. Never rejects for what the peer does.
 *
 * @throws TypeError when Node refuses a character in the method, the path or a header.
 */
export function exchange(ask: HttpAsk): Promise<HttpOutcome> {
  const length = ask.body.reduce((sum, piece) => sum + piece.length, 0);
  const declared = Number(ask.headers.find(([name]) => name === 'content-length')?.[1] ?? length);
  const short = ask.framing === 'length' && declared > length;
  // Such a request leaves its connection in a state that no other request should meet.
  const spoils = declared !== length || ask.cutAfter !== undefined || ask.framing === 'none' || ask.expectContinue;
  const request = (ask.address.secure ? https : http).request({
    host: ask.address.host,
    port: ask.address.port,
    method: ask.method,
    path: ask.target,
    agent: spoils ? false : ask.agent,
    setHost: false,
    servername: serverName(ask),
  });
  try {
    for (const name of ['content-length', 'transfer-encoding']) request.removeHeader(name);
    // One byte of Latin-1 for each byte of UTF-8: that is how Node writes any byte at all into a header.
    for (const [name, value] of ask.headers) request.setHeader(name, Buffer.from(value, 'utf8').toString('latin1'));
  } catch (error) {
    request.on('error', () => {}).destroy();
    throw error;
  }
  return converse(request, ask, { length, declared, short });
}

/** TLS asks for the host that the request names, which with virtual-host addressing is not the one connected to. */
function serverName(ask: HttpAsk): string {
  const host = ask.headers.find(([name]) => name === 'host')?.[1].replace(/:\d+$/, '') ?? ask.address.host;
  return isIP(host.replace(/^\[|\]$/g, '')) ? '' : host;
}

/** The headers with those that say where the body ends; what the caller set by hand stays. */
export function framed(ask: Omit<HttpAsk, 'agent' | 'signal' | 'timeoutMs'>): HeaderList {
  const has = (name: string) => ask.headers.some(([own]) => own === name);
  const length = ask.body.reduce((sum, piece) => sum + piece.length, 0);
  const more: [string, string][] = [];
  if (ask.framing === 'chunked' && !has('transfer-encoding')) more.push(['transfer-encoding', 'chunked']);
  if (ask.framing === 'length' && !has('content-length')) {
    const declared = ask.declaredLength ?? length;
    const bodiless = ['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(ask.method);
    if (declared > 0 || !bodiless) more.push(['content-length', String(declared)]);
  }
  if (ask.expectContinue && !has('expect')) more.push(['expect', '100-continue']);
  return [...ask.headers, ...more];
}
