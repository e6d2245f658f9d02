/** Additional checksums on the wire: both drivers send the same headers and documents, and read the same values. */
import t from 'tap';
import { ALGORITHMS, checksumHeader } from '../checksums.js';
import type { Ask } from './ask.js';
import { driversOf } from './index.js';
import type { Json } from './observation.js';
import { whyUnsendable } from './s3-sendable.js';
import { type Canned, cannedServer, OPTIONS } from './server.test.fixture.js';
import { documentOf } from './xml-answers.js';

interface Row {
  readonly ask: Omit<Ask, 'bucket'>;
  /** Every header of the request that speaks of checksums or of the object's size. */
  readonly sends: Readonly<Record<string, string>>;
  readonly document?: unknown;
  readonly says: Canned;
  readonly sees: Readonly<Record<string, Json>>;
}

const xml = (body: string): Canned => ({ status: 200, body: `<?xml version="1.0"?>\n${body}` });
const SPEAKS = /^x-amz-(checksum|sdk-checksum|mp-object-size|trailer)/;
const at = { key: 'k', uploadId: 'u' };
const hello = { kind: 'text', text: 'hello' } as const;
const SUM = 'NhCmhg==';
const everyAnswer = Object.fromEntries(ALGORITHMS.map((name) => [checksumHeader(name), `${name}=`]));
const everyValue = Object.fromEntries(ALGORITHMS.map((name) => [name, `${name}=`]));

const ROWS: readonly Row[] = [
  {
    ask: { op: 'create', key: 'k', checksumAlgorithm: 'CRC32C', checksumType: 'FULL_OBJECT' },
    sends: { 'x-amz-checksum-algorithm': 'CRC32C', 'x-amz-checksum-type': 'FULL_OBJECT' },
    says: {
      status: 200,
      headers: { 'x-amz-checksum-algorithm': 'CRC32C', 'x-amz-checksum-type': 'FULL_OBJECT' },
      body: '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>',
    },
    sees: { uploadId: 'u', checksumAlgorithm: 'CRC32C', checksumType: 'FULL_OBJECT' },
  },
  {
    ask: { op: 'put-part', ...at, number: 1, body: hello, checksums: { CRC32: SUM } },
    sends: { 'x-amz-checksum-crc32': SUM },
    says: { status: 200, headers: everyAnswer },
    sees: { checksums: everyValue },
  },
  {
    ask: { op: 'put-part', ...at, number: 1, body: hello, checksums: { XXHASH128: 'a', SHA512: 'b' } },
    sends: { 'x-amz-checksum-xxhash128': 'a', 'x-amz-checksum-sha512': 'b' },
    says: { status: 200 },
    sees: { checksums: {} },
  },
  {
    ask: { op: 'put', key: 'k', body: hello, checksums: { MD5: 'XUFAKrxLKna5cZ2REBfFkg==' } },
    sends: { 'x-amz-checksum-md5': 'XUFAKrxLKna5cZ2REBfFkg==' },
    says: { status: 200, headers: { ...everyAnswer, 'x-amz-checksum-type': 'FULL_OBJECT' } },
    sees: { checksums: everyValue, checksumType: 'FULL_OBJECT' },
  },
  {
    ask: {
      op: 'complete',
      ...at,
      parts: [
        { number: 1, etag: 'e', checksums: { CRC32: SUM } },
        { number: 2, etag: 'f' },
      ],
      checksums: { CRC32: `${SUM}-2` },
      checksumType: 'COMPOSITE',
      objectSize: 10,
    },
    sends: {
      'x-amz-checksum-crc32': `${SUM}-2`,
      'x-amz-checksum-type': 'COMPOSITE',
      'x-amz-mp-object-size': '10',
    },
    document: {
      root: 'CompleteMultipartUpload',
      content: {
        Part: [
          { PartNumber: '1', ETag: '"e"', ChecksumCRC32: SUM },
          { PartNumber: '2', ETag: '"f"' },
        ],
      },
    },
    says: xml(
      `<CompleteMultipartUploadResult><ETag>"e-2"</ETag><ChecksumCRC32>${SUM}-2</ChecksumCRC32><ChecksumType>COMPOSITE</ChecksumType></CompleteMultipartUploadResult>`,
    ),
    sees: { checksums: { CRC32: `${SUM}-2` }, checksumType: 'COMPOSITE' },
  },
  {
    ask: { op: 'copy-part', ...at, number: 1, source: { bucket: 'b', key: 's' } },
    sends: {},
    says: xml(`<CopyPartResult><ETag>"e"</ETag><ChecksumSHA1>x=</ChecksumSHA1></CopyPartResult>`),
    sees: { checksums: { SHA1: 'x=' } },
  },
  {
    ask: { op: 'copy', key: 'k', source: { bucket: 'b', key: 's' }, checksumAlgorithm: 'SHA256' },
    sends: { 'x-amz-checksum-algorithm': 'SHA256' },
    says: xml(
      '<CopyObjectResult><ChecksumSHA256>x=</ChecksumSHA256><ChecksumType>FULL_OBJECT</ChecksumType></CopyObjectResult>',
    ),
    sees: { checksums: { SHA256: 'x=' }, checksumType: 'FULL_OBJECT' },
  },
  {
    ask: { op: 'head', key: 'k', checksumMode: 'ENABLED' },
    sends: { 'x-amz-checksum-mode': 'ENABLED' },
    says: { status: 200, headers: { ...everyAnswer, 'x-amz-checksum-type': 'COMPOSITE' } },
    sees: { checksums: everyValue, checksumType: 'COMPOSITE' },
  },
  {
    ask: { op: 'get', key: 'k', checksumMode: 'ENABLED' },
    sends: { 'x-amz-checksum-mode': 'ENABLED' },
    says: { status: 200, headers: { 'x-amz-checksum-crc32': SUM }, body: 'hello' },
    sees: { checksums: { CRC32: SUM } },
  },
  {
    ask: { op: 'list-parts', ...at },
    sends: {},
    says: xml(
      `<ListPartsResult><Part><PartNumber>1</PartNumber><ChecksumCRC32>${SUM}</ChecksumCRC32></Part><Part><PartNumber>2</PartNumber></Part><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumType>COMPOSITE</ChecksumType></ListPartsResult>`,
    ),
    sees: { partChecksums: [{ CRC32: SUM }, {}], checksumAlgorithm: 'CRC32', checksumType: 'COMPOSITE' },
  },
  {
    ask: { op: 'list-uploads' },
    sends: {},
    says: xml(
      '<ListMultipartUploadsResult><Upload><Key>a</Key><ChecksumAlgorithm>CRC64NVME</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType></Upload><Upload><Key>b</Key></Upload></ListMultipartUploadsResult>',
    ),
    sees: { checksumAlgorithms: ['CRC64NVME', null], checksumTypes: ['FULL_OBJECT', null] },
  },
  {
    ask: { op: 'list' },
    sends: {},
    says: xml(
      '<ListBucketResult><Contents><Key>a</Key><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumAlgorithm>SHA1</ChecksumAlgorithm><ChecksumType>FULL_OBJECT</ChecksumType></Contents><Contents><Key>b</Key></Contents></ListBucketResult>',
    ),
    sees: { checksumAlgorithms: [['CRC32', 'SHA1'], []], checksumTypes: ['FULL_OBJECT', null] },
  },
  {
    ask: { op: 'list-versions' },
    sends: {},
    says: xml(
      '<ListVersionsResult><Version><Key>a</Key><ChecksumAlgorithm>CRC32</ChecksumAlgorithm><ChecksumType>COMPOSITE</ChecksumType></Version></ListVersionsResult>',
    ),
    sees: { versions: [{ checksumAlgorithms: ['CRC32'], checksumType: 'COMPOSITE' }] },
  },
  {
    ask: { op: 'attributes', key: 'k', attributes: ['Checksum', 'ObjectParts'] },
    sends: {},
    says: xml(
      `<GetObjectAttributesResponse><Checksum><ChecksumCRC32>${SUM}</ChecksumCRC32><ChecksumType>COMPOSITE</ChecksumType></Checksum><ObjectParts><PartsCount>1</PartsCount><Part><PartNumber>1</PartNumber><Size>5</Size><ChecksumCRC32>p=</ChecksumCRC32></Part></ObjectParts></GetObjectAttributesResponse>`,
    ),
    sees: { checksums: { CRC32: SUM }, checksumType: 'COMPOSITE', partChecksums: [{ CRC32: 'p=' }] },
  },
];

for (const row of ROWS) {
  t.test(`${row.ask.op} ${JSON.stringify(row.ask.checksums ?? {})}`, async (t) => {
    const server = await cannedServer(() => row.says);
    for (const id of ['raw', 'sdk'] as const) {
      const driver = driversOf('s3')[id](server.endpoint);
      const seen = await driver.send({ bucket: 'bucket', ...row.ask }, OPTIONS);
      t.equal(seen.kind, 'accepted', `${id}: ${'because' in seen ? seen.because : ''}`);
      if (seen.kind === 'accepted') t.match(seen.values, row.sees, `${id} sees the values`);
      const request = server.heard.at(-1)!;
      const spoken = Object.entries(request.headers).filter(([name]) => SPEAKS.test(name));
      t.strictSame(Object.fromEntries(spoken), row.sends, `${id} sends the headers`);
      if (row.document !== undefined) t.strictSame(documentOf(request.body), row.document, `${id} sends the document`);
      driver.close();
    }
    await server.close();
  });
}

t.test('what the SDK cannot carry', async (t) => {
  const part: Ask = { op: 'put-part', bucket: 'b', ...at, number: 1, body: hello };
  const rows: readonly (readonly [Ask, RegExp | undefined])[] = [
    [{ ...part, checksums: { CRC32: SUM } }, undefined],
    [{ ...part, checksums: { CRC32: '' } }, /drops empty checksums/],
    [{ ...part, checksums: { CRC8: SUM } }, /no member for a checksum by CRC8/],
    [{ ...part, sdkChecksum: 'CRC32' }, /no member for sdkChecksum/],
    [{ op: 'create', bucket: 'b', key: 'k', checksumAlgorithm: '' }, /drops empty headers/],
    [{ op: 'complete', bucket: 'b', ...at, objectSize: 'five' }, /objectSize "five" is not an integer/],
    [
      { op: 'complete', bucket: 'b', ...at, parts: [{ number: 1, etag: 'e', checksums: { CRC32: '' } }] },
      /drops empty checksums/,
    ],
    [{ op: 'list-parts', bucket: 'b', ...at, checksumMode: 'ENABLED' }, /no member for checksumMode/],
  ];
  for (const [ask, reason] of rows) {
    const why = whyUnsendable(ask);
    if (reason === undefined) t.equal(why, undefined);
    else t.match(why, reason);
  }
});
