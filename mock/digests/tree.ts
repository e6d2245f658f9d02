/** The tree hash of Glacier: SHA-256 of each MiB, joined in pairs until one is left (GLA-120). */
import { createHash, type Hash, hash } from 'node:crypto';

const MIB = 1024 * 1024;

/** Hashes a body in any pieces. */
export class TreeHash {
  readonly #leaves: Buffer[] = [];
  #leaf: Hash | undefined;
  #filled = 0;

  update(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) {
      this.#leaf ??= createHash('sha256');
      const here = rest.subarray(0, MIB - this.#filled);
      this.#leaf.update(here);
      this.#filled += here.length;
      rest = rest.subarray(here.length);
      if (this.#filled === MIB) this.#close();
    }
  }

  /** 32 bytes; of nothing, the SHA-256 of nothing (GLA-122). */
  digest(): Buffer {
    if (this.#filled > 0 || this.#leaves.length === 0) this.#close();
    return rootOf(this.#leaves);
  }

  #close(): void {
    this.#leaves.push((this.#leaf ?? createHash('sha256')).digest());
    this.#leaf = undefined;
    this.#filled = 0;
  }
}

/** Joins neighbours pair by pair; one without a neighbour moves up as it is. */
export function rootOf(nodes: readonly Buffer[]): Buffer {
  let level = nodes;
  while (level.length > 1) {
    const above: Buffer[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const right = level[i + 1];
      above.push(right ? hash('sha256', Buffer.concat([level[i]!, right]), 'buffer') : level[i]!);
    }
    level = above;
  }
  return level[0] ?? hash('sha256', Buffer.alloc(0), 'buffer');
}
