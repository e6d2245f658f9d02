/** Defects of UploadPart. */
import type { Command, Part } from '../engine/types.js';
import {
  deciding,
  defectsOf,
  noting,
  refused,
  renamed,
  sending,
  type Wrapper,
  without,
  withoutHeaders,
} from './defect.js';
import { endingWell, unverified } from './requests.js';

/** Stores another part than arrived; the answer is as it was. */
function storing(distort: (part: Part) => Part | undefined): Wrapper {
  return noting(['part-stored'], (event) => {
    const part = distort(event.part);
    return part && { ...event, part };
  });
}

export const PARTS = defectsOf(['s3', 'oss'], {
  'upload-part/keeps-the-first-body': {
    title: 'A part that is sent again keeps its first bytes.',
    rule: 'upload-part/replaced',
    also: ['complete/part-sent-again', 'checksum/part-replaced'],
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
    also: ['concurrency/overtaken-part', 'upload-part/overlapping'],
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
    dialects: ['s3'],
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
    also: ['complete/zero-bytes'],
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
    also: ['etag/vectors', 'checksum/etag'],
    wrapper: () =>
      storingAndSaying((part) => ({ ...part, etag: part.etag.split('').reverse().join('') as Part['etag'] })),
  },
  'upload-part/bare-etag': {
    title: 'The ETag of a part comes without its quotes.',
    rule: 'upload-part/etag',
    also: ['wire/shape/etag'],
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
    also: ['checksum/content-md5-beside'],
    seen: ['getmoto/moto 5.2.1'],
    wrapper: () => unverified('upload-part/content-md5'),
  },
  'upload-part/ignores-checksums': {
    title: 'An additional checksum is echoed and not verified.',
    rule: 'checksum/mismatch',
    dialects: ['s3'],
    seen: ['localstack/localstack#10914', 'adobe/S3Mock#1827'],
    wrapper: () => unverified('checksum/mismatch'),
  },
  'upload-part/ignores-the-signed-hash': {
    title: 'A body other than the one that was signed is taken.',
    rule: 'wire/payload-hash',
    dialects: ['s3'],
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
  'upload-part/no-storage-class': {
    title: 'The answer to a part does not name the storage class of its upload.',
    rule: 'upload-part/storage-class-header',
    dialects: ['s3'],
    profile: 'yandex',
    wrapper: () => sending(['upload-part'], (wire) => withoutHeaders(wire, /^x-amz-storage-class$/i)),
  },
  'upload-part/wants-ascending-numbers': {
    title: 'A part with a lower number than one that is there is refused.',
    rule: 'upload-part/any-order',
    wrapper: () =>
      deciding(['upload-part'], (result, { bucket, command }) => {
        const upload = bucket?.uploads.get(command.uploadId);
        const higher = upload?.state === 'open' && upload.parts.after(command.number.value as Part['position']);
        return higher && !higher.next().done
          ? { rule: 'upload-part/any-order', fault: 'part-order', detail: {} }
          : result;
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

function storingAndSaying(distort: (part: Part) => Part): Wrapper {
  return deciding(['upload-part'], (result) => {
    if (refused(result) || result.reply.op !== 'upload-part') return result;
    const part = distort(result.reply.part);
    const events = result.events.map((event) => (event.type === 'part-stored' ? { ...event, part } : event));
    return { events, reply: { ...result.reply, part } };
  });
}
