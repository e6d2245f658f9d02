/** A server that runs already: its address and credentials come from the command line or the environment. */
import { accountsOf } from './accounts.js';
import { ask } from './ready.js';
import { type Credentials, type Endpoint, type Running, type Target, TargetError } from './target.js';

export interface EndpointOptions {
  readonly dialect?: string;
  readonly profile?: string;
  readonly accessKey?: string;
  readonly secretKey?: string;
  readonly sessionToken?: string;
  /** Another account, for permission scenarios. */
  readonly second?: Credentials;
  readonly region?: string;
  readonly addressing?: 'path' | 'virtual';
  readonly bucket?: string;
  readonly prefix?: string;
  readonly env?: NodeJS.ProcessEnv;
}

const OSS = ['oss', 'OSS_ACCESS_KEY_ID', 'OSS_ACCESS_KEY_SECRET', 'OSS_STS_TOKEN', ['OSS_REGION']] as const;
const AWS = [
  's3',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  ['AWS_REGION', 'AWS_DEFAULT_REGION'],
] as const;

/** By which a server is judged unless a profile is named. */
const PROFILES: Readonly<Record<string, string>> = {
  s3: 'aws-s3',
  oss: 'aliyun-oss',
  glacier: 'aws-glacier-2026',
};

/** The target at a URL. @throws TargetError when the URL is not one of an endpoint. */
export function endpointTarget(text: string, options: EndpointOptions = {}): Target {
  const url = endpointUrl(text);
  const env = options.env ?? process.env;
  const dialect = options.dialect ?? dialectOf(url);
  const names = dialect === 'oss' ? OSS : AWS;
  const endpoint = (): Endpoint | { because: string } => {
    const [, accessKey, secretKey, token, regions] = names;
    const credentials = pair(options.accessKey, options.secretKey) ?? pair(env[accessKey], env[secretKey]);
    if (!credentials) {
      return {
        because: `no credentials for ${url}: give --access-key and --secret-key, or set ${accessKey} and ${secretKey}`,
      };
    }
    // A token belongs to the keys it came with.
    const sessionToken = options.accessKey ? options.sessionToken : (options.sessionToken ?? value(env[token]));
    const second =
      options.second ?? pair(env.MULTIPARITY_SECOND_ACCESS_KEY_ID, env.MULTIPARITY_SECOND_SECRET_ACCESS_KEY);
    const region =
      options.region ?? regionOf(url) ?? regions.map((name) => value(env[name])).find(Boolean) ?? 'us-east-1';
    return {
      url,
      region,
      addressing: options.addressing ?? addressingOf(url),
      accounts: accountsOf({ ...credentials, ...(sessionToken ? { sessionToken } : {}) }, second, env),
      ...(options.bucket ? { bucket: options.bucket } : {}),
      ...(options.prefix ? { prefix: options.prefix } : {}),
    };
  };
  return {
    id: text,
    dialect,
    profile: options.profile ?? PROFILES[dialect] ?? 'aws-s3',
    features: {},
    available: async () => {
      const found = endpoint();
      return 'because' in found ? found : { how: 'endpoint' };
    },
    start: async (signal) => {
      const found = endpoint();
      if ('because' in found) throw new TargetError(found.because);
      return reach(found, signal);
    },
  };
}

/** Sees that something answers HTTP there. @throws TargetError in one line when nothing does. */
export async function reach(endpoint: Endpoint, signal: AbortSignal, server?: string): Promise<Running> {
  const answer = await ask(`${endpoint.url}/`, 10_000, signal);
  if ('because' in answer) {
    const remedy = answer.code === 'ECONNREFUSED' ? ' — is the server running?' : '';
    throw new TargetError(`${answer.because} at ${endpoint.url}${remedy}`);
  }
  return { ...endpoint, server: server ?? answer.server ?? 'unknown', stop: async () => {} };
}

/** Scheme, host and port; nothing else belongs to an endpoint. */
export function endpointUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new TargetError(`"${text}" is not an http:// or https:// address`);
  if (url.username || url.password)
    throw new TargetError('credentials do not belong in the address: give --access-key and --secret-key');
  if (url.pathname !== '/' || url.search || url.hash) {
    throw new TargetError(`an endpoint is only scheme, host and port: ${url.origin} (a bucket is given with --bucket)`);
  }
  return url.origin;
}

/** OSS speaks its own dialect at its own addresses; those that begin with `s3.` are for clients of S3. */
function dialectOf(url: string): string {
  return /^oss-[a-z0-9-]+\.aliyuncs\.com$/.test(new URL(url).hostname) ? 'oss' : 's3';
}

function regionOf(url: string): string | undefined {
  const host = new URL(url).hostname;
  return (
    /(?:^|\.)s3[.-](?:dualstack\.)?([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?$/.exec(host)?.[1] ??
    /^glacier\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com(?:\.cn)?$/.exec(host)?.[1] ??
    /^(oss-[a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com$/.exec(host)?.[1]
  );
}

function addressingOf(url: string): 'path' | 'virtual' {
  return /\.(?:amazonaws\.com(?:\.cn)?|aliyuncs\.com)$/.test(new URL(url).hostname) ? 'virtual' : 'path';
}

function pair(accessKey: string | undefined, secretKey: string | undefined): Credentials | undefined {
  return accessKey && secretKey ? { accessKey, secretKey } : undefined;
}

function value(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
