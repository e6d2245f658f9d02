/**
 * What a shell needs to ask Alibaba OSS again: curl cannot sign for it, so openssl does, by V1, whose arithmetic fits on a line. The
 * credentials are those in the environment.
 */
import type { Sent } from './evidence.js';
import { resourceOf, subResourcesOf } from './oss-resource.js';

/** Headers that belong to a signature made before. */
export const OSS_SIGNED: ReadonlySet<string> = new Set(['x-oss-date', 'x-oss-content-sha256', 'x-oss-security-token']);

/** What a signed address carries. */
export const OSS_SIGNATURE_PARTS =
  /^(x-oss-(signature|signature-version|credential|date|expires|additional-headers|security-token)|OSSAccessKeyId|Expires|Signature|security-token)(=|$)/;

/** Whether a request bears one of the signatures of OSS. */
export function isOssSigned({ url, headers }: Sent): boolean {
  const authorization = headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
  return /^OSS4?[ -]/.test(authorization) || /[?&](x-oss-signature|OSSAccessKeyId)=/.test(url);
}

export interface Signing {
  /** Goes before the command. */
  readonly before: string;
  /** Words of the command. */
  readonly flags: readonly string[];
}

/**
 * @param address the URL without the signature it bore, and the Host header.
 * @param kept headers that will be sent, in lower case.
 * @param quote makes a word for the shell.
 */
export function ossSigning(
  { method, url: signedUrl, headers: sentHeaders }: Sent,
  address: { readonly url: string; readonly host: string },
  kept: ReadonlyMap<string, string>,
  quote: (text: string) => string,
): Signing {
  const endpoint = /^https?:\/\/[^/?]*/.exec(address.url)?.[0] ?? '';
  const [path = '', query = ''] = address.url.slice(endpoint.length).split(/\?(.*)/s);
  const hasToken =
    sentHeaders.some(([name]) => name.toLowerCase() === 'x-oss-security-token') || /security-token=/.test(signedUrl);
  const own = new Map([...kept].filter(([name]) => name.startsWith('x-oss-')).map(([name, value]) => [name, value]));
  const lines = [...own].map(([name, value]) => [name, quote(`${name}:${value.trim()}`)] as const);
  lines.push(['x-oss-date', '"x-oss-date:$d"']);
  if (hasToken) lines.push(['x-oss-security-token', '"x-oss-security-token:$OSS_STS_TOKEN"']);
  const headers = lines.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  const fixed = [method, kept.get('content-md5') ?? '', kept.get('content-type') ?? ''].map(
    (one) => quote(one) || "''",
  );
  const resource = resourceOf(path, address.host, endpoint) + subResourcesOf(pairsOf(query));
  const toSign = `printf '%s\\n' ${[...fixed, '"$d"', ...headers].join(' ')}; printf %s ${quote(resource)}`;
  return {
    before:
      "d=$(LC_ALL=C date -u '+%a, %d %b %Y %T GMT'); " +
      `s=$({ ${toSign}; } | openssl dgst -sha1 -hmac "$OSS_ACCESS_KEY_SECRET" -binary | base64); `,
    flags: [
      '-H',
      '"x-oss-date: $d"',
      ...(hasToken ? ['-H', '"x-oss-security-token: $OSS_STS_TOKEN"'] : []),
      '-H',
      '"authorization: OSS $OSS_ACCESS_KEY_ID:$s"',
    ],
  };
}

function pairsOf(query: string): (readonly [string, string | true])[] {
  return query === ''
    ? []
    : query.split('&').map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return [decodeURIComponent(name), value.length === 0 ? true : decodeURIComponent(value.join('='))] as const;
      });
}
