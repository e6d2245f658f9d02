/** For tests: requests signed by another implementation than ours, and the shape in which Node hands them over. */
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Account, AuthOptions, WireRequest } from '../dialect.js';

export const REGION = 'eu-west-1';
export const NOW = new Date('2026-03-01T12:00:00Z');
export const ACCOUNT: Account = { id: 'one', displayName: 'One', accessKey: 'AKIDONE', secretKey: 'secret/One+1' };
export const OTHER: Account = { id: 'two', displayName: 'Two', accessKey: 'AKID/TWO', secretKey: 'secret two' };

export function authOptions(changes: Partial<AuthOptions> = {}): AuthOptions {
  const accounts = new Map([ACCOUNT, OTHER].map((account) => [account.accessKey, account]));
  return { accounts, region: REGION, now: NOW, clockSkewSeconds: 900, mode: 'on', ...changes };
}

/** What an SDK would be asked to send. Everything decoded but the path. */
export interface Outgoing {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string | string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly account?: Account;
  readonly at?: Date;
  readonly region?: string;
}

class Sha256 {
  readonly #hash: Hash | Hmac;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytes(data));
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }
  reset(): void {}
}

/** Signs with @smithy/signature-v4 in headers, as the AWS SDK does for S3. */
export async function signed(outgoing: Outgoing = {}): Promise<WireRequest> {
  const headers = { host: 'localhost:9000', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...outgoing.headers };
  const request = await signer(outgoing).sign(unsigned(outgoing, headers), { signingDate: outgoing.at ?? NOW });
  return wire(request.method, request.path, queryText(request.query), Object.entries(request.headers).flat());
}

/** Presigns with @smithy/signature-v4; `expiresIn` in seconds. */
export async function presigned(outgoing: Outgoing = {}, expiresIn = 600): Promise<WireRequest> {
  const headers = { host: 'localhost:9000', ...outgoing.headers };
  const request = await signer(outgoing).presign(
    unsigned(outgoing, { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers }),
    { signingDate: outgoing.at ?? NOW, expiresIn, unhoistableHeaders: new Set(Object.keys(headers)) },
  );
  return wire(request.method, request.path, queryText(request.query), Object.entries(request.headers).flat());
}

/** A request as Node's parser gives it: latin1 text, repeated headers joined by `, `. */
export function wire(method: string, path: string, query: string, rawHeaders: readonly string[]): WireRequest {
  const headers: Record<string, string> = {};
  const raw = rawHeaders.map((text) => Buffer.from(text, 'utf8').toString('latin1'));
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i]!.toLowerCase();
    headers[name] = headers[name] === undefined ? raw[i + 1]! : `${headers[name]}, ${raw[i + 1]}`;
  }
  return { method, path, query, headers, rawHeaders: raw };
}

/** The same request with one header changed, added, or (undefined) taken away. */
export function withHeader(request: WireRequest, name: string, value: string | undefined): WireRequest {
  const kept: string[] = [];
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    if (request.rawHeaders[i]!.toLowerCase() !== name) kept.push(request.rawHeaders[i]!, request.rawHeaders[i + 1]!);
  }
  const { [name]: _, ...headers } = request.headers;
  if (value === undefined) return { ...request, headers, rawHeaders: kept };
  return { ...request, headers: { ...headers, [name]: value }, rawHeaders: [...kept, name, value] };
}

/** The escapes SDKs use: everything but `A-Z a-z 0-9 - . _ ~`. */
export function escapeAll(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function signer({ account = ACCOUNT, region = REGION }: Outgoing): SignatureV4 {
  const credentials = { accessKeyId: account.accessKey, secretAccessKey: account.secretKey };
  return new SignatureV4({ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false });
}

function unsigned(outgoing: Outgoing, headers: Record<string, string>) {
  const { method = 'GET', path = '/bucket/key', query = {} } = outgoing;
  return { method, protocol: 'http:', hostname: 'localhost', port: 9000, path, query: { ...query }, headers };
}

function queryText(query: Record<string, string | string[] | null> = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? ''].flat().map((one) => [name, one] as const),
  );
  return pairs.map(([name, value]) => `${escapeAll(name)}=${escapeAll(value)}`).join('&');
}

function bytes(data: string | ArrayBuffer | ArrayBufferView): Buffer {
  if (typeof data === 'string') return Buffer.from(data);
  return data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}
