/** Defects of what is read: objects, their parts, their listings and names. */
import type { ETag, ReplyOf } from '../engine/types.js';
import {
  deciding,
  defectsOf,
  hearing,
  overlooking,
  refused,
  replying,
  sending,
  together,
  type Wrapper,
  without,
} from './defect.js';

type Read = ReplyOf<'get-object' | 'head-object'>;

const reads = (distort: Parameters<typeof replying<'get-object' | 'head-object'>>[1]): Wrapper =>
  replying(['get-object', 'head-object'], distort);
const whole = (reply: Read): Read => ({
  ...reply,
  first: 0,
  length: reply.version.size,
  partial: false,
  partsCount: undefined,
});

export const READING = defectsOf(['s3', 'oss'], {
  'read-back/ignores-the-part-number': {
    title: 'A read with a part number gives the whole object.',
    rule: 'read-back/part-number',
    dialects: ['s3'],
    seen: ['minio/minio#9914', 'getmoto/moto 5.2.1'],
    wrapper: () => reads((reply, { command }) => (command.partNumber ? whole(reply) : reply)),
  },
  'read-back/head-ignores-the-part-number': {
    title: 'HEAD with a part number gives 200 and the whole length, while GET gives the part.',
    rule: 'read-back/part-number',
    dialects: ['s3'],
    seen: ['seaweedfs/seaweedfs#11162'],
    wrapper: () =>
      reads((reply, { command }) => (reply.op === 'head-object' && command.partNumber ? whole(reply) : reply)),
  },
  'read-back/one-part-object-has-no-parts': {
    title: 'The only part of an object cannot be read by its number, and the object is said to have none.',
    rule: 'read-back/part-number',
    dialects: ['s3'],
    seen: ['ceph/ceph#58288'],
    wrapper: () =>
      reads((reply, { command }) =>
        command.partNumber && reply.version.pieces.length === 1 && reply.version.multipart
          ? { ...reply, length: 0, partsCount: 0 }
          : reply,
      ),
  },
  'read-back/no-parts-count': {
    title: 'A read by part number does not tell how many parts there are.',
    rule: 'read-back/part-number',
    dialects: ['s3'],
    wrapper: () => reads((reply) => ({ ...reply, partsCount: undefined })),
  },
  'read-back/part-is-a-200': {
    title: 'A part is answered with 200 and without Content-Range.',
    rule: 'read-back/part-number',
    dialects: ['s3'],
    seen: ['scality/cloudserver 8.8'],
    wrapper: () => reads((reply, { command }) => (command.partNumber ? { ...reply, partial: false } : reply)),
  },
  'read-back/part-beyond-is-the-last': {
    title: 'A part number beyond the count reads the last part.',
    rule: 'read-back/part-beyond-count',
    dialects: ['s3'],
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) => {
        const result = next(bucket, command, who, judge);
        if (!refused(result) || result.rule !== 'read-back/part-beyond-count' || !('partNumber' in command))
          return result;
        const last = Number(result.detail.count);
        return next(bucket, { ...command, partNumber: { text: String(last), value: last } }, who, judge);
      },
    }),
  },
  'read-back/range-end-excluded': {
    title: 'The last byte of a range is left out.',
    rule: 'read-back/range',
    wrapper: () =>
      reads((reply, { command }) =>
        command.range && reply.partial && reply.length > 1 ? { ...reply, length: reply.length - 1 } : reply,
      ),
  },
  'read-back/ignores-ranges': {
    title: 'A range reads the whole object.',
    rule: 'read-back/range',
    wrapper: () => reads((reply, { command }) => (command.range ? whole(reply) : reply)),
  },
  'read-back/range-stops-at-a-border': {
    title: 'A range ends where its first part ends.',
    rule: 'read-back/range',
    wrapper: () =>
      reads((reply, { command }) => {
        if (!command.range || !reply.partial) return reply;
        let end = 0;
        for (const { size } of reply.version.pieces) {
          end += size;
          if (end > reply.first) break;
        }
        return { ...reply, length: Math.min(reply.length, end - reply.first) };
      }),
  },
  'read-back/part-outweighs-the-range': {
    title: 'Of a part number and a range together the range is not looked at.',
    rule: 'read-back/part-and-range',
    dialects: ['s3'],
    wrapper: () =>
      hearing(['get-object', 'head-object'], (command) => {
        const { range, ...rest } = command;
        return command.partNumber && range ? rest : command;
      }),
  },
  'read-back/ignores-if-match': {
    title: 'If-Match is not looked at when reading.',
    rule: 'read-back/conditions',
    also: ['read-back/condition-precedence'],
    wrapper: () => overlooking(['get-object', 'head-object'], 'ifMatch'),
  },
  'read-back/ignores-if-none-match': {
    title: 'If-None-Match is not looked at when reading.',
    rule: 'read-back/conditions',
    wrapper: () => overlooking(['get-object', 'head-object'], 'ifNoneMatch'),
  },
  'read-back/ignores-dates': {
    title: 'If-Modified-Since and If-Unmodified-Since are not looked at.',
    rule: 'read-back/conditions',
    wrapper: () => overlooking(['get-object', 'head-object'], 'ifModifiedSince', 'ifUnmodifiedSince'),
  },
  'read-back/latest-version-always': {
    title: 'The latest version is read, whichever was named.',
    rule: 'read-back/version',
    dialects: ['s3'],
    wrapper: () =>
      hearing(['get-object', 'head-object'], (command) => {
        const { versionId: _, ...latest } = command;
        return latest;
      }),
  },
  'read-back/sees-through-delete-markers': {
    title: 'A deleted object of a versioned bucket can still be read.',
    rule: 'read-back/delete-marker',
    dialects: ['s3'],
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) => {
        const result = next(bucket, command, who, judge);
        if (command.op !== 'get-object' && command.op !== 'head-object') return result;
        if (!refused(result) || result.fault !== 'no-such-key') return result;
        const last = bucket?.objects.get(command.key)?.findLast(({ kind }) => kind === 'object');
        return last ? next(bucket, { ...command, versionId: last.versionId }, who, judge) : result;
      },
    }),
  },
  'read-back/head-tells-another-length': {
    title: 'HEAD tells one byte more than GET sends.',
    rule: 'read-back/content',
    wrapper: () =>
      sending(['head-object'], (wire) => ({
        ...wire,
        headers: { ...wire.headers, 'Content-Length': String(Number(wire.headers['Content-Length']) + 1) },
      })),
  },
  'read-back/head-tells-another-etag': {
    title: 'HEAD shows another ETag than Complete.',
    rule: 'etag/same-everywhere',
    wrapper: () =>
      sending(['head-object'], (wire) => ({ ...wire, headers: { ...wire.headers, ETag: '"0123456789abcdef"' } })),
  },
  'read-back/attributes-without-a-count': {
    title: 'GetObjectAttributes does not tell how many parts there are.',
    rule: 'read-back/attributes',
    dialects: ['s3'],
    also: ['checksum/attributes'],
    wrapper: () => replying(['get-attributes'], (reply) => ({ ...reply, parts: undefined })),
  },
  'read-back/missing-key-is-an-internal-error': {
    title: 'Reading a key that has no object answers 500.',
    rule: 'read-back/missing-key',
    wrapper: () =>
      deciding(['get-object', 'head-object'], (result) =>
        refused(result) && result.fault === 'no-such-key' ? { ...result, fault: 'internal-error' } : result,
      ),
  },
  'read-back/old-etag-after-overwriting': {
    title: 'After a key is written again, reads still show the ETag of the first object.',
    rule: 'overwrite/existing-object',
    wrapper: () => {
      const first = new Map<string, ETag>();
      return together(
        deciding(['complete', 'put-object'], (result, { command }) => {
          const { reply } = refused(result) ? { reply: undefined } : result;
          const id = `${command.bucket}/${command.key}`;
          if ((reply?.op === 'complete' || reply?.op === 'put-object') && !first.has(id)) first.set(id, reply.etag);
          return result;
        }),
        reads((reply, { command }) => {
          const etag = first.get(`${command.bucket}/${command.key}`) ?? reply.version.etag;
          return { ...reply, version: { ...reply.version, etag } };
        }),
      );
    },
  },
  'overwrite/keeps-old-metadata': {
    title: 'An object that replaces another keeps the metadata of the old one.',
    rule: 'overwrite/existing-object',
    wrapper: () => ({
      evolve: (next) => (buckets, event) => {
        if (event.type !== 'upload-completed') return next(buckets, event);
        const bucket = buckets.get(event.bucket);
        const key = bucket?.uploads.get(event.id)?.key ?? '';
        const old = bucket?.objects.get(key)?.at(-1);
        if (old?.kind !== 'object') return next(buckets, event);
        return next(buckets, { ...event, version: { ...event.version, attributes: old.attributes } });
      },
    }),
  },
  'overwrite/put-keeps-the-parts': {
    title: 'An object put over a multipart object still has its parts.',
    rule: 'overwrite/put-over-multipart',
    wrapper: () => ({
      evolve: (next) => (buckets, event) => {
        if (event.type !== 'object-stored' || event.version.kind !== 'object') return next(buckets, event);
        const old = buckets.get(event.bucket)?.objects.get(event.key)?.at(-1);
        if (old?.kind !== 'object' || !old.multipart) return next(buckets, event);
        return next(buckets, { ...event, version: { ...event.version, multipart: true, etag: old.etag } });
      },
    }),
  },
  'lifetime/open-uploads-are-objects': {
    title: 'Uploads in progress are among the objects of a bucket.',
    rule: 'list/open-uploads',
    seen: ['chimera-nas/chimera#1383'],
    wrapper: () =>
      replying(['list-objects'], (reply, { bucket, command }) => {
        const open = [...(bucket?.open.after(undefined) ?? [])].map(([, upload]) => upload);
        const shown = open.filter(({ key, parts }) => parts.size > 0 && key.startsWith(command.prefix));
        return {
          ...reply,
          objects: [
            ...reply.objects,
            ...shown.map((upload) => ({
              key: upload.key,
              latest: true,
              version: {
                kind: 'object',
                versionId: 'null',
                etag: [...upload.parts.after(undefined)][0]![1].etag,
                size: 0,
                attributes: upload.attributes,
                owner: upload.initiator,
                modifiedAt: upload.initiatedAt,
                pieces: [],
                multipart: true,
                checksum: undefined,
              } as const,
            })),
          ],
        };
      }),
  },
  'lifetime/parts-can-be-read-at-once': {
    title: 'The first part of an open upload is an object already.',
    rule: 'lifetime/invisible-until-complete',
    seen: ['chimera-nas/chimera#1383'],
    wrapper: () =>
      deciding(['upload-part'], (result, { bucket, command }) => {
        if (refused(result) || result.reply.op !== 'upload-part' || !bucket || bucket.objects.get(command.key))
          return result;
        const upload = bucket.uploads.get(command.uploadId);
        if (upload?.state !== 'open') return result;
        const { part } = result.reply;
        const version = {
          kind: 'object',
          versionId: 'null',
          etag: part.etag,
          size: 0,
          attributes: upload.attributes,
          owner: bucket.owner,
          modifiedAt: part.storedAt,
          pieces: [],
          multipart: false,
          checksum: undefined,
        } as const;
        const stored = { type: 'object-stored', bucket: bucket.name, key: command.key, version } as const;
        return { ...result, events: [...result.events, stored] };
      }),
  },
  'list/multipart-object-without-its-etag': {
    title: 'An object made of parts is listed with the ETag of its first part.',
    rule: 'list/multipart-object',
    wrapper: () =>
      replying(['list-objects'], (reply) => ({
        ...reply,
        objects: reply.objects.map(({ key, latest, version }) => ({
          key,
          latest,
          version:
            version.kind === 'object' && version.multipart
              ? { ...version, etag: version.etag.replace(/-\d+$/, '') as typeof version.etag }
              : version,
        })),
      })),
  },
  'list/ignores-the-page-size': {
    title: 'A page of objects has 1,000 of them, however few were asked for.',
    rule: 'list/page-size',
    wrapper: () => hearing(['list-objects'], (command) => ({ ...command, max: undefined })),
  },
  'list/wrong-size': {
    title: 'An object made of parts is listed with the size of its last part.',
    rule: 'list/multipart-object',
    wrapper: () =>
      replying(['list-objects'], (reply) => ({
        ...reply,
        objects: reply.objects.map(({ key, latest, version }) => ({
          key,
          latest,
          version: version.kind === 'object' ? { ...version, size: version.pieces.at(-1)?.size ?? 0 } : version,
        })),
      })),
  },
  'names/plus-is-a-space': {
    title: 'A plus sign in a key becomes a space.',
    rule: 'names/round-trip',
    wrapper: () => calling((key) => key.replaceAll('+', ' ')),
  },
  'names/slashes-are-merged': {
    title: 'Two slashes in a key are one.',
    rule: 'names/distinct',
    wrapper: () => calling((key) => key.replaceAll(/\/{2,}/g, '/')),
  },
  'names/letter-case-is-ignored': {
    title: 'Keys that differ in the case of their letters are one.',
    rule: 'names/distinct',
    wrapper: () => calling((key) => key.toLowerCase()),
  },
  'names/unicode-is-normalised': {
    title: 'Composed and decomposed letters are one key.',
    rule: 'names/distinct',
    wrapper: () => calling((key) => key.normalize('NFC')),
  },
  'names/takes-long-keys': {
    title: 'Keys of more than 1,024 bytes are taken.',
    rule: 'names/key-length',
    wrapper: () => without('names/key-length'),
  },
  'names/counts-letters': {
    title: 'The length of a key is counted in letters and not in bytes.',
    rule: 'names/key-length',
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) => {
        const result = next(bucket, command, who, judge);
        if (!refused(result) || result.rule !== 'names/key-length' || !('key' in command)) return result;
        const short = [...command.key].length <= 1024;
        const lenient = {
          ...judge,
          rules: new Map(
            [...judge.rules].map(([op, rules]) => [op, rules.filter(([id]) => id !== 'names/key-length')] as const),
          ),
        };
        return short ? next(bucket, command, who, lenient) : result;
      },
    }),
  },
  'bucket/deletes-what-is-not-empty': {
    title: 'A bucket that holds objects can be deleted.',
    rule: 'bucket/delete-empty',
    wrapper: () => without('bucket/delete-empty'),
  },
  'bucket/open-uploads-keep-it': {
    title: 'A bucket with open uploads cannot be deleted.',
    rule: 'bucket/delete-with-uploads',
    dialects: ['s3'],
    seen: ['Apache Ozone'],
    wrapper: () =>
      deciding(['delete-bucket'], (result, { bucket }) =>
        !refused(result) && bucket && bucket.open.size > 0
          ? { rule: 'bucket/delete-with-uploads', fault: 'bucket-not-empty', detail: {} }
          : result,
      ),
  },
});

/** Understands another key than was asked for. */
function calling(distort: (key: string) => string): Wrapper {
  return {
    decide: (next) => (bucket, command, who, judge) =>
      next(bucket, 'key' in command ? { ...command, key: distort(command.key) } : command, who, judge),
  };
}
