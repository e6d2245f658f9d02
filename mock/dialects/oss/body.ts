/** How the body of a call is read and held against what its headers promise. OSS knows no framing of its own. */
import type { Digests, Refusal } from '../../engine/types.js';
import type { BodyPlan, Call } from '../dialect.js';
import { plainDecoder } from '../plain.js';
import { bodyKind } from './parse.js';
import { declaredLength, refusal } from './values.js';
import { crcText } from './write.js';

const MD5_FORM = /^[A-Za-z0-9+/]{22}==$/;
const CRC = 'x-oss-hash-crc64ecma';

/** @returns the plan, or the refusal of a body whose headers already say too little or something malformed. */
export function bodyPlan(call: Call): BodyPlan | Refusal {
  const { headers } = call.request;
  const stream = bodyKind(call.op) === 'stream';
  if (stream && headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) {
    return refusal('wire/content-length', 'missing-length');
  }
  const md5 = headers['content-md5'];
  if (md5 !== undefined && !MD5_FORM.test(md5)) {
    return refusal('upload-part/content-md5', 'invalid-digest', { digest: md5, ec: '0017-00000502' });
  }
  const crc = headers[CRC];
  return {
    decoder: plainDecoder(declaredLength(headers), undefined),
    // A body that is stored is summed for its object anyway; a document only to hold against a promise.
    digests: crc === undefined ? [] : ['crc64xz'],
    promised: md5 !== undefined || crc !== undefined,
    check: (found) => broken(found, md5, crc),
  };
}

function broken(found: Digests, md5: string | undefined, crc: string | undefined): Refusal | undefined {
  if (md5 !== undefined && Buffer.from(found.md5, 'hex').toString('base64') !== md5) {
    return refusal('upload-part/content-md5', 'bad-digest', { digest: md5 });
  }
  const computed = found.crc64xz;
  if (crc === undefined || computed === undefined || crcText(computed) === crc) return undefined;
  return refusal('crc64/verified', 'bad-checksum', { algorithm: CRC });
}
