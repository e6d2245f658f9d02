/** A named operation with its raw values → a command (GLA-010 to GLA-101). */
import type { Command, Numeral, Op, Refusal, SentRange, UploadId, VaultCommand } from '../../engine/types.js';
import type { BodyKind, Call } from '../dialect.js';
import { numeral } from '../values.js';
import { accountOf } from './detect.js';

type VaultOp = VaultCommand['op'];
type Parser = (call: Call, document: Buffer) => Command | Refusal;

const at = ({ bucket, request }: Call) => ({ bucket, account: accountOf(request) });
const onUpload = (call: Call) => ({ ...at(call), uploadId: call.key as UploadId });
const page = ({ query }: Call) => ({ limit: optional(query.get('limit')), marker: query.get('marker') || undefined });
const hashed = ({ request }: Call) => ({ treeHash: request.headers['x-amz-sha256-tree-hash'] });
/** Leading spaces are dropped (GLA-013). */
const described = ({ request }: Call) => ({ description: request.headers['x-amz-archive-description']?.trimStart() });

const PARSERS: Readonly<Record<VaultOp, Parser>> = {
  'list-vaults': (call) => ({ op: 'list-vaults', account: accountOf(call.request), ...page(call) }),
  'create-vault': (call) => ({ op: 'create-vault', ...at(call) }),
  'describe-vault': (call) => ({ op: 'describe-vault', ...at(call) }),
  'delete-vault': (call) => ({ op: 'delete-vault', ...at(call) }),
  'put-archive': (call) => ({
    op: 'put-archive',
    ...at(call),
    ...hashed(call),
    ...described(call),
    length: lengthOf(call),
  }),
  'delete-archive': (call) => ({ op: 'delete-archive', ...at(call), archiveId: call.key }),
  'open-archive': (call) => ({
    op: 'open-archive',
    ...at(call),
    ...described(call),
    partSize: optional(call.request.headers['x-amz-part-size']),
  }),
  'put-range': (call) => ({
    op: 'put-range',
    ...onUpload(call),
    ...hashed(call),
    range: range(call.request.headers['content-range'], /^bytes (\d{1,15})-(\d{1,15})\/\*$/),
    length: lengthOf(call),
  }),
  'join-archive': (call) => ({
    op: 'join-archive',
    ...onUpload(call),
    ...hashed(call),
    size: optional(call.request.headers['x-amz-archive-size']),
  }),
  'drop-archive': (call) => ({ op: 'drop-archive', ...onUpload(call) }),
  'list-ranges': (call) => ({ op: 'list-ranges', ...onUpload(call), ...page(call) }),
  'list-open-archives': (call) => ({ op: 'list-open-archives', ...at(call), ...page(call) }),
  'start-job': startJob,
  'describe-job': (call) => ({ op: 'describe-job', ...at(call), jobId: call.key }),
  'list-jobs': (call) => ({
    op: 'list-jobs',
    ...at(call),
    ...page(call),
    status: call.query.get('statuscode'),
    completed: call.query.get('completed'),
  }),
  'job-output': (call) => ({
    op: 'job-output',
    ...at(call),
    jobId: call.key,
    range: range(call.request.headers.range, /^bytes=(\d{1,15})-(\d{1,15})$/),
  }),
};

/** See {@link Dialect.parse}. */
export function parse(call: Call, document: Buffer): Command | Refusal {
  return PARSERS[call.op as VaultOp](call, document);
}

/** See {@link Dialect.bodyKind}. */
export function bodyKind(op: Op): BodyKind {
  if (op === 'put-range' || op === 'put-archive') return 'stream';
  return op === 'start-job' ? 'document' : 'none';
}

function startJob(call: Call, document: Buffer): Command | Refusal {
  let read: unknown;
  try {
    read = JSON.parse(document.toString());
  } catch {
    return malformed('The body is no JSON document');
  }
  if (read === null || typeof read !== 'object' || Array.isArray(read)) return malformed('The body is no JSON object');
  // The guide wraps the parameters; its examples and the SDKs do not (GLA-100).
  const given = ('jobParameters' in read ? read.jobParameters : read) as Record<string, unknown>;
  const text = (name: string): string | undefined => (given[name] == null ? undefined : String(given[name]));
  return {
    op: 'start-job',
    ...at(call),
    type: text('Type'),
    archiveId: text('ArchiveId'),
    tier: text('Tier'),
    description: text('Description'),
    topic: text('SNSTopic'),
    range: range(text('RetrievalByteRange'), /^(\d{1,15})-(\d{1,15})$/),
  };
}

function malformed(message: string): Refusal {
  return { rule: 'job/body', fault: 'malformed-json', detail: { message } };
}

function optional(text: string | undefined): Numeral | undefined {
  return text === undefined ? undefined : numeral(text);
}

function lengthOf({ request }: Call): number | undefined {
  const length = request.headers['content-length'];
  return length === undefined ? undefined : Number(length);
}

function range(text: string | undefined, form: RegExp): SentRange | undefined {
  if (text === undefined) return undefined;
  const found = form.exec(text);
  return { text, value: found && { first: Number(found[1]), last: Number(found[2]) } };
}
