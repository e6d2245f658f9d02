/** The kill matrix as a page, and as text: which defects the suites noticed, and by which cases. */
import { type KillResult, type KillRun, survivors } from '../runners/result.js';
import { icon, LOGO, SPRITE } from './html-icons.js';
import { style } from './html-style.js';
import type { Mark } from './marks.js';
import { date, duration, plural, escapeMarkup as text } from './words.js';

const MARK: Readonly<Record<KillResult['outcome']['kind'], Mark>> = {
  caught: 'pass',
  idle: 'skipped',
  missed: 'fail',
  unclear: 'broken',
};

/** What is counted of a matrix. */
export interface KillCounts {
  readonly tried: number;
  readonly idle: number;
  /** By a required check. */
  readonly caught: number;
  /** By a check of a recommended rule only. */
  readonly weakly: number;
  readonly survived: number;
  /** Other rules that go red with a defect: the median and the most, over those that were asked everything. */
  readonly alsoRed: { readonly none: number; readonly median: number; readonly most: number } | undefined;
}

export function countKills({ results }: KillRun): KillCounts {
  const caught = results.filter(({ outcome }) => outcome.kind === 'caught');
  const weakly = caught.filter(({ outcome }) => outcome.kind === 'caught' && outcome.by === 'recommended').length;
  const others = caught.flatMap(({ alsoRed }) => (alsoRed ? [alsoRed.length] : [])).sort((a, b) => a - b);
  return {
    tried: results.length,
    idle: results.filter(({ outcome }) => outcome.kind === 'idle').length,
    caught: caught.length - weakly,
    weakly,
    survived: survivors({ results }).length,
    alsoRed:
      others.length === 0
        ? undefined
        : {
            none: others.filter((count) => count === 0).length,
            median: others[Math.floor(others.length / 2)]!,
            most: others.at(-1)!,
          },
  };
}

/** One sentence: how many were noticed, and how precisely. */
export function killSummary(run: KillRun): string {
  const { tried, idle, caught, weakly, survived, alsoRed } = countKills(run);
  const effective = tried - idle;
  const precision =
    alsoRed === undefined
      ? ''
      : `; ${alsoRed.none} turned no other rule red, the median ${alsoRed.median}, the most ${alsoRed.most}`;
  return (
    `${caught + weakly} of ${effective} defects caught (${caught} by a required check, ${weakly} by a recommended one), ` +
    `${survived} survived, ${idle} without effect under their profile${precision} (${duration(run.durationMs)})`
  );
}

/** Survivors with what is known of them, and the summary. */
export function killText(run: KillRun): string {
  const lines = survivors(run).map(
    ({ defect, profile, rule, outcome }) =>
      `${outcome.kind.toUpperCase()} ${defect} under ${profile}: ${'because' in outcome ? outcome.because : `no case of ${rule} failed`}`,
  );
  return [...lines, killSummary(run)].join('\n');
}

/** The matrix as one page that needs nothing but itself. */
export function killPage(run: KillRun): string {
  const lost = survivors(run).length;
  const head = lost === 0 ? 'Every defect was caught' : `${plural(lost, 'defect')} survived`;
  const profiles = [...new Set(run.results.map(({ profile }) => profile))];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<title>${text(`${head} · Multiparity`)}</title>
<link rel="icon" href="data:,">
<style>${style(1)}${TABLE}</style>
</head>
<body>
${SPRITE}
<main>
<header class="top">
<p class="brand">${LOGO}<span><b>Multiparity</b><small>Kill matrix</small></span></p>
<ul class="facts"><li><time datetime="${text(run.startedAt)}">${text(date(run.startedAt))}</time></li><li>Multiparity ${text(run.tool.version)}</li></ul>
<h1 class="tone-${lost === 0 ? 'good' : 'bad'}">${text(head)}</h1>
<p class="lead">${text(killSummary(run))}.</p>
</header>
${profiles.map((profile) => table(profile, run.results)).join('\n')}
</main>
</body>
</html>
`;
}

const TABLE = `
.kills td,.kills th{padding:7px 12px;border-top:1px solid var(--line);vertical-align:top;text-align:left;overflow-wrap:anywhere}
.kills .out{white-space:nowrap;color:var(--c)}.kills ul{font-size:12.5px;color:var(--soft)}.kills .scroll{overflow:auto}
`;

function table(profile: string, results: readonly KillResult[]): string {
  const own = results.filter((result) => result.profile === profile);
  return `<section class="kills"><div class="title-row"><h2>${text(profile)}</h2><p>${plural(own.length, 'defect')}</p></div>
<div class="scroll"><table>
<thead><tr><th scope="col">defect</th><th scope="col">outcome</th><th scope="col">caught by</th><th scope="col">other rules that went red</th></tr></thead>
<tbody>${own.map(row).join('\n')}</tbody>
</table></div></section>`;
}

function row({ defect, title, rule, seen, outcome, caughtBy, alsoRed }: KillResult): string {
  const mark = MARK[outcome.kind];
  const says = outcome.kind === 'caught' ? `caught (${outcome.by})` : outcome.kind;
  const why = 'because' in outcome ? `<span class="what">${text(outcome.because)}</span>` : '';
  const list = (ids: readonly string[]) =>
    ids.length === 0 ? '–' : `<ul>${ids.map((id) => `<li><code>${text(id)}</code></li>`).join('')}</ul>`;
  const where = seen.length === 0 ? '' : ` <span class="what">seen: ${text(seen.join(', '))}</span>`;
  return `<tr><th scope="row"><code>${text(defect)}</code><span class="what">${text(title)} Breaks <code>${text(rule)}</code>.</span>${where}</th>
<td class="out m-${mark}">${icon(mark)} ${text(says)}${why}</td><td>${list(caughtBy)}</td><td>${alsoRed === undefined ? 'not asked' : list(alsoRed)}</td></tr>`;
}
