/** The contract of the drivers: asked the same, they send the same and see the same. */
import t from 'tap';
import type { Ask } from './ask.js';
import { BUCKET } from './contract.test.fixture.js';
import { BUCKET_ROWS } from './contract-buckets.test.fixture.js';
import { OBJECT_ROWS } from './contract-objects.test.fixture.js';
import { REFUSED } from './contract-refusals.test.fixture.js';
import { SETTING_ROWS } from './contract-settings.test.fixture.js';
import { UPLOAD_ROWS } from './contract-uploads.test.fixture.js';
import { driversOf } from './index.js';
import { attributeValues } from './s3-attributes.js';
import { cannedServer, OPTIONS } from './server.test.fixture.js';
import { documentOf } from './xml-answers.js';

/** The request line with its query sorted, flags as `name=`, and without what only the SDK adds. */
function plain(line: string): string {
  const [method, target = ''] = line.split(' ');
  const [path = '', query = ''] = target.split(/\?(.*)/s);
  const pairs = query.split('&').filter((pair) => pair !== '' && !pair.startsWith('x-id='));
  const all = pairs
    .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
    .sort()
    .join('&');
  return `${method} ${path.length > 1 ? path.replace(/^\/bucket\/$/, '/bucket') : path}${all === '' ? '' : `?${all}`}`;
}

/** Headers that carry the question; the others are each driver's own affair. */
const ASKING =
  /^(content-(md5|type|encoding|language|disposition)|cache-control|expires|range|if-|x-amz-(copy|meta|storage|website|server|tagging|acl|grant|object|bucket-object|bypass|metadata|object|max|part))/;
const asking = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => ASKING.test(name))
      .map(([n, v]) => [n, v.replaceAll(', ', ',')]),
  );

/** Documents that must carry a digest: each driver has a favourite. */
const DIGESTED: ReadonlySet<string> = new Set([
  'delete-many',
  'put-versioning',
  'put-lifecycle',
  'put-encryption',
  'put-tagging',
  'put-retention',
  'put-legal-hold',
]);

for (const row of [...UPLOAD_ROWS, ...OBJECT_ROWS, ...BUCKET_ROWS, ...SETTING_ROWS]) {
  t.test(row.name ?? row.ask.op, async (t) => {
    const server = await cannedServer(() => row.says);
    const documents: unknown[] = [];
    const headers: Record<string, string>[] = [];
    for (const id of ['raw', 'sdk'] as const) {
      const driver = driversOf('s3')[id](server.endpoint);
      const seen = await driver.send({ bucket: BUCKET, ...row.ask }, OPTIONS);
      t.equal(seen.kind, 'accepted', `${id}: ${'because' in seen ? seen.because : ''}`);
      if (seen.kind !== 'accepted') continue;
      t.equal(seen.status, row.says.status);
      t.strictSame(seen.values, { ...attributeValues(row.ask.op, {}), ...row.values }, `${id} sees the values`);
      if (row.ask.op === 'get') t.equal(String(seen.content), row.says.body);
      const request = server.heard.at(-1)!;
      t.equal(plain(request.line), row.line, `${id} asks so`);
      documents.push(documentOf(request.body) ?? request.body.toString());
      headers.push(asking(request.headers));
      t.equal(driver.traffic.requests, 1);
      t.equal(driver.traffic.sent, request.body.length);
      driver.close();
    }
    t.strictSame(documents[0], documents[1], 'the same body');
    const { 'content-type': rawType, ...rawRest } = headers[0]!;
    const { 'content-type': sdkType, ...sdkRest } = headers[1]!;
    if (!DIGESTED.has(row.ask.op)) t.strictSame(rawRest, sdkRest, 'the same headers');
    if (row.ask.contentType) t.equal(rawType, sdkType);
    await server.close();
  });
}

for (const [name, op, says, expected] of REFUSED) {
  t.test(`refused: ${name}`, async (t) => {
    const server = await cannedServer(() => says);
    for (const id of ['raw', 'sdk'] as const) {
      const driver = driversOf('s3')[id](server.endpoint);
      const ask: Ask = {
        bucket: BUCKET,
        op,
        key: 'k',
        ...(op === 'copy' || op === 'get' || op === 'head' ? {} : { uploadId: 'u' }),
        ...(op === 'put-part' || op === 'copy-part' ? { number: 1 } : {}),
        ...(op === 'copy' || op === 'copy-part' ? { source: { bucket: 'b', key: 'k' } } : {}),
        ...(op === 'complete' ? { parts: [] } : {}),
      };
      const seen = await driver.send(ask, OPTIONS);
      const { status, code, message, elements } = seen as never;
      t.equal(seen.kind, 'refused', `${id}: ${'because' in seen ? seen.because : ''}`);
      t.strictSame({ status, code, message, elements }, expected, id);
      driver.close();
    }
    await server.close();
  });
}

t.test('a connection that ends is dropped, and told so', async (t) => {
  for (const id of ['raw', 'sdk'] as const) {
    const gone = await cannedServer(() => ({ status: 200 }));
    await gone.close();
    const driver = driversOf('s3')[id](gone.endpoint);
    const seen = await driver.send({ op: 'get', bucket: BUCKET, key: 'k' }, OPTIONS);
    t.match(seen, {
      kind: 'dropped',
      because: /ECONNREFUSED/,
      exchange: { error: /ECONNREFUSED/, driver: id === 'raw' ? 'raw' : 's3', step: 'ask: test' },
    });
    driver.close();
  }
});
