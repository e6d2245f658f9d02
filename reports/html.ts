/**
 * One page that needs nothing but itself: no network, no fonts, no files beside it. The summary and the grid are in the
 * markup, so that they can be read and printed without scripts; the script filters, and opens the evidence.
 */

import type { Run, VerdictKind } from '../runners/result.js';
import { type Evidence, pageData } from './html-data.js';
import { grid } from './html-grid.js';
import { icon, LOGO, SPRITE } from './html-icons.js';
import { coverage } from './html-ledger.js';
import { SCRIPT } from './html-script.js';
import { style } from './html-style.js';
import { card, findings, limits } from './html-summary.js';
import { MARKS, MEANINGS } from './marks.js';
import { failuresOf, type Standing, standingOf, unmatchedStale } from './summary.js';
import { date, duration, plural, escapeMarkup as text } from './words.js';

export type { Evidence } from './html-data.js';

/** The run as one HTML page. `evidence: 'all'` keeps the whole exchanges of passing cases too. */
export function html(run: Run, { evidence = 'failures' }: { readonly evidence?: Evidence } = {}): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="generator" content="Multiparity ${text(run.tool.version)}">
<title>${text(`${headline(run).words} · Multiparity`)}</title>
<link rel="icon" href="data:,">
<style>${style(run.targets.length)}</style>
<noscript><style>.js-only{display:none!important}</style></noscript>
</head>
<body>
${SPRITE}
<a class="skip" href="#rules-title">Skip to the rules</a>
<main>
${header(run)}
<section class="cards" aria-label="Targets">${run.targets.map((target) => card(run, target)).join('\n')}</section>
${findings(run)}
${limits(run)}
${grid(run)}
${coverage(run)}
${legend()}
</main>
<dialog id="panel" aria-labelledby="panel-title"></dialog>
<script type="application/json" id="data">${pageData(run, evidence)}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function headline(run: Run): { readonly words: string; readonly tone: Standing['tone'] } {
  const standings = run.targets.map((target) => standingOf(run, target));
  const good = standings.filter(({ tone }) => tone === 'good').length;
  const [only] = run.targets;
  if (run.interrupted) return { words: 'The run was interrupted', tone: 'bad' };
  if (!only) return { words: 'No target was asked', tone: 'open' };
  if (run.targets.length === 1) return { words: `${only.target} ${say(standings[0]!.word)}`, tone: standings[0]!.tone };
  const words =
    good === standings.length ? `All ${good} targets conform` : `${good} of ${standings.length} targets conform`;
  return { words, tone: good === standings.length ? 'good' : 'bad' };
}

function say(word: string): string {
  return word === 'unreachable' ? 'could not be reached' : word === 'nothing judged' ? 'was not judged' : word;
}

/** One sentence below the headline: what is wrong, or that nothing is. */
function lead(run: Run): string {
  const failures = run.targets.flatMap(failuresOf);
  const count = (kind: VerdictKind) => failures.filter(({ verdict }) => verdict.kind === kind).length;
  const told = (n: number, one: string, many: string) => (n === 0 ? [] : [`${n} ${n === 1 ? one : many}`]);
  const parts = [
    ...told(count('fail'), 'case breaks a required rule', 'cases break a required rule'),
    ...told(count('blocked'), 'required case could not be asked', 'required cases could not be asked'),
    ...told(count('broken'), 'case broke the harness', 'cases broke the harness'),
    ...told(
      count('fixed') + run.targets.flatMap(unmatchedStale).length,
      'known failure is stale',
      'known failures are stale',
    ),
    ...told(
      run.targets.filter((one) => one.unreachable !== undefined).length,
      'target is out of reach',
      'targets are out of reach',
    ),
    ...told(run.targets.flatMap(({ left }) => left).length, 'thing was left behind', 'things were left behind'),
  ];
  if (parts.length === 0) return 'No required rule is broken, and nothing was left behind.';
  return `${[parts.slice(0, -1).join(', '), ...parts.slice(-1)].filter((part) => part !== '').join(' and ')}.`;
}

function header(run: Run): string {
  const { words, tone } = headline(run);
  const cases = run.targets.reduce((sum, target) => sum + target.cases.length, 0);
  const facts = [
    `<time datetime="${text(run.startedAt)}">${text(date(run.startedAt))}</time>`,
    `Multiparity ${text(run.tool.version)}`,
    `Node.js ${text(run.tool.node)}`,
    `${plural(cases, 'case')} in ${duration(run.durationMs)}`,
  ];
  return `<header class="top">
<p class="brand">${LOGO}<span><b>Multiparity</b><small>Multipart upload conformance</small></span></p>
<ul class="facts">${facts.map((fact) => `<li>${fact}</li>`).join('')}</ul>
<h1 class="tone-${tone}">${text(words)}</h1>
<p class="lead">${text(lead(run))}</p>
</header>`;
}

function legend(): string {
  const terms = MARKS.map(
    (mark) => `<div class="m-${mark}"><dt>${icon(mark)}${mark}</dt><dd>${MEANINGS[mark]}</dd></div>`,
  );
  return `<footer><h2>What the words mean</h2><dl class="legend">${terms.join('')}</dl>
<p class="help">A cell shows the worst verdict of its cases. A pass means that the answers to these questions were as documented, and no more than that.</p></footer>`;
}
