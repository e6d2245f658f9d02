/** Percent-encoding as every signature wants it. */

/** Percent-encodes everything but `A-Za-z0-9-._~`, as SigV4 asks. */
export function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** A key as part of a path: slashes stay. */
export function encodedKey(key: string): string {
  return key.split('/').map(encoded).join('/');
}
