#!/usr/bin/env node
/** The command line. Each command loads its own code, so that `serve` starts without the harness and its SDKs. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { parseSize } from '../suites/reader/size.js';
import { packageVersion } from './version.js';

const program = new Command('multiparity')
  .description('Conformance test harness and mock server for multipart upload in object storage.')
  .version(packageVersion())
  .showSuggestionAfterError()
  .showHelpAfterError('(multiparity --help shows what there is)')
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples:
  multiparity run                                    every suite against the embedded mock of Amazon S3
  multiparity run complete --target moto             the rules of one group against a local moto
  multiparity run --target https://s3.example.com --access-key … --secret-key … --report html=report.html
  multiparity compare mock:aws-s3 mock:storj-2026    two providers side by side
  multiparity serve --profile storj-2026 --port 9000 a provider on your laptop

Exit codes: 0 conforms · 1 a required check failed or a baseline entry is stale · 2 usage or bad files ·
3 a target could not be started or reached · 4 the harness broke · 130 interrupted`,
  );

program
  .command('serve')
  .description('Start the mock server.')
  .option(
    '--profile <name|file>',
    'behave as this provider: a shipped profile, or a YAML file that extends one',
    'aws-s3',
  )
  .option('--port <n>', 'port to listen on; 0 takes a free one', port, 9000)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--identities <file>', 'YAML list of { id, displayName, accessKey, secretKey }')
  .option('--faults <file>', 'YAML list of what is to go wrong on the wire (see docs/mock.md)')
  .option('--defect <id...>', 'misbehave in this known way (multiparity list defects); may be given several times')
  .addOption(
    new Option('--auth <mode>', 'off takes every request as the first identity’s').choices(['on', 'off']).default('on'),
  )
  .option('--domain <name...>', 'host suffix for bucket.<name> addressing, beside localhost and s3.localhost')
  .addOption(
    new Option('--callbacks <reach>', 'which machines are told of objects, where a client of OSS asks for it')
      .choices(['loopback', 'anywhere'])
      .default('loopback'),
  )
  .option('--quiet', 'print no line for each request')
  .addHelpText('after', '\nIts own pages are below /_mock/: health, state, journal, clock, faults, and POST reset.')
  .action(async (options) => (await import('./commands/serve.js')).serve(options));

function runOptions(command: Command): Command {
  return command
    .option('--profile <name|file>', 'judge by this profile instead of the target’s own')
    .addOption(
      new Option('--driver <name>', "who asks: the vendor's SDK, or raw signed HTTP")
        .choices(['sdk', 'raw'])
        .default('sdk'),
    )
    .option('--access-key <key>', 'for an https://… target (default: AWS_ACCESS_KEY_ID)')
    .option('--secret-key <key>', 'for an https://… target (default: AWS_SECRET_ACCESS_KEY)')
    .option('--session-token <token>', 'for an https://… target (default: AWS_SESSION_TOKEN)')
    .option('--region <name>', 'for an https://… target (default: AWS_REGION)')
    .addOption(new Option('--addressing <style>', 'for an https://… or mock target').choices(['path', 'virtual']))
    .addOption(
      new Option('--via <way>', 'start a named target in this way only').choices(['endpoint', 'container', 'program']),
    )
    .option('--bucket <name>', 'work in this bucket instead of making one')
    .option('--prefix <text>', 'with --bucket: touch only keys below this prefix')
    .option('--report <format=file...>', 'html=, json=, junit=, tap=, md= and a path; may be given several times')
    .option('--baseline <file>', 'known failures, each with its reason; a stale entry turns the run red')
    .option('--update-baseline', 'write what fails now to the --baseline file')
    .option('--shard <i/n>', 'run only every n-th case, starting with the i-th', shard)
    .option('--jobs <n>', 'cases side by side', count, 8)
    .option('--budget <size>', 'refuse to start a run that sends more, for example 2GiB', size)
    .option('--timeout <seconds>', 'give up an unanswered request after this long', count, 30)
    .option('--plan', 'print what would be sent, and send nothing')
    .option('--trace', 'show every exchange of failed cases in the terminal')
    .option('--quiet', 'print only the summary line of each target');
}

runOptions(
  program
    .command('run')
    .description('Ask a target the questions of the suites, and report a verdict for each case.')
    .argument('[rule...]', 'rule ids, groups or patterns: complete/part-order, complete, list-*')
    .option('-t, --target <target...>', 'mock:<profile>, mock:all, a named target, or https://…', ['mock:aws-s3']),
).action(async (rules, options) => (await import('./commands/run.js')).run(rules, options));

runOptions(
  program
    .command('compare')
    .description('The same suites against several targets, side by side.')
    .argument('<target...>', 'two or more: mock:<profile>, a named target, or https://…')
    .option('--rules <rule...>', 'rule ids, groups or patterns'),
).action(async (targets, options) =>
  (await import('./commands/run.js')).run(options.rules ?? [], { ...options, target: targets }),
);

program
  .command('kill')
  .description('Try the suites themselves: every defect of the mock must be noticed by the rule it breaks.')
  .argument('[defect...]', 'ids or patterns: complete/ignores-order, unchecked/*')
  .option('--profile <name...>', 'under these profiles (default: every one that can be asked)')
  .option('--all', 'ask every rule and not only the broken one, to see what else goes red')
  .option('--shard <i/n>', 'try only every n-th defect, starting with the i-th', shard)
  .option('--jobs <n>', 'defects side by side', count, 4)
  .option('--report <format=file...>', 'html= or json= and a path; may be given several times')
  .option('--quiet', 'print only what survived, and the summary')
  .action(async (defects, options) => (await import('./commands/kill.js')).kill(defects, options));

program
  .command('list')
  .description('What there is.')
  .argument('<what>', 'rules, scenarios, profiles, targets, defects or ledger')
  .argument(
    '[filter...]',
    'ids, groups or patterns; of the ledger documents, which are then shown sentence by sentence',
  )
  .option(
    '--profile <name|file>',
    'scenarios: say for this profile which are skipped, and why; defects: those its dialect can have',
  )
  .option('--json', 'as JSON')
  .action(async (what, filter, options) => (await import('./commands/list.js')).list(what, filter, options));

program
  .command('explain')
  .description('A rule: its promise, its sources, its scenarios, and which profiles differ.')
  .argument('<rule>', 'rule id, for example complete/part-order')
  .action(async (rule) => (await import('./commands/explain.js')).explain(rule));

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65535)
    throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return value;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1 is wanted.');
  return value;
}

function size(text: string): number {
  try {
    return parseSize(text.replace(/^(\d+(?:\.\d+)?)\s*([A-Za-z]+)$/, '$1 $2'));
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

function shard(text: string): { index: number; of: number } {
  const found = /^(\d+)\/(\d+)$/.exec(text);
  const [index, of] = [Number(found?.[1]), Number(found?.[2])];
  if (!found || index < 1 || index > of) throw new InvalidArgumentError('a shard is written 2/4: the second of four.');
  return { index, of };
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    const { code, message } = (await import('./commands/problems.js')).exitCodeOf(error);
    console.error(message);
    process.exitCode = code;
  }
}
