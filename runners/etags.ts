/** How each dialect makes entity tags of bytes: the harness's own arithmetic, with the MD5 of `body.ts`. */
import { createMD5 } from 'hash-wasm';
import { type BodySpec, md5Of } from './body.js';

interface Arithmetic {
  /** @param md5 lower-case hex. */
  readonly ofBytes: (md5: string) => string;
  /** What is hashed for the object: of each part's tag in hex. */
  readonly hashed: (tag: string) => Buffer;
}

const S3: Arithmetic = { ofBytes: (md5) => md5, hashed: (tag) => Buffer.from(tag, 'hex') };

const ARITHMETIC: Readonly<Record<string, Arithmetic>> = {
  s3: S3,
  // Capitals, and the text of the tags is hashed where S3 hashes their bytes (OSS-090, OSS-091).
  oss: { ofBytes: (md5) => md5.toUpperCase(), hashed: (tag) => Buffer.from(tag.toUpperCase()) },
};

const arithmeticOf = (dialect: string): Arithmetic => ARITHMETIC[dialect] ?? S3;

/** The ETag of one body, without quotes. */
export async function etagOf(body: BodySpec, dialect: string): Promise<string> {
  return arithmeticOf(dialect).ofBytes(await md5Of(body));
}

/** The ETag of an upload of these parts, in this order, without quotes (S3-206, OSS-091). */
export async function multipartEtagOf(parts: readonly BodySpec[], dialect: string): Promise<string> {
  return joinedEtagOf(await Promise.all(parts.map(md5Of)), dialect);
}

/** The same over the ETags that parts were answered with, whatever those are made of (S3-207). */
export async function joinedEtagOf(etags: readonly string[], dialect: string): Promise<string> {
  const { ofBytes, hashed } = arithmeticOf(dialect);
  const hasher = await createMD5();
  for (const etag of etags) hasher.update(hashed(etag.replaceAll('"', '')));
  return `${ofBytes(hasher.digest('hex'))}-${etags.length}`;
}
