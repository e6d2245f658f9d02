/** `multiparity explain RULE`: the promise, where it is written, how it is asked, and who differs. */

import { nearest } from '../../suites/reader/documents.js';
import { readProfile } from '../../suites/reader/profile.js';
import { askedProfiles } from '../drivers/index.js';
import { EMBEDDED } from '../embedded.js';
import { ledgerOf, promisesOf } from '../ledger.js';
import { planCases, scenariosOf } from '../plan.js';
import type { Source } from '../result.js';
import type { Rule, Step } from '../scenario.js';
import { readSuite, type Suite, sourcesOf } from '../suite.js';
import { UsageError } from './problems.js';

export function explain(id: string): void {
  const suite = readSuite();
  const rule = suite.rules.find((one) => one.id === id);
  if (!rule) {
    const near = nearest(
      id,
      suite.rules.map((one) => one.id),
    );
    throw new UsageError(
      `there is no rule "${id}"${near === undefined ? '' : `, did you mean "${near}"?`} (multiparity list rules shows all)`,
    );
  }
  const lines = [
    `${rule.id}  (${rule.kind})`,
    `  ${rule.title}`,
    '',
    'Sources',
    ...sourcesOf(rule).map((source) => `  ${sourceText(source)}`),
    ...sentencesOf(suite, rule),
    '',
    ...(rule.shape === undefined ? ['Scenarios'] : ['Every answer of a run is held against suites/wire/shape']),
    ...rule.scenarios.flatMap((scenario) => [
      `  ${scenario.id}${scenario.kind === undefined ? '' : ` (${scenario.kind})`}${scenario.title === '' ? '' : `: ${scenario.title}`}`,
      ...scenario.setup.map((step) => `    set up  ${stepText(step)}`),
      `    ask     ${stepText(scenario.ask)}`,
      ...scenario.expect.map(({ then, checks, when, level }) => {
        const words = [
          then ? `then ${stepText(then)}:` : '',
          JSON.stringify(checks).slice(1, -1),
          when === undefined ? '' : `when ${when}`,
          level ?? '',
        ];
        return `    expect  ${words.filter((word) => word !== '').join(' ')}`;
      }),
    ]),
    '',
    'Profiles',
    ...askedProfiles().asked.map((name) => `  ${name.padEnd(14)} ${standing(suite, rule, name)}`),
    '',
    `File: ${rule.file}`,
  ];
  console.log(lines.join('\n'));
}

/** What the documents say that this rule tests, as the ledger words it. */
function sentencesOf(suite: Suite, rule: Rule): string[] {
  const found = promisesOf(ledgerOf(suite)).flatMap(({ id, kind, entries }) =>
    entries
      .filter(({ rules }) => kind === 'document' && rules.includes(rule.id))
      .map(({ ref, says }) => `  ${/^\d+$/.test(ref) ? `${id} line ${ref}` : ref}: ${says}`),
  );
  return found.length === 0 ? [] : ['', 'Sentences', ...found];
}

function sourceText({ kind, ref, says }: Source): string {
  const name = kind === 'seed' ? `seed document ${ref}` : kind === 'fact' ? `fact ${ref}` : ref;
  return says === undefined ? name : `${name}: ${says}`;
}

function stepText(step: Step): string {
  if ('together' in step)
    return `together: ${step.together.map((branch) => branch.map(stepText).join(', ')).join(' | ')}`;
  const fields = Object.entries(step.fields).map(
    ([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [step.do, ...fields].join(', ');
}

function standing(suite: Suite, rule: Rule, name: string): string {
  const profile = readProfile(name);
  if (rule.shape !== undefined) return scenariosOf(rule, suite, profile).join(', ') || 'not asked';
  const cases = planCases(suite, profile, EMBEDDED, (one) => one === rule.id);
  const skipped = cases.filter(({ skip }) => skip !== undefined);
  const words = [`${cases.length - skipped.length} of ${cases.length} cases asked`];
  for (const because of new Set(skipped.map(({ skip }) => skip))) words.push(`skipped: ${because}`);
  for (const { rule: id, scenario, because } of profile.unpromised)
    if (id === rule.id) words.push(`only recorded${scenario === undefined ? '' : ` (${scenario})`}: ${because}`);
  for (const { rule: id, scenario, because } of profile.deviations)
    if (id === rule.id) words.push(`deviates${scenario === undefined ? '' : ` (${scenario})`}: ${because}`);
  return words.join('; ');
}
