/** Tags of objects, and what they may be. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** The header as it was sent, and its reading; `null` when it is no query string, or names a key twice. */
export interface TaggingAsked {
  readonly text: string;
  readonly tags: readonly Tag[] | null;
}

export const MOST_TAGS = 10;
const KEY_LENGTH = 128;
const VALUE_LENGTH = 256;
/** Letters, digits, blanks and a few signs; AWS counts UTF-16 units, as JavaScript does. */
const ALLOWED = /^[\p{L}\p{N}\p{Z}_.:/=+\-@]*$/u;

/** Which half of a tag cannot be, in AWS's word for it. */
export function badHalf({ key, value }: Tag): 'TagKey' | 'TagValue' | undefined {
  if (key === '' || key.length > KEY_LENGTH || !ALLOWED.test(key) || key.toLowerCase().startsWith('aws:'))
    return 'TagKey';
  return value.length > VALUE_LENGTH || !ALLOWED.test(value) ? 'TagValue' : undefined;
}
