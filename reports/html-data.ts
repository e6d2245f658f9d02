/** What the page's script needs for its panel: cases, checks and exchanges by rule, with evidence kept within bounds. */

import type { CaseResult, Exchange, HeaderList, Run } from '../runners/result.js';
import { type Mark, markOf } from './marks.js';
import { casesByRule, failedChecks, groupsOf, reasonOf } from './summary.js';
import { cut, printable } from './words.js';

/** `failures`: exchanges of passing cases keep only their request line and status. */
export type Evidence = 'failures' | 'all';

const MOST_BODY = 8192;
/** Characters of evidence a page may hold; browsers stay quick up to here, and the JSON report has everything. */
const MOST_EVIDENCE = 24_000_000;

/** The data as JSON that cannot end the script element it stands in. */
export function pageData(run: Run, evidence: Evidence): string {
  const lines = interned();
  const budget = { left: MOST_EVIDENCE };
  const byTarget = run.targets.map(casesByRule);
  const rules = groupsOf(run).flatMap((group) =>
    group.rules.map(({ id, title, kind, sources }) => {
      const cases = byTarget.map((of) => (of.get(id) ?? []).map((one) => caseData(one, evidence, lines.add, budget)));
      return { id, title, kind, sources, cases };
    }),
  );
  const targets = run.targets.map(({ target, profile, unreachable }) => ({ target, profile, unreachable }));
  const shown = (_: string, value: unknown) => (typeof value === 'string' ? printable(value) : value);
  return JSON.stringify({ targets, rules, lines: lines.all }, shown).replaceAll('<', '\\u003c');
}

function caseData(result: CaseResult, evidence: Evidence, add: (line: string) => number, budget: { left: number }) {
  const mark = markOf(result);
  const whole = (evidence === 'all' || wantsEvidence(mark, result)) && budget.left > 0;
  const exchanges = result.exchanges.map((exchange) => (whole ? wholeExchange(exchange, add) : brief(exchange)));
  if (whole) budget.left -= JSON.stringify(exchanges).length;
  return {
    id: result.id,
    mark,
    title: result.title,
    driver: result.driver,
    ms: result.durationMs,
    because: reasonOf(result),
    checks: result.checks.map((check) => ({
      ...check,
      expected: text(check.expected),
      actual: text(check.actual),
      title: text(check.title),
    })),
    values: Object.entries(result.values),
    exchanges,
  };
}

function wantsEvidence(mark: Mark, result: CaseResult): boolean {
  return (mark !== 'pass' && mark !== 'skipped') || failedChecks(result).length > 0;
}

function brief({ step, request, response, error }: Exchange) {
  return { step, method: request.method, url: request.url, status: response?.status, error };
}

function wholeExchange(exchange: Exchange, add: (line: string) => number) {
  const { request, response, curl, startMs, endMs, driver } = exchange;
  const headers = (list: HeaderList) => list.map(([name, value]) => add(`${name}: ${value}`));
  return {
    ...brief(exchange),
    driver,
    ms: endMs - startMs,
    sent: { headers: headers(request.headers), body: text(request.body), bytes: request.bodyBytes },
    got: response && { headers: headers(response.headers), body: text(response.body), bytes: response.bodyBytes },
    curl,
  };
}

function text(raw: string | undefined): string | undefined {
  return raw === undefined ? undefined : cut(raw, MOST_BODY);
}

/** Header lines repeat from exchange to exchange; each is kept once and called by its number. */
function interned() {
  const all: string[] = [];
  const numbers = new Map<string, number>();
  const add = (line: string) => {
    const number = numbers.get(line) ?? all.push(line) - 1;
    numbers.set(line, number);
    return number;
  };
  return { all, add };
}
