/** The part of the drivers' contract that is about objects and listings of them. */
import { E1, HTTP_DATE, NS, type Row, WHEN, xml } from './contract.test.fixture.js';

const object = {
  etag: E1,
  rawEtag: `"${E1}"`,
  checksums: {},
  checksumType: null,
  size: 5,
  contentType: 'text/plain',
  cacheControl: 'no-cache',
  contentDisposition: 'attachment',
  contentEncoding: 'gzip',
  contentLanguage: 'de',
  expires: HTTP_DATE,
  metadata: { colour: 'grün', 'two-words': 'x' },
  lastModified: WHEN,
  partsCount: 2,
  contentRange: 'bytes 0-4/9',
  acceptRanges: 'bytes',
  versionId: 'v1',
  storageClass: 'STANDARD_IA',
  redirect: '/else',
  deleteMarker: null,
};
const objectHeaders = {
  etag: `"${E1}"`,
  'content-type': 'text/plain',
  'cache-control': 'no-cache',
  'content-disposition': 'attachment',
  'content-encoding': 'gzip',
  'content-language': 'de',
  expires: HTTP_DATE,
  'x-amz-meta-Colour': Buffer.from('grün').toString('latin1'),
  'x-amz-meta-two-words': 'x',
  'last-modified': HTTP_DATE,
  'x-amz-mp-parts-count': '2',
  'content-range': 'bytes 0-4/9',
  'accept-ranges': 'bytes',
  'x-amz-version-id': 'v1',
  'x-amz-storage-class': 'STANDARD_IA',
  'x-amz-website-redirect-location': '/else',
};
const nothing = Object.fromEntries(Object.keys(object).map((name) => [name, null]));

export const OBJECT_ROWS: readonly Row[] = [
  {
    ask: {
      op: 'put',
      key: 'k',
      body: { kind: 'text', text: 'x' },
      contentMd5: 'nWQE9WQbbS7VhNbBGw0kIw==',
      storageClass: 'ODD',
      redirect: '/r',
    },
    line: 'PUT /bucket/k',
    says: { status: 200, headers: { etag: `"${E1}"`, 'x-amz-version-id': 'null' } },
    values: { etag: E1, rawEtag: `"${E1}"`, checksums: {}, checksumType: null, versionId: 'null' },
  },
  {
    ask: {
      op: 'get',
      key: 'k',
      range: 'bytes=0-4',
      ifMatch: E1,
      ifModifiedSince: HTTP_DATE,
      versionId: 'v1',
      partNumber: 2,
      override: { contentType: 'a/b', expires: HTTP_DATE },
    },
    line: 'GET /bucket/k?partNumber=2&response-content-type=a%2Fb&response-expires=Sat%2C%2021%20Feb%202026%2010%3A11%3A12%20GMT&versionId=v1',
    says: { status: 206, headers: objectHeaders, body: 'hello' },
    values: object,
  },
  {
    name: 'get of something bare',
    ask: { op: 'get', key: 'k' },
    line: 'GET /bucket/k',
    says: { status: 200, body: '<Error>not one</Error>' },
    values: { ...nothing, size: 22, metadata: {}, checksums: {} },
  },
  {
    ask: { op: 'head', key: 'k' },
    line: 'HEAD /bucket/k',
    says: { status: 200, headers: { ...objectHeaders, 'content-length': '5' } },
    values: object,
  },
  {
    ask: {
      op: 'copy',
      key: 'k',
      source: { bucket: 'b', key: 's' },
      metadataDirective: 'REPLACE',
      contentType: 'x/y',
      ifUnmodifiedSince: HTTP_DATE,
    },
    line: 'PUT /bucket/k',
    says: {
      ...xml(`<CopyObjectResult ${NS}><ETag>"${E1}"</ETag><LastModified>${WHEN}</LastModified></CopyObjectResult>`),
      headers: { 'x-amz-version-id': 'v2', 'x-amz-copy-source-version-id': 'v1' },
    },
    values: {
      etag: E1,
      rawEtag: `"${E1}"`,
      checksums: {},
      checksumType: null,
      lastModified: WHEN,
      versionId: 'v2',
      sourceVersionId: 'v1',
    },
  },
  {
    ask: { op: 'delete', key: 'k', versionId: 'v1' },
    line: 'DELETE /bucket/k?versionId=v1',
    says: { status: 204, headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': 'v1' } },
    values: { versionId: 'v1', deleteMarker: true },
  },
  {
    ask: { op: 'delete-many', keys: ['<&>', { key: 'k', versionId: 'v' }], quiet: false },
    line: 'POST /bucket?delete=',
    says: xml(`<DeleteResult ${NS}><Deleted><Key>&lt;&amp;&gt;</Key><DeleteMarker>true</DeleteMarker>
      <DeleteMarkerVersionId>d</DeleteMarkerVersionId></Deleted><Deleted><Key>k</Key><VersionId>v</VersionId></Deleted>
      <Error><Key>z</Key><VersionId>w</VersionId><Code>AccessDenied</Code><Message>m</Message></Error></DeleteResult>`),
    values: {
      deleted: [
        { key: '<&>', versionId: null, deleteMarker: true, deleteMarkerVersionId: 'd' },
        { key: 'k', versionId: 'v', deleteMarker: null, deleteMarkerVersionId: null },
      ],
      errors: [{ key: 'z', versionId: 'w', code: 'AccessDenied' }],
    },
  },
  {
    ask: {
      op: 'list',
      prefix: 'p',
      delimiter: '/',
      max: 1,
      marker: 's',
      token: 't',
      fetchOwner: true,
      encodingType: 'url',
    },
    line: 'GET /bucket?continuation-token=t&delimiter=%2F&encoding-type=url&fetch-owner=true&list-type=2&max-keys=1&prefix=p&start-after=s',
    says: xml(`<ListBucketResult ${NS}><Name>bucket</Name><Prefix>p</Prefix><Delimiter>/</Delimiter><MaxKeys>1</MaxKeys><KeyCount>2</KeyCount>
      <IsTruncated>true</IsTruncated><ContinuationToken>t</ContinuationToken><NextContinuationToken>n</NextContinuationToken>
      <StartAfter>s</StartAfter><EncodingType>url</EncodingType><Contents><Key>p%2B</Key><Size>7</Size><ETag>"${E1}"</ETag>
      <StorageClass>STANDARD</StorageClass><LastModified>${WHEN}</LastModified><Owner><ID>o</ID><DisplayName>d</DisplayName></Owner>
      </Contents><CommonPrefixes><Prefix>pp/</Prefix></CommonPrefixes></ListBucketResult>`),
    values: {
      keys: ['p%2B'],
      sizes: [7],
      etags: [E1],
      storageClasses: ['STANDARD'],
      checksumAlgorithms: [[]],
      checksumTypes: [null],
      dates: [WHEN],
      prefixes: ['pp/'],
      prefix: 'p',
      delimiter: '/',
      max: 1,
      count: 2,
      truncated: true,
      token: 't',
      nextToken: 'n',
      startAfter: 's',
      encodingType: 'url',
      owners: [{ id: 'o', name: 'd' }],
    },
  },
  {
    ask: { op: 'list-v1', marker: 'm', max: 1 },
    line: 'GET /bucket?marker=m&max-keys=1',
    says: xml(`<ListBucketResult ${NS}><Prefix/><Marker>m</Marker><NextMarker>n</NextMarker><MaxKeys>1</MaxKeys>
      <IsTruncated>false</IsTruncated></ListBucketResult>`),
    values: {
      keys: [],
      sizes: [],
      etags: [],
      storageClasses: [],
      checksumAlgorithms: [],
      checksumTypes: [],
      dates: [],
      prefixes: [],
      prefix: '',
      delimiter: null,
      max: 1,
      truncated: false,
      encodingType: null,
      owners: [],
      marker: 'm',
      nextMarker: 'n',
    },
  },
  {
    ask: { op: 'list-versions', marker: 'm', idMarker: 'i', max: 5 },
    line: 'GET /bucket?key-marker=m&max-keys=5&version-id-marker=i&versions=',
    says: xml(`<ListVersionsResult ${NS}><KeyMarker>m</KeyMarker><VersionIdMarker>i</VersionIdMarker><MaxKeys>5</MaxKeys>
      <IsTruncated>false</IsTruncated><Version><Key>k</Key><VersionId>null</VersionId><IsLatest>true</IsLatest><ETag>"${E1}"</ETag>
      <Size>3</Size></Version><DeleteMarker><Key>d</Key><VersionId>2</VersionId><IsLatest>false</IsLatest></DeleteMarker>
      </ListVersionsResult>`),
    values: {
      versions: [
        { key: 'k', versionId: 'null', latest: true, etag: E1, size: 3, checksumAlgorithms: [], checksumType: null },
      ],
      markers: [{ key: 'd', versionId: '2', latest: false }],
      prefixes: [],
      prefix: null,
      delimiter: null,
      encodingType: null,
      keyMarker: 'm',
      idMarker: 'i',
      nextKeyMarker: null,
      nextIdMarker: null,
      max: 5,
      truncated: false,
    },
  },
  {
    ask: { op: 'attributes', key: 'k', max: 1, marker: 1 },
    line: 'GET /bucket/k?attributes=',
    says: {
      ...xml(`<GetObjectAttributesResponse ${NS}><ETag>${E1}-2</ETag><ObjectParts><PartsCount>2</PartsCount><PartNumberMarker>1</PartNumberMarker>
        <NextPartNumberMarker>2</NextPartNumberMarker><MaxParts>1</MaxParts><IsTruncated>false</IsTruncated>
        <Part><PartNumber>2</PartNumber><Size>1</Size></Part></ObjectParts><StorageClass>STANDARD</StorageClass>
        <ObjectSize>6</ObjectSize></GetObjectAttributesResponse>`),
      headers: { 'last-modified': HTTP_DATE, 'x-amz-version-id': 'v' },
    },
    values: {
      etag: `${E1}-2`,
      checksums: {},
      checksumType: null,
      size: 6,
      storageClass: 'STANDARD',
      partsCount: 2,
      parts: [{ number: 2, size: 1 }],
      partChecksums: [{}],
      marker: 1,
      nextMarker: 2,
      max: 1,
      truncated: false,
      lastModified: WHEN,
      versionId: 'v',
    },
  },
];
