/** Reads an answer of the dialect oss: document and headers → neutral values, or the refusal it carries. */
import { OSS_CRC } from '../checksums.js';
import type { Exchange } from '../result.js';
import type { Ask, Operation } from './ask.js';
import { shapeOf } from './document.js';
import type { Json, Observation } from './observation.js';
import { CRC_HEADER } from './oss-headers.js';
import type { Refusal } from './sdk.js';
import type { Answer } from './speech.js';
import { valuesOf } from './values.js';
import { headerRecord, list, member, number, text, type Wire } from './wire.js';
import { type Document, documentOf, metadataIn, OBJECT_HEADERS, RENAMED, refusalOf } from './xml-answers.js';

type Values = Readonly<Record<string, Json>>;

/** Makes the observation of an answer that was read without an SDK. */
export function observe(ask: Ask, answer: Answer, exchange: Exchange): Observation {
  const { status } = answer;
  const headers = headerRecord(answer.headers);
  const shape = () => shapeOf(answer.body);
  const refusal = refusalIn(answer);
  if (refusal) return { kind: 'refused', status, ...refusal, headers, document: shape, exchange };
  const content = ask.op === 'get' || ask.op === 'raw' ? { content: answer.body } : {};
  return { kind: 'accepted', status, headers, document: shape, values: answered(ask, answer), ...content, exchange };
}

/**
 * What an answer refuses, or undefined when it is a success. A 203 is a callback that failed, and is no success to ali-oss
 * (OSS-124). The answer to a HEAD has its document in a header (OSS-007).
 */
export function refusalIn({ status, headers, body }: Answer): Refusal | undefined {
  if (status >= 200 && status < 300 && status !== 203) return undefined;
  const hidden = headers.find(([name]) => name.toLowerCase() === 'x-oss-err')?.[1];
  return refusalOf(documentOf(body.length === 0 && hidden !== undefined ? Buffer.from(hidden, 'base64') : body));
}

/** The neutral values of a success. */
export function answered(ask: Ask, { headers: list, body }: Answer): Values {
  const headers = headerRecord(list);
  const document = ask.op === 'get' ? undefined : documentOf(body);
  const wire = wireOf(ask.op, document, headers);
  return { ...valuesOf(ask.op, wire), ...ownValues(ask.op, wire, headers) };
}

const VERSION = { 'x-oss-version-id': 'VersionId' };
const SOURCE = { 'x-oss-copy-source-version-id': 'CopySourceVersionId' };
const ENCRYPTION = {
  'x-oss-server-side-encryption': 'ServerSideEncryption',
  'x-oss-server-side-encryption-key-id': 'SSEKMSKeyId',
};
const OBJECT = {
  ...VERSION,
  ...ENCRYPTION,
  ...OBJECT_HEADERS,
  'x-oss-storage-class': 'StorageClass',
  'x-oss-delete-marker': 'DeleteMarker',
};

/** Members that travel as headers. */
const HEADERS: Partial<Record<Operation, Readonly<Record<string, string>>>> = {
  create: ENCRYPTION,
  'put-part': { etag: 'ETag', ...ENCRYPTION },
  'copy-part': SOURCE,
  complete: { ...VERSION, ...ENCRYPTION },
  put: { etag: 'ETag', ...VERSION, ...ENCRYPTION },
  get: OBJECT,
  head: OBJECT,
  copy: { ...VERSION, ...SOURCE },
  delete: { ...VERSION, 'x-oss-delete-marker': 'DeleteMarker' },
};

function wireOf(op: Operation, document: Document | undefined, headers: Readonly<Record<string, string>>): Wire {
  const wire: Record<string, unknown> = {};
  const content = document?.content;
  if (typeof content === 'object' && content !== null) {
    if (op === 'copy-part') wire.CopyPartResult = content;
    else if (op === 'copy') wire.CopyObjectResult = content;
    else for (const [name, value] of Object.entries(content)) wire[RENAMED[name] ?? name] = value;
  }
  if (op === 'location' && typeof content === 'string') wire.LocationConstraint = content;
  if (op === 'list-buckets') wire.Buckets = (wire.Buckets as Wire | undefined)?.Bucket;
  if (op === 'get-tagging') wire.TagSet = member(wire, 'TagSet').Tag;
  if (op === 'get-lifecycle') {
    wire.Rules = list(wire.Rules).map((rule) => ({ ...rule, AbortIncompleteMultipartUpload: ending(rule) }));
  }
  for (const [header, name] of Object.entries(HEADERS[op] ?? {})) wire[name] = headers[header];
  if (op === 'get' || op === 'head') wire.Metadata = metadataIn(headers, 'x-oss-meta-');
  return wire;
}

const ending = (rule: Wire) => ({ DaysAfterInitiation: member(rule, 'AbortMultipartUpload').Days });

/** What only OSS tells, under neutral names; a CRC-64 is among the checksums as {@link OSS_CRC}. */
function ownValues(op: Operation, wire: Wire, headers: Readonly<Record<string, string>>): Values {
  const crc = headers[CRC_HEADER];
  const checksums = { checksums: crc === undefined ? {} : { [OSS_CRC]: crc } };
  switch (op) {
    case 'put-part':
    case 'put':
      return { ...checksums, contentMd5: headers['content-md5'] ?? null };
    case 'complete':
      // ali-oss reads the ETag of the header, others that of the document: both are there to be compared (OSS-072).
      return { ...checksums, headerEtag: headers.etag ?? null, encodingType: text(wire.EncodingType) };
    case 'copy-part':
      return { headerEtag: headers.etag ?? null, contentRange: headers['content-range'] ?? null };
    case 'create':
      return { encodingType: text(wire.EncodingType) };
    case 'get':
    case 'head':
      return {
        ...checksums,
        contentMd5: headers['content-md5'] ?? null,
        objectType: headers['x-oss-object-type'] ?? null,
        tagCount: number(headers['x-oss-tagging-count']),
      };
    case 'list-parts':
      return {
        encodingType: text(wire.EncodingType),
        partChecksums: list(wire.Parts).map((part): Json => {
          const sum = text(part.HashCrc64ecma);
          return sum === null ? {} : { [OSS_CRC]: sum };
        }),
      };
    case 'get-acl':
      // One word, where S3 lists grants.
      return { acl: text(member(wire, 'AccessControlList').Grant) };
    case 'head-bucket':
      return bucketInfo(member(wire, 'Bucket'));
    default:
      return {};
  }
}

function bucketInfo(bucket: Wire): Values {
  return {
    name: text(bucket.Name),
    region: text(bucket.Location),
    storageClass: text(bucket.StorageClass),
    owner: text(member(bucket, 'Owner').ID),
  };
}
