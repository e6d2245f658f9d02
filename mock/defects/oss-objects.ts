/** Defects of what Alibaba OSS keeps of an object, and of what it answers. */
import type { WireResponse } from '../dialects/dialect.js';
import type { Reply } from '../engine/types.js';
import {
  created,
  deciding,
  defectsOf,
  hearing,
  making,
  noting,
  refused,
  replying,
  rewriting,
  sending,
  together,
  type Wrapper,
  withoutHeaders,
} from './defect.js';
import { stepping } from './requests.js';

const CRC = 'x-oss-hash-crc64ecma';

/** Sends another value of this header, where there is one. */
function spelling(ops: readonly Reply['op'][], name: string, distort: (value: string) => string): Wrapper {
  return sending(ops, (wire): WireResponse => {
    const value = wire.headers[name];
    return value === undefined ? wire : { ...wire, headers: { ...wire.headers, [name]: distort(value) } };
  });
}

export const OSS_OBJECTS = defectsOf(['oss'], {
  'attributes/oss-drops-tags': {
    title: 'Tags given at Initiate are not on the object.',
    rule: 'attributes/oss-tagging',
    wrapper: () => created(({ tags: _, ...rest }) => rest),
  },
  'attributes/oss-private-unless-said': {
    title: 'An object that was given no access list of its own is private.',
    rule: 'attributes/oss-acl',
    wrapper: () => rewriting(['get-acl'], /<Grant>default/, '<Grant>private'),
  },
  'complete-all/is-not-known': {
    title: 'Nobody looks at the header that asks to join everything, so that a list is missing.',
    rule: 'complete-all/joins',
    wrapper: () => hearing(['complete'], (command) => ({ ...command, all: false })),
  },
  'complete-all/in-order-of-arrival': {
    title: 'Where everything is joined it comes in the order in which it arrived.',
    rule: 'complete-all/joins',
    wrapper: () => making((version) => ({ ...version, pieces: version.pieces.toSorted((a, b) => a.ref - b.ref) })),
  },
  'complete/etag-in-the-document-only': {
    title: 'The answer to Complete has no ETag header, without which ali-oss knows none.',
    rule: 'complete/etag-header',
    wrapper: () => sending(['complete'], (wire) => withoutHeaders(wire, /^etag$/i)),
  },
  'complete/key-as-it-is': {
    title: 'The answer to Complete tells the key as it is, also to whoever asks for it percent-encoded.',
    rule: 'complete/etag-header',
    wrapper: () =>
      sending(['complete'], (wire, { key }) => ({
        ...wire,
        body: (wire.body ?? '').replace('<EncodingType>url</EncodingType>', '').replace(/<Key>[^<]*/, `<Key>${key}`),
      })),
  },
  'crc64/not-listed': {
    title: 'The list of parts tells no CRC-64.',
    rule: 'crc64/told',
    wrapper: () => rewriting(['list-parts'], /<HashCrc64ecma>[^<]*<\/HashCrc64ecma>/g, ''),
  },
  'crc64/none-with-copied-parts': {
    title: 'An object with a part that was copied tells no CRC-64.',
    rule: 'crc64/told',
    wrapper: () => {
      const copied = new Set<string>();
      return together(
        deciding(['upload-part-copy'], (result, { command }) => {
          copied.add(command.uploadId);
          return result;
        }),
        replying(['complete'], (reply, { command }) =>
          copied.has(command.uploadId) ? { ...reply, checksum: undefined } : reply,
        ),
      );
    },
  },
  'crc64/none-of-what-came-at-once': {
    title: 'An object that was put at once has no CRC-64.',
    rule: 'crc64/told',
    wrapper: () =>
      together(
        noting(['object-stored'], (event) =>
          event.version.kind === 'object' ? { ...event, version: { ...event.version, checksum: undefined } } : event,
        ),
        replying(['put-object'], (reply) => ({ ...reply, checksum: undefined })),
      ),
  },
  'crc64/of-the-last-part': {
    title: 'The CRC-64 of an object is that of its last part.',
    rule: 'crc64/told',
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) => {
        const fullOf: typeof judge.world.fullOf = (_, pieces) => pieces.at(-1)!.checksum;
        return next(bucket, command, who, { ...judge, world: { ...judge.world, fullOf } });
      },
    }),
  },
  'crc64/as-a-signed-number': {
    title: 'A CRC-64 with its first bit set is told as a negative number.',
    rule: 'crc64/told',
    wrapper: () =>
      spelling(['put-object', 'upload-part', 'complete', 'get-object', 'head-object'], CRC, (value) =>
        BigInt.asIntN(64, BigInt(value)).toString(),
      ),
  },
  'create/slashes-are-not-encoded': {
    title: 'A key that is asked for percent-encoded keeps its slashes.',
    rule: 'create/encoding-type',
    wrapper: () => rewriting(['create'], /%2F/g, '/'),
  },
  'encryption/told-at-create-only': {
    title: 'Only the answer to Initiate says how the object is encrypted.',
    rule: 'encryption/oss-method',
    wrapper: () =>
      sending(['upload-part', 'complete', 'get-object', 'head-object'], (wire) =>
        withoutHeaders(wire, /^x-oss-server-side-encryption/),
      ),
  },
  'encryption/told-of-everything': {
    title: 'A part of an upload that is not encrypted is said to be.',
    rule: 'encryption/oss-method',
    wrapper: () =>
      sending(['upload-part'], (wire) => ({
        ...wire,
        headers: { 'x-oss-server-side-encryption': 'AES256', ...wire.headers },
      })),
  },
  'list/owners-to-everyone': {
    title: 'The second listing tells the owners of objects, asked for or not.',
    rule: 'list/second-version',
    wrapper: () => hearing(['list-objects'], (command) => ({ ...command, fetchOwner: true })),
  },
  'list/prefixes-do-not-count': {
    title: 'The second listing counts keys and no prefixes.',
    rule: 'list/second-version',
    wrapper: () =>
      sending(['list-objects'], (wire, { objects }) => ({
        ...wire,
        body: (wire.body ?? '').replace(/<KeyCount>\d+/, `<KeyCount>${objects.length}`),
      })),
  },
  'list/token-is-not-looked-at': {
    title: 'The second listing begins anew with every token.',
    rule: 'list/second-version',
    wrapper: () => hearing(['list-objects'], (command) => ({ ...command, continuation: undefined })),
  },
  'objects/copy-of-the-first-part': {
    title: 'A copy of an object made of parts is one of its first part.',
    rule: 'objects/copy',
    wrapper: () =>
      deciding(['copy-object'], (result) => {
        if (refused(result) || result.reply.op !== 'continue' || !result.reply.copy) return result;
        const { copy } = result.reply;
        const length = copy.version.pieces[0]?.size ?? 0;
        return { ...result, reply: { ...result.reply, copy: { ...copy, length } } };
      }),
  },
  'objects/absent-cannot-be-deleted': {
    title: 'To delete what is not there is refused.',
    rule: 'objects/delete',
    wrapper: () =>
      deciding(['delete-object'], (result, { bucket, command }) =>
        bucket && !bucket.objects.get(command.key)
          ? { rule: 'objects/delete', fault: 'no-such-key', detail: { key: command.key } }
          : result,
      ),
  },
  'objects/delete-ends-uploads': {
    title: 'Whoever deletes a key ends the uploads of it.',
    rule: 'objects/delete',
    wrapper: () =>
      deciding(['delete-object'], (result, { bucket, command }) => {
        if (refused(result) || !bucket) return result;
        const begun = [...bucket.open.after(undefined)].filter(([, { key }]) => key === command.key);
        const ended = begun.map(([, { id }]) => ({ type: 'upload-aborted', bucket: bucket.name, id }) as const);
        return { ...result, events: [...result.events, ...ended] };
      }),
  },
  'objects/deletes-are-never-quiet': {
    title: 'Every key that was deleted is told, also to whoever asks for quiet.',
    rule: 'objects/delete-many',
    wrapper: () => hearing(['delete-objects'], (command) => ({ ...command, quiet: false })),
  },
  'objects/absent-keys-are-not-told': {
    title: 'Of several keys only those are told that were there.',
    rule: 'objects/delete-many',
    wrapper: () =>
      replying(['delete-objects'], (reply, { bucket }) => ({
        ...reply,
        deleted: reply.deleted.filter(({ key }) => bucket?.objects.get(key)),
      })),
  },
  'objects/meta-is-all-of-it': {
    title: 'Who asks for the short form of what is known of an object gets all of it.',
    rule: 'objects/meta',
    wrapper: () =>
      stepping(
        'render',
        (next) => (reply, context) => next(reply, { ...context, request: { ...context.request, query: '' } }),
      ),
  },
  'read-back/all-objects-are-normal': {
    title: 'Objects made of parts are said to be ordinary ones.',
    rule: 'read-back/object-type',
    wrapper: () => spelling(['get-object', 'head-object'], 'x-oss-object-type', () => 'Normal'),
  },
  'read-back/md5-of-any-object': {
    title: 'An object made of parts tells the MD5 out of its ETag.',
    rule: 'sequential/content-md5',
    also: ['read-back/object-type'],
    wrapper: () => making((version) => ({ md5: version.etag.replace(/-\d+$/, '').toLowerCase(), ...version })),
  },
  'sequential/no-md5-of-the-whole': {
    title: 'An object whose parts came one after another tells no MD5.',
    rule: 'sequential/content-md5',
    wrapper: () =>
      making((version) => {
        const { md5: _, ...rest } = version;
        return rest;
      }),
  },
});
