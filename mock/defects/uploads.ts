/** Defects of creating and aborting uploads. */
import { isRefusal } from '../dialects/dialect.js';
import type { Attributes, ObjectVersion, OpenUpload } from '../engine/types.js';
import {
  deciding,
  defectsOf,
  noting,
  refused,
  renamed,
  replying,
  sending,
  together,
  type Wrapper,
  without,
} from './defect.js';
import { misreading } from './requests.js';

/** Keeps other attributes with an upload than were asked for. */
function keeping(distort: (attributes: Attributes) => Attributes): Wrapper {
  return noting(['upload-created'], (event) => ({ ...event, attributes: distort(event.attributes) }));
}

export const CREATE = defectsOf(['s3', 'oss'], {
  'create/drops-metadata': {
    title: 'User metadata given at Create is not on the object.',
    rule: 'create/metadata-kept',
    wrapper: () => keeping((attributes) => ({ ...attributes, metadata: {} })),
  },
  'create/drops-the-content-type': {
    title: 'The content type given at Create is not that of the object.',
    rule: 'create/headers-kept',
    wrapper: () =>
      keeping((attributes) => {
        const { 'content-type': _, ...headers } = attributes.headers;
        return { ...attributes, headers };
      }),
  },
  'create/drops-the-disposition': {
    title: 'Content-Disposition, Content-Language and Cache-Control given at Create are forgotten.',
    rule: 'create/headers-kept',
    wrapper: () =>
      keeping((attributes) => {
        const type = attributes.headers['content-type'];
        return { ...attributes, headers: type === undefined ? {} : { 'content-type': type } };
      }),
  },
  'create/another-default-type': {
    title: 'Without a content type the object is application/octet-stream.',
    rule: 'create/default-content-type',
    dialects: ['s3'],
    wrapper: () =>
      keeping((attributes) => ({
        ...attributes,
        headers: { 'content-type': 'application/octet-stream', ...attributes.headers },
      })),
  },
  'create/one-upload-per-key': {
    title: 'A second Create of a key gives the id of the first upload.',
    rule: 'create/answer',
    also: ['create/lost-answer', 'concurrency/completes-of-one-key'],
    wrapper: () =>
      deciding(['create'], (result, { bucket, command }) => {
        const other = [...(bucket?.open.after({ key: command.key, rank: '' }, true) ?? [])].find(
          ([{ key }]) => key === command.key,
        )?.[1];
        if (refused(result) || !other || result.reply.op !== 'create') return result;
        return { events: [], reply: { ...result.reply, uploadId: other.id } };
      }),
  },
  'create/removes-the-object': {
    title: 'The object that stands under the key is gone as soon as an upload begins.',
    rule: 'create/leaves-object-alone',
    also: ['concurrency/reading-meanwhile', 'versions/deleted-in-between', 'versions/open-upload'],
    wrapper: () =>
      deciding(['create'], (result, { bucket, command }) => {
        const old = bucket?.objects.get(command.key)?.at(-1);
        if (refused(result) || !old) return result;
        const { bucket: name, key } = command;
        const gone = { type: 'version-removed', bucket: name, key, versionId: old.versionId } as const;
        return { ...result, events: [...result.events, gone] };
      }),
  },
  'create/makes-missing-buckets': {
    title: 'In a bucket that does not exist, an unknown upload is complained of, and not the bucket.',
    rule: 'create/bucket-must-exist',
    also: ['list-parts/unknown-upload'],
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) => {
        const result = next(bucket, command, who, judge);
        return refused(result) && result.fault === 'no-such-bucket' && 'uploadId' in command
          ? renamed(result, 'no-such-upload')
          : result;
      },
    }),
  },
  'create/takes-any-storage-class': {
    title: 'A storage class that does not exist is taken.',
    rule: 'create/storage-class',
    wrapper: () => without('create/storage-class'),
  },
  'create/metadata-may-come-late': {
    title: 'User metadata that comes with a part or with Complete replaces what was given at Create.',
    rule: 'create/metadata-only-at-create',
    dialects: ['s3'],
    wrapper: () => {
      const late = new Map<string, Attributes['metadata']>();
      return together(
        misreading((command, { request }) => {
          const named = Object.entries(request.headers).filter(([name]) => name.startsWith('x-amz-meta-'));
          if (!isRefusal(command) && 'uploadId' in command && named.length > 0) {
            const metadata = named.map(([name, value = '']) => [name.slice('x-amz-meta-'.length), value]);
            late.set(command.uploadId, Object.fromEntries(metadata));
          }
          return command;
        }),
        noting(['upload-completed'], (event) => {
          const { attributes } = event.version;
          const metadata = late.get(event.id) ?? attributes.metadata;
          return { ...event, version: { ...event.version, attributes: { ...attributes, metadata } } };
        }),
      );
    },
  },
  'lifetime/uploads-expire': {
    title: 'An upload is gone a day after it began, finished or not.',
    rule: 'lifetime/no-expiry',
    seen: ['minio/docs#1216'],
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) => {
        const upload = 'uploadId' in command ? bucket?.uploads.get(command.uploadId) : undefined;
        const old = upload?.state === 'open' && judge.world.now() - upload.initiatedAt > 24 * 60 * 60 * 1000;
        return old
          ? { rule: 'lifetime/upload-must-be-open', fault: 'no-such-upload', detail: { uploadId: upload.id } }
          : next(bucket, command, who, judge);
      },
    }),
  },
  'several/latest-upload-wins': {
    title: 'Of two uploads of one key the one that was begun last makes the object, whichever ends last.',
    rule: 'several/last-complete-wins',
    // In OSS uploads are ordered by their ids, which are random.
    dialects: ['s3'],
    wrapper: () => ({
      evolve: (next) => {
        const ranks = new Map<ObjectVersion, string>();
        return (buckets, event) => {
          if (event.type !== 'upload-completed') return next(buckets, event);
          const bucket = buckets.get(event.bucket);
          const upload = bucket?.uploads.get(event.id);
          const there = bucket?.objects.get(upload?.key ?? '')?.at(-1);
          const later = upload && there?.kind === 'object' && (ranks.get(there) ?? '') > upload.rank;
          const version = later ? there : event.version;
          ranks.set(version, ranks.get(version) ?? upload?.rank ?? '');
          return next(buckets, { ...event, version });
        };
      },
    }),
  },
  'create/echoes-another-key': {
    title: 'The answer to Create names another key.',
    rule: 'create/answer',
    also: ['names/shown-while-open'],
    wrapper: () => replying(['create'], (reply) => ({ ...reply, key: `${reply.key}.part` })),
  },
});

export const ABORT = defectsOf(['s3', 'oss'], {
  'abort/still-listed': {
    title: 'An aborted upload is still in the listing of uploads.',
    rule: 'abort/removes-the-upload',
    seen: ['minio/minio#21189'],
    wrapper: () => {
      const aborted: { readonly bucket: string; readonly upload: OpenUpload }[] = [];
      return together(
        deciding(['abort'], (result, { bucket, command }) => {
          const upload = bucket?.uploads.get(command.uploadId);
          if (!refused(result) && upload?.state === 'open') aborted.push({ bucket: command.bucket, upload });
          return result;
        }),
        replying(['list-uploads'], (reply, { command }) => {
          const shown = aborted.filter(
            ({ bucket, upload }) =>
              bucket === command.bucket && command.keyMarker === '' && upload.key.startsWith(command.prefix),
          );
          return { ...reply, uploads: [...reply.uploads, ...shown.map(({ upload }) => upload)] };
        }),
      );
    },
  },
  'abort/frees-nothing': {
    title: 'Abort answers 204 and does nothing.',
    rule: 'abort/removes-the-upload',
    also: ['abort/lost-answer', 'abort/parts-under-way', 'abort/repeated'],
    wrapper: () => deciding(['abort'], (result) => (refused(result) ? result : { ...result, events: [] })),
  },
  'abort/removes-the-object': {
    title: 'Abort takes the object of the same key with it.',
    rule: 'abort/after-complete',
    also: ['abort/leaves-object-alone', 'concurrency/abort-and-complete', 'read-back/outlives-upload'],
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) => {
        const result = next(bucket, command, who, judge);
        const old = command.op === 'abort' ? bucket?.objects.get(command.key)?.at(-1) : undefined;
        if (command.op !== 'abort' || !old) return result;
        const { bucket: name, key } = command;
        const gone = { type: 'version-removed', bucket: name, key, versionId: old.versionId } as const;
        return { reply: { op: 'abort' }, events: [...(refused(result) ? [] : result.events), gone] };
      },
    }),
  },
  'abort/answers-200': {
    title: 'Abort answers 200 instead of 204.',
    rule: 'abort/answer',
    wrapper: () => sending(['abort'], (wire) => ({ ...wire, status: 200 })),
  },
  'abort/is-refused-with-parts': {
    title: 'An upload that has parts cannot be aborted.',
    rule: 'abort/answer',
    wrapper: () =>
      deciding(['abort'], (result, { bucket, command }) => {
        const upload = bucket?.uploads.get(command.uploadId);
        return upload?.state === 'open' && upload.parts.size > 0
          ? { rule: 'abort/answer', fault: 'conditional-conflict', detail: {} }
          : result;
      }),
  },
  'abort/unknown-id-is-an-internal-error': {
    title: 'Aborting an upload that is not there answers 500.',
    rule: 'lifetime/upload-must-be-open',
    wrapper: () =>
      deciding(['abort'], (result) =>
        refused(result) && result.fault === 'no-such-upload' ? renamed(result, 'internal-error') : result,
      ),
  },
});
