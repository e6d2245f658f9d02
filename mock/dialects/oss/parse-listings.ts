/** Listings → commands. */
import type { Refusal } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { listingParsers } from '../xml/parse-listings.js';
import { badArgument } from './values.js';

/** Whether names in an answer are to be percent-encoded. ali-oss may send the parameter empty. */
export function encodingOf(query: Call['query']): boolean | Refusal {
  const encoding = query.get('encoding-type') ?? '';
  if (encoding === '') return false;
  if (encoding === 'url') return true;
  return badArgument('encoding-type', encoding, 'Invalid Encoding Method specified in Request.');
}

/** By operation. */
export const LISTINGS = listingParsers({
  encodingOf,
  encodesParts: true,
  emptyToken: 'none',
  badToken: (token) => badArgument('continuation-token', token, 'The continuation token provided is incorrect.'),
});
