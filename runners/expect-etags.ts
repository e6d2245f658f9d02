/** Entity tags in an answer against those the harness works out itself. */
import type { BodySpec } from './body.js';
import { etagOf, joinedEtagOf, multipartEtagOf } from './etags.js';

export interface EtagFound {
  readonly title: string;
  readonly ok: boolean;
  readonly expected: string;
  readonly actual: string;
}

const TITLES = {
  md5Etag: 'ETag is the MD5 of the body',
  multipartEtag: 'ETag is the MD5 of the part MD5s',
} as const;

/** Judges a tag by the bytes it stands for. @param seen the tag, or in words why there is none. */
export async function etagOfBodies(
  check: keyof typeof TITLES,
  bodies: readonly BodySpec[],
  dialect: string,
  seen: string,
): Promise<EtagFound> {
  const expected =
    check === 'md5Etag'
      ? await etagOf(bodies.length === 1 ? bodies[0]! : { kind: 'text', text: '' }, dialect)
      : await multipartEtagOf(bodies, dialect);
  return { title: TITLES[check], ok: seen === expected, expected, actual: seen };
}

/** Judges the tag of an object by those its parts were answered with. */
export async function etagOfEtags(etags: readonly unknown[], dialect: string, seen: string): Promise<EtagFound> {
  const expected = etags.every((etag) => typeof etag === 'string')
    ? await joinedEtagOf(etags as string[], dialect)
    : 'parts with ETags';
  return { title: "ETag is the MD5 of the parts' ETags", ok: seen === expected, expected, actual: seen };
}
