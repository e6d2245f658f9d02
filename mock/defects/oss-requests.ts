/** Defects of what Alibaba OSS reads of a request: its signature, its body, the headers of its own. */
import type { Call, Dialect } from '../dialects/dialect.js';
import { choosing, deciding, defectsOf, hearing, refused, refusing, type Wrapper } from './defect.js';
import { believing, excusing, misreading, stepping, unsent, unverified } from './requests.js';

const isHeaderV1 = ({ request }: Call): boolean => request.headers.authorization?.startsWith('OSS ') === true;
const isV1 = (call: Call): boolean => isHeaderV1(call) || call.query.has('OSSAccessKeyId');

/** Reads who asks as if the request, or some of it, had not been sent. */
function authenticating(distort: (call: Parameters<Dialect['authenticate']>[0]) => typeof call): Wrapper {
  return stepping('authenticate', (next) => (call, options) => next(distort(call), options));
}

export const OSS_AUTH = defectsOf(['oss'], {
  'auth/unreadable-is-anonymous': {
    title: 'An Authorization header that cannot be read counts as none.',
    rule: 'auth/oss-malformed',
    wrapper: () =>
      stepping('authenticate', (next) => (call, options) => {
        const session = next(call, options);
        return 'fault' in session && session.rule === 'auth/malformed'
          ? next(unsent(call, ['authorization']), options)
          : session;
      }),
  },
  'auth/takes-any-token': {
    title: 'A security token is not looked at.',
    rule: 'auth/security-token',
    wrapper: () => believing('auth/security-token'),
  },
  'auth/v1-is-not-verified': {
    title: 'A signature of the first version is as good as any.',
    rule: 'auth/v1',
    wrapper: () => believing('auth/signature', isV1),
  },
  'auth/v1-urls-are-not-taken': {
    title: 'A URL signed by the first version is an anonymous request.',
    rule: 'auth/v1',
    wrapper: () =>
      authenticating((call) => (isHeaderV1(call) ? call : unsent(call, ['OSSAccessKeyId', 'Expires', 'Signature']))),
  },
  'auth/v1-wants-its-own-date': {
    title: 'The first version is taken with x-oss-date alone, and not with Date.',
    rule: 'auth/v1',
    wrapper: () => authenticating((call) => unsent(call, ['date'])),
  },
  'auth/v1-urls-never-expire': {
    title: 'A URL signed by the first version never expires.',
    rule: 'auth/v1-url',
    wrapper: () => believing('auth/presigned', (call, { fault }) => isV1(call) && fault === 'expired'),
  },
  'auth/v4-takes-any-payload-hash': {
    title: 'A request signed by the fourth version may declare any hash of its payload.',
    rule: 'auth/v4',
    wrapper: () => believing('auth/payload-hash'),
  },
  'auth/v4-additional-headers-are-not-signed': {
    title: 'Headers that a client names as signed beside the usual ones are not.',
    rule: 'auth/v4',
    wrapper: () =>
      believing('auth/signature', ({ request }) => /AdditionalHeaders=/.test(request.headers.authorization ?? '')),
  },
  'auth/v4-urls-of-any-life': {
    title: 'A URL signed by the fourth version lives as long as it says, be it more than a week.',
    rule: 'auth/v4-url',
    wrapper: () => believing('auth/presigned', (_, { detail }) => detail.name === 'x-oss-expires'),
  },
});

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
    wrapper: () => unverified('upload-part/content-md5', ({ op }) => op === 'complete'),
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
