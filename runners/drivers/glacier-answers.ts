/** Reads an answer of the dialect glacier: JSON and headers → neutral values, or the refusal it carries (GLA-110). */
import type { Exchange } from '../result.js';
import type { Ask, Operation } from './ask.js';
import type { DocumentShape } from './document.js';
import type { Json, Observation } from './observation.js';
import type { Refusal } from './sdk.js';
import type { Answer } from './speech.js';
import { flag, headerRecord, list, number, text, type Wire } from './wire.js';

type Values = Readonly<Record<string, Json>>;

/** Members that travel as headers, by the model's names. */
const HEADERS: Partial<Record<Operation, Readonly<Record<string, string>>>> = {
  create: { location: 'location', 'x-amz-multipart-upload-id': 'uploadId' },
  'put-part': { 'x-amz-sha256-tree-hash': 'checksum' },
  complete: { location: 'location', 'x-amz-archive-id': 'archiveId', 'x-amz-sha256-tree-hash': 'checksum' },
  put: { location: 'location', 'x-amz-archive-id': 'archiveId', 'x-amz-sha256-tree-hash': 'checksum' },
  'start-job': { location: 'location', 'x-amz-job-id': 'jobId' },
  'create-bucket': { location: 'location' },
  'job-output': {
    'x-amz-sha256-tree-hash': 'checksum',
    'content-range': 'contentRange',
    'accept-ranges': 'acceptRanges',
    'content-type': 'contentType',
    'x-amz-archive-description': 'archiveDescription',
  },
};

/** Makes the observation of an answer that was read without an SDK. */
export function observe(ask: Ask, answer: Answer, exchange: Exchange): Observation {
  const headers = headerRecord(answer.headers);
  const common = { status: answer.status, headers, document: () => shapeOf(answer.body), exchange };
  const refusal = refusalIn(ask, answer);
  if (refusal) return { kind: 'refused', ...refusal, ...common };
  const wire: Record<string, unknown> = ask.op === 'job-output' ? {} : { ...documentOf(answer.body) };
  for (const [header, member] of Object.entries(HEADERS[ask.op] ?? {})) wire[member] = headers[header];
  const content = ask.op === 'job-output' || ask.op === 'raw' ? { content: answer.body } : {};
  return { kind: 'accepted', values: valuesOf(ask.op, wire, answer.body), ...content, ...common };
}

/** What an error document says, all names in small letters (GLA-110); undefined for a success. */
export function refusalIn(_ask: Ask, { status, headers, body }: Answer): Refusal | undefined {
  if (status >= 200 && status < 300) return undefined;
  const { code, message, ...rest } = documentOf(body) ?? {};
  const elements = Object.entries(rest).map(([name, value]) => [name, text(value) ?? JSON.stringify(value)] as const);
  return {
    code: text(code) ?? headerRecord(headers)['x-amzn-errortype'] ?? '',
    message: text(message) ?? '',
    elements: Object.fromEntries(elements),
  };
}

/** The names of a JSON object, as the shape of its document. */
export function shapeOf(body: Buffer): DocumentShape | undefined {
  const document = documentOf(body);
  return document && { root: 'JSON', namespace: '', elements: Object.keys(document) };
}

function documentOf(body: Buffer): Wire | undefined {
  try {
    const read: unknown = JSON.parse(body.toString('utf8'));
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Wire) : undefined;
  } catch {
    return undefined;
  }
}

/** The neutral values of an answer by the model's member names, whichever driver read it. */
export function valuesOf(op: Operation, wire: Wire, content: Buffer): Values {
  const document = op === 'job-output' ? undefined : documentOf(content);
  const members = document && { members: Object.keys(document) };
  return { ...READERS[op]?.(wire, content), ...members };
}

const READERS: Partial<Record<Operation, (wire: Wire, content: Buffer) => Values>> = {
  create: (w) => ({ location: text(w.location), uploadId: text(w.uploadId) }),
  'put-part': hashed,
  complete: archived,
  put: archived,
  'list-parts': listedParts,
  'list-uploads': listedUploads,
  'create-bucket': (w) => ({ location: text(w.location) }),
  'head-bucket': vault,
  'list-buckets': (w) => ({
    buckets: list(w.VaultList).map((one) => text(one.VaultName)),
    arns: list(w.VaultList).map((one) => text(one.VaultARN)),
    ...next(w),
  }),
  'start-job': (w) => ({ location: text(w.location), jobId: text(w.jobId) }),
  'describe-job': job,
  'list-jobs': (w) => ({
    jobIds: list(w.JobList).map((one) => text(one.JobId)),
    jobs: list(w.JobList).map(job),
    ...next(w),
  }),
  'job-output': (w, content) => ({
    ...hashed(w),
    size: content.length,
    contentRange: text(w.contentRange),
    acceptRanges: text(w.acceptRanges),
    contentType: text(w.contentType),
    description: text(w.archiveDescription),
    ...inventory(w, content),
  }),
};

/** There are no entity tags here; a tree hash says the same of a part or an archive. */
function hashed(w: Wire): Values {
  const hash = text(w.checksum);
  return { etag: hash, rawEtag: hash, treeHash: hash };
}

function archived(w: Wire): Values {
  return { location: text(w.location), archiveId: text(w.archiveId), ...hashed(w) };
}

function next(w: Wire): Values {
  const marker = text(w.Marker);
  return { nextMarker: marker, truncated: marker !== null };
}

function listedParts(w: Wire): Values {
  const parts = list(w.Parts);
  const partSize = number(w.PartSizeInBytes);
  const ends = parts.map((part) => /^(\d+)-(\d+)$/.exec(text(part.RangeInBytes) ?? ''));
  const etags = parts.map((part) => text(part.SHA256TreeHash));
  return {
    uploadId: text(w.MultipartUploadId),
    numbers: ends.map((end) => (end && typeof partSize === 'number' ? Number(end[1]) / partSize + 1 : null)),
    sizes: ends.map((end) => end && Number(end[2]) - Number(end[1]) + 1),
    etags,
    rawEtags: etags,
    ranges: parts.map((part) => text(part.RangeInBytes)),
    partSize,
    description: text(w.ArchiveDescription),
    creationDate: text(w.CreationDate),
    arn: text(w.VaultARN),
    ...next(w),
  };
}

function listedUploads(w: Wire): Values {
  const uploads = list(w.UploadsList);
  return {
    uploadIds: uploads.map((one) => text(one.MultipartUploadId)),
    initiated: uploads.map((one) => text(one.CreationDate)),
    descriptions: uploads.map((one) => text(one.ArchiveDescription)),
    partSizes: uploads.map((one) => number(one.PartSizeInBytes)),
    arns: uploads.map((one) => text(one.VaultARN)),
    nextKeyMarker: text(w.Marker),
    nextIdMarker: null,
    ...next(w),
  };
}

function vault(w: Wire): Values {
  return {
    name: text(w.VaultName),
    arn: text(w.VaultARN),
    creationDate: text(w.CreationDate),
    inventoryDate: text(w.LastInventoryDate),
    archives: number(w.NumberOfArchives),
    size: number(w.SizeInBytes),
  };
}

function job(w: Wire): Record<string, Json> {
  return {
    jobId: text(w.JobId),
    action: text(w.Action),
    archiveId: text(w.ArchiveId),
    archiveTreeHash: text(w.ArchiveSHA256TreeHash),
    archiveSize: number(w.ArchiveSizeInBytes),
    completed: flag(w.Completed),
    completionDate: text(w.CompletionDate),
    creationDate: text(w.CreationDate),
    inventorySize: number(w.InventorySizeInBytes),
    description: text(w.JobDescription),
    range: text(w.RetrievalByteRange),
    treeHash: text(w.SHA256TreeHash),
    statusCode: text(w.StatusCode),
    tier: text(w.Tier),
    arn: text(w.VaultARN),
  };
}

/** The list of a vault, as its inventory was taken (GLA-106). */
function inventory(w: Wire, content: Buffer): Values {
  if (text(w.contentType)?.startsWith('application/json') !== true) return {};
  const document = documentOf(content) ?? {};
  return {
    arn: text(document.VaultARN),
    inventoryDate: text(document.InventoryDate),
    archives: list(document.ArchiveList).map((one) => ({
      archiveId: text(one.ArchiveId),
      description: text(one.ArchiveDescription),
      creationDate: text(one.CreationDate),
      size: number(one.Size),
      treeHash: text(one.SHA256TreeHash),
    })),
  };
}
