/** A summary for a CI page: GitHub shows a step summary of at most 1 MiB, so long lists are cut and say so. */

import type { CaseResult, Run, TargetRun } from '../runners/result.js';
import { countMarks, MARKS, markOf, SIGNS } from './marks.js';
import {
  answerLine,
  casesByRule,
  evidenceOf,
  failedChecks,
  failuresOf,
  firstDifference,
  groupsOf,
  limitNames,
  missesOf,
  observedLimits,
  requestLine,
  standingOf,
  unmatchedStale,
} from './summary.js';
import { cut, date, duration, megabytes, oneLine, printable } from './words.js';

/** Entries of each list, shared among the targets. */
const MOST = 60;
const MOST_LINE = 400;
const MOST_TEXT = 2000;

/** The run as GitHub-flavoured Markdown. */
export function markdown(run: Run): string {
  const { version, node } = run.tool;
  const sections = [
    '# Multiparity',
    `${date(run.startedAt)} · Multiparity ${version} · Node.js ${node} · ${duration(run.durationMs)}`,
    run.interrupted ? '**The run was interrupted: what follows is not everything.**' : '',
    // Of several providers the first question is where they differ.
    ...(run.targets.length > 1 ? [limitsTable(run), verdictTable(run)] : [verdictTable(run), limitsTable(run)]),
    groupTable(run),
    ...run.targets.map((target) => findings(target, 1 / run.targets.length)),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function verdictTable(run: Run): string {
  const shown = MARKS.filter((mark) => run.targets.some(({ cases }) => cases.some((one) => markOf(one) === mark)));
  const head = [
    'Target',
    'Profile',
    'Result',
    ...shown.map((mark) => `${SIGNS[mark]} ${mark}`),
    'Time',
    'Requests',
    'Sent',
  ];
  const rows = run.targets.map((target) => {
    const counts = new Map(countMarks(target.cases));
    const numbers = shown.map((mark) => `${counts.get(mark) ?? 0}`);
    const cost = [duration(target.durationMs), `${target.requests}`, megabytes(target.bytesSent)];
    return [code(target.target), code(target.profile), `**${standingOf(run, target).word}**`, ...numbers, ...cost];
  });
  return table(head, rows);
}

function limitsTable(run: Run): string {
  const names = limitNames(run);
  if (names.length === 0) return '';
  const observed = run.targets.map(observedLimits);
  const rows = names.map((name) => [
    plain(name),
    ...run.targets.map(({ limits }, i) => {
      const seen = observed[i]?.get(name) ?? [];
      return [plain(limits[name] ?? '–'), ...seen.map((one) => `<small>${plain(one)}</small>`)].join('<br>');
    }),
  ]);
  return `## Limits, promised and seen\n\n${table(['Limit', ...run.targets.map(({ target }) => code(target))], rows)}`;
}

function groupTable(run: Run): string {
  const byTarget = run.targets.map(casesByRule);
  const rows = groupsOf(run).map(({ name, rules }) => [
    plain(name),
    ...byTarget.map((cases) => {
      const counts = countMarks(rules.flatMap(({ id }) => cases.get(id) ?? []));
      return counts.map(([mark, count]) => `${SIGNS[mark]} ${count} ${mark}`).join('<br>') || '–';
    }),
  ]);
  if (rows.length === 0) return '';
  return `## Groups\n\n${table(['Group', ...run.targets.map(({ target }) => code(target))], rows)}`;
}

function findings(target: TargetRun, share: number): string {
  const misses = missesOf(target).map((result) => `- ${headline(result)}`);
  const stale = unmatchedStale(target).map(
    (entry) => `- Stale baseline entry ${code(entry.case ?? entry.rule)}: ${plain(entry.because)}`,
  );
  const left = target.left.map((thing) => `- ${plain(thing)}`);
  const parts = [
    target.unreachable === undefined ? '' : `Unreachable: ${plain(target.unreachable)}`,
    listed(failuresOf(target).map(failure), MOST * share, '\n\n'),
    stale.length === 0 ? '' : listed(stale, MOST * share),
    misses.length === 0 ? '' : `Recommended, not met:\n\n${listed(misses, MOST * share)}`,
    left.length === 0 ? '' : `Left behind by the clean-up:\n\n${listed(left, MOST * share)}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : [`## ${code(target.target)}`, ...parts].join('\n\n');
}

function listed(items: readonly string[], most: number, gap = '\n'): string {
  const shown = items.slice(0, Math.max(3, Math.floor(most)));
  const more = items.length - shown.length;
  return [...shown, ...(more > 0 ? [`\n… and ${more} more, which the HTML and JSON reports hold.`] : [])].join(gap);
}

function headline(result: CaseResult): string {
  const mark = markOf(result);
  return `${SIGNS[mark]} ${mark} ${code(result.id)}: ${plain(firstDifference(result))}`;
}

function failure(result: CaseResult): string {
  const checks = failedChecks(result).flatMap(({ title, expected, actual }) => [
    title,
    `  expected: ${expected}`,
    `  actual:   ${actual}`,
  ]);
  const exchanges = evidenceOf(result)
    .slice(0, 3)
    .flatMap((exchange) => [
      `${exchange.step}: ${requestLine(exchange)}`,
      `  → ${answerLine(exchange)}`,
      `  ${exchange.curl}`,
    ]);
  const text = cut(printable([...checks, ...exchanges].join('\n')), MOST_TEXT);
  const summary = `<details><summary>${plain(result.title)}</summary>`;
  return [headline(result), summary, fenced(text), '</details>'].join('\n\n');
}

/** A fence longer than any run of backticks inside it. */
function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((run) => run.length + 1)));
  return `${fence}text\n${text}\n${fence}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text with every sign that Markdown or HTML could read taken literally. */
function plain(text: string): string {
  return cut(oneLine(text), MOST_LINE)
    .replaceAll('&', '&amp;')
    .replace(/[\\`*_{}[\]()#+!|~$@]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

function code(text: string): string {
  // `<code>` instead of backticks: a pipe or a backtick cannot end it.
  return `<code>${plain(text)}</code>`;
}
