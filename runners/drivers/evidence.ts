/** What is kept of an exchange: bounded, without secrets, and with a command line that repeats it. */
import { type BodySpec, describeBody } from '../body.js';
import type { Exchange, HeaderList } from '../result.js';
import type { Endpoint } from '../targets/target.js';
import { curlOf } from './curl.js';

const MOST_KEPT = 2 * 1024;
const HIDDEN = '[redacted]';

export interface Sent {
  readonly method: string;
  /** With the endpoint in front. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: BodySpec | undefined;
  readonly bodyBytes: number;
}

export interface Received {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Buffer;
}

export interface Recording {
  readonly step: string;
  readonly driver: string;
  readonly endpoint: Endpoint;
  readonly sent: Sent;
  readonly received?: Received | undefined;
  readonly error?: string | undefined;
  readonly startMs: number;
  readonly endMs: number;
}

/** Makes the evidence of one exchange. */
export function exchangeOf(recording: Recording): Exchange {
  const { sent, received, endpoint, error } = recording;
  const hide = hider(endpoint, sent);
  const body = sent.body === undefined ? undefined : shown(sent.body);
  return {
    step: recording.step,
    driver: recording.driver,
    request: {
      method: sent.method,
      url: hide(redactedUrl(sent.url)),
      headers: redactedHeaders(sent.headers),
      ...(body ? { body: hide(body) } : {}),
      bodyBytes: sent.bodyBytes,
    },
    ...(received && {
      response: {
        status: received.status,
        headers: received.headers.map(([name, value]) => [name, hide(value)] as const),
        ...(received.body.length > 0 ? { body: hide(shown(received.body)) } : {}),
        bodyBytes: received.body.length,
      },
    }),
    ...(error === undefined ? {} : { error }),
    startMs: recording.startMs,
    endMs: recording.endMs,
    curl: hide(curlOf(sent, endpoint.region)),
  };
}

/** Takes secrets out of any text, wherever a server may have repeated them. */
function hider(endpoint: Endpoint, sent: Sent): (text: string) => string {
  const secrets = endpoint.accounts.flatMap(({ secretKey, sessionToken }) => [secretKey, sessionToken ?? '']);
  const keys = sent.headers.filter(([name]) => CUSTOMER_KEY.test(name)).map(([, value]) => value);
  const long = [...secrets, ...keys].filter((secret) => secret.length >= 8);
  return (text) => long.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
}

/** Whoever has such a key can read what is stored under it. */
export const CUSTOMER_KEY = /-server-side-encryption-customer-key$/i;

/** What comes before the access key, the key, and what comes before the signature: of AWS, and of OSS in both versions. */
const AUTHORIZATION = /^((?:AWS4|OSS4)-HMAC-SHA256 Credential=|OSS )([^/:]*)(.*Signature=|:)/;

/** Hides customers' keys, signature and session token of a request's headers, and shortens the access key. */
export function redactedHeaders(headers: HeaderList): HeaderList {
  return headers.map(([name, value]) => {
    const lower = name.toLowerCase();
    if (/^x-(amz|oss)-security-token$/.test(lower) || CUSTOMER_KEY.test(lower)) return [name, HIDDEN] as const;
    if (lower !== 'authorization') return [name, value] as const;
    const known = AUTHORIZATION.exec(value);
    return [name, known ? `${known[1]}${shortKey(known[2]!)}${known[3]}${HIDDEN}` : HIDDEN] as const;
  });
}

/** The same for what a presigned address carries. */
export function redactedUrl(url: string): string {
  return url
    .replace(/([?&](?:X-(?:Amz|Oss)-)?(?:Signature|Security-Token)=)[^&]*/gi, `$1${HIDDEN}`)
    .replace(
      /([?&](?:X-(?:Amz|Oss)-Credential|OSSAccessKeyId)=)([^&%/]*)/gi,
      (_, name: string, key: string) => name + shortKey(key),
    );
}

const shortKey = (key: string) => (key.length <= 4 ? key : `${key.slice(0, 4)}…`);

/** The beginning of a body as text, or what it is. */
export function shown(body: BodySpec | Buffer): string {
  if (!Buffer.isBuffer(body)) return body.kind === 'text' ? clipped(Buffer.from(body.text)) : describeBody(body);
  return isText(body) ? clipped(body) : `${body.length} bytes, binary`;
}

function clipped(bytes: Buffer): string {
  if (bytes.length <= MOST_KEPT) return bytes.toString('utf8');
  // A character cut in two shows as U+FFFD.
  const text = bytes
    .subarray(0, MOST_KEPT)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
  return `${text}… (${bytes.length} bytes)`;
}

function isText(bytes: Buffer): boolean {
  const start = bytes
    .subarray(0, MOST_KEPT)
    .toString('utf8')
    .replace(/\uFFFD{1,3}$/, '');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what tells binary from text
  return !/[\u0000-\u0008\u000e-\u001f\uFFFD]/.test(start);
}
