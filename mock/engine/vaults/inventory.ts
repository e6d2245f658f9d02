/** A vault is counted about once a day; until then it does not show what was stored (GLA-091). */
import type { Instant } from '../names.js';
import type { Bucket } from '../state.js';
import type { Archive, Inventory } from './words.js';

const DAY = 24 * 60 * 60 * 1000;

/** The last inventory at a moment, or undefined in a vault's first day. */
export function inventoryOf(vault: Bucket, now: Instant): Inventory | undefined {
  const days = Math.floor((now - vault.createdAt) / DAY);
  if (days < 1) return undefined;
  const takenAt = (vault.createdAt + days * DAY) as Instant;
  const archives: Archive[] = [];
  for (const [id, versions] of vault.objects.after(undefined)) {
    const version = versions.at(-1);
    if (version?.kind === 'object' && version.modifiedAt <= takenAt) archives.push({ id, version });
  }
  return { takenAt, archives };
}
