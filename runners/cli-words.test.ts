/** What the command line says: one clear line for each slip, lists, explanations, and the mock that it serves. */
import t from 'tap';
import { ended, run, start } from './cli.test.fixture.js';
import { startMock } from './targets/mock.js';

t.setTimeout(230_000);

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
    [['run', '--target', 'mock:aws-s3', 'list-uploads'], /there is no target "list-uploads": it names rules, which stand before --target, or after --/],
    [['run', '--report', 'json=run.json', 'complete/part-order'], /--report complete\/part-order: it names rules, which stand before --report, or after --/],
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
    [['run', 'archive', '--target', 'mock:aws-s3', 'mock:storj'], /nothing would be asked: .*glacier only, and mock:aws-s3 speaks s3, mock:storj speaks s3/],
    [['run', '--target', 'mock:aws-s4'], /there is no profile "aws-s4" \(did you mean "aws-s3"\?\): there are .*yandex/],
    [['list', 'ledger', '009'], /none of the ledger is called "009".*multiparity list ledger/],
    [['list', 'defects', 'complete/*', 'zzz'], /none of the defects is called "zzz"; multiparity list defects shows/],
    [['explain', 'complete/part-ordr'], /did you mean "complete\/part-order"/],
    [['serve', '--port', '70000'], /a port is a number from 0 to 65535/, 2],
    [['serve', '--port', String(mock.port)], /port \d+ of 127\.0\.0\.1 is in use: choose another with --port/],
    [['serve', '--profile', 'bad-profile.yaml'], /bad-profile\.yaml:5 .*\n.*bad-profile\.yaml:7 /, 2],
    [['serve', '--profile', 'unknown-rule.yaml'], /profile unknown refuses by "no\/rule"/],
    [['serve', '--profile', 'none.yaml'], /none\.yaml {2}cannot be read: ENOENT/],
    [['serve', '--faults', 'faults.yaml'], /faults\.yaml:2 {2}.*did you mean "drop"/],
    [['serve', '--faults', 'no-such-op.yaml'], /no-such-op\.yaml: "0.op" is "compete".*did you mean "complete"/],
    [['serve', '--defect', 'abort/answers-201'], /there is no defect "abort\/answers-201"/],
    [['kill', 'abort/answers-201'], /no defect is called "abort\/answers-201".*did you mean "abort\/answers-200"/],
    [['kill', 'abort/answers-200', '--quiet', '--report', 'html=identities.yaml/kill.html'], /identities\.yaml\/kill\.html.*(file, not a folder)/],
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

t.test('lists and explanations', async (t) => {
  const rows = [
    [['list', 'rules', '--json'], { id: 'complete/part-order', kind: 'required' }],
    [['list', 'scenarios', '--json', 'complete'], { id: 'complete/part-order#descending' }],
    [['list', 'profiles', '--json'], { id: 'storj-2026', extends: 'aws-s3' }],
    [['list', 'targets', '--json'], { id: 'mock:aws-s3' }],
    [['list', 'defects', '--json', '--profile', 'aws-s3'], { id: 'abort/answers-200', rule: 'abort/answer' }],
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
