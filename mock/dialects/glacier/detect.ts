/** Names the operation of a request by its method and path (GLA-001). */
import type { Op, Refusal } from '../../engine/types.js';
import type { AddressedCall, WireRequest } from '../dialect.js';
import { percentDecode, readQuery } from '../values.js';

interface Route {
  readonly op: Op;
  readonly method: string;
  /** The path below the account; `:vault` and `:id` stand for one segment each. */
  readonly path: string;
}

const ROUTES: readonly Route[] = [
  { op: 'list-vaults', method: 'GET', path: 'vaults' },
  { op: 'create-vault', method: 'PUT', path: 'vaults/:vault' },
  { op: 'describe-vault', method: 'GET', path: 'vaults/:vault' },
  { op: 'delete-vault', method: 'DELETE', path: 'vaults/:vault' },
  { op: 'put-archive', method: 'POST', path: 'vaults/:vault/archives' },
  { op: 'delete-archive', method: 'DELETE', path: 'vaults/:vault/archives/:id' },
  { op: 'open-archive', method: 'POST', path: 'vaults/:vault/multipart-uploads' },
  { op: 'list-open-archives', method: 'GET', path: 'vaults/:vault/multipart-uploads' },
  { op: 'put-range', method: 'PUT', path: 'vaults/:vault/multipart-uploads/:id' },
  { op: 'join-archive', method: 'POST', path: 'vaults/:vault/multipart-uploads/:id' },
  { op: 'drop-archive', method: 'DELETE', path: 'vaults/:vault/multipart-uploads/:id' },
  { op: 'list-ranges', method: 'GET', path: 'vaults/:vault/multipart-uploads/:id' },
  { op: 'start-job', method: 'POST', path: 'vaults/:vault/jobs' },
  { op: 'list-jobs', method: 'GET', path: 'vaults/:vault/jobs' },
  { op: 'describe-job', method: 'GET', path: 'vaults/:vault/jobs/:id' },
  { op: 'job-output', method: 'GET', path: 'vaults/:vault/jobs/:id/output' },
];

export const operations: ReadonlySet<string> = new Set(ROUTES.map(({ op }) => op));

/** See {@link Dialect.detect}. The call's `key` is the upload, archive or job id; the account is read when it is parsed. */
export function detect(request: WireRequest): AddressedCall | Refusal {
  const segments = request.path.split('/').slice(1).map(percentDecode);
  const query = readQuery(request.query);
  if (query === undefined || segments.includes(undefined)) {
    const message = `Could not parse the path ${request.path}`;
    return { rule: 'wire/uri-encoding', fault: 'parameter-invalid', detail: { message } };
  }
  const [, ...below] = segments as string[];
  const found = ROUTES.find(({ method, path }) => method === request.method && fits(path.split('/'), below));
  if (!found) {
    const near = ROUTES.filter(({ path }) => fits(path.split('/'), below)).map(({ method, op }) => `${method} ${op}`);
    return { rule: 'wire/unknown-operation', fault: 'unknown-operation', detail: { near: near.join(', ') } };
  }
  return {
    op: found.op,
    bucket: below[1] ?? '',
    key: below[3] ?? '',
    query,
    request,
    virtualHost: false,
  };
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((one, i) => (one.startsWith(':') ? segments[i] !== '' : one === segments[i]))
  );
}

/** The first segment of the path: `-`, or the number of an account (GLA-003). */
export function accountOf({ path }: WireRequest): string {
  return percentDecode(path.split('/')[1] ?? '') ?? '';
}
