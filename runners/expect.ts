/** Observation against expectation → checks. Which codes a fault may carry comes from `suites/wire`, never from the mock. */
import { answerOf } from './answer.js';
import { type BodySpec, contentDifference } from './body.js';
import type { Observation } from './drivers/observation.js';
import { checksum, partChecksums, type WantedChecksum } from './expect-checksums.js';
import { etagOfBodies, etagOfEtags } from './expect-etags.js';
import { type Found, refused } from './expect-refused.js';
import { type Context, ExpressionError, evaluate, resolve } from './expressions.js';
import { bodyOf, sliceOf } from './fields.js';
import type { CheckResult, Kind } from './result.js';
import type { Expectation, RawFields } from './scenario.js';
import type { Bound, Steps } from './steps.js';
import type { FaultRow } from './wire.js';

export interface Judging {
  readonly steps: Steps;
  readonly faults: Readonly<Record<string, FaultRow>>;
  /** How much the rule binds: no check of it binds more. */
  readonly kind: Kind;
  /** Of the target: how its entity tags are made. */
  readonly dialect: string;
  readonly prefix: string;
  readonly sharedBucket: string;
  /** Kept values of `record`. */
  readonly record: (name: string, value: string) => void;
}

type Answer = Record<string, unknown>;

/**
 * Judges one entry of `expect`. An entry that builds on something the answer lacks has failed: that is the target's affair.
 *
 * @throws StepError when a step cannot be sent.
 */
export async function check(
  expectation: Expectation,
  asked: Bound | undefined,
  judging: Judging,
): Promise<CheckResult[]> {
  try {
    return await judged(expectation, asked, judging);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { says, then, level } = expectation;
    const title = says ?? (then ? `then ${then.do}` : Object.keys(expectation.checks).join(', '));
    const expected = 'an answer to go on from';
    return [{ title, level: softest(judging.kind, level ?? 'required'), ok: false, expected, actual: error.message }];
  }
}

async function judged(expectation: Expectation, asked: Bound | undefined, judging: Judging): Promise<CheckResult[]> {
  const { steps } = judging;
  if (
    expectation.when !== undefined &&
    evaluate(expectation.when, steps.context({ answer: seenOf(asked, judging) })) !== true
  )
    return [];
  const bound = expectation.then
    ? await steps.run(expectation.then, `then: ${expectation.then.do}`)
    : expectation.at === undefined
      ? asked
      : steps.get(expectation.at);
  const found = await checksOf(expectation.checks, bound, judging);
  const exchange =
    bound && bound.observation.kind !== 'unsendable' ? steps.exchanges.indexOf(bound.observation.exchange) : -1;
  const prefix = expectation.then ? `then ${expectation.then.do}: ` : expectation.at ? `${expectation.at}: ` : '';
  return found.map(({ level, title, ...rest }) => ({
    title: prefix + (expectation.says ?? title),
    level: softest(judging.kind, expectation.level ?? level ?? 'required'),
    ...rest,
    ...(exchange === -1 ? {} : { exchange }),
  }));
}

const BINDING: readonly Kind[] = ['required', 'recommended', 'observe'];

function softest(a: Kind, b: Kind): Kind {
  return BINDING[Math.max(BINDING.indexOf(a), BINDING.indexOf(b))]!;
}

function seenOf(bound: Bound | undefined, { prefix, sharedBucket }: Judging): Answer {
  return bound ? answerOf(bound.observation, prefix, bound.bucket === sharedBucket) : {};
}

async function checksOf(checks: RawFields, bound: Bound | undefined, judging: Judging): Promise<Found[]> {
  const answer = seenOf(bound, judging);
  const context = judging.steps.context({ answer });
  const observation = bound?.observation;
  const found: Found[] = [];
  for (const [name, wanted] of Object.entries(checks)) {
    switch (name) {
      case 'refused':
        found.push(
          ...refused([resolve(wanted, context)].flat() as string[], observation, judging.faults, context, describe),
        );
        break;
      case 'accepted':
        found.push({
          title: 'accepted',
          ok: observation?.kind === 'accepted',
          expected: 'accepted',
          actual: describe(observation),
        });
        break;
      case 'dropped':
        found.push({
          title: 'no answer',
          ok: observation?.kind === 'dropped',
          expected: 'the connection ends without an answer',
          actual: describe(observation),
        });
        break;
      case 'status': {
        const allowed = [wanted].flat() as number[];
        found.push({
          title: `status ${allowed.join(' or ')}`,
          ok: allowed.includes(Number(answer.status)),
          expected: allowed.join(' or '),
          actual: describe(observation),
        });
        break;
      }
      case 'values':
        found.push(...maps('value', resolve(wanted, context) as RawFields, answer, observation, undefined));
        break;
      case 'headers':
        found.push(
          ...maps(
            'header',
            resolve(wanted, context) as RawFields,
            (answer.headers as Answer) ?? {},
            observation,
            undefined,
          ),
        );
        break;
      case 'elements':
        found.push(
          ...maps(
            'element',
            resolve(wanted, context) as RawFields,
            (answer.elements as Answer) ?? {},
            observation,
            'recommended',
          ),
        );
        break;
      case 'document':
        found.push(...shape(resolve(wanted, context) as RawFields, observation));
        break;
      case 'content':
        found.push(content(bodiesIn(wanted, judging.steps), observation));
        break;
      case 'md5Etag':
      case 'multipartEtag': {
        const bodies = bodiesIn(wanted, judging.steps);
        found.push(await etagOfBodies(name, bodies, judging.dialect, seenEtag(answer, observation)));
        break;
      }
      case 'checksum':
      case 'partChecksums': {
        const values = observation?.kind === 'accepted' ? answer : undefined;
        const judge = name === 'checksum' ? checksum : partChecksums;
        const sums = resolve(wanted, context) as unknown as WantedChecksum;
        found.push(...[await judge(sums, values, describe(observation), (one) => bodiesIn(one, judging.steps))].flat());
        break;
      }
      case 'joinedEtag':
        found.push(
          await etagOfEtags(
            (wanted as readonly string[]).map((one) => judging.steps.seen(judging.steps.get(one)).etag),
            judging.dialect,
            seenEtag(answer, observation),
          ),
        );
        break;
      case 'that':
        found.push(truth(wanted as string, context));
        break;
      case 'anyOf':
        found.push(await anyOf(wanted as RawFields[], bound, judging));
        break;
      case 'record':
        for (const [label, text] of Object.entries(wanted as Record<string, string>))
          judging.record(label, recorded(text, context));
        break;
    }
  }
  return found;
}

/** An answer in a few words. */
export function describe(observation: Observation | undefined): string {
  switch (observation?.kind) {
    case undefined:
      return 'nothing was asked';
    case 'accepted':
      return `${observation.status} accepted`;
    case 'refused':
      return `${observation.status} ${observation.code || '(no code)'}`;
    case 'dropped':
      return `no answer: ${observation.because}`;
    case 'unsendable':
      return `not sent: ${observation.because}`;
  }
}

function maps(
  kind: string,
  wanted: RawFields,
  actual: Answer,
  observation: Observation | undefined,
  level: Kind | undefined,
): Found[] {
  return Object.entries(wanted).map(([name, one]) => {
    const seen = actual[kind === 'header' ? name.toLowerCase() : name] ?? null;
    const { ok, expected } = matches(one, seen);
    const readable = kind !== 'value' || observation?.kind === 'accepted' || name in actual;
    return {
      title: `${kind} ${name}`,
      ok: ok && readable,
      expected,
      actual: readable ? show(seen) : describe(observation),
      ...(level === undefined ? {} : { level }),
    };
  });
}

/** Root and namespace bind as the entry does; the order of elements is only recommended, since SDKs read any. */
function shape(wanted: RawFields, observation: Observation | undefined): Found[] {
  const answered = observation?.kind === 'accepted' || observation?.kind === 'refused';
  const seen = answered ? observation.document?.() : undefined;
  return Object.entries(wanted).map(([name, one]) => {
    const actual = seen?.[name as keyof typeof seen] ?? null;
    const { ok, expected } = matches(one, actual);
    return {
      title: `document ${name}`,
      ok: seen !== undefined && ok,
      expected,
      actual: seen === undefined ? `no document (${describe(observation)})` : show(actual),
      ...(name === 'elements' ? { level: 'recommended' as const } : {}),
    };
  });
}

/** Literal, or `{ matches }`, `{ oneOf }`, `{ contains }`, `{ absent }`, `{ present }`. */
function matches(wanted: unknown, seen: unknown): { ok: boolean; expected: string } {
  if (wanted !== null && typeof wanted === 'object' && !Array.isArray(wanted)) {
    const matcher = wanted as Record<string, unknown>;
    if (typeof matcher.matches === 'string')
      return {
        ok: seen !== null && new RegExp(matcher.matches, 'u').test(text(seen)),
        expected: `matches ${matcher.matches}`,
      };
    if (Array.isArray(matcher.oneOf))
      return {
        ok: matcher.oneOf.some((one) => same(one, seen)),
        expected: `one of ${matcher.oneOf.map(show).join(', ')}`,
      };
    if ('contains' in matcher) {
      const ok = Array.isArray(seen)
        ? seen.some((one) => same(matcher.contains, one))
        : typeof seen === 'string' && seen.includes(text(matcher.contains));
      return { ok, expected: `contains ${show(matcher.contains)}` };
    }
    if (matcher.absent === true) return { ok: seen === null, expected: 'absent' };
    if (matcher.present === true) return { ok: seen !== null && seen !== '', expected: 'present' };
  }
  if (Array.isArray(wanted) && Array.isArray(seen) && wanted.length === seen.length) {
    return { ok: wanted.every((one, i) => matches(one, seen[i]).ok), expected: show(wanted) };
  }
  return { ok: same(wanted, seen), expected: show(wanted) };
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const show = (value: unknown): string => (value === null || value === undefined ? 'absent' : text(value).slice(0, 500));

/** Deep equality; header values are text, so `5` equals `"5"`. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'string') return String(a) === b;
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  );
}

function bodiesIn(wanted: unknown, steps: Steps): BodySpec[] {
  return [wanted].flat().flatMap((one): BodySpec[] => {
    if (typeof one === 'string') return [...(steps.get(one).bodies ?? [])];
    const fields = resolve(one, steps.context()) as { of?: string; first?: number; length?: number };
    if (fields.of === undefined) return [bodyOf(fields as RawFields, 'object') ?? { kind: 'text', text: '' }];
    return sliceOf(steps.get(fields.of).bodies ?? [], fields.first ?? 0, fields.length ?? Number.POSITIVE_INFINITY);
  });
}

function content(bodies: readonly BodySpec[], observation: Observation | undefined): Found {
  const expected = `${bodies.length} bodies, byte for byte`;
  if (observation?.kind !== 'accepted' || !observation.content)
    return { title: 'content', ok: false, expected, actual: describe(observation) };
  const difference = contentDifference(observation.content, bodies);
  return { title: 'content', ok: difference === undefined, expected, actual: difference ?? 'the same bytes' };
}

const seenEtag = (answer: Answer, observation: Observation | undefined): string =>
  observation?.kind === 'accepted' ? show(answer.etag) : describe(observation);

function truth(expression: string, context: Context): Found {
  try {
    const value = evaluate(expression, context);
    return { title: expression, ok: value === true, expected: 'true', actual: show(value) };
  } catch (error) {
    // An answer without the value asked about: the check fails, the harness is well.
    return { title: expression, ok: false, expected: 'true', actual: (error as Error).message };
  }
}

function recorded(expression: string, context: Context): string {
  try {
    return show(evaluate(expression, context));
  } catch (error) {
    return (error as Error).message;
  }
}

async function anyOf(entries: readonly RawFields[], bound: Bound | undefined, judging: Judging): Promise<Found> {
  const tried: Found[][] = [];
  for (const { level: _l, says: _s, when: _w, ...checks } of entries) {
    const found = await checksOf(checks, bound, judging);
    tried.push(found);
    if (found.every(({ ok, level }) => ok || level === 'recommended')) break;
  }
  const ok = tried.at(-1)?.every((one) => one.ok || one.level === 'recommended') ?? false;
  const expected =
    entries.length === tried.length || !ok
      ? tried.map((one) => one.map((f) => `${f.title} (${f.expected})`).join(' and ')).join(', or ')
      : 'one of several answers';
  return { title: 'any of several answers', ok, expected, actual: describe(bound?.observation) };
}
