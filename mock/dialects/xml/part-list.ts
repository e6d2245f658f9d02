/**
 * The list of a Complete as almost every client writes it. It may hold 10,000 parts, for which a general XML reader takes
 * several times as long. Whatever is not plainly of the common form yields `undefined`, and the caller reads the document
 * with the full reader; a test holds the two to the same answers.
 */
import type { Checksum, Claim, Position } from '../../engine/types.js';
import { bare } from '../values.js';
import { type Element, onlyText, readXml } from './document.js';

const GAP = '[ \\t\\r\\n]*';
// Nine digits are more than any part number needs, and few enough to stay exact.
const NUMBER = `<PartNumber>([0-9]{1,9})</PartNumber>${GAP}`;
const QUOTE = '(?:"|&quot;|&#34;|&#x22;)?';
const TAG = `<ETag>${QUOTE}([A-Za-z0-9-]*)${QUOTE}</ETag>${GAP}`;
// SDKs repeat the part's checksum here.
const checksum = (group: number) => `(?:<Checksum([A-Z0-9]+)>([A-Za-z0-9+/=-]*)</Checksum\\${group}>${GAP})?`;

// Every alternative begins with a character of its own, so that none of these ever has to go back far.
const START = new RegExp(
  `(?:<\\?xml version=(?:"1\\.0"|'1\\.0')(?: encoding=(?:"UTF-8"|'UTF-8'|"utf-8"|'utf-8'))? ?\\?>)?${GAP}` +
    `<CompleteMultipartUpload(?: xmlns="http://s3\\.amazonaws\\.com/doc/2006-03-01/")?>${GAP}`,
  'y',
);
const NUMBER_FIRST = part(NUMBER, TAG);
const TAG_FIRST = part(TAG, NUMBER);
const END = new RegExp(`</CompleteMultipartUpload>${GAP}$`, 'y');

/** One part with its number and tag in that order; their texts are groups 3 and 6, a checksum's before, between or after. */
function part(first: string, second: string): RegExp {
  const content = checksum(1) + first + checksum(4) + second + checksum(7);
  return new RegExp(`<Part>${GAP}${content}</Part>${GAP}`, 'y');
}

/** The list of a Complete; `undefined` when it is malformed. */
export function readClaims(document: Buffer): readonly Claim[] | undefined {
  return scanPartList(document) ?? readPartList(document);
}

/** Reads a list of parts in the common form; `undefined` when it is anything else. */
export function scanPartList(document: Buffer): Claim[] | undefined {
  // Only ASCII gets through above, so the cheapest decoding will do.
  const text = document.toString('latin1');
  START.lastIndex = 0;
  if (!START.test(text)) return undefined;
  const claims: Claim[] = [];
  let at = START.lastIndex;
  for (;;) {
    NUMBER_FIRST.lastIndex = at;
    const found = NUMBER_FIRST.exec(text);
    if (found) {
      claims.push(claimOf(found, found[3], found[6]));
      at = NUMBER_FIRST.lastIndex;
      continue;
    }
    TAG_FIRST.lastIndex = at;
    const turned = TAG_FIRST.exec(text);
    if (!turned) break;
    claims.push(claimOf(turned, turned[6], turned[3]));
    at = TAG_FIRST.lastIndex;
  }
  END.lastIndex = at;
  return END.test(text) ? claims : undefined;
}

function claimOf(found: RegExpExecArray, number = '', etag = ''): Claim {
  const claim = { position: Number(number) as Position, etag };
  let checksum: Checksum | undefined;
  for (let group = 1; group <= 7; group += 3) {
    if (found[group] !== undefined) checksum = added(checksum, found[group], found[group + 1]);
  }
  return checksum ? { ...claim, checksum } : claim;
}

/** A second checksum is put after the first with a comma, where no digest has one: so it is refused as malformed (S3-158). */
function added(before: Checksum | undefined, algorithm = '', value = ''): Checksum {
  return before ? { ...before, value: `${before.value},${value}` } : { algorithm: algorithm.toLowerCase(), value };
}

/** The list of a Complete by the full XML reader; `undefined` when it is malformed. */
export function readPartList(document: Buffer): readonly Claim[] | undefined {
  const root = readXml(document);
  if (root?.name !== 'CompleteMultipartUpload') return undefined;
  const claims: Claim[] = [];
  for (const part of root.children) {
    const claim = part.name === 'Part' ? readPart(part) : undefined;
    if (!claim) return undefined;
    claims.push(claim);
  }
  return claims;
}

function readPart(part: Element): Claim | undefined {
  const number = onlyText(part, 'PartNumber')?.trim();
  const etag = onlyText(part, 'ETag');
  if (number === undefined || etag === undefined || !/^-?\d+$/.test(number)) return undefined;
  const claim = { position: Number(number) as Position, etag: bare(etag) };
  let checksum: Checksum | undefined;
  for (const { name, text } of part.children) {
    const algorithm = /^Checksum([A-Z0-9]+)$/.exec(name)?.[1];
    if (algorithm !== undefined) checksum = added(checksum, algorithm, text.trim());
  }
  return checksum ? { ...claim, checksum } : claim;
}
