/** The part of the drivers' contract that is about buckets and their configurations. */
import { NS, type Row, WHEN, xml } from './contract.test.fixture.js';

export const BUCKET_ROWS: readonly Row[] = [
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
