/** What only the raw driver can send, seen byte for byte by a server that listens on a bare socket. */
import type { Socket } from 'node:net';
import t from 'tap';
import type { Ask } from './ask.js';
import type { RawChanges } from './changes.js';
import { driversOf } from './index.js';
import type { Observation } from './observation.js';
import { cannedServer, endpointAt, headOf, listen, OPTIONS, spoken } from './server.test.fixture.js';

const text = (body: string) => ({ kind: 'text', text: body }) as const;
const big = { kind: 'seed', seed: 'big', size: 3 * 1024 * 1024 } as const;
const part: Ask = { op: 'put-part', bucket: 'b', key: 'k', uploadId: 'u', number: 1, body: text('hello') };

/** Sends through a server that gets every chunk of bytes together with the socket; `got` is everything that arrived. */
async function over(
  ask: Ask,
  talk: (socket: Socket, got: Buffer) => void,
  timeoutMs = 8000,
): Promise<{ seen: Observation; got: Buffer; ended: boolean }> {
  let got = Buffer.alloc(0);
  let ended = false;
  let gone: Promise<unknown> = Promise.resolve();
  const server = await listen((socket) => {
    gone = new Promise((resolve) => socket.once('close', resolve));
    socket.on('data', (data) => {
      got = Buffer.concat([got, data]);
      talk(socket, got);
    });
    socket.on('end', () => {
      ended = true;
    });
  });
  const driver = driversOf('s3').raw(endpointAt(server.port));
  const seen = await driver.send(ask, { ...OPTIONS, timeoutMs });
  driver.close();
  // What was sent before the end may arrive after the driver has told what it saw; a server that has stopped reading sees no end.
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 1000))]);
  await server.close();
  return { seen, got, ended };
}

const say = (socket: Socket, status = 400, body = '<Error><Code>Said</Code></Error>') =>
  socket.write(spoken({ status, body }));
const whenHead = (then: (socket: Socket) => void) => {
  let done = false;
  return (socket: Socket, got: Buffer) => {
    if (done || !headOf(got)) return;
    done = true;
    then(socket);
  };
};

t.test('Expect: a final answer instead of 100 Continue keeps the body back', async (t) => {
  const raw: RawChanges = { expectContinue: true, declaredLength: 5 * 1024 ** 3 + 1 };
  const { seen, got } = await over(
    { ...part, raw },
    whenHead((socket) => say(socket)),
  );
  t.match(seen, { kind: 'refused', status: 400, code: 'Said' });
  const head = headOf(got)!;
  t.match(head.headers, { expect: '100-continue', 'content-length': '5368709121' });
  t.equal(got.length, head.size, 'no byte of the body');
});

t.test('Expect: 100 Continue brings the body when its length is true', async (t) => {
  const { seen, got } = await over({ ...part, raw: { expectContinue: true } }, (socket, got) => {
    if (got.toString().endsWith('hello')) say(socket, 200, '');
    else if (headOf(got)) socket.write('HTTP/1.1 100 Continue\r\n\r\n');
  });
  t.match(seen, { kind: 'accepted', status: 200 });
  t.match(got.toString(), /\r\n\r\nhello$/);
});

t.test('Expect: asked for a body that there is not, the driver hangs up', async (t) => {
  const { seen, got } = await over(
    { ...part, raw: { expectContinue: true, declaredLength: 10 ** 10 } },
    whenHead((socket) => socket.write('HTTP/1.1 100 Continue\r\n\r\n')),
  );
  t.match(seen, { kind: 'dropped', because: /100 Continue/ });
  t.equal(got.length, headOf(got)!.size);
});

t.test('cutAfter cuts just there', async (t) => {
  for (const cutAfter of [0, 3, 700_000]) {
    const { seen, got, ended } = await over({ ...part, body: big, raw: { cutAfter } }, () => {});
    t.match(seen, { kind: 'dropped', because: `cut after ${cutAfter} bytes` });
    const head = headOf(got)!;
    t.equal(head.headers['content-length'], String(big.size));
    t.equal(got.length - head.size, cutAfter);
    t.ok(ended);
  }
});

t.test('a pause: so many bytes have arrived, the rest comes when it is over', async (t) => {
  for (const after of [0, 1, 300_000, big.size - 1]) {
    let arrived = -1;
    let received = 0;
    const server = await listen((socket) => {
      let head: ReturnType<typeof headOf>;
      let got = Buffer.alloc(0);
      let total = 0;
      socket.on('data', (data) => {
        total += data.length;
        if (!head) got = Buffer.concat([got, data]);
        head ??= headOf(got);
        if (!head) return;
        received = total - head.size;
        if (received === big.size) socket.write(spoken({ status: 200, headers: { etag: '"e"' } }));
      });
    });
    const driver = driversOf('s3').raw(endpointAt(server.port));
    const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
    const paused = async () => {
      // A busy machine may need a moment to deliver them, and must not deliver more.
      for (let i = 0; i < 200 && received < after; i += 1) await soon();
      await soon();
      arrived = received;
    };
    const ask = { ...part, body: big, raw: { pause: { after, ms: 0 } } };
    const seen = await driver.send(ask, { ...OPTIONS, timeoutMs: 8000, paused });
    t.match(seen, { kind: 'accepted', values: { etag: 'e' } });
    t.equal(arrived, after, `${after} bytes before the pause`);
    t.equal(received, big.size);
    driver.close();
    await server.close();
  }
});

t.test('a body shorter than declared: an answer is waited for, before and after the half-close', async (t) => {
  const raw: RawChanges = { declaredLength: 9 };
  const early = await over({ ...part, raw }, (socket, got) => void (got.toString().endsWith('hello') && say(socket)));
  t.match(early.seen, { kind: 'refused', code: 'Said' });
  t.equal(headOf(early.got)!.headers['content-length'], '9');
  const mute = await over({ ...part, raw }, () => {});
  t.match(mute.seen, { kind: 'dropped' });
  t.ok(mute.ended, 'the server saw the end');
});

t.test('an answer that comes while the body is being sent is read', async (t) => {
  for (const hangUp of [true, false]) {
    const body = { kind: 'fill', byte: 7, size: 40 * 1024 * 1024 } as const;
    const { seen, got } = await over(
      { ...part, body },
      whenHead((socket) => {
        socket.pause();
        say(socket);
        if (hangUp) socket.end();
      }),
    );
    t.match(seen, { kind: 'refused', status: 400, code: 'Said' });
    t.ok(got.length < body.size / 2, 'the rest was not sent');
  }
});

t.test('an answer that breaks off is no answer', async (t) => {
  const { seen } = await over(
    part,
    whenHead((socket) => {
      socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nabc');
    }),
  );
  t.match(seen, { kind: 'dropped', because: /broke off after 3 bytes|whole answer/ });
  const silent = await over(part, () => {}, 100);
  t.match(silent.seen, { kind: 'dropped', because: 'no answer within 100 ms' });
});

t.test('an interrupted run ends its requests', async (t) => {
  const server = await listen(() => {});
  const driver = driversOf('s3').raw(endpointAt(server.port));
  const controller = new AbortController();
  const asked = driver.send(part, { ...OPTIONS, signal: controller.signal });
  setTimeout(() => controller.abort(), 20);
  t.match(await asked, { kind: 'dropped', because: 'the run was interrupted' });
  t.match(await driver.send(part, { ...OPTIONS, signal: controller.signal }), { kind: 'dropped' });
  driver.close();
  await server.close();
});

t.test('framing', async (t) => {
  const answer = whenHead((socket) => say(socket));
  const none = await over({ op: 'create', bucket: 'b', key: 'k', raw: { framing: 'none' } }, answer);
  t.notOk(headOf(none.got)!.headers['content-length'] ?? headOf(none.got)!.headers['transfer-encoding']);
  t.equal(none.got.length, headOf(none.got)!.size);
  const removed = await over(
    { ...part, raw: { headers: { 'Content-Length': null } } },
    whenHead((socket) => say(socket)),
  );
  t.notOk(headOf(removed.got)!.headers['content-length'] ?? headOf(removed.got)!.headers['transfer-encoding']);
  const chunked = await over({ ...part, raw: { framing: 'chunked' } }, (socket, got) => {
    if (got.toString().endsWith('0\r\n\r\n')) say(socket);
  });
  t.equal(headOf(chunked.got)!.headers['transfer-encoding'], 'chunked');
  t.match(chunked.got.toString(), /\r\n\r\n5\r\nhello\r\n0\r\n\r\n$/);
  const odd = await over(
    { ...part, raw: { headers: { 'content-length': '0x5' } } },
    whenHead((socket) => say(socket)),
  );
  t.equal(headOf(odd.got)!.headers['content-length'], '0x5');
});

t.test('path, query and headers go out as they were written', async (t) => {
  const server = await cannedServer(() => ({ status: 200 }));
  const driver = driversOf('s3').raw(server.endpoint);
  const ask = async (raw: RawChanges, op: Ask['op'] = 'raw') => {
    const seen = await driver.send({ op, bucket: 'b', key: 'ü/..', raw }, OPTIONS);
    t.equal(seen.kind, 'accepted');
    return { ...server.heard.at(-1)!, seen };
  };
  t.equal((await ask({ path: '/{bucket}/./../{key}/%2f/%' })).line, 'GET /b/./../%C3%BC/../%2f/% HTTP/1.1');
  t.equal((await ask({})).line, 'GET /b/%C3%BC/.. HTTP/1.1');
  t.equal(
    (await ask({ method: 'POST', query: { uploads: true, 'max-parts': '', ä: 'a b' } })).line,
    'POST /b/%C3%BC/..?uploads&max-parts=&%C3%A4=a%20b HTTP/1.1',
  );
  t.equal((await ask({ query: { uploads: null, x: '1' } }, 'create')).line, 'POST /b/%C3%BC/..?x=1 HTTP/1.1');
  const headers = { 'X-Amz-Meta-a': 'grün', 'content-type': '', host: 'elsewhere' };
  const sent = await ask({ headers, body: { kind: 'text', text: 'äß' } });
  t.match(sent.headers, {
    'x-amz-meta-a': Buffer.from('grün').toString('latin1'),
    'content-type': '',
    host: 'elsewhere',
  });
  t.equal(sent.body.toString(), 'äß');
  t.match(sent.headers.authorization, /SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-meta-a/);
  const digested = await ask({ body: { kind: 'text', text: '<Delete/>' } }, 'delete-many');
  t.equal(digested.headers['content-md5'], 'ePbrFwvNFIRnzBrIv+T8Ag==', 'the digest is that of the body that goes out');
  driver.close();
  await server.close();
});

t.test('signing is changed as asked', async (t) => {
  const other = { accessKey: 'OTHERKEY', secretKey: 'other-secret', sessionToken: 'a-session-token' };
  const server = await cannedServer(() => ({ status: 200, headers: { etag: '"e"' } }));
  const endpoint = { ...server.endpoint, accounts: [...server.endpoint.accounts, other] };
  const driver = driversOf('s3').raw(endpoint);
  const ask = async (raw: RawChanges) => {
    const seen = await driver.send({ ...part, raw }, OPTIONS);
    t.equal(seen.kind, 'accepted', 'because' in seen ? seen.because : '');
    return server.heard.at(-1)!;
  };
  const sign = (changes: RawChanges['sign']) => ask({ sign: changes! });
  const anonymous = (await sign({ with: 'none' })).headers;
  t.notOk(anonymous.authorization ?? anonymous['x-amz-date'] ?? anonymous['x-amz-content-sha256']);
  const second = (await sign({ account: 1, region: 'r', service: 's' })).headers;
  t.match(second.authorization, /Credential=OTHERKEY\/\d{8}\/r\/s\/aws4_request/);
  t.match(second, { 'x-amz-security-token': 'a-session-token' });
  t.match(second.authorization, /x-amz-security-token/);
  t.match((await sign({ accessKey: 'NOBODY' })).headers.authorization, /Credential=NOBODY/);
  const late = (await sign({ clockShift: -3600 })).headers['x-amz-date']!;
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(late)!.map(Number);
  t.ok(Math.abs(Date.now() - 3_600_000 - Date.UTC(y!, mo! - 1, d!, h!, mi!, s!)) < 5000);
  const hidden = (await ask({ sign: { unsigned: ['X-Amz-Meta-A'] }, headers: { 'x-amz-meta-a': '1' } })).headers;
  t.equal(hidden['x-amz-meta-a'], '1');
  t.notMatch(hidden.authorization, /meta-a/);
  t.equal((await sign({ payload: 'unsigned' })).headers['x-amz-content-sha256'], 'UNSIGNED-PAYLOAD');
  t.equal((await sign({ payload: { literal: 'odd' } })).headers['x-amz-content-sha256'], 'odd');
  t.equal((await sign({ payload: 'none' })).headers['x-amz-content-sha256'], undefined);
  const digests = [(await sign({ payload: 'wrong' })).headers, (await sign({ payload: 'hash' })).headers];
  t.not(digests[0]!['x-amz-content-sha256'], digests[1]!['x-amz-content-sha256']);
  t.equal(digests[1]!['x-amz-content-sha256'], '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824');
  const presigned = await sign({ with: 'presigned', expires: 604801 });
  t.match(
    presigned.line,
    /partNumber=1&uploadId=u&X-Amz-Algorithm=AWS4-HMAC-SHA256&.*X-Amz-Expires=604801&.*X-Amz-Signature=[0-9a-f]{64} /,
  );
  t.notOk(presigned.headers.authorization);

  const tampered = await ask({
    tamper: {
      headers: { 'x-amz-date': null, 'x-new': '1' },
      query: { partNumber: '2' },
      body: text('other'),
      path: '/{bucket}/z',
    },
  });
  t.match(tampered.line, 'PUT /b/z?partNumber=2&uploadId=u HTTP/1.1');
  t.match(tampered.headers, { 'x-new': '1', 'x-amz-date': undefined });
  t.equal(tampered.body.toString(), 'other');
  t.equal(
    tampered.headers['x-amz-content-sha256'],
    digests[1]!['x-amz-content-sha256'],
    'still the hash of the body signed for',
  );
  driver.close();
  await server.close();
});

t.test('virtual-host addressing names the bucket in Host only', async (t) => {
  const server = await cannedServer(() => ({ status: 200 }), { addressing: 'virtual' });
  const driver = driversOf('s3').raw(server.endpoint);
  const host = new URL(server.endpoint.url).host;
  await driver.send({ op: 'list', bucket: 'b' }, OPTIONS);
  t.match(server.heard[0], { line: 'GET /?list-type=2 HTTP/1.1', headers: { host: `b.${host}` } });
  await driver.send({ op: 'list-buckets', bucket: 'b' }, OPTIONS);
  t.match(server.heard[1], { line: 'GET / HTTP/1.1', headers: { host } });
  await driver.send({ op: 'get', bucket: 'b', key: 'k' }, OPTIONS);
  t.match(server.heard[2], { line: 'GET /k HTTP/1.1', headers: { host: `b.${host}` } });
  driver.close();
  await server.close();
});

t.test('what cannot stand on the wire is unsendable', async (t) => {
  const driver = driversOf('s3').raw(endpointAt(1));
  const because = async (raw: RawChanges) => (await driver.send({ ...part, raw }, OPTIONS)) as { kind: string };
  for (const raw of [
    { path: '/a b' },
    { headers: { 'x-a': 'b\nc' } },
    { method: 'A B' },
    { sign: { account: 7 } },
    { sign: { chunkFault: 'short' } },
    { sign: { payload: 'trailer', chunkFault: 'signature' } },
    { sign: { payload: 'chunks', chunkFault: 'no-trailer' } },
  ] as const)
    t.match(await because(raw), { kind: 'unsendable', because: String }, JSON.stringify(raw));
  t.equal(driver.traffic.requests, 0);
  driver.close();
});

t.test('big bodies leave whole', async (t) => {
  const server = await cannedServer((heard) => ({ status: 200, headers: { etag: `"${heard.body.length}"` } }));
  const driver = driversOf('s3').raw(server.endpoint);
  const size = 5 * 1024 * 1024;
  const body = { kind: 'seed', seed: 's', size } as const;
  const many = await Promise.all([1, 2, 3].map((number) => driver.send({ ...part, number, body }, OPTIONS)));
  for (const seen of many) t.match(seen, { kind: 'accepted', values: { etag: String(size) } });
  t.equal(driver.traffic.sent, 3 * size);
  t.equal(driver.traffic.requests, 3);
  driver.close();
  await server.close();
});

t.test('bytes that follow an answer without a body are told', async (t) => {
  const abort: Ask = { op: 'abort', bucket: 'b', key: 'k', uploadId: 'u' };
  for (const [surplus, bytes] of [
    [true, 'a body'],
    [false, ''],
  ] as const) {
    const { seen } = await over(
      abort,
      whenHead((socket) => socket.write(`HTTP/1.1 204 No Content\r\n\r\n${bytes}`)),
    );
    t.match(seen, { kind: 'accepted', status: 204, answer: { surplus } });
  }
});
