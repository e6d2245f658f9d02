/** The part of the drivers' contract that is about uploads and their parts. */
import { E1, HTTP_DATE, NO_CHECKSUM, NOT_ANNOUNCED, NS, type Row, WHEN, xml } from './contract.test.fixture.js';

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

export const UPLOAD_ROWS: readonly Row[] = [
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
];
