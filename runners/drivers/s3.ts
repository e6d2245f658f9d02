/**
 * The driver on `@aws-sdk/client-s3`: what its users would see. The SDK is loaded with the first question, and the real HTTP
 * exchange is recorded beneath it.
 */
import { setMaxListeners } from 'node:events';
import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import type { HeaderList } from '../result.js';
import type { Endpoint } from '../targets/target.js';
import { MOST_RECEIVED } from './conversation.js';
import { shapeOf } from './document.js';
import type { Ask, Driver, Observation, SendOptions, Traffic } from './driver.js';
import { exchangeOf } from './evidence.js';
import { addressOf, IDLE_MS } from './http.js';
import { documentOf, headerRecord, refusalOf, refusesInside } from './s3-answers.js';
import { encoded } from './s3-requests.js';
import { whyUnsendable } from './s3-sendable.js';
import type { Answer } from './speech.js';
import { valuesOf } from './values.js';

export interface S3DriverOptions {
  /** When the SDK adds a checksum of its own: whenever the operation has one (its default), or only where it must. */
  readonly checksums?: 'supported' | 'required';
}

/** The request as the SDK hands it to its HTTP handler. */
interface SdkRequest {
  method: string;
  hostname: string;
  path: string;
  query?: Record<string, string | string[] | null>;
  headers: Record<string, string>;
  body?: unknown;
}

interface SdkResponse {
  statusCode: number;
  headers: Record<string, string>;
  body?: AsyncIterable<Uint8Array>;
}

interface Recorded {
  request?: SdkRequest;
  answer?: Answer;
}

const loaded = () => import('./s3-commands.js');

/** Makes the SDK driver of an endpoint. */
export function s3Driver(endpoint: Endpoint, options: S3DriverOptions = {}): Driver {
  const address = addressOf(endpoint.url);
  const traffic: Traffic = { requests: 0, sent: 0, received: 0 };
  let client: Promise<S3Client> | undefined;

  async function send(ask: Ask, how: SendOptions): Promise<Observation> {
    const reason = whyUnsendable(ask);
    if (reason !== undefined) return { kind: 'unsendable', because: reason };
    const { commandOf } = await loaded();
    client ??= connect(endpoint, options);
    const sdk = await client;
    const recorded: Recorded = {};
    const limit = deadline(how);
    const startMs = how.clock();
    let output: Record<string, unknown> | undefined;
    let failure: Error | undefined;
    try {
      const run = commandOf(ask, (stack) =>
        // Innermost: beneath signing, checksums and the SDK's own reading of the answer.
        stack.add(
          ((next: Next) => async (args: { request: SdkRequest }) => {
            recorded.request = args.request;
            // A virtual host need not resolve; the Host header keeps naming it.
            args.request.hostname = address.host;
            traffic.requests += 1;
            traffic.sent += sizeOfBody(args.request.body);
            const result = await next(args);
            recorded.answer = await readAnswer(result.response);
            traffic.received += recorded.answer.body.length;
            result.response.body = Readable.from([recorded.answer.body]);
            return result;
          }) as never,
          { step: 'deserialize', priority: 'low', name: 'multiparityRecorder' },
        ),
      );
      output = await run(sdk, { abortSignal: limit.signal });
    } catch (error) {
      failure = limit.signal.aborted ? new Error(limit.because()) : (error as Error);
    } finally {
      limit.clear();
    }
    if (!recorded.request) return { kind: 'unsendable', because: `the SDK does not send it: ${failure?.message}` };
    const record = (error?: string) => evidence(recorded, endpoint, ask, how, startMs, error);
    return conclude(ask, recorded.answer, output, failure, record);
  }

  function close(): void {
    void client?.then((sdk) => sdk.destroy());
  }

  return { id: 's3', dialect: 's3', traffic, send, close };
}

type Next = (args: { request: SdkRequest }) => Promise<{ response: SdkResponse }>;

async function connect(endpoint: Endpoint, options: S3DriverOptions): Promise<S3Client> {
  const { S3Client } = await loaded();
  // Which Node the SDK will want next year is our concern, not that of whoever reads a report.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  // The SDK waits for 100 Continue only with agents that it makes itself.
  const agent = { keepAlive: true, maxSockets: 256, timeout: IDLE_MS };
  const account = endpoint.accounts[0];
  const when = options.checksums === 'required' ? 'WHEN_REQUIRED' : 'WHEN_SUPPORTED';
  return new S3Client({
    endpoint: endpoint.url,
    region: endpoint.region,
    forcePathStyle: endpoint.addressing === 'path',
    credentials: {
      accessKeyId: account?.accessKey ?? '',
      secretAccessKey: account?.secretKey ?? '',
      ...(account?.sessionToken === undefined ? {} : { sessionToken: account.sessionToken }),
    },
    maxAttempts: 1,
    followRegionRedirects: false,
    requestChecksumCalculation: when,
    responseChecksumValidation: when,
    // Time is limited for each request by its signal; the handler's own limit only logs.
    requestHandler: { httpAgent: agent, httpsAgent: agent, connectionTimeout: 10_000 },
  });
}

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

async function readAnswer(response: SdkResponse): Promise<Answer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MOST_RECEIVED) throw new Error(`the answer is longer than ${MOST_RECEIVED} bytes`);
    chunks.push(chunk);
  }
  return { status: response.statusCode, headers: Object.entries(response.headers), body: Buffer.concat(chunks) };
}

async function conclude(
  ask: Ask,
  answer: Answer | undefined,
  output: Record<string, unknown> | undefined,
  failure: Error | undefined,
  record: (error?: string) => ReturnType<typeof exchangeOf>,
): Promise<Observation> {
  if (!answer) {
    const because = told(failure);
    return { kind: 'dropped', because, exchange: record(because) };
  }
  const { status } = answer;
  const headers = headerRecord(answer.headers);
  const ok = status >= 200 && status < 300;
  const document = ok && ask.op === 'get' ? undefined : documentOf(answer.body);
  const shape = () => shapeOf(answer.body);
  if (!ok || refusesInside(ask.op, document)) {
    return { kind: 'refused', status, ...refusalOf(document), headers, document: shape, exchange: record() };
  }
  try {
    if (failure || !output) throw failure;
    const content = ask.op === 'get' ? { content: await contentOf(output.Body) } : {};
    const values = valuesOf(ask.op, output);
    return { kind: 'accepted', status, headers, document: shape, values, ...content, exchange: record() };
  } catch (error) {
    const because = `the SDK could not read the answer: ${told(error as Error)}`;
    return { kind: 'dropped', because, exchange: record(because) };
  }
}

/** Reads the body as the SDK gives it, which is where it compares checksums. */
async function contentOf(body: unknown): Promise<Buffer> {
  const bytes = await (body as { transformToByteArray(): Promise<Uint8Array> }).transformToByteArray();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function evidence(
  recorded: Recorded,
  endpoint: Endpoint,
  ask: Ask,
  how: SendOptions,
  startMs: number,
  error: string | undefined,
) {
  const { method, path, query, headers, body } = recorded.request!;
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encoded(name)}=${encoded(one ?? '')}`),
  );
  return exchangeOf({
    step: how.step,
    driver: 's3',
    endpoint,
    sent: {
      method,
      url: `${endpoint.url}${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`,
      headers: sentHeaders(method, headers, body),
      body: typeof body === 'string' ? { kind: 'text', text: body } : ask.body,
      bodyBytes: sizeOfBody(body),
    },
    received: recorded.answer,
    error,
    startMs,
    endMs: how.clock(),
  });
}

/** Node adds the length of an empty body beneath the SDK. */
function sentHeaders(method: string, headers: SdkRequest['headers'], body: unknown): HeaderList {
  const list = Object.entries(headers);
  const empty = sizeOfBody(body) === 0 && (method === 'PUT' || method === 'POST');
  const has = list.some(([name]) => name.toLowerCase() === 'content-length');
  return empty && !has ? [...list, ['content-length', '0']] : list;
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
