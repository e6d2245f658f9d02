/** Runs as they are called from the command line: exit codes, reports that keep to their schema, baselines, interruptions. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import t from 'tap';
import { schema } from '../suites/reader/schemas.js';
import { ended, KEYS, run, start } from './cli.test.fixture.js';
import type { KillRun, Run } from './result.js';
import { startMock } from './targets/mock.js';

t.setTimeout(230_000);

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

t.test('the suites themselves are tried', async (t) => {
  const folder = t.testdir({});
  const asked = ['kill', 'abort/answers-200', 'unchecked/complete/part-order', '--profile', 'aws-s3'];
  const { code, out } = await run([...asked, '--report', 'json=kill.json', 'html=kill.html'], folder);
  t.equal(code, 0, out);
  t.match(out, /^2 of 2 defects caught \(2 by a required check, 0 by a recommended one\), 0 survived/m);
  const result = JSON.parse(readFileSync(join(folder, 'kill.json'), 'utf8')) as KillRun;
  t.strictSame(result.results.map(({ defect }) => defect).sort(), [
    'abort/answers-200',
    'unchecked/complete/part-order',
  ]);
  t.ok(existsSync(join(folder, 'kill.html')));
});
