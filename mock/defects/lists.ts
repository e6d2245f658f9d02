/** Defects of ListParts, ListMultipartUploads and ListObjectVersions. */
import type { OpenUpload, Part, Position, ReplyOf } from '../engine/types.js';
import { deciding, defectsOf, hearing, noting, refused, replying, sending, type Wrapper, without } from './defect.js';

type PartsReply = ReplyOf<'list-parts'>;
type UploadsReply = ReplyOf<'list-uploads'>;

const parts = (distort: (reply: PartsReply) => PartsReply): Wrapper => replying(['list-parts'], distort);
const uploads = (distort: (reply: UploadsReply) => UploadsReply): Wrapper => replying(['list-uploads'], distort);

const at = (value: number) => value as Position;

export const LIST_PARTS = defectsOf(['s3', 'oss'], {
  'list-parts/new-upload-is-an-internal-error': {
    title: 'Listing the parts of a new upload answers 500.',
    rule: 'list-parts/fresh-upload',
    seen: ['rustfs/rustfs#2760'],
    wrapper: () =>
      deciding(['list-parts'], (result, { bucket, command }) => {
        const upload = bucket?.uploads.get(command.uploadId);
        return upload?.state === 'open' && upload.parts.size === 0
          ? { rule: 'list-parts/fresh-upload', fault: 'internal-error', detail: {} }
          : result;
      }),
  },
  'list-parts/stops-at-a-gap': {
    title: 'Parts behind a gap in the numbers are not listed.',
    rule: 'list-parts/entries',
    seen: ['getmoto/moto#4586'],
    wrapper: () =>
      parts((reply) => {
        const gap = reply.parts.findIndex(({ position }, i) => i > 0 && position !== reply.parts[i - 1]!.position + 1);
        return gap === -1 ? reply : { ...reply, parts: reply.parts.slice(0, gap), truncated: false };
      }),
  },
  'list-parts/small-pages-repeat-and-renumber': {
    title: 'With a small page parts come twice, and their numbers begin again at 0.',
    rule: 'list-parts/paging',
    seen: ['rclone/rclone#9460'],
    wrapper: () =>
      replying(['list-parts'], (reply, { bucket, command }) => {
        const upload = bucket?.uploads.get(command.uploadId);
        if (upload?.state !== 'open' || command.max === undefined || reply.marker === 0) return reply;
        const all = [...upload.parts.after(undefined)].map(([, part]) => part);
        const from = all.findIndex(({ position }) => position > reply.marker);
        const page = all.slice(Math.max(0, from - 1), Math.max(0, from - 1) + reply.max);
        return { ...reply, parts: page.map((part, i) => ({ ...part, position: at(i) })) };
      }),
  },
  'list-parts/marker-answers-nothing': {
    title: 'With a part number marker no part is listed.',
    rule: 'list-parts/paging',
    seen: ['scality/cloudserver#789'],
    wrapper: () => parts((reply) => (reply.marker > 0 ? { ...reply, parts: [], truncated: false } : reply)),
  },
  'list-parts/marker-is-inclusive': {
    title: 'The part that the marker names is listed again.',
    rule: 'list-parts/paging',
    wrapper: () =>
      hearing(['list-parts'], (command) =>
        command.marker && command.marker.value > 0
          ? { ...command, marker: { text: command.marker.text, value: command.marker.value - 1 } }
          : command,
      ),
  },
  'list-parts/ignores-the-page-size': {
    title: 'max-parts is not looked at.',
    rule: 'list-parts/page-size',
    wrapper: () => hearing(['list-parts'], (command) => ({ ...command, max: undefined })),
  },
  'list-parts/never-truncated': {
    title: 'No page says that more follows.',
    rule: 'list-parts/paging',
    seen: ['tus/tus-node-server#507'],
    wrapper: () => parts((reply) => ({ ...reply, truncated: false })),
  },
  'list-parts/next-marker-is-zero': {
    title: 'The next marker is always 0.',
    rule: 'list-parts/next-marker',
    wrapper: () => parts((reply) => ({ ...reply, nextMarker: 0 })),
  },
  'list-parts/no-next-marker': {
    title: 'No page names the next marker.',
    rule: 'list-parts/next-marker',
    wrapper: () => cutting('list-parts', /<NextPartNumberMarker>[^<]*<\/NextPartNumberMarker>/),
  },
  'list-parts/cap-of-none': {
    title: 'A page holds as many parts as there are, whatever the most of a page is.',
    rule: 'list-parts/page-size',
    // More than a page of parts is slow to make: once is enough.
    dialects: ['s3'],
    seen: ['LocalStack S3'],
    wrapper: () => ({ policy: (policy) => ({ ...policy, limits: { ...policy.limits, listPartsMax: null } }) }),
  },
  'list-parts/as-they-arrived': {
    title: 'Parts are listed as they arrived, and not by number.',
    rule: 'list-parts/entries',
    wrapper: () => parts((reply) => ({ ...reply, parts: reply.parts.toSorted((a, b) => a.ref - b.ref) })),
  },
  'list-parts/wrong-sizes': {
    title: 'Every part is listed with the size of the first.',
    rule: 'list-parts/entries',
    wrapper: () =>
      parts((reply) => ({ ...reply, parts: reply.parts.map((part) => ({ ...part, size: reply.parts[0]!.size })) })),
  },
  'list-parts/wrong-etags': {
    title: 'The ETags listed are not those that were given out.',
    rule: 'list-parts/entries',
    also: ['lifetime/read-after-write', 'upload-part/lost-answer'],
    wrapper: () =>
      parts((reply) => ({
        ...reply,
        parts: reply.parts.map((part) => ({ ...part, etag: part.etag.replace(/^./, 'x') as Part['etag'] })),
      })),
  },
  'list-parts/hides-empty-parts': {
    title: 'A part of no bytes is not listed.',
    rule: 'list-parts/entries',
    seen: ['storj/uplink#78'],
    wrapper: () => parts((reply) => ({ ...reply, parts: reply.parts.filter(({ size }) => size > 0) })),
  },
  'list-parts/lists-replaced-parts': {
    title: 'A part that was sent again is listed with its first size.',
    rule: 'upload-part/replaced',
    wrapper: () => {
      const first = new Map<string, number>();
      return {
        ...noting(['part-stored'], (event) => {
          const id = `${event.id} ${event.part.position}`;
          if (!first.has(id)) first.set(id, event.part.size);
          return event;
        }),
        ...replying(['list-parts'], (reply) => ({
          ...reply,
          parts: reply.parts.map((part) => ({
            ...part,
            size: first.get(`${reply.uploadId} ${part.position}`) ?? part.size,
          })),
        })),
      };
    },
  },
  'list-parts/ended-upload-is-empty': {
    title: 'Listing the parts of an upload that is not there gives an empty list.',
    rule: 'lifetime/upload-must-be-open',
    wrapper: () =>
      deciding(['list-parts'], (result, moment) => {
        if (!refused(result) || result.fault !== 'no-such-upload' || !moment.bucket) return result;
        const { bucket, command } = moment;
        const reply: PartsReply = {
          op: 'list-parts',
          bucket: command.bucket,
          key: command.key,
          uploadId: command.uploadId,
          initiator: bucket.owner,
          owner: bucket.owner,
          storageClass: undefined,
          marker: 0,
          nextMarker: 0,
          max: 1000,
          truncated: false,
          checksum: undefined,
          parts: [],
          abort: undefined,
        };
        return { events: [], reply };
      }),
  },
});

export const LIST_UPLOADS = defectsOf(['s3', 'oss'], {
  'list-uploads/prefix-is-the-whole-key': {
    title: 'A prefix is taken for a whole key.',
    rule: 'list-uploads/prefix',
    seen: ['minio/minio#20989', 'minio/minio#13246', 'minio/minio#7632'],
    wrapper: () =>
      replying(['list-uploads'], (reply, { command }) =>
        command.prefix === ''
          ? reply
          : { ...reply, uploads: reply.uploads.filter(({ key }) => key === command.prefix) },
      ),
  },
  'list-uploads/ignores-the-prefix': {
    title: 'The prefix is not looked at.',
    rule: 'list-uploads/prefix',
    wrapper: () => hearing(['list-uploads'], (command) => ({ ...command, prefix: '' })),
  },
  'list-uploads/another-bucket-breaks-it': {
    title: 'While another bucket has an open upload, listing uploads answers 500.',
    rule: 'list-uploads/buckets-apart',
    seen: ['rustfs/rustfs#5716'],
    wrapper: () => {
      const open = new Map<string, string>();
      const joined = noting(['upload-created', 'upload-completed', 'upload-aborted'], (event) => {
        if (event.type === 'upload-created') open.set(event.id, event.bucket);
        else open.delete(event.id);
        return event;
      });
      return {
        ...joined,
        ...deciding(['list-uploads'], (result, { command }) =>
          [...open.values()].some((bucket) => bucket !== command.bucket)
            ? { rule: 'list-uploads/buckets-apart', fault: 'internal-error', detail: {} }
            : result,
        ),
      };
    },
  },
  'list-uploads/ignores-the-delimiter': {
    title: 'The delimiter is not looked at.',
    rule: 'list-uploads/delimiter',
    seen: ['getmoto/moto 5.2.1'],
    wrapper: () => hearing(['list-uploads'], (command) => ({ ...command, delimiter: '' })),
  },
  'list-uploads/no-common-prefixes': {
    title: 'What is rolled up under a delimiter is not listed at all.',
    rule: 'list-uploads/delimiter',
    also: ['list-uploads/prefix-page'],
    wrapper: () => uploads((reply) => ({ ...reply, prefixes: [] })),
  },
  'list-uploads/ignores-the-markers': {
    title: 'Every page is the first.',
    rule: 'list-uploads/paging',
    seen: ['getmoto/moto 5.2.1'],
    wrapper: () => hearing(['list-uploads'], (command) => ({ ...command, keyMarker: '', uploadMarker: '' })),
  },
  'list-uploads/ignores-the-id-marker': {
    title: 'The upload id marker is not looked at: uploads of the marked key are skipped.',
    rule: 'list-uploads/markers',
    wrapper: () => hearing(['list-uploads'], (command) => ({ ...command, uploadMarker: '' })),
  },
  'list-uploads/ignores-the-page-size': {
    title: 'max-uploads is not looked at.',
    rule: 'list-uploads/page-size',
    wrapper: () => hearing(['list-uploads'], (command) => ({ ...command, max: undefined })),
  },
  'list-uploads/never-truncated': {
    title: 'No page says that more follows.',
    rule: 'list-uploads/paging',
    also: ['concurrency/many-open-uploads'],
    wrapper: () => uploads((reply) => ({ ...reply, truncated: false })),
  },
  'list-uploads/no-next-markers': {
    title: 'No page names the next markers.',
    rule: 'list-uploads/next-markers',
    wrapper: () => uploads((reply) => ({ ...reply, nextKey: '', nextUpload: '' })),
  },
  'list-uploads/newest-first': {
    title: 'Uploads of one key are listed newest first.',
    rule: 'list-uploads/order',
    wrapper: () => uploads((reply) => ({ ...reply, uploads: byKey(reply.uploads.toReversed()) })),
  },
  'list-uploads/as-they-began': {
    title: 'Uploads are listed as they began, whatever their keys are.',
    rule: 'list-uploads/order',
    seen: ['getmoto/moto 5.2.1'],
    wrapper: () =>
      uploads((reply) => ({ ...reply, uploads: reply.uploads.toSorted((a, b) => (a.rank < b.rank ? -1 : 1)) })),
  },
  'list-uploads/one-per-key': {
    title: 'Of several uploads of one key only one is listed.',
    rule: 'list-uploads/order',
    wrapper: () =>
      uploads((reply) => ({
        ...reply,
        uploads: reply.uploads.filter(({ key }, i) => key !== reply.uploads[i - 1]?.key),
      })),
  },
  'list-uploads/lists-only-uploads-with-parts': {
    title: 'An upload is listed once it has a part.',
    rule: 'list-uploads/open-uploads',
    wrapper: () => uploads((reply) => ({ ...reply, uploads: reply.uploads.filter(({ parts }) => parts.size > 0) })),
  },
  'list-uploads/ignores-the-encoding': {
    title: 'Keys are listed as they are although encoding-type=url was asked for.',
    rule: 'list-uploads/encoding',
    wrapper: () => hearing(['list-uploads'], (command) => ({ ...command, encodingUrl: false })),
  },
  'list-uploads/absent-bucket-is-empty': {
    title: 'Listing the uploads of a bucket that does not exist gives an empty list.',
    rule: 'list-uploads/absent-bucket',
    wrapper: () =>
      deciding(['list-uploads'], (result, { command, who }) =>
        refused(result) && result.fault === 'no-such-bucket'
          ? {
              events: [],
              reply: {
                op: 'list-uploads',
                command,
                uploadMarker: '',
                nextKey: '',
                nextUpload: '',
                max: 1000,
                truncated: false,
                uploads: [],
                prefixes: [],
                owner: who,
              },
            }
          : result,
      ),
  },
  'list-uploads/takes-odd-page-sizes': {
    title: 'A page size that is no number is taken for none.',
    rule: 'list-uploads/page-size',
    dialects: ['s3'],
    wrapper: () => without('list-uploads/page-size'),
  },
});

export const LIST_VERSIONS = defectsOf(['s3'], {
  'versions/oldest-first': {
    title: 'The versions of a key are listed with the oldest first.',
    rule: 'versions/listed',
    wrapper: () =>
      replying(['list-versions'], (reply) => ({
        ...reply,
        versions: reply.versions.toReversed().toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key))),
      })),
  },
  'versions/marked-key-comes-again': {
    title: 'A key marker alone leaves nothing of that key out.',
    rule: 'versions/listed',
    seen: ['versity/versitygw#2178', 'ceph/s3-tests#594'],
    wrapper: () =>
      hearing(['list-versions'], (command) =>
        command.versionMarker === '' ? { ...command, versionMarker: 'none' } : command,
      ),
  },
});

function byKey(list: readonly OpenUpload[]): OpenUpload[] {
  return list.toSorted((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
}

function cutting(op: 'list-parts', what: RegExp): Wrapper {
  return sending([op], (wire) => ({ ...wire, body: wire.body?.replace(what, '') ?? '' }));
}
