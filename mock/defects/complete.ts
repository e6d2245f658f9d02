/** Defects of CompleteMultipartUpload: which lists it takes, and what it answers. */
import type { Claim, OpenUpload, Part } from '../engine/types.js';
import {
  type Decide,
  deciding,
  defectsOf,
  hearing,
  type Moment,
  noting,
  overlooking,
  refused,
  renamed,
  replying,
  together,
  type Wrapper,
  without,
} from './defect.js';
import { misnaming, misreading } from './requests.js';

type Completing = Moment<'complete'>;

function openUpload({ bucket, command }: Completing): OpenUpload | undefined {
  const upload = bucket?.uploads.get(command.uploadId);
  return upload?.state === 'open' && upload.key === command.key ? upload : undefined;
}

function stored(upload: OpenUpload): Part[] {
  return [...upload.parts.after(undefined)].map(([, part]) => part);
}

const claimOf = ({ position, etag }: Part): Claim => ({ position, etag });
const byPosition = (a: Claim, b: Claim): number => a.position - b.position;

/** Completes with another list than the client's, where there is an upload to complete. */
function listing(distort: (claims: readonly Claim[], upload: OpenUpload) => readonly Claim[]): Wrapper {
  return hearing(['complete'], (command, moment) => {
    const upload = openUpload(moment);
    return upload ? { ...command, claims: distort(command.claims, upload) } : command;
  });
}

/** Lets a Complete through that the engine would refuse, as soon as an earlier refusal is not in the way. */
function shrugging(rule: string, instead: (moment: Completing, next: Decide) => ReturnType<Decide>): Wrapper {
  return {
    decide: (next) => (bucket, command, who, judge) => {
      const result = next(bucket, command, who, judge);
      if (command.op !== 'complete' || !refused(result) || result.rule !== rule) return result;
      return instead({ bucket, command, who, judge }, next);
    },
  };
}

/** Reads of these keys find nothing, although listings and HEAD still see them. */
function losing(lose: (moment: Moment<'complete' | 'abort'>, lost: Set<string>) => void): Wrapper {
  const lost = new Set<string>();
  return {
    decide: (next) => (bucket, command, who, judge) => {
      const result = next(bucket, command, who, judge);
      if (command.op === 'complete' || command.op === 'abort') lose({ bucket, command, who, judge }, lost);
      if (command.op !== 'get-object' || refused(result) || !lost.has(`${command.bucket}/${command.key}`))
        return result;
      return { rule: 'read-back/missing-key', fault: 'no-such-key', detail: { key: command.key } };
    },
  };
}

export const COMPLETE = defectsOf(['s3', 'oss'], {
  'complete/keeps-unlisted-parts': {
    title: 'Parts that the list leaves out are in the object all the same.',
    rule: 'complete/unlisted-parts',
    seen: ['adobe/S3Mock#223'],
    wrapper: () =>
      listing((claims, { parts }) => {
        const named = new Set(claims.map(({ position }) => position));
        const ascending = claims.every((claim, i) => i === 0 || claim.position > claims[i - 1]!.position);
        const others = [...parts.after(undefined)]
          .map(([, part]) => part)
          .filter(({ position }) => !named.has(position));
        return ascending && claims.length > 0 ? [...claims, ...others.map(claimOf)].sort(byPosition) : claims;
      }),
  },
  'complete/ignores-the-list': {
    title: 'Whatever the list says, the object is made of every part there is.',
    rule: 'complete/parts-exist',
    seen: ['Garage, its compatibility page at revision d76a857'],
    wrapper: () => listing((claims, upload) => (claims.length === 0 ? claims : stored(upload).map(claimOf))),
  },
  'complete/ignores-etags': {
    title: 'The ETags of the list are not compared with those of the parts.',
    rule: 'complete/parts-exist',
    seen: ['floci-io/floci#3312', 'sivchari/kumo#677'],
    wrapper: () =>
      listing((claims, { parts }) =>
        claims.map((claim) => ({ ...claim, etag: parts.get(claim.position)?.etag ?? claim.etag })),
      ),
  },
  'complete/accepts-a-stale-etag': {
    title: 'The ETag of a part that was since sent again still completes the upload.',
    rule: 'complete/parts-exist',
    seen: ['minio/minio#12609'],
    wrapper: () => {
      const earlier = new Set<string>();
      return together(
        noting(['part-stored'], (event) => {
          earlier.add(`${event.id} ${event.part.position} ${event.part.etag}`);
          return event;
        }),
        hearing(['complete'], (command, moment) => {
          const parts = openUpload(moment)?.parts;
          const claims = command.claims.map((claim) =>
            earlier.has(`${command.uploadId} ${claim.position} ${claim.etag}`)
              ? { ...claim, etag: parts?.get(claim.position)?.etag ?? claim.etag }
              : claim,
          );
          return { ...command, claims };
        }),
      );
    },
  },
  'complete/accepts-repeated-parts': {
    title: 'A part that is listed twice is taken once, and nobody complains.',
    rule: 'complete/repeated-number',
    seen: ['floci-io/floci#3312', 'sivchari/kumo#677'],
    wrapper: () => listing((claims) => claims.filter(({ position }, i) => position !== claims[i - 1]?.position)),
  },
  'complete/wants-consecutive-numbers': {
    title: 'A list with gaps between its numbers is refused.',
    rule: 'complete/numbers',
    seen: ['scality/cloudserver#789', 'scality/cloudserver#445'],
    wrapper: () =>
      deciding(['complete'], (result, moment) => {
        const gap = moment.command.claims.some(({ position }, i) => position !== i + 1);
        return gap && openUpload(moment) ? { rule: 'complete/numbers', fault: 'part-order', detail: {} } : result;
      }),
  },
  'complete/wants-parts-of-one-size': {
    title: 'All parts but the last must have the same size.',
    rule: 'complete/uneven-sizes',
    seen: ['Cloudflare R2 (risingwavelabs/risingwave#21637)'],
    wrapper: () =>
      deciding(['complete'], (result, moment) => {
        const parts = openUpload(moment)?.parts;
        const sizes = moment.command.claims.slice(0, -1).map(({ position }) => parts?.get(position)?.size);
        return !refused(result) && new Set(sizes).size > 1
          ? { rule: 'complete/uneven-sizes', fault: 'part-not-found', detail: {} }
          : result;
      }),
  },
  'complete/unknown-id-is-an-internal-error': {
    title: 'Completing an upload that is not there answers 500 instead of NoSuchUpload.',
    rule: 'complete/unknown-upload',
    seen: ['ceph/ceph#68186', 'localstack/localstack#8392'],
    wrapper: () =>
      deciding(['complete'], (result) =>
        refused(result) && result.fault === 'no-such-upload' ? renamed(result, 'internal-error') : result,
      ),
  },
  'complete/many-parts-are-invalid': {
    title: 'Only the first five parts of an upload are found when it is completed (the real figure was 1,000).',
    rule: 'complete/numbers',
    seen: ['seaweedfs/seaweedfs#7638', 'scality/cloudserver#444'],
    wrapper: () =>
      deciding(['complete'], (result, { command }) =>
        command.claims.length > 5 && !refused(result)
          ? { rule: 'complete/parts-exist', fault: 'part-not-found', detail: {} }
          : result,
      ),
  },
  'complete/leaves-the-upload-open': {
    title: 'A completed upload is still listed, and takes parts.',
    rule: 'complete/ends-upload',
    wrapper: () => ({
      evolve: (next) => (buckets, event) => {
        if (event.type !== 'upload-completed') return next(buckets, event);
        const { bucket, version } = event;
        const key = buckets.get(bucket)?.uploads.get(event.id)?.key ?? '';
        next(buckets, { type: 'object-stored', bucket, key, version });
        return [];
      },
    }),
  },
  'complete/a-refused-complete-ends-the-upload': {
    title: 'After a refused Complete the upload is gone, and a right one comes too late.',
    rule: 'complete/first-fault',
    seen: ['sivchari/kumo#672'],
    wrapper: () => {
      const gone = new Set<string>();
      return {
        decide: (next) => (bucket, command, who, judge) => {
          if ('uploadId' in command && gone.has(command.uploadId))
            return { rule: 'lifetime/upload-must-be-open', fault: 'no-such-upload', detail: {} };
          const result = next(bucket, command, who, judge);
          if (command.op === 'complete' && refused(result)) gone.add(command.uploadId);
          return result;
        },
      };
    },
  },
  'complete/second-complete-loses-the-bytes': {
    title: 'When an upload is completed twice, the parts are collected as garbage under the object.',
    rule: 'complete/repeated',
    also: ['concurrency/one-upload-completed-twice'],
    seen: ['ceph/ceph#16732'],
    wrapper: () =>
      losing(({ bucket, command }, lost) => {
        if (command.op !== 'complete') return;
        const id = `${command.bucket}/${command.key}`;
        const again = `again ${command.uploadId}`;
        if (lost.has(again)) lost.add(id);
        if (bucket?.uploads.get(command.uploadId)) lost.add(again);
      }),
  },
  'complete/a-late-abort-loses-the-bytes': {
    title:
      'An abort that comes as the upload is completed leaves an object that lists and HEADs, but whose GET is a 404.',
    rule: 'abort/after-complete',
    seen: ['ceph/ceph#60771'],
    wrapper: () =>
      losing(({ bucket, command }, lost) => {
        if (command.op === 'abort' && bucket?.uploads.get(command.uploadId)?.state === 'completed')
          lost.add(`${command.bucket}/${command.key}`);
      }),
  },
  'complete/cleans-up-live-data': {
    title: 'What is left of an upload is cleaned with the bytes of its object: HEAD gives a size, and GET nothing.',
    rule: 'complete/unlisted-parts',
    seen: ['seaweedfs/seaweedfs#10663'],
    wrapper: () => {
      const emptied = new Set<string>();
      return together(
        deciding(['complete'], (result, moment) => {
          const upload = moment.bucket?.uploads.get(moment.command.uploadId);
          if (!refused(result) && upload?.state === 'open' && upload.parts.size > moment.command.claims.length)
            emptied.add(`${moment.command.bucket}/${moment.command.key}`);
          return result;
        }),
        replying(['get-object', 'head-object'], (reply, { command }) =>
          reply.op === 'get-object' && emptied.has(`${command.bucket}/${command.key}`)
            ? { ...reply, length: 0 }
            : reply,
        ),
      );
    },
  },
  'complete/accepts-an-empty-list': {
    title: 'A list of no parts makes an empty object.',
    rule: 'complete/empty-list',
    seen: ['sivchari/kumo#672'],
    wrapper: () => without('complete/empty-list'),
  },
  'complete/too-many-parts-are-an-internal-error': {
    title: 'A list of more parts than an upload may have answers 500.',
    rule: 'complete/max-parts',
    dialects: ['s3'],
    wrapper: () => misnaming(({ rule }) => rule === 'complete/max-parts', 'internal-error'),
  },
  'complete/number-zero-is-an-internal-error': {
    title: 'A list that names part 0 answers 500.',
    rule: 'complete/number-below-one',
    dialects: ['s3'],
    wrapper: () => misnaming(({ rule }) => rule === 'complete/number-below-one', 'internal-error'),
  },
  'complete/ignores-order': {
    title: 'Parts may be listed in any order.',
    rule: 'complete/part-order',
    seen: ['getmoto/moto 5.2.1'],
    wrapper: () => without('complete/part-order'),
  },
  'complete/ignores-small-parts': {
    title: 'Parts below the least size are joined without a word.',
    rule: 'complete/min-part-size',
    seen: ['adobe/S3Mock#392'],
    wrapper: () => without('complete/min-part-size'),
  },
  'complete/no-such-key-for-an-unknown-id': {
    title: 'An unknown upload id is said to be an unknown key.',
    rule: 'lifetime/upload-must-be-open',
    seen: ['scality/cloudserver 8.8'],
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) => {
        const result = next(bucket, command, who, judge);
        return refused(result) && result.fault === 'no-such-upload' ? renamed(result, 'no-such-key') : result;
      },
    }),
  },
  'complete/ignores-if-none-match': {
    title: 'If-None-Match is not looked at when an upload completes over an object.',
    rule: 'conditions/complete',
    dialects: ['s3'],
    seen: ['getmoto/moto#9028'],
    wrapper: () => overlooking(['complete'], 'ifNoneMatch'),
  },
  'complete/ignores-if-match': {
    title: 'If-Match is not looked at when an upload completes.',
    rule: 'conditions/complete',
    dialects: ['s3'],
    seen: ['getmoto/moto 5.2.1'],
    wrapper: () => overlooking(['complete'], 'ifMatch'),
  },
  'complete/quoted-etags-do-not-match': {
    title: 'An ETag in quotes is no ETag of a part.',
    rule: 'complete/etag-spelling',
    seen: ['getmoto/moto#1513'],
    wrapper: () =>
      misreading((command, _, document) => {
        if ('fault' in command || command.op !== 'complete') return command;
        return /<ETag>(?:"|&quot;)/.test(document.toString('latin1'))
          ? { ...command, claims: command.claims.map((claim) => ({ ...claim, etag: `"${claim.etag}"` })) }
          : command;
      }),
  },
  'complete/no-version-id': {
    title: 'On a bucket with versions, Complete does not say which version it made.',
    rule: 'versions/complete-makes-version',
    also: ['versions/status'],
    seen: ['ministackorg/ministack#392'],
    wrapper: () => replying(['complete'], (reply) => ({ ...reply, versionId: undefined })),
  },
  'complete/second-answer-differs': {
    title: 'A Complete that is sent again is refused although it had succeeded.',
    rule: 'complete/repeated',
    dialects: ['s3'],
    also: ['complete/lost-answer'],
    seen: ['minio/minio#13318', 'adobe/S3Mock#2586'],
    wrapper: () =>
      deciding(['complete'], (result, { bucket, command }) =>
        bucket?.uploads.get(command.uploadId)?.state === 'completed'
          ? { rule: 'lifetime/upload-must-be-open', fault: 'no-such-upload', detail: { uploadId: command.uploadId } }
          : result,
      ),
  },
  'complete/keeps-the-old-object': {
    title: 'Where an object stands under the key already, Complete changes nothing.',
    rule: 'overwrite/existing-object',
    wrapper: () =>
      deciding(['complete'], (result, { bucket, command }) => {
        const old = bucket?.objects.get(command.key)?.at(-1);
        if (refused(result) || old?.kind !== 'object' || bucket?.versioning !== 'never') return result;
        return {
          ...result,
          events: result.events.map((event) =>
            event.type === 'upload-completed' ? { ...event, version: old } : event,
          ),
        };
      }),
  },
  'complete/error-in-a-200': {
    title: 'Complete answers 200 whatever comes of it; the body says what went wrong.',
    rule: 'complete/parts-exist',
    seen: ['aws/aws-sdk-java-v2#7068', 'apache/arrow-rs#4965', 's3tools/s3cmd#577'],
    wrapper: () => ({
      dialect: (dialect) => ({
        ...dialect,
        refuse(refusal, context) {
          const wire = dialect.refuse(refusal, context);
          const completing = context.request.method === 'POST' && context.request.query.includes('uploadId=');
          return completing ? { ...wire, status: 200 } : wire;
        },
      }),
    }),
  },
  'complete/accepts-a-wrong-object-size': {
    title: 'x-amz-mp-object-size is not compared with the size of the object.',
    rule: 'checksum/object-size',
    dialects: ['s3'],
    wrapper: () => without('checksum/object-size'),
  },
  'complete/empty-list-passes-unnoticed': {
    title: 'A list that names no part completes with every part there is.',
    rule: 'complete/empty-list',
    wrapper: () =>
      shrugging('complete/empty-list', (moment, next) => {
        const upload = openUpload(moment);
        const claims = upload ? stored(upload).map(claimOf) : [];
        return next(moment.bucket, { ...moment.command, claims }, moment.who, moment.judge);
      }),
  },
});
