/** What a bucket or an object is set to → documents. */
import type { ReplyOf } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { element } from '../xml.js';
import { xml } from './write.js';

export function renderEncryption({ encryption }: ReplyOf<'get-encryption'>, context: RenderContext): WireResponse {
  const { algorithm, kmsKeyId, bucketKey, customerKeys } = encryption;
  const key = kmsKeyId === undefined ? '' : element('KMSMasterKeyID', kmsKeyId);
  const chosen = `<ApplyServerSideEncryptionByDefault>${element('SSEAlgorithm', algorithm)}${key}</ApplyServerSideEncryptionByDefault>`;
  const blocked = element('EncryptionType', customerKeys === 'blocked' ? 'SSE-C' : 'NONE');
  const rule = `${chosen}<BlockedEncryptionTypes>${blocked}</BlockedEncryptionTypes>${element('BucketKeyEnabled', bucketKey)}`;
  return xml(context, 'ServerSideEncryptionConfiguration', `<Rule>${rule}</Rule>`);
}
