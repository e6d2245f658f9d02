/**
 * Known failures of a target, each with its reason. Two-sided: an entry that passes, or matches no case, turns the run red.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { ProblemsError, readYaml } from '../suites/reader/documents.js';
import { schema } from '../suites/reader/schemas.js';
import type { Excuse } from './judge.js';
import type { CaseResult, StaleEntry } from './result.js';

export interface BaselineEntry {
  readonly rule: string;
  /** What follows `#` in the case id. */
  readonly case: string;
  readonly reason: string;
  /** A race that goes well now and then: it may pass without making the entry stale. */
  readonly sometimes?: boolean;
}

export interface Baseline {
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

/** @throws ProblemsError with every problem of the file. */
export function readBaseline(path: string): Baseline {
  const read = readYaml(path, schema('baseline.schema'));
  const problems = [...read.problems];
  const { entries } = (read.value ?? { entries: [] }) as { entries: BaselineEntry[] };
  if (problems.length === 0) {
    const seen = new Set<string>();
    for (const [index, entry] of entries.entries()) {
      const id = `${entry.rule}#${entry.case}`;
      if (seen.has(id))
        problems.push({ file: read.file, line: read.lineOf(['entries', index]), message: `${id} is there twice` });
      seen.add(id);
    }
  }
  if (problems.length > 0) throw new ProblemsError(problems);
  return { file: path, entries };
}

/** Why a case is known to fail, or undefined. */
export function excuseFor(baseline: Baseline | undefined, caseId: string): Excuse | undefined {
  const entry = baseline?.entries.find(({ rule, case: name }) => `${rule}#${name}` === caseId);
  return entry && { because: entry.reason, sometimes: entry.sometimes === true };
}

/** Entries that name no case of this run, or one that was skipped. Entries whose case passes are told by its verdict. */
export function staleEntries(
  baseline: Baseline | undefined,
  cases: readonly CaseResult[],
  partial: boolean,
): StaleEntry[] {
  if (!baseline) return [];
  const known = new Map(cases.map((one) => [one.id, one.verdict.kind]));
  return baseline.entries.flatMap((entry) => {
    const verdict = known.get(`${entry.rule}#${entry.case}`);
    // With some of the rules asked only, an entry for another rule is not stale.
    if (verdict === undefined && partial) return [];
    if (verdict === undefined) return [{ rule: entry.rule, case: entry.case, because: 'matches no case' }];
    return verdict === 'skipped' ? [{ rule: entry.rule, case: entry.case, because: 'its case is skipped' }] : [];
  });
}

/**
 * Writes what failed now. Reasons of entries that stay are kept, entries of cases that fail only sometimes, and the comment at the head of the
 * file; with `partial`, so are entries of cases not asked.
 */
export function writeBaseline(
  path: string,
  cases: readonly CaseResult[],
  before: Baseline | undefined,
  target: string,
  partial = false,
): number {
  const entries = cases.flatMap((one): BaselineEntry[] => {
    const [rule, name] = [one.rule, one.id.slice(one.rule.length + 1)];
    const kept = before?.entries.find((entry) => entry.rule === rule && entry.case === name);
    const fails = one.kind === 'required' && ['fail', 'known', 'blocked'].includes(one.verdict.kind);
    if (kept && (fails || (kept.sometimes && one.verdict.kind === 'pass'))) return [kept];
    return fails ? [{ rule, case: name, reason: `not explained yet: ${firstFailure(one)}` }] : [];
  });
  if (partial && before) {
    const asked = new Set(cases.map(({ id }) => id));
    entries.push(...before.entries.filter((entry) => !asked.has(`${entry.rule}#${entry.case}`)));
  }
  writeFileSync(path, headOf(path, target) + stringify({ target, entries }, { lineWidth: 140 }));
  return entries.length;
}

function headOf(path: string, target: string): string {
  const kept = existsSync(path) ? /^(?:#.*\n)*/.exec(readFileSync(path, 'utf8'))![0] : '';
  return (
    kept || `# Known failures of ${target}. An entry whose case passes, or that matches no case, turns the run red.\n`
  );
}

function firstFailure({ checks, verdict }: CaseResult): string {
  const failed = checks.find(({ ok, level }) => !ok && level === 'required');
  if (failed) return `${failed.title}: expected ${failed.expected}, saw ${failed.actual}`.slice(0, 200);
  return 'because' in verdict ? verdict.because.slice(0, 200) : verdict.kind;
}
