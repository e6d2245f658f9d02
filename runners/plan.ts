/** Scenarios × profile → cases. Every case that will not run gets its reason here. */
import { type Problem, ProblemsError } from '../suites/reader/documents.js';
import { choiceNames, type Profile } from '../suites/reader/profile.js';
import { parseSize } from '../suites/reader/size.js';
import type { ShownAccount } from './access.js';
import { type Context, evaluate, resolve } from './expressions.js';
import type { Repeat } from './fields.js';
import { matchesGlob } from './glob.js';
import type { Kind } from './result.js';
import type { RawFields, Rule, Scenario, Step } from './scenario.js';
import { operationsOf } from './shape/log.js';
import type { Suite } from './suite.js';
import { WHY_NOT } from './targets/controls.js';
import type { Avoided } from './targets/target.js';

export interface Case {
  /** `rule#scenario[name=value,…]`. */
  readonly id: string;
  readonly rule: Rule;
  readonly scenario: Scenario;
  readonly each: Readonly<Record<string, unknown>>;
  readonly kind: Kind;
  /** Why it will not run. */
  readonly skip: string | undefined;
  /** A deviation of the profile says that it fails. */
  readonly deviation: string | undefined;
  /** Bytes its bodies will send, as far as that can be said before it runs. */
  readonly bytes: number;
  readonly requests: number;
}

/** What `needs` knows of the target. */
export interface TargetFacts {
  readonly embedded: boolean;
  readonly accounts: number;
  /** What is known of each account. */
  readonly known: readonly ShownAccount[];
  readonly addressing: 'path' | 'virtual';
  /** Asked over TLS, or a stand-in for something that is. */
  readonly secure: boolean;
  readonly canMakeBuckets: boolean;
  readonly avoid: readonly Avoided[];
  readonly features: Readonly<Record<string, boolean>>;
}

/** What every expression of a scenario sees of the profile. */
export function profileContext(profile: Profile): Context {
  const values = (from: Profile['limits'] | Profile['choices']): Record<string, unknown> =>
    Object.fromEntries(Object.entries(from).map(([name, { is }]) => [name, is]));
  return {
    profile: {
      id: profile.id,
      dialect: profile.dialect,
      lineage: [...profile.lineage],
      region: profile.region,
      unsupported: profile.unsupported.map(({ operation }) => operation),
    },
    limits: values(profile.limits),
    // A choice that other dialects have is null here, so that a condition on it does not hold.
    choices: { ...Object.fromEntries(choiceNames().map((name) => [name, null])), ...values(profile.choices) },
    storageClasses: { ...profile.storageClasses, aliases: { ...profile.storageClasses.aliases } },
  };
}

/**
 * @throws ProblemsError when a condition cannot be evaluated, or a departure of the profile names no rule or scenario.
 */
export function planCases(
  suite: Suite,
  profile: Profile,
  target: TargetFacts,
  wanted: (ruleId: string) => boolean = () => true,
): Case[] {
  const base = profileContext(profile);
  checkDepartures(suite, profile);
  const context = {
    ...base,
    accounts: target.known,
    target: {
      ...target.features,
      embedded: target.embedded,
      accounts: target.accounts,
      addressing: target.addressing,
      secure: target.secure,
    },
  };
  return suite.rules
    .filter(({ id }) => wanted(id))
    .flatMap((rule) =>
      rule.scenarios
        .filter((scenario) => isAsked(rule, scenario, profile))
        .flatMap((scenario) => casesOf(rule, scenario, profile, target, context)),
    );
}

function casesOf(rule: Rule, scenario: Scenario, profile: Profile, target: TargetFacts, context: Context): Case[] {
  return combinations(scenario.each).map((written) => {
    // The id keeps the expression and not its value: the same case has the same id under every profile.
    const label = Object.entries(written).map(([name, value]) => `${name}=${labelOf(value)}`);
    const each = resolve(written, context) as Record<string, unknown>;
    const seen = { ...context, each };
    const unpromised = profile.unpromised.find(
      (one) => one.rule === rule.id && (one.scenario ?? scenario.id) === scenario.id,
    );
    const deviation = profile.deviations.find(
      (one) => one.rule === rule.id && (one.scenario ?? scenario.id) === scenario.id,
    );
    const steps = stepsOf(scenario);
    const id = `${rule.id}#${scenario.id}${label.length > 0 ? `[${label.join(',')}]` : ''}`;
    const avoided = target.avoid.find((one) => matchesGlob(one.case, id));
    return {
      id,
      rule,
      scenario,
      each,
      kind: unpromised ? 'observe' : (scenario.kind ?? rule.kind),
      skip: avoided?.because ?? reasonToSkip(rule, scenario, profile, target, seen),
      deviation: deviation?.because,
      bytes: steps.reduce((sum, step) => sum + bodyBytes(step.fields, seen) * (step.times ?? 1), 0),
      requests: steps.reduce((sum, step) => sum + (step.times ?? 1), 0),
    };
  });
}

function labelOf(value: unknown): string {
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value).replace(/\{\{\s*(.*?)\s*\}\}/g, '$1');
}

function stepsOf({ setup, ask, expect }: Scenario): readonly Extract<Step, { do: unknown }>[] {
  return [...setup, ask, ...expect.flatMap(({ then }) => (then ? [then] : []))].flatMap(flat);
}

function flat(step: Step): readonly Extract<Step, { do: unknown }>[] {
  return 'together' in step ? step.together.flatMap((branch) => branch.flatMap(flat)) : [step];
}

function reasonToSkip(
  rule: Rule,
  scenario: Scenario,
  profile: Profile,
  target: TargetFacts,
  context: Context,
): string | undefined {
  if ((scenario.bucket === 'own' || isWholeVault(scenario, profile)) && !target.canMakeBuckets)
    return 'needs a bucket of its own, and the run was given one to stay in';
  const told = target.embedded ? undefined : stepsOf(scenario).find(({ do: op }) => Object.hasOwn(WHY_NOT, op));
  if (told) return WHY_NOT[told.do as keyof typeof WHY_NOT];
  if (profile.dialect === 'glacier' && !target.embedded && stepsOf(scenario).some(({ do: op }) => op === 'get'))
    return `a retrieval takes hours, and ${WHY_NOT['advance-clock']}`;
  for (const { that, because } of [...rule.needs, ...scenario.needs]) {
    if (!holds(that, context, rule.file)) return because;
  }
  return undefined;
}

/** Whether a case looks at all of a vault: its uploads have no names that would tell them from others'. */
export function isWholeVault(scenario: Scenario, { dialect }: Profile): boolean {
  return dialect === 'glacier' && stepsOf(scenario).some(({ do: op }) => op === 'list-uploads' || op === 'list-jobs');
}

/** What a rule asks in another dialect is no case of this one. */
const isAsked = (rule: Rule, scenario: Scenario, { dialect }: Profile): boolean =>
  rule.dialects.includes(dialect) && scenario.dialects.includes(dialect);

function holds(condition: string, context: Context, file: string): boolean {
  try {
    return evaluate(condition, context) === true;
  } catch (error) {
    throw new ProblemsError([{ file, line: 0, message: (error as Error).message }]);
  }
}

/** Every combination of the values, in the order in which they are written. */
function combinations(each: Scenario['each']): Record<string, unknown>[] {
  return Object.entries(each).reduce<Record<string, unknown>[]>(
    (all, [name, values]) => all.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

function bodyBytes(fields: RawFields, context: Context): number {
  const { size, text, repeat, raw } = fields as { size?: string; text?: string; repeat?: Repeat; raw?: RawFields };
  if (raw?.body !== undefined) return bodyBytes(raw.body as RawFields, context);
  if (typeof text === 'string') return Buffer.byteLength(text);
  if (repeat !== undefined)
    return (
      Buffer.byteLength((repeat.before ?? '') + (repeat.after ?? '')) + Buffer.byteLength(repeat.each) * repeat.times
    );
  if (size === undefined) return 0;
  try {
    const value = resolve(size, context);
    return typeof value === 'number' ? value : parseSize(String(value));
  } catch {
    // The size depends on what an earlier step sees.
    return 0;
  }
}

/** The names of a rule's scenarios; for a rule about every answer, those of the operations that it looks at. */
export function scenariosOf(rule: Rule, suite: Suite, { dialect }: Profile): string[] {
  const shape = suite.shapes[dialect];
  if (rule.shape === undefined) return rule.scenarios.map(({ id }) => id);
  return shape && rule.dialects.includes(dialect) ? operationsOf(shape, rule.shape) : [];
}

function checkDepartures(suite: Suite, profile: Profile): void {
  const problems: Problem[] = [];
  const say = (message: string): void => void problems.push({ file: `profile ${profile.id}`, line: 0, message });
  for (const { rule: id, scenario } of [...profile.unpromised, ...profile.deviations]) {
    const rule = suite.rules.find((one) => one.id === id);
    if (!rule) say(`there is no rule "${id}"`);
    else if (scenario !== undefined && !scenariosOf(rule, suite, profile).includes(scenario)) {
      say(`rule ${id} has no scenario "${scenario}"`);
    }
  }
  if (problems.length > 0) throw new ProblemsError(problems);
}
