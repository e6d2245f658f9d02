/** Defects of taking requests in: who signs them, where they go, how their bodies and documents are written. */
import { isRefusal } from '../dialects/dialect.js';
import { defectsOf, refusing } from './defect.js';
import { believing, endingWell, misnaming, misreading, redirecting, stepping } from './requests.js';

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
    wrapper: () => redirecting('wire/key-not-expected', (path) => path.replace(/^(\/[^/]*).*/, '$1')),
  },
  'wire/takes-broken-escapes': {
    title: 'A per cent sign that escapes nothing stands for itself.',
    rule: 'wire/uri-encoding',
    wrapper: () => redirecting('wire/uri-encoding', (path) => path.replace(/%(?![0-9a-f]{2})/gi, '%25')),
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
    wrapper: () =>
      refusing((wire, _, { op }) =>
        op === 'complete'
          ? { ...wire, body: wire.body?.replace(/(<\/?)Error>/g, '$1CompleteMultipartUploadResult>') ?? '' }
          : wire,
      ),
  },
});
