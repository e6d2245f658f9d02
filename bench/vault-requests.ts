/** Signed requests to Glacier's vaults, as ready-made bytes. */
import type { Ask } from './connection.js';
import { type Body, bodyOf, signed } from './requests.js';

/** @param path below `/-/vaults`, empty or with a leading slash. */
export function vaultsRequest(
  method: string,
  path: string,
  more: Readonly<Record<string, string>> = {},
  body: Body = bodyOf(''),
): Ask {
  const headers = { ...more, 'x-amz-glacier-version': '2012-06-01' };
  return signed(method, `/-/vaults${path}`, '', body, body.sha256, headers, 'glacier');
}
