/**
 * Ask → call of `ali-oss`. Only what the client sends unchanged gets here: what it cannot ask, or would change on the way, is told
 * apart before (`oss-sendable.ts`).
 */
import OSS from 'ali-oss';
import { sizeOf, wholeBody } from '../body.js';
import type { Credentials, Endpoint } from '../targets/target.js';
import type { Ask, Operation } from './ask.js';
import type { keepAliveAgent } from './http.js';
import type { Json } from './observation.js';
import { headersOf } from './oss-headers.js';
import type { Understood } from './sdk.js';
import { bareEtag } from './values.js';

/** What passes beneath the client: its own HTTP library, as it calls it. */
export interface Urllib {
  request(url: string, params: UrllibParams): Promise<UrllibResult>;
}

export interface UrllibParams {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly content?: string | Buffer;
  readonly stream?: unknown;
}

export interface UrllibResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly data: Buffer | undefined;
}

type Agent = ReturnType<typeof keepAliveAgent>;
type Options = Record<string, unknown>;
interface Res {
  readonly res: { readonly headers: Readonly<Record<string, string>> };
}
interface Listed {
  readonly objects: readonly { name: string; size: number; etag: string; lastModified: string }[];
  readonly prefixes: readonly string[] | null;
  readonly isTruncated: boolean;
}

/** The calls of ali-oss as it has them; its published types know only some. */
export interface AliOss {
  urllib: Urllib;
  agent: Agent;
  httpsAgent: Agent;
  initMultipartUpload(name: string, options: Options): Promise<{ bucket: string; name: string; uploadId: string }>;
  uploadPart(
    ...call: [string, string, number, Buffer, number, number, Options]
  ): Promise<{ readonly etag: string } & Res>;
  uploadPartCopy(...call: [string, string, number, string, Options, Options]): Promise<{ readonly etag: string }>;
  completeMultipartUpload(
    ...call: [string, string, readonly { number: number; etag: string }[], Options]
  ): Promise<{ bucket: string; name: string; etag: string; data?: unknown }>;
  abortMultipartUpload(name: string, uploadId: string, options: Options): Promise<unknown>;
  listParts(...call: [string, string, Options, Options]): Promise<Record<string, unknown>>;
  listUploads(query: Options): Promise<{ uploads: readonly Record<string, string>[] } & Record<string, unknown>>;
  put(name: string, body: Buffer, options: Options): Promise<Res>;
  get(name: string, options: Options): Promise<{ readonly content: Buffer } & Res>;
  head(name: string, options: Options): Promise<{ readonly meta: Readonly<Record<string, string>> | null } & Res>;
  copy(name: string, source: string, bucket: string, options: Options): Promise<{ readonly data: Options }>;
  delete(name: string, options: Options): Promise<unknown>;
  deleteMulti(names: readonly unknown[], options: Options): Promise<{ deleted: readonly Options[] }>;
  list(query: Options): Promise<Listed & { readonly nextMarker: string | null }>;
  listV2(
    query: Options,
  ): Promise<Listed & { readonly keyCount: number; readonly nextContinuationToken: string | null }>;
  putBucket(name: string): Promise<unknown>;
  deleteBucket(name: string): Promise<unknown>;
  getBucketInfo(name: string): Promise<{ readonly bucket: { readonly Name: string; readonly Location: string } }>;
  getBucketLocation(name: string): Promise<{ readonly location: string }>;
  listBuckets(): Promise<{ readonly buckets: readonly { readonly name: string }[] | null }>;
}

/**
 * A client with its bucket: the bucket is a setting of the client, so each question has one of its own. V1 signs its requests,
 * as it does unless it is told otherwise (OSS-210); the raw driver's are signed by V4.
 */
export function clientOf(endpoint: Endpoint, bucket: string, agent: Agent): AliOss {
  const account: Credentials | undefined = endpoint.accounts[0];
  const { hostname } = new URL(endpoint.url);
  const client = new OSS({
    endpoint: endpoint.url,
    region: `oss-${endpoint.region.replace(/^oss-/, '')}`,
    accessKeyId: account?.accessKey ?? '',
    accessKeySecret: account?.secretKey ?? '',
    ...(account?.sessionToken === undefined
      ? {}
      : // Nobody could renew the token here; ali-oss warns of that unless it is told how.
        { stsToken: account.sessionToken, refreshSTSTokenInterval: Number.MAX_SAFE_INTEGER }),
    ...(bucket === '' ? {} : { bucket }),
    // On an address in digits the client names the bucket in the Host header alone (OSS-202).
    sldEnable: endpoint.addressing === 'path' && /[a-z]/i.test(hostname),
    timeout: LONGEST,
  } as OSS.Options) as unknown as AliOss;
  client.agent = agent;
  client.httpsAgent = agent;
  return client;
}

/** Milliseconds; time is limited for each question by its signal. */
const LONGEST = 3_600_000;

/** Calls the client. @returns what it made of the answer; values that it does not give are read from the answer itself. */
export function call(client: AliOss, ask: Ask): Promise<Understood> {
  return CALLS[ask.op]!(client, ask);
}

/** Whether ali-oss has a call for it. */
export const callable = (op: Operation): boolean => Object.hasOwn(CALLS, op);

const values = (found: Readonly<Record<string, Json>>): Understood => ({ values: found });
const tags = (etag: string) => ({ etag: bareEtag(etag), rawEtag: etag });
const int = (value: number | string | undefined) => value as number;

/** ali-oss looks for two of its headers under these names only. */
const CAPITALS: Readonly<Record<string, string>> = { 'content-md5': 'Content-MD5', 'content-type': 'Content-Type' };

function optionsOf(ask: Ask, leave: readonly string[] = []): Options {
  const headers = [...headersOf(ask)].filter(([name]) => !leave.includes(name));
  return {
    headers: Object.fromEntries(headers.map(([name, value]) => [CAPITALS[name] ?? name, value])),
    ...(ask.versionId === undefined ? {} : { versionId: ask.versionId }),
  };
}

function queryOf(pairs: Readonly<Record<string, string | number | boolean | undefined>>): Options {
  return Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== undefined));
}

const page = (ask: Ask) => ({
  prefix: ask.prefix,
  delimiter: ask.delimiter,
  'encoding-type': ask.encodingType,
});

const several = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];

const listed = ({ objects, prefixes, isTruncated }: Listed) => ({
  keys: objects.map(({ name }) => name),
  sizes: objects.map(({ size }) => size),
  etags: objects.map(({ etag }) => bareEtag(etag)),
  prefixes: prefixes ?? [],
  truncated: isTruncated,
});

const CALLS: Partial<Record<Operation, (client: AliOss, ask: Ask) => Promise<Understood>>> = {
  async create(client, ask) {
    const { bucket, name, uploadId } = await client.initMultipartUpload(ask.key!, optionsOf(ask));
    return values({ bucket, key: name, uploadId });
  },
  async 'put-part'(client, ask) {
    const size = ask.body === undefined ? 0 : sizeOf(ask.body);
    const bytes = ask.body === undefined ? Buffer.alloc(0) : wholeBody(ask.body);
    const part = await client.uploadPart(ask.key!, ask.uploadId!, int(ask.number), bytes, 0, size, optionsOf(ask));
    return values(tags(part.etag));
  },
  async 'copy-part'(client, ask) {
    const { bucket, key, versionId } = ask.source!;
    const options = optionsOf(ask, ['x-oss-copy-source', 'x-oss-copy-source-range']);
    const range = (ask.range ?? '').replace(/^bytes=/, '');
    const source = { sourceKey: key, sourceBucketName: bucket };
    const part = await client.uploadPartCopy(ask.key!, ask.uploadId!, int(ask.number), range, source, {
      ...options,
      ...(versionId === undefined ? {} : { versionId }),
    });
    return values(tags(part.etag));
  },
  async complete(client, ask) {
    const parts = ask.parts!.map(({ number, etag }) => ({ number: int(number), etag }));
    const done = await client.completeMultipartUpload(ask.key!, ask.uploadId!, parts, optionsOf(ask));
    const data = done.data === undefined ? {} : { callback: done.data as Json };
    return values({ bucket: done.bucket, key: done.name, ...tags(done.etag), ...data });
  },
  async abort(client, ask) {
    await client.abortMultipartUpload(ask.key!, ask.uploadId!, optionsOf(ask));
    return values({});
  },
  async 'list-parts'(client, ask) {
    const query = { 'max-parts': ask.max, 'part-number-marker': ask.marker, 'encoding-type': ask.encodingType };
    const found = await client.listParts(ask.key!, ask.uploadId!, queryOf(query), optionsOf(ask));
    const parts = several(found.parts as Record<string, string> | readonly Record<string, string>[]);
    return values({
      numbers: parts.map((part) => Number(part.PartNumber)),
      sizes: parts.map((part) => Number(part.Size)),
      etags: parts.map((part) => bareEtag(part.ETag ?? '')),
      truncated: found.isTruncated === 'true',
    });
  },
  async 'list-uploads'(client, ask) {
    const markers = { 'max-uploads': ask.max, 'key-marker': ask.marker, 'upload-id-marker': ask.idMarker };
    const found = await client.listUploads(queryOf({ ...page(ask), ...markers }));
    return values({
      keys: found.uploads.map(({ name }) => name ?? null),
      uploadIds: found.uploads.map(({ uploadId }) => uploadId ?? null),
      truncated: found.isTruncated as boolean,
    });
  },
  async put(client, ask) {
    const { res } = await client.put(ask.key!, ask.body ? wholeBody(ask.body) : Buffer.alloc(0), optionsOf(ask));
    return values(tags(res.headers.etag ?? ''));
  },
  async get(client, ask) {
    const { content } = await client.get(ask.key!, optionsOf(ask));
    return { values: {}, content };
  },
  async head(client, ask) {
    const { meta } = await client.head(ask.key!, optionsOf(ask));
    return values({ metadata: meta ?? {} });
  },
  async copy(client, ask) {
    const { bucket, key } = ask.source!;
    const { data } = await client.copy(ask.key!, key, bucket, {});
    return values(tags(String(data.etag)));
  },
  async delete(client, ask) {
    await client.delete(ask.key!, optionsOf(ask));
    return values({});
  },
  async 'delete-many'(client, ask) {
    await client.deleteMulti(ask.keys ?? [], { quiet: ask.quiet });
    return values({});
  },
  async list(client, ask) {
    const query = queryOf({
      ...page(ask),
      'max-keys': ask.max,
      'start-after': ask.marker,
      'continuation-token': ask.token,
      'fetch-owner': ask.fetchOwner,
    });
    const found = await client.listV2(query);
    return values({ ...listed(found), count: found.keyCount, nextToken: found.nextContinuationToken });
  },
  async 'list-v1'(client, ask) {
    const found = await client.list(queryOf({ ...page(ask), 'max-keys': ask.max, marker: ask.marker }));
    return values({ ...listed(found), nextMarker: found.nextMarker });
  },
  async 'create-bucket'(client, ask) {
    await client.putBucket(ask.bucket);
    return values({});
  },
  async 'delete-bucket'(client, ask) {
    await client.deleteBucket(ask.bucket);
    return values({});
  },
  async 'head-bucket'(client, ask) {
    const { bucket } = await client.getBucketInfo(ask.bucket);
    return values({ name: bucket.Name, region: bucket.Location });
  },
  async location(client, ask) {
    const { location } = await client.getBucketLocation(ask.bucket);
    return values({ region: location });
  },
  async 'list-buckets'(client) {
    const { buckets } = await client.listBuckets();
    return values({ buckets: (buckets ?? []).map(({ name }) => name) });
  },
};
