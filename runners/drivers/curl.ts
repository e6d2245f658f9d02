/** The command line that asks again what was asked, for a person with a shell and the credentials in the environment. */
import { describeBody, sizeOf } from '../body.js';
import { isOssSigned, OSS_SIGNATURE_PARTS, OSS_SIGNED, ossSigning } from './curl-oss.js';
import { CUSTOMER_KEY, type Sent } from './evidence.js';

const MOST_INLINE = 1024;
const UNSIGNED = 'UNSIGNED-PAYLOAD';

/** Headers that curl makes itself, or that only fit the signature made before. */
const CURLS_OWN = new Set([
  'host',
  'connection',
  'authorization',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-content-sha256',
  'user-agent',
  'x-amz-user-agent',
  'amz-sdk-invocation-id',
  'amz-sdk-request',
  'accept',
]);
/** Headers that announce an encoding which curl does not have. */
const CHUNKED = new Set(['content-encoding', 'x-amz-decoded-content-length', 'x-amz-trailer', 'content-length']);

/** Headers that fit the bytes which were sent, and no others. */
const DIGEST = /^(content-md5|x-amz-sdk-checksum-algorithm|x-amz-checksum-(?!type$|algorithm$|mode$).*)$/;

/** Makes the command line. A body that is too long to be written out is replaced by as many zeros, and a remark says so. */
export function curlOf(sent: Sent, region: string): string {
  const headers = new Map(sent.headers.map(([name, value]) => [name.toLowerCase(), value]));
  const oss = isOssSigned(sent);
  const url = withoutSignature(sent.url, oss);
  const presigned = url !== sent.url;
  const flags = ['curl', '--silent', '--show-error', '--include', '--path-as-is'];
  // With -X HEAD curl would wait for a body.
  flags.push(...(sent.method === 'HEAD' ? ['--head'] : ['-X', word(sent.method)]));
  const data = dataOf(sent, headers);
  const signed = !oss && (headers.has('authorization') || presigned);
  if (signed) {
    flags.push(
      '--aws-sigv4',
      word(`aws:amz:${region}:${serviceOf(headers)}`),
      '--user',
      '"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"',
    );
    // Older versions of curl sign the hash of the body and do not send it, which S3 refuses.
    const hash = presigned || data.changed ? UNSIGNED : headers.get('x-amz-content-sha256');
    if (hash !== undefined) flags.push('-H', word(`x-amz-content-sha256: ${hash}`));
  }
  if (headers.has('x-amz-security-token') || /X-Amz-Security-Token=/i.test(sent.url)) {
    flags.push('-H', '"x-amz-security-token: $AWS_SESSION_TOKEN"');
  }
  const host = headers.get('host');
  if (host !== undefined && host !== hostOf(sent.url)) flags.push('-H', word(`host: ${host}`));
  const kept = new Map<string, string>();
  for (const [name, value] of headers) {
    if (CURLS_OWN.has(name) || OSS_SIGNED.has(name) || (isChunked(headers) && CHUNKED.has(name))) continue;
    if (data.changed && DIGEST.test(name)) continue;
    if (name === 'content-length' && value === String(sent.bodyBytes)) continue;
    if (CUSTOMER_KEY.test(name)) {
      flags.push('-H', `"${name}: $${name.startsWith('x-amz-copy') ? 'SOURCE_' : ''}CUSTOMER_KEY"`);
      continue;
    }
    kept.set(name, value);
    // An empty header is written with a semicolon; a colon would remove it.
    flags.push('-H', word(value === '' ? `${name};` : `${name}: ${value}`));
  }
  const signing = oss ? ossSigning(sent, { url, host: host ?? hostOf(sent.url) ?? '' }, kept, word) : undefined;
  if (signing) flags.push(...signing.flags);
  // Else curl would call it a form, which is another request (S3-103).
  if (data.flags.length > 0 && !headers.has('content-type')) flags.push('-H', 'content-type:');
  return `${signing?.before ?? ''}${data.before}${[...flags, ...data.flags, word(signed ? canonical(url) : url)].join(' ')}${data.remark && `  # ${data.remark}`}`;
}

const serviceOf = (headers: ReadonlyMap<string, string>) => (headers.has('x-amz-glacier-version') ? 'glacier' : 's3');

/** Quotes a word for a POSIX shell. */
export function word(text: string): string {
  return /^[A-Za-z0-9_./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

interface Data {
  readonly before: string;
  readonly flags: readonly string[];
  readonly remark: string;
  /** The body is not the one that was sent, so its hash would not fit. */
  readonly changed: boolean;
}

function dataOf({ body }: Sent, headers: ReadonlyMap<string, string>): Data {
  const remark = isChunked(headers) ? 'the body was sent as aws-chunked' : '';
  const changed = remark !== '';
  if (body === undefined) {
    // Without data curl sends no Content-Length at all, just like a request whose framing was taken away.
    return { before: '', flags: headers.has('content-length') ? ['--data-binary', "''"] : [], remark, changed };
  }
  if (body.kind === 'text' && sizeOf(body) <= MOST_INLINE && !body.text.includes('\u0000')) {
    // A leading @ would name a file.
    const flag = body.text.startsWith('@') ? '--data-raw' : '--data-binary';
    return { before: '', flags: [flag, word(body.text)], remark, changed };
  }
  const really = body.kind === 'text' ? 'another text' : describeBody(body);
  return {
    before: `head -c ${sizeOf(body)} /dev/zero | `,
    flags: ['--data-binary', '@-'],
    remark: [`the body was ${really}`, ...(remark === '' ? [] : [remark])].join('; '),
    changed: true,
  };
}

const isChunked = (headers: ReadonlyMap<string, string>) =>
  headers.get('x-amz-content-sha256')?.startsWith('STREAMING-') ?? false;

const AMZ_SIGNATURE_PARTS = /^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token)(=|$)/i;

function withoutSignature(url: string, oss: boolean): string {
  const [address = '', query] = url.split(/\?(.*)/s);
  if (query === undefined) return url;
  const rest = query
    .split('&')
    .filter((pair) => !AMZ_SIGNATURE_PARTS.test(pair) && !(oss && OSS_SIGNATURE_PARTS.test(pair)));
  return rest.length === 0 ? address : `${address}?${rest.join('&')}`;
}

/** Older versions of curl sign the query as it stands; S3 sorts it, and takes a bare name for `name=`. */
function canonical(url: string): string {
  const [address = '', query] = url.split(/\?(.*)/s);
  if (query === undefined || query === '') return url;
  const pairs = query.split('&').map((pair) => (pair.includes('=') ? pair : `${pair}=`));
  return `${address}?${pairs.sort().join('&')}`;
}

const hostOf = (url: string) => /^https?:\/\/([^/?]*)/.exec(url)?.[1];
