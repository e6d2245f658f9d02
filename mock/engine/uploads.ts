/** What happens to an upload that no rule stands against: parts arrive, are copied, are joined. */
import { answer, type Decision, type Judge } from './decision.js';
import { hidesMd5 } from './encryption.js';
import { shownVersion } from './evolve.js';
import type { Asked } from './rule.js';
import type { Bucket, CommandOf, Encryption, ObjectVersion, OpenUpload, Part, Refusal, Reply, World } from './types.js';

/** A part from a body that has arrived; its ETag is the body's MD5, unless a key hides that (S3-049, S3-075). */
export function partOf(
  command: CommandOf<'upload-part' | 'upload-part-copy'>,
  body: Part | NonNullable<CommandOf<'upload-part'>['body']>,
  encryption: Encryption | undefined,
  world: World,
): Part {
  return {
    ref: body.ref,
    size: body.size,
    digests: body.digests,
    position: command.number.value as Part['position'],
    etag: hidesMd5(encryption) ? world.newEtag() : world.etags.ofBytes(body.digests.md5),
    storedAt: world.now(),
  };
}

export function copyPart(
  bucket: Bucket,
  command: CommandOf<'upload-part-copy'>,
  open: OpenUpload | undefined,
  world: World,
): Decision | Refusal {
  if (command.found?.kind !== 'found') return answer({ op: 'continue' });
  const { version, versioned } = command.found;
  if (!command.body) {
    const range = command.range?.value;
    const first = range?.first ?? 0;
    const length = (range?.last ?? version.size - 1) - first + 1;
    return answer({ op: 'continue', copy: { version, first, length } });
  }
  const encryption = open?.attributes.encryption;
  const part = partOf(command, command.body, encryption, world);
  const sourceVersionId = versioned ? version.versionId : undefined;
  const reply: Reply = { op: 'upload-part-copy', part, sourceVersionId, encryption };
  return answer(reply, { type: 'part-stored', bucket: bucket.name, id: command.uploadId, part });
}

export function complete(
  bucket: Bucket,
  command: CommandOf<'complete'>,
  judge: Judge,
  upload: Asked['upload'],
  open: OpenUpload | undefined,
  claimed: Asked['claimed'],
): Decision | Refusal {
  const { world } = judge;
  const base = { op: 'complete', bucket: bucket.name, key: command.key } as const;
  // A repeat of a Complete that succeeded gets the same answer, where the profile lets it this far (S3-129).
  if (upload?.state === 'completed') {
    const { etag, versionId, encryption } = upload;
    return answer({ ...base, etag, versionId, encryption });
  }
  if (!open)
    return { rule: 'lifetime/upload-must-be-open', fault: 'no-such-upload', detail: { uploadId: command.uploadId } };
  // Ascending whatever the list says: a profile without the order rule still joins by number (S3-107).
  const found = claimed ?? command.claims.map((claim) => open.parts.get(claim.position));
  const named = found.filter((part) => part !== undefined);
  if (!judge.rules.get('complete')?.some(([id]) => id === 'complete/part-order'))
    named.sort((a, b) => a.position - b.position);
  const parts = named.filter((part, i) => part !== named[i - 1]);
  // Under a key the ETags of the parts are no MD5s, and that of the object is made of them all the same (S3-207).
  const hidden = hidesMd5(open.attributes.encryption);
  const digests = parts.map((part) => (hidden ? part.etag : part.digests.md5));
  const version: ObjectVersion = {
    kind: 'object',
    versionId: bucket.versioning === 'enabled' ? world.newVersionId() : 'null',
    etag: world.etags.ofParts(digests),
    size: parts.reduce((sum, part) => sum + part.size, 0),
    attributes: open.attributes,
    owner: bucket.owner,
    modifiedAt: world.now(),
    pieces: parts.map(({ ref, size, position }) => ({ ref, size, position })),
    multipart: true,
    digests: undefined,
  };
  return answer(
    {
      ...base,
      etag: version.etag,
      versionId: shownVersion(bucket, version),
      encryption: open.attributes.encryption,
    },
    { type: 'upload-completed', bucket: bucket.name, id: command.uploadId, claims: command.claims, version },
  );
}
