/**
 * `decide` answers a command from the state of its bucket and the profile's policy: a refusal, or what happened and the
 * reply. It changes nothing, and knows neither time nor bytes but through its arguments.
 */
import { shownVersion } from './evolve.js';
import { listObjects, listParts, listUploads, listVersions } from './listing.js';
import { findVersion, read } from './reading.js';
import type { Asked, Rule } from './rule.js';
import type {
  Attributes,
  Bucket,
  Command,
  CommandOf,
  ETag,
  Event,
  Identity,
  ObjectVersion,
  Op,
  OpenUpload,
  Part,
  Piece,
  Policy,
  Refusal,
  Reply,
  Version,
  World,
} from './types.js';

export interface Decision {
  readonly events: readonly Event[];
  readonly reply: Reply;
}

export interface Judge {
  readonly policy: Policy;
  readonly rules: ReadonlyMap<Op, readonly (readonly [id: string, rule: Rule])[]>;
  readonly world: World;
}

/** Ids as `World.newUploadId` makes them; anything else was never given out. */
const WELL_FORMED = /^[\w.]{80,}$/;

const answer = (reply: Reply, ...events: Event[]): Decision => ({ events, reply });

/**
 * @param bucket the bucket the command names, or undefined when there is none.
 * @param who who asks.
 */
export function decide(bucket: Bucket | undefined, command: Command, who: Identity, judge: Judge): Decision | Refusal {
  const { policy, world } = judge;
  if (policy.unsupported.includes(command.op))
    return { rule: 'wire/unsupported', fault: 'not-implemented', detail: { operation: command.op } };
  if (command.op === 'create-bucket') return createBucket(bucket, command.bucket, who, world);
  if (command.op === 'list-buckets') return answer({ op: 'list-buckets', owner: who, buckets: [] });
  if (
    !bucket &&
    command.op === 'list-parts' &&
    policy.choices.absentBucketParts === 'malformed-id-first' &&
    !WELL_FORMED.test(command.uploadId)
  ) {
    return { rule: 'lifetime/upload-must-be-open', fault: 'no-such-upload', detail: { uploadId: command.uploadId } };
  }
  if (!bucket) return { rule: 'create/bucket-must-exist', fault: 'no-such-bucket', detail: { bucket: command.bucket } };

  const upload = 'uploadId' in command ? bucket.uploads.get(command.uploadId) : undefined;
  // An id under another key is as unknown as one that never was (S3-057).
  const known = upload && 'key' in command && upload.key === command.key ? upload : undefined;
  const open = known?.state === 'open' ? known : undefined;
  const asked = { command, bucket, policy, upload: known, open, now: world.now(), who } as Asked;
  for (const [id, rule] of judge.rules.get(command.op) ?? []) {
    const finding = rule.check(asked);
    if (finding) return { rule: id, fault: finding.fault, detail: finding.detail ?? {} };
  }
  return act(bucket, command, who, judge, known, open, asked.claimed);
}

function createBucket(bucket: Bucket | undefined, name: string, who: Identity, world: World): Decision | Refusal {
  if (bucket)
    return {
      rule: 'bucket/create-twice',
      fault: bucket.owner.id === who.id ? 'bucket-owned-by-you' : 'bucket-exists',
      detail: { bucket: name },
    };
  if (
    !/^(?!xn--)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) ||
    name.includes('..') ||
    /^\d+\.\d+\.\d+\.\d+$/.test(name)
  ) {
    return { rule: 'bucket/name', fault: 'invalid-bucket-name', detail: { bucket: name } };
  }
  return answer(
    { op: 'create-bucket', bucket: name },
    { type: 'bucket-created', bucket: name, owner: who, at: world.now() },
  );
}

function act(
  bucket: Bucket,
  command: Exclude<Command, { op: 'create-bucket' | 'list-buckets' }>,
  who: Identity,
  judge: Judge,
  upload: Asked['upload'],
  open: OpenUpload | undefined,
  claimed: Asked['claimed'],
): Decision | Refusal {
  const { policy, world } = judge;
  const name = bucket.name;
  switch (command.op) {
    case 'delete-bucket':
      return answer({ op: 'delete-bucket', bucket: name }, { type: 'bucket-deleted', bucket: name });
    case 'head-bucket':
      return answer({ op: 'head-bucket', bucket: name });
    case 'get-location':
      return answer({ op: 'get-location', region: policy.region });
    case 'get-versioning':
      return answer({ op: 'get-versioning', versioning: bucket.versioning });
    case 'put-versioning':
      return answer(
        { op: 'put-versioning', bucket: name },
        { type: 'versioning-set', bucket: name, versioning: command.status },
      );
    case 'put-object': {
      if (!command.body) return answer({ op: 'continue' });
      const { body } = command;
      const version = single(bucket, body, classed(command.attributes, policy), who, world);
      return answer(
        { op: 'put-object', etag: version.etag, versionId: shownVersion(bucket, version), digests: body.digests },
        { type: 'object-stored', bucket: name, key: command.key, version },
      );
    }
    case 'copy-object':
      return copyObject(bucket, { ...command, attributes: classed(command.attributes, policy) }, who, world);
    case 'get-object':
    case 'head-object':
      return decision(read(bucket, command, policy.choices.partReads));
    case 'get-attributes': {
      const version = findVersion(bucket, command.key, command.versionId);
      if ('fault' in version) return version;
      return answer({
        op: 'get-attributes',
        version,
        versioned: bucket.versioning !== 'never',
        wanted: command.wanted,
      });
    }
    case 'delete-object': {
      const removal = removeObject(bucket, command.key, command.versionId, who, world);
      return answer(
        { op: 'delete-object', versionId: removal.versionId, deleteMarker: removal.deleteMarker },
        ...removal.events,
      );
    }
    case 'delete-objects':
      return deleteMany(bucket, command, who, world);
    case 'list-objects':
      return answer(listObjects(bucket, command));
    case 'list-versions':
      return answer(listVersions(bucket, command));
    case 'create': {
      const id = world.newUploadId();
      const event: Event = {
        type: 'upload-created',
        bucket: name,
        key: command.key,
        id,
        attributes: classed(command.attributes, policy),
        initiator: who,
        at: world.now(),
      };
      return answer({ op: 'create', bucket: name, key: command.key, uploadId: id }, event);
    }
    case 'upload-part': {
      if (!command.body) return answer({ op: 'continue' });
      const part = partOf(command, command.body, world);
      return answer(
        { op: 'upload-part', part, storageClass: open?.attributes.storageClass },
        { type: 'part-stored', bucket: name, id: command.uploadId, part },
      );
    }
    case 'upload-part-copy':
      return copyPart(bucket, command, world);
    case 'complete':
      return complete(bucket, command, judge, upload, open, claimed);
    case 'abort':
      return answer({ op: 'abort' }, { type: 'upload-aborted', bucket: name, id: command.uploadId });
    case 'list-parts':
      return answer(listParts(upload, command, bucket, policy));
    case 'list-uploads':
      return answer(listUploads(bucket, command, policy));
  }
}

/** Attributes with the class the provider stores under an alias of it (YAN-021). */
function classed(attributes: Attributes, { storageClasses }: Policy): Attributes {
  const { storageClass } = attributes;
  if (storageClass === undefined || !Object.hasOwn(storageClasses.aliases, storageClass)) return attributes;
  return { ...attributes, storageClass: storageClasses.aliases[storageClass]! };
}

function decision<R extends Reply>(result: R | Refusal): Decision | Refusal {
  return 'fault' in result ? result : answer(result);
}

/** A part from a body that has arrived; its ETag is the body's MD5 (S3-049). */
function partOf(
  command: CommandOf<'upload-part' | 'upload-part-copy'>,
  body: Part | NonNullable<CommandOf<'upload-part'>['body']>,
  world: World,
): Part {
  return {
    ref: body.ref,
    size: body.size,
    digests: body.digests,
    position: command.number.value as Part['position'],
    etag: body.digests.md5 as ETag,
    storedAt: world.now(),
  };
}

function copyPart(bucket: Bucket, command: CommandOf<'upload-part-copy'>, world: World): Decision | Refusal {
  if (command.found?.kind !== 'found') return answer({ op: 'continue' });
  const { version, versioned } = command.found;
  if (!command.body) {
    const range = command.range?.value;
    const first = range?.first ?? 0;
    const length = (range?.last ?? version.size - 1) - first + 1;
    return answer({ op: 'continue', copy: { version, first, length } });
  }
  const part = partOf(command, command.body, world);
  const reply: Reply = { op: 'upload-part-copy', part, sourceVersionId: versioned ? version.versionId : undefined };
  return answer(reply, { type: 'part-stored', bucket: bucket.name, id: command.uploadId, part });
}

function copyObject(
  bucket: Bucket,
  command: CommandOf<'copy-object'>,
  who: Identity,
  world: World,
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
    command.attributes.storageClass === undefined
  ) {
    return { rule: 'overwrite/copy-onto-itself', fault: 'copy-onto-itself', detail: {} };
  }
  if (!command.body) return answer({ op: 'continue', copy: { version: source, first: 0, length: source.size } });
  const { storageClass } = command.attributes;
  const kept = storageClass === undefined ? source.attributes : { ...source.attributes, storageClass };
  const version = single(bucket, command.body, command.replace ? command.attributes : kept, who, world);
  return answer(
    {
      op: 'copy-object',
      etag: version.etag,
      modifiedAt: version.modifiedAt,
      versionId: shownVersion(bucket, version),
      sourceVersionId: versioned ? source.versionId : undefined,
    },
    { type: 'object-stored', bucket: bucket.name, key: command.key, version },
  );
}

/** A version made of one body, as PutObject and CopyObject make it: its ETag is a plain MD5 (S3-214). */
function single(
  bucket: Bucket,
  body: NonNullable<CommandOf<'put-object'>['body']>,
  attributes: ObjectVersion['attributes'],
  who: Identity,
  world: World,
): ObjectVersion {
  const piece: Piece = { ref: body.ref, size: body.size, position: 1 as Piece['position'] };
  return {
    kind: 'object',
    versionId: bucket.versioning === 'enabled' ? world.newVersionId() : 'null',
    etag: body.digests.md5 as ETag,
    size: body.size,
    attributes,
    owner: who,
    modifiedAt: world.now(),
    pieces: [piece],
    multipart: false,
    digests: body.digests,
  };
}

function complete(
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
  if (upload?.state === 'completed') return answer({ ...base, etag: upload.etag, versionId: upload.versionId });
  if (!open)
    return { rule: 'lifetime/upload-must-be-open', fault: 'no-such-upload', detail: { uploadId: command.uploadId } };
  // Ascending whatever the list says: a profile without the order rule still joins by number (S3-107).
  const found = claimed ?? command.claims.map((claim) => open.parts.get(claim.position));
  const named = found.filter((part) => part !== undefined);
  if (!judge.rules.get('complete')?.some(([id]) => id === 'complete/part-order'))
    named.sort((a, b) => a.position - b.position);
  const parts = named.filter((part, i) => part !== named[i - 1]);
  const digests = parts.map((part) => part.digests.md5);
  const version: ObjectVersion = {
    kind: 'object',
    versionId: bucket.versioning === 'enabled' ? world.newVersionId() : 'null',
    etag: `${world.md5OfDigests(digests)}-${digests.length}` as ETag,
    size: parts.reduce((sum, part) => sum + part.size, 0),
    attributes: open.attributes,
    owner: bucket.owner,
    modifiedAt: world.now(),
    pieces: parts.map(({ ref, size, position }) => ({ ref, size, position })),
    multipart: true,
    digests: undefined,
  };
  return answer(
    { ...base, etag: version.etag, versionId: shownVersion(bucket, version) },
    { type: 'upload-completed', bucket: bucket.name, id: command.uploadId, claims: command.claims, version },
  );
}

interface Removal {
  readonly events: Event[];
  readonly versionId: string | undefined;
  readonly deleteMarker: boolean;
}

/** A plain delete hides a versioned object behind a marker, and removes an unversioned one; a named version goes for good. */
function removeObject(
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

function deleteMany(bucket: Bucket, command: CommandOf<'delete-objects'>, who: Identity, world: World): Decision {
  const events: Event[] = [];
  const deleted: { key: string; versionId?: string; markerId?: string }[] = [];
  for (const { key, versionId } of command.keys) {
    const removal = removeObject(bucket, key, versionId, who, world);
    events.push(...removal.events);
    deleted.push({
      key,
      ...(versionId === undefined ? {} : { versionId }),
      ...(removal.deleteMarker && removal.versionId !== undefined ? { markerId: removal.versionId } : {}),
    });
  }
  return answer({ op: 'delete-objects', quiet: command.quiet, deleted }, ...events);
}
