/**
 * The tree hash of Glacier as the harness reckons it: by halves from the top, and with hash-wasm, where the mock pairs neighbours from
 * below with OpenSSL. The two agree because a left half is always the greatest power of two (GLA-120).
 */
import { createSHA256 } from 'hash-wasm';
import { type BodySpec, bytesOf, describeBody, sizeOf, wholeBody } from './body.js';

const LEAF = 1024 * 1024;
const hasher = createSHA256();
const known = new Map<string, string>();

/** Of these bodies one after another, as lower-case hex; of nothing, the SHA-256 of nothing (GLA-122). */
export async function treeHashOf(bodies: readonly BodySpec[]): Promise<string> {
  const id = bodies.map((body) => (body.kind === 'text' ? `text ${body.text}` : describeBody(body))).join('\n');
  const found = known.get(id);
  if (found !== undefined) return found;
  const sha = await hasher;
  const hashed = (...pieces: readonly Uint8Array[]): Buffer => {
    sha.init();
    for (const piece of pieces) sha.update(piece);
    return Buffer.from(sha.digest('binary'));
  };
  const size = bodies.reduce((sum, body) => sum + sizeOf(body), 0);
  const rootBetween = (first: number, end: number): Buffer => {
    if (end - first <= LEAF) return hashed(...piecesBetween(bodies, first, end));
    const middle = first + leftHalf(end - first);
    return hashed(rootBetween(first, middle), rootBetween(middle, end));
  };
  const root = rootBetween(0, size).toString('hex');
  known.set(id, root);
  return root;
}

/** SHA-256 of these bodies one after another, as lower-case hex: what clients wrongly send for the tree hash (GLA-046). */
export async function linearHashOf(bodies: readonly BodySpec[]): Promise<string> {
  const sha = await createSHA256();
  for (const body of bodies) {
    const size = sizeOf(body);
    for (let at = 0; at < size; at += LEAF) sha.update(bytesOf(body, at, Math.min(LEAF, size - at)));
  }
  return sha.digest('hex');
}

/** Bytes of the greatest number of leaves that is a power of two and less than all. */
function leftHalf(size: number): number {
  let half = LEAF;
  while (half * 2 < size) half *= 2;
  return half;
}

function piecesBetween(bodies: readonly BodySpec[], first: number, end: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const body of bodies) {
    const size = sizeOf(body);
    const from = Math.max(first - at, 0);
    const to = Math.min(end - at, size);
    if (from < to) pieces.push(from === 0 && to === size ? wholeBody(body) : bytesOf(body, from, to - from));
    at += size;
  }
  return pieces;
}
