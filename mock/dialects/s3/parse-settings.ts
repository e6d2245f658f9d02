/** Requests about the tags, the access control list or the lock of an object → commands. */
import type { Tag } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { type Element, onlyText, readXml } from '../xml/document.js';
import { MALFORMED, type Parser, versionOf } from '../xml/parser.js';
import { bypass, lockAsked } from './attribute-headers.js';

type Shown = 'get-tagging' | 'delete-tagging' | 'get-acl' | 'get-retention' | 'get-legal-hold';

/** A request that says nothing but whose. */
export const parseShow =
  <O extends Shown>(op: O) =>
  (call: Call) => ({ op, ...versionOf(call) });

export const parsePutTagging: Parser<'put-tagging'> = (call, document) => {
  const root = readXml(document);
  const set = root?.name === 'Tagging' ? root.children.find(({ name }) => name === 'TagSet') : undefined;
  const tags = set?.children.map(readTag);
  if (!tags?.every((tag) => tag !== undefined)) return MALFORMED;
  return { op: 'put-tagging', ...versionOf(call), tags };
};

function readTag(element: Element): Tag | undefined {
  const [key, value] = [onlyText(element, 'Key'), onlyText(element, 'Value')];
  return element.name === 'Tag' && key !== undefined && value !== undefined ? { key, value } : undefined;
}

export const parsePutRetention: Parser<'put-retention'> = (call, document) => {
  const root = readXml(document);
  if (root?.name !== 'Retention') return MALFORMED;
  const lock = lockAsked({ mode: onlyText(root, 'Mode'), until: onlyText(root, 'RetainUntilDate'), hold: undefined });
  return { op: 'put-retention', ...versionOf(call), lock: lock ?? {}, ...bypass(call.request.headers) };
};

export const parsePutLegalHold: Parser<'put-legal-hold'> = (call, document) => {
  const root = readXml(document);
  const hold = root?.name === 'LegalHold' ? onlyText(root, 'Status') : undefined;
  return hold === 'ON' || hold === 'OFF' ? { op: 'put-legal-hold', ...versionOf(call), lock: { hold } } : MALFORMED;
};
