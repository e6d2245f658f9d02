/** Defects of creating uploads, and of UploadPart, UploadPartCopy and AbortMultipartUpload. */
import type { BodyPlan } from '../dialects/dialect.js';
import type { Attributes, ByteRange, Command, OpenUpload, Part } from '../engine/types.js';
import {
  deciding,
  defectsOf,
  hearing,
  noting,
  refused,
  renamed,
  replying,
  sending,
  together,
  type Wrapper,
  without,
} from './defect.js';

/** Keeps other attributes with an upload than were asked for. */
function keeping(distort: (attributes: Attributes) => Attributes): Wrapper {
  return noting(['upload-created'], (event) => ({ ...event, attributes: distort(event.attributes) }));
}

/** Stores another part than arrived; the answer is as it was. */
function storing(distort: (part: Part) => Part | undefined): Wrapper {
  return noting(['part-stored'], (event) => {
    const part = distort(event.part);
    return part && { ...event, part };
  });
}

/** Copies another range than was asked for. */
function copying(distort: (range: ByteRange) => ByteRange): Wrapper {
  return hearing(['upload-part-copy'], (command) =>
    command.range?.value ? { ...command, range: { ...command.range, value: distort(command.range.value) } } : command,
  );
}

export const CREATE = defectsOf(['s3'], {
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
    wrapper: () =>
      keeping((attributes) => ({
        ...attributes,
        headers: { 'content-type': 'application/octet-stream', ...attributes.headers },
      })),
  },
  'create/one-upload-per-key': {
    title: 'A second Create of a key gives the id of the first upload.',
    rule: 'create/answer',
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
  'create/echoes-another-key': {
    title: 'The answer to Create names another key.',
    rule: 'create/answer',
    wrapper: () => replying(['create'], (reply) => ({ ...reply, key: `${reply.key}.part` })),
  },
});

export const PARTS = defectsOf(['s3'], {
  'upload-part/keeps-the-first-body': {
    title: 'A part that is sent again keeps its first bytes.',
    rule: 'upload-part/replaced',
    wrapper: () => ({
      evolve: (next) => (buckets, event) => {
        if (event.type !== 'part-stored') return next(buckets, event);
        const upload = buckets.get(event.bucket)?.uploads.get(event.id);
        const known = upload?.state === 'open' ? upload.parts.get(event.part.position) : undefined;
        if (!known) return next(buckets, event);
        const { ref, size, digests } = known;
        const part = { ...event.part, ref, size, digests };
        if (upload?.state === 'open') upload.parts.set(part.position, part);
        return [event.part.ref];
      },
    }),
  },
  'upload-part/keeps-the-first-etag': {
    title: 'A part that is sent again is listed with the ETag of its first bytes.',
    rule: 'upload-part/replaced',
    wrapper: () => {
      const first = new Map<string, Part['etag']>();
      return noting(['part-stored'], (event) => {
        const id = `${event.id} ${event.part.position}`;
        const etag = first.get(id) ?? event.part.etag;
        first.set(id, etag);
        return { ...event, part: { ...event.part, etag } };
      });
    },
  },
  'upload-part/counts-attempts': {
    title: 'Every attempt counts against the number of parts: after ten, parts are lost (the real limit was 10,000).',
    rule: 'upload-part/replaced',
    seen: ['seaweedfs/seaweedfs#6821'],
    wrapper: () => {
      const attempts = new Map<string, number>();
      return noting(['part-stored'], (event) => {
        const count = (attempts.get(event.id) ?? 0) + 1;
        attempts.set(event.id, count);
        // Uploads of many parts are not what it is about.
        return count > 10 && event.part.position <= 10 ? undefined : event;
      });
    },
  },
  'upload-part/identity-is-the-id-alone': {
    title: 'Operations on an upload look up the id alone: with another key they hit the real upload.',
    rule: 'lifetime/upload-must-be-open',
    seen: ['supabase/storage#1390', 'getmoto/moto 5.2.1'],
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) => {
        const upload = 'uploadId' in command ? bucket?.uploads.get(command.uploadId) : undefined;
        const misheard = upload && 'key' in command ? ({ ...command, key: upload.key } as Command) : command;
        return next(bucket, misheard, who, judge);
      },
    }),
  },
  'upload-part/bad-number-is-an-internal-error': {
    title: 'Part number 0 or 10,001 answers 500.',
    rule: 'upload-part/number-range',
    seen: ['apache/ozone#5153'],
    wrapper: () =>
      deciding(['upload-part'], (result) =>
        refused(result) && result.fault === 'part-number-out-of-range' ? renamed(result, 'internal-error') : result,
      ),
  },
  'upload-part/takes-any-number': {
    title: 'Part numbers 0 and 10,001 are taken.',
    rule: 'upload-part/number-range',
    seen: ['kibertoad/fauxqs 2.4.1'],
    wrapper: () => without('upload-part/number-range'),
  },
  'upload-part/last-number-is-refused': {
    title: 'Part number 10,000 is refused: the limit is off by one.',
    rule: 'upload-part/number-range',
    wrapper: () => ({
      policy: (policy) => ({
        ...policy,
        limits: { ...policy.limits, partNumberMax: policy.limits.partNumberMax - 1 },
      }),
    }),
  },
  'upload-part/default-checksum-fails': {
    title: 'The checksum that SDKs send by default makes UploadPart answer 500.',
    rule: 'checksum/sdk-default',
    seen: ['rustfs/rustfs#3506'],
    wrapper: () =>
      deciding(['upload-part'], (result, { command }) =>
        command.checksum === 'crc32' && !refused(result)
          ? { rule: 'checksum/sdk-default', fault: 'internal-error', detail: {} }
          : result,
      ),
  },
  'upload-part/keeps-half-a-body': {
    title: 'A body that is cut off is stored as a shorter part.',
    rule: 'wire/incomplete-body',
    seen: ['ministackorg/ministack 1.4.21'],
    wrapper: () => endingWell('wire/incomplete-body'),
  },
  'upload-part/loses-empty-parts': {
    title: 'A part of no bytes is answered, and not kept.',
    rule: 'upload-part/zero-bytes',
    seen: ['storj/uplink#78'],
    wrapper: () => storing((part) => (part.size === 0 ? undefined : part)),
  },
  'upload-part/refuses-empty-parts': {
    title: 'A part of no bytes answers 500.',
    rule: 'upload-part/zero-bytes',
    seen: ['kibertoad/fauxqs 2.4.1'],
    wrapper: () =>
      deciding(['upload-part'], (result, { command }) =>
        command.body?.size === 0 ? { rule: 'upload-part/zero-bytes', fault: 'internal-error', detail: {} } : result,
      ),
  },
  'upload-part/etag-of-nothing': {
    title: 'The ETag of a part is no MD5 of its bytes.',
    rule: 'upload-part/etag',
    wrapper: () =>
      storingAndSaying((part) => ({ ...part, etag: part.etag.split('').reverse().join('') as Part['etag'] })),
  },
  'upload-part/bare-etag': {
    title: 'The ETag of a part comes without its quotes.',
    rule: 'upload-part/etag',
    wrapper: () =>
      sending(['upload-part'], (wire, reply) => ({ ...wire, headers: { ...wire.headers, ETag: reply.part.etag } })),
  },
  'upload-part/no-etag': {
    title: 'The answer to a part has no ETag.',
    rule: 'upload-part/etag-present',
    wrapper: () =>
      sending(['upload-part'], (wire) => {
        const { ETag: _, ...headers } = wire.headers;
        return { ...wire, headers };
      }),
  },
  'upload-part/ignores-content-md5': {
    title: 'Content-MD5 is not compared with the bytes.',
    rule: 'upload-part/content-md5',
    seen: ['getmoto/moto 5.2.1'],
    wrapper: () => unchecked('upload-part/content-md5'),
  },
  'upload-part/ignores-checksums': {
    title: 'An additional checksum is echoed and not verified.',
    rule: 'checksum/mismatch',
    seen: ['localstack/localstack#10914', 'adobe/S3Mock#1827'],
    wrapper: () => unchecked('checksum/mismatch'),
  },
  'upload-part/ignores-the-signed-hash': {
    title: 'A body other than the one that was signed is taken.',
    rule: 'wire/payload-hash',
    wrapper: () => endingWell('wire/payload-hash'),
  },
  'upload-part/a-failed-part-removes-the-earlier': {
    title: 'A part that fails takes the earlier one of its number with it.',
    rule: 'upload-part/failed-keeps-the-earlier',
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) => {
        const result = next(bucket, command, who, judge);
        if (command.op !== 'upload-part') return result;
        const upload = bucket?.uploads.get(command.uploadId);
        // Before its body has come, it may still fail.
        if (upload?.state === 'open') upload.parts.delete(command.number.value as Part['position']);
        return result;
      },
    }),
  },
  'upload-part/size-limit-off-by-one': {
    title: 'A part of the largest size is refused.',
    rule: 'upload-part/max-size',
    wrapper: () => ({
      policy: (policy) => ({
        ...policy,
        limits: { ...policy.limits, maxPartSize: (policy.limits.maxPartSize ?? 5 * 1024 ** 3) - 1 },
      }),
    }),
  },
  'upload-part/minimum-at-once': {
    title: 'A part below the least size is refused when it comes, last or not.',
    rule: 'upload-part/small',
    wrapper: () =>
      deciding(['upload-part'], (result, { command }) =>
        !refused(result) && (command.length ?? 0) < 5 * 1024 * 1024
          ? { rule: 'complete/min-part-size', fault: 'part-too-small', detail: {} }
          : result,
      ),
  },
});

export const COPIES = defectsOf(['s3'], {
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
    wrapper: () =>
      deciding(['upload-part-copy'], (result, { command }) => {
        if (refused(result) || result.reply.op !== 'upload-part-copy' || command.found?.kind !== 'found') return result;
        const { etag } = command.found.version;
        const part = { ...result.reply.part, etag };
        const events = result.events.map((event) => (event.type === 'part-stored' ? { ...event, part } : event));
        return { events, reply: { ...result.reply, part } };
      }),
  },
  'upload-part-copy/stores-no-part': {
    title: 'A copied part is answered like a copied object, and the upload has no such part.',
    rule: 'upload-part-copy/whole',
    seen: ['adobe/S3Mock#341', 'jamhall/s3rver#436'],
    wrapper: () => deciding(['upload-part-copy'], (result) => (refused(result) ? result : { ...result, events: [] })),
  },
});

export const ABORT = defectsOf(['s3'], {
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
    wrapper: () => deciding(['abort'], (result) => (refused(result) ? result : { ...result, events: [] })),
  },
  'abort/removes-the-object': {
    title: 'Abort takes the object of the same key with it.',
    rule: 'abort/after-complete',
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

function storingAndSaying(distort: (part: Part) => Part): Wrapper {
  return deciding(['upload-part'], (result) => {
    if (refused(result) || result.reply.op !== 'upload-part') return result;
    const part = distort(result.reply.part);
    const events = result.events.map((event) => (event.type === 'part-stored' ? { ...event, part } : event));
    return { events, reply: { ...result.reply, part } };
  });
}

type Planning = (plan: BodyPlan) => BodyPlan;

function planning(distort: Planning): Wrapper {
  return {
    dialect: (dialect) => ({
      ...dialect,
      bodyPlan(call, session, policy) {
        const plan = dialect.bodyPlan(call, session, policy);
        return 'fault' in plan ? plan : distort(plan);
      },
    }),
  };
}

/** Takes bodies although they break this rule by what their client promised of them. */
function unchecked(rule: string): Wrapper {
  return planning((plan) => ({
    ...plan,
    check(found, trailers) {
      const wrong = plan.check(found, trailers);
      return wrong?.rule === rule ? undefined : wrong;
    },
  }));
}

/** Takes bodies although this rule is broken when they end. */
function endingWell(rule: string): Wrapper {
  return planning((plan) => ({
    ...plan,
    decoder: {
      push: (chunk, emit) => plan.decoder.push(chunk, emit),
      end() {
        const end = plan.decoder.end();
        return 'fault' in end && end.rule === rule ? { trailers: new Map() } : end;
      },
    },
    takesCut: rule === 'wire/incomplete-body',
  }));
}
