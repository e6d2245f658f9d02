/** Defects of the wire itself: who may ask, how documents are read and written, what stands in the headers. */
import {
  deciding,
  defectsOf,
  hearing,
  noting,
  refused,
  refusing,
  replying,
  rewriting,
  sending,
  without,
  withoutHeaders,
} from './defect.js';
import { believing, misnaming, stepping } from './requests.js';

export const WIRE = defectsOf(['s3', 'oss'], {
  'auth/takes-any-signature': {
    title: 'A signature is not verified.',
    rule: 'auth/signature',
    also: ['auth/query-names'],
    seen: ['getmoto/moto 5.2.1', 'LocalStack S3', 'ministackorg/ministack 1.4.21'],
    wrapper: () => believing('auth/signature'),
  },
  'auth/takes-any-access-key': {
    title: 'An access key that nobody has is as good as any.',
    rule: 'auth/access-key',
    wrapper: () => believing('auth/access-key'),
  },
  'auth/takes-anonymous-requests': {
    title: 'A request without a signature is the first account’s.',
    rule: 'auth/anonymous',
    wrapper: () => ({
      dialect: (dialect) => ({
        ...dialect,
        authenticate(call, options) {
          const session = dialect.authenticate(call, options);
          return 'identity' in session && session.identity === undefined
            ? dialect.authenticate(call, { ...options, mode: 'off' })
            : session;
        },
      }),
    }),
  },
  'auth/takes-any-time': {
    title: 'A request may be signed for yesterday.',
    rule: 'auth/clock-skew',
    wrapper: () => believing('auth/clock-skew'),
  },
  'auth/takes-any-region': {
    title: 'A request may be signed for another region.',
    rule: 'auth/scope',
    wrapper: () => believing('auth/scope'),
  },
  'auth/presigned-for-ever': {
    title: 'A presigned URL never expires.',
    rule: 'auth/presigned',
    wrapper: () => believing('auth/presigned'),
  },
  'auth/takes-unsigned-headers': {
    title: 'x-amz- headers need not be signed.',
    rule: 'auth/signed-headers',
    dialects: ['s3'],
    wrapper: () => believing('auth/signed-headers'),
  },
  'auth/everyone-is-the-owner': {
    title: 'Another account may do what the owner may.',
    rule: 'auth/owner',
    wrapper: () => without('auth/owner'),
  },
  'wire/malformed-xml-is-an-internal-error': {
    title: 'A list of parts that cannot be read answers 500.',
    rule: 'wire/malformed-xml',
    also: ['lifecycle/malformed'],
    seen: ['getmoto/moto 5.2.1', 'LocalStack S3'],
    wrapper: () => misnaming(({ fault }) => fault === 'malformed-xml', 'internal-error'),
  },
  'wire/refusals-without-a-document': {
    title: 'A refusal has a status and nothing else.',
    rule: 'wire/error-document',
    wrapper: () => refusing((wire) => ({ ...wire, body: '' })),
  },
  'wire/refusals-without-a-code': {
    title: 'The code of a refusal is always InvalidRequest.',
    rule: 'wire/error-document',
    wrapper: () =>
      refusing((wire) => ({ ...wire, body: wire.body?.replace(/<Code>[^<]*/, '<Code>InvalidRequest') ?? '' })),
  },
  'wire/no-request-id': {
    title: 'No answer carries an id for the vendor’s support.',
    rule: 'wire/request-ids',
    dialects: ['s3'],
    also: ['wire/shape/headers'],
    wrapper: () => ({
      dialect: (dialect) => ({
        ...dialect,
        render: (reply, context) => withoutHeaders(dialect.render(reply, context), /^x-amz-(request-id|id-2)$/i),
        refuse: (refusal, context) => withoutHeaders(dialect.refuse(refusal, context), /^x-amz-(request-id|id-2)$/i),
      }),
    }),
  },
  'wire/complete-with-another-root': {
    title: 'The answer to Complete has the root element of another operation.',
    rule: 'wire/result-document',
    also: ['wire/shape/root'],
    seen: ['johannesboyne/gofakes3#96'],
    wrapper: () => rewriting(['complete'], /CompleteMultipartUploadResult/g, 'CompleteMultipartUpload'),
  },
  'wire/no-namespace': {
    title: 'Results stand in no namespace.',
    rule: 'wire/result-document',
    dialects: ['s3'],
    also: ['wire/shape/namespace'],
    wrapper: () => rewriting(['create', 'complete', 'list-parts', 'list-uploads'], / xmlns="[^"]*"/, ''),
  },
  'wire/complete-without-an-etag': {
    title: 'The answer to Complete names no ETag.',
    rule: 'complete/result',
    dialects: ['s3'],
    also: ['wire/shape/elements'],
    wrapper: () => rewriting(['complete'], /<ETag>[^<]*<\/ETag>/, ''),
  },
  'wire/complete-without-a-location': {
    title: 'The answer to Complete does not say where the object is.',
    rule: 'complete/result',
    wrapper: () => rewriting(['complete'], /<Location>[^<]*<\/Location>/, ''),
  },
  'wire/create-without-an-id': {
    title: 'The answer to Create names no upload id.',
    rule: 'create/answer',
    wrapper: () => rewriting(['create'], /<UploadId>[^<]*<\/UploadId>/, ''),
  },
  'wire/takes-plain-chunked-transfer': {
    title: 'A part may come in HTTP chunks.',
    rule: 'wire/transfer-encoding',
    dialects: ['s3'],
    wrapper: () => ({
      dialect: (dialect) => ({
        ...dialect,
        bodyPlan(call, session, policy) {
          const plan = dialect.bodyPlan(call, session, policy);
          if (!('fault' in plan) || plan.rule !== 'wire/transfer-encoding') return plan;
          const { 'transfer-encoding': _, ...headers } = call.request.headers;
          const length = headers['x-amz-decoded-content-length'];
          const request = {
            ...call.request,
            headers: length === undefined ? headers : { ...headers, 'content-length': length },
          };
          return dialect.bodyPlan({ ...call, request }, session, policy);
        },
      }),
    }),
  },
});

export const CHECKSUMS = defectsOf(['s3'], {
  'checksum/composite-without-a-count': {
    title: 'A composite checksum lacks the number of its parts.',
    rule: 'checksum/composite',
    seen: ['getmoto/moto#8762'],
    wrapper: () => ({
      dialect: (dialect) => ({
        ...dialect,
        render(reply, context) {
          const wire = dialect.render(reply, context);
          const cut = (text: string) => text.replace(/=-\d+/g, '=');
          const headers = Object.entries(wire.headers).map(([name, value]) => [
            name,
            /^x-amz-checksum-(?!type|algorithm)/i.test(name) ? cut(value) : value,
          ]);
          const body = wire.body?.replace(/<Checksum[A-Z0-9]+>[^<]*/g, cut);
          return { ...wire, headers: Object.fromEntries(headers), ...(body === undefined ? {} : { body }) };
        },
      }),
    }),
  },
  'checksum/full-object-is-composite': {
    title: 'FULL_OBJECT is taken for COMPOSITE.',
    rule: 'checksum/full-object',
    seen: ['adobe/S3Mock#2843', 'ministackorg/ministack 1.4.21'],
    wrapper: () =>
      hearing(['create'], (command) =>
        command.checksum?.type === 'FULL_OBJECT' &&
        command.checksum.algorithm !== undefined &&
        !/64NVME$/i.test(command.checksum.algorithm)
          ? { ...command, checksum: { ...command.checksum, type: 'COMPOSITE' } }
          : command,
      ),
  },
  'checksum/forgotten-at-create': {
    title: 'The algorithm named at Create is forgotten.',
    rule: 'checksum/composite',
    seen: ['ministackorg/ministack#1453'],
    wrapper: () => noting(['upload-created'], ({ checksum: _, ...event }) => event),
  },
  'checksum/wrong-object-checksum-is-taken': {
    title: 'The checksum of the whole object is not compared with the object’s own.',
    rule: 'checksum/object',
    seen: ['floci-io/floci#1950'],
    wrapper: () => without('checksum/object'),
  },
  'checksum/wants-one-for-each-part': {
    title: 'Complete wants a checksum of every part, also where none is needed.',
    rule: 'checksum/part-missing',
    seen: ['adobe/S3Mock#3034'],
    wrapper: () =>
      deciding(['complete'], (result, { command }) =>
        !refused(result) && command.claims.some(({ checksum }) => checksum === undefined)
          ? { rule: 'checksum/part-missing', fault: 'part-checksum-missing', detail: {} }
          : result,
      ),
  },
  'checksum/parts-not-compared': {
    title: 'The checksums of the listed parts are not compared with those of the stored ones.',
    rule: 'checksum/part-in-complete',
    seen: ['adobe/S3Mock#1205'],
    wrapper: () => without('checksum/part-in-complete'),
  },
  'checksum/not-listed': {
    title: 'ListParts shows no checksums.',
    rule: 'checksum/listed',
    wrapper: () => rewriting(['list-parts'], /<Checksum(CRC|SHA|MD5|XXHASH)[A-Z0-9]*>[^<]*<\/Checksum[A-Z0-9]+>/g, ''),
  },
  'checksum/not-echoed': {
    title: 'The answer to a part does not repeat its checksum.',
    rule: 'checksum/part-echoed',
    also: ['checksum/announced', 'checksum/part-computed', 'checksum/trailer', 'checksum/without-algorithm'],
    wrapper: () => replying(['upload-part'], (reply) => ({ ...reply, checksum: undefined })),
  },
  'checksum/copied-part-without': {
    title: 'The answer to a copied part does not tell its checksum.',
    rule: 'checksum/copied-part',
    wrapper: () => replying(['upload-part-copy'], (reply) => ({ ...reply, checksum: undefined })),
  },
  'checksum/type-not-told': {
    title: 'Create does not tell the type of the checksum.',
    rule: 'checksum/default-type',
    wrapper: () => sending(['create'], (wire) => withoutHeaders(wire, /^x-amz-checksum-type$/i)),
  },
  'checksum/several-are-an-internal-error': {
    title: 'A request with two checksums answers 500.',
    rule: 'checksum/single',
    wrapper: () => misnaming(({ rule }) => rule === 'checksum/single', 'internal-error'),
  },
  'checksum/malformed-is-a-mismatch': {
    title: 'A checksum that is none is said not to be that of the bytes.',
    rule: 'checksum/value-form',
    wrapper: () => misnaming(({ fault }) => fault === 'invalid-checksum', 'bad-checksum'),
  },
  'checksum/shown-to-everyone': {
    title: 'Nobody gets an object’s checksum, also who asks for it.',
    rule: 'checksum/read',
    wrapper: () => replying(['get-object', 'head-object'], (reply) => ({ ...reply, checksum: undefined })),
  },
  'checksum/no-default': {
    title: 'An object made without an algorithm has no checksum.',
    rule: 'checksum/default-object',
    also: ['checksum/encrypted'],
    wrapper: () =>
      noting(['upload-completed'], (event) => ({ ...event, version: { ...event.version, checksum: undefined } })),
  },
});

export const ENCRYPTION = defectsOf(['s3'], {
  'encryption/not-said': {
    title: 'No answer says how the object is encrypted.',
    rule: 'encryption/by-default',
    also: ['encryption/kms', 'encryption/provider-key'],
    wrapper: () => ({
      dialect: (dialect) => ({
        ...dialect,
        render: (reply, context) => withoutHeaders(dialect.render(reply, context), /^x-amz-server-side-encryption$/i),
      }),
    }),
  },
  'encryption/customer-key-not-said': {
    title: 'No answer says under which customer’s key the object is.',
    rule: 'encryption/customer-keys',
    wrapper: () =>
      stepping(
        'render',
        (next) => (reply, context) =>
          withoutHeaders(next(reply, context), /^x-amz-server-side-encryption-customer-key-md5$/i),
      ),
  },
  'encryption/customer-key-not-asked-for': {
    title: 'What was stored under a customer’s key is read without it.',
    rule: 'encryption/read-key',
    wrapper: () => without('encryption/read-key'),
  },
  'encryption/parts-without-their-key': {
    title: 'A part of an upload under a customer’s key is taken without it.',
    rule: 'encryption/part-key',
    wrapper: () => without('encryption/part-key'),
  },
  'encryption/ignores-the-bucket-default': {
    title: 'What a bucket is set to encrypt with is not looked at.',
    rule: 'encryption/bucket-default',
    wrapper: () => noting(['encryption-set'], () => undefined),
  },
});

export const LIFECYCLE = defectsOf(['s3', 'oss'], {
  'lifecycle/never-carried-out': {
    title: 'A rule that ends old uploads is kept, and nothing ends.',
    rule: 'lifecycle/aborts',
    wrapper: () => ({
      evolve: (next) => (buckets, event) => {
        if (event.type !== 'lifecycle-set') return next(buckets, event);
        const rules = event.rules?.map((rule) => ({ ...rule, enabled: false }));
        return next(buckets, { ...event, rules });
      },
    }),
  },
  'lifecycle/not-announced': {
    title: 'Create does not say when the upload will be ended.',
    rule: 'lifecycle/announced',
    dialects: ['s3'],
    wrapper: () => replying(['create', 'list-parts'], (reply) => ({ ...reply, abort: undefined })),
  },
  'lifecycle/whole-bucket': {
    title: 'A rule for a prefix ends uploads of every key.',
    rule: 'lifecycle/aborts',
    wrapper: () =>
      noting(['lifecycle-set'], (event) => ({
        ...event,
        rules: event.rules?.map((rule) => ({ ...rule, prefix: '' })),
      })),
  },
});
