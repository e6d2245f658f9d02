/** Each kind of check, seen to hold and seen to fail, on answers that nobody sent. */
import t from 'tap';
import type { BodySpec } from './body.js';
import type { Driver } from './drivers/driver.js';
import type { Observation } from './drivers/observation.js';
import { check, describe } from './expect.js';
import type { CheckResult, Kind } from './result.js';
import type { Expectation, RawFields } from './scenario.js';
import { type Bound, Steps } from './steps.js';
import { accepted, dropped, exchangeOf, refused } from './suite.test.fixture.js';

const FAULTS = {
  'part-order': { accept: [{ status: 400, code: 'InvalidPartOrder' }], sources: ['S3-1'] },
  gone: { accept: [{ status: 404, code: 'NoSuchUpload' }, { status: 410, code: 'Gone' }], sources: ['S3-1'], message: 'The specified upload' },
  unmodified: { accept: [{ status: 304, code: '' }], sources: ['S3-1'] },
  absent: { accept: [{ status: 404, code: 'NoSuchPart' }], sources: ['S3-1'], message: { matches: '^Part \\d+ ' }, elements: { PartNumber: '^\\d+$', ETag: '' } },
  elsewhere: { accept: [{ status: 404, code: 'NoSuchUpload' }], sources: ['S3-1'], elements: { Nothing: '.' }, elementsWhen: 'answer.status == 500' },
}; // biome-ignore format: a table is read by its rows

const text = (value: string): BodySpec => ({ kind: 'text', text: value });

function boundTo(observation: Observation, bodies?: readonly BodySpec[]): Bound {
  return { op: 'get', bucket: 'shared', key: 'object', fullKey: 'case-1/object', number: 1, bodies, observation };
}

interface Setting {
  readonly kind?: Kind;
  /** What a `then` step is answered. */
  readonly next?: Observation;
}

async function judged(
  entry: Partial<Expectation> & { checks: RawFields },
  observation: Observation | undefined,
  { kind = 'required', next }: Setting = {},
) {
  const driver: Driver = {
    id: 's3',
    dialect: 's3',
    traffic: { requests: 0, sent: 0, received: 0 },
    send: async () => next ?? accepted(),
    close() {},
  };
  const place = { bucket: 'shared', prefix: 'case-1/', absentBucket: 'absent', number: 0 };
  const options = { clock: () => 0, signal: new AbortController().signal, timeoutMs: 1000 };
  const steps = new Steps(place, driver, driver, options, { choices: { a: 'yes' }, limits: { max: 5 } });
  steps.bound.set('p1', boundTo(accepted({ etag: 'e1' }), [text('hello ')]));
  steps.bound.set('p2', boundTo(accepted({ etag: 'e2' }), [text('world')]));
  steps.bound.set('both', boundTo(accepted(), [text('hello '), text('world')]));
  const asked = observation && boundTo(observation);
  if (observation && observation.kind !== 'unsendable') steps.exchanges.push(observation.exchange);
  const recorded: Record<string, string> = {};
  const record = (name: string, value: string): void => {
    recorded[name] = value;
  };
  const then = undefined;
  const expectation: Expectation = {
    then,
    at: undefined,
    level: undefined,
    when: undefined,
    says: undefined,
    ...entry,
  };
  const checks = await check(expectation, asked, {
    steps,
    faults: FAULTS,
    kind,
    dialect: 's3',
    prefix: 'case-1/',
    sharedBucket: 'shared',
    record,
  });
  return { checks, recorded };
}

const verdicts = (checks: readonly CheckResult[]): string => checks.map(({ ok }) => (ok ? 'ok' : 'no')).join(' ');
const say = (value: unknown): string =>
  JSON.stringify(value, (_, one) => (one instanceof Buffer ? one.toString() : one));

t.test('an entry may look at the answer of an earlier step', async (t) => {
  const wanted = { values: { etag: 'e2' } };
  const { checks } = await judged({ at: 'p2', checks: wanted }, accepted({ etag: 'e1' }));
  t.match(checks, [{ ok: true, title: 'p2: value etag' }]);
  t.match((await judged({ at: 'p1', checks: wanted }, undefined)).checks, [{ ok: false, actual: 'e1' }]);
});

t.test('each kind of check', async (t) => {
  const listed = accepted(
    { numbers: [1, 2], key: 'case-1/a', etag: 'e', max: 5, none: null, metadata: { b: '2', a: '1' } },
    { headers: { 'content-length': '5', 'x-a': 'one two' } },
  );
  const notFound = refused(404, 'NoSuchUpload', {
    message: 'The specified upload does not exist.',
    elements: { UploadId: 'U' },
  });
  const head = refused(404, '', { exchange: exchangeOf({ method: 'HEAD' }) });
  const hello = accepted({}, { content: Buffer.from('hello world') });
  const rows: readonly (readonly [checks: RawFields, observation: Observation | undefined, verdicts: string])[] = [
    [{ refused: 'part-order' }, refused(400, 'InvalidPartOrder'), 'ok'],
    [{ refused: 'part-order' }, refused(400, 'InvalidPart'), 'no'],
    [{ refused: 'part-order' }, refused(409, 'InvalidPartOrder'), 'no'],
    [{ refused: 'part-order' }, accepted(), 'no'],
    [{ refused: 'part-order' }, dropped(), 'no'],
    [{ refused: 'part-order' }, undefined, 'no'],
    [{ refused: ['part-order', 'gone'] }, refused(410, 'Gone', { message: 'The specified upload' }), 'ok ok'],
    [{ refused: ['part-order', 'gone'] }, refused(410, 'NoSuchUpload'), 'no'],
    [{ refused: 'gone' }, notFound, 'ok ok'],
    [{ refused: 'gone' }, refused(404, 'NoSuchUpload', { message: 'gone' }), 'ok no'],
    [{ refused: 'gone' }, head, 'ok'],
    [{ refused: 'absent' }, refused(404, 'NoSuchPart', { message: 'Part 7 is not there', elements: { PartNumber: '7', ETag: '' } }), 'ok ok ok'],
    [{ refused: 'absent' }, refused(404, 'NoSuchPart', { message: 'Part seven', elements: { PartNumber: 'seven', ETag: '' } }), 'ok no no'],
    [{ refused: 'absent' }, refused(404, 'NoSuchPart', { message: 'Part 7 ', elements: { PartNumber: '7' } }), 'ok ok no'],
    [{ refused: 'absent' }, refused(404, 'NoSuchKey', { message: 'gone' }), 'no'],
    [{ refused: ['gone', 'absent'] }, refused(404, 'NoSuchPart', { message: 'The specified upload', elements: {} }), 'ok no no'],
    [{ refused: 'elsewhere' }, notFound, 'ok'],
    [{ refused: 'part-order' }, head, 'no'],
    [{ refused: 'unmodified' }, refused(304, ''), 'ok'],
    [{ accepted: true }, accepted(), 'ok'],
    [{ accepted: true }, notFound, 'no'],
    [{ accepted: true }, dropped(), 'no'],
    [{ dropped: true }, dropped(), 'ok'],
    [{ dropped: true }, accepted(), 'no'],
    [{ status: 200 }, accepted(), 'ok'],
    [{ status: 204 }, accepted(), 'no'],
    [{ status: [200, 204] }, accepted({}, { status: 204 }), 'ok'],
    [{ status: [404, 410] }, notFound, 'ok'],
    [{ status: 200 }, dropped(), 'no'],
    [{ values: { numbers: [1, 2] } }, listed, 'ok'],
    [{ values: { numbers: [2, 1] } }, listed, 'no'],
    [{ values: { numbers: [1, { oneOf: [2, 3] }] } }, listed, 'ok'],
    [{ values: { numbers: [1, { oneOf: [3, 4] }] } }, listed, 'no'],
    [{ values: { numbers: [] } }, listed, 'no'],
    [{ values: { key: 'a' } }, listed, 'ok'],
    [{ values: { key: 'case-1/a' } }, listed, 'no'],
    [{ values: { max: '{{ limits.max }}' } }, listed, 'ok'],
    [{ values: { max: '{{ limits.max + 1 }}' } }, listed, 'no'],
    [{ values: { metadata: { a: '1', b: '2' } } }, listed, 'ok'],
    [{ values: { metadata: { a: '1' } } }, listed, 'no'],
    [{ values: { none: null } }, listed, 'ok'],
    [{ values: { other: null } }, listed, 'ok'],
    [{ values: { other: { absent: true } } }, listed, 'ok'],
    [{ values: { etag: { absent: true } } }, listed, 'no'],
    [{ values: { etag: { present: true } } }, listed, 'ok'],
    [{ values: { none: { present: true } } }, listed, 'no'],
    [{ values: { etag: { matches: '^e$' } } }, listed, 'ok'],
    [{ values: { etag: { matches: '^f$' } } }, listed, 'no'],
    [{ values: { none: { matches: '.*' } } }, listed, 'no'],
    [{ values: { etag: { oneOf: ['d', 'e'] } } }, listed, 'ok'],
    [{ values: { etag: { oneOf: ['d', 'f'] } } }, listed, 'no'],
    [{ values: { numbers: { contains: 2 } } }, listed, 'ok'],
    [{ values: { numbers: { contains: 3 } } }, listed, 'no'],
    [{ values: { key: { contains: 'a' } } }, listed, 'ok'],
    [{ values: { other: { absent: true } } }, notFound, 'no'],
    [{ values: { etag: 'e', max: 5 } }, listed, 'ok ok'],
    [{ headers: { 'content-length': 5 } }, listed, 'ok'],
    [{ headers: { 'Content-Length': '5' } }, listed, 'ok'],
    [{ headers: { 'content-length': 6 } }, listed, 'no'],
    [{ headers: { 'x-a': { contains: 'two' }, 'x-b': { absent: true } } }, listed, 'ok ok'],
    [{ elements: { UploadId: 'U' } }, notFound, 'ok'],
    [{ elements: { UploadId: 'V' } }, notFound, 'no'],
    [{ elements: { UploadId: 'U' } }, listed, 'no'],
    [{ content: ['p1', 'p2'] }, hello, 'ok'],
    [{ content: 'both' }, hello, 'ok'],
    [{ content: ['p2', 'p1'] }, hello, 'no'],
    [{ content: 'p1' }, hello, 'no'],
    [{ content: { of: 'both', first: 4, length: 3 } }, accepted({}, { content: Buffer.from('o w') }), 'ok'],
    [{ content: { of: 'both', first: 6 } }, accepted({}, { content: Buffer.from('world') }), 'ok'],
    [{ content: { text: 'hello world' } }, hello, 'ok'],
    [{ content: 'p1' }, notFound, 'no'],
    [{ md5Etag: 'p2' }, accepted({ etag: '7d793037a0760186574b0282f2f435e7' }), 'ok'],
    [{ md5Etag: 'p1' }, accepted({ etag: '7d793037a0760186574b0282f2f435e7' }), 'no'],
    [{ md5Etag: 'p2' }, notFound, 'no'],
    [{ multipartEtag: [{ text: 'test' }] }, accepted({ etag: '60cd54a928cbbcbb6e7b5595bab46a9e-1' }), 'ok'],
    [{ multipartEtag: [{ text: 'test' }, { text: 'test' }] }, accepted({ etag: '60cd54a928cbbcbb6e7b5595bab46a9e-1' }), 'no'],
    [{ checksum: { algorithm: 'CRC32', of: ['p1', 'p2'] } }, accepted({ checksums: { CRC32: 'DUoRhQ==' } }), 'ok'],
    [{ checksum: { algorithm: 'CRC32', of: 'both', type: 'FULL_OBJECT' } }, accepted({ checksums: { CRC32: 'DUoRhQ==' }, checksumType: 'FULL_OBJECT' }), 'ok ok'],
    [{ checksum: { algorithm: 'CRC32', of: 'both', type: 'FULL_OBJECT' } }, accepted({ checksums: { CRC32: 'DUoRhQ==' } }), 'ok no'],
    [{ checksum: { algorithm: 'CRC32', of: ['p1', 'p2'], type: 'COMPOSITE' } }, accepted({ checksums: { CRC32: 'DUoRhQ==' }, checksumType: 'COMPOSITE' }), 'no ok'],
    [{ checksum: { algorithm: 'CRC32', of: { text: '123456789' }, type: 'COMPOSITE' } }, accepted({ checksums: { CRC32: '7kxlUA==-1' }, checksumType: 'COMPOSITE' }), 'ok ok'],
    [{ checksum: { algorithm: 'CRC32', of: { text: '123456789' }, type: 'COMPOSITE', count: false } }, accepted({ checksums: { CRC32: '7kxlUA==' }, checksumType: 'COMPOSITE' }), 'ok ok'],
    [{ checksum: { algorithm: 'CRC32', of: 'p1' } }, accepted({ checksums: { CRC32C: 'DUoRhQ==' } }), 'no'],
    [{ checksum: { algorithm: 'CRC32', of: 'p1' } }, accepted(), 'no'],
    [{ checksum: { algorithm: 'CRC32', of: 'p1', type: 'COMPOSITE' } }, notFound, 'no no'],
    [{ partChecksums: { algorithm: 'CRC32', of: [{ text: '123456789' }, { text: 'hello' }] } }, accepted({ partChecksums: [{ CRC32: 'y/Q5Jg==' }, { CRC32: 'NhCmhg==' }] }), 'ok'],
    [{ partChecksums: { algorithm: 'CRC32', of: [{ text: '123456789' }] } }, accepted({ partChecksums: [{ CRC32: 'y/Q5Jg==', SHA1: 'x' }] }), 'no'],
    [{ partChecksums: { algorithm: 'CRC32', of: [{ text: '123456789' }] } }, accepted({ partChecksums: [{ CRC32: 'y/Q5Jg==' }, {}] }), 'no'],
    [{ partChecksums: { algorithm: 'CRC32', of: ['p1'] } }, notFound, 'no'],
    [{ joinedEtag: ['p1'] }, accepted({ etag: '2eece4376cee1433d0e9f200deb75408-1' }), 'ok'],
    [{ joinedEtag: ['p1', 'p1'] }, accepted({ etag: '99af3085924e293146120fc316dc5dae-2' }), 'ok'],
    [{ joinedEtag: ['p1', 'p1'] }, accepted({ etag: '2eece4376cee1433d0e9f200deb75408-1' }), 'no'],
    [{ joinedEtag: ['p1'] }, notFound, 'no'],
    [{ that: 'answer.max == 5 && answer.status == 200' }, listed, 'ok'],
    [{ that: 'answer.max > 5' }, listed, 'no'],
    [{ that: 'answer.max' }, listed, 'no'],
    [{ that: 'answer.nothing.at.all == 1' }, listed, 'no'],
    [{ that: "answer.code == 'NoSuchUpload'" }, notFound, 'ok'],
    [{ that: "p1.etag == 'e1'" }, listed, 'ok'],
    [{ anyOf: [{ status: 204 }, { values: { max: 5 } }] }, listed, 'ok'],
    [{ anyOf: [{ status: 204 }, { values: { max: 6 } }] }, listed, 'no'],
    [{ anyOf: [{ status: 200, values: { max: 6 } }, { status: 204 }] }, listed, 'no'],
    [{ anyOf: [{ refused: 'gone' }] }, refused(404, 'NoSuchUpload', { message: 'else' }), 'ok'],
    [{ record: { a: 'answer.max' } }, listed, ''],
    [{ status: 200, values: { max: 5 }, headers: { 'x-a': 'one two' } }, listed, 'ok ok ok'],
  ]; // biome-ignore format: a table is read by its rows
  for (const [checks, observation, expected] of rows) {
    const found = await judged({ checks }, observation);
    const seen = describe(observation);
    t.equal(verdicts(found.checks), expected, `${say(checks)} on ${seen}: ${expected || 'nothing judged'}`);
    for (const one of found.checks) if (one.title === '' || one.expected === '') t.fail(`${say(checks)} says nothing`);
  }
});

t.test('what a check says', async (t) => {
  const [fault] = (await judged({ checks: { refused: 'gone' } }, refused(400, 'InvalidPart'))).checks;
  t.match(fault, {
    title: 'refused: gone',
    expected: '404 NoSuchUpload or 410 Gone',
    actual: '400 InvalidPart',
    exchange: 0,
  });
  const [value] = (await judged({ checks: { values: { a: { absent: true } } } }, refused(500, ''))).checks;
  t.match(value, { title: 'value a', expected: 'absent', actual: '500 (no code)' });
  const [named] = (await judged({ checks: { status: 200 }, says: 'in words' }, accepted())).checks;
  t.equal(named?.title, 'in words');
  const [none] = (await judged({ checks: { accepted: true } }, undefined)).checks;
  t.match(none, { ok: false, actual: 'nothing was asked' });
  t.notOk('exchange' in none!);
});

t.test('how much a check binds', async (t) => {
  const rows: readonly (readonly [kind: Kind, level: Kind | undefined, checks: RawFields, levels: string])[] = [
    ['required', undefined, { status: 200 }, 'required'],
    ['required', 'recommended', { status: 200 }, 'recommended'],
    ['recommended', undefined, { status: 200 }, 'recommended'],
    ['recommended', 'required', { status: 200 }, 'recommended'],
    ['observe', 'required', { status: 200 }, 'observe'],
    ['required', 'observe', { status: 200 }, 'observe'],
    ['required', undefined, { refused: 'gone' }, 'required recommended'],
    ['required', undefined, { elements: { A: 1 } }, 'recommended'],
    ['required', 'required', { elements: { A: 1 } }, 'required'],
  ];
  const answer = refused(404, 'NoSuchUpload', { message: 'The specified upload …' });
  for (const [kind, level, checks, levels] of rows) {
    const found = await judged({ checks, level }, answer, { kind });
    t.equal(
      found.checks.map((one) => one.level).join(' '),
      levels,
      `${kind}, ${level ?? 'nothing said'}, ${say(checks)}`,
    );
  }
});

t.test('conditions, further steps, and what is recorded', async (t) => {
  const answer = accepted({ max: 5 });
  t.strictSame((await judged({ checks: { status: 204 }, when: "choices.a == 'no'" }, answer)).checks, []);
  t.equal(verdicts((await judged({ checks: { status: 204 }, when: "choices.a == 'yes'" }, answer)).checks), 'no');
  t.equal(verdicts((await judged({ checks: { status: 204 }, when: 'answer.max == 5' }, answer)).checks), 'no');
  const then = { do: 'get', as: 'g', fields: {} } as const;
  const after = await judged({ then, checks: { status: 204 } }, answer, {
    next: accepted({}, { status: 204 }),
  });
  t.match(after.checks, [{ ok: true, title: 'then get: status 204', exchange: 1 }]);
  const { recorded } = await judged(
    { checks: { record: { max: 'answer.max', none: 'answer.none.x', list: '[1, 2]' } } },
    answer,
  );
  t.match(recorded, { max: '5', none: /cannot be evaluated/, list: '[1,2]' });
});

t.test('an entry that builds on what was never answered has failed', async (t) => {
  const then = { do: 'list', fields: { token: '{{ answer.nextToken }}' } } as const;
  const missing = await judged({ then, checks: { accepted: true } }, refused(500, 'InternalError'));
  t.match(missing.checks, [{ ok: false, title: 'then list', level: 'required', actual: /cannot be evaluated/ }]);
  const value = await judged({ checks: { values: { a: '{{ p1.none }}' } }, level: 'recommended' }, accepted());
  t.match(value.checks, [{ ok: false, title: 'values', level: 'recommended' }]);
});
