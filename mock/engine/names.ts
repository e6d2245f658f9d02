/** The smallest words of the engine: branded names and what a body, a part and its attributes are. */

import type { Grant } from './acl.js';
import type { Encryption } from './encryption.js';
import type { Lock } from './lock.js';
import type { Tag } from './tags.js';

declare const brand: unique symbol;
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** An entity tag without its quotes; renderers add them. */
export type ETag = Branded<string, 'ETag'>;
/** Where a part stands: a part number, or the first byte of a Glacier range. May be NaN when the text was no integer. */
export type Position = Branded<number, 'Position'>;
export type UploadId = Branded<string, 'UploadId'>;
/** A handle to bytes in a store; the engine only passes it on. */
export type BodyRef = Branded<number, 'BodyRef'>;
/** Milliseconds since the epoch. */
export type Instant = Branded<number, 'Instant'>;

/** Who asks: an account, a user of one, or nobody in particular. */
export interface Identity {
  /** Canonical id of the account, as in Owner. */
  readonly id: string;
  readonly displayName: string;
  /** Number of the account: twelve digits. */
  readonly account?: string;
  /** Name of a user of the account; undefined: the account itself. */
  readonly user?: string;
  readonly anonymous?: true;
}

/** Whoever sends a request without a signature; the id is the one S3 shows for it. */
export const ANONYMOUS: Identity = {
  id: '65a011a29cdf8ec533ec3d1ccaae921c',
  displayName: 'anonymous',
  anonymous: true,
};

/** How policies name an identity. */
export function arnOf({ account = '', user }: Identity): string {
  return `arn:aws:iam::${account}:${user === undefined ? 'root' : `user/${user}`}`;
}

/** Bytes that have arrived: their size, their digests by algorithm (`md5` as lower-case hex), and where they are kept. */
export interface Body {
  readonly ref: BodyRef;
  readonly size: number;
  readonly digests: Digests;
}

/** `md5` is lower-case hex; other algorithms (`crc32`, `sha256`, …) are base64 as on the wire. */
export type Digests = { readonly md5: string } & { readonly [algorithm: string]: string };

export interface Part extends Body {
  readonly position: Position;
  readonly etag: ETag;
  readonly storedAt: Instant;
}

/** How a dialect makes entity tags of MD5s, which come as lower-case hex. */
export interface ETags {
  ofBytes(md5: string): ETag;
  ofParts(md5s: readonly string[]): ETag;
}

/** What is given at create (or put) and shown on the object. Header names are lower-case. */
export interface Attributes {
  /** `content-type`, `cache-control`, `content-disposition`, `content-encoding`, `content-language`, `expires`, `x-amz-…`. */
  readonly headers: Readonly<Record<string, string>>;
  /** User metadata, names without prefix, lower-case. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Undefined: the provider's default class. */
  readonly storageClass?: string;
  /** Undefined: the provider's default, whatever it is. */
  readonly encryption?: Encryption;
  readonly tags?: readonly Tag[];
  /** Undefined: the owner alone. */
  readonly acl?: readonly Grant[];
  readonly lock?: Lock;
}

/** Stands for a sorted map; the shell's state uses a B-tree. */
export interface SortedMap<K, V> {
  readonly size: number;
  get(key: K): V | undefined;
  set(key: K, value: V): boolean;
  delete(key: K): boolean;
  /** Entries with a key greater than (or, when inclusive, equal to) `from`, ascending. `undefined` starts at the beginning. */
  after(from: K | undefined, inclusive?: boolean): IterableIterator<[K, V]>;
}
