/** Glacier's requests and answers by table: which operation, what it says, who signed it, and how it is answered. */
import t from 'tap';
import { readProfile } from '../../../suites/reader/profile.js';
import type { Identity, Instant, Refusal, Reply, UploadId } from '../../engine/types.js';
import { policyOf } from '../../policy.js';
import { type AuthOptions, isRefusal, type RenderContext, type WireRequest } from '../dialect.js';
import { wireRequest } from '../wire.test.fixture.js';
import { authenticate } from './auth.js';
import { bodyPlan } from './body.js';
import { detect } from './detect.js';
import { parse } from './parse.js';
import { refuse, render } from './render.js';

const policy = policyOf(readProfile('aws-glacier'));
const upload = '/-/vaults/v/multipart-uploads/U';

t.test('operations (GLA-001, GLA-003)', async (t) => {
  const cases: readonly [line: string, op: string, key?: string][] = [
    ['GET /-/vaults', 'list-vaults'],
    ['GET /123456789012/vaults?limit=5', 'list-vaults'],
    ['PUT /-/vaults/v', 'create-vault'],
    ['GET /-/vaults/v', 'describe-vault'],
    ['DELETE /-/vaults/v', 'delete-vault'],
    ['POST /-/vaults/v/archives', 'put-archive'],
    ['DELETE /-/vaults/v/archives/A', 'delete-archive', 'A'],
    ['POST /-/vaults/v/multipart-uploads', 'open-archive'],
    ['GET /-/vaults/v/multipart-uploads', 'list-open-archives'],
    [`PUT ${upload}`, 'put-range', 'U'],
    [`POST ${upload}`, 'join-archive', 'U'],
    [`DELETE ${upload}`, 'drop-archive', 'U'],
    [`GET ${upload}?limit=5&marker=m`, 'list-ranges', 'U'],
    ['POST /-/vaults/v/jobs', 'start-job'],
    ['GET /-/vaults/v/jobs', 'list-jobs'],
    ['GET /-/vaults/v/jobs/J', 'describe-job', 'J'],
    ['GET /-/vaults/v/jobs/J/output', 'job-output', 'J'],
  ];
  for (const [line, op, key = ''] of cases) {
    const call = detect(wireRequest(line));
    t.match(call, { op, key }, line);
    if (op !== 'list-vaults') t.match(call, { bucket: 'v' }, line);
  }
  for (const line of ['GET /', 'GET /v', 'PATCH /-/vaults/v', 'PUT /-/vaults', `HEAD ${upload}`, 'GET /-/vaults//jobs'])
    t.match(detect(wireRequest(line)), { rule: 'wire/unknown-operation' }, line);
  t.match(detect(wireRequest(`PATCH ${upload}`)), { detail: { near: /PUT put-range, POST join-archive/ } });
  t.match(detect(wireRequest('GET /-/vaults/%ff')), { rule: 'wire/uri-encoding' });
});

const parsed = (line: string, headers: Record<string, string> = {}, document = '') => {
  const call = detect(wireRequest(line, headers));
  return isRefusal(call) ? call : parse(call, Buffer.from(document));
};

t.test('what a request says', async (t) => {
  const cases: readonly [string, Record<string, string>, string, object][] = [
    [
      'POST /-/vaults/v/multipart-uploads',
      { 'x-amz-part-size': '1048576', 'x-amz-archive-description': '  d' },
      '',
      { partSize: { value: 1048576 }, description: 'd' },
    ],
    ['POST /-/vaults/v/multipart-uploads', {}, '', { partSize: undefined, description: undefined }],
    [
      `PUT ${upload}`,
      { 'content-range': 'bytes 0-99/*', 'content-length': '100', 'x-amz-sha256-tree-hash': 'aa' },
      '',
      { range: { value: { first: 0, last: 99 } }, length: 100, treeHash: 'aa' },
    ],
    [`PUT ${upload}`, { 'content-range': 'bytes=0-99/*' }, '', { range: { text: 'bytes=0-99/*', value: null } }],
    [`PUT ${upload}`, {}, '', { range: undefined }],
    [`POST ${upload}`, { 'x-amz-archive-size': '42949672960000' }, '', { size: { value: 42949672960000 } }],
    [`GET ${upload}?limit=5&marker=`, {}, '', { limit: { value: 5 }, marker: undefined }],
    [
      'POST /-/vaults/v/jobs',
      {},
      '{"Type":"archive-retrieval","ArchiveId":"A","Tier":null}',
      { type: 'archive-retrieval', archiveId: 'A', tier: undefined },
    ],
    ['POST /-/vaults/v/jobs', {}, '{"jobParameters":{"Type":"inventory-retrieval"}}', { type: 'inventory-retrieval' }],
    [
      'POST /-/vaults/v/jobs',
      {},
      '{"Type":"archive-retrieval","RetrievalByteRange":"0-9"}',
      { range: { value: { first: 0, last: 9 } } },
    ],
    ['POST /-/vaults/v/jobs', {}, '[]', { rule: 'job/body' }],
    ['POST /-/vaults/v/jobs', {}, '{', { rule: 'job/body' }],
    ['GET /-/vaults/v/jobs?statuscode=Failed&completed=false', {}, '', { status: 'Failed', completed: 'false' }],
    ['GET /-/vaults/v/jobs/J/output', { range: 'bytes=0-9' }, '', { range: { value: { first: 0, last: 9 } } }],
    ['GET /123456789012/vaults/v', {}, '', { account: '123456789012' }],
  ];
  for (const [line, headers, document, wanted] of cases)
    t.match(parsed(line, headers, document), wanted, `${line} ${document}`);
});

/** The account of AWS's published examples. */
const EXAMPLE = {
  id: 'me',
  displayName: 'me',
  accessKey: 'AKIAIOSFODNN7EXAMPLE',
  secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const SIGNATURE = '3ce5b2f2fffac9262b4da9256f8d086b4aaf42eba5f111c21681a65a127b7c2a';
const options: AuthOptions = {
  accounts: new Map([[EXAMPLE.accessKey, EXAMPLE]]),
  region: 'us-east-1',
  now: new Date('2012-05-25T00:24:53Z'),
  clockSkewSeconds: 900,
  mode: 'on',
};

function signedExample(signature = SIGNATURE, more: Record<string, string> = {}): WireRequest {
  const scope = '20120525/us-east-1/glacier/aws4_request';
  const headers = {
    host: 'glacier.us-east-1.amazonaws.com',
    'x-amz-date': '20120525T002453Z',
    'x-amz-glacier-version': '2012-06-01',
    authorization: `AWS4-HMAC-SHA256 Credential=${EXAMPLE.accessKey}/${scope}, SignedHeaders=host;x-amz-date;x-amz-glacier-version, Signature=${signature}`,
    ...more,
  };
  return { ...wireRequest('PUT /-/vaults/examplevault', headers), rawHeaders: Object.entries(headers).flat() };
}

t.test('the signature of the guide (GLA-008)', async (t) => {
  const asked = (request: WireRequest, how: Partial<AuthOptions> = {}) => {
    const call = detect(request);
    if (isRefusal(call)) throw new Error('the request is known');
    return authenticate(call, { ...options, ...how });
  };
  t.match(asked(signedExample()), { identity: { id: 'me' } }, 'is right');
  const cases: readonly [string, WireRequest, Partial<AuthOptions>, object][] = [
    ['spoiled', signedExample(`4${SIGNATURE.slice(1)}`), {}, { fault: 'signature-mismatch' }],
    ['14 minutes later', signedExample(), { now: new Date('2012-05-25T00:38:53Z') }, { identity: { id: 'me' } }],
    ['16 minutes later', signedExample(), { now: new Date('2012-05-25T00:40:53Z') }, { fault: 'skewed-clock' }],
    ['for another region', signedExample(), { region: 'eu-west-1' }, { fault: 'wrong-scope' }],
    ['by a key nobody has', signedExample(), { accounts: new Map() }, { fault: 'unknown-access-key' }],
    ['unsigned', wireRequest('PUT /-/vaults/v'), {}, { identity: undefined }],
    [
      'by another scheme',
      signedExample(SIGNATURE, { authorization: 'Basic eDp5' }),
      {},
      { fault: 'unsupported-authorization' },
    ],
    ['without a date', signedExample(SIGNATURE, { 'x-amz-date': '' }), {}, { fault: 'missing-date' }],
    ['unchecked', signedExample('00'), { mode: 'off' }, { identity: { id: 'me' } }],
  ];
  for (const [what, request, how, wanted] of cases) t.match(asked(request, how), wanted, what);
  const late = asked(signedExample(SIGNATURE, { 'content-length': '5' }));
  t.type(
    (late as { confirm?: unknown }).confirm,
    'function',
    'a body whose hash no header tells is confirmed when it is read',
  );
  const confirm = (late as { confirm: (hash: string) => Refusal | undefined }).confirm;
  t.equal(confirm('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'), undefined);
  t.match(confirm('00'), { fault: 'signature-mismatch' });
});

t.test('headers that bodies must come with (GLA-002, GLA-004)', async (t) => {
  const version = { 'x-amz-glacier-version': '2012-06-01' };
  const cases: readonly [string, string, Record<string, string>, object][] = [
    ['no version', 'GET /-/vaults', {}, { fault: 'parameter-missing', detail: { name: 'API version' } }],
    ['another version', 'GET /-/vaults', { 'x-amz-glacier-version': '2011' }, { fault: 'parameter-invalid' }],
    ['a part without its hash', `PUT ${upload}`, version, { rule: 'tree-hash/linear' }],
    [
      'a part with its hash',
      `PUT ${upload}`,
      { ...version, 'x-amz-content-sha256': 'aa' },
      { digests: ['sha256tree'] },
    ],
    ['no body', `GET ${upload}`, version, { digests: [] }],
  ];
  for (const [what, line, headers, wanted] of cases) {
    const call = detect(wireRequest(line, headers));
    if (isRefusal(call)) throw new Error('the request is known');
    const payload = { kind: 'unsigned' } as const;
    t.match(bodyPlan(call, { identity: undefined, payload }, policy), wanted, what);
  }
});

const ME: Identity = { id: 'me', displayName: 'me' };
const context = {
  bucket: 'v',
  key: 'U',
  who: ME,
  policy,
  requestId: 'R',
  now: new Date('2026-11-21T16:00:00Z'),
} as unknown as RenderContext;

t.test('answers', async (t) => {
  const open = {
    id: 'U',
    partSize: 1048576,
    initiatedAt: Date.parse('2012-03-20T17:03:43.221Z') as Instant,
    attributes: { headers: {}, metadata: {} },
  };
  const part = { position: 1048576, size: 10, etag: 'aa' };
  const cases: readonly [object, number, object, object?][] = [
    [
      { op: 'open-archive', uploadId: 'U' as UploadId },
      201,
      { 'x-amz-multipart-upload-id': 'U', Location: /^\/\d{12}\/vaults\/v\/multipart-uploads\/U$/ },
    ],
    [{ op: 'put-range', part }, 204, { 'x-amz-sha256-tree-hash': 'aa' }],
    [
      { op: 'join-archive', archiveId: 'A', treeHash: 'aa' },
      201,
      { 'x-amz-archive-id': 'A', Location: /\/archives\/A$/ },
    ],
    [{ op: 'drop-archive' }, 204, { 'x-amzn-RequestId': 'R', Date: 'Sat, 21 Nov 2026 16:00:00 GMT' }],
    [
      { op: 'list-ranges', upload: open, parts: [part], next: undefined },
      200,
      { 'Content-Type': 'application/json' },
      {
        ArchiveDescription: null,
        CreationDate: '2012-03-20T17:03:43.221Z',
        Marker: null,
        PartSizeInBytes: 1048576,
        Parts: [{ RangeInBytes: '1048576-1048585', SHA256TreeHash: 'aa' }],
      },
    ],
    [{ op: 'list-ranges', upload: open, parts: [part], next: 1048576 }, 200, {}, { Marker: '1048576' }],
    [
      { op: 'list-open-archives', uploads: [open], next: undefined },
      200,
      {},
      { Marker: null, UploadsList: [{ MultipartUploadId: 'U', ArchiveDescription: null }] },
    ],
    [{ op: 'list-vaults', vaults: [], marker: undefined }, 200, {}, { Marker: null, VaultList: [] }],
    [{ op: 'start-job', jobId: 'J' }, 202, { 'x-amz-job-id': 'J', Location: /\/jobs\/J$/ }],
  ];
  for (const [reply, status, headers, document] of cases) {
    const answer = render(reply as Reply, context);
    t.match(answer, { status, headers }, JSON.stringify(reply).slice(0, 60));
    if (document) t.match(JSON.parse(String(answer.body)), document);
  }
});

t.test('refusals (GLA-110)', async (t) => {
  const told = (refusal: object) => refuse(refusal as Refusal, context);
  const missing = told({
    rule: 'tree-hash/required',
    fault: 'parameter-missing',
    detail: { name: 'x-amz-sha256-tree-hash' },
  });
  t.match(missing, {
    status: 400,
    headers: { 'x-mock-rule': 'tree-hash/required', 'Content-Type': 'application/json' },
  });
  t.strictSame(JSON.parse(String(missing.body)), {
    code: 'MissingParameterValueException',
    message: 'Required parameter missing: x-amz-sha256-tree-hash',
    type: 'Client',
  });
  const vault = told({ rule: 'vault/must-exist', fault: 'vault-not-found', detail: { vault: 'w' } });
  t.match(JSON.parse(String(vault.body)), {
    message: /^Vault not found for ARN: arn:aws:glacier:us-east-1:\d{12}:vaults\/w$/,
  });
  const ours = told({ rule: 'x', fault: 'no-such-fault', detail: {} });
  t.match([ours.status, JSON.parse(String(ours.body))], [500, { code: 'ServiceUnavailableException', type: 'Server' }]);
});
