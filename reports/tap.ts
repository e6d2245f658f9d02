/** TAP version 14: one subtest per target, one point per case. */

import type { CaseResult, Run, StaleEntry, TargetRun } from '../runners/result.js';
import { answerLine, evidenceOf, failedChecks, isFailure, requestLine, unmatchedStale } from './summary.js';
import { oneLine, printable } from './words.js';

/** The run as TAP. A line is `not ok` without a directive exactly where the exit code is red. */
export function tap(run: Run): string {
  const lines = ['TAP version 14'];
  for (const [index, target] of run.targets.entries()) {
    const { points, ok } = subtest(target);
    lines.push(`# Subtest: ${literal(target.target)}`, ...points.map((line) => `    ${line}`));
    lines.push(`${ok ? 'ok' : 'not ok'} ${index + 1} - ${literal(target.target)}`);
  }
  lines.push(run.interrupted ? 'Bail out! the run was interrupted' : `1..${run.targets.length}`);
  return `${lines.join('\n')}\n`;
}

function subtest(target: TargetRun) {
  const stale = unmatchedStale(target);
  const lost = target.unreachable;
  const points = target.cases.flatMap((result, index) => point(index + 1, result));
  stale.forEach((entry, index) => {
    points.push(...stalePoint(target.cases.length + index + 1, entry));
  });
  const total = target.cases.length + stale.length;
  if (lost !== undefined) points.push(`not ok ${total + 1} - reach the target`, ...diagnostic({ reason: lost }));
  if (total === 0 && lost === undefined) points.push('1..0 # SKIP no case was asked');
  else points.push(`1..${lost === undefined ? total : total + 1}`);
  return { points, ok: lost === undefined && stale.length === 0 && !target.cases.some(isFailure) };
}

function point(number: number, result: CaseResult): readonly string[] {
  const { verdict, id, values } = result;
  const name = `${number} - ${literal(id)}`;
  switch (verdict.kind) {
    case 'pass':
      return [`ok ${name}`];
    case 'fail':
      return [`not ok ${name}${isFailure(result) ? '' : ' # TODO recommended, not met'}`, ...diagnostic(story(result))];
    case 'known':
      return [`not ok ${name} # TODO known: ${literal(verdict.because)}`];
    case 'fixed':
      return [`not ok ${name}`, ...diagnostic({ verdict: 'fixed', reason: `stale entry: ${verdict.because}` })];
    case 'skipped':
      return [`ok ${name} # SKIP ${literal(verdict.because)}`];
    case 'unsupported':
      return [`ok ${name} # SKIP unsupported: ${literal(verdict.because)}`];
    case 'observed':
      return [
        `ok ${name} # SKIP observed: ${literal(verdict.because)}`,
        ...(Object.keys(values).length > 0 ? diagnostic({ values }) : []),
      ];
    case 'blocked':
      if (!isFailure(result)) return [`ok ${name} # SKIP blocked: ${literal(verdict.because)}`];
      return [`not ok ${name}`, ...diagnostic(story(result))];
    case 'broken':
      return [`not ok ${name}`, ...diagnostic(story(result))];
    default:
      return verdict satisfies never;
  }
}

function stalePoint(number: number, entry: StaleEntry): readonly string[] {
  const name = `not ok ${number} - ${literal(`baseline ${entry.case ?? entry.rule}`)}`;
  return [name, ...diagnostic({ verdict: 'stale', reason: entry.because })];
}

function story(result: CaseResult) {
  const { verdict, title, kind } = result;
  return {
    verdict: verdict.kind,
    ...('because' in verdict ? { reason: verdict.because } : {}),
    title,
    kind,
    checks: failedChecks(result).map(({ title: check, expected, actual }) => ({ check, expected, actual })),
    exchanges: evidenceOf(result).map((exchange) => ({
      step: exchange.step,
      request: requestLine(exchange),
      answer: answerLine(exchange),
      curl: exchange.curl,
    })),
  };
}

/** A YAML block whose values are JSON, which YAML contains: nothing in them can end the block or mean something else. */
function diagnostic(facts: Readonly<Record<string, unknown>>): readonly string[] {
  const flow = (value: unknown) =>
    JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'string' ? printable(inner) : inner));
  const lines = Object.entries(facts).flatMap(([name, value]) => {
    if (!Array.isArray(value)) return [`  ${name}: ${flow(value)}`];
    return [`  ${name}:${value.length === 0 ? ' []' : ''}`, ...value.map((item) => `    - ${flow(item)}`)];
  });
  return ['  ---', ...lines, '  ...'];
}

function literal(text: string): string {
  return oneLine(text).replaceAll('\\', '\\\\').replaceAll('#', '\\#');
}
