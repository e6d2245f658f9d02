/** A server that says what a test tells it to, and remembers what it was sent byte for byte. */

import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import type { Endpoint } from '../targets/target.js';
import type { SendOptions } from './driver.js';

export interface Heard {
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Canned {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Talk {
  readonly endpoint: Endpoint;
  /** Requests that arrived whole, in order. */
  readonly heard: Heard[];
  close(): Promise<void>;
}

const ACCOUNT = { accessKey: 'AKIDEXAMPLE1234', secretKey: 'a-very-secret-key' };

export const OPTIONS: SendOptions = {
  step: 'ask: test',
  clock: () => performance.now(),
  signal: new AbortController().signal,
  timeoutMs: 10_000,
};

/** The endpoint of a server at a port. */
export function endpointAt(port: number, more: Partial<Endpoint> = {}): Endpoint {
  return { url: `http://127.0.0.1:${port}`, region: 'us-east-1', addressing: 'path', accounts: [ACCOUNT], ...more };
}

/** Answers every whole request (framed by Content-Length) with what `answer` says. */
export async function cannedServer(answer: (heard: Heard) => Canned, more: Partial<Endpoint> = {}): Promise<Talk> {
  const heard: Heard[] = [];
  const server = await listen((socket) => {
    let pending = Buffer.alloc(0);
    let continued = false;
    socket.on('data', (data) => {
      pending = Buffer.concat([pending, data]);
      for (let request = headOf(pending); request; request = headOf(pending)) {
        const length = Number(request.headers['content-length'] ?? 0);
        if (request.headers.expect && !continued) socket.write('HTTP/1.1 100 Continue\r\n\r\n');
        continued = true;
        if (pending.length < request.size + length) return;
        continued = false;
        const whole = { ...request, body: Buffer.from(pending.subarray(request.size, request.size + length)) };
        pending = pending.subarray(request.size + length);
        heard.push(whole);
        socket.write(spoken(answer(whole), whole.line.startsWith('HEAD')));
      }
    });
  });
  return { endpoint: endpointAt(server.port, more), heard, close: server.close };
}

/** A bare TCP server on a free port. */
export async function listen(talk: (socket: Socket) => void): Promise<{ port: number; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { port: (server.address() as AddressInfo).port, close };
}

/** The head of a request, once it is there. */
export function headOf(bytes: Buffer): { line: string; headers: Record<string, string>; size: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [line = '', ...rest] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = rest.map((text) => [
    text.slice(0, text.indexOf(':')).toLowerCase(),
    text.slice(text.indexOf(':') + 1).trim(),
  ]);
  return { line, headers: Object.fromEntries(headers) as Record<string, string>, size: end + 4 };
}

/** An answer as bytes. */
export function spoken({ status, headers = {}, body = '' }: Canned, headless = false): Buffer {
  const content = Buffer.from(body);
  const own = { 'content-length': String(content.length), ...headers };
  const lines = Object.entries(own).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(
    `HTTP/1.1 ${status} Said\r\n${status === 204 ? lines.slice(1).join('') : lines.join('')}\r\n`,
    'latin1',
  );
  return headless || status === 204 || status === 304 ? head : Buffer.concat([head, content]);
}
