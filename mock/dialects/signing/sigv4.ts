/** What a request says of its own SigV4. Verification only, nothing is signed here. */
import type { Refusal } from '../../engine/types.js';
import { type Credential, readCredential, readParts } from './credential.js';

export const ALGORITHM = 'AWS4-HMAC-SHA256';
/** What goes before the secret key in making a signing key. */
export const SECRET_PREFIX = 'AWS4';
export const TERMINATOR = 'aws4_request';
export const EXPECTED_CREDENTIAL = 'expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".';

/** Wherever the request says it. */
export interface Claimed extends Credential {
  readonly where: 'header' | 'query';
  /** Lower-case, in the order given. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`; spaces after commas are optional. */
export function readAuthorization(header: string): Claimed | Refusal {
  const parts = readParts(header.slice(ALGORITHM.length));
  const credential = parts.get('Credential');
  const signedHeaders = parts.get('SignedHeaders');
  const signature = parts.get('Signature');
  if (!credential || !signedHeaders || !signature) {
    return malformedHeader(
      'the authorization header requires three components: Credential, SignedHeaders, and Signature.',
    );
  }
  const scope = readCredential(credential);
  if (!scope) return malformedHeader(`the Credential is mal-formed; ${EXPECTED_CREDENTIAL}`);
  return { where: 'header', ...scope, signedHeaders: signedHeaders.toLowerCase().split(';'), signature };
}

function malformedHeader(problem: string): Refusal {
  const message = `The authorization header is malformed; ${problem}`;
  return { rule: 'auth/malformed', fault: 'malformed-authorization', detail: { message } };
}
