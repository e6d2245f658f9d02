/** Defects of the object that a Complete makes. */
import type { ObjectVersion, OpenUpload, Position } from '../engine/types.js';
import { defectsOf, making, refused, replying } from './defect.js';

const tagged = (etag: string) => etag as ObjectVersion['etag'];

export const JOINING = defectsOf(['s3', 'oss'], {
  'complete/etag-always-ends-in-one': {
    title: 'The ETag of every finished object ends in -1.',
    rule: 'etag/suffix',
    seen: ['adobe/S3Mock#65'],
    wrapper: () => making((version) => ({ ...version, etag: tagged(version.etag.replace(/-\d+$/, '-1')) })),
  },
  'complete/etag-without-a-suffix': {
    title: 'The ETag of a finished object is a plain MD5.',
    rule: 'etag/suffix',
    also: ['etag/multipart'],
    seen: ['s3s-project/s3s#550', 'jamhall/s3rver 3.7.1', 'johannesboyne/gofakes3#98'],
    wrapper: () => making((version) => ({ ...version, etag: tagged(version.etag.replace(/-\d+$/, '')) })),
  },
  'complete/etag-of-inner-chunks': {
    title: 'The ETag counts the chunks a part is stored in, and not the parts.',
    rule: 'etag/suffix',
    seen: ['seaweedfs/seaweedfs#9768'],
    wrapper: () =>
      making((version) => ({
        ...version,
        etag: tagged(version.etag.replace(/-(\d+)$/, (_, count: string) => `-${Number(count) * 2}`)),
      })),
  },
  'complete/joins-in-order-of-arrival': {
    title: 'The bytes of the object come in the order in which the parts arrived.',
    rule: 'complete/numbers',
    wrapper: () => making((version) => ({ ...version, pieces: version.pieces.toSorted((a, b) => a.ref - b.ref) })),
  },
  'complete/joins-in-order-of-text': {
    title: 'Part 10 stands before part 2: numbers are sorted as text.',
    rule: 'complete/numbers',
    wrapper: () =>
      making((version) => ({
        ...version,
        pieces: version.pieces.toSorted((a, b) => (String(a.position) < String(b.position) ? -1 : 1)),
      })),
  },
  'complete/drops-the-last-part': {
    title: 'The last part of three or more is not in the object.',
    rule: 'complete/numbers',
    wrapper: () =>
      making((version) => (version.pieces.length < 3 ? version : shortened(version, version.pieces.slice(0, -1)))),
  },
  'complete/loses-a-byte-at-a-border': {
    title: 'A byte is missing where two parts meet.',
    rule: 'read-back/content',
    wrapper: () =>
      making((version) =>
        version.pieces.length < 2
          ? version
          : shortened(
              version,
              version.pieces.map((piece, i) =>
                i === 0 && piece.size > 0 ? { ...piece, size: piece.size - 1 } : piece,
              ),
            ),
      ),
  },
  'complete/racing-uploads-mix': {
    title: 'Two uploads of one key end up in one object, each with some of its parts.',
    rule: 'several/kept-apart',
    seen: ['versity/versitygw#873'],
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) => {
        const result = next(bucket, command, who, judge);
        if (command.op !== 'complete' || refused(result)) return result;
        const other = [...(bucket?.open.after({ key: command.key, rank: '' }, true) ?? [])].find(
          ([{ key }, { id }]) => key === command.key && id !== command.uploadId,
        )?.[1];
        return {
          ...result,
          events: result.events.map((event) =>
            event.type === 'upload-completed' && other ? { ...event, version: mixed(event.version, other) } : event,
          ),
        };
      },
    }),
  },
  'complete/versions-while-suspended': {
    title: 'Where versions are suspended, Complete makes one with an id all the same.',
    rule: 'versions/suspended',
    dialects: ['s3'],
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) =>
        next(
          command.op === 'complete' && bucket?.versioning === 'suspended'
            ? { ...bucket, versioning: 'enabled' }
            : bucket,
          command,
          who,
          judge,
        ),
    }),
  },
  'complete/version-null-everywhere': {
    title: 'On a bucket that never had versions, Complete names the version null.',
    rule: 'versions/unversioned',
    wrapper: () => replying(['complete'], (reply) => ({ ...reply, versionId: reply.versionId ?? 'null' })),
  },
  'complete/replaces-the-version': {
    title: 'On a bucket with versions, Complete replaces what was there.',
    rule: 'versions/complete-makes-version',
    also: ['versions/parts-of-a-version', 'versions/removed'],
    wrapper: () => making((version) => ({ ...version, versionId: 'null' })),
  },
});

function shortened(version: ObjectVersion, pieces: ObjectVersion['pieces']): ObjectVersion {
  return { ...version, pieces, size: pieces.reduce((sum, { size }) => sum + size, 0) };
}

function mixed(version: ObjectVersion, other: OpenUpload): ObjectVersion {
  const pieces = version.pieces.map((piece, i) => {
    const part = i % 2 === 1 || version.pieces.length === 1 ? other.parts.get(piece.position as Position) : undefined;
    return part ? { ...piece, ref: part.ref, size: part.size } : piece;
  });
  return shortened(version, pieces);
}
