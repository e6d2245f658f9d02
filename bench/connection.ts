/**
 * Connections of the load generator, of two kinds. A bare one writes ready-made bytes and reads only as much HTTP as the two
 * servers speak; it costs a third of what they do. One of Node's HTTP client costs as much as they do, as clients have it.
 */
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';

export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
  /** Bytes of the body. */
  readonly size: number;
}

export interface Ask {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Count the answer's body instead of keeping it. */
  readonly discard?: boolean;
}

export interface Connection {
  ask(ask: Ask): Promise<Answer>;
  close(): void;
}

const READ = 256 * 1024;

export type Kind = 'bare' | 'node';

export function open(port: number, kind: Kind = 'bare'): Promise<Connection> {
  return kind === 'bare' ? openBare(port) : Promise.resolve(newClient(port));
}

function newClient(port: number): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    ask: ({ method, target, headers, body }) =>
      new Promise((resolve, reject) => {
        const sent = request({ host: '127.0.0.1', port, agent, method, path: target, headers }, (answer) => {
          let text = '';
          answer.setEncoding('latin1');
          answer.on('data', (piece: string) => {
            text += piece;
          });
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              head: answer.statusMessage ?? '',
              body: text,
              size: text.length,
            }),
          );
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}

function headOf({ method, target, headers }: Ask): string {
  let head = `${method} ${target} HTTP/1.1\r\n`;
  for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
  return `${head}\r\n`;
}

function openBare(port: number): Promise<Connection> {
  return new Promise((resolve, reject) => {
    let reader: Reader | undefined;
    let settle: { resolve(answer: Answer): void; reject(error: Error): void } | undefined;
    const fail = (error: Error): void => {
      reject(error);
      settle?.reject(error);
      settle = undefined;
    };
    const socket: Socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      // One buffer for everything read: what is kept is copied out of it.
      onread: {
        buffer: Buffer.allocUnsafe(READ),
        callback(length, buffer) {
          const answer = reader?.read(buffer as Buffer, length);
          if (!answer) return true;
          const waiting = settle;
          settle = undefined;
          waiting?.resolve(answer);
          return true;
        },
      },
    });
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the server closed the connection')));
    socket.on('connect', () =>
      resolve({
        ask: (ask) =>
          new Promise((answered, failed) => {
            const { body } = ask;
            reader = newReader(ask.discard === true);
            settle = { resolve: answered, reject: failed };
            if (body) socket.cork();
            socket.write(headOf(ask), 'latin1');
            if (!body) return;
            socket.write(body);
            socket.uncork();
          }),
        close: () => void socket.removeAllListeners('close').destroy(),
      }),
    );
  });
}

interface Reader {
  /** Takes bytes; the answer once it is whole. */
  read(buffer: Buffer, length: number): Answer | undefined;
}

function newReader(discard: boolean): Reader {
  let head: string | undefined;
  let status = 0;
  let text = '';
  let size = 0;
  let length = -1;
  return {
    read(buffer, count) {
      if (head !== undefined && discard) size += count;
      else text += buffer.toString('latin1', 0, count);
      if (head === undefined) {
        const end = text.indexOf('\r\n\r\n');
        if (end === -1) return undefined;
        head = text.slice(0, end);
        text = text.slice(end + 4);
        status = Number(head.slice(9, 12));
        const found = /\r\ncontent-length: (\d+)/i.exec(head);
        length = found ? Number(found[1]) : status === 204 ? 0 : -1;
        if (discard) {
          size = text.length;
          text = '';
        }
      }
      if (length === -1) return text.endsWith('\r\n0\r\n\r\n') ? chunked(status, head, text) : undefined;
      if (!discard) size = text.length;
      return size >= length ? { status, head, body: text, size } : undefined;
    },
  };
}

/** Both servers write a document as one chunk and then the last, empty one. */
function chunked(status: number, head: string, text: string): Answer {
  const start = text.indexOf('\r\n') + 2;
  const body = text.slice(start, text.length - 7);
  return { status, head, body, size: body.length };
}
