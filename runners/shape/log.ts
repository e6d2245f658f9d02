/**
 * Holds every answer of a run against its dialect's shape, whatever a scenario asked, and gives the outcome as cases of the
 * rules `wire/shape/<aspect>`: one for each operation, passed when at least one answer of it was seen and none violates.
 */
import type { Ask } from '../drivers/ask.js';
import type { Driver } from '../drivers/driver.js';
import type { Observation } from '../drivers/observation.js';
import type { Context } from '../expressions.js';
import { type Excuse, judge } from '../judge.js';
import type { CaseResult, CheckResult, Exchange, Kind, Verdict } from '../result.js';
import type { Rule } from '../scenario.js';
import { type Aspect, type Shape, settled } from './read.js';
import { checkRequest, operationAsked, standsApart } from './request.js';
import { aspectsOf, ERROR, EVERY, judgeAnswer, type Violation } from './violations.js';

/** The first answer with this fault, as evidence, and how many have it. */
interface Found {
  readonly violation: Violation;
  readonly exchange: Exchange;
  count: number;
}

interface Seen {
  answers: number;
  /** By aspect, then by what is wrong. */
  readonly found: Map<Aspect, Map<string, Found>>;
}

/** How a shape rule is to be judged for one operation. */
export interface Standing {
  readonly kind: Kind;
  /** Why it is known to fail. */
  readonly excuse: Excuse | undefined;
}

export class ShapeLog {
  readonly #shape: Shape;
  readonly #seen = new Map<string, Seen>();

  /** @param context what the shape's expressions see of the profile. */
  constructor(shape: Shape, context: Context) {
    this.#shape = settled(shape, context);
  }

  /** The driver, with every question and answer of a case looked at. */
  watching(driver: Driver, caseId: string): Driver {
    const send: Driver['send'] = async (ask, options) => {
      const observation = await driver.send(ask, options);
      this.see(ask, observation, caseId);
      return observation;
    };
    const { id, dialect, traffic } = driver;
    return { id, dialect, traffic, send, close: () => driver.close() };
  }

  /**
   * Looks at one question and its answer.
   *
   * @throws MalformedRequest when the question is wrong, which is our fault.
   */
  see(ask: Ask, observation: Observation, caseId: string): void {
    if (observation.kind === 'unsendable') return;
    const { answer, exchange } = observation;
    checkRequest(this.#shape, ask, exchange);
    const asked = operationAsked(this.#shape, ask);
    if (!answer || asked === 'broken') return;
    const operation = standsApart(this.#shape, exchange) ? undefined : asked;
    for (const judged of judgeAnswer(this.#shape, operation, exchange.request.method, answer)) {
      const seen = this.#seen.get(judged.as) ?? { answers: 0, found: new Map() };
      this.#seen.set(judged.as, seen);
      seen.answers += 1;
      keep(seen, judged.violations, exchange, caseId);
    }
  }

  /**
   * The cases of the rules.
   *
   * @param whole the whole suite was asked, so an operation without an answer is told as skipped.
   */
  cases(
    rules: readonly Rule[],
    driver: string,
    whole: boolean,
    standingOf: (rule: Rule, operation: string, caseId: string) => Standing,
  ): CaseResult[] {
    return rules.flatMap((rule) =>
      operationsOf(this.#shape, rule.shape!).flatMap((as) => {
        const seen = this.#seen.get(as);
        if (!seen && !whole) return [];
        const id = `${rule.id}#${as}`;
        return [caseOf(rule, as, id, seen, { ...standingOf(rule, as, id), driver })];
      }),
    );
  }
}

/** Keeps the first of each kind, and counts the answers that have it: a list with the same fault in each entry has it once. */
function keep(seen: Seen, violations: readonly Violation[], exchange: Exchange, caseId: string): void {
  const counted = new Set<string>();
  for (const violation of violations) {
    const { aspect, what } = violation;
    const key = `${aspect} ${what}`;
    if (counted.has(key)) continue;
    counted.add(key);
    const ofAspect = seen.found.get(aspect) ?? new Map<string, Found>();
    seen.found.set(aspect, ofAspect);
    const known = ofAspect.get(what);
    if (known) known.count += 1;
    else ofAspect.set(what, { violation, exchange: told(exchange, caseId), count: 1 });
  }
}

/** The operations that an aspect can be seen in: the names of its rule's cases. */
export function operationsOf(shape: Shape, aspect: Aspect): string[] {
  return [EVERY, ...Object.keys(shape.operations), ERROR].filter((as) => aspectsOf(shape, as).includes(aspect));
}

/** The evidence says which case it was seen in. */
function told(exchange: Exchange, caseId: string): Exchange {
  return { ...exchange, step: `${caseId}, ${exchange.step}` };
}

/** Kinds of faults that one case shows. */
const MOST = 8;

function caseOf(
  rule: Rule,
  as: string,
  id: string,
  seen: Seen | undefined,
  standing: Standing & { driver: string },
): CaseResult {
  const found = [...(seen?.found.get(rule.shape!)?.values() ?? [])].slice(0, MOST);
  const { kind, excuse, driver } = standing;
  const failed = found.map(
    ({ violation, count }, exchange): CheckResult => ({
      title: violation.what,
      level: kind,
      ok: false,
      expected: violation.expected,
      actual: `${violation.actual}${count === seen!.answers ? ' (in every answer)' : ''}`,
      exchange,
    }),
  );
  const passed: CheckResult = {
    title: rule.title,
    level: kind,
    ok: true,
    expected: 'every answer',
    actual: 'every answer',
  };
  const checks = failed.length > 0 ? failed : seen ? [passed] : [];
  const verdict: Verdict = seen
    ? judge({ kind, checks, excuse })
    : { kind: 'skipped', because: as === ERROR ? 'no error was seen' : `no answer to ${as} was seen` };
  return {
    id,
    rule: rule.id,
    scenario: as,
    title: `${rule.title}: ${as}`,
    kind,
    driver,
    verdict,
    checks,
    values: seen ? { answers: String(seen.answers) } : {},
    exchanges: found.map(({ exchange }) => exchange),
    durationMs: 0,
  };
}
