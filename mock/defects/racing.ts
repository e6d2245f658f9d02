/** Defects that show when requests meet: parts that are under way, uploads that end at the same time. */
import type { ETag, OpenUpload, Part, Position, UploadId } from '../engine/types.js';
import { deciding, defectsOf, refused, replying, together, type Wrapper } from './defect.js';

/** Parts of which the headers have come, and not yet the body: bytes announced, by upload and part number. */
type UnderWay = Map<UploadId, Map<Position, number>>;

/** Keeps account of the parts that are being sent. */
function watching(underWay: UnderWay): Wrapper {
  return deciding(['upload-part'], (result, { command }) => {
    const { uploadId, number, length = 0, body } = command;
    const parts = underWay.get(uploadId) ?? new Map<Position, number>();
    underWay.set(uploadId, parts);
    if (body) parts.delete(number.value as Position);
    else if (!refused(result)) parts.set(number.value as Position, length);
    return result;
  });
}

const NO_ETAG = '00000000000000000000000000000000' as ETag;

export const RACES = defectsOf(['s3'], {
  'list-parts/shows-parts-under-way': {
    title: 'A part is listed as soon as its headers have come.',
    rule: 'concurrency/listing-meanwhile',
    wrapper: () => {
      const underWay: UnderWay = new Map();
      return together(
        watching(underWay),
        replying(['list-parts'], (reply, { bucket, command, judge }) => {
          const open = bucket?.uploads.get(command.uploadId) as OpenUpload | undefined;
          const coming = [...(underWay.get(command.uploadId) ?? [])]
            .filter(([position]) => !open?.parts?.get(position))
            .map(([position, size]) => ({ position, size, etag: NO_ETAG, storedAt: judge.world.now() }) as Part);
          const parts = [...reply.parts, ...coming].sort((a, b) => a.position - b.position);
          return { ...reply, parts };
        }),
      );
    },
  },
  'abort/lost-on-parts-under-way': {
    title: 'An Abort that overtakes a part is answered and not carried out, nor is any later one.',
    rule: 'concurrency/abort-with-part-under-way',
    wrapper: () => {
      const underWay: UnderWay = new Map();
      const stuck = new Set<UploadId>();
      return together(
        watching(underWay),
        deciding(['abort'], (result, { command }) => {
          if ((underWay.get(command.uploadId)?.size ?? 0) > 0) stuck.add(command.uploadId);
          return refused(result) || !stuck.has(command.uploadId) ? result : { ...result, events: [] };
        }),
      );
    },
  },
  'upload-part/failed-number-is-used-up': {
    title: 'The number of a part whose body did not arrive cannot be used again.',
    rule: 'upload-part/failed-may-be-sent-again',
    wrapper: () => {
      const underWay: UnderWay = new Map();
      return together(
        watching(underWay),
        // Looks before the other notes that the part is coming again.
        {
          decide: (next) => (bucket, command, who, judge) =>
            command.op === 'upload-part' &&
            !command.body &&
            underWay.get(command.uploadId)?.has(command.number.value as Position)
              ? { rule: 'upload-part/failed-may-be-sent-again', fault: 'conditional-conflict', detail: {} }
              : next(bucket, command, who, judge),
        },
      );
    },
  },
  'upload-part/late-parts-change-the-object': {
    title: 'A part that arrives after its upload was completed replaces the bytes of the object.',
    rule: 'concurrency/part-sent-while-completing',
    wrapper: () =>
      deciding(['upload-part'], (result, { bucket, command }) => {
        const { body, number, key } = command;
        const version = bucket?.objects.get(key)?.at(-1);
        if (!body || bucket?.uploads.get(command.uploadId)?.state !== 'completed') return result;
        if (!refused(result) || version?.kind !== 'object') return result;
        const { ref, size, digests } = body;
        const position = number.value as Position;
        const part: Part = { ref, size, digests, position, etag: digests.md5 as ETag, storedAt: version.modifiedAt };
        const changed = { ...version, size, pieces: [{ ref, size, position }] };
        return {
          events: [{ type: 'object-stored', bucket: command.bucket, key, version: changed }],
          reply: { op: 'upload-part', part, checksum: undefined, storageClass: undefined },
        };
      }),
  },
});
