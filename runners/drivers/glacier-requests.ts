/** What each operation looks like on the wire in the dialect glacier: Ask → method, path, query, headers and body, unsigned. */
import type { Endpoint } from '../targets/target.js';
import type { Ask, Operation } from './ask.js';
import { signPlan, Unsendable } from './sign.js';
import type { Plan, Query, Speech } from './speech.js';
import { encoded } from './uri.js';

interface Shape {
  readonly method: string;
  /** Below the account; `:vault` and the like are filled in. */
  readonly path: string;
  readonly query?: (ask: Ask) => Readonly<Record<string, string | number | undefined>>;
  readonly headers?: (ask: Ask) => Readonly<Record<string, string | number | undefined>>;
  readonly document?: (ask: Ask) => object;
}

const page = (ask: Ask) => ({ limit: ask.max, marker: ask.marker });
const treeHash = (ask: Ask) => ({ 'x-amz-sha256-tree-hash': ask.treeHash });
const description = (ask: Ask) => ({ 'x-amz-archive-description': ask.description });
const BYTES = { 'content-type': 'application/octet-stream' };

const SHAPES: Partial<Record<Operation, Shape>> = {
  create: {
    method: 'POST',
    path: 'vaults/:vault/multipart-uploads',
    headers: (ask) => ({ 'x-amz-part-size': ask.partSize, ...description(ask) }),
  },
  'put-part': {
    method: 'PUT',
    path: 'vaults/:vault/multipart-uploads/:upload',
    headers: (ask) => ({ ...BYTES, 'content-range': ask.range, ...treeHash(ask) }),
  },
  complete: {
    method: 'POST',
    path: 'vaults/:vault/multipart-uploads/:upload',
    headers: (ask) => ({ 'x-amz-archive-size': ask.archiveSize, ...treeHash(ask) }),
  },
  abort: { method: 'DELETE', path: 'vaults/:vault/multipart-uploads/:upload' },
  'list-parts': { method: 'GET', path: 'vaults/:vault/multipart-uploads/:upload', query: page },
  'list-uploads': { method: 'GET', path: 'vaults/:vault/multipart-uploads', query: page },
  put: {
    method: 'POST',
    path: 'vaults/:vault/archives',
    headers: (ask) => ({ ...BYTES, ...description(ask), ...treeHash(ask) }),
  },
  delete: { method: 'DELETE', path: 'vaults/:vault/archives/:archive' },
  'start-job': { method: 'POST', path: 'vaults/:vault/jobs', document: jobParameters },
  'describe-job': { method: 'GET', path: 'vaults/:vault/jobs/:job' },
  'list-jobs': {
    method: 'GET',
    path: 'vaults/:vault/jobs',
    query: (ask) => ({ ...page(ask), statuscode: ask.jobStatus, completed: ask.completed }),
  },
  'job-output': {
    method: 'GET',
    path: 'vaults/:vault/jobs/:job/output',
    headers: (ask) => ({ range: ask.range }),
  },
  'create-bucket': { method: 'PUT', path: 'vaults/:vault' },
  'head-bucket': { method: 'GET', path: 'vaults/:vault' },
  'delete-bucket': { method: 'DELETE', path: 'vaults/:vault' },
  'list-buckets': { method: 'GET', path: 'vaults', query: page },
  raw: { method: 'GET', path: 'vaults/:vault' },
};

/** Whether the dialect has an operation. */
export function hasOperation(op: Operation): boolean {
  return Object.hasOwn(SHAPES, op);
}

/** The body of InitiateJob, its members at the top level (GLA-100); what is left out is not written. */
export function jobParameters(ask: Ask): Readonly<Record<string, string | undefined>> {
  return {
    Type: ask.type,
    ArchiveId: ask.archiveId,
    Tier: ask.tier,
    Description: ask.description,
    RetrievalByteRange: ask.range,
  };
}

/** The request of an operation; every one carries the version of the interface (GLA-002). @throws Unsendable when there is no such operation. */
export function planOf(ask: Ask, endpoint: Endpoint): Plan {
  const shape = SHAPES[ask.op];
  if (!shape) throw new Unsendable(`Glacier has no operation for ${ask.op}`);
  const headers = new Map([
    ['host', new URL(endpoint.url).host],
    ['x-amz-glacier-version', '2012-06-01'],
    ...filled(shape.headers?.(ask) ?? {}),
  ]);
  const document = shape.document?.(ask);
  if (document) headers.set('content-type', 'application/json');
  const query: Query = new Map(filled(shape.query?.(ask) ?? {}));
  return {
    method: shape.method,
    path: pathOf(shape.path, ask),
    query,
    headers,
    body: document ? { kind: 'text', text: JSON.stringify(document) } : ask.body,
  };
}

/** Signed as S3 is, but for the service's name and a path that is encoded once more than it is sent. */
export const sign: Speech['sign'] = (plan, endpoint, changes, now) =>
  signPlan(plan, endpoint, changes, now, { name: 'glacier', encodesPathAgain: true });

const filled = (record: Readonly<Record<string, string | number | undefined>>): [string, string][] =>
  Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));

function pathOf(pattern: string, ask: Ask): string {
  const parts: Readonly<Record<string, string | undefined>> = {
    ':vault': ask.bucket,
    ':upload': ask.uploadId,
    ':archive': ask.archiveId,
    ':job': ask.jobId,
  };
  const segments = pattern.split('/').map((one) => (one.startsWith(':') ? encoded(parts[one] ?? '') : one));
  return `/-/${segments.join('/')}`;
}
