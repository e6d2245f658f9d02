/** How the body of a call is framed, decoded and held against the digests that its client promised. */
import { checksumOf } from '../../engine/checksum.js';
import type { Digests, Policy, Refusal } from '../../engine/types.js';
import { type BodyPlan, type Call, isRefusal, type PayloadMode, type Session } from '../dialect.js';
import { bodyKind } from './parse.js';
import { decodePayload, trailerNames } from './payload.js';
import { badTrailerValue, type Promised, promised, promisedMd5 } from './promised.js';

/** @returns the plan, or the refusal of a body whose headers already say too little or something malformed. */
export function bodyPlan(call: Call, { payload }: Session, policy: Policy): BodyPlan | Refusal {
  const { headers } = call.request;
  const long = tooLong(call, policy.limits.headerBytes ?? Number.POSITIVE_INFINITY);
  if (long) return long;
  const unframed = framing(call, payload);
  if (unframed) return unframed;
  const digests = policy.choices.checksums === 'ignored' ? promisedMd5(call) : promised(call);
  if (isRefusal(digests)) return digests;
  if (payload.kind === 'chunked' && payload.trailer && policy.choices.trailers === 'missing-length') {
    return { rule: 'wire/trailer', fault: 'missing-length', detail: {} };
  }
  const length = headers['content-length'];
  const wanted = [...Object.keys(digests.checksums), ...digests.trailers];
  return {
    decoder: decodePayload(payload, {
      declaredLength: length === undefined ? undefined : Number(length),
      declaredTrailers: trailerNames(headers['x-amz-trailer']),
    }),
    digests: wanted,
    promised: wanted.length > 0 || digests.md5 !== undefined,
    check: (found, trailers) => broken(digests, trailers, found),
  };
}

/** What AWS counts exactly is not documented; here it is the header lines with what separates them. */
function tooLong({ request }: Call, max: number): Refusal | undefined {
  let size = 0;
  for (const text of request.rawHeaders) size += text.length + 2;
  return size > max ? { rule: 'limits/header-size', fault: 'headers-too-large', detail: { max } } : undefined;
}

/** Lengths must be declared where a body may come (S3-013, S3-070), and plain chunked transfer is not taken (S3-071). */
function framing({ op, request }: Call, payload: PayloadMode): Refusal | undefined {
  const stream = bodyKind(op) === 'stream';
  const chunked = request.headers['transfer-encoding'] !== undefined;
  if (chunked && stream && payload.kind !== 'chunked') {
    return { rule: 'wire/transfer-encoding', fault: 'transfer-encoding', detail: { header: 'Transfer-Encoding' } };
  }
  if (!chunked && request.headers['content-length'] === undefined && (stream || request.method === 'POST')) {
    return { rule: 'wire/content-length', fault: 'missing-length', detail: {} };
  }
  return undefined;
}

function broken(promised: Promised, trailers: ReadonlyMap<string, string>, found: Digests): Refusal | undefined {
  if (promised.md5 !== undefined) {
    const calculated = Buffer.from(found.md5, 'hex').toString('base64');
    if (calculated !== promised.md5) {
      return { rule: 'upload-part/content-md5', fault: 'bad-digest', detail: { expected: promised.md5, calculated } };
    }
  }
  for (const algorithm of promised.trailers) {
    const value = trailers.get(`x-amz-checksum-${algorithm}`);
    if (value === undefined) continue;
    const wrong = badTrailerValue(algorithm, value) ?? mismatch(algorithm, value, found);
    if (wrong) return wrong;
  }
  for (const [algorithm, value] of Object.entries(promised.checksums)) {
    const wrong = mismatch(algorithm, value, found);
    if (wrong) return wrong;
  }
  return undefined;
}

function mismatch(algorithm: string, value: string, found: Digests): Refusal | undefined {
  if (checksumOf(found, algorithm)?.value === value) return undefined;
  return { rule: 'checksum/mismatch', fault: 'bad-checksum', detail: { algorithm } };
}
