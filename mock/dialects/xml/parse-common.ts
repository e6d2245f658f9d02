/** Requests that say the same in every dialect with XML → commands. */
import type { Op } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { optionalText } from '../values.js';
import { type Element, onlyText, readXml } from './document.js';
import { type AnyParser, MALFORMED, type Parser, uploadOf } from './parser.js';

const parsePutVersioning: Parser<'put-versioning'> = ({ bucket }, document) => {
  const root = readXml(document);
  const status = root?.name === 'VersioningConfiguration' ? onlyText(root, 'Status') : undefined;
  if (status === 'Enabled') return { op: 'put-versioning', bucket, status: 'enabled' };
  if (status === 'Suspended') return { op: 'put-versioning', bucket, status: 'suspended' };
  return MALFORMED;
};

/** OSS-022, and as many of S3. */
const MOST_DELETED = 1000;

export const parseDeleteObjects: Parser<'delete-objects'> = ({ bucket }, document) => {
  const root = readXml(document);
  if (root?.name !== 'Delete') return MALFORMED;
  const objects = root.children.filter((child) => child.name === 'Object');
  const keys = objects.map(readDeleted);
  if (keys.length === 0 || keys.length > MOST_DELETED || !keys.every((key) => key !== undefined)) return MALFORMED;
  return { op: 'delete-objects', bucket, quiet: onlyText(root, 'Quiet')?.trim() === 'true', keys };
};

function readDeleted(object: Element) {
  const key = onlyText(object, 'Key');
  return key ? { key, ...optionalText('versionId', onlyText(object, 'VersionId')) } : undefined;
}

const onBucket =
  <O extends Op>(op: O) =>
  ({ bucket }: Call) => ({ op, bucket });

/** What needs no words of its own in any of them. */
export const COMMON = {
  'list-buckets': () => ({ op: 'list-buckets' }),
  'delete-bucket': onBucket('delete-bucket'),
  'head-bucket': onBucket('head-bucket'),
  'get-location': onBucket('get-location'),
  'get-versioning': onBucket('get-versioning'),
  'put-versioning': parsePutVersioning,
  'get-lifecycle': onBucket('get-lifecycle'),
  'delete-lifecycle': onBucket('delete-lifecycle'),
  abort: (call) => ({ op: 'abort', ...uploadOf(call) }),
} satisfies { readonly [O in Op]?: AnyParser };
