/** Both drivers of Glacier: what they send, what they make of the answers, and what the SDK admits it cannot ask. */
import t from 'tap';
import type { Ask } from './ask.js';
import type { Driver } from './driver.js';
import { glacierDriver } from './glacier.js';
import { DRIVERS } from './index.js';
import { type Canned, cannedServer, OPTIONS } from './server.test.fixture.js';

const at = { bucket: 'v' } as const;
const part: Ask = {
  op: 'put-part',
  ...at,
  uploadId: 'U',
  range: 'bytes 0-4/*',
  treeHash: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
  body: { kind: 'text', text: 'hello' },
};
const json = (document: object, status = 200): Canned => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(document),
});
const created = (headers: Record<string, string>, status = 201): Canned => ({ status, headers });

/** Question, request line, headers that must be there, answer, values that must be seen. */
const ROWS: readonly [ask: Ask, line: string, headers: object, answer: Canned, values: object][] = [
  [
    { op: 'create', ...at, partSize: 1048576, description: 'd' },
    'POST /-/vaults/v/multipart-uploads',
    { 'x-amz-part-size': '1048576', 'x-amz-archive-description': 'd' },
    created({ 'x-amz-multipart-upload-id': 'U', location: '/1/vaults/v/multipart-uploads/U' }),
    { uploadId: 'U', location: '/1/vaults/v/multipart-uploads/U' },
  ],
  [
    part,
    'PUT /-/vaults/v/multipart-uploads/U',
    { 'content-range': 'bytes 0-4/*', 'x-amz-sha256-tree-hash': part.treeHash, 'x-amz-content-sha256': part.treeHash },
    { status: 204, headers: { 'x-amz-sha256-tree-hash': 'aa' } },
    { etag: 'aa', rawEtag: 'aa', treeHash: 'aa' },
  ],
  [
    { op: 'complete', ...at, uploadId: 'U', archiveSize: 5, treeHash: 'aa' },
    'POST /-/vaults/v/multipart-uploads/U',
    { 'x-amz-archive-size': '5', 'x-amz-sha256-tree-hash': 'aa' },
    created({ 'x-amz-archive-id': 'A', location: '/1/vaults/v/archives/A' }),
    { archiveId: 'A', location: '/1/vaults/v/archives/A', etag: null },
  ],
  [{ op: 'abort', ...at, uploadId: 'U' }, 'DELETE /-/vaults/v/multipart-uploads/U', {}, { status: 204 }, {}],
  [
    { op: 'list-parts', ...at, uploadId: 'U', max: 2, marker: '1048576' },
    'GET /-/vaults/v/multipart-uploads/U?limit=2&marker=1048576',
    {},
    json({
      PartSizeInBytes: 1048576,
      Marker: '2097152',
      MultipartUploadId: 'U',
      ArchiveDescription: null,
      Parts: [
        { RangeInBytes: '1048576-2097151', SHA256TreeHash: 'aa' },
        { RangeInBytes: '2097152-2097152', SHA256TreeHash: 'bb' },
      ],
    }),
    {
      numbers: [2, 3],
      sizes: [1048576, 1],
      etags: ['aa', 'bb'],
      ranges: ['1048576-2097151', '2097152-2097152'],
      nextMarker: '2097152',
      truncated: true,
      description: null,
      partSize: 1048576,
    },
  ],
  [
    { op: 'list-uploads', ...at },
    'GET /-/vaults/v/multipart-uploads',
    {},
    json({ Marker: null, UploadsList: [{ MultipartUploadId: 'U', PartSizeInBytes: 1048576, CreationDate: 'then' }] }),
    { uploadIds: ['U'], partSizes: [1048576], initiated: ['then'], nextMarker: null, truncated: false },
  ],
  [
    { op: 'put', ...at, body: part.body!, treeHash: part.treeHash! },
    'POST /-/vaults/v/archives',
    { 'x-amz-sha256-tree-hash': part.treeHash },
    created({ 'x-amz-archive-id': 'A', 'x-amz-sha256-tree-hash': 'aa' }),
    { archiveId: 'A', treeHash: 'aa' },
  ],
  [{ op: 'delete', ...at, archiveId: 'A' }, 'DELETE /-/vaults/v/archives/A', {}, { status: 204 }, {}],
  [
    { op: 'start-job', ...at, type: 'archive-retrieval', archiveId: 'A', range: '0-9' },
    'POST /-/vaults/v/jobs',
    {},
    created({ 'x-amz-job-id': 'J' }, 202),
    { jobId: 'J' },
  ],
  [
    { op: 'describe-job', ...at, jobId: 'J' },
    'GET /-/vaults/v/jobs/J',
    {},
    json({
      JobId: 'J',
      Action: 'ArchiveRetrieval',
      Completed: true,
      StatusCode: 'Succeeded',
      SHA256TreeHash: null,
      ArchiveSizeInBytes: 5,
    }),
    {
      jobId: 'J',
      action: 'ArchiveRetrieval',
      completed: true,
      statusCode: 'Succeeded',
      treeHash: null,
      archiveSize: 5,
    },
  ],
  [
    { op: 'list-jobs', ...at, jobStatus: 'Failed', completed: 'true' },
    'GET /-/vaults/v/jobs?completed=true&statuscode=Failed',
    {},
    json({ JobList: [{ JobId: 'J', Completed: true }], Marker: null }),
    { jobIds: ['J'], truncated: false },
  ],
  [
    { op: 'job-output', ...at, jobId: 'J', range: 'bytes=0-4' },
    'GET /-/vaults/v/jobs/J/output',
    { range: 'bytes=0-4' },
    {
      status: 206,
      headers: {
        'content-range': 'bytes 0-4/9',
        'content-type': 'application/octet-stream',
        'x-amz-archive-description': 'd',
      },
      body: 'hello',
    },
    { size: 5, contentRange: 'bytes 0-4/9', description: 'd', treeHash: null },
  ],
  [
    { op: 'job-output', ...at, jobId: 'J' },
    'GET /-/vaults/v/jobs/J/output',
    {},
    json({ VaultARN: 'arn', InventoryDate: 'then', ArchiveList: [{ ArchiveId: 'A', Size: 5, SHA256TreeHash: 'aa' }] }),
    {
      archives: [{ archiveId: 'A', size: 5, treeHash: 'aa', description: null, creationDate: null }],
      inventoryDate: 'then',
    },
  ],
  [
    { op: 'create-bucket', ...at },
    'PUT /-/vaults/v',
    {},
    created({ location: '/1/vaults/v' }),
    { location: '/1/vaults/v' },
  ],
  [
    { op: 'head-bucket', ...at },
    'GET /-/vaults/v',
    {},
    json({ VaultName: 'v', NumberOfArchives: null, SizeInBytes: 7, LastInventoryDate: 'then' }),
    { name: 'v', archives: null, size: 7, inventoryDate: 'then' },
  ],
  [{ op: 'delete-bucket', ...at }, 'DELETE /-/vaults/v', {}, { status: 204 }, {}],
  [
    { op: 'list-buckets', bucket: '', max: 5 },
    'GET /-/vaults?limit=5',
    {},
    json({ VaultList: [{ VaultName: 'v', VaultARN: 'arn' }], Marker: 'arn' }),
    { buckets: ['v'], arns: ['arn'], nextMarker: 'arn', truncated: true },
  ],
];

/** The SDK sorts the query by name. */
function sorted(line: string): string {
  const [path, query] = line.split('?');
  return query === undefined ? line : `${path}?${query.split('&').sort().join('&')}`;
}

t.test('both drivers say and see the same', async (t) => {
  let answer: Canned = { status: 204 };
  const server = await cannedServer(() => answer);
  const drivers: readonly Driver[] = [DRIVERS.glacier!.sdk(server.endpoint), DRIVERS.glacier!.raw(server.endpoint)];
  for (const [ask, line, headers, said, values] of ROWS) {
    answer = said;
    const seen = [];
    for (const driver of drivers) {
      const observation = await driver.send(ask, OPTIONS);
      const heard = server.heard.at(-1)!;
      t.equal(sorted(heard.line.replace(/ HTTP.*/, '')), line, `${driver.id} ${ask.op}`);
      t.match(heard.headers, {
        'x-amz-glacier-version': '2012-06-01',
        authorization: /\/glacier\/aws4_request/,
        ...headers,
      });
      t.match(observation, { kind: 'accepted', status: said.status, values }, `${driver.id} sees it`);
      seen.push(observation.kind === 'accepted' ? observation.values : observation);
    }
    t.strictSame(seen[0], seen[1], `${ask.op}: the same values`);
  }
  answer = json({ code: 'ResourceNotFoundException', message: 'not there', type: 'Client' }, 404);
  for (const driver of drivers) {
    const observation = await driver.send({ op: 'list-parts', ...at, uploadId: 'U' }, OPTIONS);
    t.match(
      observation,
      {
        kind: 'refused',
        status: 404,
        code: 'ResourceNotFoundException',
        message: 'not there',
        elements: { type: 'Client' },
      },
      driver.id,
    );
    driver.close();
  }
  await server.close();
});

const UNSENDABLE: readonly [Ask, RegExp][] = [
  [{ ...part, raw: {} }, /changes the request/],
  [{ op: 'raw', ...at }, /no command for raw/],
  [{ op: 'copy', ...at, key: 'k' }, /no command for copy/],
  [{ op: 'put-part', ...at, uploadId: 'U', treeHash: 'aa' }, /empty body/],
  [{ op: 'put', ...at, body: { kind: 'text', text: '' }, treeHash: 'aa' }, /empty body/],
  [{ op: 'put', ...at, body: part.body! }, /adds the tree hash/],
  [{ op: 'list-uploads', ...at, max: 'all' }, /not an integer/],
  [{ op: 'create', ...at, partSize: '' }, /empty headers/],
  [{ op: 'create', ...at, description: 'é' }, /ASCII/],
  [{ op: 'abort', ...at, uploadId: '' }, /empty name or id/],
  [{ op: 'describe-job', ...at }, /empty name or id/],
];

t.test('unsendable, and nothing is sent', async (t) => {
  const server = await cannedServer(() => ({ status: 200 }));
  const driver = glacierDriver(server.endpoint);
  for (const [ask, because] of UNSENDABLE)
    t.match(await driver.send(ask, OPTIONS), { kind: 'unsendable', because }, `${ask.op} ${because}`);
  t.match(await DRIVERS.glacier!.raw(server.endpoint).send({ op: 'copy', ...at, key: 'k' }, OPTIONS), {
    kind: 'unsendable',
  });
  t.equal(server.heard.length, 0);
  driver.close();
  await server.close();
});
