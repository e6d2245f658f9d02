/**
 * Writes the pages of `docs/` that are made from data: the lists of rules and of defects, and with `--results RUN.json` the measured result
 * of each target in a run. `--check` writes nothing and fails when a list is not fresh.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../suites/reader/documents.js';
import { readProfile } from '../suites/reader/profile.js';
import { readBaseline } from './baseline.js';
import { askedProfiles } from './drivers/index.js';
import { EMBEDDED } from './embedded.js';
import { planCases, scenariosOf } from './plan.js';
import type { Run, Source } from './result.js';
import { cell, resultPage } from './results-page.js';
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
    '`npm run kill` tries every one of them under the profiles it concerns, and fails when a rule it breaks does not notice;',
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
    for (const { id, title, rule, also = [], seen } of DEFECTS.filter((one) => one.id.startsWith(`${group}/`)))
      lines.push(
        `| \`${id}\` | ${cell(title)} | ${[rule, ...also].map((id) => `\`${id}\``).join(', ')} | ${seen.join(', ')} |`,
      );
  }
  return `${lines.join('\n')}\n`;
}

function sources(all: readonly Source[]): string {
  return all
    .map(({ kind, ref }) => (kind === 'fact' ? ref : kind === 'seed' ? `seed ${ref}` : `[link](${ref})`))
    .join(', ');
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
