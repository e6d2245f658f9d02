/** Pages of listings. Each walks the sorted state from its marker, and costs the page and not the whole. */
import { abortOf } from './lifecycle.js';
import { byUtf8, pastPrefix } from './sorted.js';
import type { Bucket, CommandOf, ListedObject, OpenUpload, OpenUploadKey, Policy, ReplyOf, Upload } from './types.js';

/** What lies between the prefix and the first delimiter after it, both included; undefined when there is no delimiter. */
function rolledUp(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}

const later = (a: string, b: string): string => (byUtf8(a, b) > 0 ? a : b);

/** Page size asked for, put between the profile's default and cap. */
function pageSize(asked: { readonly value: number } | undefined, fallback: number, cap: number | null): number {
  const wanted = asked?.value ?? fallback;
  return cap === null ? wanted : Math.min(wanted, cap);
}

export function listParts(
  upload: Upload | undefined,
  command: CommandOf<'list-parts'>,
  bucket: Bucket,
  policy: Policy,
): ReplyOf<'list-parts'> {
  const { limits, choices } = policy;
  const open = upload?.state === 'open' ? upload : undefined;
  const marker = command.marker?.value ?? 0;
  const max = pageSize(command.max, limits.listPartsDefault, limits.listPartsMax);
  const room = max === 0 && choices.zeroMaxParts === 'all' ? Number.POSITIVE_INFINITY : max;
  const parts = [];
  let truncated = false;
  for (const [, part] of open?.parts.after(marker as never) ?? []) {
    if (parts.length >= room) {
      // An empty page never says that more would follow (S3-176).
      truncated = room > 0;
      break;
    }
    parts.push(part);
  }
  const last = parts.at(-1)?.position;
  return {
    op: 'list-parts',
    bucket: command.bucket,
    key: command.key,
    uploadId: command.uploadId,
    initiator: open?.initiator ?? bucket.owner,
    owner: bucket.owner,
    storageClass: open?.attributes.storageClass,
    marker,
    nextMarker: last ?? (choices.emptyPageMarker === 'marker' ? marker : 0),
    max,
    truncated,
    checksum: open?.checksum,
    parts,
    abort: open && abortOf(bucket.lifecycle, open),
  };
}

export function listUploads(
  bucket: Bucket,
  command: CommandOf<'list-uploads'>,
  policy: Policy,
): ReplyOf<'list-uploads'> {
  const { limits, choices } = policy;
  const max = pageSize(command.max, limits.listUploadsDefault, limits.listUploadsMax);
  const byId = choices.uploadMarker === 'by-order' && command.keyMarker !== '' ? command.uploadMarker : '';
  const exact = choices.uploadsPrefix === 'exact-key' && command.prefix !== '' && !command.prefix.endsWith('/');
  const uploads: OpenUpload[] = [];
  const prefixes: string[] = [];
  let truncated = false;
  let nextKey = '';
  let nextUpload = '';
  let from = startOfUploads(bucket, command, byId, choices.uploadsOrder);
  walk: for (;;) {
    let skipTo: string | undefined;
    for (const [, upload] of bucket.open.after(from, true)) {
      const { key } = upload;
      if (!key.startsWith(command.prefix)) break walk;
      if (exact && key !== command.prefix) break walk;
      const common = exact ? undefined : rolledUp(key, command.prefix, command.delimiter);
      const known = common !== undefined && command.keyMarker.startsWith(common);
      if (!known && uploads.length + prefixes.length >= max) {
        truncated = max > 0;
        break walk;
      }
      if (common === undefined) {
        uploads.push(upload);
        nextKey = key;
        nextUpload = upload.id;
        continue;
      }
      if (!known) {
        prefixes.push(common);
        nextKey = choices.nextMarkerAfterPrefix === 'prefix' ? common : '';
        nextUpload = '';
      }
      skipTo = pastPrefix(common);
      break;
    }
    if (skipTo === undefined) break;
    from = { key: skipTo, rank: '' };
  }
  return {
    op: 'list-uploads',
    command,
    uploadMarker: choices.uploadMarker === 'ignored' ? command.uploadMarker : byId,
    nextKey,
    nextUpload: choices.uploadMarker === 'ignored' ? '' : nextUpload,
    max: choices.shownMaxUploads === 'as-asked' ? (command.max?.value ?? limits.listUploadsDefault) : max,
    // Storj takes "more follows" from a next marker, which only uploads set (STO-066).
    truncated: truncated && !(choices.prefixOnlyPage === 'not-truncated' && uploads.length === 0),
    uploads,
    prefixes,
    owner: bucket.owner,
  };
}

/** Greater than every rank. */
const AFTER_ALL = '\uffff';

/** After the marked upload, after every upload of the marked key (before all keys, if that is empty), or at the prefix. */
function startOfUploads(
  bucket: Bucket,
  command: CommandOf<'list-uploads'>,
  byId: string,
  order: Policy['choices']['uploadsOrder'],
): OpenUploadKey {
  const atPrefix = { key: command.prefix, rank: '' };
  const marked = bucket.uploads.get(byId as never);
  // The marked upload may have ended since: whoever aborts page by page still sees every upload.
  const rank = marked?.key === command.keyMarker ? marked.rank : order === 'id' ? byId : '';
  const afterMarker = { key: command.keyMarker, rank: rank === '' ? AFTER_ALL : `${rank}\0` };
  return byUtf8(afterMarker.key, command.prefix) < 0 ? atPrefix : afterMarker;
}

/** V1 and V2 of the object listing; delete markers are not objects. */
export function listObjects(
  bucket: Bucket,
  command: CommandOf<'list-objects'>,
  { limits }: Policy,
): ReplyOf<'list-objects'> {
  const max = pageSize(command.max, limits.listObjectsDefault, limits.listObjectsMax);
  const after = command.continuation ?? command.after;
  const objects: ListedObject[] = [];
  const prefixes: string[] = [];
  let truncated = false;
  let next = '';
  let from = later(after, command.prefix);
  let inclusive = from !== after;
  walk: for (;;) {
    let skipTo: string | undefined;
    for (const [key, versions] of bucket.objects.after(from, inclusive)) {
      if (!key.startsWith(command.prefix)) break walk;
      const version = versions.at(-1);
      if (version?.kind !== 'object') continue;
      const common = rolledUp(key, command.prefix, command.delimiter);
      if (common !== undefined && after.startsWith(common)) {
        skipTo = pastPrefix(common);
        break;
      }
      if (objects.length + prefixes.length >= max) {
        truncated = max > 0;
        break walk;
      }
      if (common === undefined) {
        objects.push({ key, version, latest: true });
        next = key;
        continue;
      }
      prefixes.push(common);
      next = common;
      skipTo = pastPrefix(common);
      break;
    }
    if (skipTo === undefined) break;
    from = skipTo;
    inclusive = true;
  }
  return { op: 'list-objects', command, objects, prefixes, max, truncated, next, owner: bucket.owner };
}

/** Versions and delete markers, newest first within a key. */
export function listVersions(
  bucket: Bucket,
  command: CommandOf<'list-versions'>,
  { limits }: Policy,
): ReplyOf<'list-versions'> {
  const max = pageSize(command.max, limits.listObjectsDefault, limits.listObjectsMax);
  const versions: ListedObject[] = [];
  const prefixes: string[] = [];
  let truncated = false;
  let nextKey = '';
  let nextVersion = '';
  const start = later(command.keyMarker, command.prefix);
  walk: for (const [key, pile] of bucket.objects.after(
    start,
    start !== command.keyMarker || command.versionMarker !== '',
  )) {
    if (!key.startsWith(command.prefix)) break;
    const common = rolledUp(key, command.prefix, command.delimiter);
    if (common !== undefined && (prefixes.at(-1) === common || command.keyMarker.startsWith(common))) continue;
    // A marked version that was removed since stood before those that are left: whoever deletes page by page sees all.
    let skipping = key === command.keyMarker && pile.some(({ versionId }) => versionId === command.versionMarker);
    for (const version of common === undefined ? pile.toReversed() : [pile.at(-1)!]) {
      if (skipping) {
        skipping = version.versionId !== command.versionMarker;
        continue;
      }
      if (versions.length + prefixes.length >= max) {
        truncated = max > 0;
        break walk;
      }
      nextKey = common ?? key;
      nextVersion = common === undefined ? version.versionId : '';
      if (common === undefined) versions.push({ key, version, latest: version === pile.at(-1) });
      else prefixes.push(common);
    }
  }
  return { op: 'list-versions', command, versions, prefixes, max, truncated, nextKey, nextVersion };
}
