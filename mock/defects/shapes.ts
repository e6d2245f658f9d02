/** Defects of how answers are written, whatever they say. */
import type { WireResponse } from '../dialects/dialect.js';
import { defectsOf, refusing, replying, rewriting, sending, type Wrapper, withoutHeaders } from './defect.js';
import { stepping } from './requests.js';

/** Writes every answer otherwise, refusals too. */
function writing(distort: (wire: WireResponse) => WireResponse): Wrapper {
  return stepping('render', (next) => (reply, context) => distort(next(reply, context)));
}

const LISTS = ['list-parts', 'list-uploads'] as const;

export const SHAPES = defectsOf(['s3'], {
  'list-parts/no-owner': {
    title: 'ListParts does not say whose the upload is.',
    rule: 'list-parts/who',
    wrapper: () => rewriting(['list-parts'], /<Owner>.*?<\/Owner>/s, ''),
  },
  'list-uploads/no-dates': {
    title: 'ListMultipartUploads does not say when an upload began.',
    rule: 'list-uploads/entries',
    wrapper: () => rewriting(['list-uploads'], /<Initiated>[^<]*<\/Initiated>/g, ''),
  },
  'list-uploads/ids-in-small-letters': {
    title: 'ListMultipartUploads shows upload ids in small letters.',
    rule: 'list-uploads/ids',
    wrapper: () =>
      sending(['list-uploads'], (wire) => ({
        ...wire,
        body:
          wire.body?.replace(/<UploadId>[^<]*/g, (id) => `<UploadId>${id.slice('<UploadId>'.length).toLowerCase()}`) ??
          '',
      })),
  },
  'bucket/located-elsewhere': {
    title: 'A bucket is said to be in another region.',
    rule: 'bucket/asked-about',
    wrapper: () => replying(['get-location'], (reply) => ({ ...reply, region: 'nowhere-1' })),
  },
});

export const SPELLINGS = defectsOf(['s3', 'oss'], {
  'wire/truth-in-capitals': {
    title: 'Listings write True and False.',
    rule: 'wire/shape/values',
    wrapper: () => rewriting(LISTS, /<IsTruncated>f/, '<IsTruncated>F'),
  },
  'wire/dates-without-a-zone': {
    title: 'Dates in listings do not say that they are in UTC.',
    rule: 'wire/shape/dates',
    wrapper: () => rewriting(LISTS, /(<(?:Initiated|LastModified)>[^<]*)Z/g, '$1'),
  },
  'wire/dates-without-milliseconds': {
    title: 'Dates in listings have whole seconds.',
    rule: 'wire/shape/milliseconds',
    wrapper: () => rewriting(LISTS, /(<(?:Initiated|LastModified)>[^<]*)\.\d+Z/g, '$1Z'),
  },
  'wire/documents-are-text': {
    title: 'Documents are sent as text/plain.',
    rule: 'wire/shape/content-type',
    wrapper: () =>
      writing((wire) =>
        wire.body === undefined ? wire : { ...wire, headers: { ...wire.headers, 'Content-Type': 'text/plain' } },
      ),
  },
  'wire/parts-are-answered-with-a-document': {
    title: 'The answer to a part has a document.',
    rule: 'wire/shape/no-body',
    wrapper: () => sending(['upload-part'], (wire) => ({ ...wire, body: '<UploadPartResult/>' })),
  },
  'wire/no-declaration': {
    title: 'Documents begin without the declaration of XML.',
    rule: 'wire/shape/declaration',
    wrapper: () =>
      writing((wire) =>
        wire.body === undefined ? wire : { ...wire, body: wire.body.replace(/^<\?xml[^>]*\?>\s*/, '') },
      ),
  },
  'wire/etag-before-bucket': {
    title: 'The elements of the answer to Complete stand in another order.',
    rule: 'wire/shape/order',
    wrapper: () => rewriting(['complete'], /(<Bucket>.*?<\/Bucket>)(.*?)(<ETag>[^<]*<\/ETag>)/s, '$3$2$1'),
  },
  'wire/elements-of-its-own': {
    title: 'The answer to Create has an element that nobody else has.',
    rule: 'wire/shape/other-elements',
    wrapper: () => rewriting(['create'], /<UploadId>/, '<Server>mock</Server><UploadId>'),
  },
  'list-parts/bare-etags': {
    title: 'ListParts shows entity tags without their quotes.',
    rule: 'wire/shape/etag',
    wrapper: () => rewriting(['list-parts'], /<ETag>(?:"|&quot;)(\w+)(?:"|&quot;)/g, '<ETag>$1'),
  },
});

export const OSS_SPELLINGS = defectsOf(['oss'], {
  'wire/head-refused-without-a-word': {
    title: 'The refusal of a HEAD has no document in x-oss-err.',
    rule: 'wire/shape/root',
    wrapper: () => refusing((wire) => withoutHeaders(wire, /^x-oss-err$/)),
  },
  'wire/namespace-of-old-samples': {
    title: 'Documents stand in the namespace that old samples show.',
    rule: 'wire/shape/namespace',
    wrapper: () => rewriting(LISTS, /(Result)>/, '$1 xmlns="http://doc.oss-cn-hangzhou.aliyuncs.com">'),
  },
  'complete/etag-in-the-header-only': {
    title: 'The document that answers Complete names no ETag.',
    rule: 'wire/shape/elements',
    wrapper: () => rewriting(['complete'], /<ETag>[^<]*<\/ETag>/, ''),
  },
  'upload-part/created': {
    title: 'A part that was stored is answered with 201.',
    rule: 'wire/shape/status',
    wrapper: () => sending(['upload-part'], (wire) => ({ ...wire, status: 201 })),
  },
  'upload-part/no-md5': {
    title: 'The answer to a part does not tell its MD5.',
    rule: 'wire/shape/headers',
    wrapper: () => sending(['upload-part'], (wire) => withoutHeaders(wire, /^content-md5$/i)),
  },
});
