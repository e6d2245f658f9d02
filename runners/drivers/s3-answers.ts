/** Reads an answer of the dialect s3: document and headers → neutral values, or the refusal it carries. */
import { ALGORITHMS, checksumHeader } from '../checksums.js';
import type { Exchange } from '../result.js';
import type { Ask, Operation } from './ask.js';
import { shapeOf } from './document.js';
import type { Observation } from './observation.js';
import { ANSWERED_ATTRIBUTES } from './s3-attributes.js';
import type { Answer } from './speech.js';
import { valuesOf } from './values.js';
import { headerRecord, type Wire } from './wire.js';
import { type Document, documentOf, metadataIn, OBJECT_HEADERS, RENAMED, refusalOf } from './xml-answers.js';

/** Answers whose 200 may still carry an error document (S3-085, S3-111); a get's body is the object's. */
export function refusesInside(op: Operation, document: Document | undefined): boolean {
  return op !== 'get' && document?.root === 'Error';
}

/** Makes the observation of an answer that was read without an SDK. */
export function observe(ask: Ask, answer: Answer, exchange: Exchange): Observation {
  const headers = headerRecord(answer.headers);
  const ok = answer.status >= 200 && answer.status < 300;
  const document = ok && ask.op === 'get' ? undefined : documentOf(answer.body);
  const shape = () => shapeOf(answer.body);
  if (!ok || refusesInside(ask.op, document)) {
    return { kind: 'refused', status: answer.status, ...refusalOf(document), headers, document: shape, exchange };
  }
  const wire = wireOf(ask.op, document, headers);
  // The one answer whose document is no XML.
  const values = valuesOf(ask.op, ask.op === 'get-policy' ? { ...wire, Policy: answer.body.toString() } : wire);
  const content = ask.op === 'get' || ask.op === 'raw' ? { content: answer.body } : {};
  return { kind: 'accepted', status: answer.status, headers, document: shape, values, ...content, exchange };
}

const VERSION = { 'x-amz-version-id': 'VersionId' };
const SOURCE = { 'x-amz-copy-source-version-id': 'CopySourceVersionId' };
const CHECKSUMS = Object.fromEntries(ALGORITHMS.map((name) => [checksumHeader(name), `Checksum${name}`]));
const TYPE = { 'x-amz-checksum-type': 'ChecksumType' };
const OBJECT = {
  ...VERSION,
  ...CHECKSUMS,
  ...TYPE,
  ...OBJECT_HEADERS,
  'x-amz-mp-parts-count': 'PartsCount',
  'x-amz-storage-class': 'StorageClass',
  'x-amz-website-redirect-location': 'WebsiteRedirectLocation',
  'x-amz-delete-marker': 'DeleteMarker',
};

const ABORT = { 'x-amz-abort-date': 'AbortDate', 'x-amz-abort-rule-id': 'AbortRuleId' };

/** Members that travel as headers. */
const HEADERS: Partial<Record<Operation, Readonly<Record<string, string>>>> = {
  create: { 'x-amz-checksum-algorithm': 'ChecksumAlgorithm', ...TYPE, ...ABORT },
  'list-parts': ABORT,
  'put-part': { etag: 'ETag', ...CHECKSUMS },
  'copy-part': SOURCE,
  complete: VERSION,
  put: { etag: 'ETag', ...VERSION, ...CHECKSUMS, ...TYPE },
  get: OBJECT,
  head: OBJECT,
  copy: { ...VERSION, ...SOURCE },
  delete: { ...VERSION, 'x-amz-delete-marker': 'DeleteMarker' },
  attributes: { ...VERSION, 'last-modified': 'LastModified' },
};

function wireOf(op: Operation, document: Document | undefined, headers: Record<string, string>): Wire {
  const wire: Record<string, unknown> = {};
  if (typeof document?.content === 'object' && document.content !== null) {
    // Members of their own in the model, roots on the wire. Which of the two a server writes is no matter to a typed client
    // (YAN-042).
    if (op === 'copy-part') wire.CopyPartResult = document.content;
    if (op === 'copy') wire.CopyObjectResult = document.content;
    else for (const [name, value] of Object.entries(document.content)) wire[nameOf(op, name)] = value;
  }
  if (op === 'location' && typeof document?.content === 'string') wire.LocationConstraint = document.content;
  if (op === 'list-buckets') wire.Buckets = (wire.Buckets as Wire | undefined)?.Bucket;
  if (op === 'attributes' && typeof wire.ObjectParts === 'object') {
    const parts = wire.ObjectParts as Wire;
    wire.ObjectParts = { ...parts, TotalPartsCount: parts.PartsCount, Parts: parts.Part };
  }
  if (op === 'get-tagging') wire.TagSet = (wire.TagSet as Wire | undefined)?.Tag;
  if (op === 'get-acl') wire.Grants = (wire.AccessControlList as Wire | undefined)?.Grant;
  if (op === 'get-retention') wire.Retention = document?.content;
  if (op === 'get-legal-hold') wire.LegalHold = document?.content;
  if (op === 'get-encryption') {
    wire.ServerSideEncryptionConfiguration = { Rules: wire.Rules };
    delete wire.Rules;
  }
  for (const [header, member] of Object.entries({ ...HEADERS[op], ...ANSWERED_ATTRIBUTES[op] }))
    wire[member] = headers[header];
  if (op === 'get' || op === 'head') wire.Metadata = metadataIn(headers, 'x-amz-meta-');
  return wire;
}

const nameOf = (op: Operation, name: string) => (op === 'complete' ? name : (RENAMED[name] ?? name));
