/** Reads what answers have in common in every dialect with XML: documents, errors, and the headers of an object. */
import { XMLParser } from 'fast-xml-parser';
import type { Refusal } from './sdk.js';

// Not the mock's parser, so that a mistake in one is not made again in the other.
const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  removeNSPrefix: true,
  htmlEntities: true,
  // A listing has two quotation marks in every entry; the limits are meant for entities defined by the document.
  processEntities: {
    enabled: true,
    maxTotalExpansions: Number.MAX_SAFE_INTEGER,
    maxExpandedLength: Number.MAX_SAFE_INTEGER,
  },
});

/** A document's root: its name, and its content as text or as an object of elements. Undefined when it is no XML. */
export interface Document {
  readonly root: string;
  readonly content: unknown;
}

/** Parses a document; blanks before it are allowed (S3-112), nothing in it is converted. */
export function documentOf(body: Buffer): Document | undefined {
  const text = body.toString('utf8').trimStart();
  if (!text.startsWith('<')) return undefined;
  try {
    const [entry] = Object.entries(parser.parse(text) as Record<string, unknown>).filter(([name]) => name !== '#text');
    return entry && { root: entry[0], content: entry[1] };
  } catch {
    return undefined;
  }
}

/** What an error document says; empty when the body is none. */
export function refusalOf(document: Document | undefined): Refusal {
  if (document?.root !== 'Error' || typeof document.content !== 'object')
    return { code: '', message: '', elements: {} };
  const { Code, Message, ...rest } = document.content as Record<string, unknown>;
  const elements = Object.entries(rest).flatMap(([name, value]) =>
    name === '#text' ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)] as const],
  );
  return { code: leaf(Code), message: leaf(Message), elements: Object.fromEntries(elements) };
}

const leaf = (value: unknown) => (typeof value === 'string' ? value : '');

/** Elements whose name in a document is not the S3 model's, by which `valuesOf` reads. */
export const RENAMED: Readonly<Record<string, string>> = {
  Part: 'Parts',
  Upload: 'Uploads',
  Version: 'Versions',
  DeleteMarker: 'DeleteMarkers',
  Error: 'Errors',
  Rule: 'Rules',
};

/** Headers of an object that the model has as members. */
export const OBJECT_HEADERS = {
  etag: 'ETag',
  'content-length': 'ContentLength',
  'content-type': 'ContentType',
  'cache-control': 'CacheControl',
  'content-disposition': 'ContentDisposition',
  'content-encoding': 'ContentEncoding',
  'content-language': 'ContentLanguage',
  expires: 'ExpiresString',
  'last-modified': 'LastModified',
  'content-range': 'ContentRange',
  'accept-ranges': 'AcceptRanges',
};

/** A client's own headers, without the prefix that marks them. */
export function metadataIn(headers: Readonly<Record<string, string>>, prefix: string): Record<string, string> {
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(metadata.map(([name, value]) => [name.slice(prefix.length), value]));
}
