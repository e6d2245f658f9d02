/** Which request asks for which operation: the whole of OSS's routing that this mock knows. */
import { type Routes, row } from '../xml/operations.js';

const operations: Routes['operations'] = [
  row('service', 'GET', '', 'list-buckets'),

  row('bucket', 'GET', 'uploads', 'list-uploads'),
  row('bucket', 'GET', 'versions', 'list-versions'),
  row('bucket', 'GET', 'versioning', 'get-versioning'),
  row('bucket', 'GET', 'location', 'get-location'),
  row('bucket', 'GET', 'bucketInfo', 'head-bucket'),
  row('bucket', 'GET', 'lifecycle', 'get-lifecycle'),
  row('bucket', 'GET', '', 'list-objects'),
  row('bucket', 'PUT', 'versioning', 'put-versioning'),
  row('bucket', 'PUT', 'lifecycle', 'put-lifecycle'),
  row('bucket', 'PUT', '', 'create-bucket'),
  row('bucket', 'POST', 'delete', 'delete-objects'),
  row('bucket', 'DELETE', 'lifecycle', 'delete-lifecycle'),
  row('bucket', 'DELETE', '', 'delete-bucket'),

  row('key', 'POST', 'uploads', 'create'),
  row('key', 'POST', 'uploadId', 'complete'),
  row('key', 'PUT', 'partNumber uploadId', 'upload-part-copy', true),
  row('key', 'PUT', 'partNumber uploadId', 'upload-part'),
  row('key', 'PUT', '', 'copy-object', true),
  row('key', 'PUT', '', 'put-object'),
  row('key', 'GET', 'uploadId', 'list-parts'),
  row('key', 'GET', 'tagging', 'get-tagging'),
  row('key', 'GET', 'acl', 'get-acl'),
  row('key', 'GET', '', 'get-object'),
  row('key', 'HEAD', '', 'head-object'),
  row('key', 'DELETE', 'uploadId', 'abort'),
  row('key', 'DELETE', '', 'delete-object'),
];

const unsupported: Routes['unsupported'] = new Set([
  ...['append', 'asyncFetch', 'callbackPolicy', 'cname', 'comp', 'cors', 'encryption', 'img', 'inventory', 'live'],
  ...['logging', 'metaQuery', 'policy', 'qos', 'qosInfo', 'referer', 'replication', 'requestPayment', 'resourceGroup'],
  ...['restore', 'rtc', 'stat', 'style', 'symlink', 'transferAcceleration', 'udf', 'vod', 'website', 'worm'],
  ...['x-oss-process', 'x-oss-async-process', 'regionList', 'cloudboxes', 'acl', 'lifecycle', 'tagging'],
]);

export const ROUTES: Routes = { operations, unsupported };
