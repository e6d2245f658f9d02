/** Listings → commands. */
import type { Refusal } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { listingParsers } from '../xml/parse-listings.js';
import { badArgument, refusal } from './values.js';

/** Whether names in a listing are to be percent-encoded; anything but `url` is refused, an empty value too (S3-200). */
function encodingOf(query: Call['query']): boolean | Refusal {
  const encoding = query.get('encoding-type');
  if (encoding === undefined) return false;
  if (encoding === 'url') return true;
  return refusal('encoding-type', 'encoding-type-invalid', { name: 'encoding-type', value: encoding });
}

/** By operation. */
export const LISTINGS = listingParsers({
  encodingOf,
  encodesParts: false,
  emptyToken: 'refused',
  badToken: (token) => badArgument('continuation-token', token, 'The continuation token provided is incorrect'),
});
