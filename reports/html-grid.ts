/** The grid of the page: a row per rule, a column per target, a button per cell that opens its evidence. */

import type { CaseResult, RuleInfo, Run, TargetRun } from '../runners/result.js';
import { icon } from './html-icons.js';
import { countMarks, MARKS, type Mark, MEANINGS, markOf, worstMark } from './marks.js';
import { casesByRule, type Group, groupsOf, standingOf } from './summary.js';
import { cut, plural, escapeMarkup as text } from './words.js';

interface Column {
  readonly target: TargetRun;
  readonly cases: ReadonlyMap<string, readonly CaseResult[]>;
}

/** Filters, the live count, and the table. */
export function grid(run: Run): string {
  const groups = groupsOf(run);
  const columns = run.targets.map((target) => ({ target, cases: casesByRule(target) }));
  const rules = groups.reduce((sum, group) => sum + group.rules.length, 0);
  const heads = columns.map(({ target }) => columnHead(run, target)).join('');
  return `<section class="rules" aria-labelledby="rules-title">
<div class="title-row"><h2 id="rules-title">Rules</h2><p id="count" role="status" aria-live="polite">${plural(rules, 'rule')}</p><div class="quiet js-only"><button type="button" class="link" data-do="fold">Collapse all</button><button type="button" class="link" data-do="reset">Clear filters</button></div></div>
${toolbar(run, groups)}
<div class="scroll"><table id="grid" role="grid" aria-labelledby="rules-title" aria-describedby="grid-help">
<colgroup><col class="first">${'<col>'.repeat(columns.length)}</colgroup>
<thead><tr><th scope="col" class="corner">Rule</th>${heads}</tr></thead>
${groups.map((group) => groupBody(group, columns)).join('\n')}
</table></div>
<p id="none" hidden>No rule matches. <button type="button" class="link" data-do="reset">Clear the filters</button></p>
<p id="grid-help" class="help js-only">Arrow keys move between cells, Enter opens one, Esc closes it.</p>
</section>`;
}

function columnHead(run: Run, target: TargetRun): string {
  const { word, tone } = standingOf(run, target);
  const profile = target.target.endsWith(`:${target.profile}`) ? '' : `<small>as ${text(target.profile)}</small>`;
  return `<th scope="col"><span class="name" title="${text(target.target)}">${text(target.target)}</span><small class="tone-${tone}">${word}</small>${profile}</th>`;
}

function toolbar(run: Run, groups: readonly Group[]): string {
  const cells = run.targets.flatMap((target) => [...casesByRule(target).values()]);
  const chips = MARKS.flatMap((mark) => {
    const count = cells.filter((cases) => cases.some((one) => markOf(one) === mark)).length;
    if (count === 0) return [];
    return `<button type="button" class="chip m-${mark}" data-mark="${mark}" aria-pressed="false" title="${MEANINGS[mark]}">${icon(mark)}${mark} <b>${count}</b></button>`;
  });
  const options = groups.map(
    ({ name, rules }) => `<option value="${text(name)}">${text(name)} (${rules.length})</option>`,
  );
  const differ =
    run.targets.length > 1
      ? '<button type="button" class="chip" data-do="differ" aria-pressed="false">Only where targets differ</button>'
      : '';
  return `<div class="toolbar js-only" role="search">
<label class="field"><span>Search</span><input id="search" type="search" placeholder="rule, title, case, reason" autocomplete="off" spellcheck="false"></label>
<label class="field"><span>Group</span><select id="group"><option value="">All groups</option>${options.join('')}</select></label>
<div class="chips" role="group" aria-label="Show only rules with these verdicts">${chips.join('')}${differ}</div>
</div>`;
}

function groupBody(group: Group, columns: readonly Column[]): string {
  const sums = columns.map((column) => groupCell(group, column)).join('');
  const rows = group.rules.map((rule) => ruleRow(rule, columns)).join('\n');
  return `<tbody data-group="${text(group.name)}">
<tr class="group"><th scope="rowgroup"><button type="button" class="toggle" data-col="0" aria-expanded="true"><span class="chevron" aria-hidden="true"></span>${text(group.name)}<small>${plural(group.rules.length, 'rule')}</small></button></th>${sums}</tr>
${rows}
</tbody>`;
}

/** How many of the rules that bind here are kept; observations and skips are neither. */
function groupCell(group: Group, { target, cases }: Column): string {
  const marks = group.rules.flatMap(({ id }) => worstMark(cases.get(id) ?? []) ?? []);
  const judged = marks.filter((mark) => mark !== 'skipped' && mark !== 'unsupported' && mark !== 'observed');
  if (target.unreachable !== undefined || judged.length === 0) return '<td></td>';
  const kept = judged.filter((mark) => mark === 'pass').length;
  return `<td><span class="sum${kept === judged.length ? ' full' : ''}"><b>${kept}</b>/${judged.length}<span class="hide"> rules pass</span></span></td>`;
}

function ruleRow(rule: RuleInfo, columns: readonly Column[]): string {
  const asked = columns.map(({ cases }) => cases.get(rule.id) ?? []);
  const marks = new Set(asked.flat().map(markOf));
  const faces = asked.filter((cases) => cases.length > 0).map((cases) => cellText(worstMark(cases)!, cases));
  const kind =
    rule.kind === 'required' ? '' : `<small class="kind">${rule.kind === 'observe' ? 'observed' : rule.kind}</small>`;
  const head = `<th scope="row"><a class="rule" data-col="0" href="#rule=${link(rule.id)}">${text(tail(rule))}</a>${kind}<span class="what">${text(rule.title)}</span></th>`;
  const cells = columns.map(({ target }, index) => cell(rule, target, asked[index]!, index)).join('');
  return `<tr data-rule="${text(rule.id)}" data-marks="${[...marks].join(' ')}"${new Set(faces).size > 1 ? ' data-differs' : ''}>${head}${cells}</tr>`;
}

function cell(rule: RuleInfo, target: TargetRun, cases: readonly CaseResult[], index: number): string {
  const mark = worstMark(cases);
  if (mark === undefined) {
    const why = target.unreachable === undefined ? 'no case' : 'unreachable';
    return `<td><span class="none">${why}</span></td>`;
  }
  // What does not apply here is no part of the share: a pass stays a whole pass.
  const asked = cases.filter(({ verdict }) => verdict.kind !== 'skipped' && verdict.kind !== 'unsupported');
  const count = cases.filter((one) => markOf(one) === mark).length;
  const share = count < asked.length ? `<small>${count}/${asked.length}</small>` : '';
  const all = countMarks(cases).map(([each, n]) => `${n} ${each}`);
  const told = `${mark}: ${rule.id} on ${target.target}, ${all.join(', ')}`;
  return `<td><button type="button" class="cell m-${mark}" data-col="${index + 1}" title="${all.join(', ')}" aria-label="${text(told)}">${icon(mark)}<span>${text(cut(cellText(mark, cases), 40))}</span>${share}</button></td>`;
}

/** An observation shows what was seen: the word alone would look the same on every target. */
function cellText(mark: Mark, cases: readonly CaseResult[]): string {
  if (mark !== 'observed') return mark;
  const values = cases.map(({ values }) => Object.values(values).join(', ')).filter((value) => value !== '');
  return [...new Set(values)].join(' · ') || mark;
}

function tail({ id, group }: RuleInfo): string {
  return id.startsWith(`${group}/`) ? id.slice(group.length + 1) : id;
}

/** A rule's id as it stands in the page's address. */
export function link(id: string): string {
  return text(
    encodeURIComponent(id.replace(/\p{Surrogate}/gu, '?'))
      .replaceAll('%2F', '/')
      .replaceAll('%3A', ':'),
  );
}
