/** JUnit XML, as CI servers read it: a suite per target and group, a test per case. */

import type { CaseResult, Exchange, Run, TargetRun } from '../runners/result.js';
import {
  answerLine,
  casesByRule,
  evidenceOf,
  failedChecks,
  firstDifference,
  groupsOf,
  isFailure,
  leftLine,
  requestLine,
  unmatchedStale,
  valuesOf,
} from './summary.js';
import { escapeMarkup as xml } from './words.js';

interface Test {
  readonly classname: string;
  readonly name: string;
  readonly seconds: number;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly inner: string;
}

/** The run as JUnit XML. What the exit code forgives is never a failure here. */
export function junit(run: Run): string {
  const suites = run.targets.flatMap((target) => suitesOf(run, target));
  if (run.interrupted) {
    suites.push(suite('multiparity', undefined, [problem('multiparity', 'run', 'error', 'the run was interrupted')]));
  }
  const open = `<testsuites name="multiparity" ${totals(suites.flatMap(({ tests }) => tests))}>`;
  return `${['<?xml version="1.0" encoding="UTF-8"?>', open, ...suites.map(({ text }) => text), '</testsuites>'].join('\n')}\n`;
}

function suitesOf(run: Run, target: TargetRun) {
  const suites = [];
  if (target.unreachable !== undefined) {
    const test = problem(target.target, 'reach the target', 'error', `unreachable: ${target.unreachable}`);
    suites.push(suite(target.target, target, [test]));
  }
  const byRule = casesByRule(target);
  for (const { name, rules } of groupsOf(run)) {
    const tests = rules.flatMap(({ id }) => byRule.get(id) ?? []).map((result) => testOf(target, result));
    if (tests.length > 0) suites.push(suite(`${target.target} ${name}`, target, tests));
  }
  const stale = unmatchedStale(target).map((entry) =>
    problem(
      `${target.target}.${entry.rule}`,
      entry.case ?? entry.rule,
      'failure',
      `stale baseline entry: ${entry.because}`,
    ),
  );
  if (stale.length > 0) suites.push(suite(`${target.target} baseline`, target, stale));
  return suites;
}

function suite(name: string, target: TargetRun | undefined, tests: readonly Test[]) {
  const at = target ? ` timestamp="${xml(target.startedAt.replace(/(\.\d+)?Z$/, ''))}"` : '';
  const lines = [`  <testsuite name="${xml(name)}" ${totals(tests)}${at}>`];
  if (target) lines.push(properties(target));
  for (const { classname, name: test, seconds, inner } of tests) {
    const head = `    <testcase classname="${xml(classname)}" name="${xml(test)}" time="${seconds.toFixed(3)}"`;
    lines.push(inner === '' ? `${head}/>` : `${head}>\n${inner}\n    </testcase>`);
  }
  return { tests, text: [...lines, '  </testsuite>'].join('\n') };
}

function properties(target: TargetRun): string {
  const { profile, driver, server, endpoint } = target;
  const facts = Object.entries({ profile, driver, server, endpoint, cleanUp: leftLine(target) });
  const lines = facts.map(([name, value]) => `      <property name="${name}" value="${xml(value)}"/>`);
  return ['    <properties>', ...lines, '    </properties>'].join('\n');
}

function totals(tests: readonly Test[]): string {
  const count = (outcome: Test['outcome']) => tests.filter((test) => test.outcome === outcome).length;
  const seconds = tests.reduce((sum, test) => sum + test.seconds, 0);
  const counts = `failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`;
  return `tests="${tests.length}" ${counts} time="${seconds.toFixed(3)}"`;
}

function problem(classname: string, name: string, outcome: 'failure' | 'error', message: string): Test {
  return { classname, name, seconds: 0, outcome, inner: element(outcome, message) };
}

function testOf(target: TargetRun, result: CaseResult): Test {
  const [outcome, inner] = outcomeOf(result);
  const seconds = result.durationMs / 1000;
  return { classname: `${target.target}.${result.rule}`, name: result.id, seconds, outcome, inner };
}

function outcomeOf(result: CaseResult): readonly [Test['outcome'], string] {
  const { verdict } = result;
  switch (verdict.kind) {
    case 'pass':
      return ['passed', missed(result)];
    case 'fail':
      if (!isFailure(result)) return ['passed', missed(result)];
      return ['failure', element('failure', firstDifference(result), story(result))];
    case 'fixed':
      return ['failure', element('failure', `stale: passes, but is listed as failing: ${verdict.because}`)];
    case 'blocked':
      // A recommendation that could not be asked leaves the run green, and so the file.
      if (!isFailure(result)) return ['skipped', element('skipped', `blocked: ${verdict.because}`)];
      return ['error', element('error', `blocked: ${verdict.because}`, story(result))];
    case 'broken':
      return ['error', element('error', `broken: ${verdict.because}`, story(result))];
    case 'known':
    case 'skipped':
    case 'unsupported':
      return ['skipped', element('skipped', `${verdict.kind}: ${verdict.because}`)];
    case 'observed': {
      const values = valuesOf(result);
      return ['skipped', element('skipped', `observed: ${verdict.because}${values === '' ? '' : `; ${values}`}`)];
    }
    default:
      return verdict satisfies never;
  }
}

function element(name: 'failure' | 'error' | 'skipped', message: string, text = ''): string {
  const head = `      <${name} message="${attribute(message)}"`;
  return text === '' ? `${head}/>` : `${head} type="${name}">${xml(text)}</${name}>`;
}

/** A reader folds raw line breaks in an attribute to spaces; this keeps them. */
function attribute(text: string): string {
  return xml(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

function missed(result: CaseResult): string {
  if (failedChecks(result).length === 0) return '';
  return `      <system-out>${xml(`recommended, not met:\n${story(result)}`)}</system-out>`;
}

function story(result: CaseResult): string {
  const checks = failedChecks(result).map(
    ({ title, expected, actual }) => `${title}\n  expected: ${expected}\n  actual:   ${actual}`,
  );
  const told = ({ curl, ...exchange }: Exchange) =>
    `${exchange.step}: ${requestLine({ curl, ...exchange })}\n  → ${answerLine({ curl, ...exchange })}\n  ${curl}`;
  return [result.title, ...checks, ...evidenceOf(result).map(told)].join('\n');
}
