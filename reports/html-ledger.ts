/** What the documents promise: how much of it is tested, why the rest is not, and who keeps the promises of its own documents. */

import { coverageOf, type LedgerDocument, type LedgerEntry, type Run, type TargetRun } from '../runners/result.js';
import { link } from './html-grid.js';
import { icon } from './html-icons.js';
import { type Mark, MEANINGS, worstMark } from './marks.js';
import { casesByRule } from './summary.js';
import { plural, escapeMarkup as text } from './words.js';

/** A target with the documents that its profile answers for. */
interface Column {
  readonly target: TargetRun;
  /** The worst that came of the rules of a promise; nothing where none was judged. */
  readonly markOf: (entry: LedgerEntry) => Mark | undefined;
}

/** Nothing when the run has no ledger: then only some of the rules were asked. */
export function coverage({ ledger = [], targets, rules }: Run): string {
  if (ledger.length === 0) return '';
  const known = new Set(rules.map(({ id }) => id));
  const columns = targets.filter(({ unreachable }) => unreachable === undefined).map(columnOf);
  const heads = ['Document', 'Promises', 'Tested', 'Not testable', 'Kept'];
  const cells = heads.map((name) => `<th scope="col">${name}</th>`).join('');
  return `<section class="limits ledger" aria-labelledby="ledger-title"><div class="title-row"><h2 id="ledger-title">What the documents promise</h2></div>
<div class="scroll"><table><thead><tr>${cells}</tr></thead><tbody>${ledger.map((one) => row(one, own(one, columns))).join('\n')}</tbody></table></div>
<p class="help">Kept: of the promises that were put to a target under the profile of that provider, how many it keeps.</p>
${ledger.map((one) => entries(one, own(one, columns), known)).join('\n')}
</section>`;
}

function columnOf(target: TargetRun): Column {
  const cases = casesByRule(target);
  return {
    target,
    markOf: ({ rules }) => {
      const mark = worstMark(rules.flatMap((id) => cases.get(id) ?? []));
      return mark === 'skipped' || mark === 'unsupported' ? undefined : mark;
    },
  };
}

function own({ profiles }: LedgerDocument, columns: readonly Column[]): readonly Column[] {
  return columns.filter(({ target }) => profiles.includes(target.profile));
}

function row(document: LedgerDocument, columns: readonly Column[]): string {
  const { promises, tested, untestable, open } = coverageOf(document);
  const reasons = Object.entries(untestable).sort(([, a], [, b]) => b - a);
  const words = [...reasons.map(([why, count]) => `${count} ${why}`), ...(open > 0 ? [`${open} open`] : [])];
  const kept = columns.map((column) => keptBy(document, column)).join('<br>');
  return `<tr><th scope="row"><a href="#ledger-${text(document.id)}">${text(nameOf(document))}</a><span class="what">${text(document.title)}</span></th><td>${promises}</td><td>${tested}</td><td>${text(words.join(', ') || '0')}</td><td>${kept || '–'}</td></tr>`;
}

function nameOf({ id, kind, provider }: LedgerDocument): string {
  return kind === 'facts' ? `${provider}, facts` : `${provider}, document ${id}`;
}

function keptBy({ entries }: LedgerDocument, { target, markOf }: Column): string {
  const judged = entries.flatMap((entry) => markOf(entry) ?? []).filter((mark) => mark !== 'observed');
  const kept = judged.filter((mark) => mark === 'pass').length;
  return `<b>${kept}</b>/${judged.length} ${text(target.target)}`;
}

/** Every promise of a document, folded away. */
function entries(document: LedgerDocument, columns: readonly Column[], known: ReadonlySet<string>): string {
  const heads = columns.map(({ target }) => `<th scope="col">${text(target.target)}</th>`).join('');
  const facts = document.kind === 'facts';
  const rows = document.entries.map((entry) => {
    const cells = columns.map((column) => `<td>${sign(column.markOf(entry))}</td>`).join('');
    return `<tr><td>${text(place(entry))}</td>${facts ? '' : `<td>${text(entry.says)}</td>`}<td>${testedBy(entry, known)}</td>${cells}</tr>`;
  });
  const names = facts ? ['Fact', 'Tested by'] : ['Line', 'Promise', 'Tested by'];
  return `<details id="ledger-${text(document.id)}"><summary>${text(nameOf(document))}: ${plural(document.entries.length, facts ? 'fact' : 'sentence')}</summary>
<div class="scroll"><table><thead><tr>${names.map((name) => `<th scope="col">${name}</th>`).join('')}${heads}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div></details>`;
}

/** A page's address is too long for a column. */
function place({ ref, at }: LedgerEntry): string {
  return ref.includes('://') ? at : ref;
}

function testedBy({ rules, why, because }: LedgerEntry, known: ReadonlySet<string>): string {
  const names = rules.map((id) =>
    known.has(id) ? `<a class="rule" href="#rule=${link(id)}">${text(id)}</a>` : `<code>${text(id)}</code>`,
  );
  if (names.length > 0) return names.join(', ');
  if (why === undefined) return 'open';
  return `<span class="why">not testable: ${text(because === undefined ? why : `${why}, ${because}`)}</span>`;
}

function sign(mark: Mark | undefined): string {
  return mark === undefined
    ? '–'
    : `<span class="mark m-${mark}" title="${MEANINGS[mark]}">${icon(mark)}${mark}</span>`;
}
