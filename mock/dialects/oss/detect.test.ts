import t from 'tap';
import { isRefusal, type WireRequest } from '../dialect.js';
import { detect } from './detect.js';

const HOSTS = { domains: ['localhost'], bound: new Map([['static.example', 'bound']]) };

function found(line: string, headers: Record<string, string> = {}): string {
  const [method = '', target = ''] = line.split(' ');
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const request: WireRequest = { method, path, query, headers: { host: '127.0.0.1', ...headers }, rawHeaders: [] };
  const call = detect(request, HOSTS);
  return isRefusal(call)
    ? `refused ${call.fault}`
    : `${call.op} ${call.bucket}${call.key === '' ? '' : ` ${call.key}`}`;
}

const copy = { 'x-oss-copy-source': '/b/s' };

t.test('operations, as the reference and ali-oss write them', async (t) => {
  const cases: readonly (readonly [line: string, answer: string, headers?: Record<string, string>])[] = [
    ['GET /', 'list-buckets '],
    ['PUT /b', 'create-bucket b'],
    ['GET /b/?uploads', 'list-uploads b'],
    ['GET /b?bucketInfo', 'head-bucket b'],
    ['GET /b?list-type=2', 'list-objects b'],
    ['POST /b/?delete', 'delete-objects b'],
    ['POST /b/k?uploads=', 'create b k'],
    ['POST /b/k?uploads&sequential', 'create b k'],
    ['PUT /b/k?partNumber=1&uploadId=U', 'upload-part b k'],
    ['PUT /b/k?partNumber=1&uploadId=U', 'upload-part-copy b k', copy],
    ['POST /b/k?uploadId=U&encoding-type=url', 'complete b k'],
    ['DELETE /b/k?uploadId=U', 'abort b k'],
    ['GET /b/k?uploadId=U', 'list-parts b k'],
    ['HEAD /b/k?objectMeta=', 'head-object b k'],
    ['PUT /b/k', 'copy-object b k', copy],
    ['GET /b/k?acl', 'get-acl b k'],
    ['PUT /b?lifecycle', 'put-lifecycle b'],
    ['PUT /b/k?partNumber=1', 'refused part-number-without-upload'],
    ['PUT /b/k?uploadId=U', 'refused upload-without-part-number'],
    ['PUT /b/k?symlink', 'refused not-implemented'],
    ['PATCH /b/k', 'refused method-not-allowed'],
    ['GET /b/%ff', 'refused invalid-object-name'],
  ];
  for (const [line, answer, headers] of cases) t.equal(found(line, headers), answer, line);
});

t.test('the bucket in the host, in the path, or in neither (OSS-199 to OSS-206)', async (t) => {
  const cases = [
    ['GET /k', 'b.oss-cn-hangzhou.aliyuncs.com', 'get-object b k'],
    ['GET /b/k', 'b.oss-cn-hangzhou.aliyuncs.com', 'get-object b b/k'],
    ['GET /', '.oss-cn-hangzhou.aliyuncs.com', 'list-buckets '],
    ['GET /b/k', 'oss-cn-hangzhou.aliyuncs.com', 'refused path-style-refused'],
    ['GET /k', 'b.localhost:9000', 'get-object b k'],
    ['GET /b/k', 'localhost:9000', 'get-object b k'],
    ['GET /k', 'static.example:80', 'get-object bound k'],
  ] as const;
  for (const [line, host, answer] of cases) t.equal(found(line, { host }), answer, `${line} at ${host}`);
});
