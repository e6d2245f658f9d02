/** Defects of Glacier's vaults, uploads and jobs. */
import { hash } from 'node:crypto';
import { rootOf } from '../digests/tree.js';
import type { ETag, OpenUpload, Refusal } from '../engine/types.js';
import {
  deciding,
  defectsOf,
  hearing,
  noting,
  refused,
  replying,
  sending,
  together,
  type Wrapper,
  withoutHeaders,
} from './defect.js';

const limits = (changed: Readonly<Record<string, number>>): Wrapper => ({
  policy: (policy) => ({ ...policy, limits: { ...policy.limits, ...changed } }),
});

/** Makes the hash of an archive otherwise out of those of its parts. */
const joining = (rootOfParts: (roots: readonly Buffer[]) => Buffer): Wrapper => ({
  dialect: (dialect) => ({
    ...dialect,
    etags: {
      ...dialect.etags,
      ofParts: (roots) => rootOfParts(roots.map((root) => Buffer.from(root, 'hex'))).toString('hex') as ETag,
    },
  }),
});

const refusal = (rule: string, fault: Refusal['fault']): Refusal => ({ rule, fault, detail: {} });

export const VAULTS = defectsOf(['glacier'], {
  'archive/answers-200': {
    title: 'Complete answers 200 and not 201.',
    rule: 'archive/result',
    wrapper: () => sending(['join-archive'], (wire) => ({ ...wire, status: 200 })),
  },
  'archive/no-location': {
    title: 'Initiate does not tell where the upload is.',
    rule: 'archive/initiate',
    wrapper: () => sending(['open-archive'], (wire) => withoutHeaders(wire, /^location$/i)),
  },
  'archive/forgets-its-description': {
    title: 'A description given at the start is not kept.',
    rule: 'archive/description',
    wrapper: () => hearing(['open-archive'], (command) => ({ ...command, description: undefined })),
  },
  'archive/refuses-short-parts-early': {
    title: 'A part that is shorter than the part size is refused when it is sent.',
    rule: 'archive/gap',
    wrapper: () =>
      deciding(['put-range'], (result, { bucket, command }) => {
        const upload = bucket?.uploads.get(command.uploadId);
        return upload?.state === 'open' && (command.length ?? 0) < (upload.partSize ?? 0)
          ? refusal('archive/gap', 'parameter-invalid')
          : result;
      }),
  },
  'archive/joined-backwards': {
    title: 'The parts of an archive are joined in another order than that of their ranges.',
    rule: 'archive/joined',
    wrapper: () =>
      noting(['upload-completed'], (event) => ({
        ...event,
        version: { ...event.version, pieces: [...event.version.pieces].reverse() },
      })),
  },
  'archive/repeat-makes-another': {
    title: 'A Complete sent again is answered with another archive id.',
    rule: 'lifetime/archive-must-be-open',
    wrapper: () =>
      deciding(['join-archive'], (result, { bucket, command }) => {
        if (refused(result) || result.reply.op !== 'join-archive') return result;
        const archiveId = [...result.reply.archiveId].reverse().join('');
        return bucket?.uploads.get(command.uploadId)?.state === 'completed'
          ? { ...result, reply: { ...result.reply, archiveId } }
          : result;
      }),
  },
  'archive/second-abort-is-unknown': {
    title: 'An Abort sent again is refused.',
    rule: 'lifetime/archive-must-be-open',
    wrapper: () =>
      deciding(['drop-archive'], (result, { bucket, command }) =>
        bucket?.uploads.get(command.uploadId)?.state === 'aborted'
          ? refusal('lifetime/archive-must-be-open', 'archive-upload-not-found')
          : result,
      ),
  },
  'archive/expires-within-the-hour': {
    title: 'An upload id that nobody used for an hour is gone.',
    rule: 'lifetime/archive-must-be-open',
    wrapper: () => limits({ uploadLifeHours: 1 }),
  },
  'archive/life-counts-from-its-beginning': {
    title: 'An upload id is gone a day after it was given out, however much it was used.',
    rule: 'lifetime/archive-must-be-open',
    wrapper: () => ({
      evolve: (next) => (buckets, event) => {
        const freed = next(buckets, event);
        const upload = event.type === 'part-stored' ? buckets.get(event.bucket)?.uploads.get(event.id) : undefined;
        if (upload?.state === 'open') upload.touchedAt = upload.initiatedAt;
        return freed;
      },
    }),
  },
  'archive/parts-of-4-gib-are-too-large': {
    title: 'Parts may have less than 4 GiB: the limit is off by one.',
    rule: 'archive/part-size',
    wrapper: () => limits({ maxPartSize: 4 * 1024 ** 3 - 1 }),
  },
  'archive/ended-uploads-are-listed': {
    title: 'Uploads are listed also when they were completed.',
    rule: 'range/listed',
    wrapper: () => {
      const ended: OpenUpload[] = [];
      return together(
        deciding(['join-archive'], (result, { bucket, command }) => {
          const upload = bucket?.uploads.get(command.uploadId);
          if (!refused(result) && upload?.state === 'open') ended.push(upload);
          return result;
        }),
        replying(['list-open-archives'], (reply, { bucket }) => ({
          ...reply,
          uploads: [...reply.uploads, ...ended.filter(({ id }) => bucket?.uploads.has(id))],
        })),
      );
    },
  },
  'archive/second-delete-is-unknown': {
    title: 'Deleting an archive again is refused.',
    rule: 'archive/delete',
    wrapper: () =>
      deciding(['delete-archive'], (result, { bucket, command }) =>
        bucket?.objects.get(command.archiveId) ? result : refusal('archive/delete', 'archive-not-found'),
      ),
  },
  'range/keeps-the-first-bytes': {
    title: 'Of two parts of one range the earlier one is kept.',
    rule: 'range/replaced',
    wrapper: () =>
      deciding(['put-range'], (result, { bucket, command }) => {
        const upload = bucket?.uploads.get(command.uploadId);
        const first = command.range?.value?.first;
        const taken = upload?.state === 'open' && upload.parts.get(first as never) !== undefined;
        return taken && !refused(result) ? { ...result, events: [] } : result;
      }),
  },
  'range/listed-backwards': {
    title: 'Parts are not listed in the order of their ranges.',
    rule: 'range/listed',
    wrapper: () => replying(['list-ranges'], (reply) => ({ ...reply, parts: [...reply.parts].reverse() })),
  },
  'range/never-a-marker': {
    title: 'No page of parts says that more follow.',
    rule: 'range/page',
    wrapper: () => replying(['list-ranges'], (reply) => ({ ...reply, next: undefined })),
  },
  'range/full-page-has-a-marker': {
    title: 'A page of parts that is just full says that more follow.',
    rule: 'range/page',
    wrapper: () =>
      replying(['list-ranges'], (reply, { command }) =>
        reply.parts.length === command.limit?.value ? { ...reply, next: reply.parts.at(-1)!.position } : reply,
      ),
  },
  'range/never-a-marker-of-uploads': {
    title: 'No page of uploads says that more follow.',
    rule: 'range/page',
    wrapper: () => replying(['list-open-archives'], (reply) => ({ ...reply, next: undefined })),
  },
  'range/pages-of-a-hundred': {
    title: 'A page of parts holds 100, in no edition of the guide.',
    rule: 'range/page',
    wrapper: () => limits({ listPartsDefault: 100, listPartsMax: 100 }),
  },
  'tree-hash/odd-one-is-doubled': {
    title: 'A hash without a neighbour is joined with itself instead of moving up.',
    rule: 'tree-hash/composed',
    wrapper: () =>
      joining((roots) => rootOf(roots.length > 1 && roots.length % 2 === 1 ? [...roots, roots.at(-1)!] : roots)),
  },
  'tree-hash/parts-are-joined-at-once': {
    title: 'The hashes of all parts are hashed together, and not in pairs.',
    rule: 'tree-hash/composed',
    wrapper: () =>
      joining((roots) => (roots.length > 1 ? hash('sha256', Buffer.concat(roots), 'buffer') : rootOf(roots))),
  },
  'tree-hash/told-of-any-range': {
    title: 'Output is sent with the tree hash of the archive, whatever its range.',
    rule: 'tree-hash/ranges',
    wrapper: () =>
      replying(['job-output'], (reply) =>
        reply.job.what.kind === 'archive' ? { ...reply, treeHash: reply.job.what.archive.etag } : reply,
      ),
  },
  'job/done-at-once': {
    title: 'A retrieval is done the moment it is asked for.',
    rule: 'job/ready',
    wrapper: () => limits({ expeditedMinutes: 0, standardMinutes: 0, bulkMinutes: 0 }),
  },
  'job/output-is-gone-within-the-hour': {
    title: 'A job is forgotten an hour after it is done.',
    rule: 'job/known',
    wrapper: () =>
      deciding(['describe-job', 'job-output'], (result, { bucket, command, judge }) => {
        const job = bucket?.jobs.get(command.jobId);
        return job && judge.world.now() - job.readyAt > 60 * 60 * 1000 ? refusal('job/known', 'job-not-found') : result;
      }),
  },
  'job/retrieves-all': {
    title: 'The range of a retrieval is not looked at.',
    rule: 'job/range',
    wrapper: () => hearing(['start-job'], (command) => ({ ...command, range: undefined })),
  },
  'job/sends-all': {
    title: 'The range of an output is not looked at.',
    rule: 'job/output',
    wrapper: () => hearing(['job-output'], (command) => ({ ...command, range: undefined })),
  },
  'vault/shows-figures-at-once': {
    title: 'A vault shows figures before its first inventory.',
    rule: 'job/inventory',
    wrapper: () =>
      replying(['describe-vault'], (reply) => ({
        ...reply,
        inventory: reply.inventory ?? { takenAt: reply.vault.createdAt, archives: [] },
      })),
  },
  'vault/absent-cannot-be-deleted': {
    title: 'To delete a vault that is not there is refused.',
    rule: 'vault/delete-empty',
    wrapper: () =>
      deciding(['delete-vault'], (result, { bucket }) =>
        bucket ? result : refusal('vault/must-exist', 'vault-not-found'),
      ),
  },
  'vault/never-empty-again': {
    title: 'A vault that ever held an archive cannot be deleted.',
    rule: 'vault/delete-empty',
    wrapper: () =>
      deciding(['delete-vault'], (result, { bucket }) =>
        bucket?.writtenAt === undefined ? result : refusal('vault/delete-empty', 'vault-not-empty'),
      ),
  },
  'vault/exists-already': {
    title: 'Creating a vault again is refused.',
    rule: 'vault/create',
    wrapper: () =>
      deciding(['create-vault'], (result, { bucket }) =>
        bucket ? refusal('vault/create', 'parameter-invalid') : result,
      ),
  },
});
