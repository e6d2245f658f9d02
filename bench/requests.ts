/**
 * Signed requests as ready-made bytes. Mock and floor get the same ones, signed the same way at the same moment, so that the
 * cost of signing weighs on both.
 */
import { createHash, createHmac } from 'node:crypto';
import type { Ask } from './connection.js';

export const BUCKET = 'bench';
/** What SDKs send over TLS: the body is covered by the connection, not by the signature. */
export const UNSIGNED = 'UNSIGNED-PAYLOAD';
/** No port, so that both servers get the same bytes. */
const HOST = '127.0.0.1';
const REGION = 'us-east-1';
const ACCESS_KEY = 'multiparity';
const SECRET_KEY = 'multiparity-secret';

export interface Body {
  readonly bytes: Buffer;
  readonly sha256: string;
}

export function bodyOf(bytes: Buffer | string): Body {
  const buffer = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  return { bytes: buffer, sha256: createHash('sha256').update(buffer).digest('hex') };
}

const EMPTY = bodyOf('');

let date = '';
const keys = new Map<string, Buffer>();

/** Sets the signing time; signatures are good for a quarter of an hour. */
export function setClock(): void {
  date = `${new Date().toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '')}Z`;
  keys.clear();
}

function keyOf(service: string): Buffer {
  const known = keys.get(service);
  if (known) return known;
  let key: Buffer = Buffer.from(`AWS4${SECRET_KEY}`);
  for (const step of [date.slice(0, 8), REGION, service, 'aws4_request']) key = hmac(key, step);
  keys.set(service, key);
  return key;
}

function hmac(secret: Buffer, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}

/**
 * @param query in canonical form. `hash` is the payload's SHA-256, {@link UNSIGNED}, or the name of a streaming form. Headers
 *   in `more` are signed too; their names are in lower case.
 */
export function signed(
  method: string,
  path: string,
  query: string,
  body: Body = EMPTY,
  hash = body.sha256,
  more: Readonly<Record<string, string>> = {},
  service = 's3',
): Ask {
  const own = { ...more, host: HOST, 'x-amz-content-sha256': hash, 'x-amz-date': date };
  const sorted = Object.entries(own).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = sorted.map(([name]) => name).join(';');
  const lines = sorted.map(([name, value]) => `${name}:${value}\n`).join('');
  const canonical = `${method}\n${path}\n${query}\n${lines}\n${names}\n${hash}`;
  const scope = `${date.slice(0, 8)}/${REGION}/${service}/aws4_request`;
  const digest = createHash('sha256').update(canonical).digest('hex');
  const signature = createHmac('sha256', keyOf(service))
    .update(`AWS4-HMAC-SHA256\n${date}\n${scope}\n${digest}`)
    .digest('hex');
  const target = query === '' ? path : `${path}?${query.replace(/=(?=&|$)/g, '')}`;
  const headers: Record<string, string> = {
    ...more,
    Host: HOST,
    'x-amz-date': date,
    'x-amz-content-sha256': hash,
    Authorization: `AWS4-HMAC-SHA256 Credential=${ACCESS_KEY}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  };
  if (method === 'POST' || method === 'PUT') headers['Content-Length'] = String(body.bytes.length);
  return { method, target, headers, ...(body.bytes.length > 0 && { body: body.bytes }) };
}

/** @param algorithm of its checksums, as `x-amz-checksum-algorithm` takes it. */
export const createUpload = (name: string, algorithm?: string): Ask =>
  signed('POST', `/${BUCKET}/${name}`, 'uploads=', EMPTY, EMPTY.sha256, {
    ...(algorithm !== undefined && { 'x-amz-checksum-algorithm': algorithm }),
  });

export const uploadPart = (name: string, id: string, number: number, body: Body, hash = body.sha256): Ask =>
  signed('PUT', `/${BUCKET}/${name}`, `partNumber=${number}&uploadId=${id}`, body, hash);

/** A part as SDKs send it over TLS: in chunks of 64 KiB, followed by its checksum. */
export interface Trailed {
  /** `x-amz-checksum-crc32`. */
  readonly header: string;
  /** With all chunk headers and the trailer. */
  readonly framed: Body;
  /** Bytes of the part itself. */
  readonly size: number;
}

const CHUNK = 64 * 1024;

/** @param checksum in base64. */
export function trailed(body: Body, algorithm: string, checksum: string): Trailed {
  const header = `x-amz-checksum-${algorithm.toLowerCase()}`;
  const pieces: Buffer[] = [];
  for (let at = 0; at < body.bytes.length; at += CHUNK) {
    const data = body.bytes.subarray(at, at + CHUNK);
    pieces.push(Buffer.from(`${data.length.toString(16)}\r\n`), data, Buffer.from('\r\n'));
  }
  pieces.push(Buffer.from(`0\r\n${header}:${checksum}\r\n\r\n`));
  return { header, framed: bodyOf(Buffer.concat(pieces)), size: body.bytes.length };
}

export const uploadTrailed = (name: string, id: string, number: number, { header, framed, size }: Trailed): Ask =>
  signed(
    'PUT',
    `/${BUCKET}/${name}`,
    `partNumber=${number}&uploadId=${id}`,
    framed,
    'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    { 'content-encoding': 'aws-chunked', 'x-amz-decoded-content-length': String(size), 'x-amz-trailer': header },
  );

export const completeUpload = (name: string, id: string, list: Body): Ask =>
  signed('POST', `/${BUCKET}/${name}`, `uploadId=${id}`, list);

export const abortUpload = (name: string, id: string): Ask => signed('DELETE', `/${BUCKET}/${name}`, `uploadId=${id}`);

/** The document of a Complete that lists parts 1 to `count`, all of the same body. */
export function partList(count: number, body: Body): Body {
  const etag = createHash('md5').update(body.bytes).digest('hex');
  let parts = '';
  for (let number = 1; number <= count; number += 1) {
    parts += `<Part><ETag>&quot;${etag}&quot;</ETag><PartNumber>${number}</PartNumber></Part>`;
  }
  return bodyOf(
    `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts}</CompleteMultipartUpload>`,
  );
}

/** The floor gives no upload id; its requests carry one as long as the mock's. */
const FLOOR_ID = 'x'.repeat(86);

export function uploadIdOf(answer: { readonly body: string }): string {
  const start = answer.body.indexOf('<UploadId>');
  return start === -1 ? FLOOR_ID : answer.body.slice(start + 10, answer.body.indexOf('</UploadId>'));
}
