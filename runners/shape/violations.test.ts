/**
 * Every aspect of every kind of answer is seen to fail: an answer made from the shape itself is right, and becomes wrong in just
 * the one aspect that is mangled.
 */
import t from 'tap';
import { readProfile } from '../../suites/reader/profile.js';
import type { Answer } from '../drivers/speech.js';
import { profileContext } from '../plan.js';
import { readSuite } from '../suite.js';
import { operationsOf } from './log.js';
import { ASPECTS, type Aspect, type DocumentLine, type Elements, type Form, type Shape, settled } from './read.js';
import { ERROR, EVERY, judgeAnswer } from './violations.js';

const suite = readSuite();
const SHAPES = ['aws-s3', 'aliyun-oss'].map((name) => {
  const profile = readProfile(name);
  return settled(suite.shapes[profile.dialect]!, profileContext(profile));
});
const [shape, oss] = SHAPES as [Shape, Shape];

const SAMPLES: Readonly<Record<Form, string>> = {
  etag: '"9bb58f26192e4ba00f01e2e7b136bbd8"',
  'bare-etag': '9bb58f26192e4ba00f01e2e7b136bbd8',
  'iso-date': '2026-11-21T10:00:00.000Z',
  'http-date': 'Sat, 21 Nov 2026 10:00:00 GMT',
  integer: '7',
  boolean: 'false',
};
const sample = (form: Form | undefined): string => (form === undefined ? 'text' : SAMPLES[form]);

/** Everything that may be there, each once. */
function elementsOf(lines: Elements): string {
  return Object.entries(lines)
    .map(([name, { is, elements }]) => `<${name}>${elements ? elementsOf(elements) : sample(is)}</${name}>`)
    .join('');
}

function documentOf({ root, namespace, elements }: DocumentLine, common = shape.namespace): string {
  const uri = namespace === 'any' ? '' : (namespace ?? common);
  const attribute = uri === '' ? '' : ` xmlns="${uri}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root[0]}${attribute}>${elementsOf(elements)}</${root[0]}>`;
}

/** An answer as it should be. */
function right(shape: Shape, as: string): Answer & { readonly method: string } {
  const line = shape.operations[as];
  const document = as === ERROR ? shape.error : line?.document;
  const headers = Object.entries({ ...shape.every, ...line?.headers }).map(
    ([name, { is }]) => [name, sample(is)] as const,
  );
  const method = line?.request.method ?? 'GET';
  const status = as === ERROR ? 404 : (line?.status?.[0] ?? (method === 'DELETE' ? 204 : 200));
  if (!document) return { method, status, headers, body: Buffer.alloc(0) };
  const body = Buffer.from(documentOf(document, shape.namespace));
  return { method, status, headers: [...headers, ['content-type', 'application/xml; charset=utf-8']], body };
}

const judge = (shape: Shape, as: string, { method, ...answer }: Answer & { readonly method: string }) =>
  judgeAnswer(shape, as === ERROR || as === EVERY ? 'abort' : as, method, answer)
    .filter((one) => one.as === as)
    .flatMap(({ violations }) => violations);

type Mangle = (answer: Answer, as: string, shape: Shape) => Partial<Answer>;

const text = (change: (body: string) => string): Mangle => {
  return ({ body }) => ({ body: Buffer.from(change(body.toString())) });
};
/** Changes the first text of these forms, in the document or else in the headers. */
const written = (forms: readonly Form[], wrong: string): Mangle => {
  return ({ body, headers }) => {
    const samples = forms.map((form) => SAMPLES[form]);
    const old = samples.find((one) => body.includes(`>${one}<`));
    if (old !== undefined) return { body: Buffer.from(body.toString().replace(`>${old}<`, `>${wrong}<`)) };
    const other = samples.find((one) => headers.some(([, value]) => value === one));
    return { headers: headers.map(([name, value]) => [name, value === other ? wrong : value] as const) };
  };
};
const withHeader = (name: string, value: string): Mangle => {
  return ({ headers }) => ({ headers: [...headers.filter(([own]) => own !== name), [name, value]] });
};

const MANGLED: Readonly<Record<Aspect, Mangle>> = {
  status: () => ({ status: 202 }),
  root: text((body) => body.replace(/<(\w+)([^<]*)>(.*)<\/\w+>$/s, '<Surprise$2>$3</Surprise>')),
  namespace: text((body) =>
    body.includes('xmlns') ? body.replace('2006-03-01', '2006-03-02') : body.replace(/<(\w+)>/, '<$1 xmlns="urn:x">'),
  ),
  elements: (answer, as, shape) => {
    const lines = (as === ERROR ? shape.error : shape.operations[as]!.document!).elements;
    const once = Object.entries(lines).find(([, { count }]) => count !== 'any');
    const all = answer.body.toString();
    if (once) return { body: Buffer.from(all.replace(new RegExp(`<${once[0]}>.*?</${once[0]}>`, 's'), '$&$&')) };
    const [name, { elements = {} }] = Object.entries(lines)[0]!;
    return { body: Buffer.from(all.replace(`<${name}>`, `<${name}><${Object.keys(elements)[0]}/>`)) };
  },
  'other-elements': text((body) => body.replace(/<\/\w+>$/, '<Surprise/>$&')),
  order: (answer, as, shape) => {
    const [first, second] = (as === ERROR ? shape.error : shape.operations[as]!.document!).order!;
    const swap = new RegExp(`(<${first}>.*?</${first}>)(<${second}>.*?</${second}>)`, 's');
    return text((body) => body.replace(swap, '$2$1'))(answer, as, shape);
  },
  values: written(['integer', 'boolean'], 'seven'),
  etag: (answer, as, shape) =>
    (as === 'attributes' ? written(['bare-etag'], '"x"') : written(['etag'], 'x'))(answer, as, shape),
  dates: written(['iso-date', 'http-date'], '2026-11-21 10:00'),
  milliseconds: written(['iso-date'], '2026-11-21T10:00:00Z'),
  headers: ({ headers }, as, shape) => {
    const own = Object.keys(as === EVERY ? shape.every : shape.operations[as]!.headers!)[0];
    return { headers: headers.filter(([name]) => name !== own) };
  },
  'content-type': withHeader('content-type', 'text/html'),
  declaration: text((body) => body.replace(/^<\?xml.*\?>\n/, '')),
  'no-body': (_, as) => (as === EVERY ? { status: 204, surplus: true } : { status: 200, body: Buffer.from('x') }),
};

t.test('each aspect of each kind of answer', async (t) => {
  for (const shape of SHAPES) {
    for (const aspect of ASPECTS) {
      const kinds = operationsOf(shape, aspect);
      const asked = suite.rules.find((rule) => rule.shape === aspect)?.dialects.includes(shape.dialect);
      t.equal(kinds.length > 0, asked, `${shape.dialect}: ${aspect} is looked at where its rule says so`);
      for (const as of kinds) {
        const answer = right(shape, as);
        const says = `${shape.dialect} ${as}`;
        t.strictSame(judge(shape, as, answer), [], `${says} as it should be`);
        const seen = judge(shape, as, { ...answer, ...MANGLED[aspect](answer, as, shape) });
        // A 204 cannot have a body, so that it gets another status with it.
        const other = aspect === 'no-body' && shape.operations[as]?.status?.includes(200) === false ? ['status'] : [];
        t.strictSame([...new Set(seen.map((one) => one.aspect))], [...other, aspect], `${says} with a wrong ${aspect}`);
      }
    }
  }
});

t.test('every aspect is a rule, and every rule of that kind an aspect', async (t) => {
  const rules = suite.rules.flatMap(({ id, shape }) => (shape === undefined ? [] : [[id, shape]]));
  t.strictSame(rules.sort(), ASPECTS.map((aspect) => [`wire/shape/${aspect}`, aspect]).sort());
});

const COMMON = Object.entries(shape.every).map(([name, { is }]) => [name, sample(is)] as const);
const of = (status: number, body = '', more: readonly (readonly [string, string])[] = []): Answer => ({
  status,
  headers: [...COMMON, ...more],
  body: Buffer.from(body),
});
const XML = ['content-type', 'application/xml'] as const;
const PROLOG = '<?xml version="1.0" encoding="UTF-8"?>';
const FAILED = `${PROLOG}<Error><Code>InternalError</Code><Message>m</Message><RequestId>r</RequestId><HostId>h</HostId></Error>`;
const LISTED = documentOf(shape.operations.list!.document!);

t.test('what tells one from the other', async (t) => {
  const rows: readonly (readonly [string, string | undefined, string, Answer, readonly string[]])[] = [
    // says, operation, method, answer, [kind: aspect what]
    ['a failure under 200', 'complete', 'POST', of(200, FAILED, [XML]), []],
    ['with white space before it', 'complete', 'POST', of(200, `  \n${FAILED}`, [XML]), []],
    ['a body that happens to be XML', 'get', 'GET', of(200, FAILED), ['get: headers the header etag', 'get: headers the header last-modified', 'get: headers the header content-length']],
    ['a page for people', 'create', 'POST', of(500, '<html><br></html>', [XML]), ['error: root the document']],
    ['an error of no words', 'create', 'POST', of(403), ['error: root the document']],
    ['an error after HEAD', 'head', 'HEAD', of(404), []],
    ['nothing new', 'get', 'GET', of(304), []],
    ['a 204 that tells a length', 'abort', 'DELETE', of(204, '', [['content-length', '5']]), ['every: no-body the body of a 204']],
    ['a 204 that tells a length of nothing', 'abort', 'DELETE', of(204, '', [['content-length', '0']]), []],
    ['a 204 in chunks', 'abort', 'DELETE', of(204, '', [['transfer-encoding', 'chunked']]), ['every: no-body the body of a 204']],
    ['a 200 for Abort, with words', 'abort', 'DELETE', of(200, 'done'), ['abort: no-body the body of a success']],
    ['an id twice', 'abort', 'DELETE', of(204, '', [['x-amz-request-id', 'r']]), ['every: headers the header x-amz-request-id']],
    ['an unknown operation', undefined, 'GET', of(200, '<Anything/>'), []],
    ['quotes as entities', 'list', 'GET', of(200, LISTED.replaceAll('"9', '&#34;9').replaceAll('8"<', '8&quot;<'), [XML]), []],
    ['a document that breaks off', 'list', 'GET', of(200, LISTED.slice(0, -5), [XML]), ['list: root the document']],
    ['a nested surprise', 'list', 'GET', of(200, LISTED.replace('<Owner>', '<Owner><Name/>'), [XML]), ['list: other-elements Contents/Owner/Name']],
    ['a nested gap', 'list', 'GET', of(200, LISTED.replace('<Size>7</Size>', ''), [XML]), ['list: elements Contents/Size']],
    ['a checksum', 'list', 'GET', of(200, LISTED.replace('<Size>', '<ChecksumType/><Size>'), [XML]), []],
  ]; // biome-ignore format: a table is read by its rows
  for (const [says, operation, method, answer, wrong] of rows) {
    const judged = judgeAnswer(shape, operation, method, answer);
    const seen = judged.flatMap(({ as, violations }) =>
      violations.map(({ aspect, what }) => `${as}: ${aspect} ${what}`),
    );
    t.strictSame(seen, wrong, says);
  }
});

t.test('where OSS has its errors', async (t) => {
  const inner = '<Code>c</Code><Message>m</Message><RequestId>r</RequestId><HostId>h</HostId>';
  const failed = `${PROLOG}<Error>${inner}</Error>`;
  const hidden = (document: string) => ['x-oss-err', Buffer.from(document).toString('base64')] as const;
  const common = Object.entries(oss.every).map(([name, { is }]) => [name, sample(is)] as const);
  const rows: readonly (readonly [string, string | undefined, string, Answer, readonly string[]])[] = [
    ['in a header', 'head', 'HEAD', of(404, '', [hidden(failed)]), []],
    ['nowhere', 'head', 'HEAD', of(404), ['error: root the header x-oss-err']],
    ['in a header, and no document', 'head', 'HEAD', of(404, '', [['x-oss-err', 'oops']]), ['error: root the document']],
    ['in a header, without its code', 'head', 'HEAD', of(404, '', [hidden(failed.replace(/<Code>.*<.Code>/, ''))]), ['error: elements Code']],
    ['nothing new', 'head', 'HEAD', of(304), []],
    ['a callback that failed', 'complete', 'POST', of(203, failed, [XML]), []],
    ['a callback that failed, whatever was asked', undefined, 'POST', of(203, failed.replace('HostId>h</HostId', 'EC/'), [XML]), ['error: elements HostId']],
    ['a callback that failed without words', 'complete', 'POST', of(203), ['error: root the document']],
    ['quiet', 'delete-many', 'POST', of(200), []],
    ['quiet, but for a word', 'delete-many', 'POST', of(200, 'done', [XML]), ['delete-many: root the document']],
  ]; // biome-ignore format: a table is read by its rows
  for (const [says, operation, method, answer, wrong] of rows) {
    const headers = [...common, ...answer.headers.slice(COMMON.length)];
    const seen = judgeAnswer(oss, operation, method, { ...answer, headers }).flatMap(({ as, violations }) =>
      violations.map(({ aspect, what }) => `${as}: ${aspect} ${what}`),
    );
    t.strictSame(seen, wrong, says);
  }
});

t.test('what a profile does not promise may be left out, and may be there', async (t) => {
  const yandex = settled(suite.shapes.s3!, profileContext(readProfile('yandex')));
  const error = (inner: string) => of(404, `${PROLOG}<Error><Code>c</Code><Message>m</Message>${inner}</Error>`, [XML]);
  const wrong = (answer: Answer) =>
    judgeAnswer(yandex, 'create', 'POST', answer).flatMap(({ violations }) => violations.map(({ what }) => what));
  t.strictSame(wrong(error('<Resource>/</Resource><RequestId>r</RequestId>')), []);
  t.strictSame(wrong(error('<Resource>/</Resource><RequestId>r</RequestId><HostId>h</HostId>')), []);
  t.strictSame(wrong(error('<RequestId>r</RequestId><HostId>h</HostId>')), ['Resource']);
  const copied = of(200, documentOf(yandex.operations['copy-part']!.document!), [XML]);
  t.strictSame(
    judgeAnswer(yandex, 'copy-part', 'PUT', copied).flatMap(({ violations }) => violations),
    [],
  );
  t.match(judgeAnswer(shape, 'copy-part', 'PUT', copied)[1], {
    violations: [{ aspect: 'root', expected: 'CopyPartResult', actual: 'CopyObjectResult' }],
  });
});
