/** What a bucket or an object is set to → documents. */
import type { Attributes, Grant, ReplyOf } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { element } from '../xml/document.js';
import { type Headers, tagSet } from '../xml/render-common.js';
import { account, empty, versionHeader, xml } from './write.js';

export function renderEncryption({ encryption }: ReplyOf<'get-encryption'>, context: RenderContext): WireResponse {
  const { algorithm, kmsKeyId, bucketKey, customerKeys } = encryption;
  const key = kmsKeyId === undefined ? '' : element('KMSMasterKeyID', kmsKeyId);
  const chosen = `<ApplyServerSideEncryptionByDefault>${element('SSEAlgorithm', algorithm)}${key}</ApplyServerSideEncryptionByDefault>`;
  const blocked = element('EncryptionType', customerKeys === 'blocked' ? 'SSE-C' : 'NONE');
  const rule = `${chosen}<BlockedEncryptionTypes>${blocked}</BlockedEncryptionTypes>${element('BucketKeyEnabled', bucketKey)}`;
  return xml(context, 'ServerSideEncryptionConfiguration', `<Rule>${rule}</Rule>`);
}

/** What a read says of tags and lock, in headers. */
export function settingHeaders({ tags, lock }: Attributes): Headers {
  const headers: Headers = {};
  if (tags && tags.length > 0) headers['x-amz-tagging-count'] = String(tags.length);
  if (lock?.retention) {
    headers['x-amz-object-lock-mode'] = lock.retention.mode;
    headers['x-amz-object-lock-retain-until-date'] = new Date(lock.retention.until).toISOString();
  }
  if (lock?.hold) headers['x-amz-object-lock-legal-hold'] = lock.hold;
  return headers;
}

type SettingReply = ReplyOf<
  | 'get-tagging'
  | 'put-tagging'
  | 'delete-tagging'
  | 'get-acl'
  | 'get-retention'
  | 'put-retention'
  | 'get-legal-hold'
  | 'put-legal-hold'
>;

export function renderSetting(reply: SettingReply, context: RenderContext): WireResponse {
  switch (reply.op) {
    case 'get-tagging':
      return xml(context, 'Tagging', tagSet(reply.tags), versionHeader(reply.versionId));
    case 'put-tagging':
      return empty(context, 200, versionHeader(reply.versionId));
    case 'delete-tagging':
      return empty(context, 204, versionHeader(reply.versionId));
    case 'get-acl': {
      const grants = reply.grants.map(grant).join('');
      const list = `<AccessControlList>${grants}</AccessControlList>`;
      return xml(context, 'AccessControlPolicy', account('Owner', reply.owner) + list);
    }
    case 'get-retention': {
      const { mode, until } = reply.retention;
      const date = element('RetainUntilDate', new Date(until).toISOString());
      return xml(context, 'Retention', element('Mode', mode) + date);
    }
    case 'get-legal-hold':
      return xml(context, 'LegalHold', element('Status', reply.hold));
    case 'put-retention':
    case 'put-legal-hold':
      return empty(context, 200);
  }
}

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

function grant({ grantee, permission }: Grant): string {
  const [type, inside] =
    grantee.kind === 'account'
      ? ['CanonicalUser', element('ID', grantee.id)]
      : grantee.kind === 'group'
        ? ['Group', element('URI', grantee.uri)]
        : ['AmazonCustomerByEmail', element('EmailAddress', grantee.address)];
  return `<Grant><Grantee ${XSI} xsi:type="${type}">${inside}</Grantee>${element('Permission', permission)}</Grant>`;
}
