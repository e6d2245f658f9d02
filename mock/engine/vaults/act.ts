/** Commands of vaults: the same bucket and uploads as elsewhere, without names, versions or lists of parts. */
import { answer, type Decision, type Judge } from '../decision.js';
import { findingOf } from '../rule.js';
import type {
  Body,
  Bucket,
  Command,
  CommandOf,
  ETag,
  Identity,
  ObjectVersion,
  OpenUpload,
  Part,
  Piece,
  Position,
  Refusal,
  Upload,
} from '../types.js';
import { inventoryOf } from './inventory.js';
import { jobOutput, listJobs, startJob } from './jobs.js';
import { afterMarker, hasExpired, pageOf, partsOf, treeHashOf } from './rules.js';
import type { VaultCommand } from './words.js';

const VAULT_NAME = /^[A-Za-z0-9_.-]{1,255}$/;
/** Characters of an archive id (GLA-015). */
const ARCHIVE_ID = 138;

export function isVaultCommand(command: Command): command is VaultCommand {
  return 'account' in command;
}

/** @param vault the vault the command names, or undefined when there is none. */
export function decideVault(
  vault: Bucket | undefined,
  command: VaultCommand,
  who: Identity,
  judge: Judge,
): Decision | Refusal {
  const { policy, world } = judge;
  const now = world.now();
  const upload = vault && 'uploadId' in command ? vault.uploads.get(command.uploadId) : undefined;
  const open = upload?.state === 'open' ? upload : undefined;
  if (!vault && command.op !== 'create-vault' && command.op !== 'list-vaults') {
    // To delete a vault that is not there is a success (GLA-092).
    if (command.op === 'delete-vault') return answer({ op: 'delete-vault', vault: command.bucket });
    return { rule: 'vault/must-exist', fault: 'vault-not-found', detail: { vault: command.bucket } };
  }
  const refusal = findingOf({ command, bucket: vault, policy, upload, open, now, who, world }, judge);
  if (refusal) return refusal;
  // Whose vaults there are, the shell knows.
  if (command.op === 'list-vaults') return answer({ op: 'list-vaults', vaults: [], marker: undefined });
  if (command.op === 'create-vault') return createVault(vault, command.bucket, who, judge);
  // An upload that nobody touched for too long is gone, and so are its bytes (GLA-081).
  const expired = open !== undefined && hasExpired({ open, now, policy });
  return act(vault!, command, who, judge, expired ? undefined : open, upload);
}

function createVault(vault: Bucket | undefined, name: string, who: Identity, { world }: Judge): Decision | Refusal {
  if (!VAULT_NAME.test(name)) {
    const message = `Invalid vault name: ${name}`;
    return { rule: 'vault/name', fault: 'parameter-invalid', detail: { message } };
  }
  const reply = { op: 'create-vault', vault: name } as const;
  // GLA-090: one's own vault may be created again.
  return vault ? answer(reply) : answer(reply, { type: 'bucket-created', bucket: name, owner: who, at: world.now() });
}

function act(
  vault: Bucket,
  command: Exclude<VaultCommand, { op: 'create-vault' | 'list-vaults' }>,
  who: Identity,
  judge: Judge,
  open: OpenUpload | undefined,
  upload: Upload | undefined,
): Decision | Refusal {
  const { policy, world } = judge;
  const { limits } = policy;
  const bucket = vault.name;
  switch (command.op) {
    case 'describe-vault':
      return answer({ op: 'describe-vault', vault, inventory: inventoryOf(vault, world.now()) });
    case 'delete-vault':
      return answer({ op: 'delete-vault', vault: bucket }, { type: 'bucket-deleted', bucket });
    case 'put-archive': {
      if (!command.body) return answer({ op: 'continue' });
      const archiveId = newArchiveId(judge);
      const piece: Piece = { ref: command.body.ref, size: command.body.size, position: 0 as Position };
      const version = archiveOf([piece], command.body.size, hashOf(command.body), command.description, who, judge);
      return answer(
        { op: 'put-archive', archiveId, treeHash: version.etag },
        { type: 'object-stored', bucket, key: archiveId, version },
      );
    }
    case 'delete-archive':
      return vault.objects.get(command.archiveId)
        ? answer(
            { op: 'delete-archive' },
            { type: 'version-removed', bucket, key: command.archiveId, versionId: 'null', at: world.now() },
          )
        : answer({ op: 'delete-archive' });
    case 'open-archive': {
      const id = world.newUploadId();
      return answer(
        { op: 'open-archive', uploadId: id },
        {
          type: 'upload-created',
          bucket,
          // The archive's name to be: it is given out when the upload is completed.
          key: newArchiveId(judge),
          id,
          attributes: described(command.description),
          initiator: who,
          listedBy: 'creation',
          at: world.now(),
          ...(command.partSize && { partSize: command.partSize.value }),
        },
      );
    }
    case 'put-range': {
      if (!command.body) return answer({ op: 'continue' });
      const part: Part = {
        ...command.body,
        // Where no rule asks for a range that can be read, the bytes go to the front.
        position: (command.range?.value?.first ?? 0) as Position,
        etag: hashOf(command.body),
        storedAt: world.now(),
      };
      return answer({ op: 'put-range', part }, { type: 'part-stored', bucket, id: command.uploadId, part });
    }
    case 'join-archive': {
      if (upload?.state === 'completed')
        return answer({ op: 'join-archive', archiveId: upload.key, treeHash: upload.etag });
      return joinArchive(vault, command, open!, who, judge);
    }
    case 'drop-archive':
      return answer({ op: 'drop-archive' }, { type: 'upload-aborted', bucket, id: command.uploadId });
    case 'list-ranges': {
      const size = pageOf(command, limits.listPartsDefault, limits.listPartsMax);
      const parts: Part[] = [];
      let next: number | undefined;
      for (const [, part] of open!.parts.after(afterMarker(command.marker))) {
        if (parts.length === size) {
          next = parts.at(-1)!.position;
          break;
        }
        parts.push(part);
      }
      return answer({ op: 'list-ranges', upload: open!, parts, next });
    }
    case 'list-open-archives':
      return listOpen(vault, command, judge);
    case 'start-job':
      return startJob(vault, command, judge);
    case 'describe-job': {
      const job = vault.jobs.get(command.jobId)!;
      return answer({ op: 'describe-job', job, ready: world.now() >= job.readyAt });
    }
    case 'list-jobs':
      return listJobs(vault, command, judge);
    case 'job-output':
      return jobOutput(vault, command);
  }
}

/** By the bytes they hold, in the order of their ranges (GLA-040); nothing is copied. */
function joinArchive(
  vault: Bucket,
  command: CommandOf<'join-archive'>,
  open: OpenUpload,
  who: Identity,
  judge: Judge,
): Decision {
  const parts = partsOf(open);
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const pieces = parts.map(({ ref, size, position }) => ({ ref, size, position }));
  const hash = judge.world.etags.ofParts(parts.map(({ etag }) => etag));
  const version = archiveOf(pieces, size, hash, open.attributes.metadata.description, who, judge);
  return {
    events: [{ type: 'upload-completed', bucket: vault.name, id: command.uploadId, claims: [], version }],
    reply: { op: 'join-archive', archiveId: open.key, treeHash: hash },
  };
}

function listOpen(vault: Bucket, command: CommandOf<'list-open-archives'>, { policy, world }: Judge): Decision {
  const { limits } = policy;
  const size = pageOf(command, limits.listUploadsDefault, limits.listUploadsMax);
  const uploads: OpenUpload[] = [];
  const now = world.now();
  let at = 0;
  const from = Number(command.marker ?? 0) || 0;
  for (const [, open] of vault.open.after(undefined)) {
    at += 1;
    if (at <= from || hasExpired({ open, now, policy })) continue;
    if (uploads.length === size) return answer({ op: 'list-open-archives', uploads, next: at - 1 });
    uploads.push(open);
  }
  return answer({ op: 'list-open-archives', uploads, next: undefined });
}

function archiveOf(
  pieces: readonly Piece[],
  size: number,
  hash: ETag,
  description: string | undefined,
  owner: Identity,
  { world }: Judge,
): ObjectVersion {
  return {
    kind: 'object',
    versionId: 'null',
    etag: hash,
    size,
    attributes: described(description),
    owner,
    modifiedAt: world.now(),
    pieces,
    multipart: pieces.length > 1,
    checksum: undefined,
  };
}

const described = (description: string | undefined): ObjectVersion['attributes'] => ({
  headers: {},
  metadata: description === undefined ? {} : { description },
});

const hashOf = (body: Body): ETag => (treeHashOf(body.digests) ?? '') as ETag;

const newArchiveId = ({ world }: Judge): string => `${world.newUploadId()}${world.newUploadId()}`.slice(0, ARCHIVE_ID);
