import t from 'tap';
import type { Op } from '../../engine/types.js';
import type { Call } from '../dialect.js';
import { badTrailerValue, DIGEST_BYTES, promised } from './promised.js';
import { wire } from './signing.test.fixture.js';

const base64 = (bytes: number) => Buffer.alloc(bytes, 0xfb).toString('base64');

function call(headers: Record<string, string>, op: Op = 'upload-part'): Call {
  const request = wire('PUT', '/bucket/key', '', Object.entries(headers).flat());
  return { op, bucket: 'bucket', key: 'key', query: new Map(), request };
}

t.test('nothing promised', (t) => {
  t.strictSame(promised(call({})), { checksums: {}, trailers: [] });
  const settings = {
    'x-amz-checksum-algorithm': 'CRC32',
    'x-amz-checksum-type': 'COMPOSITE',
    'x-amz-checksum-mode': 'ENABLED',
  };
  t.strictSame(promised(call(settings)), { checksums: {}, trailers: [] }, 'settings are no values');
  t.end();
});

t.test('Content-MD5 (S3-059)', (t) => {
  t.strictSame(promised(call({ 'Content-MD5': base64(16) })), { md5: base64(16), checksums: {}, trailers: [] });
  const recorded = ['__invalid__', '000', 'MTIz', 'dGVzdC1zdHJpbmc='];
  for (const digest of [...recorded, '', base64(15), base64(17), base64(16).slice(0, -2), `${base64(16)}\n`]) {
    t.strictSame(
      promised(call({ 'Content-MD5': digest })),
      { rule: 'upload-part/content-md5', fault: 'invalid-digest', detail: { digest } },
      `"${digest}"`,
    );
  }
  t.end();
});

t.test('checksum values (S3-061)', (t) => {
  for (const [algorithm, bytes] of Object.entries(DIGEST_BYTES)) {
    const header = `x-amz-checksum-${algorithm}`;
    t.strictSame(promised(call({ [header]: base64(bytes) })), {
      checksums: { [algorithm]: base64(bytes) },
      trailers: [],
    });
    for (const value of [
      '',
      '!',
      base64(bytes - 1),
      base64(bytes + 1),
      base64(bytes).replace('/', '_').replace('+', '-'),
      `${base64(bytes)}-2`,
    ]) {
      if (value === base64(bytes)) continue;
      t.strictSame(
        promised(call({ [header]: value })),
        { rule: 'checksum/value-form', fault: 'invalid-checksum', detail: { header } },
        `${header}: "${value}"`,
      );
    }
    t.equal(badTrailerValue(algorithm, base64(bytes)), undefined);
    const message = `Value for ${header} trailing header is invalid.`;
    t.match(badTrailerValue(algorithm, 'x'), { fault: 'invalid-checksum', detail: { message } });
  }
  const ofObject = { 'x-amz-checksum-sha256': `${base64(32)}-2` };
  t.strictSame(promised(call(ofObject, 'complete')), { checksums: {}, trailers: [] }, 'not about the list');
  t.match(promised(call({ 'x-amz-checksum-sha256': 'x-2' }, 'complete')), { fault: 'invalid-checksum' });
  t.end();
});

t.test('one checksum only, and announced as it comes', (t) => {
  const crc = { 'x-amz-checksum-crc32': base64(4) };
  const trailer = { 'x-amz-trailer': 'x-amz-checksum-crc32' };
  const single = { rule: 'checksum/single', fault: 'several-checksums' };
  const announced = (algorithm: string) => ({ 'x-amz-sdk-checksum-algorithm': algorithm });
  const announcement = (message: string) => ({
    rule: 'checksum/announced',
    fault: 'checksum-announcement',
    detail: { message },
  });
  const alone = announcement(
    'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
  );
  const other = announcement('Value for x-amz-sdk-checksum-algorithm header is invalid.');
  const cases: [Record<string, string>, object][] = [
    [{ ...crc, 'x-amz-checksum-sha1': '' }, single],
    [{ ...crc, ...trailer }, single],
    [{ 'x-amz-trailer': 'x-amz-checksum-crc32,x-amz-checksum-sha1' }, single],
    [{ 'x-amz-checksum-crc8': 'AA==' }, { rule: 'checksum/algorithm', fault: 'checksum-header-unknown' }],
    [trailer, { checksums: {}, trailers: ['crc32'] }],
    [{ 'x-amz-trailer': 'X-Amz-Checksum-CRC64NVME' }, { checksums: {}, trailers: ['crc64nvme'] }],
    [{ 'x-amz-trailer': 'x-amz-checksum-crc8' }, { rule: 'wire/trailer', fault: 'unsupported-trailer' }],
    [{ 'x-amz-trailer': 'x-amz-meta-a' }, { fault: 'unsupported-trailer', detail: { trailer: 'x-amz-meta-a' } }],
    [announced('CRC32'), alone],
    [{ ...announced('CRC32'), ...crc }, { checksums: { crc32: base64(4) } }],
    [{ ...announced('CRC32'), ...trailer }, { trailers: ['crc32'] }],
    [{ ...announced('SHA1'), ...crc }, other],
    [{ ...announced('SHA1'), ...trailer }, other],
  ];
  for (const [headers, wanted] of cases) t.match(promised(call(headers)), wanted, JSON.stringify(headers));
  t.strictSame(
    promised(call(announced('CRC32'), 'create')),
    { checksums: {}, trailers: [] },
    'no body, nothing to announce',
  );
  t.end();
});
