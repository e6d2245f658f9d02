/**
 * The neutral values of an answer, one list for each operation (`docs/suites.md`). Both drivers come through here: the raw one
 * with text out of the XML and the headers, the SDK one with its typed outputs. Member names are those of the S3 model.
 */
import { ALGORITHMS } from '../checksums.js';
import type { Operation } from './ask.js';
import type { Json } from './observation.js';
import { attributeValues } from './s3-attributes.js';
import { defaultEncryptionOf, grantsOf, retentionOf, tagsOf } from './s3-configurations.js';
import { date, flag, httpDate, list, member, number, person, text, utf8, type Wire } from './wire.js';

type Values = Readonly<Record<string, Json>>;

/**
 * Gives every neutral value of the operation; what the answer does not carry is null, or an empty list.
 *
 * @param wire The answer by the S3 model's names, lists either as arrays or as one lone element.
 */
export function valuesOf(op: Operation, wire: Wire): Values {
  return { ...READERS[op]?.(wire), ...attributeValues(op, wire) };
}

/** Drops the quotes of an entity tag. */
export function bareEtag(etag: string): string {
  return etag.replaceAll('"', '');
}

const READERS: Partial<Record<Operation, (wire: Wire) => Values>> = {
  create: (w) => ({
    bucket: text(w.Bucket),
    key: text(w.Key),
    uploadId: text(w.UploadId),
    checksumAlgorithm: text(w.ChecksumAlgorithm),
    checksumType: text(w.ChecksumType),
    ...announced(w),
  }),
  'put-part': (w) => ({ ...etags(w), checksums: checksums(w) }),
  'copy-part': (w) => ({ ...copied(member(w, 'CopyPartResult')), sourceVersionId: text(w.CopySourceVersionId) }),
  complete: (w) => ({
    location: text(w.Location),
    bucket: text(w.Bucket),
    key: text(w.Key),
    ...etags(w),
    ...checksummed(w),
    versionId: text(w.VersionId),
  }),
  'list-parts': listedParts,
  'list-uploads': listedUploads,
  put: (w) => ({ ...etags(w), ...checksummed(w), versionId: text(w.VersionId) }),
  get: object,
  head: object,
  copy: (w) => ({
    ...copied(member(w, 'CopyObjectResult')),
    checksumType: text(member(w, 'CopyObjectResult').ChecksumType),
    versionId: text(w.VersionId),
    sourceVersionId: text(w.CopySourceVersionId),
  }),
  delete: (w) => ({ versionId: text(w.VersionId), deleteMarker: flag(w.DeleteMarker) }),
  'delete-many': (w) => ({
    deleted: list(w.Deleted).map((d) => ({
      key: text(d.Key),
      versionId: text(d.VersionId),
      deleteMarker: flag(d.DeleteMarker),
      deleteMarkerVersionId: text(d.DeleteMarkerVersionId),
    })),
    errors: list(w.Errors).map((e) => ({
      key: text(e.Key),
      versionId: text(e.VersionId),
      code: text(e.Code),
    })),
  }),
  list: (w) => ({
    ...listing(w),
    count: number(w.KeyCount),
    token: text(w.ContinuationToken),
    nextToken: text(w.NextContinuationToken),
    startAfter: text(w.StartAfter),
  }),
  'list-v1': (w) => ({ ...listing(w), marker: text(w.Marker), nextMarker: text(w.NextMarker) }),
  'list-versions': listedVersions,
  attributes: attributes,
  'list-buckets': (w) => ({
    buckets: list(w.Buckets).map((b) => text(b.Name)),
    owner: person(w.Owner),
  }),
  // An empty LocationConstraint means us-east-1; the SDK cannot tell it from an absent one.
  location: (w) => ({ region: text(w.LocationConstraint) || null }),
  'get-tagging': tagsOf,
  'get-acl': grantsOf,
  'get-retention': retentionOf,
  'get-legal-hold': (w) => ({ legalHold: text(member(w, 'LegalHold').Status) }),
  'get-encryption': defaultEncryptionOf,
  'get-versioning': (w) => ({ status: text(w.Status) }),
  'get-lifecycle': (w) => ({ rules: list(w.Rules).map(lifecycleRule) }),
  'get-policy': (w) => ({ policy: policy(text(w.Policy)) }),
  'get-payment': (w) => ({ payer: text(w.Payer) }),
};

/** When the bucket's lifecycle will end the upload. */
function announced(w: Wire): Values {
  return { abortDate: httpDate(w.AbortDate), abortRuleId: text(w.AbortRuleId) };
}

function lifecycleRule(w: Wire): Json {
  const filter = member(w, 'Filter');
  return {
    id: text(w.ID),
    status: text(w.Status),
    prefix: text(filter.Prefix) ?? text(member(filter, 'And').Prefix) ?? text(w.Prefix) ?? '',
    days: number(member(w, 'AbortIncompleteMultipartUpload').DaysAfterInitiation),
    expireDays: number(member(w, 'Expiration').Days),
  };
}

function etags(w: Wire): Values {
  const raw = text(w.ETag);
  return { etag: raw === null ? null : bareEtag(raw), rawEtag: raw };
}

function copied(result: Wire): Values {
  return { ...etags(result), checksums: checksums(result), lastModified: date(result.LastModified) };
}

/** The additional checksums that an answer or an entry carries, by algorithm. */
function checksums(w: Wire): Record<string, string> {
  const found = ALGORITHMS.map((algorithm) => [algorithm, text(w[`Checksum${algorithm}`])] as const);
  return Object.fromEntries(found.filter((entry): entry is readonly [(typeof entry)[0], string] => entry[1] !== null));
}

/** An entry of a listing may name several. */
function algorithms(entry: Wire): string[] {
  return [entry.ChecksumAlgorithm ?? []].flat().map(String);
}

function checksummed(w: Wire): Values {
  return { checksums: checksums(w), checksumType: text(w.ChecksumType) };
}

function listedParts(w: Wire): Values {
  const parts = list(w.Parts);
  return {
    bucket: text(w.Bucket),
    key: text(w.Key),
    uploadId: text(w.UploadId),
    numbers: parts.map((part) => number(part.PartNumber)),
    sizes: parts.map((part) => number(part.Size)),
    etags: parts.map((part) => etags(part).etag ?? null),
    rawEtags: parts.map((part) => text(part.ETag)),
    partChecksums: parts.map(checksums),
    checksumAlgorithm: text(w.ChecksumAlgorithm),
    checksumType: text(w.ChecksumType),
    dates: parts.map((part) => date(part.LastModified)),
    marker: number(w.PartNumberMarker),
    nextMarker: number(w.NextPartNumberMarker),
    max: number(w.MaxParts),
    truncated: flag(w.IsTruncated),
    storageClass: text(w.StorageClass),
    initiator: person(w.Initiator),
    owner: person(w.Owner),
    ...announced(w),
  };
}

function listedUploads(w: Wire): Values {
  const uploads = list(w.Uploads);
  return {
    bucket: text(w.Bucket),
    keys: uploads.map((upload) => text(upload.Key)),
    uploadIds: uploads.map((upload) => text(upload.UploadId)),
    initiated: uploads.map((upload) => date(upload.Initiated)),
    storageClasses: uploads.map((upload) => text(upload.StorageClass)),
    checksumAlgorithms: uploads.map((upload) => text(upload.ChecksumAlgorithm)),
    checksumTypes: uploads.map((upload) => text(upload.ChecksumType)),
    prefixes: prefixes(w),
    prefix: text(w.Prefix),
    delimiter: text(w.Delimiter),
    encodingType: text(w.EncodingType),
    keyMarker: text(w.KeyMarker),
    idMarker: text(w.UploadIdMarker),
    nextKeyMarker: text(w.NextKeyMarker),
    nextIdMarker: text(w.NextUploadIdMarker),
    max: number(w.MaxUploads),
    truncated: flag(w.IsTruncated),
    initiators: uploads.map((upload) => person(upload.Initiator)),
    owners: uploads.map((upload) => person(upload.Owner)),
  };
}

function listing(w: Wire): Values {
  const contents = list(w.Contents);
  return {
    keys: contents.map((entry) => text(entry.Key)),
    sizes: contents.map((entry) => number(entry.Size)),
    etags: contents.map((entry) => etags(entry).etag ?? null),
    storageClasses: contents.map((entry) => text(entry.StorageClass)),
    checksumAlgorithms: contents.map(algorithms),
    checksumTypes: contents.map((entry) => text(entry.ChecksumType)),
    dates: contents.map((entry) => date(entry.LastModified)),
    prefixes: prefixes(w),
    prefix: text(w.Prefix),
    delimiter: text(w.Delimiter),
    max: number(w.MaxKeys),
    truncated: flag(w.IsTruncated),
    encodingType: text(w.EncodingType),
    owners: contents.map((entry) => person(entry.Owner)),
  };
}

function listedVersions(w: Wire): Values {
  const entry = (v: Wire) => ({ key: text(v.Key), versionId: text(v.VersionId), latest: flag(v.IsLatest) });
  return {
    versions: list(w.Versions).map((v) => ({
      ...entry(v),
      etag: etags(v).etag ?? null,
      size: number(v.Size),
      checksumAlgorithms: algorithms(v),
      checksumType: text(v.ChecksumType),
    })),
    markers: list(w.DeleteMarkers).map(entry),
    prefixes: prefixes(w),
    prefix: text(w.Prefix),
    delimiter: text(w.Delimiter),
    encodingType: text(w.EncodingType),
    keyMarker: text(w.KeyMarker),
    idMarker: text(w.VersionIdMarker),
    nextKeyMarker: text(w.NextKeyMarker),
    nextIdMarker: text(w.NextVersionIdMarker),
    max: number(w.MaxKeys),
    truncated: flag(w.IsTruncated),
  };
}

function object(w: Wire): Values {
  const metadata = Object.entries((w.Metadata ?? {}) as Record<string, string>);
  return {
    ...etags(w),
    ...checksummed(w),
    size: number(w.ContentLength),
    contentType: text(w.ContentType),
    cacheControl: text(w.CacheControl),
    contentDisposition: text(w.ContentDisposition),
    contentEncoding: text(w.ContentEncoding),
    contentLanguage: text(w.ContentLanguage),
    expires: text(w.ExpiresString),
    metadata: Object.fromEntries(metadata.map(([name, value]) => [name.toLowerCase(), utf8(value)])),
    lastModified: httpDate(w.LastModified),
    partsCount: number(w.PartsCount),
    contentRange: text(w.ContentRange),
    acceptRanges: text(w.AcceptRanges),
    versionId: text(w.VersionId),
    storageClass: text(w.StorageClass),
    redirect: text(w.WebsiteRedirectLocation),
    deleteMarker: flag(w.DeleteMarker),
  };
}

function attributes(w: Wire): Values {
  const parts = member(w, 'ObjectParts');
  return {
    etag: etags(w).etag ?? null,
    ...checksummed(member(w, 'Checksum')),
    size: number(w.ObjectSize),
    storageClass: text(w.StorageClass),
    partsCount: number(parts.TotalPartsCount),
    parts: list(parts.Parts).map((part) => ({ number: number(part.PartNumber), size: number(part.Size) })),
    partChecksums: list(parts.Parts).map(checksums),
    marker: number(parts.PartNumberMarker),
    nextMarker: number(parts.NextPartNumberMarker),
    max: number(parts.MaxParts),
    truncated: flag(parts.IsTruncated),
    lastModified: httpDate(w.LastModified),
    versionId: text(w.VersionId),
  };
}

/** A policy as its document says it; a text that is no JSON as it stands. */
function policy(document: string | null): Json {
  try {
    return document === null ? null : (JSON.parse(document) as Json);
  } catch {
    return document;
  }
}

const prefixes = (w: Wire) => list(w.CommonPrefixes).map((entry) => text(entry.Prefix));
