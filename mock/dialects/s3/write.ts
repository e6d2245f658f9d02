/** What all answers of this dialect share: headers, dates, names, and the parts of listings. */
import { arnOf } from '../../engine/names.js';
import type { Choices, Encryption, Identity } from '../../engine/types.js';
import type { RenderContext } from '../dialect.js';
import { element } from '../xml/document.js';
import { type Headers, writerOf } from '../xml/render-common.js';
import { encodeLoosely, httpDate } from '../xml/text.js';

export { encodeLoosely, httpDate, isoDate, quoted } from '../xml/text.js';

export const NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** The headers of every answer (S3-249). */
export function commonHeaders(context: RenderContext): Headers {
  return {
    'x-amz-id-2': context.hostId,
    'x-amz-request-id': context.requestId,
    Date: httpDate(context.now.getTime()),
    Server: 'AmazonS3',
  };
}

/** What answers say of encryption: what was asked for, else the bucket's default (S3-023, S3-024, S3-026). */
export function encryption({ policy }: RenderContext, stored?: Encryption): Headers {
  if (stored === undefined && policy.choices.serverSideEncryption === 'none') return {};
  const name = 'x-amz-server-side-encryption';
  switch (stored?.kind) {
    case 'customer':
      return { [`${name}-customer-algorithm`]: stored.algorithm, [`${name}-customer-key-MD5`]: stored.keyMd5 };
    case 'kms':
      return {
        [name]: stored.algorithm,
        [`${name}-aws-kms-key-id`]: stored.keyId,
        ...(stored.bucketKey ? { [`${name}-bucket-key-enabled`]: 'true' } : {}),
      };
    default:
      return { [name]: 'AES256' };
  }
}

/** Only the answers that begin a storing repeat the context. */
export function encryptionContext(stored: Encryption | undefined): Headers {
  const context = stored?.kind === 'kms' ? stored.context : undefined;
  return context === undefined ? {} : { 'x-amz-server-side-encryption-context': context };
}

export function versionHeader(versionId: string | undefined, name = 'x-amz-version-id'): Headers {
  return versionId === undefined ? {} : { [name]: versionId };
}

/** An account. S3 itself dropped the display name of owners in 2025, yet not that of initiators (S3-180). */
export function account(name: 'Owner' | 'Initiator', identity: Identity): string {
  const { id, displayName, user } = identity;
  if (name === 'Owner') return `<Owner>${element('ID', id)}</Owner>`;
  // A user who began an upload goes by its ARN, an account by its canonical id (S3-181).
  const shown = user === undefined ? id : arnOf(identity);
  return `<Initiator>${element('ID', shown)}${element('DisplayName', displayName)}</Initiator>`;
}

const KEPT = /%2F/g;
const FORM_ONLY = /[!'()~]/g;

/**
 * Names under `encoding-type=url`, as measured on AWS in 2026 (brekkylab/backlot issue 178): form encoding, so a space is
 * `+`, but `/` is kept.
 */
export function encodeName(name: string): string {
  return encodeLoosely(name)
    .replace(FORM_ONLY, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
    .replace(KEPT, '/');
}

export const { named, empty, xml, commonPrefixes, versionHead, deletedKeys } = writerOf({
  commonHeaders,
  namespace: ` ${NAMESPACE}`,
  encode: encodeName,
});

/** Parameters that a listing repeats only when they were sent. */
export function echo(
  delimiter: string,
  encodingUrl: boolean,
  tag: Choices['encodingElement'] = 'EncodingType',
): string {
  const shown = delimiter === '' ? '' : named('Delimiter', delimiter, encodingUrl);
  return encodingUrl ? shown + element(tag, 'url') : shown;
}
