/** `evolve` applies what happened to the state of a bucket; nothing else changes it. */
import { toldAtComplete } from './checksum.js';
import { newBucket, sortedByNumber } from './sorted.js';
import type { BodyRef, Bucket, Event, ObjectVersion, OpenUpload, Upload, Version } from './types.js';

/** Endings remembered for each bucket, so that a late caller gets the right refusal; older ones are forgotten. */
const ENDINGS = 10_000;

/** The buckets of a server, by name. */
export type Buckets = Map<string, Bucket>;

/**
 * Applies one event.
 *
 * @returns the bodies that nothing refers to any more, for the store to release.
 */
export function evolve(buckets: Buckets, event: Event): readonly BodyRef[] {
  if (event.type === 'bucket-created') {
    const { lock, ownership } = event;
    const made = { ...(lock && { lock }), ...(ownership && { ownership }) };
    buckets.set(event.bucket, newBucket(event.bucket, event.owner, event.at, made));
    return [];
  }
  const bucket = buckets.get(event.bucket);
  if (!bucket) return [];
  switch (event.type) {
    case 'bucket-deleted':
      buckets.delete(event.bucket);
      return [
        ...[...bucket.open.after(undefined)].flatMap(([, upload]) => bodiesOf(upload)),
        // Only where the profile lets a bucket go that is not empty.
        ...[...bucket.objects.after(undefined)].flatMap(([, versions]) => versions.flatMap(bodies)),
      ];
    case 'versioning-set':
      bucket.versioning = event.versioning;
      return [];
    case 'lifecycle-set':
      bucket.lifecycle = event.rules;
      return [];
    case 'attributes-set': {
      const versions = bucket.objects.get(event.key) ?? [];
      const at = versions.findIndex(({ versionId }) => versionId === event.versionId);
      const version = versions[at];
      if (version?.kind === 'object') versions[at] = { ...version, attributes: event.attributes };
      return [];
    }
    case 'encryption-set':
      bucket.encryption = event.encryption;
      return [];
    case 'policy-set':
      bucket.policy = event.policy;
      return [];
    case 'policy-removed':
      bucket.policy = undefined;
      return [];
    case 'payer-set':
      bucket.requesterPays = event.requesterPays;
      return [];
    case 'object-stored':
      bucket.writtenAt = event.version.modifiedAt;
      return store(bucket, event.key, event.version);
    case 'job-started':
      bucket.jobs.set(event.job.id, event.job);
      return [];
    case 'version-removed':
      if (event.at !== undefined) bucket.writtenAt = event.at;
      return remove(bucket, event.key, event.versionId);
    case 'upload-created': {
      bucket.sequence += 1;
      const upload: OpenUpload = {
        state: 'open',
        id: event.id,
        key: event.key,
        attributes: event.attributes,
        initiator: event.initiator,
        initiatedAt: event.at,
        ...(event.sequential && { sequential: true }),
        rank: event.listedBy === 'id' ? event.id : String(bucket.sequence).padStart(12, '0'),
        parts: sortedByNumber(),
        replaces: objectAt(bucket, event.key),
        touchedAt: event.at,
        ...(event.partSize === undefined ? {} : { partSize: event.partSize }),
        checksum: event.checksum,
      };
      bucket.uploads.set(event.id, upload);
      bucket.open.set(upload, upload);
      return [];
    }
    case 'part-stored': {
      const upload = bucket.uploads.get(event.id);
      if (upload?.state !== 'open') return [event.part.ref];
      const replaced = upload.parts.get(event.part.position);
      upload.parts.set(event.part.position, event.part);
      upload.touchedAt = event.part.storedAt;
      return replaced ? [replaced.ref] : [];
    }
    case 'upload-completed': {
      const upload = bucket.uploads.get(event.id);
      if (upload?.state !== 'open') return [];
      const { version, claims } = event;
      bucket.writtenAt = version.modifiedAt;
      end(bucket, upload, {
        state: 'completed',
        id: event.id,
        key: upload.key,
        rank: upload.rank,
        etag: version.etag,
        versionId: shownVersion(bucket, version),
        encryption: version.attributes.encryption,
        checksum: toldAtComplete(upload, version),
        claims,
      });
      return [...leftOut(upload, version), ...store(bucket, upload.key, version)];
    }
    case 'upload-aborted': {
      const upload = bucket.uploads.get(event.id);
      if (upload?.state !== 'open') return [];
      end(bucket, upload, { state: 'aborted', id: event.id, key: upload.key, rank: upload.rank });
      return bodiesOf(upload);
    }
  }
}

/** The version id to show, or undefined on a bucket that never had versions. */
export function shownVersion(bucket: Bucket, version: Version): string | undefined {
  return bucket.versioning === 'never' ? undefined : version.versionId;
}

/** What stands under a key; a delete marker is nothing. */
export function objectAt(bucket: Bucket, key: string): ObjectVersion | undefined {
  const latest = bucket.objects.get(key)?.at(-1);
  return latest?.kind === 'object' ? latest : undefined;
}

/** Bodies of the parts that an object does not hold. */
function leftOut(upload: OpenUpload, { pieces }: ObjectVersion): readonly BodyRef[] {
  if (pieces.length === upload.parts.size) return [];
  const used = new Set(pieces.map((piece) => piece.ref));
  return bodiesOf(upload).filter((ref) => !used.has(ref));
}

function bodiesOf(upload: OpenUpload): BodyRef[] {
  const refs: BodyRef[] = [];
  for (const [, part] of upload.parts.after(undefined)) refs.push(part.ref);
  return refs;
}

function end(bucket: Bucket, upload: OpenUpload, ending: Upload): void {
  bucket.open.delete(upload);
  bucket.uploads.set(upload.id, ending);
  bucket.endings.push(upload.id);
  if (bucket.endings.length > ENDINGS) bucket.uploads.delete(bucket.endings.shift()!);
}

/** An unversioned store replaces the `null` version; a versioned one adds to the pile (S3-250). */
function store(bucket: Bucket, key: string, version: Version): BodyRef[] {
  const versions = bucket.objects.get(key);
  if (!versions) {
    bucket.objects.set(key, [version]);
    return [];
  }
  const freed: BodyRef[] = [];
  const replaced = versions.findIndex(({ versionId }) => versionId === version.versionId);
  if (replaced !== -1) freed.push(...bodies(versions.splice(replaced, 1)[0]!));
  versions.push(version);
  return freed;
}

function remove(bucket: Bucket, key: string, versionId: string): BodyRef[] {
  const versions = bucket.objects.get(key);
  const at = versions?.findIndex((version) => version.versionId === versionId) ?? -1;
  if (!versions || at === -1) return [];
  const [gone] = versions.splice(at, 1);
  if (versions.length === 0) bucket.objects.delete(key);
  return bodies(gone!);
}

function bodies(version: Version): BodyRef[] {
  return version.kind === 'object' ? (version as ObjectVersion).pieces.map((piece) => piece.ref) : [];
}
