/** How a call with an XML body becomes a command, and what of it the address alone says. */
import type { Command, CommandOf, Op, Policy, Refusal, UploadId } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { numeral, optionalText } from '../values.js';

export type AnyParser = (call: Call, document: Buffer, policy: Policy) => Command | Refusal;

export type Parser<O extends Op> = (...asked: Parameters<AnyParser>) => CommandOf<O> | Refusal;

/** A body that is no XML, or not the document that was asked for. */
export const MALFORMED: Refusal = { rule: 'wire/malformed-xml', fault: 'malformed-xml', detail: {} };

export const objectOf = ({ bucket, key }: Call) => ({ bucket, key });

export const versionOf = ({ bucket, key, query }: Call) => ({
  bucket,
  key,
  ...optionalText('versionId', query.get('versionId')),
});

export const uploadOf = ({ bucket, key, query }: Call) => ({
  bucket,
  key,
  uploadId: (query.get('uploadId') ?? '') as UploadId,
});

export const partOf = ({ bucket, key, query }: Call) => ({
  bucket,
  key,
  uploadId: (query.get('uploadId') ?? '') as UploadId,
  number: numeral(query.get('partNumber') ?? ''),
});
