/** For tests: a client that writes the very bytes of its requests, so that it can stop, wait or hang up where it likes. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ACCOUNT, NOW, OTHER, type Outgoing, signed } from './dialects/s3/signing.test.fixture.js';
import type { Mock, MockOptions } from './index.js';
import { startMock } from './index.js';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Client {
  readonly socket: Socket;
  write(bytes: string | Buffer): void;
  /** The next answer on this connection, `100 Continue` included. Rejects when the connection ends before. */
  answer(headless?: boolean): Promise<Answer>;
  /** Whether the server ends the connection. */
  ended(): Promise<boolean>;
}

/** A mock with two accounts, whose clock stands still. */
export function mockAt(t: { teardown(end: () => unknown): void }, options: MockOptions = {}): Promise<Mock> {
  const starting = startMock({ accounts: [ACCOUNT, OTHER], now: () => NOW.getTime(), ...options });
  t.teardown(async () => (await starting).close());
  return starting;
}

export async function clientOf({ port }: { readonly port: number }): Promise<Client> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  let pending = Buffer.alloc(0);
  let over = false;
  let wake = (): void => {};
  const changed = (): Promise<void> => new Promise((resolve) => (wake = resolve));
  socket.on('data', (bytes: Buffer) => {
    pending = Buffer.concat([pending, bytes]);
    wake();
  });
  for (const event of ['end', 'close', 'error'] as const) {
    socket.on(event, () => {
      over = true;
      wake();
    });
  }
  return {
    socket,
    write: (bytes) => void socket.write(bytes),
    async answer(headless = false) {
      for (;;) {
        const found = answerIn(pending, headless);
        if (found) {
          pending = pending.subarray(found.size);
          return found;
        }
        if (over) throw new Error(`the connection ended, after ${JSON.stringify(pending.toString())}`);
        await changed();
      }
    },
    async ended() {
      while (!over) await changed();
      return pending.length === 0;
    },
  };
}

function answerIn(bytes: Buffer, headless: boolean): (Answer & { readonly size: number }) | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return undefined;
  const [line = '', ...rest] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    rest.map((text) => [text.slice(0, text.indexOf(':')).toLowerCase(), text.slice(text.indexOf(':') + 2)]),
  );
  const status = Number(line.split(' ')[1]);
  const head = { status, headers };
  const start = end + 4;
  if (headless || status < 200 || status === 204 || status === 304) return { ...head, body: '', size: start };
  if (headers['transfer-encoding'] === 'chunked') return chunked(bytes, start, head);
  const size = start + Number(headers['content-length'] ?? 0);
  return bytes.length < size ? undefined : { ...head, body: bytes.subarray(start, size).toString(), size };
}

function chunked(
  bytes: Buffer,
  start: number,
  head: Omit<Answer, 'body'>,
): (Answer & { readonly size: number }) | undefined {
  let at = start;
  let body = '';
  for (;;) {
    const line = bytes.indexOf('\r\n', at);
    if (line === -1) return undefined;
    const length = Number.parseInt(bytes.subarray(at, line).toString(), 16);
    at = line + 2;
    if (bytes.length < at + length + 2) return undefined;
    body += bytes.subarray(at, at + length).toString();
    at += length + 2;
    if (length === 0) return { ...head, body, size: at };
  }
}

export interface Sent extends Outgoing {
  readonly body?: string | Buffer;
  /** Sent beside the signed headers, as they stand; `Content-Length` is that of the body unless it stands here. */
  readonly more?: readonly string[];
}

/** The head of a signed request, and its body. */
export async function bytesOf({ body = '', more, ...outgoing }: Sent): Promise<{ head: string; body: Buffer }> {
  const request = await signed({ region: 'us-east-1', ...outgoing });
  const lines = [`${request.method} ${request.path}${request.query === '' ? '' : `?${request.query}`} HTTP/1.1`];
  for (let i = 0; i < request.rawHeaders.length; i += 2)
    lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
  const bytes = Buffer.from(body);
  lines.push(...(more ?? [`Content-Length: ${bytes.length}`]));
  return { head: `${lines.join('\r\n')}\r\n\r\n`, body: bytes };
}

/** Sends a whole request and waits for its answer. */
export async function ask(client: Client, sent: Sent): Promise<Answer> {
  const { head, body } = await bytesOf(sent);
  client.write(Buffer.concat([Buffer.from(head, 'latin1'), body]));
  return client.answer(sent.method === 'HEAD');
}

/** The text of an element. */
export const element = (name: string, { body }: Answer): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];

/** A bucket and an open upload of `key` in it. */
export async function begin(client: Client): Promise<string> {
  await ask(client, { method: 'PUT', path: '/bucket' });
  return another(client);
}

export async function another(client: Client): Promise<string> {
  const answer = await ask(client, { method: 'POST', path: '/bucket/key', query: { uploads: '' } });
  const id = element('UploadId', answer);
  if (id === undefined) throw new Error(`no upload: ${answer.status} ${answer.body}`);
  return id;
}

export const part = (uploadId: string, number: number, body: string | Buffer = '', more?: readonly string[]): Sent => ({
  method: 'PUT',
  path: '/bucket/key',
  query: { uploadId, partNumber: String(number) },
  body,
  ...(more === undefined ? {} : { more }),
});

/** Waits, turn by turn, until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it never came to hold');
    await new Promise(setImmediate);
  }
}
