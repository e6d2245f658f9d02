/**
 * Writes the pages of `docs/` that are made from data: the lists of rules and of defects, and with `--results RUN.json` the measured result
 * of each target in a run. `--check` writes nothing and fails when a list is not fresh.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../suites/reader/documents.js';
import { readProfile } from '../suites/reader/profile.js';
import { type Baseline, readBaseline } from './baseline.js';
import { askedProfiles } from './drivers/index.js';
import { EMBEDDED } from './embedded.js';
import { planCases, scenariosOf } from './plan.js';
import {
  type CaseResult,
  type CheckResult,
  type Run,
  type Source,
  type TargetRun,
  tally,
  VERDICT_KINDS,
} from './result.js';
import type { Rule } from './scenario.js';
import { readSuite, sourcesOf } from './suite.js';
import { DEFECTS } from './targets/mock.js';

/** Every rule with its promise, its sources, and how many of its cases each profile asks. */
export function rulesPage(): string {
  const suite = readSuite();
  const names = askedProfiles().asked;
  const plans = new Map(names.map((name) => [name, planCases(suite, readProfile(name), EMBEDDED)]));
  const asked = (name: string, rule?: string): number =>
    plans.get(name)!.filter((one) => one.skip === undefined && (rule === undefined || one.rule.id === rule)).length;
  const countOf = (name: string, rule: Rule): number =>
    rule.shape === undefined ? asked(name, rule.id) : scenariosOf(rule, suite, readProfile(name)).length;
  const lines = [
    '# Rules',
    '',
    'Made from `suites/rules` by `npm run generate`; do not edit. A number is how many cases of the rule a profile is asked; for a rule `wire/shape/…`, how many kinds of answers are held against it.',
    '',
    `${suite.rules.length} rules. Cases asked: ${names.map((name) => `${name} ${asked(name)}`).join(', ')}.`,
  ];
  for (const group of new Set(suite.rules.map((rule) => rule.group))) {
    lines.push(
      '',
      `## ${group}`,
      '',
      `| rule | promise | kind | sources | ${names.join(' | ')} |`,
      `| --- | --- | --- | --- |${' ---: |'.repeat(names.length)}`,
    );
    for (const rule of suite.rules.filter((one) => one.group === group)) {
      const counts = names.map((name) => String(countOf(name, rule) || '–'));
      lines.push(
        `| \`${rule.id}\` | ${cell(rule.title)} | ${rule.kind} | ${sources(sourcesOf(rule))} | ${counts.join(' | ')} |`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

/** Every named defect: what it looks like, and which rule notices. */
export function defectsPage(): string {
  const lines = [
    '# Defects',
    '',
    'Made from `mock/defects` by `npm run generate`; do not edit.',
    '',
    'The mock can misbehave in ways that real servers did, so that a client can be tried against them, and so that the suites',
    'can be seen to notice. `multiparity list defects` shows this list; any number of them may be had at once:',
    '',
    '```sh',
    'multiparity serve --defect list-parts/small-pages-repeat-and-renumber complete/accepts-a-stale-etag',
    '```',
    '',
    '```ts',
    "const mock = await startMock({ defects: ['abort/frees-nothing', 'unchecked/complete/part-order'] });",
    '```',
    '',
    'Beside the named ones, each rule that a profile refuses by can be left out: `unchecked/` and the id of the rule.',
    '`npm run kill` tries every one of them under the profiles it concerns, and fails when the rule it breaks does not notice;',
    '`multiparity kill --all` asks every rule, and tells what else goes red. What the figures are is in [trust.md](trust.md).',
    '',
    `${DEFECTS.length} named defects, ${DEFECTS.filter(({ seen }) => seen.length > 0).length} of them seen in a real server.`,
  ];
  for (const group of new Set(DEFECTS.map(({ id }) => id.split('/')[0]!))) {
    lines.push(
      '',
      `## ${group}`,
      '',
      '| defect | what a client sees | breaks | seen in |',
      '| --- | --- | --- | --- |',
    );
    for (const { id, title, rule, seen } of DEFECTS.filter((one) => one.id.startsWith(`${group}/`)))
      lines.push(`| \`${id}\` | ${cell(title)} | \`${rule}\` | ${seen.join(', ')} |`);
  }
  return `${lines.join('\n')}\n`;
}

function sources(all: readonly Source[]): string {
  return all
    .map(({ kind, ref }) => (kind === 'fact' ? ref : kind === 'seed' ? `seed ${ref}` : `[link](${ref})`))
    .join(', ');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ').slice(0, 300);

/** The page of one target: what was measured, and for each failing case who is right, from the reasons of its baseline. */
export function resultPage(run: Run, target: TargetRun, baseline: Baseline | undefined): string {
  const counts = tally(target.cases);
  const required = target.cases.filter(({ kind }) => kind === 'required');
  const right = required.filter(({ verdict }) => verdict.kind === 'pass').length;
  const judged = required.filter(({ verdict }) => ['pass', 'fail', 'known', 'blocked'].includes(verdict.kind)).length;
  const failing = required.filter(({ verdict }) => ['fail', 'known', 'blocked'].includes(verdict.kind));
  const softer = target.cases.filter((one) => one.verdict.kind === 'fail' && one.kind !== 'required');
  const skipped = target.cases.filter(({ verdict }) => verdict.kind === 'skipped');
  const lines = [
    `# ${target.server}`,
    '',
    `Measured by \`npm run results\`; do not edit. Target \`${target.target}\`, judged by the profile \`${target.profile}\`, driver \`${target.driver}\`, on ${target.startedAt.slice(0, 10)}, Multiparity ${run.tool.version}.`,
    '',
    `**${right} of ${judged} required cases right.** ${VERDICT_KINDS.filter((kind) => counts[kind] > 0)
      .map((kind) => `${counts[kind]} ${kind}`)
      .join(', ')}; ${target.requests} requests.`,
    '',
    '## Failing rules',
    '',
    '| case | expected | seen | who is right |',
    '| --- | --- | --- | --- |',
    ...failing.map((one) => failure(one, baseline)),
  ];
  if (softer.length > 0)
    lines.push('', '## Recommended, not met', '', ...softer.map((one) => `- \`${one.id}\`: ${cell(difference(one))}`));
  if (skipped.length > 0)
    lines.push(
      '',
      '## Not asked',
      '',
      ...skipped.map(({ id, verdict }) => `- \`${id}\`: ${cell('because' in verdict ? verdict.because : '')}`),
    );
  if (target.left.length > 0)
    lines.push('', '## Left behind', '', ...target.left.map((one) => `- ${cell(stable(one))}`));
  return `${lines.join('\n')}\n`;
}

const firstBad = ({ checks }: CaseResult): CheckResult | undefined =>
  checks.find(({ ok, level }) => !ok && level === 'required') ?? checks.find(({ ok }) => !ok);

function failure(one: CaseResult, baseline: Baseline | undefined): string {
  const check = firstBad(one);
  const reason = baseline?.entries.find((entry) => `${entry.rule}#${entry.case}` === one.id)?.reason ?? '';
  const seen = check ? stable(check.actual) : 'because' in one.verdict ? one.verdict.because : '';
  return `| \`${cell(one.id)}\` | ${check ? cell(`${check.title}: ${stable(check.expected)}`) : 'the set-up is accepted'} | ${cell(seen)} | ${cell(reason)} |`;
}

function difference(one: CaseResult): string {
  const check = firstBad(one);
  return check ? `${check.title}: expected ${stable(check.expected)}, saw ${stable(check.actual)}` : '';
}

/** Without what differs from run to run: ids, bucket names and ports. */
function stable(text: string): string {
  return text
    .replace(/multiparity-[0-9a-f]{10}[-\w]*/g, '(bucket)')
    .replace(/127\.0\.0\.1:\d+/g, '(address)')
    .replace(/[\w.~-]{28,}/g, '(id)');
}

function main(): void {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, results: { type: 'string' } } });
  const docs = join(packageRoot(), 'docs');
  if (values.results !== undefined) {
    mkdirSync(join(docs, 'results'), { recursive: true });
    const run = JSON.parse(readFileSync(values.results, 'utf8')) as Run;
    for (const target of run.targets) {
      const name = target.target.replace(/[^a-z0-9-]+/gi, '-');
      const known = join(docs, 'results', `${name}.baseline.yaml`);
      writeFileSync(
        join(docs, 'results', `${name}.md`),
        resultPage(run, target, existsSync(known) ? readBaseline(known) : undefined),
      );
    }
    return;
  }
  for (const [name, page] of Object.entries({ 'rules.md': rulesPage(), 'defects.md': defectsPage() })) {
    const path = join(docs, name);
    if (values.check !== true) writeFileSync(path, page);
    else if (!existsSync(path) || readFileSync(path, 'utf8') !== page) {
      console.error(`docs/${name} is not fresh: run npm run generate, and read the difference`);
      process.exitCode = 1;
    }
  }
}

main();
