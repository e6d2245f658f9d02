import t from 'tap';
import { isRefusal } from '../dialect.js';
import { wireRequest } from '../wire.test.fixture.js';
import { detect } from './detect.js';
import { DOMAINS } from './wire.test.fixture.js';

const copy = { 'x-amz-copy-source': '/src/key' };

t.test('operations', (t) => {
  const cases: readonly [line: string, answer: string, headers?: Record<string, string>][] = [
    // As the API reference writes them.
    ['GET /', 'list-buckets'],
    ['PUT /b', 'create-bucket'],
    ['PUT /b/', 'create-bucket'],
    ['HEAD /b', 'head-bucket'],
    ['DELETE /b', 'delete-bucket'],
    ['GET /b', 'list-objects'],
    ['GET /b?list-type=2&prefix=a%2F', 'list-objects'],
    ['GET /b?versions', 'list-versions'],
    ['GET /b?location', 'get-location'],
    ['GET /b?versioning', 'get-versioning'],
    ['PUT /b?versioning', 'put-versioning'],
    ['PUT /b?lifecycle', 'put-lifecycle'],
    ['GET /b?lifecycle', 'get-lifecycle'],
    ['DELETE /b?lifecycle', 'delete-lifecycle'],
    ['POST /b?delete', 'delete-objects'],
    ['GET /b?uploads', 'list-uploads'],
    ['GET /b/?uploads=&delimiter=/', 'list-uploads'],
    ['POST /b/k?uploads', 'create'],
    ['POST /b/k?uploads=', 'create'],
    ['POST /b/k?uploads&x-id=CreateMultipartUpload', 'create'],
    ['PUT /b/k?partNumber=1&uploadId=U', 'upload-part'],
    ['PUT /b/k?uploadId=U&partNumber=1&x-id=UploadPart', 'upload-part'],
    ['PUT /b/k?partNumber=1&uploadId=U', 'upload-part-copy', copy],
    ['POST /b/k?uploadId=U', 'complete'],
    ['DELETE /b/k?uploadId=U', 'abort'],
    ['GET /b/k?uploadId=U&max-parts=2', 'list-parts'],
    ['GET /b/k', 'get-object'],
    ['GET /b/k?partNumber=1', 'get-object'],
    ['GET /b/k?versionId=null', 'get-object'],
    ['GET /b/k?attributes', 'get-attributes'],
    ['HEAD /b/k?partNumber=2', 'head-object'],
    ['GET /b/k?tagging&versionId=v', 'get-tagging'],
    ['PUT /b/k?tagging', 'put-tagging'],
    ['DELETE /b/k?tagging', 'delete-tagging'],
    ['GET /b/k?acl', 'get-acl'],
    ['GET /b/k?retention', 'get-retention'],
    ['PUT /b/k?retention', 'put-retention'],
    ['GET /b/k?legal-hold', 'get-legal-hold'],
    ['PUT /b/k?legal-hold', 'put-legal-hold'],
    ['PUT /b/k', 'put-object'],
    ['PUT /b/k', 'copy-object', copy],
    ['DELETE /b/k?versionId=V', 'delete-object'],
    ['GET /b/k?X-Amz-Signature=00&X-Amz-Date=x', 'get-object'],
    // Query names are case-sensitive (S3-048).
    ['PUT /b/k?PartNumber=1&UploadId=U', 'put-object'],
    ['POST /b/k?Uploads', 'method-not-allowed'],
    ['PUT /b/k?partNumber=1&uploadID=U', 'part-number-without-upload'],
    // Where S3 has an answer of its own.
    ['PUT /b/k?partNumber=1', 'part-number-without-upload'],
    ['PUT /b/k?partNumber=1', 'part-number-without-upload', copy],
    ['PUT /b/k?uploadId=U', 'upload-without-part-number'],
    ['GET /b/k?uploads', 'key-not-expected'],
    ['POST /b/k', 'method-not-allowed'],
    ['POST /b/k?upload', 'method-not-allowed'],
    ['PATCH /b/k', 'method-not-allowed'],
    ['PUT /', 'method-not-allowed'],
    ['POST /b', 'method-not-allowed'],
    // What this mock does not have must not pass for the plain request.
    ['PUT /b/k?acl', 'not-implemented'],
    ['GET /b/k?torrent', 'not-implemented'],
    ['DELETE /b/k?retention', 'not-implemented'],
    ['PUT /b?policyStatus', 'not-implemented'],
    ['GET /b?logging', 'not-implemented'],
    ['PUT /b?cors', 'not-implemented'],
    ['POST /b/k?restore', 'not-implemented'],
    // Encodings that cannot be undone.
    ['GET /b/%zz', 'invalid-uri'],
    ['GET /b/%ff', 'invalid-uri'],
    ['GET /b/\u00ff', 'invalid-uri'],
    ['GET /b/k?versionId=%e0', 'invalid-uri'],
  ];
  for (const [line, answer, headers] of cases) {
    const found = detect(wireRequest(line, headers), DOMAINS);
    t.equal(isRefusal(found) ? found.fault : found.op, answer, headers ? `${line} with copy source` : line);
    if (isRefusal(found)) t.match(found.rule, /^wire\//);
  }
  t.end();
});

t.test('addresses', (t) => {
  const cases: readonly [host: string | undefined, path: string, bucket: string, key: string, virtual: boolean][] = [
    ['127.0.0.1:9000', '/b/k', 'b', 'k', false],
    ['[::1]:9000', '/b/k', 'b', 'k', false],
    [undefined, '/b/k', 'b', 'k', false],
    ['localhost:9000', '/b/k', 'b', 'k', false],
    ['s3.localhost', '/b/k', 'b', 'k', false],
    ['b.s3.localhost:9000', '/k', 'b', 'k', true],
    ['B.S3.Localhost', '/k', 'b', 'k', true],
    ['b.localhost:9000', '/x/k', 'b', 'x/k', true],
    ['b.c.s3.localhost', '/k', 'b.c', 'k', true],
    ['b.s3.localhost', '/', 'b', '', true],
    ['notlocalhost', '/b/k', 'b', 'k', false],
    ['.localhost', '/b/k', 'b', 'k', false],
    ['example.com', '/b/k', 'b', 'k', false],
    ['127.0.0.1', '/b/a%20b%2Fc+d%C3%BC', 'b', 'a b/c+dü', false],
    ['127.0.0.1', `/b/${Buffer.from('日本 ü%20').toString('latin1')}`, 'b', '日本 ü ', false],
    ['127.0.0.1', '/b//k', 'b', '/k', false],
    ['127.0.0.1', '/b/k/', 'b', 'k/', false],
    ['127.0.0.1', '/b', 'b', '', false],
    ['127.0.0.1', '/', '', '', false],
  ];
  for (const [host, path, bucket, key, virtualHost] of cases) {
    const request = wireRequest(`GET ${path}`);
    const found = detect({ ...request, headers: { host } }, DOMAINS);
    t.match(found, { bucket, key, virtualHost }, `${host}${path}`);
  }
  t.end();
});

t.test('query values are decoded, and the first of a repeated name wins', (t) => {
  const found = detect(wireRequest('GET /b?prefix=a%2Fb+c&prefix=no&&delimiter=&flag&a=b=c'), DOMAINS);
  const expected = [
    ['prefix', 'a/b c'],
    ['delimiter', ''],
    ['flag', ''],
    ['a', 'b=c'],
  ];
  t.same(isRefusal(found) ? [] : [...found.query], expected);
  t.end();
});

t.test('an unknown request is told what it may have meant', (t) => {
  const cases: readonly [line: string, near: RegExp][] = [
    ['POST /b/k?upload', /^create: POST \/\{bucket\}\/\{key\}\?uploads$/],
    ['POST /b/k?uploadid=U', /complete: POST/],
    ['POST /b', /^delete-objects: /],
    ['PUT /b/k?partNumber=1', /^upload-part: /],
  ];
  for (const [line, near] of cases) t.match(detect(wireRequest(line), DOMAINS), { detail: { near } }, line);
  t.end();
});
