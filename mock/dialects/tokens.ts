/** Random names that nobody can guess. */
import { randomBytes } from 'node:crypto';

let random = Buffer.alloc(0);
let used = 0;

/** Random bytes are drawn many at once, which costs hardly more than a few. */
function take(bytes: number): number {
  if (used + bytes > random.length) {
    random = randomBytes(4096);
    used = 0;
  }
  used += bytes;
  return used - bytes;
}

/** So many random bytes as URL-safe text without `-`. */
export function token(bytes: number): string {
  const from = take(bytes);
  return random.toString('base64url', from, from + bytes).replaceAll('-', '.');
}

/** So many random bytes as capital hex digits, two for each. */
export function hexToken(bytes: number): string {
  const from = take(bytes);
  return random.toString('hex', from, from + bytes).toUpperCase();
}
