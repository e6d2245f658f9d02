/** Additional checksums: which there are, what they cover, and how those of the parts make that of the object. */
import type { Body, Digests, Part } from './names.js';
import type { Policy, World } from './policy.js';
import type { ObjectVersion, OpenUpload } from './state.js';

/** Of the parts' checksums, or of the bytes of the whole. */
export type ChecksumType = 'COMPOSITE' | 'FULL_OBJECT';

export interface Checksum {
  /** Lower-case, as in header names. */
  readonly algorithm: string;
  /** Base64, without any suffix. */
  readonly value: string;
}

/** What an upload was created with. */
export interface UploadChecksum {
  readonly algorithm: string;
  readonly type: ChecksumType;
}

export interface ObjectChecksum extends Checksum, UploadChecksum {
  /** Parts that a COMPOSITE one was made of; the wire shows them as its suffix. */
  readonly parts: number | undefined;
}

/** The validity table of S3-139; the first type of an algorithm is its default. */
const TYPES: ReadonlyMap<string, readonly ChecksumType[]> = new Map([
  ['crc32', ['COMPOSITE', 'FULL_OBJECT']],
  ['crc32c', ['COMPOSITE', 'FULL_OBJECT']],
  ['crc64nvme', ['FULL_OBJECT']],
  ['sha1', ['COMPOSITE']],
  ['sha256', ['COMPOSITE']],
  ['sha512', ['COMPOSITE']],
  ['md5', ['COMPOSITE']],
  ['xxhash64', ['COMPOSITE']],
  ['xxhash3', ['COMPOSITE']],
  ['xxhash128', ['COMPOSITE']],
]);

/** What everything gets for which no algorithm was chosen (S3-145; OSS-097). */
const DEFAULTS: Readonly<Record<NonNullable<Policy['choices']['checksums']>, string | undefined>> = {
  supported: 'crc64nvme',
  'always-crc64xz': 'crc64xz',
  ignored: undefined,
};

/** The types an algorithm can have; undefined for an unknown one. */
export function typesOf(algorithm: string): readonly ChecksumType[] | undefined {
  return TYPES.get(algorithm);
}

export const hasChecksums = ({ choices }: Policy): boolean => choices.checksums === 'supported';

/** The algorithm and type of a new upload, from what was asked for and no rule stood against. */
export function settledChecksum(
  asked: { readonly algorithm?: string; readonly type?: string } | undefined,
  policy: Policy,
): UploadChecksum | undefined {
  if (!hasChecksums(policy) || asked?.algorithm === undefined) return undefined;
  const algorithm = asked.algorithm.toLowerCase();
  const type = (asked.type?.toUpperCase() as ChecksumType | undefined) ?? typesOf(algorithm)?.[0];
  return type && { algorithm, type };
}

/** The algorithm by which bytes are summed, whatever their client sent; undefined where the provider has none. */
export function algorithmFor(chosen: string | undefined, policy: Policy): string | undefined {
  return (hasChecksums(policy) ? chosen : undefined) ?? DEFAULTS[policy.choices.checksums ?? 'ignored'];
}

/** A body's checksum by this algorithm, if it was computed. */
export function checksumOf(digests: Digests, algorithm: string | undefined): Checksum | undefined {
  if (algorithm === undefined) return undefined;
  const value = algorithm === 'md5' ? base64OfHex(digests.md5) : digests[algorithm];
  return value === undefined ? undefined : { algorithm, value };
}

function base64OfHex(hex: string): string {
  return btoa(hex.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16))));
}

/** The digests that are kept with a part: those its object will be summed by. */
export function keptDigests(digests: Digests, open: OpenUpload | undefined, policy: Policy): Digests {
  if (!hasChecksums(policy)) return digests;
  const kept = checksumOf(digests, algorithmFor(open?.checksum?.algorithm, policy));
  return kept && kept.algorithm !== 'md5' ? { md5: digests.md5, [kept.algorithm]: kept.value } : { md5: digests.md5 };
}

/** The checksum of an object stored in one piece. */
export function singleChecksum(body: Body, chosen: string | undefined, policy: Policy): ObjectChecksum | undefined {
  const checksum = checksumOf(body.digests, algorithmFor(chosen, policy));
  return checksum && { ...checksum, type: 'FULL_OBJECT', parts: undefined };
}

/** The checksum of an object joined from these parts; undefined where the provider has none. */
export function joinedChecksum(
  open: OpenUpload,
  parts: readonly Part[],
  policy: Policy,
  world: World,
): ObjectChecksum | undefined {
  const algorithm = algorithmFor(open.checksum?.algorithm, policy);
  if (algorithm === undefined) return undefined;
  // Under a customer's key nothing is summed unasked (S3-146).
  if (!open.checksum && open.attributes.encryption?.kind === 'customer') return undefined;
  const type = open.checksum?.type ?? 'FULL_OBJECT';
  const summed: { checksum: string; size: number }[] = [];
  for (const { digests, size } of parts) {
    const checksum = checksumOf(digests, algorithm);
    if (!checksum) return undefined;
    summed.push({ checksum: checksum.value, size });
  }
  if (type === 'FULL_OBJECT') return { algorithm, type, value: world.fullOf(algorithm, summed), parts: undefined };
  const values = summed.map(({ checksum }) => checksum);
  return { algorithm, type, value: world.compositeOf(algorithm, values), parts: parts.length };
}

/** What the answer to a Complete says of it: under KMS nothing of what was summed unasked (S3-146). */
export function toldAtComplete(open: OpenUpload, { checksum }: ObjectVersion): ObjectChecksum | undefined {
  return !open.checksum && open.attributes.encryption?.kind === 'kms' ? undefined : checksum;
}
