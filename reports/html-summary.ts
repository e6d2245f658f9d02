/** What stands above the grid and is readable without scripts: a card per target, what failed, the limits. */

import type { Run, TargetRun } from '../runners/result.js';
import { link } from './html-grid.js';
import { icon } from './html-icons.js';
import { countMarks, MEANINGS, markOf } from './marks.js';
import {
  failuresOf,
  firstDifference,
  limitNames,
  missesOf,
  observedLimits,
  standingOf,
  unmatchedStale,
} from './summary.js';
import { cut, duration, megabytes, plural, escapeMarkup as text } from './words.js';

/** Findings shown before the rest folds away. */
const SHORT_LIST = 6;

export function card(run: Run, target: TargetRun): string {
  const { word, tone } = standingOf(run, target);
  const counts = countMarks(target.cases);
  const bar = counts.map(([mark, count]) => `<i class="m-${mark}" style="flex-grow:${count}"></i>`).join('');
  const list = counts.map(
    ([mark, n]) => `<li class="m-${mark}" title="${MEANINGS[mark]}">${icon(mark)}<b>${n}</b> ${mark}</li>`,
  );
  const about = [target.server, target.endpoint].filter((part) => part !== '').map((part) => text(cut(part, 120)));
  const cost = [duration(target.durationMs), plural(target.requests, 'request'), `${megabytes(target.bytesSent)} sent`];
  const left =
    target.left.length === 0
      ? '<p class="left">0 uploads left open</p>'
      : `<details class="left bad"><summary>${plural(target.left.length, 'thing')} left behind</summary><ul>${target.left.map((thing) => `<li>${text(thing)}</li>`).join('')}</ul></details>`;
  const body =
    target.unreachable === undefined
      ? `<div class="bar" aria-hidden="true">${bar}</div><ul class="counts">${list.join('')}</ul><p class="cost">${cost.map((part) => `<span>${part}</span>`).join(' · ')}</p>${left}`
      : `<p class="lost">${text(target.unreachable)}</p>`;
  return `<article class="card tone-${tone}">
<div class="card-head"><h2 title="${text(target.target)}">${text(target.target)}</h2><p class="standing">${word}</p></div>
<p class="about">profile <b>${text(target.profile)}</b> · driver <b>${text(target.driver)}</b>${about.map((part) => `<br>${part}`).join('')}</p>
${body}
</article>`;
}

export function findings(run: Run): string {
  const items = run.targets.flatMap((target) => [
    ...failuresOf(target).map((result) => {
      const mark = markOf(result);
      const href = `#rule=${link(result.rule)}&amp;target=${link(target.target)}`;
      return `<li class="m-${mark}"><span class="mark">${icon(mark)}${mark}</span><span><a href="${href}">${text(result.id)}</a> <span class="on">on ${text(target.target)}</span></span><span class="why">${text(cut(firstDifference(result), 240))}</span></li>`;
    }),
    ...unmatchedStale(target).map(
      (entry) =>
        `<li class="m-fixed"><span class="mark">${icon('fixed')}stale</span><span><code>${text(entry.case ?? entry.rule)}</code> <span class="on">in the baseline of ${text(target.target)}</span></span><span class="why">${text(cut(entry.because, 240))}</span></li>`,
    ),
  ]);
  const misses = run.targets.reduce((sum, target) => sum + missesOf(target).length, 0);
  if (items.length === 0 && misses === 0) return '';
  const note =
    misses > 0 ? `<p class="help">${plural(misses, 'recommendation')} not met; nobody fails for that.</p>` : '';
  if (items.length === 0) return `<section class="findings">${note}</section>`;
  const rest = items.slice(SHORT_LIST);
  const more =
    rest.length > 0 ? `<details><summary>${rest.length} more</summary><ul>${rest.join('\n')}</ul></details>` : '';
  return `<section class="findings" aria-labelledby="findings-title"><div class="title-row"><h2 id="findings-title">What failed</h2><p>${items.length}</p></div>
<ul>${items.slice(0, SHORT_LIST).join('\n')}</ul>${more}${note}</section>`;
}

export function limits(run: Run): string {
  const names = limitNames(run);
  if (names.length === 0) return '';
  const heads = run.targets.map(({ target }) => `<th scope="col">${text(target)}</th>`).join('');
  const observed = run.targets.map(observedLimits);
  const rows = names.map((name) => {
    const values = run.targets.map((target) => target.limits[name] ?? '–');
    const differ = new Set(values).size > 1;
    const seen = (i: number) => (observed[i]?.get(name) ?? []).map((one) => `<small>${text(one)}</small>`).join('');
    const cells = values.map((value, i) => `<td>${text(value)}${seen(i)}</td>`).join('');
    return `<tr${differ ? ' class="differ"' : ''}><th scope="row">${text(name)}</th>${cells}</tr>`;
  });
  return `<section class="limits" aria-labelledby="limits-title"><details${names.length <= 14 || run.targets.length > 1 ? ' open' : ''}><summary><h2 id="limits-title">Limits, promised and seen</h2></summary>
<div class="scroll"><table><thead><tr><th scope="col">Limit</th>${heads}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div></details></section>`;
}
