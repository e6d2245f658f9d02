/** Defects of UploadPartCopy. */
import { isRefusal } from '../dialects/dialect.js';
import type { Attributes, ByteRange, CommandOf, ObjectVersion, Position } from '../engine/types.js';
import { deciding, defectsOf, hearing, refused, together, type Wrapper, without } from './defect.js';
import { misnaming, misreading, stepping } from './requests.js';

/** Copies another range than was asked for. */
function copying(distort: (range: ByteRange) => ByteRange): Wrapper {
  return hearing(['upload-part-copy'], (command) =>
    command.range?.value ? { ...command, range: { ...command.range, value: distort(command.range.value) } } : command,
  );
}

/** Makes another copy of an object than was asked for. */
function copied(distort: (version: ObjectVersion, source: ObjectVersion) => ObjectVersion): Wrapper {
  return deciding(['copy-object'], (result, { command }) => {
    if (refused(result) || result.reply.op !== 'copy-object' || command.found?.kind !== 'found') return result;
    const { found } = command;
    const events = result.events.map((event) =>
      event.type === 'object-stored' && event.version.kind === 'object'
        ? { ...event, version: distort(event.version, found.version) }
        : event,
    );
    const made = events.find((event) => event.type === 'object-stored')?.version;
    if (made?.kind !== 'object') return result;
    return { events, reply: { ...result.reply, etag: made.etag, checksum: made.checksum } };
  });
}

export const COPIES = defectsOf(['s3', 'oss'], {
  'upload-part-copy/ignores-the-range': {
    title: 'A copied part is the whole source, whatever range was asked for.',
    rule: 'upload-part-copy/range',
    seen: ['storj/roadmap#40'],
    wrapper: () =>
      hearing(['upload-part-copy'], (command) => {
        const { range: _, ...whole } = command;
        return whole;
      }),
  },
  'upload-part-copy/last-byte-excluded': {
    title: 'The last byte of the range is not copied.',
    rule: 'upload-part-copy/range',
    wrapper: () =>
      copying(({ first, last }) => ({ first, last: last !== undefined && last > (first ?? 0) ? last - 1 : last })),
  },
  'upload-part-copy/clamps-the-range': {
    title: 'A range that runs past the source is cut short without a word.',
    rule: 'upload-part-copy/range-bounds',
    dialects: ['s3'],
    wrapper: () =>
      together(
        without('upload-part-copy/range-bounds'),
        hearing(['upload-part-copy'], (command) => {
          const size = command.found?.kind === 'found' ? command.found.version.size : undefined;
          const value = command.range?.value;
          if (!command.range || !value || size === undefined) return command;
          const last = Math.min(value.last ?? size - 1, size - 1);
          return { ...command, range: { ...command.range, value: { first: Math.min(value.first ?? 0, size), last } } };
        }),
      ),
  },
  'upload-part-copy/ignores-conditions': {
    title: 'Conditions on the source are not looked at.',
    rule: 'upload-part-copy/conditions',
    also: ['upload-part-copy/condition-precedence'],
    wrapper: () => without('upload-part-copy/conditions'),
  },
  'upload-part-copy/latest-version-always': {
    title: 'The latest version is copied, whichever was named.',
    rule: 'versions/copy-source',
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) => {
        if (command.op !== 'upload-part-copy' || command.found?.kind !== 'found')
          return next(bucket, command, who, judge);
        const latest = bucket?.objects.get(command.source.key)?.at(-1);
        const found = latest?.kind === 'object' ? { ...command.found, version: latest } : command.found;
        return next(bucket, { ...command, found }, who, judge);
      },
    }),
  },
  'upload-part-copy/etag-of-the-source': {
    title: 'The ETag of a copied part is that of its source.',
    rule: 'upload-part-copy/range',
    dialects: ['s3'],
    wrapper: () =>
      deciding(['upload-part-copy'], (result, { command }) => {
        if (refused(result) || result.reply.op !== 'upload-part-copy' || command.found?.kind !== 'found') return result;
        const { etag } = command.found.version;
        const part = { ...result.reply.part, etag };
        const events = result.events.map((event) => (event.type === 'part-stored' ? { ...event, part } : event));
        return { events, reply: { ...result.reply, part } };
      }),
  },
  'upload-part-copy/keeps-an-uploaded-part': {
    title: 'A copied part is answered, and does not replace an uploaded one of its number.',
    rule: 'upload-part-copy/replaces',
    wrapper: () =>
      deciding(['upload-part-copy'], (result, { bucket, command }) => {
        const upload = bucket?.uploads.get(command.uploadId);
        const there = upload?.state === 'open' && upload.parts.get(command.number.value as Position);
        return refused(result) || !there ? result : { ...result, events: [] };
      }),
  },
  'upload-part-copy/malformed-source-is-not-found': {
    title: 'A source that names no key is said not to be there.',
    rule: 'upload-part-copy/source-form',
    wrapper: () => misnaming(({ fault }) => fault === 'copy-source-malformed', 'no-such-key'),
  },
  'upload-part-copy/source-is-not-decoded': {
    title: 'The key of the source is looked up as it was sent, with its escapes.',
    rule: 'upload-part-copy/source-name',
    wrapper: () =>
      misreading((command) =>
        !isRefusal(command) && command.op === 'upload-part-copy'
          ? { ...command, source: { ...command.source, key: encodeURI(command.source.key) } }
          : command,
      ),
  },
  'overwrite/copies-keep-the-etag': {
    title: 'The ETag of a copy is that of its source, also where that one came from parts.',
    rule: 'etag/copy-is-plain',
    dialects: ['s3'],
    wrapper: () => copied((version, source) => ({ ...version, etag: source.etag })),
  },
  'checksum/copies-have-none': {
    title: 'A copy has no checksum.',
    rule: 'checksum/copied-object',
    dialects: ['s3'],
    wrapper: () => copied((version) => ({ ...version, checksum: undefined })),
  },
  'attributes/copies-keep-the-class': {
    title: 'A copy is of the storage class of its source.',
    rule: 'attributes/copied',
    dialects: ['s3'],
    wrapper: () =>
      copied((version, { attributes: { storageClass } }) => ({
        ...version,
        attributes: { ...version.attributes, ...(storageClass !== undefined && { storageClass }) },
      })),
  },
  'attributes/copies-are-described-anew': {
    title: 'A copy has the headers and metadata of the request that asks for it, whether it replaces them or not.',
    rule: 'attributes/copied',
    dialects: ['s3'],
    wrapper: () => hearing(['copy-object'], (command) => ({ ...command, replace: true })),
  },
  'upload-part-copy/taken-for-an-empty-part': {
    title: 'A provider that does not copy parts does not see that a copy is asked for, and stores a part of no bytes.',
    rule: 'upload-part-copy/not-offered',
    dialects: ['s3'],
    profile: 'storj-2026',
    wrapper: () =>
      stepping('detect', (next) => (request, hosts) => {
        const call = next(request, hosts);
        return !isRefusal(call) && call.op === 'upload-part-copy' ? { ...call, op: 'upload-part' } : call;
      }),
  },
  'upload-part-copy/stores-no-part': {
    title: 'A copied part is answered like a copied object, and the upload has no such part.',
    rule: 'upload-part-copy/whole',
    also: ['complete/copied-parts'],
    seen: ['adobe/S3Mock#341', 'jamhall/s3rver#436'],
    wrapper: () => deciding(['upload-part-copy'], (result) => (refused(result) ? result : { ...result, events: [] })),
  },
  'overwrite/takes-copies-onto-themselves': {
    title: 'A copy of an object onto itself that changes nothing is answered like any other.',
    rule: 'overwrite/copy-onto-itself',
    dialects: ['s3'],
    wrapper: () => hearing(['copy-object'], (command) => ({ ...command, replace: true, attributes: kept(command) })),
  },
});

/** What a copy has of its source. */
function kept({ found, attributes, replace }: CommandOf<'copy-object'>): Attributes {
  return replace || found?.kind !== 'found' ? attributes : found.version.attributes;
}
