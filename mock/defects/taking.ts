/** Defects of taking requests in: who signs them, where they go, how their bodies and documents are written. */
import { isRefusal } from '../dialects/dialect.js';
import { defectsOf, refusing } from './defect.js';
import { believing, endingWell, misnaming, misreading, mistaking, redirecting, stepping } from './requests.js';

export const TAKING = defectsOf(['s3'], {
  'auth/takes-unreadable-authorization': {
    title: 'An Authorization header that cannot be read is as good as any.',
    rule: 'auth/malformed',
    wrapper: () => believing('auth/malformed'),
  },
  'auth/body-need-not-be-signed': {
    title: 'A signed request need not say what its signature covers of the body.',
    rule: 'auth/payload-hash',
    wrapper: () => believing('auth/payload-hash'),
  },
  'auth/chunk-signatures-are-not-read': {
    title: 'Of a body in signed chunks the signature of the request is verified, and those of the chunks are not.',
    rule: 'auth/chunk-signatures',
    seen: ['miniflare R2'],
    wrapper: () =>
      stepping('authenticate', (next) => (call, options) => {
        const session = next(call, options);
        return isRefusal(session) || session.payload.kind !== 'chunked'
          ? session
          : { ...session, payload: { ...session.payload, chain: undefined } };
      }),
  },
  'auth/full-stops-are-resolved': {
    title: 'Segments of full stops are resolved before the signature is verified.',
    rule: 'auth/path-spelling',
    wrapper: () =>
      stepping(
        'detect',
        (next) => (request, hosts) =>
          next({ ...request, path: request.path.replace(/[^/]+\/\.\.\/|\.\//g, '') }, hosts),
      ),
  },
  'auth/only-objects-are-presigned': {
    title: 'A presigned URL reads and writes objects; an upload cannot be made with one.',
    rule: 'auth/presigned-operations',
    wrapper: () =>
      stepping('authenticate', (next) => (call, options) => {
        const { query } = call;
        const presigned = query.has('X-Amz-Signature') && (query.has('uploads') || query.has('uploadId'));
        return presigned ? { rule: 'auth/presigned', fault: 'access-denied', detail: {} } : next(call, options);
      }),
  },
  'upload-part/number-without-upload-is-a-put': {
    title: 'A part number without an upload makes an object.',
    rule: 'wire/part-number-without-upload',
    also: ['upload-part-copy/target'],
    wrapper: () => redirecting('wire/part-number-without-upload', () => ({ query: '' })),
  },
  'upload-part/upload-without-number-is-a-put': {
    title: 'An upload id without a part number makes an object.',
    rule: 'wire/upload-without-part-number',
    wrapper: () => redirecting('wire/upload-without-part-number', () => ({ query: '' })),
  },
  'upload-part/parameters-in-any-case': {
    title: 'The parameters of a part may be written in small letters.',
    rule: 'upload-part/parameter-case',
    wrapper: () =>
      mistaking(({ query }) => ({
        query: query.replace(/\bpartnumber=/, 'partNumber=').replace(/\buploadid=/, 'uploadId='),
      })),
  },
  'create/misspelt-uploads-will-do': {
    title: 'A POST on a key begins an upload, whatever its parameter is called.',
    rule: 'wire/method-not-allowed',
    wrapper: () => redirecting('wire/method-not-allowed', () => ({ query: 'uploads' })),
  },
  'create/uploads-must-be-bare': {
    title: 'The parameter uploads with an equals sign is not known.',
    rule: 'create/uploads-flag',
    wrapper: () =>
      stepping(
        'detect',
        (next) => (request, hosts) =>
          request.method === 'POST' && /(?:^|&)uploads=/.test(request.query)
            ? { rule: 'wire/method-not-allowed', fault: 'method-not-allowed', detail: { method: request.method } }
            : next(request, hosts),
      ),
  },
  'wire/uploads-of-a-key-are-the-buckets': {
    title: 'The uploads of a key are asked for, and those of its bucket are listed.',
    rule: 'wire/key-not-expected',
    wrapper: () => redirecting('wire/key-not-expected', ({ path }) => ({ path: path.replace(/^(\/[^/]*).*/, '$1') })),
  },
  'wire/takes-broken-escapes': {
    title: 'A per cent sign that escapes nothing stands for itself.',
    rule: 'wire/uri-encoding',
    wrapper: () =>
      redirecting('wire/uri-encoding', ({ path }) => ({ path: path.replace(/%(?![0-9a-f]{2})/gi, '%25') })),
  },
  'wire/number-before-etag': {
    title: 'A list of parts whose entries begin with the ETag cannot be read.',
    rule: 'wire/complete-document',
    wrapper: () =>
      misreading((command, _, document) =>
        !isRefusal(command) && command.op === 'complete' && /<Part>\s*<ETag>/.test(document.toString('latin1'))
          ? { rule: 'wire/malformed-xml', fault: 'malformed-xml', detail: {} }
          : command,
      ),
  },
  'wire/keeps-the-framing-of-chunks': {
    title: 'A body in chunks is stored with their sizes and signatures.',
    rule: 'wire/chunked',
    also: ['wire/trailer'],
    wrapper: () =>
      stepping('authenticate', (next) => (call, options) => {
        const session = next(call, options);
        return isRefusal(session) || session.payload.kind !== 'chunked'
          ? session
          : { ...session, payload: { kind: 'unsigned' } };
      }),
  },
  'wire/no-length-is-an-internal-error': {
    title: 'A request that does not say how long its body is answers 500.',
    rule: 'wire/content-length',
    wrapper: () => misnaming(({ rule }) => rule === 'wire/content-length', 'internal-error'),
  },
  'wire/expectations-are-not-implemented': {
    title: 'A client that waits for 100 Continue is refused.',
    rule: 'wire/expect-continue',
    wrapper: () =>
      stepping(
        'detect',
        (next) => (request, hosts) =>
          request.headers.expect === undefined
            ? next(request, hosts)
            : { rule: 'wire/not-implemented', fault: 'not-implemented', detail: { header: 'Expect' } },
      ),
  },
  'wire/small-chunks-are-an-internal-error': {
    title: 'Chunks below the least size answer 500.',
    rule: 'wire/chunk-size',
    wrapper: () => misnaming(({ rule }) => rule === 'wire/chunk-size', 'internal-error'),
  },
  'wire/takes-unfinished-chunks': {
    title: 'A body in chunks may end without its last chunk.',
    rule: 'wire/chunked-framing',
    wrapper: () => endingWell('wire/chunked-framing'),
  },
  'wire/no-decoded-length-is-an-internal-error': {
    title: 'A body in chunks that does not say how long it is without them answers 500.',
    rule: 'wire/decoded-length',
    wrapper: () => misnaming(({ rule }) => rule === 'wire/decoded-length', 'internal-error'),
  },
  'wire/busy-is-an-internal-error': {
    title: 'Who should slow down is told of an internal error.',
    rule: 'wire/busy',
    wrapper: () => misnaming(({ fault }) => fault === 'slow-down', 'internal-error'),
  },
  'wire/late-errors-look-like-results': {
    title: 'The error that comes with 200 stands in the document of a result.',
    rule: 'wire/error-in-200',
    also: ['wire/white-space'],
    wrapper: () =>
      refusing((wire, _, { op }) =>
        op === 'complete'
          ? { ...wire, body: wire.body?.replace(/(<\/?)Error>/g, '$1CompleteMultipartUploadResult>') ?? '' }
          : wire,
      ),
  },
});
