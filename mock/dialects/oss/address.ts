/**
 * Where the bucket of a request is: in the first label of the host, in the path, or in neither, where the host stands for one
 * bucket (OSS-199 to OSS-206).
 */
import type { Hosts } from '../dialect.js';

/** The domain of OSS itself: below it the labels are `[bucket.]endpoint`. */
const ALIYUN = '.aliyuncs.com';

export interface Address {
  readonly virtualHost: boolean;
  /** Empty for the service, or where the path names it. */
  readonly bucket: string;
  /** The path after the bucket's place, still encoded and without its first slash. */
  readonly rest: string;
  /** The host is an endpoint of OSS itself, which takes no bucket in the path. */
  readonly serviceHost: boolean;
}

/** The host of a request in lower case, without its port. */
export function hostName(header: string | undefined): string {
  if (header === undefined) return '';
  const colon = header.lastIndexOf(':');
  return (colon > header.lastIndexOf(']') ? header.slice(0, colon) : header).toLowerCase();
}

/** Reads the address as the host suggests it. */
export function readAddress(path: string, header: string | undefined, hosts: Hosts): Address {
  const host = hostName(header);
  const bound = hosts.bound.get(host);
  if (bound !== undefined) return { virtualHost: true, bucket: bound, rest: path.slice(1), serviceHost: false };
  if (host.endsWith(ALIYUN)) {
    // Without a bucket ali-oss leaves the dot in front (OSS-206).
    const labels = host.slice(0, -ALIYUN.length).split('.');
    const bucket = labels.length > 1 ? labels[0]! : '';
    return { virtualHost: true, bucket, rest: path.slice(1), serviceHost: bucket === '' };
  }
  const domain = hosts.domains.find((one) => host.length > one.length + 1 && host.endsWith(`.${one}`));
  if (domain !== undefined && !hosts.domains.includes(host)) {
    return { virtualHost: true, bucket: host.slice(0, -domain.length - 1), rest: path.slice(1), serviceHost: false };
  }
  return inPath(path);
}

/** Reads the bucket from the path, whatever the host says. */
export function inPath(path: string): Address {
  const slash = path.indexOf('/', 1);
  const cut = slash === -1 ? path.length : slash;
  return { virtualHost: false, bucket: path.slice(1, cut), rest: path.slice(cut + 1), serviceHost: false };
}
