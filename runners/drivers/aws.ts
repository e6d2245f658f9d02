/** What the clients of AWS have in common: their settings, and what passes beneath their middleware. */
import { Readable } from 'node:stream';
import type { Endpoint } from '../targets/target.js';
import { MOST_RECEIVED } from './conversation.js';
import { addressOf, IDLE_MS } from './http.js';
import type { Recorder } from './sdk.js';
import type { Answer } from './speech.js';
import { encoded } from './uri.js';

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

type Next = (args: { request: SdkRequest }) => Promise<{ response: SdkResponse }>;

interface Stack {
  add(middleware: never, options: { step: 'deserialize'; priority: 'low'; name: string }): void;
}

/** Puts a recorder into a command's middleware: innermost, beneath signing, checksums and the SDK's own reading of the answer. */
export function recordBeneath(stack: Stack, recorder: Recorder, endpoint: Endpoint): void {
  const { host } = addressOf(endpoint.url);
  const middleware = (next: Next) => async (args: { request: SdkRequest }) => {
    const { request } = args;
    // A virtual host need not resolve; the Host header keeps naming it.
    request.hostname = host;
    const { method, headers, body } = request;
    recorder.sent({ method, target: targetOf(request), headers: Object.entries(headers), body });
    const result = await next(args);
    const answer = await readAnswer(result.response);
    recorder.answered(answer);
    result.response.body = Readable.from([answer.body]);
    return result;
  };
  stack.add(middleware as never, { step: 'deserialize', priority: 'low', name: 'multiparityRecorder' });
}

/** The settings of every client: one attempt, the endpoint as it is, connections of our own. `who` counts the accounts from 0. */
export function clientOptions(endpoint: Endpoint, who = 0) {
  // Which Node the SDK will want next year is our concern, not that of whoever reads a report.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  // The SDK waits for 100 Continue only with agents that it makes itself.
  const agent = { keepAlive: true, maxSockets: 256, timeout: IDLE_MS };
  const account = endpoint.accounts[who];
  return {
    endpoint: endpoint.url,
    region: endpoint.region,
    credentials: {
      accessKeyId: account?.accessKey ?? '',
      secretAccessKey: account?.secretKey ?? '',
      ...(account?.sessionToken === undefined ? {} : { sessionToken: account.sessionToken }),
    },
    maxAttempts: 1,
    // Time is limited for each request by its signal; the handler's own limit only logs.
    requestHandler: { httpAgent: agent, httpsAgent: agent, connectionTimeout: 10_000 },
  };
}

function targetOf({ path, query }: SdkRequest): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encoded(name)}=${encoded(one ?? '')}`),
  );
  return `${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
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

/** Reads a body as the SDK gives it, which is where it compares checksums. */
export async function contentOf(body: unknown): Promise<Buffer> {
  const bytes = await (body as { transformToByteArray(): Promise<Uint8Array> }).transformToByteArray();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
