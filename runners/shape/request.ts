/** Our own request against what the operation's must be: what is wrong there is our fault, and no target's. */
import type { Ask } from '../drivers/ask.js';
import type { RawChanges } from '../drivers/changes.js';
import type { Exchange } from '../result.js';
import type { RequestLine, Shape } from './read.js';

/** The request as sent is not that of its operation, although nothing asked for that. */
export class MalformedRequest extends Error {
  override readonly name = 'MalformedRequest';
}

/** @throws MalformedRequest when a request that nobody wanted changed is not as the shape says. */
export function checkRequest(shape: Shape, ask: Ask, { request }: Exchange): void {
  const line = shape.operations[ask.op]?.request;
  if (!line || ask.raw !== undefined || namesNoUpload(line, ask)) return;
  const names = new Set(new URL(request.url).searchParams.keys());
  const sent = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const faults = [
    ...(request.method === line.method ? [] : [`its method is ${request.method}, not ${line.method}`]),
    ...(line.query ?? []).filter((name) => !names.has(name)).map((name) => `its query lacks ${name}`),
    ...(line.headers ?? []).filter((name) => !sent.has(name)).map((name) => `it lacks the header ${name}`),
    ...faultsOfDocument(shape, line, request.body),
  ];
  if (faults.length > 0) throw new MalformedRequest(`our own request is no ${ask.op}: ${faults.join(', ')}`);
}

function faultsOfDocument(shape: Shape, { document }: RequestLine, body: string | undefined): string[] {
  if (document === undefined || body === undefined) return [];
  const [, root, attributes] = /^(?:<\?xml[^>]*\?>)?\s*<([\w:.-]+)([^>]*)>/.exec(body) ?? [];
  if (root !== document) return [`its document is ${root ?? 'none'}, not ${document}`];
  const right =
    shape.namespace === '' ? !attributes?.includes('xmlns') : attributes?.includes(`"${shape.namespace}"`) === true;
  return right ? [] : ['its document is not in the namespace'];
}

/** An upload whose Create brought no id cannot be named: that is the fault of the answer. */
function namesNoUpload({ query }: RequestLine, { uploadId }: Ask): boolean {
  return uploadId === undefined && query?.includes('uploadId') === true;
}

/**
 * The operation that a request asks for, as far as its changes let it be known.
 *
 * @returns undefined when they make another one of it, `broken` when they break HTTP itself, and any server may answer.
 */
export function operationAsked(shape: Shape, ask: Ask): string | undefined | 'broken' {
  const { raw } = ask;
  if (ask.op === 'raw') return undefined;
  const line = shape.operations[ask.op]?.request;
  if (!raw) return line && namesNoUpload(line, ask) ? undefined : ask.op;
  if (raw.cutAfter !== undefined || raw.declaredLength !== undefined || raw.framing !== undefined) return 'broken';
  if (!line) return undefined;
  const elsewhere =
    raw.path !== undefined || raw.tamper?.path !== undefined || (raw.method ?? line.method) !== line.method;
  return elsewhere || [raw, raw.tamper ?? {}].some((changes) => makesAnother(shape, line, changes))
    ? undefined
    : ask.op;
}

/** Whether the request says something with which its success has a form of its own. */
export function standsApart({ apart }: Shape, { request }: Exchange): boolean {
  const { query = [], headers = [] } = apart ?? {};
  const names = new URL(request.url).searchParams;
  return (
    query.some((name) => names.has(name)) || request.headers.some(([name]) => headers.includes(name.toLowerCase()))
  );
}

/** Whether changes take away what tells the operation, or add what tells another. */
function makesAnother(shape: Shape, line: RequestLine, changes: Pick<RawChanges, 'query' | 'headers'>): boolean {
  const others = Object.values(shape.operations).map(({ request }) => request);
  const tells = (lines: readonly RequestLine[], where: 'query' | 'headers', name: string): boolean =>
    lines.some((one) => one[where]?.includes(where === 'headers' ? name.toLowerCase() : name));
  return (['query', 'headers'] as const).some((where) =>
    Object.entries(changes[where] ?? {}).some(([name, value]) => {
      const own = tells([line], where, name);
      return value === null ? own : !own && tells(others, where, name);
    }),
  );
}
