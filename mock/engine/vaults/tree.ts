/** Where a byte range stands in the tree of MiBs whose root is an archive's hash (GLA-120, GLA-123). */

export const MIB = 1024 * 1024;

/**
 * Whether `[first, last]` is a node of the tree of an archive of `size` bytes, so that its own tree hash can be checked
 * against what was uploaded (GLA-123).
 */
export function isNode(first: number, last: number, size: number): boolean {
  if (size === 0 || first % MIB !== 0 || (last !== size - 1 && (last + 1) % MIB !== 0)) return false;
  const leaves = Math.ceil(size / MIB);
  const from = first / MIB;
  const to = Math.ceil((last + 1) / MIB);
  for (let width = 1; ; width *= 2) {
    if (from % width !== 0) return false;
    if (to === Math.min(from + width, leaves)) return true;
    if (width >= leaves) return false;
  }
}

/** Whether a retrieval may begin and end there: on MiBs, or at the end of the archive (GLA-101). */
export function isAligned(first: number, last: number, size: number): boolean {
  return first % MIB === 0 && first <= last && last < size && (last === size - 1 || (last + 1) % MIB === 0);
}
