/** Defects of what Alibaba OSS reads of a request: its body, and the headers of its own. */
import { choosing, deciding, defectsOf, hearing, refused, refusing, together } from './defect.js';
import { excusing, misreading, stepping, unsent, unverified } from './requests.js';

const CALLBACK = ['x-oss-callback', 'x-oss-callback-var', 'callback', 'callback-var'] as const;

export const OSS_REQUESTS = defectsOf(['oss'], {
  'attributes/oss-takes-any-acl': {
    title: 'An access control list that there is none of is passed over.',
    rule: 'attributes/oss-acl',
    wrapper: () => excusing('attributes/oss-acl', 'x-oss-object-acl'),
  },
  'attributes/oss-ignores-the-acl-at-complete': {
    title: 'The access that a Complete asks for is not kept.',
    rule: 'attributes/oss-acl',
    wrapper: () =>
      hearing(['complete'], (command) => {
        const { headers: _, ...rest } = command;
        return rest;
      }),
  },
  'attributes/oss-nine-tags': {
    title: 'An object may have nine tags: the limit is off by one.',
    rule: 'attributes/oss-tagging',
    wrapper: () =>
      misreading((command) =>
        'op' in command && command.op === 'create' && (command.attributes.tags?.length ?? 0) > 9
          ? { rule: 'attributes/oss-tagging', fault: 'invalid-argument', detail: { name: 'x-oss-tagging', value: '' } }
          : command,
      ),
  },
  'attributes/oss-takes-any-tags': {
    title: 'Tags that cannot be read, or are too many, are passed over.',
    rule: 'attributes/oss-tagging',
    wrapper: () => excusing('attributes/oss-tagging', 'x-oss-tagging'),
  },
  'bucket/names-as-in-s3': {
    title: 'The name of a bucket may have dots, as in S3.',
    rule: 'bucket/name',
    wrapper: () =>
      misreading((command, call) =>
        'fault' in command && command.rule === 'bucket/name' ? { op: 'create-bucket', bucket: call.bucket } : command,
      ),
  },
  'bucket/of-another-is-mine': {
    title: 'Who creates a bucket that somebody else has is told that it is his.',
    rule: 'bucket/create-again',
    wrapper: () =>
      deciding(['create-bucket'], (result, { command }) =>
        refused(result) && result.fault === 'bucket-exists'
          ? { events: [], reply: { op: 'create-bucket', bucket: command.bucket } }
          : result,
      ),
  },
  'bucket/open-uploads-are-lost': {
    title: 'A bucket with open uploads is deleted, and they with it.',
    rule: 'bucket/with-uploads',
    wrapper: () => choosing({ deleteBucketWithUploads: 'allowed' }),
  },
  'callback/nobody-is-called': {
    title: 'A callback is taken, and nobody is called.',
    rule: 'callback/failed',
    wrapper: () =>
      misreading((command) => {
        if ('fault' in command || !('callback' in command)) return command;
        const { callback: _, ...rest } = command;
        return rest;
      }),
  },
  'callback/failure-is-a-bad-gateway': {
    title: 'A callback that fails is told with 502, as if the object were not there.',
    rule: 'callback/failed',
    wrapper: () => refusing((wire, { fault }) => (fault === 'callback-failed' ? { ...wire, status: 502 } : wire)),
  },
  'callback/unreadable-is-ignored': {
    title: 'A callback that cannot be read counts as none.',
    rule: 'callback/form',
    wrapper: () => excusing('callback/form', ...CALLBACK),
  },
  'complete/ignores-content-md5': {
    title: 'The Content-MD5 of a list of parts is not compared with it.',
    rule: 'content-md5/complete',
    wrapper: () =>
      stepping('bodyPlan', (next) => (call, session, policy) => {
        const read = call.op === 'complete' ? unsent(call, ['content-md5']) : call;
        return next(read, session, policy);
      }),
  },
  'complete/refuses-an-empty-list': {
    title: 'A list without parts is malformed, as in S3.',
    rule: 'complete/empty-object',
    wrapper: () => choosing({ emptyList: 'malformed-xml' }),
  },
  'crc64/not-verified': {
    title: 'The CRC-64 that a body came with is not compared with its bytes.',
    rule: 'crc64/verified',
    wrapper: () => unverified('crc64/verified'),
  },
  'create/class-may-come-later': {
    title: 'A storage class that comes with a part or at Complete is passed over.',
    rule: 'create/storage-class-after',
    wrapper: () => excusing('create/storage-class-after', 'x-oss-storage-class'),
  },
  'encryption/any-method': {
    title: 'A method of encryption that there is none of is passed over.',
    rule: 'encryption/oss-method',
    wrapper: () => excusing('encryption/oss-method', 'x-oss-server-side-encryption'),
  },
  'encryption/may-come-with-a-part': {
    title: 'A part may ask for encryption, which is passed over.',
    rule: 'encryption/oss-part',
    wrapper: () => excusing('encryption/oss-part', 'x-oss-server-side-encryption'),
  },
  'forbid-overwrite/remembered': {
    title: 'Who forbids to overwrite at Initiate has forbidden it for Complete.',
    rule: 'forbid-overwrite/existing',
    wrapper: () => {
      const forbidden = new Set<string>();
      return together(
        deciding(['create'], (result, { command }) => {
          if (!refused(result) && result.reply.op === 'create' && command.forbidOverwrite)
            forbidden.add(result.reply.uploadId);
          return result;
        }),
        hearing(['complete'], (command) =>
          forbidden.has(command.uploadId) ? { ...command, forbidOverwrite: true } : command,
        ),
      );
    },
  },
  'forbid-overwrite/false-is-true': {
    title: 'The header that forbids to overwrite counts whatever it says.',
    rule: 'forbid-overwrite/existing',
    wrapper: () =>
      misreading((command, { request }) =>
        'forbidOverwrite' in command && request.headers['x-oss-forbid-overwrite'] !== undefined
          ? { ...command, forbidOverwrite: true }
          : command,
      ),
  },
  'forbid-overwrite/counts-for-parts': {
    title: 'A part that forbids to overwrite is refused.',
    rule: 'forbid-overwrite/existing',
    wrapper: () =>
      misreading((command, { op, request }) =>
        op === 'upload-part' && request.headers['x-oss-forbid-overwrite'] === 'true'
          ? { rule: 'forbid-overwrite/existing', fault: 'object-exists', detail: {} }
          : command,
      ),
  },
  'list/pages-of-one-more': {
    title: 'A page of objects holds one more than it says.',
    rule: 'list/max-keys',
    wrapper: () => ({
      decide: (next) => (bucket, command, who, judge) => {
        if (command.op !== 'list-objects' || !command.max) return next(bucket, command, who, judge);
        const asked = command.max.value;
        const max = {
          ...command.max,
          value: asked + (asked > 0 && asked < judge.policy.limits.listObjectsMax ? 1 : 0),
        };
        const result = next(bucket, { ...command, max }, who, judge);
        if (refused(result) || result.reply.op !== 'list-objects') return result;
        const { objects } = result.reply;
        return { ...result, reply: { ...result.reply, max: asked, truncated: objects.length > asked } };
      },
    }),
  },
  'read-back/odd-range-is-refused': {
    title: 'A range that cannot be met is refused, also where nobody asked for the standard behaviour.',
    rule: 'read-back/range-unmet',
    wrapper: () => choosing({ invalidRange: 'refused' }),
  },
  'read-back/odd-range-never-refused': {
    title: 'The header that asks for the standard behaviour of ranges is not looked at.',
    rule: 'read-back/range-unmet',
    wrapper: () => hearing(['get-object', 'head-object'], (command) => ({ ...command, strictRange: false })),
  },
  'wire/wants-a-length': {
    title: 'A body in HTTP chunks is refused for want of a length.',
    rule: 'wire/chunked-transfer',
    wrapper: () =>
      stepping(
        'bodyPlan',
        (next) => (call, session, policy) => next(unsent(call, ['transfer-encoding']), session, policy),
      ),
  },
  'wire/any-speed-limit': {
    title: 'A speed limit out of bounds is passed over.',
    rule: 'wire/traffic-limit',
    wrapper: () => excusing('wire/traffic-limit', 'x-oss-traffic-limit'),
  },
  'wire/speed-limit-in-bytes': {
    title: 'A speed limit is taken for bytes, so that a high one is out of bounds.',
    rule: 'wire/traffic-limit',
    wrapper: () =>
      misreading((command, { query, request }) => {
        const limit = Number(request.headers['x-oss-traffic-limit'] ?? query.get('x-oss-traffic-limit') ?? 0);
        return limit > 104_857_600
          ? {
              rule: 'wire/traffic-limit',
              fault: 'invalid-argument',
              detail: { name: 'x-oss-traffic-limit', value: limit },
            }
          : command;
      }),
  },
  'wire/speed-limit-in-headers-only': {
    title: 'A speed limit among the signed parameters is not looked at.',
    rule: 'wire/traffic-limit',
    wrapper: () =>
      stepping('parse', (next) => (call, document, policy) => {
        const { query } = unsent(call, ['x-oss-traffic-limit']);
        return next({ ...call, query }, document, policy);
      }),
  },
});
