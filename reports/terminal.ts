/** The report on the screen: what failed, with its evidence, then how each target stands. */

import type { CaseResult, Exchange, Run, TargetRun } from '../runners/result.js';
import { countMarks, markOf, SIGNS, worstMark } from './marks.js';
import { block, type Cell, columns, INKS, type Paint, painter } from './paint.js';
import {
  answerLine,
  casesByRule,
  evidenceOf,
  failedChecks,
  failuresOf,
  firstDifference,
  groupsOf,
  leftLine,
  limitNames,
  missesOf,
  reasonOf,
  requestLine,
  standingOf,
  unmatchedStale,
  valuesOf,
} from './summary.js';
import { cut, duration, megabytes, oneLine, plural, printable } from './words.js';

export interface TerminalOptions {
  readonly color: boolean;
  /** Columns of the screen; 100 when it is not told. */
  readonly width?: number | undefined;
  /** Every case with its reason, every exchange of a failure, and header lines. */
  readonly verbose?: boolean | undefined;
}

interface Page {
  readonly paint: Paint;
  readonly width: number;
  readonly verbose: boolean;
}

/** The run as text for a terminal; without colour it is plain text for a log. */
export function terminal(run: Run, { color, width = 100, verbose = false }: TerminalOptions): string {
  const page: Page = { paint: painter(color), width: Math.max(40, width), verbose };
  const blocks = run.targets.flatMap((target) => [groupsBlock(run, target, page), ...findings(target, page)]);
  if (run.targets.length > 1) blocks.push(limitsBlock(run, page), differencesBlock(run, page));
  if (run.interrupted) blocks.push([page.paint('red', 'Interrupted: what is above is not everything.')]);
  blocks.push(run.targets.map((target) => lastLine(run, target, page)));
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** One line of progress for a live display, without a line break. */
export function progressLine(done: number, total: number, red: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const filled = Math.round(share * 20);
  const bar = '█'.repeat(filled) + '░'.repeat(20 - filled);
  return `${bar} ${String(done).padStart(String(total).length)}/${total} cases${red > 0 ? `, ${red} red` : ''}`;
}

function groupsBlock(run: Run, target: TargetRun, page: Page): readonly string[] {
  const { paint, width, verbose } = page;
  const facts = [`profile ${target.profile}`, `driver ${target.driver}`, target.server, target.endpoint];
  const about = oneLine(facts.filter((fact) => fact !== '').join(' · '));
  const lines = [paint('bold', oneLine(target.target)), `  ${paint('dim', cut(about, width - 2))}`];
  if (target.unreachable !== undefined) {
    return [...lines, ...block(`unreachable: ${target.unreachable}`, '  ', width).map((line) => paint('red', line))];
  }
  const byRule = casesByRule(target);
  const groups = groupsOf(run).filter(({ rules }) => rules.some(({ id }) => byRule.has(id)));
  const widest = Math.max(0, ...groups.map(({ name }) => name.length));
  for (const { name, rules } of groups) {
    const cases = rules.flatMap(({ id }) => byRule.get(id) ?? []);
    const counts = countMarks(cases).map(([mark, count]) => paint(INKS[mark], `${SIGNS[mark]} ${count} ${mark}`));
    lines.push(`  ${name.padEnd(widest)}  ${counts.join('  ')}`);
    if (verbose) lines.push(...cases.map((result) => caseLine(result, page)));
  }
  return lines;
}

function caseLine(result: CaseResult, { paint, width }: Page): string {
  const mark = markOf(result);
  const why = mark === 'fail' || mark === 'missed' ? firstDifference(result) : (reasonOf(result) ?? '');
  const told = [why, valuesOf(result)].filter((part) => part !== '').join('; ');
  const line = `${SIGNS[mark]} ${oneLine(result.id)}${told === '' ? '' : `: ${oneLine(told)}`}`;
  return `    ${paint(INKS[mark], cut(line, width - 4))}`;
}

function findings(target: TargetRun, page: Page): readonly (readonly string[])[] {
  const { paint, width } = page;
  const misses = missesOf(target).map(
    (result) => `  ${cut(`${oneLine(result.id)}: ${firstDifference(result)}`, width - 2)}`,
  );
  const stale = unmatchedStale(target).map(
    (entry) => `  ${cut(oneLine(`${entry.case ?? entry.rule}: ${entry.because}`), width - 2)}`,
  );
  const left = target.left.map((thing) => `  ${cut(oneLine(thing), width - 2)}`);
  const headed = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [title, ...lines]);
  return [
    ...failuresOf(target).map((result) => failure(result, page)),
    headed(paint('yellow', `Recommended, not met (${misses.length}):`), misses),
    headed(paint('red', `Stale baseline entries (${stale.length}); remove them:`), stale),
    headed(paint('yellow', `Left behind by the clean-up (${left.length}):`), left),
  ];
}

function failure(result: CaseResult, page: Page): readonly string[] {
  const { paint, width, verbose } = page;
  const mark = markOf(result);
  const reason = reasonOf(result);
  const checks = failedChecks(result).flatMap(({ title, expected, actual }) => [
    ...block(`${SIGNS.fail} ${title}`, '  ', width, 3),
    ...labelled('expected', expected, page),
    ...labelled('actual', actual, page),
  ]);
  const exchanges = verbose ? result.exchanges : evidenceOf(result);
  return [
    paint(INKS[mark], `${SIGNS[mark]} ${mark} ${oneLine(result.id)}`),
    ...block(result.title, '  ', width, 2).map((line) => paint('dim', line)),
    ...(reason === undefined ? [] : block(reason, '  ', width, 6)),
    ...checks,
    ...exchanges.flatMap((exchange) => evidence(exchange, page)),
  ];
}

function labelled(label: string, text: string, { paint, width }: Page): readonly string[] {
  const [first = '', ...rest] = block(text, ' '.repeat(13), width, 6);
  return [`    ${paint('dim', label.padEnd(9))}${first.trimStart()}`, ...rest];
}

function evidence(exchange: Exchange, { paint, width, verbose }: Page): readonly string[] {
  const { request, response, step, curl } = exchange;
  const headers = (list: Exchange['request']['headers'], sign: string) =>
    verbose ? list.flatMap(([name, value]) => block(`${sign} ${name}: ${value}`, '      ', width, 2)) : [];
  const body = (text: string | undefined) => (verbose && text ? block(text, '        ', width) : []);
  return [
    `    ${paint('dim', oneLine(step))}`,
    ...block(requestLine(exchange), '      ', width, 4),
    ...headers(request.headers, '>'),
    ...body(request.body),
    ...block(`→ ${answerLine(exchange)}`, '      ', width, 4),
    ...(response ? [...headers(response.headers, '<'), ...body(response.body)] : []),
    // Never folded or shortened: it is there to be copied.
    `      ${paint('cyan', printable(curl))}`,
  ];
}

function limitsBlock(run: Run, { paint, width }: Page): readonly string[] {
  const head: Cell[] = ['', ...run.targets.map(({ target }) => oneLine(target))].map((text) => ({ text, ink: 'dim' }));
  const rows = limitNames(run).map((name) =>
    [name, ...run.targets.map(({ limits }) => limits[name] ?? '–')].map((text) => ({ text: oneLine(text) })),
  );
  return rows.length === 0 ? [] : [paint('bold', 'Promised limits'), ...columns([head, ...rows], width, paint)];
}

/** Only rules that ended otherwise on some target: agreement needs no reading. */
function differencesBlock(run: Run, { paint, width }: Page): readonly string[] {
  const reached = run.targets.filter(({ unreachable }) => unreachable === undefined);
  const byTarget = reached.map(casesByRule);
  const rows = groupsOf(run)
    .flatMap(({ rules }) => rules)
    .flatMap(({ id }) => {
      const cells = byTarget.map((cases): Cell => {
        const asked = cases.get(id) ?? [];
        const mark = worstMark(asked);
        if (mark === undefined) return { text: '' };
        const values =
          mark === 'observed'
            ? asked
                .map(valuesOf)
                .filter((text) => text !== '')
                .join('; ')
            : '';
        return { text: `${SIGNS[mark]} ${values === '' ? mark : values}`, ink: INKS[mark] };
      });
      const alike = new Set(cells.map(({ text }) => text)).size < 2;
      return alike ? [] : [[{ text: id }, ...cells]];
    });
  if (reached.length < 2) return [];
  const title = paint('bold', `Where they differ: ${plural(rows.length, 'rule')}`);
  const head: Cell[] = ['', ...reached.map(({ target }) => oneLine(target))].map((text) => ({ text, ink: 'dim' }));
  return rows.length === 0 ? [title] : [title, ...columns([head, ...rows], width, paint)];
}

function lastLine(run: Run, target: TargetRun, { paint }: Page): string {
  const { word, tone } = standingOf(run, target);
  const name = `${paint('bold', oneLine(target.target))} ${paint(tone === 'good' ? 'green' : tone === 'bad' ? 'red' : 'yellow', word)}`;
  if (target.unreachable !== undefined) return name;
  const counts = countMarks(target.cases).map(([mark, count]) => paint(INKS[mark], `${count} ${mark}`));
  const cost = [duration(target.durationMs), plural(target.requests, 'request'), `${megabytes(target.bytesSent)} sent`];
  const left = target.left.length === 0 ? leftLine(target) : `${plural(target.left.length, 'thing')} left behind`;
  return `${name}: ${counts.length === 0 ? 'no cases' : counts.join(', ')} (${[...cost, left].join(', ')})`;
}
