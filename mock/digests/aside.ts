/**
 * Digests reckoned on another thread, for large bodies: a CRC of 64 bits takes half as long as MD5, and both on one thread would
 * slow every upload by a third. Bytes go over in batches, whose memory comes back to be filled again.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { isWasm, type Wasm, wasm } from './wasm.js';

/** Bytes sent over at once. */
const BATCH = 256 * 1024;
/** Bytes sent over and not yet summed, from which a body is held back. */
const ENOUGH = 2 * 1024 * 1024;
/** Batches kept to be filled again. */
const SPARE = 8;

type ToWorker =
  | { readonly id: number; readonly begin: Wasm }
  | { readonly id: number; readonly batch: Uint8Array<ArrayBuffer>; readonly length: number }
  | { readonly id: number; readonly end: 'digest' | 'drop' };

type FromWorker =
  | { readonly id: number; readonly batch: Uint8Array<ArrayBuffer>; readonly length: number }
  | { readonly id: number; readonly digest: Uint8Array };

/** Whether an algorithm is worth another thread. */
export function isSlow(algorithm: string): algorithm is Wasm {
  return algorithm.startsWith('crc64') && isWasm(algorithm);
}

/** A body whose digest is reckoned aside. */
export interface Aside {
  update(chunk: Buffer): void;
  /** Undefined, or when the body may go on: more was sent over than has been summed. */
  behind(): Promise<void> | undefined;
  /** @throws Error when the other thread ended. */
  digest(): Promise<Buffer>;
  /** Forgets the body. */
  drop(): void;
}

interface Underway {
  pending: number;
  resume: (() => void) | undefined;
  resolve: (digest: Buffer) => void;
  reject: (error: Error) => void;
}

const spare: Uint8Array<ArrayBuffer>[] = [];
const underway = new Map<number, Underway>();
let worker: Worker | undefined;
let ids = 0;

/** Begins a body. The thread is started with the first, and keeps no process alive. */
export function aside(algorithm: Wasm): Aside {
  const { id, promise } = begin();
  let batch: Uint8Array<ArrayBuffer> | undefined;
  let filled = 0;
  post({ id, begin: algorithm });
  const flush = (): void => {
    if (!batch || filled === 0) return;
    underway.get(id)!.pending += filled;
    post({ id, batch, length: filled }, [batch.buffer]);
    batch = undefined;
    filled = 0;
  };
  return {
    update(chunk) {
      for (let at = 0; at < chunk.length; ) {
        batch ??= spare.pop() ?? new Uint8Array(new ArrayBuffer(BATCH));
        const length = Math.min(chunk.length - at, BATCH - filled);
        batch.set(chunk.subarray(at, at + length), filled);
        filled += length;
        at += length;
        if (filled === BATCH) flush();
      }
    },
    behind() {
      const one = underway.get(id);
      if (!one || one.pending < ENOUGH) return undefined;
      return new Promise((resume) => {
        one.resume = resume;
      });
    },
    digest() {
      flush();
      post({ id, end: 'digest' });
      return promise;
    },
    drop() {
      post({ id, end: 'drop' });
      forget(id);
    },
  };
}

function begin(): { readonly id: number; readonly promise: Promise<Buffer> } {
  ids += 1;
  const id = ids;
  const promise = new Promise<Buffer>((resolve, reject) => {
    underway.set(id, { pending: 0, resume: undefined, resolve, reject });
  });
  // Whoever drops a body hears no more of it.
  promise.catch(() => {});
  return { id, promise };
}

function forget(id: number): void {
  underway.get(id)?.resume?.();
  underway.delete(id);
  if (underway.size === 0) worker?.unref();
}

function post(message: ToWorker, moved: ArrayBuffer[] = []): void {
  worker ??= started();
  worker.ref();
  worker.postMessage(message, moved);
}

function started(): Worker {
  const made = new Worker(new URL(import.meta.url), { workerData: { multiparityDigests: true } });
  made.on('message', (message: FromWorker) => {
    const one = underway.get(message.id);
    if ('digest' in message) {
      one?.resolve(Buffer.from(message.digest));
      forget(message.id);
      return;
    }
    if (spare.length < SPARE) spare.push(message.batch);
    if (!one) return;
    one.pending -= message.length;
    if (one.pending >= ENOUGH / 2) return;
    one.resume?.();
    one.resume = undefined;
  });
  const ended = (error: Error): void => {
    if (worker === made) worker = undefined;
    for (const { reject, resume } of underway.values()) {
      reject(error);
      resume?.();
    }
    underway.clear();
  };
  made.on('error', ended).on('exit', () => ended(new Error('the thread that sums large bodies has ended')));
  return made;
}

/** On the other thread: messages come in order, and each is done before the next. */
async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const hashers = new Map<number, Awaited<ReturnType<typeof wasm>>>();
  let queue = Promise.resolve();
  const handle = async (message: ToWorker): Promise<void> => {
    const { id } = message;
    if ('begin' in message) hashers.set(id, await wasm(message.begin));
    else if ('batch' in message) {
      const { batch, length } = message;
      hashers.get(id)?.update(Buffer.from(batch.buffer, 0, length));
      port.postMessage({ id, batch, length } satisfies FromWorker, [batch.buffer]);
    } else {
      const hasher = hashers.get(id);
      hashers.delete(id);
      if (message.end === 'digest' && hasher) port.postMessage({ id, digest: hasher.digest() } satisfies FromWorker);
    }
  };
  port.on('message', (message: ToWorker) => {
    queue = queue.then(() => handle(message));
  });
}

if (!isMainThread && (workerData as { multiparityDigests?: boolean } | null)?.multiparityDigests)
  void serve(parentPort!);
