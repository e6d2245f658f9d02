/** Headers that give an object tags, an access control list or a lock. */
import type { AclAsked, Grant, Grantee, LockAsked, Permission, Tag, TaggingAsked } from '../../engine/types.js';
import type { Call } from '../dialect.js';

type Headers = Call['request']['headers'];

interface Asked {
  readonly tagging?: TaggingAsked;
  readonly acl?: AclAsked;
  readonly lock?: LockAsked;
}

/** What an upload asks for beside its attributes; what it does not say is left out. */
export function attributesAsked(headers: Headers): Asked {
  const text = headers['x-amz-tagging'];
  const acl = aclAsked(headers);
  const lock = lockAsked({
    mode: headers['x-amz-object-lock-mode'],
    until: headers['x-amz-object-lock-retain-until-date'],
    hold: headers['x-amz-object-lock-legal-hold'],
  });
  return { ...(text && { tagging: { text, tags: readTagging(text) } }), ...(acl && { acl }), ...(lock && { lock }) };
}

/** Whether the client promised a digest of the body, in a header or for the trailer (S3-076). */
export function digested(headers: Headers): { readonly digested?: true } {
  const promised =
    headers['content-md5'] !== undefined ||
    headers['x-amz-trailer'] !== undefined ||
    Object.keys(headers).some((name) => /^x-amz-checksum-(?!algorithm$|type$|mode$)/.test(name));
  return promised ? { digested: true } : {};
}

export function bypass(headers: Headers): { readonly bypass?: true } {
  return headers['x-amz-bypass-governance-retention']?.toLowerCase() === 'true' ? { bypass: true } : {};
}

/** Pairs of a query string, a name without `=` having an empty value; `null` when it is none, or a name comes twice (S3-039). */
function readTagging(text: string): readonly Tag[] | null {
  const tags = new Map<string, string>();
  for (const pair of text.split('&')) {
    const halves = pair.split('=');
    if (pair === '' || halves.length > 2 || pair.includes(',')) return null;
    const [key, value] = [decoded(halves[0] ?? ''), decoded(halves[1] ?? '')];
    if (key === undefined || value === undefined || tags.has(key)) return null;
    tags.set(key, value);
  }
  return [...tags].map(([key, value]) => ({ key, value }));
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

const GRANTS: readonly (readonly [header: string, Permission])[] = [
  ['x-amz-grant-full-control', 'FULL_CONTROL'],
  ['x-amz-grant-read', 'READ'],
  ['x-amz-grant-read-acp', 'READ_ACP'],
  ['x-amz-grant-write-acp', 'WRITE_ACP'],
];

function aclAsked(headers: Headers): AclAsked | undefined {
  const canned = headers['x-amz-acl'];
  const grants: Grant[] = [];
  let malformed: AclAsked['malformed'];
  for (const [name, permission] of GRANTS) {
    const value = headers[name];
    if (value === undefined) continue;
    const grantees = value.split(',').map(readGrantee);
    if (grantees.every((grantee) => grantee !== undefined))
      grants.push(...grantees.map((grantee) => ({ grantee, permission })));
    else malformed ??= { name, value };
  }
  if (canned === undefined && grants.length === 0 && !malformed) return undefined;
  return { ...(canned !== undefined && { canned }), grants, ...(malformed && { malformed }) };
}

/** `id="…"`, `uri="…"` or `emailAddress="…"`, the quotes optional. */
function readGrantee(text: string): Grantee | undefined {
  const [, kind, value] = /^\s*(id|uri|emailAddress)\s*=\s*"?([^"]+?)"?\s*$/.exec(text) ?? [];
  if (value === undefined) return undefined;
  if (kind === 'id') return { kind: 'account', id: value };
  return kind === 'uri' ? { kind: 'group', uri: value } : { kind: 'email', address: value };
}

/** A lock as headers or a document name it. Dates are ISO 8601, or HTTP dates as Yandex takes them. */
export function lockAsked(
  given: Readonly<Record<'mode' | 'until' | 'hold', string | undefined>>,
): LockAsked | undefined {
  const { mode, until, hold } = given;
  if (mode === undefined && until === undefined && hold === undefined) return undefined;
  return {
    ...(mode !== undefined && { mode }),
    ...(until !== undefined && { until: { text: until, value: Date.parse(until) } }),
    ...(hold !== undefined && { hold }),
  };
}
