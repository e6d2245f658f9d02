/** AWS Signature Version 4 by `@smithy/signature-v4`, with the deviations a scenario may ask for. */
import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { createScope, getCanonicalHeaders, SignatureV4 } from '@smithy/signature-v4';
import { type BodySpec, describeBody, wholeBody } from '../body.js';
import { isAlgorithm } from '../checksums.js';
import type { Endpoint } from '../targets/target.js';
import type { SignChanges } from './changes.js';
import { type Chunking, type ChunkMode, canFault, chunkHeaders, chunksOf } from './chunked.js';
import type { Plan } from './speech.js';

/** The question cannot be put on the wire; the driver answers `unsendable`. */
export class Unsendable extends Error {
  override readonly name = 'Unsendable';
}

const UNSIGNED = 'UNSIGNED-PAYLOAD';
const CHUNK_BYTES = 64 * 1024;
const DEFAULT_EXPIRES = 900;

/** For whom a request is signed. Other services than S3 sign a path that is encoded once more than it is sent. */
export interface Service {
  readonly name: string;
  readonly encodesPathAgain: boolean;
}

const S3: Service = { name: 's3', encodesPathAgain: false };

/**
 * Signs a plan in place: adds what authenticates it to its headers or query.
 *
 * @returns the body as it goes on the wire, in pieces.
 */
export async function signPlan(
  plan: Plan,
  endpoint: Endpoint,
  sign: SignChanges,
  now: Date,
  service: Service = S3,
): Promise<Buffer[]> {
  const way = sign.with ?? 'header';
  const body = plan.body === undefined ? Buffer.alloc(0) : wholeBody(plan.body);
  const chunking = chunkingOf(sign);
  if (chunking) {
    const headers = chunkHeaders(chunking, body.length, plan.headers.get('content-encoding'));
    // What was announced by hand stays, though something else may follow.
    for (const [name, value] of headers) {
      if (name === 'content-encoding' || !plan.headers.has(name)) plan.headers.set(name, value);
    }
  } else {
    const declared = declaredPayload(sign, plan.body);
    // A presigned or anonymous request says nothing of its payload unless it is told to.
    if (declared !== undefined && (way === 'header' || sign.payload !== undefined)) {
      // What a scenario wrote into the header by hand stays, and is what gets signed.
      if (!plan.headers.has('x-amz-content-sha256')) plan.headers.set('x-amz-content-sha256', declared);
    }
  }
  const signer = signerOf(endpoint, sign, service);
  const date = new Date(now.getTime() + (sign.clockShift ?? 0) * 1000);
  const unsigned = new Set(['content-length', ...(sign.unsigned ?? []).map((name) => name.toLowerCase())]);
  const seed =
    way === 'none' ? '' : await signer.authenticate(plan, date, unsigned, way === 'presigned' ? sign : undefined);
  if (!chunking) return body.length === 0 ? [] : [body];
  return chunksOf(body, chunking, seed, (algorithm, lines) => signer.chunk(algorithm, lines, date));
}

function chunkingOf(sign: SignChanges): Chunking | undefined {
  const mode = sign.payload;
  if (mode !== 'trailer' && mode !== 'chunks' && mode !== 'chunks-trailer') {
    if (sign.chunkFault) throw new Unsendable(`chunk fault ${sign.chunkFault} needs an aws-chunked payload`);
    return undefined;
  }
  checkFault(mode, sign);
  const algorithm = sign.trailer ?? 'CRC32';
  if (!isAlgorithm(algorithm)) throw new Unsendable(`no checksum by ${String(algorithm)} can be made for a trailer`);
  const chunkSize = Math.max(1, sign.chunkSize ?? CHUNK_BYTES);
  return { mode, chunkSize, fault: sign.chunkFault, algorithm };
}

function checkFault(mode: ChunkMode, sign: SignChanges): void {
  if (sign.chunkFault && !canFault(mode, sign.chunkFault)) {
    throw new Unsendable(`payload ${mode} has no place for the chunk fault ${sign.chunkFault}`);
  }
}

/** The value of `x-amz-content-sha256`, or undefined to leave it out. */
function declaredPayload(sign: SignChanges, body: BodySpec | undefined): string | undefined {
  const payload = sign.payload ?? 'hash';
  if (typeof payload === 'object') return payload.literal;
  if (payload === 'none') return undefined;
  if (payload === 'unsigned') return UNSIGNED;
  if (payload === 'wrong') return createHash('sha256').update('not the body of this request').digest('hex');
  return bodyHash(body);
}

const hashes = new Map<string, string>();

/** SHA-256 of a body; kept, since scenarios send the same few bodies again and again. */
function bodyHash(body: BodySpec | undefined): string {
  if (body === undefined || body.kind === 'text')
    return createHash('sha256')
      .update(body?.text ?? '')
      .digest('hex');
  const id = describeBody(body);
  let hash = hashes.get(id);
  if (hash === undefined) {
    hash = createHash('sha256').update(wholeBody(body)).digest('hex');
    hashes.set(id, hash);
  }
  return hash;
}

function signerOf(endpoint: Endpoint, sign: SignChanges, service: Service): Signer {
  const account = endpoint.accounts[sign.account ?? 0];
  if (!account && sign.with !== 'none') throw new Unsendable(`the endpoint has no account ${sign.account ?? 0}`);
  const token = sign.accessKey === undefined ? account?.sessionToken : undefined;
  return new Signer(
    sign.region ?? endpoint.region,
    { ...service, name: sign.service ?? service.name },
    {
      accessKeyId: sign.accessKey ?? account?.accessKey ?? '',
      secretAccessKey: sign.secretKey ?? account?.secretKey ?? '',
      ...(token === undefined ? {} : { sessionToken: token }),
    },
    sign.scopeShift ?? 0,
  );
}

interface Identity {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * The library's signer, put together from its own steps: its `sign` and `presign` drop or hoist headers, and refuse a life
 * of more than a week, which are things a scenario may want to see refused by the server.
 */
class Signer extends SignatureV4 {
  readonly #scope: (date: Date) => string;
  readonly #scopeShift: number;
  readonly #identity: Identity;

  constructor(region: string, { name, encodesPathAgain }: Service, identity: Identity, scopeShift: number) {
    const how = { sha256: Sha256, uriEscapePath: encodesPathAgain, applyChecksum: false };
    super({ region, service: name, credentials: identity, ...how });
    this.#identity = identity;
    this.#scopeShift = scopeShift;
    this.#scope = (date) => createScope(this.formatDate(this.#dayOf(date)).shortDate, region, name);
  }

  /** A moment of the day for which the key is. */
  #dayOf(date: Date): Date {
    return new Date(date.getTime() + this.#scopeShift * 1000);
  }

  /** @returns the signature. */
  async authenticate(
    plan: Plan,
    date: Date,
    unsigned: Set<string>,
    presigned: SignChanges | undefined,
  ): Promise<string> {
    const { longDate } = this.formatDate(date);
    const credential = `${this.#identity.accessKeyId}/${this.#scope(date)}`;
    if (!presigned) {
      plan.headers.set('x-amz-date', longDate);
      if (this.#identity.sessionToken) plan.headers.set('x-amz-security-token', this.#identity.sessionToken);
    }
    const headers = getCanonicalHeaders({ ...REQUEST, headers: Object.fromEntries(plan.headers) }, unsigned);
    const names = this.getCanonicalHeaderList(headers);
    if (presigned) {
      plan.query.set('X-Amz-Algorithm', 'AWS4-HMAC-SHA256');
      plan.query.set('X-Amz-Credential', credential);
      plan.query.set('X-Amz-Date', longDate);
      plan.query.set('X-Amz-Expires', String(presigned.expires ?? DEFAULT_EXPIRES));
      if (this.#identity.sessionToken) plan.query.set('X-Amz-Security-Token', this.#identity.sessionToken);
      plan.query.set('X-Amz-SignedHeaders', names);
    }
    const query = Object.fromEntries(
      [...plan.query].map(([name, value]) => [
        name,
        value === true ? '' : typeof value === 'string' ? value : [...value],
      ]),
    );
    const hash = plan.headers.get('x-amz-content-sha256') ?? (presigned ? UNSIGNED : bodyHash(plan.body));
    const canonical = this.createCanonicalRequest(
      { ...REQUEST, method: plan.method, path: plan.path, query },
      headers,
      hash,
    );
    const toSign = await this.createStringToSign(longDate, this.#scope(date), canonical, 'AWS4-HMAC-SHA256');
    const signature = await this.sign(toSign, { signingDate: this.#dayOf(date) });
    if (presigned) plan.query.set('X-Amz-Signature', signature);
    else {
      const parts = [`Credential=${credential}`, `SignedHeaders=${names}`, `Signature=${signature}`];
      plan.headers.set('authorization', `AWS4-HMAC-SHA256 ${parts.join(', ')}`);
    }
    return signature;
  }

  chunk(algorithm: string, lines: readonly string[], date: Date): Promise<string> {
    const { longDate } = this.formatDate(date);
    return this.sign([algorithm, longDate, this.#scope(date), ...lines].join('\n'), { signingDate: this.#dayOf(date) });
  }
}

/** What the library's request type asks for beyond what is signed. */
const REQUEST = { method: '', protocol: '', hostname: '', path: '', headers: {}, query: {} };

type Source = string | ArrayBuffer | ArrayBufferView;

/** Node's SHA-256 in the shape the library asks for: an HMAC when it is given a secret. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: Source) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }

  update(data: Source): void {
    this.#hash.update(bytes(data));
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function bytes(source: Source): string | Uint8Array {
  if (typeof source === 'string') return source;
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  return new Uint8Array(source);
}
