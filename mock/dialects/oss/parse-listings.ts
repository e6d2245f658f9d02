/** Listings → commands. */
import type { Refusal } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import {
  type ListingForms,
  listObjectsParser,
  listParts,
  listUploadsParser,
  listVersionsParser,
} from '../xml/parse-listings.js';
import type { Parser } from '../xml/parser.js';
import { badArgument } from './values.js';

/** Whether names in an answer are to be percent-encoded. ali-oss may send the parameter empty. */
export function encodingOf(query: Call['query']): boolean | Refusal {
  const encoding = query.get('encoding-type') ?? '';
  if (encoding === '') return false;
  if (encoding === 'url') return true;
  return badArgument('encoding-type', encoding, 'Invalid Encoding Method specified in Request.');
}

const FORMS: ListingForms = {
  encodingOf,
  emptyToken: 'none',
  badToken: (token) => badArgument('continuation-token', token, 'The continuation token provided is incorrect.'),
};

export const parseListObjects = listObjectsParser(FORMS);
export const parseListVersions = listVersionsParser(FORMS);
export const parseListUploads = listUploadsParser(FORMS);

export const parseListParts: Parser<'list-parts'> = (call) => {
  const encodingUrl = encodingOf(call.query);
  return typeof encodingUrl === 'boolean' ? listParts(call) : encodingUrl;
};
