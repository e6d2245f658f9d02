/**
 * `decide` answers a command from the state of its bucket and the profile's policy: a refusal, or what happened and the
 * reply. It changes nothing, and knows neither time nor bytes but through its arguments.
 */

import { ownedBy } from './access/permission.js';
import { objectOwner } from './acl.js';
import { attributesOf } from './attributes.js';
import { putEncryption, shownEncryption } from './bucket-encryption.js';
import { algorithmFor, settledChecksum, singleChecksum } from './checksum.js';
import { answer, type Decision, type Judge } from './decision.js';
import { shownVersion } from './evolve.js';
import { abortOf, setLifecycle } from './lifecycle.js';
import { listObjects, listParts, listUploads, listVersions } from './listing.js';
import { copyObject, deleteMany, removeObject, single } from './objects.js';
import { findVersion, partsPage, read } from './reading.js';
import { type Asked, findingOf } from './rule.js';
import { policyOf } from './rules-access.js';
import { decideSetting, isSettingCommand, type SettingCommand } from './settings.js';
import type { Bucket, Claim, Command, CommandOf, Identity, OpenUpload, Refusal, Reply } from './types.js';
import { complete, copyPart, storePart } from './uploads.js';
import { decideVault, isVaultCommand } from './vaults/act.js';
import type { VaultCommand } from './vaults/words.js';

/** Ids as `World.newUploadId` makes them; anything else was never given out. */
const WELL_FORMED = /^[\w.]{80,}$/;

/**
 * @param bucket the bucket the command names, or undefined when there is none.
 * @param who who asks.
 */
export function decide(bucket: Bucket | undefined, command: Command, who: Identity, judge: Judge): Decision | Refusal {
  const { policy, world } = judge;
  if (policy.unsupported.includes(command.op))
    return { rule: 'wire/unsupported', fault: 'not-implemented', detail: { operation: command.op } };
  if (isVaultCommand(command)) return decideVault(bucket, command, who, judge);
  if (who.anonymous && (command.op === 'create-bucket' || command.op === 'list-buckets'))
    return { rule: 'auth/anonymous', fault: 'access-denied', detail: {} };
  if (command.op === 'create-bucket') return createBucket(bucket, command, who, judge);
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
  if (command.op === 'complete' && command.all && open) command = { ...command, claims: everyPart(open) };
  const asked = { command, bucket, policy, upload: known, open, now: world.now(), who, world } as Asked;
  const refusal = findingOf(asked, judge);
  if (refusal) return refusal;
  const done = isSettingCommand(command)
    ? decideSetting(bucket, command, policy)
    : act(bucket, command, who, judge, known, open, asked.claimed);
  const charged = bucket.requesterPays && command.payer === 'requester' && !ownedBy(bucket, who);
  return charged && !('fault' in done) ? { ...done, reply: { ...done.reply, charged } } : done;
}

/** The list that names everything an upload holds. */
function everyPart(open: OpenUpload): Claim[] {
  return [...open.parts.after(undefined)].map(([position, { etag }]) => ({ position, etag }));
}

function createBucket(
  bucket: Bucket | undefined,
  { bucket: name, lock, ownership }: CommandOf<'create-bucket'>,
  who: Identity,
  { policy, world }: Judge,
): Decision | Refusal {
  if (bucket && bucket.owner.id === who.id && policy.choices.ownBucketAgain === 'accepted')
    return answer({ op: 'create-bucket', bucket: name });
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
    {
      type: 'bucket-created',
      bucket: name,
      owner: who,
      at: world.now(),
      ...(lock && policy.choices.objectLock === 'kept' && { lock }),
      ...(ownership && { ownership }),
    },
  );
}

function act(
  bucket: Bucket,
  command: Exclude<Command, VaultCommand | SettingCommand | { op: 'create-bucket' | 'list-buckets' }>,
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
      return answer({ op: 'head-bucket', bucket: name, created: { at: bucket.createdAt, by: bucket.owner } });
    case 'get-location':
      return answer({ op: 'get-location', region: policy.region });
    case 'get-versioning':
      return answer({ op: 'get-versioning', versioning: bucket.versioning });
    case 'put-versioning':
      return answer(
        { op: 'put-versioning', bucket: name },
        { type: 'versioning-set', bucket: name, versioning: command.status },
      );
    case 'put-lifecycle':
      return setLifecycle(bucket, command.rules, world);
    case 'get-lifecycle':
      return answer({ op: 'get-lifecycle', rules: bucket.lifecycle ?? [] });
    case 'delete-lifecycle':
      return answer({ op: 'delete-lifecycle' }, { type: 'lifecycle-set', bucket: name, rules: undefined });
    case 'get-encryption':
      return answer({ op: 'get-encryption', encryption: shownEncryption(bucket, policy) });
    case 'put-encryption':
      return putEncryption(bucket, command, policy);
    case 'get-policy':
      return answer({ op: 'get-policy', text: bucket.policy?.text ?? '' });
    case 'put-policy':
      return answer(
        { op: 'put-policy', bucket: name },
        { type: 'policy-set', bucket: name, policy: policyOf(command) },
      );
    case 'delete-policy':
      return answer({ op: 'delete-policy', bucket: name }, { type: 'policy-removed', bucket: name });
    case 'get-payment':
      return answer({ op: 'get-payment', requesterPays: bucket.requesterPays });
    case 'put-payment': {
      const { requesterPays } = command;
      return answer({ op: 'put-payment', bucket: name }, { type: 'payer-set', bucket: name, requesterPays });
    }
    case 'put-object': {
      if (!command.body) return waiting(algorithmFor(command.checksum, policy));
      const { body } = command;
      const checksum = singleChecksum(body, command.checksum, policy);
      const attributes = attributesOf(bucket, command, who, policy);
      const owner = objectOwner(bucket, who, attributes.acl, policy);
      const version = single(bucket, body, attributes, checksum, owner, world);
      return answer(
        {
          op: 'put-object',
          etag: version.etag,
          versionId: shownVersion(bucket, version),
          encryption: version.attributes.encryption,
          checksum,
        },
        { type: 'object-stored', bucket: name, key: command.key, version },
      );
    }
    case 'copy-object':
      return copyObject(bucket, { ...command, attributes: attributesOf(bucket, command, who, policy) }, who, judge);
    case 'get-object':
    case 'head-object':
      return decision(read(bucket, command, policy.choices));
    case 'get-attributes': {
      const version = findVersion(bucket, command.key, command.versionId);
      if ('fault' in version) return version;
      return answer({
        op: 'get-attributes',
        version,
        versioned: bucket.versioning !== 'never',
        wanted: command.wanted,
        parts: partsPage(version, command),
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
      return answer(listObjects(bucket, command, policy));
    case 'list-versions':
      return answer(listVersions(bucket, command, policy));
    case 'create': {
      const id = world.newUploadId();
      const attributes = attributesOf(bucket, command, who, policy);
      const checksum = settledChecksum(command.checksum, policy);
      const event = {
        type: 'upload-created',
        bucket: name,
        key: command.key,
        id,
        attributes,
        ...(checksum && { checksum }),
        initiator: who,
        ...(command.sequential && { sequential: true }),
        listedBy: policy.choices.uploadsOrder,
        at: world.now(),
      } as const;
      const { encryption } = attributes;
      const abort = abortOf(bucket.lifecycle, { key: command.key, initiatedAt: event.at });
      const reply = {
        op: 'create',
        bucket: name,
        key: command.key,
        uploadId: id,
        attributes,
        checksum,
        encryption,
        abort,
      } as const;
      return answer(reply, event);
    }
    case 'upload-part': {
      if (!command.body) return waiting(algorithmFor(open?.checksum?.algorithm, policy));
      return storePart(bucket, command, command.body, open, judge);
    }
    case 'upload-part-copy':
      return copyPart(bucket, command, open, judge);
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

/** The body may come, and is to be summed by this algorithm. */
function waiting(algorithm: string | undefined): Decision {
  return answer(algorithm === undefined ? { op: 'continue' } : { op: 'continue', digests: [algorithm] });
}

function decision<R extends Reply>(result: R | Refusal): Decision | Refusal {
  return 'fault' in result ? result : answer(result);
}
