/** What happens to an upload that no rule stands against: parts arrive, are copied, are joined. */
import { objectOwner } from './acl.js';
import { algorithmFor, checksumOf, hasChecksums, joinedChecksum, keptDigests, toldAtComplete } from './checksum.js';
import { answer, type Decision, type Judge } from './decision.js';
import { hidesMd5 } from './encryption.js';
import { shownVersion } from './evolve.js';
import type { Asked } from './rule.js';
import type {
  Body,
  Bucket,
  CommandOf,
  ObjectVersion,
  OpenUpload,
  Part,
  Piece,
  Refusal,
  Reply,
  ReplyOf,
} from './types.js';

/** A part from a body that has arrived; its ETag is the body's MD5, unless a key hides that (S3-049, S3-075). */
function partOf(
  command: CommandOf<'upload-part' | 'upload-part-copy'>,
  body: Body,
  open: OpenUpload | undefined,
  { world, policy }: Judge,
): Part {
  return {
    ref: body.ref,
    size: body.size,
    digests: keptDigests(body.digests, open, policy),
    position: command.number.value as Part['position'],
    etag: hidesMd5(open?.attributes.encryption) ? world.newEtag() : world.etags.ofBytes(body.digests.md5),
    storedAt: world.now(),
  };
}

/**
 * The answer shows the checksum its client sent, and else that of the upload's algorithm (S3-067); an upload without one
 * sums its parts for itself alone.
 */
export function storePart(
  bucket: Bucket,
  command: CommandOf<'upload-part'>,
  body: Body,
  open: OpenUpload | undefined,
  judge: Judge,
): Decision {
  const part = partOf(command, body, open, judge);
  const { encryption, storageClass } = open?.attributes ?? {};
  const shown = hasChecksums(judge.policy) ? (command.checksum ?? open?.checksum?.algorithm) : undefined;
  const checksum = checksumOf(body.digests, shown);
  return answer(
    { op: 'upload-part', part, checksum, storageClass, encryption, attributes: open?.attributes },
    { type: 'part-stored', bucket: bucket.name, id: command.uploadId, part },
  );
}

export function copyPart(
  bucket: Bucket,
  command: CommandOf<'upload-part-copy'>,
  open: OpenUpload | undefined,
  judge: Judge,
): Decision | Refusal {
  if (command.found?.kind !== 'found') return answer({ op: 'continue' });
  const { version, versioned } = command.found;
  if (!command.body) {
    const { first, last } = copied(command, version) ?? { first: 0, last: version.size - 1 };
    const algorithm = algorithmFor(open?.checksum?.algorithm, judge.policy);
    const digests = algorithm === undefined ? [] : [algorithm];
    return answer({ op: 'continue', digests, copy: { version, first, length: last - first + 1 } });
  }
  const { encryption } = open?.attributes ?? {};
  const part = partOf(command, command.body, open, judge);
  // In the upload's algorithm, whatever the source had (S3-083).
  const checksum = checksumOf(command.body.digests, open?.checksum?.algorithm);
  const sourceVersionId = versioned ? version.versionId : undefined;
  const range = copied(command, version);
  const reply: Reply = { op: 'upload-part-copy', part, checksum, sourceVersionId, encryption, range };
  return answer(reply, { type: 'part-stored', bucket: bucket.name, id: command.uploadId, part });
}

/** The bytes of the source to copy; a range that no rule refuses and that cannot be met stands for all of them (OSS-061). */
function copied(
  { range }: CommandOf<'upload-part-copy'>,
  { size }: ObjectVersion,
): ReplyOf<'upload-part-copy'>['range'] {
  const { first, last } = range?.value ?? {};
  return first === undefined || last === undefined || last >= size ? undefined : { first, last, size };
}

export function complete(
  bucket: Bucket,
  command: CommandOf<'complete'>,
  judge: Judge,
  upload: Asked['upload'],
  open: OpenUpload | undefined,
  claimed: Asked['claimed'],
): Decision | Refusal {
  const { world, policy } = judge;
  const base = { op: 'complete', bucket: bucket.name, key: command.key } as const;
  // A repeat of a Complete that succeeded gets the same answer, where the profile lets it this far (S3-129).
  if (upload?.state === 'completed') {
    const { etag, versionId, encryption, checksum } = upload;
    return answer({ ...base, etag, versionId, encryption, checksum });
  }
  if (!open)
    return { rule: 'lifetime/upload-must-be-open', fault: 'no-such-upload', detail: { uploadId: command.uploadId } };
  // Ascending whatever the list says: a profile without the order rule still joins by number (S3-107).
  const found = claimed ?? command.claims.map((claim) => open.parts.get(claim.position));
  const named = found.filter((part) => part !== undefined);
  if (!judge.rules.get('complete')?.some(([id]) => id === 'complete/part-order'))
    named.sort((a, b) => a.position - b.position);
  const parts = named.filter((part, i) => part !== named[i - 1]);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (open.sequential && command.wholeMd5 === undefined)
    return answer({ op: 'continue', hash: { pieces: parts, first: 0, length: size, by: 'md5' } });
  // Under a key the ETags of the parts are no MD5s, and that of the object is made of them all the same (S3-207).
  const hidden = hidesMd5(open.attributes.encryption);
  const digests = parts.map((part) => (hidden ? part.etag : part.digests.md5));
  const checksum = joinedChecksum(open, parts, policy, world);
  const summed = checksum?.type === 'COMPOSITE' ? checksum.algorithm : undefined;
  const version: ObjectVersion = {
    kind: 'object',
    versionId: bucket.versioning === 'enabled' ? world.newVersionId() : 'null',
    etag: world.etags.ofParts(digests),
    size,
    ...(command.wholeMd5 !== undefined && { md5: command.wholeMd5 }),
    attributes: command.headers
      ? { ...open.attributes, headers: { ...open.attributes.headers, ...command.headers } }
      : open.attributes,
    owner: objectOwner(bucket, open.initiator, open.attributes.acl, policy),
    modifiedAt: world.now(),
    pieces: parts.map((part) => pieceOf(part, summed)),
    multipart: true,
    checksum,
  };
  return answer(
    {
      ...base,
      etag: version.etag,
      versionId: shownVersion(bucket, version),
      version,
      encryption: open.attributes.encryption,
      checksum: toldAtComplete(open, version),
    },
    { type: 'upload-completed', bucket: bucket.name, id: command.uploadId, claims: command.claims, version },
  );
}

/** @param summed the algorithm of a checksum made of the parts', which are then kept. */
function pieceOf({ ref, size, position, digests }: Part, summed: string | undefined): Piece {
  const checksum = checksumOf(digests, summed)?.value;
  return checksum === undefined ? { ref, size, position } : { ref, size, position, checksum };
}
