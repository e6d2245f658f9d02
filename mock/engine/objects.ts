/** What happens to objects outside multipart uploads: versions are made, copied, hidden and removed. */

import { objectOwner } from './acl.js';
import { inheritedBy } from './attributes.js';
import { algorithmFor, singleChecksum } from './checksum.js';
import { answer, type Decision, type Judge } from './decision.js';
import { hidesMd5 } from './encryption.js';
import { shownVersion } from './evolve.js';
import { isLocked } from './lock.js';
import type { Bucket, CommandOf, Event, Identity, ObjectVersion, Piece, Refusal, Version, World } from './types.js';

export function copyObject(
  bucket: Bucket,
  command: CommandOf<'copy-object'>,
  who: Identity,
  { world, policy }: Judge,
): Decision | Refusal {
  if (command.found?.kind !== 'found') return answer({ op: 'continue' });
  const { version: source, versioned } = command.found;
  const ontoItself =
    command.source.bucket === command.bucket &&
    command.source.key === command.key &&
    command.source.versionId === undefined;
  if (
    ontoItself &&
    !command.replace &&
    bucket.versioning === 'never' &&
    command.attributes.storageClass === undefined &&
    command.attributes.encryption === undefined
  ) {
    return { rule: 'overwrite/copy-onto-itself', fault: 'copy-onto-itself', detail: {} };
  }
  const chosen = command.checksumAlgorithm?.toLowerCase() ?? source.checksum?.algorithm;
  if (!command.body) {
    const algorithm = algorithmFor(chosen, policy);
    const digests = algorithm === undefined ? [] : [algorithm];
    return answer({ op: 'continue', digests, copy: { version: source, first: 0, length: source.size } });
  }
  const { encryption } = command.attributes;
  // One piece has its checksum whole, also where the source had a composite one (S3-214).
  const checksum = singleChecksum(command.body, chosen, policy);
  const attributes = inheritedBy(command, source.attributes);
  const owner = objectOwner(bucket, who, attributes.acl, policy);
  const version = single(bucket, command.body, attributes, checksum, owner, world);
  return answer(
    {
      op: 'copy-object',
      etag: version.etag,
      modifiedAt: version.modifiedAt,
      encryption,
      checksum,
      versionId: shownVersion(bucket, version),
      sourceVersionId: versioned ? source.versionId : undefined,
    },
    { type: 'object-stored', bucket: bucket.name, key: command.key, version },
  );
}

/** A version made of one body, as PutObject and CopyObject make it: its ETag is a plain MD5 (S3-214). */
export function single(
  bucket: Bucket,
  body: NonNullable<CommandOf<'put-object'>['body']>,
  attributes: ObjectVersion['attributes'],
  checksum: ObjectVersion['checksum'],
  owner: Identity,
  world: World,
): ObjectVersion {
  const piece: Piece = { ref: body.ref, size: body.size, position: 1 as Piece['position'] };
  return {
    kind: 'object',
    versionId: bucket.versioning === 'enabled' ? world.newVersionId() : 'null',
    etag: hidesMd5(attributes.encryption) ? world.newEtag() : world.etags.ofBytes(body.digests.md5),
    size: body.size,
    attributes,
    owner,
    modifiedAt: world.now(),
    pieces: [piece],
    multipart: false,
    checksum,
  };
}

export interface Removal {
  readonly events: Event[];
  readonly versionId: string | undefined;
  readonly deleteMarker: boolean;
}

/** A plain delete hides a versioned object behind a marker, and removes an unversioned one; a named version goes for good. */
export function removeObject(
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  who: Identity,
  world: World,
): Removal {
  const base = { bucket: bucket.name, key };
  if (versionId !== undefined) {
    const version = bucket.objects.get(key)?.find((one) => one.versionId === versionId);
    const events: Event[] = version ? [{ type: 'version-removed', ...base, versionId }] : [];
    return { events, versionId, deleteMarker: version?.kind === 'delete-marker' };
  }
  if (bucket.versioning === 'never') {
    return {
      events: bucket.objects.get(key) ? [{ type: 'version-removed', ...base, versionId: 'null' }] : [],
      versionId: undefined,
      deleteMarker: false,
    };
  }
  const marker: Version = {
    kind: 'delete-marker',
    versionId: bucket.versioning === 'enabled' ? world.newVersionId() : 'null',
    owner: who,
    modifiedAt: world.now(),
  };
  return {
    events: [{ type: 'object-stored', ...base, version: marker }],
    versionId: marker.versionId,
    deleteMarker: true,
  };
}

export function deleteMany(
  bucket: Bucket,
  command: CommandOf<'delete-objects'>,
  who: Identity,
  world: World,
): Decision {
  const events: Event[] = [];
  const deleted: { key: string; versionId?: string; markerId?: string }[] = [];
  const locked: { key: string; versionId?: string }[] = [];
  for (const { key, versionId } of command.keys) {
    const version = bucket.objects.get(key)?.find((one) => one.versionId === versionId);
    if (isLocked(version, world.now(), command.bypass === true)) {
      locked.push({ key, ...(versionId === undefined ? {} : { versionId }) });
      continue;
    }
    const removal = removeObject(bucket, key, versionId, who, world);
    events.push(...removal.events);
    deleted.push({
      key,
      ...(versionId === undefined ? {} : { versionId }),
      ...(removal.deleteMarker && removal.versionId !== undefined ? { markerId: removal.versionId } : {}),
    });
  }
  return answer({ op: 'delete-objects', quiet: command.quiet, deleted, locked }, ...events);
}
