/**
 * The signatures of Alibaba OSS, written from its documents: V4 and V1, each in a header or in the URL (OSS-145 to OSS-172).
 * Nothing of it is the mock's.
 */
import { createHash, createHmac } from 'node:crypto';
import { wholeBody } from '../body.js';
import type { Credentials, Endpoint } from '../targets/target.js';
import type { SignChanges } from './changes.js';
import { resourceOf, subResourcesOf } from './oss-resource.js';
import { Unsendable } from './sign.js';
import type { Plan } from './speech.js';
import { encoded, encodedKey } from './uri.js';

const V4 = 'OSS4-HMAC-SHA256';
const UNSIGNED = 'UNSIGNED-PAYLOAD';
const DEFAULT_EXPIRES = 900;

/**
 * Signs a plan in place, by V4 in the header unless the changes say otherwise.
 *
 * @returns the body as it goes on the wire, in pieces.
 * @throws Unsendable for what only other dialects' signatures have.
 */
export async function signOss(plan: Plan, endpoint: Endpoint, sign: SignChanges, now: Date): Promise<Buffer[]> {
  const body = plan.body === undefined ? Buffer.alloc(0) : wholeBody(plan.body);
  const account = accountOf(endpoint, sign);
  const date = new Date(now.getTime() + (sign.clockShift ?? 0) * 1000);
  const signing: Signing = {
    plan,
    sign,
    account,
    date,
    resource: resourceOf(plan.path, plan.headers.get('host') ?? new URL(endpoint.url).host, endpoint.url),
    endpoint,
  };
  switch (sign.with ?? 'header') {
    case 'none':
      break;
    case 'header':
      headerV4(signing);
      break;
    case 'presigned':
      urlV4(signing);
      break;
    case 'header-v1':
      headerV1(signing);
      break;
    case 'presigned-v1':
      urlV1(signing);
      break;
  }
  return body.length === 0 ? [] : [body];
}

interface Signing {
  readonly plan: Plan;
  readonly sign: SignChanges;
  readonly account: Credentials;
  readonly date: Date;
  /** `/bucket/key`, decoded, however the request is addressed (OSS-148, OSS-205). */
  readonly resource: string;
  readonly endpoint: Endpoint;
}

function accountOf(endpoint: Endpoint, sign: SignChanges): Credentials {
  const account = endpoint.accounts[sign.account ?? 0];
  if (!account && sign.with !== 'none') throw new Unsendable(`the endpoint has no account ${sign.account ?? 0}`);
  const token = sign.accessKey === undefined ? account?.sessionToken : undefined;
  return {
    accessKey: sign.accessKey ?? account?.accessKey ?? '',
    secretKey: sign.secretKey ?? account?.secretKey ?? '',
    ...(token === undefined ? {} : { sessionToken: token }),
  };
}

function headerV4(signing: Signing): void {
  const { plan, sign, account, date } = signing;
  const payload = payloadOf(sign);
  if (payload !== undefined && !plan.headers.has('x-oss-content-sha256')) {
    plan.headers.set('x-oss-content-sha256', payload);
  }
  plan.headers.set('x-oss-date', compact(date));
  if (account.sessionToken) plan.headers.set('x-oss-security-token', account.sessionToken);
  const scope = scopeOf(signing);
  const additional = additionalOf(sign);
  const signature = signatureV4(signing, scope, additional);
  const parts = [
    `Credential=${account.accessKey}/${scope}`,
    ...(additional.length > 0 ? [`AdditionalHeaders=${additional.join(';')}`] : []),
    `Signature=${signature}`,
  ];
  plan.headers.set('authorization', `${V4} ${parts.join(',')}`);
}

function urlV4(signing: Signing): void {
  const { plan, sign, account, date } = signing;
  const scope = scopeOf(signing);
  const additional = additionalOf(sign);
  plan.query.set('x-oss-signature-version', V4);
  plan.query.set('x-oss-credential', `${account.accessKey}/${scope}`);
  plan.query.set('x-oss-date', compact(date));
  plan.query.set('x-oss-expires', String(sign.expires ?? DEFAULT_EXPIRES));
  if (additional.length > 0) plan.query.set('x-oss-additional-headers', additional.join(';'));
  if (account.sessionToken) plan.query.set('x-oss-security-token', account.sessionToken);
  plan.query.set('x-oss-signature', signatureV4(signing, scope, additional));
}

/** The header must say that the payload is not signed; anything else is for the server to refuse (OSS-159). */
function payloadOf({ payload, chunkFault, chunkSize, trailer }: SignChanges): string | undefined {
  if (chunkFault !== undefined || chunkSize !== undefined || trailer !== undefined)
    throw new Unsendable('OSS has no aws-chunked payloads');
  if (payload === undefined || payload === 'unsigned') return UNSIGNED;
  if (payload === 'none') return undefined;
  if (typeof payload === 'object') return payload.literal;
  throw new Unsendable(`OSS signs no payload, so there is none of the kind "${payload}"`);
}

function scopeOf({ sign, date, endpoint }: Signing): string {
  // The short form: ali-oss drops a leading `oss-` too (OSS-166).
  const region = (sign.region ?? endpoint.region).replace(/^oss-/, '');
  return `${compact(date).slice(0, 8)}/${region}/${sign.service ?? 'oss'}/aliyun_v4_request`;
}

/** OSS-164. */
function additionalOf({ additional = [] }: SignChanges): readonly string[] {
  return [...new Set(additional.map((name) => name.toLowerCase()))].sort();
}

/** OSS-160 to OSS-165. */
function signatureV4(
  { plan, sign, account, date, resource }: Signing,
  scope: string,
  additional: readonly string[],
): string {
  const unsigned = new Set((sign.unsigned ?? []).map((name) => name.toLowerCase()));
  const names = [...plan.headers.keys()].filter(
    (name) => (isSignedByDefault(name) || additional.includes(name)) && !unsigned.has(name),
  );
  const headers = names.sort().map((name) => `${name}:${(plan.headers.get(name) ?? '').trim()}\n`);
  const query = pairsOf(plan)
    .map(([name, value]) => [encoded(name), value === true || value === '' ? '' : `=${encoded(value)}`] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => name + value);
  const payload = plan.headers.get('x-oss-content-sha256') ?? UNSIGNED;
  const canonical = [
    plan.method,
    encodedKey(resource),
    query.join('&'),
    headers.join(''),
    additional.join(';'),
    payload,
  ].join('\n');
  const toSign = [V4, compact(date), scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = scope
    .split('/')
    .reduce((key: string | Buffer, part) => hmac('sha256', key, part), `aliyun_v4${account.secretKey}`);
  return hmac('sha256', key, toSign).toString('hex');
}

const isSignedByDefault = (name: string): boolean =>
  name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-');

function headerV1(signing: Signing): void {
  const { plan, account, date } = signing;
  if (!plan.headers.has('date') && !plan.headers.has('x-oss-date')) plan.headers.set('x-oss-date', date.toUTCString());
  if (account.sessionToken) plan.headers.set('x-oss-security-token', account.sessionToken);
  const slot = plan.headers.get('x-oss-date') ?? plan.headers.get('date') ?? '';
  plan.headers.set('authorization', `OSS ${account.accessKey}:${signatureV1(signing, slot)}`);
}

/** The time of expiry takes the date's slot (OSS-154). */
function urlV1(signing: Signing): void {
  const { plan, sign, account, date } = signing;
  if (account.sessionToken) plan.query.set('security-token', account.sessionToken);
  const expires = String(Math.floor(date.getTime() / 1000) + (sign.expires ?? DEFAULT_EXPIRES));
  const signature = signatureV1(signing, expires);
  plan.query.set('OSSAccessKeyId', account.accessKey);
  plan.query.set('Expires', expires);
  plan.query.set('Signature', signature);
}

/** OSS-146 to OSS-149. */
function signatureV1({ plan, account, resource, sign }: Signing, date: string): string {
  const unsigned = new Set((sign.unsigned ?? []).map((name) => name.toLowerCase()));
  const own = [...plan.headers]
    .filter(([name]) => name.startsWith('x-oss-') && !unsigned.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value.trim()}\n`);
  const toSign = [
    plan.method,
    plan.headers.get('content-md5') ?? '',
    plan.headers.get('content-type') ?? '',
    date,
    own.join('') + resource + subResourcesOf(pairsOf(plan)),
  ].join('\n');
  return hmac('sha1', account.secretKey, toSign).toString('base64');
}

/** Names and values, a repeated name once for each of its values. */
function pairsOf({ query }: Plan): (readonly [string, string | true])[] {
  return [...query].flatMap(([name, value]) => [value].flat().map((one: string | true) => [name, one] as const));
}

function hmac(algorithm: 'sha1' | 'sha256', key: string | Buffer, text: string): Buffer {
  return createHmac(algorithm, key).update(text).digest();
}

/** `20231216T162057Z`. */
function compact(date: Date): string {
  return `${date.toISOString().replace(/[-:]|\.\d+/g, '')}`;
}
