/**
 * The port every wire dialect fills: request → operation → Command, and Reply or Refusal → response. A dialect is pure;
 * sockets stay in `app.ts`, state in `service.ts`.
 */
import type {
  Command,
  Digests,
  ETags,
  Identity,
  Op,
  Piece,
  Policy,
  Refusal,
  Reply,
  Setting,
  UploadId,
} from '../engine/types.js';

/** A request line with its headers, nothing decoded. */
export interface WireRequest {
  readonly method: string;
  /** Path as received, still percent-encoded, without the query. */
  readonly path: string;
  /** Query as received, without `?`; empty when there is none. */
  readonly query: string;
  /** Lower-case names; repeated headers joined with `,` as Node does. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Names and values as received, alternating; repeated headers are kept apart here. */
  readonly rawHeaders: readonly string[];
  /** Address of whoever sent it, where it is known. */
  readonly peer?: string | undefined;
}

/** An operation by name, its address decoded and its values still raw text. */
export interface Call {
  readonly op: Op;
  readonly bucket: string;
  /** Decoded; empty for an operation on a bucket. */
  readonly key: string;
  /** Decoded query; a valueless flag has an empty value. The first of repeated names wins. */
  readonly query: ReadonlyMap<string, string>;
  readonly request: WireRequest;
}

/** How the payload of a request is to be read and checked. */
export type PayloadMode =
  | { readonly kind: 'unsigned' }
  /** The body's SHA-256 must be this hex digest. */
  | { readonly kind: 'hash'; readonly sha256: string }
  | {
      readonly kind: 'chunked';
      /** Each chunk carries a signature that continues from the seed. */
      readonly chain: ChunkChain | undefined;
      /** A trailer section follows the last chunk. */
      readonly trailer: boolean;
      /** Bytes after decoding, from `x-amz-decoded-content-length`. */
      readonly decodedLength: number;
    };

/** What is needed to verify the chain of chunk signatures. */
export interface ChunkChain {
  readonly signingKey: Buffer;
  readonly timestamp: string;
  readonly scope: string;
  readonly seedSignature: string;
}

export interface Account extends Identity {
  readonly accessKey: string;
  readonly secretKey: string;
  /** Of temporary credentials, which count only with it. The dialect oss asks for it. */
  readonly sessionToken?: string;
}

/** Whose request it is. `undefined` identity: anonymous. */
export interface Session {
  readonly identity: Identity | undefined;
  readonly payload: PayloadMode;
  /** Where the signature covers a body that no header tells the hash of: verifies it, given the body's SHA-256 in hex. */
  readonly confirm?: (sha256: string) => Refusal | undefined;
  /** The call that was signed, where the address alone could be read in two ways. */
  readonly call?: AddressedCall;
}

/** A call, and whether its bucket came from the host name. */
export type AddressedCall = Call & { readonly virtualHost: boolean };

/** Which host names stand for what. */
export interface Hosts {
  /** Suffixes that make `bucket.<domain>` a virtual-host address. */
  readonly domains: readonly string[];
  /** Hosts (lower case, without a port) that stand for one bucket. */
  readonly bound: ReadonlyMap<string, string>;
}

export interface AuthOptions {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly region: string;
  readonly now: Date;
  readonly clockSkewSeconds: number;
  /** `off` takes every request as the first account's, but still decodes chunked payloads. */
  readonly mode: 'on' | 'off';
}

/** Turns the bytes of a request into the bytes of its object, checking on the way what their framing promises. */
export interface PayloadDecoder {
  /**
   * Feeds received bytes; calls `emit` with decoded slices, which share the memory of `chunk`. Returns a Refusal as soon as
   * it is known; what was emitted before is then worth nothing.
   */
  push(chunk: Buffer, emit: (slice: Buffer) => void): Refusal | undefined;
  /** At the end of the stream: what is wrong with the whole, or the trailers (lower-case name → value). */
  end(): Refusal | { readonly trailers: ReadonlyMap<string, string> };
}

/** How one body is read, which digests it needs, and what they are held against. */
export interface BodyPlan {
  readonly decoder: PayloadDecoder;
  /** Algorithms to compute beside MD5. */
  readonly digests: readonly string[];
  /** A document whose digests nobody asked for is not digested at all. */
  readonly promised: boolean;
  /** A body that is cut off counts as whole, which no provider means to do. */
  readonly takesCut?: boolean;
  /** What the digests of the whole body break, if anything. */
  check(found: Digests, trailers: ReadonlyMap<string, string>): Refusal | undefined;
}

/** How a call's body is to be treated. */
export type BodyKind = 'none' | 'document' | 'stream';

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Object bytes to stream: `length` bytes from `first` across these pieces. Excludes `body`. */
  readonly content?: { readonly pieces: readonly Piece[]; readonly first: number; readonly length: number };
}

export interface RenderContext {
  readonly requestId: string;
  readonly hostId: string;
  /** The real time, whatever the mock's clock shows: an SDK corrects its own clock by the Date of an answer. */
  readonly now: Date;
  readonly policy: Policy;
  readonly request: WireRequest;
  /** Undefined while the request has not been understood. */
  readonly op?: Op;
  readonly bucket: string;
  readonly key: string;
  /** Who asks, once that is known. */
  readonly who: Identity | undefined;
  /** Scheme and authority the client used, for Location. */
  readonly base: string;
  /** The bucket came from the host name. */
  readonly virtualHost: boolean;
}

export interface Dialect {
  readonly id: string;
  /** The operations it can name. */
  readonly operations: ReadonlySet<string>;
  /** How its entity tags are made. */
  readonly etags: ETags;
  newUploadId(): UploadId;
  /** @param count how many requests there were: with it an id differs from every earlier one. */
  newRequestId(count: number): string;
  /** Names the operation. An unknown request is a Refusal that lists the operations that nearly matched in `detail.near`. */
  detect(request: WireRequest, hosts: Hosts): AddressedCall | Refusal;
  /** Decides whose request it is and how its payload is to be read. */
  authenticate(call: AddressedCall, options: AuthOptions): Session | Refusal;
  bodyKind(op: Op): BodyKind;
  /** What every anonymous request is told; left out where the rights of the bucket decide. */
  anonymous?(call: Call): Refusal;
  /** What any request may say beside its question: whose it takes the bucket for, who pays, what policies ask about. */
  setting?(call: Call): Setting;
  /** How the body will be read and checked, or what its headers already break: framing, malformed digests. */
  bodyPlan(call: Call, session: Session, policy: Policy): BodyPlan | Refusal;
  /** `document` is the body of operations whose {@link bodyKind} is `document`; streams stay out. */
  parse(call: Call, document: Buffer, policy: Policy): Command | Refusal;
  render(reply: Reply, context: RenderContext): WireResponse;
  refuse(refusal: Refusal, context: RenderContext): WireResponse;
}

/** Tells a refusal from anything else. */
export function isRefusal(value: object): value is Refusal {
  return 'fault' in value && 'rule' in value;
}
