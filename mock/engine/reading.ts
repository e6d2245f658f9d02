/** Reads of objects: which version, which bytes, and which conditions hold. */
import { allows, askerOf, denies, ownedBy, readingOf } from './access/permission.js';
import { readCondition } from './conditions.js';
import type {
  Bucket,
  ByteRange,
  CommandOf,
  CopyFinding,
  CopySource,
  Identity,
  Instant,
  ObjectVersion,
  PartsPage,
  Policy,
  Refusal,
  ReplyOf,
  Version,
} from './types.js';

type Read = CommandOf<'get-object' | 'head-object'>;

const refuse = (rule: string, fault: Refusal['fault'], detail: Refusal['detail'] = {}): Refusal => ({
  rule,
  fault,
  detail,
});

/** The version a request names, or the current one; undefined when there is none to read. */
export function namedVersion(
  bucket: Bucket,
  { key, versionId }: { readonly key: string; readonly versionId?: string },
): ObjectVersion | undefined {
  const version = findVersion(bucket, key, versionId);
  return 'fault' in version ? undefined : version;
}

/** The version a read names, or why there is none to read. */
export function findVersion(bucket: Bucket, key: string, versionId: string | undefined): ObjectVersion | Refusal {
  const versions = bucket.objects.get(key);
  const version: Version | undefined =
    versionId === undefined ? versions?.at(-1) : versions?.find((one) => one.versionId === versionId);
  if (!version) {
    if (versionId !== undefined) return refuse('read-back/version', 'no-such-version', { key, versionId });
    return refuse('read-back/missing-key', 'no-such-key', { key });
  }
  if (version.kind === 'object') return version;
  // A delete marker read by its own id is 405, and one that merely hides the object is 404.
  return versionId === undefined
    ? refuse('read-back/missing-key', 'no-such-key', { key, deleteMarker: version.versionId })
    : refuse('read-back/delete-marker', 'delete-marker', { key, deleteMarker: version.versionId });
}

/** What a copy finds at its source. */
export function findSource(
  bucket: Bucket | undefined,
  command: CommandOf<'copy-object' | 'upload-part-copy'>,
  who: Identity,
  now: Instant,
): CopyFinding {
  if (!bucket) return { kind: 'no-such-bucket' };
  const found = lookUp(bucket, command.source);
  return { ...found, owner: bucket.owner, forbidden: !mayRead(bucket, command, who, now) };
}

function mayRead(
  bucket: Bucket,
  command: CommandOf<'copy-object' | 'upload-part-copy'>,
  who: Identity,
  now: Instant,
): boolean {
  const owned = ownedBy(bucket, who);
  if (bucket.requesterPays && !owned && command.payer !== 'requester') return false;
  const reading = [readingOf(command.source)];
  const asker = askerOf(who, now, command);
  return (owned || allows(bucket, reading, asker)) && !denies(bucket, reading, asker);
}

function lookUp(bucket: Bucket, source: CopySource): CopyFinding {
  const versions = bucket.objects.get(source.key);
  if (source.versionId === undefined) {
    const latest = versions?.at(-1);
    if (latest?.kind !== 'object') return { kind: 'no-such-key' };
    return { kind: 'found', version: latest, versioned: bucket.versioning !== 'never' };
  }
  const version = versions?.find((one) => one.versionId === source.versionId);
  if (!version) return { kind: 'no-such-version' };
  return version.kind === 'object'
    ? { kind: 'found', version, versioned: bucket.versioning !== 'never' }
    : { kind: 'delete-marker' };
}

const PARTS_PAGE = 1000;

/** The parts of a multipart object, page by page where each has a checksum of its own (S3-222). */
export function partsPage(
  { multipart, pieces, checksum }: ObjectVersion,
  command: CommandOf<'get-attributes'>,
): PartsPage | undefined {
  if (!multipart) return undefined;
  const count = pieces.length;
  if (checksum?.type !== 'COMPOSITE') return { count, page: undefined };
  const marker = command.marker?.value ?? 0;
  const max = Math.min(command.maxParts?.value ?? PARTS_PAGE, PARTS_PAGE);
  const after = pieces.filter(({ position }) => position > marker);
  const parts = after.slice(0, max);
  const nextMarker = parts.at(-1)?.position ?? 0;
  return { count, page: { marker, nextMarker, max, truncated: max > 0 && after.length > max, parts } };
}

/** Of a part its own where the object's is made of them, of several parts summed as one none (S3-221). */
function checksumOfPart({ checksum, pieces }: ObjectVersion, number: number): ObjectVersion['checksum'] {
  if (checksum?.type !== 'COMPOSITE') return pieces.length === 1 ? checksum : undefined;
  const own = pieces[number - 1]?.checksum;
  return own === undefined ? undefined : { ...checksum, value: own, parts: undefined };
}

/** Decides a GET or HEAD. */
export function read(
  bucket: Bucket,
  command: Read,
  choices: Policy['choices'],
): ReplyOf<'get-object' | 'head-object'> | Refusal {
  const partNumber = choices.partReads === 'supported' ? command.partNumber : undefined;
  if (partNumber && command.range) return refuse('read-back/part-and-range', 'range-and-part');
  if (partNumber && !(partNumber.value >= 1 && partNumber.value <= 10_000)) {
    return refuse('read-back/part-number-range', 'part-number-out-of-range', {
      value: partNumber.text,
      min: 1,
      max: 10_000,
    });
  }
  const version = findVersion(bucket, command.key, command.versionId);
  if ('fault' in version) return version;
  const condition = readCondition(command.conditions, version);
  if (typeof condition === 'object')
    return refuse('read-back/conditions', 'precondition-failed', { condition: condition.failed });
  const base = {
    op: command.op,
    version,
    versioned: bucket.versioning !== 'never',
    partsCount: undefined,
    checksum: version.checksum,
    notModified: condition === 'not-modified',
    overrides: command.overrides,
  };
  if (partNumber) {
    const count = version.multipart ? version.pieces.length : 1;
    if (partNumber.value > count) {
      return refuse('read-back/part-beyond-count', 'invalid-part-number', { count, requested: partNumber.value });
    }
    const before = version.multipart
      ? version.pieces.slice(0, partNumber.value - 1).reduce((sum, piece) => sum + piece.size, 0)
      : 0;
    const length = version.multipart ? version.pieces[partNumber.value - 1]!.size : version.size;
    const checksum = checksumOfPart(version, partNumber.value);
    return {
      ...base,
      checksum,
      first: before,
      length,
      partial: true,
      partsCount: version.multipart ? count : undefined,
    };
  }
  if (command.range?.value) {
    const bounds = within(command.range.value, version.size);
    const lenient = choices.invalidRange === 'whole-object' && !command.strictRange;
    if (!bounds && !lenient)
      return refuse('read-back/range', 'invalid-range', { range: command.range.text, size: version.size });
    if (bounds) return { ...base, ...bounds, checksum: undefined, partial: true };
  }
  return { ...base, first: 0, length: version.size, partial: false };
}

function within({ first, last }: ByteRange, size: number): { first: number; length: number } | undefined {
  if (first === undefined) {
    const wanted = Math.min(last ?? 0, size);
    return wanted === 0 ? undefined : { first: size - wanted, length: wanted };
  }
  if (first >= size) return undefined;
  return { first, length: Math.min(last ?? size, size - 1) - first + 1 };
}
