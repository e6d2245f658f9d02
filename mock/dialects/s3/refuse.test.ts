import t from 'tap';
import { FAULTS, type Refusal } from '../../engine/types.js';
import { wireRequest } from '../wire.test.fixture.js';
import { readXml } from '../xml/document.js';
import { ERRORS } from './errors.js';
import { refuse } from './refuse.js';
import { contextOf, policy } from './wire.test.fixture.js';
import type { WireError } from './wire-error.js';

type Fault = Refusal['fault'];

function answer(fault: Fault, detail: Refusal['detail'] = {}, changes = {}) {
  const { status, headers, body } = refuse({ rule: 'group/rule', fault, detail }, contextOf(changes));
  const root = readXml(body ?? '');
  return { status, headers, body, shown: root?.children.map(({ name, text }) => `${name}=${text}`) };
}

t.test('the whole document, and the headers', (t) => {
  const { status, headers, body } = answer('no-such-upload', { uploadId: 'a<b' });
  t.equal(status, 404);
  t.strictSame(headers, {
    'x-amz-id-2': 'HOST1',
    'x-amz-request-id': 'REQ1',
    Date: 'Sun, 01 Mar 2026 12:00:00 GMT',
    Server: 'AmazonS3',
    'Content-Type': 'application/xml',
    'x-mock-rule': 'group/rule',
  });
  t.equal(
    body,
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchUpload</Code><Message>The specified upload does not exist. ' +
      'The upload ID may be invalid, or the upload may have been aborted or completed.</Message>' +
      '<UploadId>a&lt;b</UploadId><RequestId>REQ1</RequestId><HostId>HOST1</HostId></Error>',
  );
  t.end();
});

t.test('every fault makes a document with all it was told', (t) => {
  for (const fault of FAULTS) {
    const entry: WireError = ERRORS[fault];
    const details = Object.values(entry.elements ?? {}).filter((source) => !source.startsWith('='));
    const blanks = [...entry.message.matchAll(/\{(\w+)\}/g)].map(([, name]) => (name ?? '').toLowerCase());
    const detail = Object.fromEntries([...details, ...blanks].map((name) => [name, `<${name}>`]));
    const { status, shown } = answer(fault, detail);
    t.equal(status, entry.status, fault);
    t.ok(entry.status >= 400 && entry.status < 600 && /^[A-Z][\w.]+$/.test(entry.code));
    const names = shown?.map((one) => one.split('=')[0]);
    t.strictSame(names, ['Code', 'Message', ...Object.keys(entry.elements ?? {}), 'RequestId', 'HostId']);
    t.notMatch(shown?.[1], /[{}]/, 'no blank is left in the message');
  }
  t.end();
});

t.test('what is shown besides', (t) => {
  const message = 'One or more of the specified parts could not be found.  The part may not have been uploaded, or the';
  const cases: readonly [Fault, Refusal['detail'], readonly (string | RegExp)[]][] = [
    ['part-not-found', { etag: 'e', number: 2, uploadId: 'U' }, [message, 'UploadId=U', 'PartNumber=2', 'ETag=e']],
    [
      'part-too-small',
      { size: 1, min: 5242880, number: 1, etag: 'e' },
      ['smaller than', 'ProposedSize=1', 'MinSizeAllowed=5242880', 'PartNumber=1', 'ETag=e'],
    ],
    [
      'part-number-out-of-range',
      { value: '0', min: 1, max: 10000 },
      ['Part number must be an integer between 1 and 10000, inclusive', 'ArgumentName=partNumber', 'ArgumentValue=0'],
    ],
    ['part-number-without-upload', {}, ['does not accept', 'ArgumentName=partNumber', 'ArgumentValue=partNumber']],
    [
      'page-size-negative',
      { name: 'max-parts', value: '-1' },
      ['Argument max-parts must be an integer between 0 and 2147483647', 'ArgumentName=max-parts', 'ArgumentValue=-1'],
    ],
    ['bad-checksum', { algorithm: 'crc32' }, ['The CRC32 you specified did not match the calculated checksum.']],
    [
      'invalid-argument',
      { name: 'n', value: 'v', message: 'Because' },
      ['=Because', 'ArgumentName=n', 'ArgumentValue=v'],
    ],
    ['invalid-request', { message: 'Because' }, ['=Because']],
    ['not-implemented', { header: 'If-None-Match' }, ['A header you provided', 'Header=If-None-Match']],
    ['not-implemented', { near: 'create: POST' }, ['A header you provided', 'NearOperations=create: POST']],
    ['delete-marker', { key: 'k', deleteMarker: 'v1' }, ['not allowed', 'Method=GET', 'ResourceType=DeleteMarker']],
  ];
  for (const [fault, detail, expected] of cases) {
    const shown = answer(fault, detail).shown?.slice(1, -2);
    t.equal(shown?.length, expected.length, fault);
    t.match(shown, expected, fault);
  }
  t.end();
});

t.test('headers of some', (t) => {
  t.match(answer('upload-without-part-number').headers, { Allow: 'DELETE, POST, GET' });
  t.match(answer('method-not-allowed', { near: 'create: POST' }).headers, { 'x-mock-near': 'create: POST' });
  t.match(answer('wrong-scope', { region: 'r', where: 'header' }), {
    headers: { 'x-amz-bucket-region': 'eu-west-1' },
    body: /AuthorizationHeaderMalformed.*<Region>r</,
  });
  t.match(answer('wrong-scope', { region: 'r', where: 'query' }).body, /AuthorizationQueryParametersError/);
  t.match(answer('no-such-key', { key: 'k', deleteMarker: 'v' }).headers, { 'x-amz-delete-marker': 'true' });
  t.end();
});

t.test('the answer to HEAD has no body', (t) => {
  const { status, body, headers } = answer('no-such-key', {}, { request: wireRequest('HEAD /b/k') });
  t.match({ status, body, rule: headers['x-mock-rule'] }, { status: 404, body: undefined, rule: 'group/rule' });
  t.end();
});

t.test('some providers name the resource instead of the host', (t) => {
  const { shown } = answer('no-such-key', { key: 'k' }, { policy: policy({ errorElements: 'resource' }) });
  t.strictSame(shown?.slice(2), ['Key=k', 'Resource=/b/k', 'RequestId=REQ1']);
  t.end();
});
