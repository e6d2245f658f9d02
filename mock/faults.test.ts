/** What goes wrong on the wire when the mock is told so: which requests meet it, what they see, what was done. */
import t from 'tap';
import type { Call } from './dialects/dialect.js';
import { type ActiveFault, newFaults, problemsOf, type WireFault } from './faults.js';
import { startMock } from './index.js';
import {
  type Answer,
  ask,
  begin,
  type Client,
  clientOf,
  element,
  mockAt,
  part,
  type Sent,
} from './socket.test.fixture.js';

const call = (op: Call['op'], bucket: string, key: string, query: Record<string, string> = {}): Call => ({
  op,
  bucket,
  key,
  query: new Map(Object.entries(query)),
  request: { method: 'GET', path: '', query: '', headers: {}, rawHeaders: [] },
});
const OPERATIONS = new Set(['complete', 'upload-part', 'create', 'upload-part-copy', 'copy-object']);
const DROP: WireFault = { answer: 'drop' };

t.test('which requests meet a fault', async (t) => {
  const seen = call('upload-part', 'b', 'k', { partNumber: '2' });
  const rows: readonly [says: string, fault: WireFault, met: boolean][] = [
    ['any', DROP, true],
    ['its operation', { ...DROP, op: 'upload-part' }, true],
    ['another operation', { ...DROP, op: 'complete' }, false],
    ['one of several', { ...DROP, op: ['complete', 'upload-part'] }, true],
    ['its bucket', { ...DROP, bucket: 'b' }, true],
    ['another bucket', { ...DROP, bucket: 'c' }, false],
    ['its key', { ...DROP, key: 'k' }, true],
    ['another key', { ...DROP, key: 'k/' }, false],
    ['its part number', { ...DROP, partNumber: 2 }, true],
    ['another part number', { ...DROP, partNumber: 20 }, false],
    ['everything', { ...DROP, op: 'upload-part', bucket: 'b', key: 'k', partNumber: 2 }, true],
  ];
  for (const [says, fault, met] of rows) {
    const faults = newFaults(OPERATIONS);
    faults.add(fault);
    t.equal(faults.meet(seen) !== undefined, met, says);
  }
});

t.test('how often', async (t) => {
  const met = (fault: WireFault): string => {
    const faults = newFaults(OPERATIONS);
    faults.add(fault);
    return Array.from({ length: 5 }, () => (faults.meet(call('create', 'b', 'k')) ? 'x' : '-')).join('');
  };
  t.equal(met(DROP), 'x----', 'once');
  t.equal(met({ ...DROP, times: 2 }), 'xx---');
  t.equal(met({ ...DROP, skip: 2 }), '--x--');
  t.equal(met({ ...DROP, skip: 1, times: 'always' }), '-xxxx');
});

t.test('several wait their turn, and can be ended', async (t) => {
  const faults = newFaults(OPERATIONS);
  const [first] = faults.add([DROP, { answer: 'delay', ms: 1, times: 3 }]) as [ActiveFault];
  t.equal(faults.meet(call('create', 'b', 'k'))?.answer, 'drop', 'the first that fits');
  t.match(faults.list(), [{ answer: 'delay', left: 3, met: 0 }], 'one that is over goes');
  faults.meet(call('create', 'b', 'k'));
  t.match(faults.list(), [{ left: 2, met: 1 }]);
  t.equal(faults.clear(first.id), false);
  t.equal(faults.clear(faults.list()[0]?.id), true);
  t.strictSame(faults.list(), []);
});

t.test('a fault that cannot be is told with every slip', async (t) => {
  const rows: readonly [given: unknown, problems: readonly RegExp[]][] = [
    [{}, [/the fault lacks the field "answer"/]],
    [{ answer: 'dorp' }, [/"answer" is "dorp", but must be one of: .*\(did you mean "drop"\?\)/]],
    [{ answer: 'delay' }, [/the fault lacks the field "ms"/]],
    [{ answer: 'drop', ms: 3 }, [/the fault has an unknown field "ms"/]],
    [{ answer: 'refusal', fault: 'slowdown', op: 'compete' }, [/no operation here \(did you mean "complete"\?\)/, /no fault \(did you mean "slow-down"\?\)/]],
    [{ answer: 'error-in-200', op: 'create' }, [/possible for complete, upload-part-copy, copy-object only/]],
    [{ answer: 'drop', times: 0 }, [/"times" must be >= 1/]],
    [[DROP, { answer: 'white-space', op: 'complete', ms: -1 }], [/"1.ms" must be >= 0/]],
    ['drop', [/must be object/]],
  ]; // biome-ignore format: a table is read by its rows
  for (const [given, problems] of rows) {
    const found = problemsOf(given, OPERATIONS);
    t.equal(found.length, problems.length, JSON.stringify(given));
    for (const [i, pattern] of problems.entries()) t.match(found[i], pattern);
  }
  t.throws(() => newFaults(OPERATIONS).add({ answer: 'delay' } as never), /lacks the field "ms"/);
});

const list = (etag: string): string =>
  `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag></Part></CompleteMultipartUpload>`;
const HELLO = '5d41402abc4b2a76b9719d911017c592';

/** A mock with one part uploaded, and the Complete that would finish it. */
async function ready(
  t: Parameters<typeof mockAt>[0],
  faults: readonly WireFault[],
): Promise<{ client: Client; again: () => Promise<Client>; complete: Sent; read: Sent }> {
  const mock = await mockAt(t, { faults });
  const client = await clientOf(mock);
  const uploadId = await begin(client);
  await ask(client, part(uploadId, 1, 'hello'));
  return {
    client,
    again: () => clientOf(mock),
    complete: { method: 'POST', path: '/bucket/key', query: { uploadId }, body: list(HELLO) },
    read: { path: '/bucket/key', more: [] },
  };
}

const seenBy = async (client: Client, sent: Sent): Promise<Answer | 'dropped'> =>
  ask(client, sent).catch(() => 'dropped' as const);

t.test('what a Complete that meets a fault comes to', async (t) => {
  const op = 'complete';
  const rows: readonly [says: string, fault: WireFault, status: number | 'dropped', body: RegExp, made: boolean][] = [
    ['refusal', { op, answer: 'refusal', fault: 'slow-down' }, 503, /<Code>SlowDown</, false],
    ['refusal of what was done', { op, answer: 'refusal', fault: 'internal-error', processed: true }, 500, /<Code>InternalError</, true],
    ['error in a 200', { op, answer: 'error-in-200' }, 200, /^<\?xml.*<Error><Code>InternalError</s, false],
    ['another error in a 200', { op, answer: 'error-in-200', fault: 'service-unavailable' }, 200, /<Code>ServiceUnavailable</, false],
    ['error in the 200 of what was done', { op, answer: 'error-in-200', processed: true }, 200, /<Code>InternalError</, true],
    ['white space', { op, answer: 'white-space', ms: 20, everyMs: 5 }, 200, /^ {4}<\?xml[^>]*>\s*<CompleteMultipartUploadResult/, true],
    ['white space inside', { op, answer: 'white-space', ms: 20, everyMs: 5, declaration: 'before' }, 200, /^<\?xml[^>]*>\s*? {4}<CompleteMultipartUploadResult/, true],
    ['white space and an error', { op, answer: 'white-space', ms: 10, everyMs: 5, fault: 'internal-error' }, 200, /^ {2}<\?xml[^>]*>\s*<Error>/, false],
    ['lost answer', { op, answer: 'drop' }, 'dropped', /^/, true],
    ['lost request', { op, answer: 'drop', processed: false }, 'dropped', /^/, false],
    ['half an answer', { op, answer: 'drop', bytes: 20 }, 'dropped', /^/, true],
    ['late', { op, answer: 'delay', ms: 10 }, 200, /<CompleteMultipartUploadResult/, true],
  ]; // biome-ignore format: a table is read by its rows
  for (const [says, fault, status, body, made] of rows) {
    const { client, again, complete, read } = await ready(t, [fault]);
    const seen = await seenBy(client, complete);
    if (seen === 'dropped') t.equal(status, 'dropped', says);
    else {
      t.equal(seen.status, status, says);
      t.match(seen.body, body, says);
      t.equal(seen.headers['transfer-encoding'] === 'chunked', fault.answer === 'white-space', `${says}: length`);
    }
    const next = await again();
    t.equal((await ask(next, read)).status, made ? 200 : 404, `${says}: ${made ? 'it was' : 'it was not'} carried out`);
    t.equal((await ask(next, complete)).status, 200, `${says}: it is over`);
  }
});

t.test('half an answer is what there is of it', async (t) => {
  const { client, again, complete, read } = await ready(t, [{ op: 'get-object', answer: 'drop', bytes: 3 }]);
  await ask(client, complete);
  const chunks: Buffer[] = [];
  client.socket.on('data', (bytes: Buffer) => chunks.push(bytes));
  t.equal(await seenBy(client, read), 'dropped');
  const text = Buffer.concat(chunks).toString();
  t.match(text, /^HTTP\/1.1 200 OK.*content-length: 5\r\n/is, 'it promises all');
  t.match(text, /\r\n\r\nhel$/, 'and breaks off');
  t.equal((await ask(await again(), read)).body, 'hello');
});

t.test('a request that is refused anyway is refused as ever', async (t) => {
  for (const answer of ['error-in-200', 'white-space'] as const) {
    const more = answer === 'white-space' ? { ms: 1 } : { processed: true };
    const { client, complete } = await ready(t, [{ op: 'complete', answer, ...more } as WireFault]);
    const seen = await ask(client, { ...complete, body: list('00000000000000000000000000000000') });
    t.equal(seen.status, 400, answer);
    t.equal(element('Code', seen), 'InvalidPart', answer);
  }
});

t.test('a body is read before its fault is told, unless the client waits for leave', async (t) => {
  const mock = await mockAt(t, { faults: [{ op: 'upload-part', answer: 'refusal', fault: 'slow-down', times: 2 }] });
  const client = await clientOf(mock);
  const uploadId = await begin(client);
  const large = Buffer.alloc(6 * 1024 * 1024);
  const refused = await ask(client, part(uploadId, 1, large));
  t.equal(refused.status, 503);
  t.equal(refused.headers.connection, 'keep-alive');
  const waiting = part(uploadId, 1, '', ['Content-Length: 100', 'Expect: 100-continue']);
  t.equal((await ask(client, waiting)).status, 503, 'no 100 comes before it');
  t.ok(await client.ended(), 'since the body will not come, the connection ends');
  t.equal((await ask(await clientOf(mock), part(uploadId, 1, large))).status, 200);
});

t.test('only requests that may be made meet a fault', async (t) => {
  const mock = await mockAt(t, { faults: [{ answer: 'refusal', fault: 'slow-down' }] });
  const client = await clientOf(mock);
  t.equal((await ask(client, { method: 'PUT', path: '/bucket', region: 'mars-north-1' })).status, 400);
  t.equal((await ask(client, { method: 'PUT', path: '/bucket' })).status, 503);
  t.equal((await ask(client, { method: 'PUT', path: '/bucket' })).status, 200);
});

t.test('/_mock/faults', async (t) => {
  const mock = await mockAt(t);
  const page = async (method: string, body?: string, query = ''): Promise<[number, unknown]> => {
    const answer = await fetch(`${mock.endpoint}/_mock/faults${query}`, { method, ...(body && { body }) });
    return [answer.status, await answer.json()];
  };
  const fault = { op: 'complete', answer: 'error-in-200' };
  t.match(await page('POST', JSON.stringify(fault)), [201, [{ ...fault, id: 1, left: 1, met: 0 }]]);
  t.match(await page('POST', JSON.stringify([fault, { answer: 'drop' }])), [201, [{ id: 2 }, { id: 3 }]]);
  t.match(await page('GET'), [200, [{ id: 1 }, { id: 2 }, { id: 3 }]]);
  t.strictSame(mock.faults.list().length, 3, 'the same in the process');
  t.match(await page('DELETE', undefined, '?id=2'), [200, [{ id: 1 }, { id: 3 }]]);
  t.match(await page('DELETE', undefined, '?id=2'), [404, { error: /no fault has the id 2/ }]);
  t.strictSame(await page('DELETE'), [200, []]);
  t.match(await page('POST', '{"op":"compete","answer":"drop"}'), [400, { error: /did you mean "complete"/ }]);
  t.match(await page('POST', 'drop'), [400, { error: /JSON.*docs\/mock\.md/ }]);
  mock.faults.add({ answer: 'drop' });
  mock.reset();
  t.strictSame(mock.faults.list(), [], 'reset ends them');
  await t.rejects(startMock({ faults: [{ answer: 'drop', op: 'compete' as never }] }), /did you mean "complete"/);
});
