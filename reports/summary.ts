/** What every report needs to know of a run: its groups, what failed and why, and how each target stands. */

import {
  type CaseResult,
  type CheckResult,
  type Exchange,
  exitCode,
  type RuleInfo,
  type Run,
  type StaleEntry,
  type TargetRun,
} from '../runners/result.js';
import { cut, oneLine } from './words.js';

export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const members = groups.get(key);
    if (members) members.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

export interface Group {
  readonly name: string;
  readonly rules: readonly RuleInfo[];
}

/** Rules by group, in the run's order; a rule that only its cases mention still gets its row. */
export function groupsOf(run: Run): readonly Group[] {
  const rules = new Map(run.rules.map((rule) => [rule.id, rule]));
  for (const { rule: id, title, kind } of run.targets.flatMap((target) => target.cases)) {
    if (!rules.has(id)) rules.set(id, { id, group: id.split('/')[0] ?? id, title, kind, sources: [] });
  }
  const groups = groupBy(rules.values(), (rule) => rule.group);
  return [...groups].map(([name, members]) => ({ name, rules: members }));
}

/** Cases of one target by rule. */
export function casesByRule(target: TargetRun): ReadonlyMap<string, readonly CaseResult[]> {
  return groupBy(target.cases, ({ rule }) => rule);
}

/** Cases that turn the run red or leave a required question open; the exit code says the same. */
export function failuresOf(target: TargetRun): readonly CaseResult[] {
  return target.cases.filter(isFailure);
}

export function isFailure({ verdict, kind }: CaseResult): boolean {
  switch (verdict.kind) {
    case 'fail':
    case 'blocked':
      return kind === 'required';
    case 'fixed':
    case 'broken':
      return true;
    case 'pass':
    case 'known':
    case 'skipped':
    case 'unsupported':
    case 'observed':
      return false;
    default:
      return verdict satisfies never;
  }
}

/** Cases that fall short of a recommendation, whole or in one check of a case that passes. */
export function missesOf(target: TargetRun): readonly CaseResult[] {
  return target.cases.filter(
    ({ verdict, kind, checks }) =>
      (verdict.kind === 'fail' && kind !== 'required') ||
      (verdict.kind === 'pass' && checks.some((check) => !check.ok && check.level === 'recommended')),
  );
}

/** Baseline entries that no `fixed` case already tells of. */
export function unmatchedStale(target: TargetRun): readonly StaleEntry[] {
  const fixed = target.cases.filter(({ verdict }) => verdict.kind === 'fixed');
  return target.stale.filter(
    (entry) => !fixed.some(({ id, rule }) => (entry.case === undefined ? rule === entry.rule : id === entry.case)),
  );
}

/** What a verdict gives as its reason, or nothing for `pass` and `fail`. */
export function reasonOf({ verdict }: CaseResult): string | undefined {
  return 'because' in verdict ? verdict.because : undefined;
}

export function failedChecks({ checks }: CaseResult): readonly CheckResult[] {
  return checks.filter((check) => !check.ok && check.level !== 'observe');
}

/** The first thing that was not as expected, in one line. */
export function firstDifference(result: CaseResult): string {
  const check = failedChecks(result)[0];
  const reason = reasonOf(result);
  if (reason !== undefined && result.verdict.kind !== 'known') return oneLine(reason);
  if (check) return oneLine(`${check.title}: expected ${check.expected}, saw ${check.actual}`);
  return reason === undefined ? 'no check says why' : oneLine(reason);
}

/** Values a case measured, in one line. */
export function valuesOf({ values }: CaseResult): string {
  return Object.entries(values)
    .map(([name, value]) => oneLine(`${name} = ${value}`))
    .join(', ');
}

/** Exchanges that failed checks read; when none says which, the last one, which asked the question. */
export function evidenceOf(result: CaseResult): readonly Exchange[] {
  const wanted = new Set(failedChecks(result).map((check) => check.exchange));
  const read = result.exchanges.filter((_, index) => wanted.has(index));
  return read.length > 0 ? read : result.exchanges.slice(-1);
}

export function requestLine({ request }: Exchange): string {
  return oneLine(`${request.method} ${request.url}`);
}

/** Status and error code of the answer; without a code, how its body begins. */
export function answerLine({ response, error }: Exchange): string {
  if (!response) return oneLine(error ?? 'no answer');
  const body = response.body ?? '';
  const code = /<Code>([^<]*)<\/Code>/.exec(body)?.[1] ?? /"code"\s*:\s*"([^"]*)"/.exec(body)?.[1];
  const snippet = code ?? cut(oneLine(body), 100);
  return oneLine(`${response.status} ${snippet}${error === undefined ? '' : ` (${error})`}`);
}

export interface Standing {
  readonly word: string;
  readonly tone: 'good' | 'bad' | 'open';
}

/** How one target stands, in words that agree with the exit code. */
export function standingOf(run: Run, target: TargetRun): Standing {
  if (target.unreachable !== undefined) return { word: 'unreachable', tone: 'bad' };
  switch (exitCode({ ...run, targets: [target], interrupted: false })) {
    case 0:
      if (target.cases.some(({ verdict }) => verdict.kind === 'pass' || verdict.kind === 'known'))
        return { word: 'conforms', tone: 'good' };
      return { word: 'nothing judged', tone: 'open' };
    case 4:
      return { word: 'harness broke', tone: 'bad' };
    default:
      if (target.cases.some(({ verdict, kind }) => verdict.kind === 'fail' && kind === 'required'))
        return { word: 'does not conform', tone: 'bad' };
      if (failuresOf(target).some(({ verdict }) => verdict.kind === 'blocked'))
        return { word: 'could not be judged', tone: 'bad' };
      return { word: 'baseline is stale', tone: 'bad' };
  }
}

/** Names of limits that any target promises, in the order first seen. */
export function limitNames(run: Run): readonly string[] {
  return [...new Set(run.targets.flatMap((target) => Object.keys(target.limits)))];
}

/** Scenarios that see a limit record it under this word and the limit's name. */
const LIMIT = 'limit ';

/** What scenarios saw of a target's limits: by their names, each sight once. */
export function observedLimits(target: TargetRun): ReadonlyMap<string, readonly string[]> {
  const seen = new Map<string, string[]>();
  for (const { values } of target.cases) {
    for (const [name, value] of Object.entries(values)) {
      if (!name.startsWith(LIMIT)) continue;
      const limit = name.slice(LIMIT.length);
      const known = seen.get(limit) ?? [];
      if (!known.includes(value)) seen.set(limit, [...known, value]);
    }
  }
  return seen;
}

export function leftLine(target: TargetRun): string {
  return target.left.length === 0 ? '0 uploads left open' : `left behind: ${target.left.map(oneLine).join(', ')}`;
}
