/**
 * What a defect is: a named wrong behaviour, written as a small wrapper round what the mock does right. With one of them a
 * client can be tried against a provider that misbehaves in a known way, and the suites can be seen to notice.
 */
import type { Dialect, RenderContext, WireResponse } from '../dialects/dialect.js';
import type { Conditions } from '../engine/command.js';
import type { decide } from '../engine/decide.js';
import type { Decision, Judge } from '../engine/decision.js';
import type { evolve } from '../engine/evolve.js';
import type {
  Attributes,
  Bucket,
  Command,
  CommandOf,
  Event,
  Identity,
  ObjectVersion,
  Op,
  Policy,
  Refusal,
  Reply,
  ReplyOf,
} from '../engine/types.js';

export type Decide = typeof decide;
export type Evolve = typeof evolve;

/** What a defect wraps; each member is handed what would happen otherwise. */
export interface Wrapper {
  readonly policy?: (policy: Policy) => Policy;
  readonly decide?: (next: Decide) => Decide;
  readonly evolve?: (next: Evolve) => Evolve;
  readonly dialect?: (dialect: Dialect) => Dialect;
}

export interface Defect {
  /** `group/symptom`. */
  readonly id: string;
  /** What a client sees, in one sentence. */
  readonly title: string;
  /** The rule it breaks: a required check of it must notice. */
  readonly rule: string;
  /** Further rules it breaks, of which the same holds. */
  readonly also?: readonly string[];
  /** Where a real server behaved so: `owner/repository#number`, or a page. Empty: made up here. */
  readonly seen: readonly string[];
  /** Dialects it can be had in: in the first all its rules notice, in the others the one named first. */
  readonly dialects: readonly string[];
  /** The profile that promises what it breaks, where the first one of its dialect does not. */
  readonly profile?: string;
  /** Makes a wrapper for one mock; what it remembers is its own. */
  readonly wrapper: () => Wrapper;
}

/** A request on its way through the engine. */
export interface Moment<O extends Op = Op> {
  readonly bucket: Bucket | undefined;
  readonly command: CommandOf<O>;
  readonly who: Identity;
  readonly judge: Judge;
}

/** Tells a refusal from a decision. */
export function refused(result: Decision | Refusal): result is Refusal {
  return 'fault' in result;
}

/** Asks the engine something else than the client did. */
export function hearing<O extends Op>(
  ops: readonly O[],
  mishear: (command: CommandOf<O>, moment: Moment<O>) => Command,
): Wrapper {
  return {
    decide: (next) => (bucket, command, who, judge) =>
      next(bucket, isOne(ops, command) ? mishear(command, { bucket, command, who, judge }) : command, who, judge),
  };
}

/** Does not look at these conditions of a request. */
export function overlooking(
  ops: readonly ('complete' | 'get-object' | 'head-object' | 'put-object')[],
  ...names: readonly (keyof Conditions)[]
): Wrapper {
  return hearing(ops, (command) => {
    const conditions = Object.fromEntries(
      Object.entries(command.conditions).filter(([name]) => !(names as readonly string[]).includes(name)),
    );
    return { ...command, conditions } as Command;
  });
}

/** Answers something else than what was decided; what happened stays. */
export function replying<O extends Reply['op'] & Op>(
  ops: readonly O[],
  distort: (reply: ReplyOf<O>, moment: Moment<O>) => Reply,
): Wrapper {
  return deciding(ops, (result, moment) =>
    refused(result) || result.reply.op !== moment.command.op
      ? result
      : { ...result, reply: distort(result.reply as ReplyOf<O>, moment) },
  );
}

/** Decides otherwise, knowing what would be right. */
export function deciding<O extends Op>(
  ops: readonly O[],
  distort: (result: Decision | Refusal, moment: Moment<O>) => Decision | Refusal,
): Wrapper {
  return {
    decide: (next) => (bucket, command, who, judge) => {
      const result = next(bucket, command, who, judge);
      return isOne(ops, command) ? distort(result, { bucket, command, who, judge }) : result;
    },
  };
}

/** Notes something else than what happened. */
export function noting<T extends Event['type']>(
  types: readonly T[],
  distort: (event: Extract<Event, { type: T }>) => Event | undefined,
): Wrapper {
  return {
    evolve: (next) => (buckets, event) => {
      if (!(types as readonly string[]).includes(event.type)) return next(buckets, event);
      const other = distort(event as Extract<Event, { type: T }>);
      return other ? next(buckets, other) : [];
    },
  };
}

/** Keeps something else than what Create asked for. */
export function created(distort: (attributes: Attributes) => Attributes): Wrapper {
  return noting(['upload-created'], (event) => ({ ...event, attributes: distort(event.attributes) }));
}

/** Makes another object of an upload than was asked for. */
export function making(distort: (version: ObjectVersion) => ObjectVersion): Wrapper {
  return deciding(['complete'], (result) => {
    if (refused(result)) return result;
    const events = result.events.map((event) =>
      event.type === 'upload-completed' ? { ...event, version: distort(event.version) } : event,
    );
    const done = events.find((event) => event.type === 'upload-completed');
    if (!done || result.reply.op !== 'complete') return result;
    return { events, reply: { ...result.reply, etag: done.version.etag } };
  });
}

/** Chooses otherwise than the provider where providers differ. */
export function choosing(choices: Partial<Policy['choices']>): Wrapper {
  return { policy: (policy) => ({ ...policy, choices: { ...policy.choices, ...choices } }) };
}

/** Leaves rules out. */
export function without(...rules: readonly string[]): Wrapper {
  return { policy: (policy) => ({ ...policy, refuses: policy.refuses.filter((id) => !rules.includes(id)) }) };
}

/** Sends something else than what was rendered. */
export function sending<O extends Reply['op']>(
  ops: readonly O[],
  distort: (wire: WireResponse, reply: ReplyOf<O>, context: RenderContext) => WireResponse,
): Wrapper {
  return {
    dialect: (dialect) => ({
      ...dialect,
      render(reply, context) {
        const wire = dialect.render(reply, context);
        return (ops as readonly string[]).includes(reply.op) ? distort(wire, reply as ReplyOf<O>, context) : wire;
      },
    }),
  };
}

/** Sends documents in which something was replaced. */
export function rewriting(ops: readonly Reply['op'][], what: RegExp, by: string): Wrapper {
  return sending(ops, (wire) => (wire.body === undefined ? wire : { ...wire, body: wire.body.replace(what, by) }));
}

/** Sends something else to a client that is refused. */
export function refusing(
  distort: (wire: WireResponse, refusal: Refusal, context: RenderContext) => WireResponse,
): Wrapper {
  return {
    dialect: (dialect) => ({
      ...dialect,
      refuse: (refusal, context) => distort(dialect.refuse(refusal, context), refusal, context),
    }),
  };
}

/** Several wrappers as one; the first is the innermost. */
export function together(...wrappers: readonly Wrapper[]): Wrapper {
  const each =
    <T>(pick: (wrapper: Wrapper) => ((inner: T) => T) | undefined) =>
    (inner: T): T =>
      wrappers.reduce((made, wrapper) => pick(wrapper)?.(made) ?? made, inner);
  return {
    policy: each((wrapper) => wrapper.policy),
    decide: each((wrapper) => wrapper.decide),
    evolve: each((wrapper) => wrapper.evolve),
    dialect: each((wrapper) => wrapper.dialect),
  };
}

/** The same refusal under another name. */
export function renamed(refusal: Refusal, fault: Refusal['fault']): Refusal {
  return { ...refusal, fault };
}

function isOne<O extends Op>(ops: readonly O[], command: Command): command is CommandOf<O> {
  return (ops as readonly string[]).includes(command.op);
}

/** How one line of a table of defects reads: what is seen, the rules it breaks, where it was seen, and how it is done. */
export interface Entry extends Omit<Defect, 'id' | 'seen' | 'dialects'> {
  readonly seen?: readonly string[];
  /** Where they are fewer than its table's. */
  readonly dialects?: readonly string[];
}

/** A table of defects of these dialects, by id. */
export function defectsOf(dialects: readonly string[], entries: Readonly<Record<string, Entry>>): readonly Defect[] {
  return Object.entries(entries).map(([id, { seen = [], ...entry }]) => ({ id, dialects, seen, ...entry }));
}

/** The same answer without the headers of these names. */
export const withoutHeaders = (wire: WireResponse, names: RegExp): WireResponse => ({
  ...wire,
  headers: Object.fromEntries(Object.entries(wire.headers).filter(([name]) => !names.test(name))),
});
