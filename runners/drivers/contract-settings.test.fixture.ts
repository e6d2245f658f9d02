/** The part of the drivers' contract that is about tags, access control lists and locks of objects. */
import { NO_CHECKSUM, NOT_ANNOUNCED, NS, type Row, xml } from './contract.test.fixture.js';
import type { Canned } from './server.test.fixture.js';

const DONE: Canned = { status: 200 };
const UNTIL = '2026-02-21T10:11:12Z';
const ALL = 'http://acs.amazonaws.com/groups/global/AllUsers';
const GRANTEE = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type';
const CREATED = xml(
  `<InitiateMultipartUploadResult ${NS}><Bucket>b</Bucket><Key>k</Key><UploadId>u</UploadId></InitiateMultipartUploadResult>`,
);
const created = {
  bucket: 'b',
  key: 'k',
  uploadId: 'u',
  ...NO_CHECKSUM,
  ...NOT_ANNOUNCED,
};

export const SETTING_ROWS: readonly Row[] = [
  {
    name: 'create with tags, a list and a lock',
    ask: {
      op: 'create',
      key: 'k',
      tagging: 'a=1&b=%C3%BC',
      acl: 'public-read',
      lockMode: 'GOVERNANCE',
      retainUntil: UNTIL,
      legalHold: 'ON',
    },
    line: 'POST /bucket/k?uploads=',
    says: CREATED,
    values: created,
  },
  {
    name: 'create with grants',
    ask: {
      op: 'create',
      key: 'k',
      grantRead: `uri="${ALL}"`,
      grantReadAcp: 'id="a"',
      grantWriteAcp: 'id="b"',
      grantFullControl: 'id="c"',
    },
    line: 'POST /bucket/k?uploads=',
    says: CREATED,
    values: created,
  },
  {
    name: 'create-bucket with object lock',
    ask: { op: 'create-bucket', lock: true, ownership: 'ObjectWriter' },
    line: 'PUT /bucket',
    says: DONE,
    values: {},
  },
  {
    ask: { op: 'get-tagging', key: 'k', versionId: 'v' },
    line: 'GET /bucket/k?tagging=&versionId=v',
    says: xml(
      `<Tagging ${NS}><TagSet><Tag><Key>a &amp; b</Key><Value>1</Value></Tag><Tag><Key>c</Key><Value></Value></Tag></TagSet></Tagging>`,
    ),
    values: { tags: { 'a & b': '1', c: '' } },
  },
  {
    name: 'get-tagging of one',
    ask: { op: 'get-tagging', key: 'k' },
    line: 'GET /bucket/k?tagging=',
    says: xml(`<Tagging ${NS}><TagSet><Tag><Key>a</Key><Value>1</Value></Tag></TagSet></Tagging>`),
    values: { tags: { a: '1' } },
  },
  {
    name: 'get-tagging of none',
    ask: { op: 'get-tagging', key: 'k' },
    line: 'GET /bucket/k?tagging=',
    says: xml(`<Tagging ${NS}><TagSet/></Tagging>`),
    values: { tags: {} },
  },
  {
    ask: {
      op: 'put-tagging',
      key: 'k',
      tags: [
        { key: 'a', value: '<&>' },
        { key: 'a', value: '' },
      ],
    },
    line: 'PUT /bucket/k?tagging=',
    says: DONE,
    values: {},
  },
  {
    ask: { op: 'delete-tagging', key: 'k', versionId: 'v' },
    line: 'DELETE /bucket/k?tagging=&versionId=v',
    says: { status: 204 },
    values: {},
  },
  {
    ask: { op: 'get-acl', key: 'k' },
    line: 'GET /bucket/k?acl=',
    says: xml(
      `<AccessControlPolicy ${NS}><Owner><ID>o</ID><DisplayName>O</DisplayName></Owner><AccessControlList><Grant><Grantee ${GRANTEE}="CanonicalUser"><ID>o</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant><Grant><Grantee ${GRANTEE}="Group"><URI>${ALL}</URI></Grantee><Permission>READ</Permission></Grant></AccessControlList></AccessControlPolicy>`,
    ),
    values: {
      owner: { id: 'o', name: 'O' },
      grants: [
        { permission: 'FULL_CONTROL', id: 'o', uri: null },
        { permission: 'READ', id: null, uri: ALL },
      ],
    },
  },
  {
    ask: { op: 'get-retention', key: 'k', versionId: 'v' },
    line: 'GET /bucket/k?retention=&versionId=v',
    says: xml(
      `<Retention ${NS}><Mode>COMPLIANCE</Mode><RetainUntilDate>2026-02-21T10:11:12.000Z</RetainUntilDate></Retention>`,
    ),
    values: { lockMode: 'COMPLIANCE', retainUntil: UNTIL },
  },
  {
    ask: { op: 'put-retention', key: 'k', lockMode: 'GOVERNANCE', retainUntil: UNTIL, bypassGovernance: true },
    line: 'PUT /bucket/k?retention=',
    says: DONE,
    values: {},
  },
  {
    ask: { op: 'get-legal-hold', key: 'k' },
    line: 'GET /bucket/k?legal-hold=',
    says: xml(`<LegalHold ${NS}><Status>OFF</Status></LegalHold>`),
    values: { legalHold: 'OFF' },
  },
  {
    ask: { op: 'put-legal-hold', key: 'k', legalHold: 'OFF' },
    line: 'PUT /bucket/k?legal-hold=',
    says: DONE,
    values: {},
  },
  {
    name: 'delete past governance',
    ask: { op: 'delete', key: 'k', versionId: 'v', bypassGovernance: true },
    line: 'DELETE /bucket/k?versionId=v',
    says: { status: 204 },
    values: { versionId: null, deleteMarker: null },
  },
];
