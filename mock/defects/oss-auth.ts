/** Defects of who asks, as Alibaba OSS tells it: by two versions of signatures, in the header or in the URL. */
import type { AuthOptions, Call, Dialect } from '../dialects/dialect.js';
import { isSignedInV1 } from '../dialects/oss/canonical.js';
import { defectsOf, type Wrapper } from './defect.js';
import { believing, stepping, unsent } from './requests.js';

const V1_URL: readonly string[] = ['OSSAccessKeyId', 'Expires', 'Signature'];

const isHeaderV1 = ({ request }: Call): boolean => request.headers.authorization?.startsWith('OSS ') === true;
const isV1 = (call: Call): boolean => isHeaderV1(call) || call.query.has('OSSAccessKeyId');

/** Reads who asks as if the request, or some of it, had not been sent. */
function authenticating(distort: (call: Parameters<Dialect['authenticate']>[0]) => typeof call): Wrapper {
  return stepping('authenticate', (next) => (call, options) => next(distort(call), options));
}

/** Has signed something else than the clients of these requests did. */
function mismatching(differs: (call: Call, options: AuthOptions) => boolean): Wrapper {
  return stepping(
    'authenticate',
    (next) => (call, options) =>
      differs(call, options)
        ? { rule: 'auth/signature', fault: 'signature-mismatch', detail: {} }
        : next(call, options),
  );
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
    wrapper: () => authenticating((call) => (isHeaderV1(call) ? call : unsent(call, V1_URL))),
  },
  'auth/v1-wants-its-own-date': {
    title: 'The first version is taken with x-oss-date alone, and not with Date.',
    rule: 'auth/v1',
    wrapper: () => authenticating((call) => unsent(call, ['date'])),
  },
  'auth/v1-signs-every-parameter': {
    title: 'The first version signs every parameter, also those of listings.',
    rule: 'auth/v1',
    wrapper: () =>
      mismatching(
        (call) => isV1(call) && [...call.query.keys()].some((name) => !isSignedInV1(name) && !V1_URL.includes(name)),
      ),
  },
  'auth/v1-signs-the-encoded-key': {
    title: 'The first version signs a key as it stands in the path, percent-encoded.',
    rule: 'auth/v1',
    wrapper: () => mismatching((call) => isV1(call) && encodeURI(call.key) !== call.key),
  },
  'auth/v1-urls-never-expire': {
    title: 'A URL signed by the first version never expires.',
    rule: 'auth/v1-url',
    wrapper: () => believing('auth/presigned', (call, { fault }) => isV1(call) && fault === 'expired'),
  },
  'auth/v1-urls-may-be-lengthened': {
    title: 'The expiry of a URL signed by the first version may be changed.',
    rule: 'auth/v1-url',
    wrapper: () => believing('auth/signature', ({ query }) => query.has('OSSAccessKeyId')),
  },
  'auth/v1-urls-live-for-half-an-hour': {
    title: 'A URL signed by the first version may be valid for half an hour at most.',
    rule: 'auth/v1-url',
    wrapper: () =>
      mismatching(({ query }, { now }) => Number(query.get('Expires') ?? 0) * 1000 - now.getTime() > 30 * 60 * 1000),
  },
  'auth/v1-urls-need-no-expiry': {
    title: 'A URL signed by the first version that says no expiry is taken, for ever.',
    rule: 'auth/v1-url',
    wrapper: () => believing('auth/presigned', (call) => isV1(call) && !call.query.has('Expires')),
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
  'auth/v4-knows-no-additional-headers': {
    title: 'A request that names further signed headers is refused.',
    rule: 'auth/v4',
    wrapper: () => mismatching(({ request }) => /AdditionalHeaders=/.test(request.headers.authorization ?? '')),
  },
  'auth/v4-urls-may-be-lengthened': {
    title: 'How long a URL signed by the fourth version lives may be changed.',
    rule: 'auth/v4-url',
    wrapper: () => believing('auth/signature', ({ query }) => query.has('x-oss-signature')),
  },
  'auth/v4-urls-before-their-time': {
    title: 'A URL signed by the fourth version works before its time.',
    rule: 'auth/v4-url',
    wrapper: () => believing('auth/presigned', (_, { detail }) => detail.ec === '0002-00000235'),
  },
  'auth/v4-urls-of-any-life': {
    title: 'A URL signed by the fourth version lives as long as it says, be it more than a week.',
    rule: 'auth/v4-url',
    wrapper: () => believing('auth/presigned', (_, { detail }) => detail.name === 'x-oss-expires'),
  },
});
