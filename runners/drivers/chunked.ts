/**
 * aws-chunked (S3-227, S3-228): a body in chunks that each may carry a signature, and a trailer with a checksum. The body's
 * bytes are not copied; the faults are those a careless or hostile client would make.
 */
import { createHash } from 'node:crypto';
import { type Algorithm, checksumHeader, checksumOfBytes, spoiled as spoiledChecksum } from '../checksums.js';
import type { SignChanges } from './changes.js';

export type ChunkMode = 'trailer' | 'chunks' | 'chunks-trailer';
export type ChunkFault = NonNullable<SignChanges['chunkFault']>;

/** Signs the lines of a string to sign that follow algorithm, date and scope. */
export type ChunkSigner = (algorithm: string, lines: readonly string[]) => Promise<string>;

export interface Chunking {
  readonly mode: ChunkMode;
  readonly chunkSize: number;
  readonly fault: ChunkFault | undefined;
  /** Of the trailer. */
  readonly algorithm: Algorithm;
}

const DECLARED: Record<ChunkMode, string> = {
  trailer: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  chunks: 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'chunks-trailer': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
};

/** Faults that a mode has no place for. */
const IMPOSSIBLE: Record<ChunkMode, readonly ChunkFault[]> = {
  trailer: ['signature', 'last-signature', 'no-signature', 'trailer-signature', 'no-trailer-signature'],
  chunks: [
    'trailer-signature',
    'no-trailer-signature',
    'changed-trailer',
    'no-trailer',
    'wrong-trailer',
    'malformed-trailer',
    'undeclared-trailer',
    'invalid-trailer',
  ],
  'chunks-trailer': [],
};

/** Whether a fault can be put into a mode at all. */
export function canFault(mode: ChunkMode, fault: ChunkFault): boolean {
  return !IMPOSSIBLE[mode].includes(fault);
}

/** The headers of the request that announce the encoding. */
export function chunkHeaders(chunking: Chunking, size: number, encoding: string | undefined): [string, string][] {
  return [
    ['x-amz-content-sha256', DECLARED[chunking.mode]],
    ['content-encoding', encoding ? `aws-chunked,${encoding}` : 'aws-chunked'],
    ['x-amz-decoded-content-length', String(chunking.fault === 'decoded-length' ? size + 1 : size)],
    ...(chunking.mode === 'chunks' || chunking.fault === 'undeclared-trailer'
      ? []
      : ([['x-amz-trailer', checksumHeader(chunking.algorithm)]] as [string, string][])),
  ];
}

/**
 * The encoded body, in pieces.
 *
 * @param seed The signature of the request, with which the chain of chunk signatures begins.
 */
export async function chunksOf(body: Buffer, chunking: Chunking, seed: string, sign: ChunkSigner): Promise<Buffer[]> {
  const { mode, fault, chunkSize } = chunking;
  const pieces: Buffer[] = [];
  const line = (text: string) => pieces.push(Buffer.from(`${text}\r\n`));
  let previous = seed;
  const head = async (chunk: Buffer, first: boolean, last = false) => {
    const size = first && fault === 'framing' ? `0x${chunk.length.toString(16)}zz` : chunk.length.toString(16);
    if (mode === 'trailer') return size;
    previous = await sign('AWS4-HMAC-SHA256-PAYLOAD', [previous, sha256(''), sha256(chunk)]);
    if (first && fault === 'no-signature') return size;
    const wrong = (first && fault === 'signature') || (last && fault === 'last-signature');
    return `${size};chunk-signature=${wrong ? spoiled(previous) : previous}`;
  };

  for (let at = 0; at < body.length; at += chunkSize) {
    const chunk = body.subarray(at, at + chunkSize);
    line(await head(chunk, at === 0));
    const last = at + chunkSize >= body.length;
    pieces.push(last && fault === 'data' ? otherByte(chunk) : chunk, CRLF);
  }
  if (fault === 'swapped') pieces.unshift(...pieces.splice(PIECES, PIECES));
  if (fault === 'short') return pieces;
  line(await head(Buffer.alloc(0), body.length === 0, true));
  if (mode !== 'chunks' && fault !== 'no-trailer') {
    const trailer = await trailerOf(body, chunking);
    line(fault === 'changed-trailer' ? await trailerOf(body, { ...chunking, fault: 'wrong-trailer' }) : trailer);
    if (mode === 'chunks-trailer' && fault !== 'no-trailer-signature') {
      const signature = await sign('AWS4-HMAC-SHA256-TRAILER', [previous, sha256(`${trailer}\n`)]);
      line(`x-amz-trailer-signature:${fault === 'trailer-signature' ? spoiled(signature) : signature}`);
    }
  }
  pieces.push(CRLF);
  return pieces;
}

async function trailerOf(body: Buffer, { algorithm, fault }: Chunking): Promise<string> {
  const right = await checksumOfBytes(algorithm, body);
  const value = fault === 'wrong-trailer' ? spoiledChecksum(right) : fault === 'invalid-trailer' ? 'none' : right;
  return `${checksumHeader(algorithm)}${fault === 'malformed-trailer' ? ' ' : ':'}${value}`;
}

const CRLF = Buffer.from('\r\n');

/** Of one chunk: its size line, its bytes, the end of its line. */
const PIECES = 3;

/** The same bytes but for the last. */
function otherByte(chunk: Buffer): Buffer {
  const copy = Buffer.from(chunk);
  copy.writeUInt8(copy.readUInt8(copy.length - 1) ^ 1, copy.length - 1);
  return copy;
}

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');

/** Another signature of the same shape. */
const spoiled = (signature: string) => (signature.startsWith('0') ? '1' : '0') + signature.slice(1);
