/** Which request asks for which operation: the whole of S3's routing that this mock knows, to hold against the API reference. */
import { type Routes, row } from '../xml/operations.js';

const operations: Routes['operations'] = [
  row('service', 'GET', '', 'list-buckets'),

  row('bucket', 'GET', 'uploads', 'list-uploads'),
  row('bucket', 'GET', 'versions', 'list-versions'),
  row('bucket', 'GET', 'versioning', 'get-versioning'),
  row('bucket', 'GET', 'lifecycle', 'get-lifecycle'),
  row('bucket', 'GET', 'location', 'get-location'),
  row('bucket', 'GET', 'encryption', 'get-encryption'),
  row('bucket', 'GET', 'policy', 'get-policy'),
  row('bucket', 'GET', 'requestPayment', 'get-payment'),
  row('bucket', 'GET', '', 'list-objects'),
  row('bucket', 'PUT', 'versioning', 'put-versioning'),
  row('bucket', 'PUT', 'lifecycle', 'put-lifecycle'),
  row('bucket', 'PUT', 'encryption', 'put-encryption'),
  row('bucket', 'PUT', 'policy', 'put-policy'),
  row('bucket', 'PUT', 'requestPayment', 'put-payment'),
  row('bucket', 'PUT', '', 'create-bucket'),
  row('bucket', 'POST', 'delete', 'delete-objects'),
  row('bucket', 'DELETE', 'lifecycle', 'delete-lifecycle'),
  row('bucket', 'DELETE', 'policy', 'delete-policy'),
  row('bucket', 'DELETE', '', 'delete-bucket'),
  row('bucket', 'HEAD', '', 'head-bucket'),

  row('key', 'GET', 'tagging', 'get-tagging'),
  row('key', 'PUT', 'tagging', 'put-tagging'),
  row('key', 'DELETE', 'tagging', 'delete-tagging'),
  row('key', 'GET', 'acl', 'get-acl'),
  row('key', 'GET', 'retention', 'get-retention'),
  row('key', 'PUT', 'retention', 'put-retention'),
  row('key', 'GET', 'legal-hold', 'get-legal-hold'),
  row('key', 'PUT', 'legal-hold', 'put-legal-hold'),

  row('key', 'POST', 'uploads', 'create'),
  row('key', 'POST', 'uploadId', 'complete'),
  row('key', 'PUT', 'partNumber uploadId', 'upload-part-copy', true),
  row('key', 'PUT', 'partNumber uploadId', 'upload-part'),
  row('key', 'PUT', '', 'copy-object', true),
  row('key', 'PUT', '', 'put-object'),
  row('key', 'GET', 'uploadId', 'list-parts'),
  row('key', 'GET', 'attributes', 'get-attributes'),
  row('key', 'GET', '', 'get-object'),
  row('key', 'HEAD', '', 'head-object'),
  row('key', 'DELETE', 'uploadId', 'abort'),
  row('key', 'DELETE', '', 'delete-object'),
];

const unsupported: Routes['unsupported'] = new Set([
  ...['accelerate', 'acl', 'analytics', 'cors', 'intelligent-tiering', 'inventory', 'legal-hold'],
  ...['logging', 'metadataConfiguration', 'metadataTable', 'metrics', 'notification', 'object-lock'],
  ...['ownershipControls', 'policyStatus', 'publicAccessBlock', 'renameObject', 'replication'],
  ...['restore', 'retention', 'select', 'session', 'tagging', 'torrent', 'website'],
]);

export const ROUTES: Routes = { operations, unsupported };
