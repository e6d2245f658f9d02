/** A reply of the engine → what Glacier sends for it. */

import type { Instant, Job, OpenUpload, Refusal, Reply, VaultReply, VaultView } from '../../engine/types.js';
import { accountNumber, vaultArn } from '../../engine/vaults/account.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { ERRORS, INTERNAL } from './errors.js';

type Headers = Record<string, string>;

/** See {@link Dialect.render}. */
export function render(answer: Reply, context: RenderContext): WireResponse {
  const reply = answer as VaultReply | Extract<Reply, { op: 'continue' }>;
  const region = context.policy.region;
  switch (reply.op) {
    case 'continue':
      return { status: 100, headers: {} };
    case 'list-vaults':
      return json(context, 200, {
        Marker: reply.marker ?? null,
        VaultList: reply.vaults.map((one) => vaultDocument(one, region)),
      });
    case 'create-vault':
      return empty(context, 201, { Location: `/${account(context)}/vaults/${reply.vault}` });
    case 'describe-vault':
      return json(context, 200, vaultDocument(reply, region));
    case 'delete-vault':
    case 'delete-archive':
    case 'drop-archive':
      return empty(context, 204);
    case 'put-archive':
    case 'join-archive':
      return empty(context, 201, {
        Location: `${vaultPath(context)}/archives/${reply.archiveId}`,
        'x-amz-archive-id': reply.archiveId,
        'x-amz-sha256-tree-hash': reply.treeHash,
      });
    case 'open-archive':
      return empty(context, 201, {
        Location: `${vaultPath(context)}/multipart-uploads/${reply.uploadId}`,
        'x-amz-multipart-upload-id': reply.uploadId,
      });
    case 'put-range':
      return empty(context, 204, { 'x-amz-sha256-tree-hash': reply.part.etag });
    case 'list-ranges':
      return json(context, 200, partsDocument(reply, context));
    case 'list-open-archives':
      return json(context, 200, {
        Marker: reply.next === undefined ? null : String(reply.next),
        UploadsList: reply.uploads.map((upload) => uploadDocument(upload, context)),
      });
    case 'start-job':
      return empty(context, 202, {
        Location: `${vaultPath(context)}/jobs/${reply.jobId}`,
        'x-amz-job-id': reply.jobId,
      });
    case 'describe-job':
      return json(context, 200, jobDocument(reply, context));
    case 'list-jobs':
      return json(context, 200, {
        JobList: reply.jobs.map((one) => jobDocument(one, context)),
        Marker: reply.next ?? null,
      });
    case 'job-output':
      return output(reply, context);
  }
}

/** See {@link Dialect.refuse}. */
export function refuse({ rule, fault, detail }: Refusal, context: RenderContext): WireResponse {
  const { status, code, message } = ERRORS[fault] ?? INTERNAL;
  const arn = arnOf(context, String(detail.vault ?? context.bucket));
  const text = message.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'arn' ? arn : String(detail[name] ?? '')));
  const type = status >= 500 ? 'Server' : 'Client';
  const response = json(context, status, { code, message: text, type });
  const headers: Headers = { ...response.headers, 'x-mock-rule': rule };
  if (detail.near) headers['x-mock-near'] = String(detail.near);
  return { ...response, headers };
}

function common({ requestId, now }: RenderContext): Headers {
  return { 'x-amzn-RequestId': requestId, Date: now.toUTCString() };
}

function empty(context: RenderContext, status: number, headers: Headers = {}): WireResponse {
  const length: Headers = status === 204 ? {} : { 'Content-Length': '0' };
  return { status, headers: { ...common(context), ...length, ...headers } };
}

function json(context: RenderContext, status: number, document: object): WireResponse {
  const headers = { ...common(context), 'Content-Type': 'application/json' };
  return { status, headers, body: JSON.stringify(document) };
}

/** `2012-03-20T17:03:43.221Z` (GLA-060). */
const date = (instant: Instant): string => new Date(instant).toISOString();

function account({ who }: RenderContext): string {
  return who === undefined ? '-' : accountNumber(who);
}

function vaultPath(context: RenderContext): string {
  return `/${account(context)}/vaults/${context.bucket}`;
}

function arnOf(context: RenderContext, vault: string): string {
  return `arn:aws:glacier:${context.policy.region}:${account(context)}:vaults/${vault}`;
}

/** Figures of the last inventory; null before the first (GLA-091). */
function vaultDocument({ vault, inventory }: VaultView, region: string): object {
  return {
    CreationDate: date(vault.createdAt),
    LastInventoryDate: inventory ? date(inventory.takenAt) : null,
    NumberOfArchives: inventory?.archives.length ?? null,
    SizeInBytes: inventory?.archives.reduce((sum, { version }) => sum + version.size, 0) ?? null,
    VaultARN: vaultArn(region, vault.owner, vault.name),
    VaultName: vault.name,
  };
}

function uploadDocument(upload: OpenUpload, context: RenderContext): object {
  return {
    ArchiveDescription: upload.attributes.metadata.description ?? null,
    CreationDate: date(upload.initiatedAt),
    MultipartUploadId: upload.id,
    PartSizeInBytes: upload.partSize,
    VaultARN: arnOf(context, context.bucket),
  };
}

/** Its members in the order of the guide's samples (GLA-060). */
function partsDocument(reply: Extract<VaultReply, { op: 'list-ranges' }>, context: RenderContext): object {
  const parts = reply.parts.map(({ position, size, etag }) => ({
    RangeInBytes: `${position}-${position + size - 1}`,
    SHA256TreeHash: etag,
  }));
  const marker = reply.next === undefined ? null : String(reply.next);
  const document = { ...uploadDocument(reply.upload, context), Marker: marker, Parts: parts };
  return Object.fromEntries(Object.entries(document).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function jobDocument({ job, ready }: { job: Job; ready: boolean }, context: RenderContext): object {
  const { what } = job;
  const archive = what.kind === 'archive' ? what : undefined;
  return {
    Action: archive ? 'ArchiveRetrieval' : 'InventoryRetrieval',
    ArchiveId: archive?.archiveId ?? null,
    ArchiveSHA256TreeHash: archive?.archive.etag ?? null,
    ArchiveSizeInBytes: archive?.archive.size ?? null,
    Completed: ready,
    CompletionDate: ready ? date(job.readyAt) : null,
    CreationDate: date(job.startedAt),
    InventoryRetrievalParameters: null,
    InventorySizeInBytes: what.kind === 'inventory' && ready ? inventory(job, context).length : null,
    JobDescription: job.description ?? null,
    JobId: job.id,
    RetrievalByteRange: archive ? `${archive.first}-${archive.last}` : null,
    SHA256TreeHash: archive?.treeHash ?? null,
    SNSTopic: job.topic ?? null,
    StatusCode: ready ? 'Succeeded' : 'InProgress',
    StatusMessage: ready ? 'Succeeded' : null,
    Tier: job.tier,
    VaultARN: arnOf(context, context.bucket),
  };
}

function output(reply: Extract<VaultReply, { op: 'job-output' }>, context: RenderContext): WireResponse {
  const { job, first, last, partial, treeHash } = reply;
  const { what } = job;
  if (what.kind === 'inventory') {
    const headers = { ...common(context), 'Content-Type': 'application/json' };
    return { status: 200, headers, body: inventory(job, context) };
  }
  const length = last - first + 1;
  const { description } = what.archive.attributes.metadata;
  const headers: Headers = {
    ...common(context),
    'Content-Type': 'application/octet-stream',
    'Content-Length': String(length),
    'Accept-Ranges': 'bytes',
  };
  if (partial) {
    const whole = what.last - what.first + 1;
    headers['Content-Range'] = `bytes ${first - what.first}-${last - what.first}/${whole}`;
  }
  if (description !== undefined) headers['x-amz-archive-description'] = description;
  if (treeHash !== undefined) headers['x-amz-sha256-tree-hash'] = treeHash;
  return { status: partial ? 206 : 200, headers, content: { pieces: what.archive.pieces, first, length } };
}

/** GLA-106. */
function inventory({ what }: Job, context: RenderContext): string {
  if (what.kind !== 'inventory') return '';
  return JSON.stringify({
    VaultARN: arnOf(context, context.bucket),
    InventoryDate: date(what.takenAt),
    ArchiveList: what.archives.map(({ id, version }) => ({
      ArchiveId: id,
      ArchiveDescription: version.attributes.metadata.description ?? '',
      CreationDate: date(version.modifiedAt),
      Size: version.size,
      SHA256TreeHash: version.etag,
    })),
  });
}
