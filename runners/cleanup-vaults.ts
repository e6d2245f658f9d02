/** Removes what a run made in Glacier: open uploads, archives by their ids, and vaults as far as they can be deleted. */
import { type Send, sendAll } from './cleanup.js';
import type { Made } from './made.js';
import type { Controls } from './targets/controls.js';

/** Where the clock can be moved: past the inventory that a vault waits for (GLA-092). */
const INVENTORY_MS = 25 * 60 * 60 * 1000;

/** @returns what is left, in words; empty is good. */
export async function cleanVaultCase(made: Made, send: Send, controls: Controls | undefined): Promise<string[]> {
  await sendAll(
    made.uploads.map((upload) => ({ op: 'abort', ...upload })),
    send,
  );
  await sendAll(
    made.keys.flatMap(({ archiveId, ...one }) =>
      archiveId === undefined ? [] : [{ op: 'delete' as const, ...one, archiveId }],
    ),
    send,
  );
  const left: string[] = [];
  for (const vault of new Set(made.buckets)) left.push(...(await removeVault(vault, send, controls)));
  return left;
}

/**
 * Aborts what is open and deletes the vault. One that was written to since its last inventory stays: on our own mock the day is let
 * go by first, elsewhere it is told.
 */
export async function removeVault(vault: string, send: Send, controls: Controls | undefined): Promise<string[]> {
  const left = await abortAll(vault, send);
  await controls?.advanceClock(vault, { byMs: INVENTORY_MS });
  const seen = await send({ op: 'delete-bucket', bucket: vault });
  if (seen.kind === 'accepted' || (seen.kind === 'refused' && seen.status === 404)) return left;
  const answer = seen.kind === 'refused' ? `${seen.status} ${seen.code}` : seen.because;
  const why = 'a vault written to can be deleted after its next inventory, within about a day';
  return [...left, `vault ${vault} (${answer}: ${why})`];
}

/** Pages are asked for from the start each time: what was removed is no longer in the way. */
const ROUNDS = 50;

async function abortAll(vault: string, send: Send): Promise<string[]> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const seen = await send({ op: 'list-uploads', bucket: vault });
    const ids = seen.kind === 'accepted' ? ((seen.values.uploadIds as string[]) ?? []) : [];
    if (ids.length === 0) return [];
    const aborted = await sendAll(
      ids.map((uploadId) => ({ op: 'abort' as const, bucket: vault, uploadId })),
      send,
    );
    if (aborted === 0) return ids.map((id) => `open upload ${id} of vault ${vault}`);
  }
  return [`open uploads of vault ${vault}`];
}
