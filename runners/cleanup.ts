/** Removes what a run made: open uploads, objects and buckets. It says what it could not remove, and stops for nothing. */
import type { Driver, SendOptions } from './drivers/driver.js';
import type { Observation } from './drivers/observation.js';
import type { Made } from './made.js';

export type Send = (ask: Parameters<Driver['send']>[0]) => Promise<Observation>;

/** Sends through the raw driver: it asks everything, and costs a fraction of an SDK. */
export function sender(raw: Driver, options: Omit<SendOptions, 'step'>): Send {
  return (ask) => raw.send(ask, { ...options, step: 'clean-up' });
}

/** Requests of the clean-up under way at once. */
const SIDE_BY_SIDE = 8;

/** Sends many, some at once. @returns how many were accepted. */
export async function sendAll(asks: readonly Parameters<Send>[0][], send: Send): Promise<number> {
  let next = 0;
  let accepted = 0;
  const worker = async (): Promise<void> => {
    while (next < asks.length) {
      const ask = asks[next]!;
      next += 1;
      if ((await send(ask)).kind === 'accepted') accepted += 1;
    }
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, asks.length) }, worker));
  return accepted;
}

/** After each case, so that a long run does not pile up bytes. */
export async function cleanCase(made: Made, send: Send): Promise<string[]> {
  const left: string[] = [];
  // First of all: a policy may deny what follows, even to the owner.
  await sendAll(
    [...new Set(made.policies)].map((bucket) => ({ op: 'delete-policy', bucket })),
    send,
  );
  await sendAll(
    made.uploads.map((upload) => ({ op: 'abort', ...upload })),
    send,
  );
  const keys = new Map(made.keys.map((one) => [`${one.bucket}/${one.key}`, one]));
  await sendAll(
    [...keys.values()].map((one) => ({ op: 'delete', ...one })),
    send,
  );
  for (const bucket of new Set(made.buckets)) left.push(...(await emptyBucket(bucket, '', send, true)));
  return left;
}

/**
 * Aborts every open upload and deletes every version below a prefix, then the bucket itself when it is ours.
 *
 * @returns what is left, in words; empty is good.
 */
export async function emptyBucket(bucket: string, prefix: string, send: Send, remove: boolean): Promise<string[]> {
  await abortUploads(bucket, prefix, send);
  await deleteVersions(bucket, prefix, send);
  await deleteObjects(bucket, prefix, send);
  const left = await whatIsLeft(bucket, prefix, send);
  if (remove) {
    const seen = await send({ op: 'delete-bucket', bucket });
    if (seen.kind === 'refused' && seen.status !== 404) left.push(`bucket ${bucket} (${seen.status} ${seen.code})`);
    if (seen.kind === 'dropped') left.push(`bucket ${bucket} (${seen.because})`);
  }
  return left;
}

/** Pages are asked for from the start each time: what was removed is no longer in the way. */
const ROUNDS = 50;

async function abortUploads(bucket: string, prefix: string, send: Send): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const seen = await send({ op: 'list-uploads', bucket, ...(prefix === '' ? {} : { prefix }) });
    if (seen.kind !== 'accepted') return;
    const keys = (seen.values.keys as string[]) ?? [];
    const ids = (seen.values.uploadIds as string[]) ?? [];
    const asks = keys.map((key, index) => ({ op: 'abort' as const, bucket, key, uploadId: ids[index] ?? '' }));
    const aborted = await sendAll(asks, send);
    if (aborted === 0 || seen.values.truncated !== true) return;
  }
}

/** Asked again until none is listed: servers were seen to forget one of two deletes of a key that came at once. */
async function deleteVersions(bucket: string, prefix: string, send: Send): Promise<void> {
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const seen = await send({ op: 'list-versions', bucket, ...(prefix === '' ? {} : { prefix }) });
    if (seen.kind !== 'accepted') return;
    const all = [
      ...((seen.values.versions as { key: string; versionId: string }[]) ?? []),
      ...((seen.values.markers as { key: string; versionId: string }[]) ?? []),
    ];
    const asks = all.map(({ key, versionId }) => ({
      op: 'delete' as const,
      bucket,
      key,
      ...(versionId === null ? {} : { versionId }),
    }));
    if (asks.length === 0 || (seen.values.truncated !== true && asks.length >= before)) return;
    before = asks.length;
    const deleted = await sendAll(asks, (ask) => unlocking(ask, send));
    if (deleted === 0) return;
  }
}

/** Deletes a version; one that is locked loses its hold first, and its retention where that can be bypassed. */
async function unlocking(ask: Parameters<Send>[0], send: Send): Promise<Observation> {
  const seen = await send(ask);
  // Locked is 403, or 400 as MinIO says it.
  if (seen.kind !== 'refused' || ![400, 403].includes(seen.status) || ask.versionId === undefined) return seen;
  await send({ ...ask, op: 'put-legal-hold', legalHold: 'OFF' });
  return send({ ...ask, bypassGovernance: true });
}

async function deleteObjects(bucket: string, prefix: string, send: Send): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const seen = await send({ op: 'list', bucket, ...(prefix === '' ? {} : { prefix }) });
    if (seen.kind !== 'accepted') return;
    const keys = (seen.values.keys as string[]) ?? [];
    await sendAll(
      keys.map((key) => ({ op: 'delete', bucket, key })),
      send,
    );
    if (keys.length === 0 || seen.values.truncated !== true) return;
  }
}

async function whatIsLeft(bucket: string, prefix: string, send: Send): Promise<string[]> {
  const left: string[] = [];
  const below = prefix === '' ? {} : { prefix };
  const uploads = await send({ op: 'list-uploads', bucket, ...below });
  if (uploads.kind === 'accepted') {
    for (const key of (uploads.values.keys as string[]) ?? []) left.push(`open upload of ${bucket}/${key}`);
  }
  const objects = await send({ op: 'list', bucket, ...below });
  if (objects.kind === 'accepted') {
    for (const key of (objects.values.keys as string[]) ?? []) left.push(`object ${bucket}/${key}`);
  }
  return left;
}
