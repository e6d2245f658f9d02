/** Evidence keeps no secret, stays small, and its command line means the same to a shell. */
import { execFileSync } from 'node:child_process';
import t from 'tap';
import type { RawChanges } from './changes.js';
import { curlOf, word } from './curl.js';
import { redactedUrl, type Sent, shown } from './evidence.js';
import { driversOf } from './index.js';
import { cannedServer, OPTIONS } from './server.test.fixture.js';

const SECRETS = {
  accessKey: 'AKIAIOSFODNN7EXAMPLE',
  secretKey: 'wJalrXUtnFEMI+K7MDENG',
  sessionToken: 'IQoJb3JpZ2luX2VjEJ',
};

t.test('no secret is kept, wherever it turns up', async (t) => {
  const server = await cannedServer((heard) => ({
    status: 403,
    headers: { 'x-echo': SECRETS.sessionToken },
    body: `<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>${heard.headers['x-amz-security-token']} ${SECRETS.secretKey}</CanonicalRequest></Error>`,
  }));
  const endpoint = { ...server.endpoint, accounts: [SECRETS] };
  const signs: (RawChanges | undefined)[] = [
    undefined,
    {},
    { sign: { with: 'presigned' } },
    { sign: { payload: 'chunks' } },
  ];
  for (const raw of signs) {
    const driver = driversOf('s3')[raw ? 'raw' : 'sdk'](endpoint);
    const seen = await driver.send({ op: 'get', bucket: 'b', key: 'k', ...(raw && { raw }) }, OPTIONS);
    driver.close();
    if (seen.kind !== 'refused') throw new Error(JSON.stringify(seen));
    const kept = JSON.stringify(seen.exchange);
    for (const secret of [SECRETS.secretKey, SECRETS.sessionToken, SECRETS.accessKey]) t.notMatch(kept, secret);
    t.match(kept, 'AKIA…');
    t.notMatch(kept, /Signature=[0-9a-f]{8}/);
    t.match(seen.exchange.curl, '"x-amz-security-token: $AWS_SESSION_TOKEN"');
  }
  await server.close();
});

t.test('bodies are cut, and bytes are described', async (t) => {
  t.equal(shown(Buffer.from('plain\ntext')), 'plain\ntext');
  t.match(shown(Buffer.from('ä'.repeat(2000))), /^ä{1024}… \(4000 bytes\)$/);
  t.match(shown(Buffer.from(`a${'ä'.repeat(2000)}`)), /^aä{1023}… \(4001 bytes\)$/);
  t.equal(shown(Buffer.from([0, 1, 2, 255])), '4 bytes, binary');
  t.equal(shown({ kind: 'seed', seed: 'p', size: 9 }), '9 bytes, seed p');
  t.equal(
    redactedUrl('http://h/k?a=1&X-Amz-Credential=AKIAXXXX%2F2026&X-Amz-Signature=abc'),
    'http://h/k?a=1&X-Amz-Credential=AKIA…%2F2026&X-Amz-Signature=[redacted]',
  );
});

const sent = (more: Partial<Sent>): Sent => ({
  method: 'PUT',
  url: 'http://127.0.0.1:9/b/k',
  headers: [
    ['authorization', 'x'],
    ['host', '127.0.0.1:9'],
  ],
  bodyBytes: 0,
  ...more,
});

/** The words a shell makes of a command line, with curl replaced by something that shows them. */
function wordsOf(line: string): string[] {
  const script = line.replace('curl ', 'show ');
  const shell = `show() { for word in "$@"; do printf '%s\\000' "$word"; done; }; ${script}`;
  const env = { ...process.env, AWS_ACCESS_KEY_ID: 'ID', AWS_SECRET_ACCESS_KEY: 'SECRET', AWS_SESSION_TOKEN: 'TOKEN' };
  return execFileSync('sh', ['-c', shell], { env }).toString().split('\u0000').slice(0, -1);
}

t.test('the command line survives a shell', async (t) => {
  const nasty = `it's "$HOME" \`id\` \\ & ; \n é`;
  const words = wordsOf(
    curlOf(
      sent({
        url: 'http://127.0.0.1:9/b/../%2e/k?b&a=1',
        headers: [
          ['authorization', 'x'],
          ['host', '127.0.0.1:9'],
          ['x-amz-meta-a', nasty.replace('\n', '')],
          ['x-empty', ''],
        ],
        body: { kind: 'text', text: nasty },
        bodyBytes: 30,
      }),
      'eu-west-1',
    ),
  );
  t.strictSame(words, [
    '--silent',
    '--show-error',
    '--include',
    '--path-as-is',
    '-X',
    'PUT',
    '--aws-sigv4',
    'aws:amz:eu-west-1:s3',
    '--user',
    'ID:SECRET',
    '-H',
    `x-amz-meta-a: ${nasty.replace('\n', '')}`,
    '-H',
    'x-empty;',
    '-H',
    'content-type:',
    '--data-binary',
    nasty,
    'http://127.0.0.1:9/b/../%2e/k?a=1&b=',
  ]);
  t.equal(word("a'b"), `'a'\\''b'`);
  t.equal(word(''), "''");
});

t.test('the command line asks the same', async (t) => {
  const head = curlOf(sent({ method: 'HEAD' }), 'r');
  t.match(head, ' --head ');
  t.notMatch(head, '-X');
  const big = curlOf(sent({ body: { kind: 'seed', seed: 's', size: 5000 }, bodyBytes: 5000 }), 'r');
  t.match(big, /^head -c 5000 \/dev\/zero \| curl .* --data-binary @- .* {2}# the body was 5000 bytes, seed s$/);
  t.match(curlOf(sent({ body: { kind: 'text', text: 'x'.repeat(1025) }, bodyBytes: 1025 }), 'r'), /^head -c 1025 /);
  t.match(curlOf(sent({ body: { kind: 'text', text: '@file' }, bodyBytes: 5 }), 'r'), '--data-raw @file');
  const anonymous = curlOf(sent({ headers: [['host', 'b.example']] }), 'r');
  t.notMatch(anonymous, 'aws-sigv4');
  t.match(anonymous, "-H 'host: b.example'");
  const presigned = curlOf(sent({ headers: [], url: 'http://h/k?uploadId=u&X-Amz-Signature=s&X-Amz-Date=d' }), 'r');
  t.match(presigned, /aws-sigv4.* 'http:\/\/h\/k\?uploadId=u'$/);
  const hashed = (value: string, body?: Sent['body']) =>
    curlOf(
      sent({
        headers: [
          ['authorization', 'x'],
          ['x-amz-content-sha256', value],
          ['content-encoding', 'aws-chunked'],
        ],
        body,
      }),
      'r',
    );
  t.match(hashed('b'.repeat(64)), `x-amz-content-sha256: ${'b'.repeat(64)}`);
  t.match(
    hashed('b'.repeat(64), { kind: 'fill', byte: 1, size: 9 }),
    'x-amz-content-sha256: UNSIGNED-PAYLOAD',
    'zeros hash otherwise',
  );
  const summed = {
    headers: [
      ['content-md5', 'x'],
      ['x-amz-checksum-crc32', 'y'],
      ['x-amz-checksum-type', 'z'],
    ],
  } as const;
  const zeros = curlOf(sent({ ...summed, body: { kind: 'fill', byte: 1, size: 9 } }), 'r');
  t.match(zeros, 'x-amz-checksum-type: z');
  t.notMatch(zeros, /content-md5|crc32/);
  const chunked = hashed('STREAMING-UNSIGNED-PAYLOAD-TRAILER', { kind: 'text', text: 'hi' });
  t.match(chunked, /UNSIGNED-PAYLOAD' .*--data-binary hi .* {2}# the body was sent as aws-chunked$/);
  t.notMatch(chunked, 'content-encoding');
});
