import t from 'tap';
import type { Command, Op } from '../../engine/types.js';
import { isRefusal } from '../dialect.js';
import { wireRequest } from '../wire.test.fixture.js';
import { detect } from './detect.js';
import { bodyKind, parse } from './parse.js';
import { DOMAINS, policy } from './wire.test.fixture.js';

const LENGTH = { 'content-length': '5' };

function read(line: string, headers: Record<string, string> = {}, document = '') {
  const call = detect(wireRequest(line, headers), DOMAINS);
  return isRefusal(call) ? call : parse(call, Buffer.from(document), policy());
}

const fault = (result: ReturnType<typeof read>) => (isRefusal(result) ? result.fault : 'none');

t.test('numbers keep their text', (t) => {
  const cases: readonly [line: string, expected: object][] = [
    ['PUT /b/k?partNumber=7&uploadId=U', { number: { text: '7', value: 7 } }],
    ['PUT /b/k?partNumber=-1&uploadId=U', { number: { text: '-1', value: -1 } }],
    ['PUT /b/k?partNumber=007&uploadId=U', { number: { text: '007', value: 7 } }],
    ['PUT /b/k?partNumber=1.5&uploadId=U', { number: { text: '1.5', value: Number.NaN } }],
    ['PUT /b/k?partNumber=%201&uploadId=U', { number: { text: ' 1', value: Number.NaN } }],
    ['PUT /b/k?partNumber=&uploadId=U', { number: { text: '', value: Number.NaN } }],
    ['GET /b/k?uploadId=U', { max: undefined, marker: undefined }],
    ['GET /b/k?uploadId=U&max-parts=&part-number-marker=', { max: undefined, marker: undefined }],
    ['GET /b/k?uploadId=U&max-parts=0&part-number-marker=x', { max: { value: 0 }, marker: { value: Number.NaN } }],
    ['GET /b?uploads&max-uploads=2157483647', { max: { text: '2157483647', value: 2157483647 } }],
  ];
  for (const [line, expected] of cases) t.match(read(line, LENGTH), expected, line);
  t.end();
});

t.test('ranges of a read and of a copy', (t) => {
  const cases: readonly [text: string, read: unknown, copy: unknown][] = [
    ['bytes=0-8', { first: 0, last: 8 }, { first: 0, last: 8 }],
    ['bytes=5-5', { first: 5, last: 5 }, { first: 5, last: 5 }],
    ['bytes=1-', { first: 1, last: undefined }, null],
    ['bytes=-2', { first: undefined, last: 2 }, null],
    ['bytes=-0', { first: undefined, last: 0 }, null],
    ['bytes=1-0', null, null],
    ['bytes=-', null, null],
    ['bytes=-1-', null, null],
    ['bytes=0--1', null, null],
    ['bytes=0-1,3-4,7-9', null, null],
    ['bytes= 0-1', null, null],
    ['0-8', null, null],
    ['', null, null],
  ];
  for (const [text, ofRead, ofCopy] of cases) {
    const get = read('GET /b/k', { range: text });
    t.strictSame('range' in get ? get.range : undefined, { text, value: ofRead }, `Range: ${text}`);
    const headers = { 'x-amz-copy-source': 'src/k', 'x-amz-copy-source-range': text };
    const copy = read('PUT /b/k?partNumber=1&uploadId=U', headers);
    t.strictSame('range' in copy ? copy.range : undefined, { text, value: ofCopy }, `copy range: ${text}`);
  }
  t.notOk('range' in read('GET /b/k'));
  t.end();
});

t.test('copy sources', (t) => {
  const cases: readonly [text: string, expected: object | string][] = [
    ['src/k', { bucket: 'src', key: 'k' }],
    ['/src/a/b', { bucket: 'src', key: 'a/b' }],
    ['src%2Fa%20b', { bucket: 'src', key: 'a b' }],
    ['src/a+b', { bucket: 'src', key: 'a+b' }],
    ['src/k?versionId=v1', { bucket: 'src', key: 'k', versionId: 'v1' }],
    ['src/k%3FversionId=v1', { bucket: 'src', key: 'k?versionId=v1' }],
    ['src/k?versionId=', { bucket: 'src', key: 'k' }],
    ['src', 'copy-source-malformed'],
    ['src/', 'copy-source-malformed'],
    ['/src', 'copy-source-malformed'],
    ['', 'copy-source-malformed'],
    ['/', 'copy-source-malformed'],
    ['a/k', 'copy-source-bucket-malformed'],
    ['s rc/k', 'copy-source-bucket-malformed'],
    ['src/%zz', 'copy-source-encoding'],
    ['src/k?versionId=%', 'copy-source-encoding'],
  ];
  for (const [text, expected] of cases) {
    for (const line of ['PUT /b/k', 'PUT /b/k?partNumber=1&uploadId=U']) {
      const result = read(line, { 'x-amz-copy-source': text });
      if (typeof expected === 'string') t.equal(fault(result), expected, `${line} from ${text}`);
      else t.strictSame('source' in result && result.source, { conditions: {}, ...expected }, `${line} from ${text}`);
    }
  }
  t.end();
});

t.test('conditions', (t) => {
  const date = 'Sun, 01 Mar 2026 12:00:00 GMT';
  const all = { 'if-match': '"a"', 'if-none-match': '*', 'if-modified-since': date, 'if-unmodified-since': 'never' };
  const expected = { ifMatch: 'a', ifNoneMatch: '*', ifModifiedSince: 1772366400 };
  const get = read('GET /b/k', all);
  t.strictSame('conditions' in get && get.conditions, expected);
  const prefixed = Object.fromEntries(Object.entries(all).map(([name, value]) => [`x-amz-copy-source-${name}`, value]));
  const copy = read('PUT /b/k', { 'x-amz-copy-source': 'src/k', ...prefixed, 'if-match': 'other' });
  t.strictSame('source' in copy && copy.source.conditions, expected);
  t.end();
});

t.test('attributes', (t) => {
  const of = (headers: Record<string, string>) => {
    const result = read('POST /b/k?uploads', { 'content-length': '0', ...headers });
    return 'attributes' in result ? { ...result.attributes, metadata: { ...result.attributes.metadata } } : result;
  };
  t.strictSame(of({}), { headers: {}, metadata: {} }, 'the default type is not set here');
  const content = {
    'content-type': 'text/plain',
    'cache-control': 'no-cache',
    'content-disposition': 'inline',
    'content-language': 'en',
    'content-encoding': 'gzip',
    expires: 'soon',
    'x-amz-website-redirect-location': '/other',
  };
  t.strictSame(of({ ...content, 'x-amz-acl': 'private', 'x-amz-storage-class': 'GLACIER', 'x-amz-meta-a-b': 'c' }), {
    headers: content,
    metadata: { 'a-b': 'c' },
    storageClass: 'GLACIER',
  });
  const encodings: readonly [sent: string, kept: string | undefined][] = [
    ['aws-chunked', undefined],
    ['aws-chunked,gzip', 'gzip'],
    ['gzip, AWS-Chunked', 'gzip'],
    ['gzip, br', 'gzip, br'],
    ['', undefined],
  ];
  for (const [sent, kept] of encodings) {
    const headers = kept === undefined ? {} : { 'content-encoding': kept };
    t.strictSame(of({ 'content-encoding': sent }), { headers, metadata: {} }, `Content-Encoding: ${sent}`);
  }
  t.end();
});

t.test('lengths', (t) => {
  const streaming = {
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-decoded-content-length': '9',
  };
  const cases: readonly [headers: Record<string, string>, answer: number | undefined][] = [
    [{ 'content-length': '5' }, 5],
    [{ 'content-length': '0' }, 0],
    [{ 'content-length': '50', ...streaming }, 9],
    [streaming, 9],
    [{ 'content-length': '50', 'x-amz-decoded-content-length': '9' }, 50],
    [{ 'content-length': 'many' }, undefined],
    [{}, undefined],
  ];
  for (const [headers, answer] of cases) {
    for (const line of ['PUT /b/k', 'PUT /b/k?partNumber=1&uploadId=U']) {
      const result = read(line, headers);
      t.equal('length' in result ? result.length : fault(result), answer, `${line} ${JSON.stringify(headers)}`);
    }
  }
  t.end();
});

t.test('documents', (t) => {
  const part = '<Part><PartNumber>1</PartNumber><ETag>"a"</ETag></Part>';
  const list = (content: string) => `<CompleteMultipartUpload>${content}</CompleteMultipartUpload>`;
  const cases: readonly [line: string, document: string, answer: object | string][] = [
    ['POST /b/k?uploadId=U', '', { claims: [], bare: true, conditions: {} }],
    ['POST /b/k?uploadId=U', list(''), { claims: [], bare: false }],
    ['POST /b/k?uploadId=U', list(part), { uploadId: 'U', claims: [{ position: 1, etag: 'a' }], bare: false }],
    ['POST /b/k?uploadId=U', ' ', 'malformed-xml'],
    ['POST /b/k?uploadId=U', list('<Part/>'), 'malformed-xml'],
    ['PUT /b', '', { op: 'create-bucket', bucket: 'b' }],
    ['PUT /b', '<CreateBucketConfiguration><LocationConstraint>x</LocationConstraint></CreateBucketConfiguration>', {}],
    ['PUT /b', '<Other/>', 'malformed-xml'],
    ['PUT /b', 'text', 'malformed-xml'],
    [
      'PUT /b?versioning',
      '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>',
      { status: 'enabled' },
    ],
    [
      'PUT /b?versioning',
      '<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>',
      { status: 'suspended' },
    ],
    ['PUT /b?versioning', '<VersioningConfiguration><Status>Off</Status></VersioningConfiguration>', 'malformed-xml'],
    ['PUT /b?versioning', '', 'malformed-xml'],
    ['POST /b?delete', '<Delete><Object><Key>a</Key></Object></Delete>', { quiet: false, keys: [{ key: 'a' }] }],
    [
      'POST /b?delete',
      '<Delete><Quiet>true</Quiet><Object><Key>a&amp;b</Key><VersionId>v</VersionId></Object></Delete>',
      { quiet: true, keys: [{ key: 'a&b', versionId: 'v' }] },
    ],
    ['POST /b?delete', '<Delete></Delete>', 'malformed-xml'],
    ['POST /b?delete', '<Delete><Object/></Delete>', 'malformed-xml'],
    ['POST /b?delete', `<Delete>${'<Object><Key>a</Key></Object>'.repeat(1000)}</Delete>`, {}],
    ['POST /b?delete', `<Delete>${'<Object><Key>a</Key></Object>'.repeat(1001)}</Delete>`, 'malformed-xml'],
  ];
  for (const [line, document, answer] of cases) {
    const result = read(line, LENGTH, document);
    const name = `${line} ${document.slice(0, 80)}`;
    if (typeof answer === 'string') t.equal(fault(result), answer, name);
    else t.match({ fault: fault(result), ...result }, { fault: 'none', ...answer }, name);
  }
  t.end();
});

t.test('listings', (t) => {
  const cases: readonly [line: string, answer: object | string][] = [
    ['GET /b?uploads', { prefix: '', prefixGiven: false, delimiter: '', encodingUrl: false, max: undefined }],
    [
      'GET /b?uploads&prefix=&key-marker=k&upload-id-marker=u',
      { prefixGiven: true, keyMarker: 'k', uploadMarker: 'u' },
    ],
    ['GET /b?uploads&encoding-type=url', { encodingUrl: true }],
    ['GET /b?uploads&encoding-type=', 'encoding-type-invalid'],
    ['GET /b?uploads&encoding-type=URL', 'encoding-type-invalid'],
    ['GET /b?marker=m&start-after=s', { edition: 1, after: 'm', continuation: undefined, fetchOwner: false }],
    ['GET /b?list-type=2&marker=m&start-after=s&fetch-owner=true', { edition: 2, after: 's', fetchOwner: true }],
    ['GET /b?list-type=2&continuation-token=YS_DvA', { continuation: 'a/ü' }],
    ['GET /b?list-type=2&continuation-token=', 'invalid-argument'],
    ['GET /b?list-type=2&continuation-token=%21', 'invalid-argument'],
    ['GET /b?encoding-type=x', 'encoding-type-invalid'],
    [
      'GET /b?versions&key-marker=k&version-id-marker=v&max-keys=3',
      { keyMarker: 'k', versionMarker: 'v', max: { value: 3 } },
    ],
    ['GET /b?versions&encoding-type=x', 'encoding-type-invalid'],
  ];
  for (const [line, answer] of cases) {
    const result = read(line);
    if (typeof answer === 'string') t.equal(fault(result), answer, line);
    else t.match(result, answer, line);
  }
  t.end();
});

t.test('other requests', (t) => {
  const wanted = { 'x-amz-object-attributes': 'ETag, ObjectParts', 'x-amz-max-parts': '2' };
  t.match(read('GET /b/k?attributes', wanted), { wanted: ['ETag', 'ObjectParts'], maxParts: { value: 2 } });
  t.equal(fault(read('GET /b/k?attributes')), 'invalid-request');
  t.equal(fault(read('GET /b/k?attributes', { 'x-amz-object-attributes': 'Etag' })), 'invalid-argument');
  const overridden = read('GET /b/k?response-content-type=a%2Fb&response-expires=x&versionId=v&partNumber=2');
  const overrides = { 'content-type': 'a/b', expires: 'x' };
  t.match(overridden, { op: 'get-object', overrides, versionId: 'v', partNumber: { value: 2 } });
  t.match(read('HEAD /b/k'), { op: 'head-object', overrides: {} });
  const source = { 'x-amz-copy-source': 'src/k' };
  t.match(read('PUT /b/k', source), { replace: false });
  t.match(read('PUT /b/k', { ...source, 'x-amz-metadata-directive': 'REPLACE' }), { replace: true });
  t.equal(fault(read('PUT /b/k', { ...source, 'x-amz-metadata-directive': 'MOVE' })), 'invalid-argument');
  t.match(read('DELETE /b/k?versionId=v'), { op: 'delete-object', versionId: 'v' });
  t.match(read('DELETE /b/k?uploadId=U'), { op: 'abort', uploadId: 'U' });
  const plain: readonly [string, Command][] = [
    ['GET /', { op: 'list-buckets' }],
    ['DELETE /b', { op: 'delete-bucket', bucket: 'b' }],
    ['HEAD /b', { op: 'head-bucket', bucket: 'b' }],
    ['GET /b?location', { op: 'get-location', bucket: 'b' }],
    ['GET /b?versioning', { op: 'get-versioning', bucket: 'b' }],
    ['GET /b?lifecycle', { op: 'get-lifecycle', bucket: 'b' }],
    ['DELETE /b?lifecycle', { op: 'delete-lifecycle', bucket: 'b' }],
  ];
  for (const [line, command] of plain) t.strictSame(read(line), command, line);
  t.end();
});

t.test('body kinds', (t) => {
  const cases: readonly [Op, string][] = [
    ['put-object', 'stream'],
    ['upload-part', 'stream'],
    ['upload-part-copy', 'none'],
    ['complete', 'document'],
    ['delete-objects', 'document'],
    ['create-bucket', 'document'],
    ['put-versioning', 'document'],
    ['put-lifecycle', 'document'],
    ['create', 'none'],
    ['get-object', 'none'],
  ];
  for (const [op, kind] of cases) t.equal(bodyKind(op), kind, op);
  t.end();
});
