/** The command line as it is called: exit codes, one clear line for each slip, and reports that keep to their schema. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { schema } from '../suites/reader/schemas.js';
import type { Run } from './result.js';
import { DEFAULT_ACCOUNT, startMock } from './targets/mock.js';

const CLI = fileURLToPath(new URL('./cli.js', import.meta.url));
const KEYS = ['--access-key', DEFAULT_ACCOUNT.accessKey, '--secret-key', DEFAULT_ACCOUNT.secretKey];

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

t.setTimeout(120_000);

function start(args: readonly string[], cwd = process.cwd()): ChildProcess {
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, MULTIPARITY_TARGET: ___, ...env } = process.env;
  return spawn(process.execPath, [CLI, ...args], {
    cwd,
    env: { ...env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function ended(child: ChildProcess): Promise<Outcome> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (bytes: Buffer) => {
    out += bytes.toString();
  });
  child.stderr?.on('data', (bytes: Buffer) => {
    err += bytes.toString();
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
}

const run = (args: readonly string[], cwd?: string): Promise<Outcome> => ended(start(args, cwd));

/** A server that answers nothing well, and counts who came. */
async function counting(t: { teardown(end: () => unknown): void }): Promise<{ url: string; count: () => number }> {
  let count = 0;
  const server = createServer((_, response) => {
    count += 1;
    response.writeHead(500).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count: () => count };
}

/** The address of a server that has just gone. */
async function closed(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

t.test('each slip is told in one line, with exit code 2', async (t) => {
  const folder = t.testdir({
    'bad-baseline.yaml': 'entries:\n  - { rule: complete/part-order, case: one }\n',
    'bad-profile.yaml':
      'id: bad\ntitle: Bad\nextends: aws-s3\nlimits:\n  minPartSize: small\nchoices:\n  secondComplete: { is: never }\n',
    'stray-profile.yaml':
      'id: stray\ntitle: Stray\nextends: aws-s3\ndeviations:\n  - { rule: no/rule, because: of that, source: S-1 }\n',
    'unknown-rule.yaml': 'id: unknown\ntitle: Unknown\nextends: aws-s3\nrefuses: [no/rule]\n',
    'identities.yaml': '- { id: one, displayName: One, accessKey: A }\n',
    'faults.yaml': '- { op: complete, answer: drop }\n- { op: complete, answer: dorp }\n',
    'no-such-op.yaml': '- { op: compete, answer: drop }\n',
  });
  const mock = await startMock();
  t.teardown(() => mock.close());
  const rows: readonly (readonly [args: readonly string[], err: RegExp, lines?: number])[] = [
    [['--bogus'], /unknown option '--bogus'/, 2],
    [['rum'], /unknown command 'rum'[\s\S]*Did you mean run\?/, 3],
    [['run', '--targt', 'minio'], /unknown option '--targt'[\s\S]*Did you mean --target\?/, 3],
    [['run', 'complete/part-ordr'], /there is no rule or group "complete\/part-ordr", did you mean "complete\/part-order"\?/],
    [['run', '--target', 'mock:aws-s4'], /did you mean "aws-s3"/],
    [['run', '--target', 'minoi'], /there is no target "minoi" \(did you mean "minio"\?\)/],
    [['run', '--report', 'xml=report.xml'], /--report xml=report\.xml: write FORMAT=FILE/],
    [['run', '--baseline', 'none.yaml'], /the baseline none\.yaml does not exist; --update-baseline writes one/],
    [['run', '--baseline', 'bad-baseline.yaml'], /bad-baseline\.yaml:2 {2}.*"reason"/],
    [['run', '--update-baseline'], /--update-baseline needs --baseline/],
    [['run', '--baseline', 'bad-baseline.yaml', '--target', 'mock:storj', 'mock:yandex'], /--baseline belongs to one target/],
    [['run', '--shard', '5/4'], /a shard is written 2\/4/, 2],
    [['run', '--budget', 'lots'], /is not a size/, 2],
    [['run', 'complete/part-order', '--budget', '1KiB'], /the plan sends about .* and the budget is 1 KiB/],
    [['run', '--profile', 'bad-profile.yaml'], /bad-profile\.yaml:5 .*\n.*bad-profile\.yaml:7 /, 2],
    [['run', '--profile', 'stray-profile.yaml', '--plan'], /stray.*there is no rule "no\/rule"/],
    [['list', 'rulez'], /there is no list of "rulez" \(did you mean "rules"\?\)/],
    [['explain', 'complete/part-ordr'], /did you mean "complete\/part-order"/],
    [['serve', '--port', '70000'], /a port is a number from 0 to 65535/, 2],
    [['serve', '--port', String(mock.port)], /port \d+ of 127\.0\.0\.1 is in use: choose another with --port/],
    [['serve', '--profile', 'bad-profile.yaml'], /bad-profile\.yaml:5 .*\n.*bad-profile\.yaml:7 /, 2],
    [['serve', '--profile', 'unknown-rule.yaml'], /profile unknown refuses by "no\/rule"/],
    [['serve', '--profile', 'none.yaml'], /none\.yaml {2}cannot be read: ENOENT/],
    [['serve', '--faults', 'faults.yaml'], /faults\.yaml:2 {2}.*did you mean "drop"/],
    [['serve', '--faults', 'no-such-op.yaml'], /no-such-op\.yaml: "0.op" is "compete".*did you mean "complete"/],
    [['serve', '--identities', 'identities.yaml'], /identities\.yaml:1 {2}.*"secretKey"/],
  ]; // biome-ignore format: a table is read by its rows
  const queue = [...rows];
  const worker = async (): Promise<void> => {
    for (let row = queue.shift(); row; row = queue.shift()) {
      const [args, pattern, lines = 1] = row;
      const { code, out, err } = await run(args, folder);
      const said = args.join(' ');
      t.equal(code, 2, `${said} exits 2`, { out, err });
      t.match(err, pattern, `${said} says why`);
      t.ok(err.trimEnd().split('\n').length <= lines, `${said} says it in ${lines} lines`, { err });
      t.notMatch(err, /^\s+at /m, `${said} shows no stack`);
    }
  };
  await Promise.all([worker(), worker(), worker()]);
});

t.test('what cannot be reached exits 3, in one line', async (t) => {
  const { code, out, err } = await run(['run', 'complete/part-order', '--target', await closed(), ...KEYS]);
  t.equal(code, 3);
  t.match(out + err, /connection refused|ECONNREFUSED/i);
  t.notMatch(out + err, /^\s+at /m, 'no stack');
  const without = await run(['run', 'complete/part-order', '--target', await closed()]);
  t.match([without.code, without.out + without.err], [3, /no credentials for .*--access-key/]);
});

t.test('a plan sends nothing', async (t) => {
  const { url, count } = await counting(t);
  const { code, out } = await run(['run', '--plan', '--target', url, ...KEYS]);
  t.equal(code, 0);
  t.match(out, /judged by aws-s3: \d+ cases of \d+ rules, \d+ skipped\n {2}about \d+ requests/);
  t.equal(count(), 0);
  const smaller = await run(['run', 'complete', '--plan', '--shard', '1/2']);
  t.match([smaller.code, smaller.out], [0, /mock:aws-s3, judged by aws-s3: \d+ cases/]);
});

t.test('a run with its reports', async (t) => {
  const folder = t.testdir({});
  const reports = ['json=run.json', 'junit=run.xml', 'tap=run.tap', 'md=run.md', 'html=run.html'];
  const { code, out } = await run(['run', 'complete/part-order', 'list-parts', '--report', ...reports], folder);
  t.equal(code, 0, out);
  t.match(out, /mock:aws-s3 conforms: \d+ pass.*0 uploads left open/);
  const result = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as Run;
  const valid = schema('run.schema', 'reports/schema');
  t.ok(valid(result), 'the JSON keeps to its schema', { errors: valid.errors });
  t.match(result.targets, [{ target: 'mock:aws-s3', profile: 'aws-s3', left: [], stale: [] }]);
  t.ok(result.rules.every(({ group, id }) => group === 'list-parts' || id === 'complete/part-order'));
  for (const name of ['run.xml', 'run.tap', 'run.md', 'run.html']) t.ok(existsSync(join(folder, name)), name);
});

t.test('failures, known failures, and failures no more', async (t) => {
  const folder = t.testdir({});
  const asked = ['run', 'complete/min-part-size', 'complete/part-order', '--profile', 'aws-s3', '--target'];
  const failing = await run([...asked, 'mock:storj'], folder);
  t.match([failing.code, failing.out], [1, /complete\/min-part-size/]);
  const written = await run([...asked, 'mock:storj', '--baseline', 'known.yaml', '--update-baseline'], folder);
  t.match(written.out, /known failures written to known\.yaml/);
  const known = await run([...asked, 'mock:storj', '--baseline', 'known.yaml'], folder);
  t.equal(known.code, 0, 'what is known fails nobody', { out: known.out });
  const text = readFileSync(join(folder, 'known.yaml'), 'utf8');
  writeFileSync(join(folder, 'known.yaml'), `${text}  - { rule: complete/part-order, case: nothing, reason: gone }\n`);
  const partial = await run(
    ['run', '--target', 'mock:aws-s3', '--baseline', 'known.yaml', 'complete/min-part-size'],
    folder,
  );
  t.match([partial.code, partial.out], [1, /fixed/], 'what passes now turns the run red');
});

t.test('two targets side by side', async (t) => {
  const { code, out } = await run(['compare', 'mock:aws-s3', 'mock:storj-2026', '--rules', 'abort/repeated']);
  t.equal(code, 0, out);
  t.match(out, /mock:aws-s3 conforms[\s\S]*mock:storj-2026 conforms/);
});

t.test('lists and explanations', async (t) => {
  const rows = [
    [['list', 'rules', '--json'], { id: 'complete/part-order', kind: 'required' }],
    [['list', 'scenarios', '--json', 'complete'], { id: 'complete/part-order#descending' }],
    [['list', 'profiles', '--json'], { id: 'storj-2026', extends: 'aws-s3' }],
    [['list', 'targets', '--json'], { id: 'mock:aws-s3' }],
  ] as const;
  for (const [args, one] of rows) {
    const { code, out } = await run(args);
    const list = JSON.parse(out) as { id: string }[];
    t.equal(code, 0, args.join(' '));
    t.match(
      list.find(({ id }) => id === one.id),
      one,
      one.id,
    );
  }
  const plain = await run(['list', 'rules', 'complete']);
  t.match(plain.out, /^complete\/part-order +required/m);
  const skipped = await run(['list', 'scenarios', 'upload-part-copy', '--profile', 'storj-2026', '--json']);
  t.ok((JSON.parse(skipped.out) as unknown[]).length > 0);
  const ledger = await run(['list', 'ledger', '003']);
  t.match(ledger.out, /^003 +AWS S3: .*\n +\d+ sentences: \d+ tested, \d+ not testable \(/);
  t.match(ledger.out, /^ +25 +the number is any from 1 to 10000 +→ upload-part\/number-range/m);
  const ledgers = JSON.parse((await run(['list', 'ledger', '--json'])).out) as object[];
  t.match(ledgers[0], { id: '000', kind: 'document', open: 0 });
  const explained = await run(['explain', 'complete/part-order']);
  t.match(explained.out, /^ {2}003 line 34: parts are concatenated/m);
  t.equal(explained.code, 0);
  for (const heading of ['Sources', 'Scenarios', 'Profiles', 'File: '])
    t.match(explained.out, new RegExp(`^${heading}`, 'm'), heading);
  t.match((await run(['--version'])).out, /^\d+\.\d+\.\d+\n$/);
  const help = await run(['--help']);
  t.match([help.code, help.out], [0, /Exit codes: 0 conforms/]);
});

t.test('serving', async (t) => {
  const child = start(['serve', '--port', '0', '--profile', 'storj-2026']);
  t.teardown(() => child.kill('SIGKILL'));
  const outcome = ended(child);
  const said = await new Promise<string>((resolve) => {
    let text = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      if (text.includes('stop with Ctrl-C')) resolve(text);
    });
  });
  t.match(said, /access key multiparity, secret key multiparity-secret/);
  const endpoint = /endpoint +(\S+)/.exec(said)?.[1];
  const health = await fetch(`${endpoint}/_mock/health`);
  t.strictSame(await health.json(), { status: 'ok', profile: 'storj-2026' });
  await fetch(`${endpoint}/`);
  child.kill('SIGTERM');
  const { code, out } = await outcome;
  t.equal(code, 0);
  t.match(out, /^403 GET \/ {2}auth\/anonymous$/m, 'each request is a line');
});

t.test('an interrupted run cleans up', async (t) => {
  let interrupt = (): void => {};
  const begun = new Promise<void>((resolve) => {
    interrupt = resolve;
  });
  let requests = 0;
  const log = (): void => {
    requests += 1;
    if (requests === 40) interrupt();
  };
  const mock = await startMock({ log });
  t.teardown(() => mock.close());
  const child = start(['run', '--target', mock.endpoint, '--jobs', '2', ...KEYS]);
  const outcome = ended(child);
  await begun;
  child.kill('SIGINT');
  const { code, out, err } = await outcome;
  t.equal(code, 130, out);
  t.match(err, /interrupted: cleaning up/);
  t.match(out, /0 uploads left open/);
  const state = (await (await fetch(`${mock.endpoint}/_mock/state`)).json()) as { buckets: unknown[] };
  t.strictSame(state.buckets, [], 'nothing is left there');
  t.strictSame({ ...mock.held }, { bodies: 0, bytes: 0 });
});
