/** The table of the drivers' contract: a question, how it must look on the wire, a canned answer, what must be seen in it. */
import type { Ask } from './ask.js';
import type { Json } from './observation.js';
import type { Canned } from './server.test.fixture.js';

const NS = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
const xml = (body: string): Canned => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});
export const BUCKET = 'bucket';
const E1 = '5d41402abc4b2a76b9719d911017c592';
const WHEN = '2026-02-21T10:11:12.000Z';
const HTTP_DATE = 'Sat, 21 Feb 2026 10:11:12 GMT';
const NO_CHECKSUM = { checksumAlgorithm: null, checksumType: null };
const NOT_ANNOUNCED = { abortDate: null, abortRuleId: null };
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

export interface Row {
  readonly name?: string;
  readonly ask: Omit<Ask, 'bucket'>;
  /** Request line without version; the SDK's `x-id` is left out. */
  readonly line: string;
  readonly says: Canned;
  readonly values: Readonly<Record<string, Json>>;
}

const key = ' a/./..//ü+&(x).txt';
const path = '/bucket/%20a/./..//%C3%BC%2B%26%28x%29.txt';
const emptyUploads = {
  bucket: 'bucket',
  keys: [],
  uploadIds: [],
  initiated: [],
  storageClasses: [],
  checksumAlgorithms: [],
  checksumTypes: [],
  prefixes: [],
  prefix: null,
  delimiter: null,
  encodingType: null,
  keyMarker: '',
  idMarker: '',
  nextKeyMarker: '',
  nextIdMarker: '',
  max: 0,
  truncated: false,
  initiators: [],
  owners: [],
};

/** Each operation, asked and answered. */
export const ROWS: readonly Row[] = [
  {
    ask: { op: 'create', key, metadata: { Colour: 'red' }, contentType: 'text/x', expires: HTTP_DATE },
    line: `POST ${path}?uploads=`,
    says: xml(`<InitiateMultipartUploadResult ${NS}><Bucket>bucket</Bucket><Key> &lt;k&#x26;&#13; </Key>
      <UploadId>u.1-_</UploadId></InitiateMultipartUploadResult>`),
    values: {
      bucket: 'bucket',
      key: ' <k&\r ',
      uploadId: 'u.1-_',
      ...NO_CHECKSUM,
      ...NOT_ANNOUNCED,
    },
  },
  {
    name: 'create, announced by lifecycle',
    ask: { op: 'create', key: 'k' },
    line: 'POST /bucket/k?uploads=',
    says: {
      ...xml(
        `<InitiateMultipartUploadResult ${NS}><Bucket>bucket</Bucket><Key>k</Key><UploadId>u</UploadId></InitiateMultipartUploadResult>`,
      ),
      headers: {
        'content-type': 'application/xml',
        'x-amz-abort-date': 'Sun, 22 Feb 2026 00:00:00 GMT',
        'x-amz-abort-rule-id': 'stale parts',
      },
    },
    values: {
      bucket: 'bucket',
      key: 'k',
      uploadId: 'u',
      abortDate: '2026-02-22T00:00:00.000Z',
      abortRuleId: 'stale parts',
      ...NO_CHECKSUM,
    },
  },
  {
    ask: { op: 'put-part', key, uploadId: 'u+/= é', number: 0, body: { kind: 'text', text: 'hello' } },
    line: `PUT ${path}?partNumber=0&uploadId=u%2B%2F%3D%20%C3%A9`,
    says: { status: 200, headers: { etag: `"${E1}"` } },
    values: { etag: E1, rawEtag: `"${E1}"`, checksums: {} },
  },
  {
    name: 'put-part without an ETag',
    ask: { op: 'put-part', key: 'k', uploadId: 'u', number: 10001, body: { kind: 'text', text: '' } },
    line: 'PUT /bucket/k?partNumber=10001&uploadId=u',
    says: { status: 200 },
    values: { etag: null, rawEtag: null, checksums: {} },
  },
  {
    ask: {
      op: 'copy-part',
      key: 'k',
      uploadId: 'u',
      number: 3,
      source: { bucket: 'b', key, versionId: 'v+' },
      range: 'bytes=0-8',
    },
    line: 'PUT /bucket/k?partNumber=3&uploadId=u',
    says: {
      ...xml(
        `<CopyPartResult ${NS}><LastModified>${WHEN}</LastModified><ETag>&quot;${E1}&quot;</ETag></CopyPartResult>`,
      ),
      headers: { 'x-amz-copy-source-version-id': 'v+' },
    },
    values: { etag: E1, rawEtag: `"${E1}"`, checksums: {}, lastModified: WHEN, sourceVersionId: 'v+' },
  },
  {
    ask: {
      op: 'complete',
      key: 'k',
      uploadId: 'u',
      parts: [
        { number: 2, etag: E1 },
        { number: 1, etag: `"${E1}"` },
      ],
      ifNoneMatch: '*',
    },
    line: 'POST /bucket/k?uploadId=u',
    says: {
      status: 200,
      headers: { 'x-amz-version-id': 'v9' },
      body: `  \n \n<?xml version="1.0"?><CompleteMultipartUploadResult ${NS}><Location>http://x/k%20</Location><Bucket>bucket</Bucket>
        <Key>k</Key><ETag>"${E1}-2"</ETag></CompleteMultipartUploadResult>`,
    },
    values: {
      location: 'http://x/k%20',
      bucket: 'bucket',
      key: 'k',
      etag: `${E1}-2`,
      rawEtag: `"${E1}-2"`,
      checksums: {},
      checksumType: null,
      versionId: 'v9',
    },
  },
  {
    ask: { op: 'abort', key: 'k', uploadId: 'u' },
    line: 'DELETE /bucket/k?uploadId=u',
    says: { status: 204 },
    values: {},
  },
  {
    ask: { op: 'list-parts', key: 'k', uploadId: 'u', max: 2, marker: 1 },
    line: 'GET /bucket/k?max-parts=2&part-number-marker=1&uploadId=u',
    says: xml(`<ListPartsResult ${NS}><Bucket>bucket</Bucket><Key>007</Key><UploadId>1e3</UploadId>
      <Initiator><ID>i</ID><DisplayName>true</DisplayName></Initiator><Owner><ID>o</ID></Owner><StorageClass>STANDARD</StorageClass>
      <PartNumberMarker>1</PartNumberMarker><NextPartNumberMarker>3</NextPartNumberMarker><MaxParts>2</MaxParts>
      <IsTruncated>true</IsTruncated>
      <Part><PartNumber>2</PartNumber><LastModified>${WHEN}</LastModified><ETag>"${E1}"</ETag><Size>5242880</Size></Part>
      <Part><PartNumber>3</PartNumber><LastModified>${WHEN}</LastModified><ETag>&#34;${E1}&#34;</ETag><Size>0</Size></Part>
      </ListPartsResult>`),
    values: {
      bucket: 'bucket',
      key: '007',
      uploadId: '1e3',
      numbers: [2, 3],
      sizes: [5242880, 0],
      etags: [E1, E1],
      rawEtags: [`"${E1}"`, `"${E1}"`],
      partChecksums: [{}, {}],
      checksumAlgorithm: null,
      checksumType: null,
      dates: [WHEN, WHEN],
      marker: 1,
      nextMarker: 3,
      max: 2,
      truncated: true,
      storageClass: 'STANDARD',
      initiator: { id: 'i', name: 'true' },
      owner: { id: 'o', name: null },
      abortDate: null,
      abortRuleId: null,
    },
  },
  {
    name: 'list-parts, one part and little else',
    ask: { op: 'list-parts', key: 'k', uploadId: 'u' },
    line: 'GET /bucket/k?uploadId=u',
    says: xml(
      `<ListPartsResult ${NS}><Part><PartNumber>1</PartNumber></Part><IsTruncated>false</IsTruncated></ListPartsResult>`,
    ),
    values: {
      bucket: null,
      key: null,
      uploadId: null,
      numbers: [1],
      sizes: [null],
      etags: [null],
      rawEtags: [null],
      partChecksums: [{}],
      checksumAlgorithm: null,
      checksumType: null,
      dates: [null],
      marker: null,
      nextMarker: null,
      max: null,
      truncated: false,
      storageClass: null,
      initiator: null,
      owner: null,
      abortDate: null,
      abortRuleId: null,
    },
  },
  {
    ask: {
      op: 'list-uploads',
      prefix: 'a b',
      delimiter: '/',
      max: 3,
      marker: 'm',
      idMarker: 'id',
      encodingType: 'url',
    },
    line: 'GET /bucket?delimiter=%2F&encoding-type=url&key-marker=m&max-uploads=3&prefix=a%20b&upload-id-marker=id&uploads=',
    says: xml(`<ListMultipartUploadsResult ${NS}><Bucket>bucket</Bucket><KeyMarker>m</KeyMarker><UploadIdMarker>id</UploadIdMarker>
      <NextKeyMarker>a+b%2Fc</NextKeyMarker><NextUploadIdMarker>2</NextUploadIdMarker><Prefix>a+b</Prefix><Delimiter>%2F</Delimiter>
      <EncodingType>url</EncodingType><MaxUploads>3</MaxUploads><IsTruncated>false</IsTruncated>
      <Upload><Key>a+b%2Fc</Key><UploadId>2</UploadId><Initiator><ID>i</ID></Initiator><Owner><ID>o</ID></Owner>
      <StorageClass>STANDARD</StorageClass><Initiated>${WHEN}</Initiated></Upload>
      <CommonPrefixes><Prefix>a+b%2Fd%2F</Prefix></CommonPrefixes><CommonPrefixes><Prefix> </Prefix></CommonPrefixes>
      </ListMultipartUploadsResult>`),
    values: {
      bucket: 'bucket',
      keys: ['a+b%2Fc'],
      uploadIds: ['2'],
      initiated: [WHEN],
      storageClasses: ['STANDARD'],
      checksumAlgorithms: [null],
      checksumTypes: [null],
      prefixes: ['a+b%2Fd%2F', ' '],
      prefix: 'a+b',
      delimiter: '%2F',
      encodingType: 'url',
      keyMarker: 'm',
      idMarker: 'id',
      nextKeyMarker: 'a+b%2Fc',
      nextIdMarker: '2',
      max: 3,
      truncated: false,
      initiators: [{ id: 'i', name: null }],
      owners: [{ id: 'o', name: null }],
    },
  },
  {
    name: 'list-uploads, empty',
    ask: { op: 'list-uploads', max: 0, prefix: '' },
    line: 'GET /bucket?max-uploads=0&prefix=&uploads=',
    says: xml(`<ListMultipartUploadsResult ${NS}><Bucket>bucket</Bucket><KeyMarker/><UploadIdMarker></UploadIdMarker>
      <NextKeyMarker/><NextUploadIdMarker/><MaxUploads>0</MaxUploads><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>`),
    values: emptyUploads,
  },
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
      <Error><Key>z</Key><Code>AccessDenied</Code><Message>m</Message></Error></DeleteResult>`),
    values: {
      deleted: [
        { key: '<&>', versionId: null, deleteMarker: true, deleteMarkerVersionId: 'd' },
        { key: 'k', versionId: 'v', deleteMarker: null, deleteMarkerVersionId: null },
      ],
      errors: [{ key: 'z', code: 'AccessDenied' }],
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
  { ask: { op: 'create-bucket' }, line: 'PUT /bucket', says: { status: 200 }, values: {} },
  { ask: { op: 'delete-bucket' }, line: 'DELETE /bucket', says: { status: 204 }, values: {} },
  { ask: { op: 'head-bucket' }, line: 'HEAD /bucket', says: { status: 200 }, values: {} },
  {
    ask: { op: 'list-buckets' },
    line: 'GET /',
    says: xml(`<ListAllMyBucketsResult ${NS}><Buckets><Bucket><Name>one</Name><CreationDate>${WHEN}</CreationDate></Bucket></Buckets>
      <Owner><ID>o</ID><DisplayName>d</DisplayName></Owner></ListAllMyBucketsResult>`),
    values: { buckets: ['one'], owner: { id: 'o', name: 'd' } },
  },
  {
    ask: { op: 'location' },
    line: 'GET /bucket?location=',
    says: xml(`<LocationConstraint ${NS}>eu-west-1</LocationConstraint>`),
    values: { region: 'eu-west-1' },
  },
  {
    name: 'location, empty',
    ask: { op: 'location' },
    line: 'GET /bucket?location=',
    says: xml(`<LocationConstraint ${NS}/>`),
    values: { region: null },
  },
  {
    ask: { op: 'put-versioning', status: 'Suspended' },
    line: 'PUT /bucket?versioning=',
    says: { status: 200 },
    values: {},
  },
  {
    name: 'create under a key of KMS',
    ask: { op: 'create', key: 'k', encryption: 'aws:kms', kmsKeyId: 'K', kmsContext: { a: 'b' }, bucketKey: true },
    line: 'POST /bucket/k?uploads=',
    says: {
      ...xml(`<InitiateMultipartUploadResult ${NS}><UploadId>u</UploadId></InitiateMultipartUploadResult>`),
      headers: {
        'x-amz-server-side-encryption': 'aws:kms',
        'x-amz-server-side-encryption-aws-kms-key-id': 'arn:K',
        'x-amz-server-side-encryption-context': 'eyJhIjoiYiJ9',
        'x-amz-server-side-encryption-bucket-key-enabled': 'true',
      },
    },
    values: {
      bucket: null,
      key: null,
      uploadId: 'u',
      encryption: 'aws:kms',
      kmsKeyId: 'arn:K',
      kmsContext: { a: 'b' },
      bucketKey: true,
      checksumAlgorithm: null,
      checksumType: null,
      abortDate: null,
      abortRuleId: null,
    },
  },
  {
    name: 'copy-part between customers’ keys',
    ask: {
      op: 'copy-part',
      key: 'k',
      uploadId: 'u',
      number: 1,
      source: { bucket: 'b', key: 's' },
      customerKey: 'a',
      sourceCustomerKey: 'b',
    },
    line: 'PUT /bucket/k?partNumber=1&uploadId=u',
    says: {
      ...xml(`<CopyPartResult ${NS}><ETag>"${E1}"</ETag></CopyPartResult>`),
      headers: {
        'x-amz-server-side-encryption-customer-algorithm': 'AES256',
        'x-amz-server-side-encryption-customer-key-MD5': 'M',
      },
    },
    values: {
      etag: E1,
      rawEtag: `"${E1}"`,
      lastModified: null,
      sourceVersionId: null,
      checksums: {},
      customerAlgorithm: 'AES256',
      customerKeyMd5: 'M',
    },
  },
  {
    ask: { op: 'put-encryption', encryption: 'aws:kms', kmsKeyId: 'K', bucketKey: true, customerKeys: 'allowed' },
    line: 'PUT /bucket?encryption=',
    says: { status: 200 },
    values: {},
  },
  {
    ask: { op: 'get-encryption' },
    line: 'GET /bucket?encryption=',
    says: xml(
      `<ServerSideEncryptionConfiguration ${NS}><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>aws:kms</SSEAlgorithm><KMSMasterKeyID>K</KMSMasterKeyID></ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled><BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes></Rule></ServerSideEncryptionConfiguration>`,
    ),
    values: { encryption: 'aws:kms', kmsKeyId: 'K', bucketKey: true, customerKeys: 'blocked' },
  },
  {
    ask: { op: 'get-versioning' },
    line: 'GET /bucket?versioning=',
    says: xml(`<VersioningConfiguration ${NS}/>`),
    values: { status: null },
  },
  {
    ask: {
      op: 'put-lifecycle',
      rules: [
        { id: 'a', prefix: 'x&/', days: 7, expireDays: 9 },
        { status: 'Disabled', days: 0 },
        { id: 'b', prefix: 'x', tag: { name: 'k', value: 'v' }, largerThan: 5, expireDays: 1 },
        { tag: { name: 'k', value: 'v' }, days: 1 },
        { largerThan: 5, days: 1 },
      ],
    },
    line: 'PUT /bucket?lifecycle=',
    says: { status: 200 },
    values: {},
  },
  {
    ask: { op: 'get-lifecycle' },
    line: 'GET /bucket?lifecycle=',
    says: xml(`<LifecycleConfiguration ${NS}>
      <Rule><ID>a</ID><Filter><Prefix>x/</Prefix></Filter><Status>Enabled</Status>
      <AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>
      <Rule><ID>b</ID><Filter><And><Prefix>y</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And></Filter>
      <Status>Disabled</Status><Expiration><Days>3</Days></Expiration></Rule>
      <Rule><ID>c</ID><Prefix>z</Prefix><Status>Enabled</Status></Rule></LifecycleConfiguration>`),
    values: {
      rules: [
        { id: 'a', status: 'Enabled', prefix: 'x/', days: 7, expireDays: null },
        { id: 'b', status: 'Disabled', prefix: 'y', days: null, expireDays: 3 },
        { id: 'c', status: 'Enabled', prefix: 'z', days: null, expireDays: null },
      ],
    },
  },
  { ask: { op: 'delete-lifecycle' }, line: 'DELETE /bucket?lifecycle=', says: { status: 204 }, values: {} },
];

/** Ways to be refused: name, operation, answer, what must be seen. */
export const REFUSED: readonly (readonly [string, Ask['op'], Canned, object])[] = [
  [
    'an error document',
    'put-part',
    {
      status: 400,
      headers: { 'x-amz-request-id': 'r' },
      body: `<?xml version="1.0"?>\n<Error><Code>InvalidArgument</Code><Message>No &lt;&amp;&#39;</Message>
      <ArgumentValue> 007 </ArgumentValue><Empty/></Error>`,
    },
    { status: 400, code: 'InvalidArgument', message: "No <&'", elements: { ArgumentValue: ' 007 ', Empty: '' } },
  ],
  [
    'a page that is no XML',
    'put-part',
    { status: 502, body: 'Bad Gateway' },
    { status: 502, code: '', message: '', elements: {} },
  ],
  [
    'a page of HTML',
    'list-parts',
    { status: 503, body: '<html><body>x</body></html>' },
    { status: 503, code: '', message: '', elements: {} },
  ],
  ['a bare status', 'head', { status: 404 }, { status: 404, code: '', message: '', elements: {} }],
  ['not modified', 'get', { status: 304 }, { status: 304, code: '', message: '', elements: {} }],
  [
    'a redirect',
    'get',
    {
      status: 307,
      headers: { location: 'http://127.0.0.1:1/' },
      body: '<Error><Code>TemporaryRedirect</Code></Error>',
    },
    { status: 307, code: 'TemporaryRedirect', message: '', elements: {} },
  ],
  ...(['complete', 'copy', 'copy-part'] as const).map(
    (op) =>
      [
        `200 with an error inside, ${op}`,
        op,
        {
          status: 200,
          body: '\n \n<?xml version="1.0"?>\n<Error><Code>InternalError</Code><Message>Again</Message><HostId>h</HostId></Error>',
        },
        { status: 200, code: 'InternalError', message: 'Again', elements: { HostId: 'h' } },
      ] as const,
  ),
];
