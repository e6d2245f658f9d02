import t from 'tap';
import type { ETag, Identity, Instant, ObjectVersion, OpenUpload, Part, Reply, Version } from '../../engine/types.js';
import type { RenderContext } from '../dialect.js';
import { wireRequest } from '../wire.test.fixture.js';
import { readXml } from '../xml/document.js';
import { render } from './render.js';
import { contextOf, policy } from './wire.test.fixture.js';
import { encodeName } from './write.js';

const one: Identity = { id: 'one', displayName: 'One' };
const at = Date.parse('2026-03-01T10:20:30.456Z') as Instant;
const STAMP = '2026-03-01T10:20:30.000Z';
const etag = 'abc-2' as ETag;
const NS = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

const part = (position: number, size = 5): Part =>
  ({
    position,
    size,
    etag: 'aa' as ETag,
    storedAt: at,
    ref: position,
    digests: { md5: 'aa', crc32: 'yTuzdQ==' },
  }) as unknown as Part;

const version = (changes: Partial<ObjectVersion> = {}): ObjectVersion =>
  ({
    kind: 'object',
    versionId: 'v1',
    etag,
    size: 30,
    attributes: { headers: {}, metadata: {} },
    owner: one,
    modifiedAt: at,
    pieces: [part(1, 10), part(2, 20)],
    multipart: true,
    digests: undefined,
    ...changes,
  }) as ObjectVersion;

const upload = (key: string, id: string) =>
  ({ key, id, initiator: one, initiatedAt: at, attributes: { headers: {}, metadata: {} } }) as unknown as OpenUpload;

function body(reply: Reply, changes: Partial<RenderContext> = {}): string | undefined {
  const answer = render(reply, contextOf(changes));
  if (answer.body) t.ok(readXml(answer.body), `${reply.op} is well-formed`);
  return answer.body?.replace('<?xml version="1.0" encoding="UTF-8"?>\n', '');
}

t.test('every answer', (t) => {
  const { headers, status } = render({ op: 'abort' }, contextOf());
  t.equal(status, 204);
  t.strictSame(headers, {
    'x-amz-id-2': 'HOST1',
    'x-amz-request-id': 'REQ1',
    Date: 'Sun, 01 Mar 2026 12:00:00 GMT',
    Server: 'AmazonS3',
  });
  t.end();
});

t.test('create', (t) => {
  const reply = { op: 'create', bucket: 'b', key: 'a&b/é', uploadId: 'U' } as Reply;
  t.equal(
    body(reply),
    `<InitiateMultipartUploadResult ${NS}><Bucket>b</Bucket><Key>a&amp;b/é</Key><UploadId>U</UploadId></InitiateMultipartUploadResult>`,
  );
  const encryption = { 'x-amz-server-side-encryption': 'AES256' };
  t.match(render(reply, contextOf()), { headers: { ...encryption, 'Content-Type': 'application/xml' } });
  t.notMatch(render(reply, contextOf({ policy: policy({ serverSideEncryption: 'none' }) })), { headers: encryption });
  t.end();
});

t.test('parts', (t) => {
  const crc32 = { algorithm: 'crc32', value: 'yTuzdQ==' };
  const uploaded = render({ op: 'upload-part', part: part(1), checksum: crc32, storageClass: undefined }, contextOf());
  t.match(uploaded, {
    status: 200,
    headers: { ETag: '"aa"', 'x-amz-checksum-crc32': 'yTuzdQ==', 'Content-Length': '0' },
  });
  t.notOk('x-amz-checksum-md5' in uploaded.headers || uploaded.body);
  const copied: Reply = { op: 'upload-part-copy', part: part(1), checksum: undefined, sourceVersionId: 'sv' };
  t.equal(
    body(copied),
    `<CopyPartResult ${NS}><LastModified>${STAMP}</LastModified><ETag>"aa"</ETag></CopyPartResult>`,
  );
  t.match(
    body(copied, { policy: policy({ partCopyRoot: 'CopyObjectResult' }) }),
    /^<CopyObjectResult .*<\/CopyObjectResult>$/,
  );
  const { headers } = render(copied, contextOf());
  t.equal(headers['x-amz-copy-source-version-id'], 'sv');
  t.notOk('ETag' in headers);
  t.end();
});

t.test('complete', (t) => {
  const reply: Reply = { op: 'complete', bucket: 'b', key: 'a/b —', etag, checksum: undefined, versionId: 'v1' };
  t.equal(
    body(reply),
    `<CompleteMultipartUploadResult ${NS}><Location>http://127.0.0.1:9000/b/a%2Fb%20%E2%80%94</Location>` +
      '<Bucket>b</Bucket><Key>a/b —</Key><ETag>"abc-2"</ETag></CompleteMultipartUploadResult>',
  );
  const virtual = { base: 'http://b.localhost:9000', virtualHost: true };
  t.match(body(reply, virtual), '<Location>http://b.localhost:9000/a%2Fb%20%E2%80%94</Location>');
  t.match(render(reply, contextOf()).headers, { 'x-amz-version-id': 'v1', 'x-amz-server-side-encryption': 'AES256' });
  t.notOk('x-amz-version-id' in render({ ...reply, versionId: undefined }, contextOf()).headers);
  t.notOk('ETag' in render(reply, contextOf()).headers);
  t.end();
});

t.test('list parts', (t) => {
  const base = { op: 'list-parts', bucket: 'b', key: 'k', uploadId: 'U', initiator: one, owner: one } as const;
  const page = { storageClass: undefined, marker: 0, nextMarker: 2, max: 1000, truncated: false, parts: [part(2)] };
  const reply = { ...base, ...page } as unknown as Extract<Reply, { op: 'list-parts' }>;
  const head =
    `<ListPartsResult ${NS}><Bucket>b</Bucket><Key>k</Key><UploadId>U</UploadId>` +
    '<Initiator><ID>one</ID><DisplayName>One</DisplayName></Initiator><Owner><ID>one</ID></Owner>' +
    '<StorageClass>STANDARD</StorageClass><PartNumberMarker>0</PartNumberMarker>';
  const next = '<NextPartNumberMarker>2</NextPartNumberMarker>';
  const tail =
    '<MaxParts>1000</MaxParts><IsTruncated>false</IsTruncated><Part><PartNumber>2</PartNumber>' +
    `<LastModified>${STAMP}</LastModified><ETag>"aa"</ETag><Size>5</Size></Part></ListPartsResult>`;
  t.equal(body(reply), head + next + tail);
  const sparing = { policy: policy({ listPartsNextMarker: 'when-truncated' }) };
  t.equal(body(reply, sparing), head + tail);
  t.match(body({ ...reply, truncated: true }, sparing), next);
  t.match(body({ ...reply, storageClass: 'GLACIER' }), '<StorageClass>GLACIER</StorageClass>');
  t.end();
});

t.test('list uploads', (t) => {
  const command = {
    ...({ op: 'list-uploads', bucket: 'b', prefix: '', prefixGiven: false, delimiter: '', keyMarker: '' } as const),
    ...{ uploadMarker: 'ignored', max: undefined, encodingUrl: false },
  };
  const page = { uploadMarker: '', nextKey: 'a b', nextUpload: 'U', max: 1000, truncated: false, owner: one };
  const reply: Reply = { op: 'list-uploads', command, ...page, uploads: [upload('a b', 'U')], prefixes: [] };
  t.equal(
    body(reply),
    `<ListMultipartUploadsResult ${NS}><Bucket>b</Bucket><KeyMarker></KeyMarker><UploadIdMarker></UploadIdMarker>` +
      '<NextKeyMarker>a b</NextKeyMarker><NextUploadIdMarker>U</NextUploadIdMarker><MaxUploads>1000</MaxUploads>' +
      '<IsTruncated>false</IsTruncated><Upload><Key>a b</Key><UploadId>U</UploadId>' +
      '<Initiator><ID>one</ID><DisplayName>One</DisplayName></Initiator><Owner><ID>one</ID></Owner>' +
      `<StorageClass>STANDARD</StorageClass><Initiated>${STAMP}</Initiated></Upload></ListMultipartUploadsResult>`,
  );
  const encoded: Reply = {
    ...reply,
    command: { ...command, prefix: 'a b/', prefixGiven: true, delimiter: '/', keyMarker: 'ü', encodingUrl: true },
    prefixes: ['a b/+/'],
  };
  t.match(body(encoded), '<KeyMarker>%C3%BC</KeyMarker>');
  t.match(body(encoded), '<Prefix>a+b/</Prefix><Delimiter>/</Delimiter><EncodingType>url</EncodingType><MaxUploads>');
  t.match(body(encoded), '</Upload><CommonPrefixes><Prefix>a+b/%2B/</Prefix></CommonPrefixes>');
  t.match(
    body(encoded, { policy: policy({ encodingElement: 'Encoding-Type' }) }),
    '<Encoding-Type>url</Encoding-Type>',
  );
  t.match(
    body(reply, { policy: policy({ uploadOwner: 'hidden' }) }),
    `<Upload><Key>a b</Key><UploadId>U</UploadId><Initiated>${STAMP}</Initiated></Upload>`,
  );
  t.end();
});

t.test('names under encoding-type=url', (t) => {
  const cases = [
    // The first five as measured on AWS.
    ['a b.txt', 'a+b.txt'],
    ['a+b.txt', 'a%2Bb.txt'],
    ['100%.csv', '100%25.csv'],
    ['한글/x.txt', '%ED%95%9C%EA%B8%80/x.txt'],
    ['run books/x.txt', 'run+books/x.txt'],
    ["-_.*~!'()", '-_.*%7E%21%27%28%29'],
    ['\u0001\n', '%01%0A'],
    ['%20', '%2520'],
    ['%2F', '%252F'],
    ['\ud800', '%EF%BF%BD'],
    ['', ''],
  ] as const;
  for (const [name, encoded] of cases) t.equal(encodeName(name), encoded, JSON.stringify(name));
  t.end();
});

const read = (changes: object = {}): Reply =>
  ({
    op: 'get-object',
    version: version(),
    versioned: false,
    first: 0,
    length: 30,
    partial: false,
    partsCount: undefined,
    notModified: false,
    overrides: {},
    ...changes,
  }) as Reply;

t.test('reads', (t) => {
  const whole = render(read(), contextOf());
  t.equal(whole.status, 200);
  t.match(whole.headers, {
    ETag: '"abc-2"',
    'Last-Modified': 'Sun, 01 Mar 2026 10:20:30 GMT',
    'Content-Length': '30',
    'Content-Type': 'binary/octet-stream',
    'Accept-Ranges': 'bytes',
  });
  t.match(whole.content, { first: 0, length: 30, pieces: { length: 2 } });
  t.notOk(Object.keys(whole.headers).some((name) => /range$|parts-count|version-id|storage-class/.test(name)));

  const second = render(read({ first: 10, length: 20, partial: true, partsCount: 2 }), contextOf());
  t.match(second, { status: 206, headers: { 'Content-Range': 'bytes 10-29/30', 'x-amz-mp-parts-count': '2' } });
  t.notOk('Content-Range' in render(read({ length: 0, partial: true }), contextOf()).headers);

  const head = render(read({ op: 'head-object', versioned: true }), contextOf());
  t.match(head, { status: 200, headers: { 'Content-Length': '30', 'x-amz-version-id': 'v1' } });
  t.notOk(head.content ?? head.body);

  const unchanged = render(read({ notModified: true }), contextOf());
  t.match(unchanged, { status: 304, headers: { ETag: '"abc-2"' } });
  t.notOk(unchanged.content ?? unchanged.headers['Content-Length']);
  t.end();
});

t.test('attributes of a read', (t) => {
  const attributes = {
    headers: { 'content-type': 'a/b', 'cache-control': 'c', 'x-amz-website-redirect-location': '/w' },
    metadata: { 'foo-bar_baz': 'm' },
    storageClass: 'GLACIER',
  };
  const reply = read({ version: version({ attributes }), overrides: { 'content-type': 'o/o', expires: 'e' } });
  const { headers } = render(reply, contextOf());
  t.match(headers, {
    'Content-Type': 'o/o',
    'Cache-Control': 'c',
    Expires: 'e',
    'x-amz-website-redirect-location': '/w',
    'x-amz-storage-class': 'GLACIER',
    'x-amz-meta-foo-bar_baz': 'm',
  });
  t.match(render(reply, contextOf({ policy: policy({ metadataCase: 'capitalised' }) })).headers, {
    'X-Amz-Meta-Foo-Bar_baz': 'm',
  });
  t.end();
});

t.test('checksums of a read come when asked for', (t) => {
  const reply = read({ checksum: { algorithm: 'crc32', value: 'yTuzdQ==', type: 'FULL_OBJECT', parts: undefined } });
  const asking = { request: wireRequest('GET /b/k', { 'x-amz-checksum-mode': 'ENABLED' }) };
  const expected = { 'x-amz-checksum-crc32': 'yTuzdQ==', 'x-amz-checksum-type': 'FULL_OBJECT' };
  t.match(render(reply, contextOf(asking)).headers, expected);
  t.notMatch(render(reply, contextOf()).headers, expected);
  t.end();
});

t.test('other answers about objects', (t) => {
  const sha1 = { algorithm: 'sha1', value: 's' };
  const put: Reply = {
    op: 'put-object',
    etag,
    versionId: 'v',
    checksum: { ...sha1, type: 'FULL_OBJECT', parts: undefined },
  };
  t.match(render(put, contextOf()).headers, {
    ETag: '"abc-2"',
    'x-amz-version-id': 'v',
    'x-amz-checksum-sha1': 's',
    'x-amz-checksum-type': 'FULL_OBJECT',
    'x-amz-server-side-encryption': 'AES256',
  });
  const copy: Reply = {
    op: 'copy-object',
    etag,
    modifiedAt: at,
    checksum: undefined,
    versionId: undefined,
    sourceVersionId: 'sv',
  };
  t.equal(
    body(copy),
    `<CopyObjectResult ${NS}><LastModified>${STAMP}</LastModified><ETag>"abc-2"</ETag></CopyObjectResult>`,
  );
  const wanted = ['ObjectSize', 'ETag', 'ObjectParts', 'StorageClass'];
  const got: Reply = {
    op: 'get-attributes',
    version: version(),
    versioned: true,
    wanted,
    parts: { count: 2, page: undefined },
  };
  t.equal(
    body(got),
    `<GetObjectAttributesResponse ${NS}><ETag>abc-2</ETag><ObjectParts><PartsCount>2</PartsCount></ObjectParts>` +
      '<StorageClass>STANDARD</StorageClass><ObjectSize>30</ObjectSize></GetObjectAttributesResponse>',
  );
  t.notMatch(body({ ...got, parts: undefined }), 'ObjectParts');
  t.equal(body({ ...got, wanted: ['ObjectSize'] })?.includes('ETag'), false);
  t.match(render({ op: 'delete-object', versionId: 'm', deleteMarker: true }, contextOf()), {
    status: 204,
    headers: { 'x-amz-version-id': 'm', 'x-amz-delete-marker': 'true' },
  });
  const deleted = [{ key: 'a' }, { key: 'b', versionId: 'v' }, { key: 'c', markerId: 'm' }];
  t.equal(
    body({ op: 'delete-objects', quiet: false, deleted }),
    `<DeleteResult ${NS}><Deleted><Key>a</Key></Deleted><Deleted><Key>b</Key><VersionId>v</VersionId></Deleted>` +
      '<Deleted><Key>c</Key><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>m</DeleteMarkerVersionId></Deleted></DeleteResult>',
  );
  t.equal(body({ op: 'delete-objects', quiet: true, deleted }), `<DeleteResult ${NS}></DeleteResult>`);
  t.end();
});

t.test('buckets', (t) => {
  t.equal(
    body({ op: 'list-buckets', owner: one, buckets: [{ name: 'b', createdAt: at }] }),
    `<ListAllMyBucketsResult ${NS}><Owner><ID>one</ID></Owner><Buckets><Bucket><Name>b</Name>` +
      `<CreationDate>${STAMP}</CreationDate></Bucket></Buckets></ListAllMyBucketsResult>`,
  );
  t.match(render({ op: 'create-bucket', bucket: 'b' }, contextOf()), { status: 200, headers: { Location: '/b' } });
  t.match(render({ op: 'delete-bucket', bucket: 'b' }, contextOf()), { status: 204 });
  t.match(render({ op: 'head-bucket', bucket: 'b' }, contextOf()).headers, { 'x-amz-bucket-region': 'eu-west-1' });
  t.equal(body({ op: 'get-location', region: 'x-1' }), `<LocationConstraint ${NS}>x-1</LocationConstraint>`);
  t.equal(body({ op: 'get-location', region: 'us-east-1' }), `<LocationConstraint ${NS}></LocationConstraint>`);
  t.match(body({ op: 'get-versioning', versioning: 'never' }), '></VersioningConfiguration>');
  t.match(body({ op: 'get-versioning', versioning: 'suspended' }), '<Status>Suspended</Status>');
  t.end();
});

t.test('list objects', (t) => {
  const command = {
    ...({ op: 'list-objects', bucket: 'b', prefix: 'p', delimiter: '/', after: 'm', continuation: undefined } as const),
    ...{ max: undefined, fetchOwner: false, encodingUrl: false },
  };
  const objects = [{ key: 'p1', version: version(), latest: true }];
  const page = { objects, prefixes: ['p/'], max: 2, truncated: true, next: 'p/', owner: one };
  const contents = (owner: string) =>
    `<Contents><Key>p1</Key><LastModified>${STAMP}</LastModified><ETag>"abc-2"</ETag><Size>30</Size>${owner}` +
    '<StorageClass>STANDARD</StorageClass></Contents><CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes>';
  t.equal(
    body({ op: 'list-objects', command: { ...command, edition: 1 }, ...page }),
    `<ListBucketResult ${NS}><Name>b</Name><Prefix>p</Prefix><Marker>m</Marker><NextMarker>p/</NextMarker><MaxKeys>2</MaxKeys>` +
      `<Delimiter>/</Delimiter><IsTruncated>true</IsTruncated>${contents('<Owner><ID>one</ID></Owner>')}</ListBucketResult>`,
  );
  t.equal(
    body({ op: 'list-objects', command: { ...command, edition: 2, continuation: 'a/ü' }, ...page }),
    `<ListBucketResult ${NS}><Name>b</Name><Prefix>p</Prefix><ContinuationToken>YS_DvA</ContinuationToken>` +
      '<NextContinuationToken>cC8</NextContinuationToken><StartAfter>m</StartAfter><KeyCount>2</KeyCount><MaxKeys>2</MaxKeys>' +
      `<Delimiter>/</Delimiter><IsTruncated>true</IsTruncated>${contents('')}</ListBucketResult>`,
  );
  const encoded: Reply = { op: 'list-objects', command: { ...command, edition: 1, encodingUrl: true }, ...page };
  // Only the listing of uploads is known to spell it otherwise (YAN-072).
  t.match(body(encoded, { policy: policy({ encodingElement: 'Encoding-Type' }) }), '<EncodingType>url</EncodingType>');
  const last = { ...page, truncated: false };
  t.notMatch(body({ op: 'list-objects', command: { ...command, edition: 2 }, ...last }), 'NextContinuationToken');
  t.end();
});

t.test('listed objects name the algorithm and type of their checksum', (t) => {
  const checksum = { algorithm: 'crc32', type: 'COMPOSITE', value: 'AAAAAA==', parts: 2 } as const;
  const command = {
    ...({ op: 'list-objects', edition: 2, bucket: 'b', prefix: '', delimiter: '', after: '' } as const),
    ...{ continuation: undefined, max: undefined, fetchOwner: false, encodingUrl: false },
  };
  const objects = [{ key: 'k', version: version({ checksum }), latest: true }];
  t.match(
    body({ op: 'list-objects', command, objects, prefixes: [], max: 2, truncated: false, next: '', owner: one }),
    '<ETag>"abc-2"</ETag><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumType>COMPOSITE</ChecksumType><Size>30</Size>',
  );
  t.end();
});

t.test('list versions', (t) => {
  const command = {
    ...({ op: 'list-versions', bucket: 'b', prefix: '', delimiter: '', keyMarker: '', versionMarker: '' } as const),
    ...{ max: undefined, encodingUrl: false },
  };
  const marker: Version = { kind: 'delete-marker', versionId: 'v2', owner: one, modifiedAt: at };
  const versions = [
    { key: 'k', version: marker, latest: true },
    { key: 'k', version: version(), latest: false },
  ];
  const owner = '<Owner><ID>one</ID></Owner>';
  t.equal(
    body({
      op: 'list-versions',
      command,
      versions,
      prefixes: [],
      max: 9,
      truncated: true,
      nextKey: 'k',
      nextVersion: 'v1',
    }),
    `<ListVersionsResult ${NS}><Name>b</Name><Prefix></Prefix><KeyMarker></KeyMarker><VersionIdMarker></VersionIdMarker>` +
      '<NextKeyMarker>k</NextKeyMarker><NextVersionIdMarker>v1</NextVersionIdMarker><MaxKeys>9</MaxKeys><IsTruncated>true</IsTruncated>' +
      `<DeleteMarker><Key>k</Key><VersionId>v2</VersionId><IsLatest>true</IsLatest><LastModified>${STAMP}</LastModified>${owner}</DeleteMarker>` +
      `<Version><Key>k</Key><VersionId>v1</VersionId><IsLatest>false</IsLatest><LastModified>${STAMP}</LastModified>` +
      `<ETag>"abc-2"</ETag><Size>30</Size>${owner}<StorageClass>STANDARD</StorageClass></Version></ListVersionsResult>`,
  );
  t.end();
});
