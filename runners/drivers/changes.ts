/** What a question changes of its request, of the signature or of the sending, as no typed client would. */
import type { BodySpec } from '../body.js';
import type { Algorithm } from '../checksums.js';

/** Changes to the request just before (`headers`, `query`, …) or just after (`tamper`) it is signed, or while it is sent. */
export interface RawChanges {
  readonly method?: string;
  /** Replaces the whole path (percent-encoded); `{bucket}` and `{key}` are put in. */
  readonly path?: string;
  /** Merged over the operation's own; `null` removes. An empty value is sent as `name=`, `true` as the bare `name`, a list repeats it. */
  readonly query?: Readonly<Record<string, string | true | readonly string[] | null>>;
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Sent instead of the operation's own body. */
  readonly body?: BodySpec;
  readonly sign?: SignChanges;
  /** Changed after signing, so that the signature no longer fits. */
  readonly tamper?: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string | null>>;
    readonly query?: Readonly<Record<string, string | true | readonly string[] | null>>;
    readonly body?: BodySpec;
    readonly path?: string;
  };
  /** Sends only this many bytes of the body, then cuts the connection. */
  readonly cutAfter?: number;
  /**
   * Sends this many bytes of the body, then waits: for some milliseconds, or until another step has ended. Whoever is to see
   * the request half sent waits for it with `wait: { until }`.
   */
  readonly pause?: { readonly after: number; readonly ms?: number; readonly until?: string };
  /** Content-Length to declare instead of the true one; with `expectContinue` the body is withheld until the server asks. */
  readonly declaredLength?: number;
  /** `Expect: 100-continue`; when the server asks for the body and the declared length is not the body's, nothing more is sent. */
  readonly expectContinue?: boolean;
  /** `none` sends neither Content-Length nor Transfer-Encoding; `chunked` sends plain HTTP chunks. */
  readonly framing?: 'length' | 'chunked' | 'none';
}

export interface SignChanges {
  /** `none`: anonymous. `header` is the default. OSS has an older version of its signatures, V1. */
  readonly with?: 'header' | 'none' | 'presigned' | 'header-v1' | 'presigned-v1';
  /** Index into the endpoint's accounts; 0 is the default. */
  readonly account?: number;
  readonly accessKey?: string;
  readonly secretKey?: string;
  /** Seconds added to the clock when signing. */
  readonly clockShift?: number;
  readonly region?: string;
  readonly service?: string;
  /** Seconds added to the day in the scope, and so in the key. */
  readonly scopeShift?: number;
  /** Presigned: seconds of life. */
  readonly expires?: number;
  /** oss, V4: header names that are signed beside the usual ones. */
  readonly additional?: readonly string[];
  /** Header names left out of the signature although they are sent. */
  readonly unsigned?: readonly string[];
  /**
   * How the payload is declared: `hash` (true SHA-256, the default), `unsigned`, `wrong` (a digest of something else), `none`
   * (header left out), `trailer` (aws-chunked, unsigned, with a trailer), `chunks` (aws-chunked, signed), `chunks-trailer`, or
   * a literal value.
   */
  readonly payload?:
    | 'hash'
    | 'unsigned'
    | 'wrong'
    | 'none'
    | 'trailer'
    | 'chunks'
    | 'chunks-trailer'
    | { readonly literal: string };
  /** Trailer modes: the algorithm of the checksum in the trailer (default CRC32). */
  readonly trailer?: Algorithm;
  /** aws-chunked only: size of a chunk in bytes (default 64 KiB), and faults put into the encoding. */
  readonly chunkSize?: number;
  readonly chunkFault?:
    | 'signature'
    | 'last-signature'
    | 'no-signature'
    | 'trailer-signature'
    | 'no-trailer-signature'
    | 'changed-trailer'
    | 'data'
    | 'swapped'
    | 'framing'
    | 'short'
    | 'no-trailer'
    | 'wrong-trailer'
    | 'malformed-trailer'
    | 'undeclared-trailer'
    | 'invalid-trailer'
    | 'decoded-length';
}
