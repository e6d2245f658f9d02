/** The check `refused`: status and code as the wire oracle accepts them, and at level recommended what it says beside. */
import type { Observation } from './drivers/observation.js';
import { type Context, evaluate } from './expressions.js';
import type { Kind } from './result.js';
import type { FaultRow } from './wire.js';

/** One thing looked at, before it is known which level binds. */
export interface Found {
  readonly title: string;
  readonly ok: boolean;
  readonly expected: string;
  readonly actual: string;
  /** Softer than the entry says. */
  readonly level?: Kind;
}

/** @param spell says an answer in a few words. */
export function refused(
  faults: readonly string[],
  observation: Observation | undefined,
  table: Readonly<Record<string, FaultRow>>,
  context: Context,
  spell: (observation: Observation | undefined) => string,
): Found[] {
  const rows = faults.map((fault) => table[fault]).filter((row) => row !== undefined);
  const allowed = rows.flatMap((row) => row.accept);
  const spelled = allowed.map(({ status, code }) => `${status} ${code}`.trim()).join(' or ');
  const title = `refused: ${faults.join(' or ')}`;
  if (observation?.kind !== 'refused') return [{ title, ok: false, expected: spelled, actual: spell(observation) }];
  // The answer to a HEAD has no body, so only its status can tell (S3-224).
  const bare = observation.exchange.request.method === 'HEAD' || observation.status === 304;
  const fits = ({ status, code }: FaultRow['accept'][number]): boolean =>
    status === observation.status && (bare || code === observation.code);
  const fitting = rows.filter((row) => row.accept.some(fits));
  const found: Found[] = [{ title, ok: fitting.length > 0, expected: spelled, actual: spell(observation) }];
  // Nobody can tell which of several faults with one code was meant, so any may explain the rest.
  if (fitting.length > 0 && !bare)
    found.push(...messageOf(fitting, observation), ...elementsOf(fitting, observation, context));
  return found;
}

type Refused = Extract<Observation, { kind: 'refused' }>;

function messageOf(rows: readonly FaultRow[], { message: actual }: Refused): Found[] {
  const messages = rows.flatMap(({ message }) => (message === undefined ? [] : [message]));
  if (messages.length < rows.length) return [];
  const ok = messages.some((one) =>
    typeof one === 'string' ? actual.startsWith(one) : new RegExp(one.matches, 'u').test(actual),
  );
  const expected = messages.map((one) => (typeof one === 'string' ? `${one}…` : `/${one.matches}/`)).join(' or ');
  return [{ title: 'message', ok, expected, actual, level: 'recommended' }];
}

function elementsOf(rows: readonly FaultRow[], { elements: seen }: Refused, context: Context): Found[] {
  const wanted = rows.flatMap(({ elements, elementsWhen }) =>
    elements && (elementsWhen === undefined || evaluate(elementsWhen, context) === true) ? [elements] : [],
  );
  if (wanted.length < rows.length) return [];
  const entries = wanted.map((elements) => Object.entries(elements));
  const ok = entries.some((one) =>
    one.every(([name, pattern]) => seen[name] !== undefined && new RegExp(pattern, 'u').test(seen[name])),
  );
  const expected = entries.map((one) => one.map(([name, pattern]) => `${name} /${pattern}/`).join(', ')).join(' or ');
  const names = [...new Set(entries.flat().map(([name]) => name))];
  const actual = names.map((name) => `${name} ${seen[name] ?? '(absent)'}`).join(', ');
  return [{ title: 'elements', ok, expected, actual, level: 'recommended' }];
}
