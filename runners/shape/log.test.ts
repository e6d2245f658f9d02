/** What a run says of the shape of its answers: end to end against a mock that is tampered with on its way, and our own slips. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import t from 'tap';
import { readProfile } from '../../suites/reader/profile.js';
import { profileContext } from '../plan.js';
import type { CaseResult } from '../result.js';
import { quickMock, runSuite } from '../run.test.fixture.js';
import { readSuite } from '../suite.js';
import { accepted, exchangeOf } from '../suite.test.fixture.js';
import type { Target } from '../targets/target.js';
import { ShapeLog } from './log.js';
import { MalformedRequest, operationAsked, standsApart } from './request.js';

const suite = readSuite();
const profile = readProfile('aws-s3');
const shape = suite.shapes.s3!;

/** A mock whose answers go through a proxy that takes the quotes off the ETags of uploaded parts. */
function unquoting(): Target {
  const mock = quickMock(profile);
  return {
    ...mock,
    async start(signal) {
      const running = await mock.start(signal);
      const proxy = createServer((asked, answered) => {
        const { method, url, headers } = asked;
        const passed = request(`${running.url}${url}`, { method: method!, headers }, (answer) => {
          if (url?.includes('partNumber=')) answer.headers.etag = answer.headers.etag?.replaceAll('"', '');
          answered.writeHead(answer.statusCode!, answer.headers);
          answer.pipe(answered);
        });
        asked.pipe(passed);
      });
      await new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening));
      const stop = async (): Promise<void> => {
        proxy.closeAllConnections();
        proxy.close();
        await running.stop();
      };
      return { ...running, url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, stop };
    },
  };
}

const find = (cases: readonly CaseResult[], id: string): CaseResult | undefined => cases.find((one) => one.id === id);

t.test('an answer of the wrong shape fails a case of its own, with its evidence', async (t) => {
  const wanted = (id: string): boolean => id === 'abort/removes-the-upload' || id.startsWith('wire/shape/');
  const { cases } = await runSuite({ suite, profile, target: unquoting(), wanted });
  const failed = cases.filter(({ verdict }) => verdict.kind === 'fail');
  t.match(failed, [
    {
      id: 'wire/shape/etag#put-part',
      rule: 'wire/shape/etag',
      kind: 'required',
      checks: [{ title: 'the header etag', ok: false, expected: 'in double quotes', exchange: 0 }],
      exchanges: [{ step: /^abort\/removes-the-upload#\S+, setup \d: put-part$/, response: { status: 200 } }],
    },
  ]);
  t.match(find(cases, 'wire/shape/etag#list-parts')?.verdict, { kind: 'pass' });
  t.equal(find(cases, 'wire/shape/root#list-buckets'), undefined, 'nobody asked for it');
});

t.test('who asks for one of these rules alone has every scenario asked', async (t) => {
  const rules = suite.rules.filter(({ group, shape }) => group === 'abort' || shape !== undefined);
  const wanted = (id: string): boolean => id === 'wire/shape/no-body';
  const { cases } = await runSuite({ suite: { ...suite, rules }, profile, target: quickMock(profile), wanted });
  t.strictSame([...new Set(cases.map(({ rule }) => rule))], ['wire/shape/no-body']);
  t.match(find(cases, 'wire/shape/no-body#abort')?.verdict, { kind: 'pass' });
  t.match(find(cases, 'wire/shape/no-body#create-bucket')?.verdict, { kind: 'skipped', because: /create-bucket/ });
});

t.test('rules about every answer are not asked unless they are wanted', async (t) => {
  const { cases } = await runSuite({
    suite,
    profile,
    target: quickMock(profile),
    wanted: (id) => id === 'abort/answer',
  });
  t.strictSame([...new Set(cases.map(({ rule }) => rule))], ['abort/answer']);
});

t.test('departures of a profile and a baseline excuse by operation', async (t) => {
  const deviation = { rule: 'wire/shape/etag', scenario: 'put-part', because: 'it always did', source: 'S3-1' };
  const wanted = (id: string): boolean => id === 'abort/removes-the-upload' || id === 'wire/shape/etag';
  const run = async (changes: object) => {
    const { cases } = await runSuite({ suite, profile: { ...profile, ...changes }, target: unquoting(), wanted });
    return find(cases, 'wire/shape/etag#put-part')?.verdict;
  };
  t.strictSame(await run({ deviations: [deviation] }), { kind: 'known', because: 'it always did' });
  t.match(await run({ unpromised: [deviation] }), { kind: 'observed', because: /the header etag/ });
  const unknown = run({ deviations: [{ ...deviation, scenario: 'create' }] });
  await t.rejects(unknown, /rule wire\/shape\/etag has no scenario "create"/);
});

t.test('a request of our own that is malformed is our fault', async (t) => {
  const url = 'http://127.0.0.1/b/k?partNumber=1&uploadId=u';
  const ask = { op: 'put-part', bucket: 'b', key: 'k', uploadId: 'u', number: 1 } as const;
  const complete = { op: 'complete', bucket: 'b', key: 'k', uploadId: 'u' } as const;
  const list = (root: string) => `<?xml version="1.0"?>\n<${root} xmlns="${shape.namespace}"></${root}>`;
  const rows = [
    ['as it should be', ask, { method: 'PUT', url }, undefined],
    ['another method', ask, { method: 'POST', url }, /its method is POST, not PUT/],
    ['a parameter less', ask, { method: 'PUT', url: url.slice(0, -11) }, /its query lacks uploadId/],
    ['an upload whose Create brought no id', { op: 'put-part', bucket: 'b', key: 'k', number: 1 }, { method: 'PUT', url: url.slice(0, -11) }, undefined],
    ['a header less', { ...ask, op: 'copy-part' }, { method: 'PUT', url }, /lacks the header x-amz-copy-source/],
    ['on purpose', { ...ask, raw: { method: 'POST' } }, { method: 'POST', url }, undefined],
    ['a list', complete, { method: 'POST', url, body: list('CompleteMultipartUpload') }, undefined],
    ['a list of another name', complete, { method: 'POST', url, body: list('Complete') }, /document is Complete, not/],
    ['a list of no namespace', complete, { method: 'POST', url, body: '<CompleteMultipartUpload/>' }, /not in the namespace/],
  ] as const; // biome-ignore format: a table is read by its rows
  for (const [says, question, sent, fault] of rows) {
    const log = new ShapeLog(shape, profileContext(profile));
    const see = (): void => log.see(question, accepted({}, { exchange: exchangeOf(sent) }), 'a/b#c');
    if (fault) t.throws(see, { name: MalformedRequest.name, message: fault }, says);
    else t.doesNotThrow(see, says);
  }
});

t.test('documents of our own in a dialect without a namespace', async (t) => {
  const oss = readProfile('aliyun-oss');
  const log = new ShapeLog(suite.shapes.oss!, profileContext(oss));
  const complete = { op: 'complete', bucket: 'b', key: 'k', uploadId: 'u' } as const;
  const see = (attribute: string): void => {
    const body = `<CompleteMultipartUpload${attribute}></CompleteMultipartUpload>`;
    const exchange = exchangeOf({ method: 'POST', url: 'http://127.0.0.1/k?uploadId=u', body });
    log.see(complete, accepted({}, { exchange }), 'a/b#c');
  };
  t.doesNotThrow(() => see(''));
  t.throws(() => see(' xmlns="urn:x"'), { name: MalformedRequest.name, message: /not in the namespace/ });
});

t.test('with some words in a request another server answers in the place of its operation', async (t) => {
  const oss = suite.shapes.oss!;
  const url = 'http://127.0.0.1/k?uploadId=u';
  const rows = [
    ['nothing of the kind', { url }, false],
    ['a header', { url, headers: [['X-Oss-Callback', 'e30=']] }, true],
    ['a parameter', { url: `${url}&callback=e30%3D` }, true],
    ['a parameter without a value', { url: 'http://127.0.0.1/k?objectMeta' }, true],
    ['a header by the name of the parameter', { url, headers: [['callback', 'e30=']] }, false],
  ] as const; // biome-ignore format: a table is read by its rows
  for (const [says, sent, apart] of rows) t.equal(standsApart(oss, exchangeOf(sent)), apart, says);
  t.notOk(standsApart(shape, exchangeOf({ url: `${url}&callback=e30%3D` })), 'a dialect that has none of them');

  const log = new ShapeLog(oss, profileContext(readProfile('aliyun-oss')));
  const answer = { status: 200, headers: [], body: Buffer.from('{"ok":true}') };
  const see = (sent: object): void =>
    log.see(
      { op: 'complete', bucket: 'b', key: 'k', uploadId: 'u' },
      accepted({}, { answer, exchange: exchangeOf({ method: 'POST', url, ...sent }) }),
      'a/b#c',
    );
  const verdict = () => {
    const rules = suite.rules.filter(({ id }) => id === 'wire/shape/root');
    const standing = () => ({ kind: 'required', excuse: undefined }) as const;
    return find(log.cases(rules, 'oss', false, standing), 'wire/shape/root#complete')?.verdict.kind;
  };
  see({ headers: [['x-oss-callback', 'e30=']] });
  t.equal(verdict(), undefined, 'what a callback says is not looked at');
  see({});
  t.equal(verdict(), 'fail', 'what the service says is');
});

t.test('a changed request may ask for something else', async (t) => {
  const rows = [
    ['nothing changed', 'put-part', undefined, 'put-part'],
    ['a value', 'put-part', { query: { partNumber: 'abc' } }, 'put-part'],
    ['a parameter that tells nothing', 'list-parts', { query: { 'max-parts': '7' } }, 'list-parts'],
    ['what tells it is gone', 'put-part', { query: { uploadId: null } }, undefined],
    ['what tells another', 'get', { query: { uploads: true } }, undefined],
    ['a header that tells another', 'put-part', { headers: { 'X-Amz-Copy-Source': '/b/k' } }, undefined],
    ['the same after it was signed', 'put-part', { tamper: { query: { uploadId: null } } }, undefined],
    ['another method', 'abort', { method: 'GET' }, undefined],
    ['another path', 'create', { path: '/{bucket}/' }, undefined],
    ['a question of its own', 'raw', { method: 'GET' }, undefined],
    ['a body cut short', 'put-part', { declaredLength: 9 }, 'broken'],
    ['no length', 'put-part', { framing: 'none' }, 'broken'],
  ] as const; // biome-ignore format: a table is read by its rows
  for (const [says, op, raw, operation] of rows)
    t.equal(operationAsked(shape, { op, bucket: 'b', uploadId: 'u', ...(raw ? { raw } : {}) }), operation, says);
  t.equal(operationAsked(shape, { op: 'abort', bucket: 'b' }), undefined, 'an upload that has no id');
});
