/** `multiparity list ledger`: of each document how much is tested, and of those that are named, sentence by sentence. */
import { ProblemsError } from '../../suites/reader/documents.js';
import { ledgerOf, promisesOf } from '../ledger.js';
import { type Coverage, coverageOf, type LedgerDocument, type LedgerEntry } from '../result.js';
import { readSuite } from '../suite.js';
import { named } from './named.js';

/** @throws ProblemsError, after it has listed what there is, when the ledger and the rules do not agree. */
export function listLedger(filter: readonly string[], { json = false }: { readonly json?: boolean }): void {
  const ledger = ledgerOf(readSuite());
  const all = promisesOf(ledger);
  const chosen = named(
    'ledger',
    all.map(({ id }) => id),
    filter,
  );
  const documents = all.filter(({ id }) => chosen.includes(id));
  const whole = filter.length > 0;
  console.log(json ? asJson(documents, whole) : asText(documents, whole));
  if (ledger.problems.length > 0) throw new ProblemsError(ledger.problems);
}

function asJson(documents: readonly LedgerDocument[], whole: boolean): string {
  const rows = documents.map(({ entries, ...document }) => ({
    ...document,
    ...coverageOf({ entries }),
    ...(whole ? { entries } : {}),
  }));
  return JSON.stringify(rows, null, 2);
}

function asText(documents: readonly LedgerDocument[], whole: boolean): string {
  const lines = documents.flatMap((document) => [
    row(document, coverageOf(document)),
    ...(whole ? entryLines(document.entries) : []),
  ]);
  return [...lines, totals(documents)].join('\n');
}

function totals(documents: readonly LedgerDocument[]): string {
  const { promises, tested, open } = coverageOf({ entries: documents.flatMap(({ entries }) => entries) });
  const rest = [
    `${tested} tested`,
    `${promises - tested - open} not testable`,
    ...(open === 0 ? [] : [`${open} open`]),
  ];
  return `${documents.length} documents, ${promises} promises: ${rest.join(', ')}`;
}

function row({ id, kind, title, provider }: LedgerDocument, coverage: Coverage): string {
  const { promises, tested, untestable, open } = coverage;
  const reasons = Object.entries(untestable).sort(([, a], [, b]) => b - a);
  const count = reasons.reduce((sum, [, n]) => sum + n, 0);
  const parts = [
    `${tested} tested`,
    ...(count === 0 ? [] : [`${count} not testable (${reasons.map(([why, n]) => `${n} ${why}`).join(', ')})`]),
    ...(open === 0 ? [] : [`${open} open`]),
  ];
  const what = kind === 'facts' ? 'facts' : 'sentences';
  return `${id.padEnd(9)}  ${provider}: ${title}\n${' '.repeat(11)}${promises} ${what}: ${parts.join(', ')}`;
}

/** One line each, below a line for each section of a document. */
function entryLines(entries: readonly LedgerEntry[]): string[] {
  const width = Math.max(0, ...entries.map(({ ref }) => ref.length));
  let section = '';
  return entries.flatMap(({ ref, at, says, rules, why, because }) => {
    const heading = says !== '' && at !== section ? [`  ${at}`] : [];
    section = at;
    const reason = why === undefined ? 'open' : `not testable (${why}${because === undefined ? '' : `: ${because}`})`;
    const words = [says, rules.length > 0 ? rules.join(', ') : reason].filter((part) => part !== '');
    return [...heading, `    ${ref.padEnd(width)}  ${words.join('  → ')}`];
  });
}
