/** Listings → commands. */
import type { CommandOf, Op, Refusal } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { optionalNumeral } from '../values.js';
import { type Parser, uploadOf } from './parser.js';

/** Where dialects differ in what they take. */
export interface ListingForms {
  /** Whether names in the answer are to be percent-encoded. */
  readonly encodingOf: (query: Call['query']) => boolean | Refusal;
  /** Whether names in the answer of list-parts can be encoded too. */
  readonly encodesParts: boolean;
  /** Whether an empty continuation token counts as none. */
  readonly emptyToken: 'none' | 'refused';
  /** The refusal of a token that the mock did not write. */
  readonly badToken: (token: string) => Refusal;
}

/** Their parsers, by operation. */
export function listingParsers({ encodingOf, encodesParts, ...tokens }: ListingForms) {
  const encoded =
    <O extends Op>(read: (call: Call, encodingUrl: boolean) => CommandOf<O> | Refusal): Parser<O> =>
    (call) => {
      const encodingUrl = encodingOf(call.query);
      return typeof encodingUrl === 'boolean' ? read(call, encodingUrl) : encodingUrl;
    };
  return {
    'list-objects': encoded((call, encodingUrl) => listObjects(call, encodingUrl, tokens)),
    'list-versions': encoded(listVersions),
    'list-uploads': encoded(listUploads),
    'list-parts': encodesParts ? encoded(listParts) : listParts,
  };
}

function listObjects(
  { bucket, query }: Call,
  encodingUrl: boolean,
  { emptyToken, badToken }: Pick<ListingForms, 'emptyToken' | 'badToken'>,
): CommandOf<'list-objects'> | Refusal {
  const edition = query.get('list-type') === '2' ? 2 : 1;
  const token = edition === 2 ? query.get('continuation-token') : undefined;
  const given = token !== undefined && (token !== '' || emptyToken === 'refused');
  const continuation = given ? readToken(token) : undefined;
  if (given && continuation === undefined) return badToken(token);
  return {
    op: 'list-objects',
    bucket,
    edition,
    ...namesOf(query),
    after: query.get(edition === 2 ? 'start-after' : 'marker') ?? '',
    continuation,
    max: optionalNumeral(query.get('max-keys')),
    fetchOwner: query.get('fetch-owner') === 'true',
    encodingUrl,
  };
}

const namesOf = (query: Call['query']) => ({
  prefix: query.get('prefix') ?? '',
  delimiter: query.get('delimiter') ?? '',
});

/** Tokens hold the name to go on from, so that a listing needs no memory; to a client they are opaque. */
export function writeToken(name: string): string {
  return Buffer.from(name).toString('base64url');
}

function readToken(token: string): string | undefined {
  const name = Buffer.from(token, 'base64url').toString();
  return name !== '' && writeToken(name) === token ? name : undefined;
}

function listVersions({ bucket, query }: Call, encodingUrl: boolean): CommandOf<'list-versions'> {
  return {
    op: 'list-versions',
    bucket,
    ...namesOf(query),
    keyMarker: query.get('key-marker') ?? '',
    versionMarker: query.get('version-id-marker') ?? '',
    max: optionalNumeral(query.get('max-keys')),
    encodingUrl,
  };
}

function listUploads({ bucket, query }: Call, encodingUrl: boolean): CommandOf<'list-uploads'> {
  return {
    op: 'list-uploads',
    bucket,
    ...namesOf(query),
    prefixGiven: query.has('prefix'),
    keyMarker: query.get('key-marker') ?? '',
    uploadMarker: query.get('upload-id-marker') ?? '',
    max: optionalNumeral(query.get('max-uploads')),
    encodingUrl,
  };
}

function listParts(call: Call): CommandOf<'list-parts'> {
  return {
    op: 'list-parts',
    ...uploadOf(call),
    max: optionalNumeral(call.query.get('max-parts')),
    marker: optionalNumeral(call.query.get('part-number-marker')),
  };
}
