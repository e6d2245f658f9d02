/** What a request of OSS is about, as its signatures name it however the request is addressed (OSS-148, OSS-205). */

/** Query names that V1 signs; every name that begins with `x-oss-` is signed as well (OSS-150). */
const SUB_RESOURCES: ReadonlySet<string> = new Set(
  (
    'uploads uploadId partNumber sequential delete acl lifecycle location bucketInfo objectMeta tagging versioning versions ' +
    'versionId callback callback-var security-token continuation-token encryption append position symlink restore policy cors ' +
    'logging website referer requestPayment worm wormId wormExtend inventory inventoryId stat qosInfo asyncFetch comp live ' +
    'status vod startTime endTime img style styleName replication replicationProgress replicationLocation cname qos udf ' +
    'withHashContext transferAcceleration metaQuery resourceGroup rtc responseHeader regionList cloudboxes ' +
    'response-content-type response-content-language response-content-disposition response-content-encoding ' +
    'response-expires response-cache-control'
  ).split(' '),
);

/** A virtual host of OSS itself: the bucket, and an endpoint of one label. */
const ALIYUN = /^([^.]+)\.[^.]+\.aliyuncs\.com$/;

/**
 * `/bucket/key`, decoded; the bucket is in the path, or it is what the host has before the endpoint's own name.
 *
 * @param path percent-encoded.
 * @param host as in the header.
 * @param endpoint scheme, host and port.
 */
export function resourceOf(path: string, host: string, endpoint: string): string {
  const own = new URL(endpoint).host;
  const bucket =
    host === own ? undefined : host.endsWith(`.${own}`) ? host.slice(0, -own.length - 1) : ALIYUN.exec(host)?.[1];
  const whole = (bucket === undefined ? '' : `/${bucket}`) + decoded(path);
  return /^\/[^/]+$/.test(whole) ? `${whole}/` : whole;
}

/** `?name=value&name` of those that V1 signs, sorted; empty when there are none (OSS-149). */
export function subResourcesOf(query: readonly (readonly [string, string | true])[]): string {
  const signed = query
    .filter(([name]) => SUB_RESOURCES.has(name) || name.startsWith('x-oss-'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === true || value === '' ? name : `${name}=${value}`));
  return signed.length === 0 ? '' : `?${signed.join('&')}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // Bytes that are no UTF-8: whoever is to be shown them refuses them for that, whatever is signed.
    return path;
  }
}
