/** The page of one measured target: what it answered, and for each failing case who is right, from the reasons of its baseline. */
import type { Baseline } from './baseline.js';
import { type CaseResult, type CheckResult, type Run, type TargetRun, tally, VERDICT_KINDS } from './result.js';

/** Text as it may stand in a table of Markdown. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ').slice(0, 300);

/** @returns Markdown. Cases of one rule that share a reason share a line, with what was expected and seen in the first of them. */
export function resultPage(run: Run, target: TargetRun, baseline: Baseline | undefined): string {
  const counts = tally(target.cases);
  const required = target.cases.filter(({ kind }) => kind === 'required');
  const right = required.filter(({ verdict }) => verdict.kind === 'pass').length;
  const judged = required.filter(({ verdict }) => ['pass', 'fail', 'known', 'blocked'].includes(verdict.kind)).length;
  const reasons = new Map(baseline?.entries.map((entry) => [`${entry.rule}#${entry.case}`, entry.reason]));
  const failing = together(
    required.filter(({ verdict }) => ['fail', 'known', 'blocked'].includes(verdict.kind)),
    ({ id }) => reasons.get(id) ?? '',
  );
  const softer = together(
    target.cases.filter((one) => one.verdict.kind === 'fail' && one.kind !== 'required'),
    difference,
  );
  const skipped = together(
    target.cases.filter(({ verdict }) => verdict.kind === 'skipped'),
    ({ verdict }) => ('because' in verdict ? verdict.because : ''),
  );
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
    '| rule | cases | expected, in the first | seen | who is right |',
    '| --- | --- | --- | --- | --- |',
    ...failing.map(failure),
  ];
  const list = (title: string, groups: readonly Group[]): void => {
    if (groups.length === 0) return;
    lines.push('', `## ${title}`, '', ...groups.map((one) => `- \`${one.rule}\` ${named(one)}: ${cell(one.why)}`));
  };
  list('Recommended, not met', softer);
  list('Not asked', skipped);
  if (target.left.length > 0)
    lines.push('', '## Left behind', '', ...target.left.map((one) => `- ${cell(stable(one))}`));
  return `${lines.join('\n')}\n`;
}

/** Cases of one rule that have the same to be said of them. */
interface Group {
  readonly rule: string;
  readonly why: string;
  readonly cases: [CaseResult, ...CaseResult[]];
}

function together(cases: readonly CaseResult[], whyOf: (one: CaseResult) => string): Group[] {
  const groups = new Map<string, Group>();
  for (const one of cases) {
    const why = whyOf(one);
    const group = groups.get(`${one.rule}\n${why}`);
    if (group) group.cases.push(one);
    else groups.set(`${one.rule}\n${why}`, { rule: one.rule, why, cases: [one] });
  }
  return [...groups.values()];
}

/** The scenarios of a group, each once, with the number of its cases where there are several. */
function named({ cases }: Group): string {
  const counts = new Map<string, number>();
  for (const { scenario } of cases) counts.set(scenario, (counts.get(scenario) ?? 0) + 1);
  return [...counts].map(([scenario, count]) => (count === 1 ? scenario : `${scenario} (${count})`)).join(', ');
}

function failure(group: Group): string {
  const [first] = group.cases;
  const check = firstBad(first);
  const expected = check ? `${check.title}: ${stable(check.expected)}` : 'the set-up is accepted';
  const seen = check ? stable(check.actual) : stepsThatFailed(first);
  return `| \`${group.rule}\` | ${cell(named(group))} | ${cell(expected)} | ${cell(seen)} | ${cell(group.why)} |`;
}

/** Of a case whose question was never asked: the last answer of its set-up. */
function stepsThatFailed({ exchanges, verdict }: CaseResult): string {
  const last = exchanges.at(-1);
  if (last?.response) return `${last.step} was answered ${last.response.status}`;
  return 'because' in verdict ? stable(verdict.because) : '';
}

const firstBad = ({ checks }: CaseResult): CheckResult | undefined =>
  checks.find(({ ok, level }) => !ok && level === 'required') ?? checks.find(({ ok }) => !ok);

function difference(one: CaseResult): string {
  const check = firstBad(one);
  return check ? `${check.title}: expected ${stable(check.expected)}, saw ${stable(check.actual)}` : '';
}

/** Without what differs from run to run: ids, bucket names and ports. */
function stable(text: string): string {
  return text
    .replace(/multiparity-[0-9a-f]{10}[-\w]*/g, '(bucket)')
    .replace(/127\.0\.0\.1:\d+/g, '(address)')
    .replace(/(?=[\w.~-]*\d)[\w.~-]{28,}/g, '(id)');
}
