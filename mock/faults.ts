/**
 * What is to go wrong on the wire, as data: a client under test, or a scenario, asks for a fault, and the requests that it
 * fits meet it. A list is JSON or YAML; `docs/mock.md` says what each field means.
 */
import { schemaProblems, suggestion } from '../suites/reader/documents.js';
import { schema } from '../suites/reader/schemas.js';
import type { Call } from './dialects/dialect.js';
import { FAULTS, type Fault, type Op } from './engine/types.js';

/** A fault that cannot be; `message` names every slip. */
export class FaultError extends Error {
  override readonly name = 'FaultError';
}

/** Which requests a fault meets. A field that is left out fits any. */
interface Meets {
  /** Operations as `/_mock/journal` and the engine name them: `complete`, `upload-part`, …. */
  readonly op?: Op | readonly Op[];
  readonly bucket?: string;
  readonly key?: string;
  readonly partNumber?: number;
  /** Requests that fit and are let through first. Default 0. */
  readonly skip?: number;
  /** Requests it meets before it is over. Default 1. */
  readonly times?: number | 'always';
}

/** What becomes of the answer. `processed`: the request is carried out all the same. */
type Effect =
  /** A refusal out of the dialect's table, `slow-down` for example. */
  | { readonly answer: 'refusal'; readonly fault: Fault; readonly processed?: boolean }
  /** Status 200 and an error document, by default of `internal-error` (S3-085, S3-111). */
  | { readonly answer: 'error-in-200'; readonly fault?: Fault; readonly processed?: boolean }
  /**
   * Status 200 at once, then white space for `ms`, one character each `everyMs` (default 1000), then the document (S3-111), or
   * with `fault` an error document. The XML declaration comes `after` the white space (the default) or `before` it.
   */
  | {
      readonly answer: 'white-space';
      readonly ms: number;
      readonly everyMs?: number;
      readonly declaration?: 'after' | 'before';
      readonly fault?: Fault;
    }
  /** The connection ends instead of an answer, or after `bytes` of its body. The request was carried out, unless `processed` is false. */
  | { readonly answer: 'drop'; readonly processed?: boolean; readonly bytes?: number }
  /** The answer comes `ms` late. */
  | { readonly answer: 'delay'; readonly ms: number };

export type WireFault = Meets & Effect;

/** A fault under way, as `GET /_mock/faults` shows it. */
export type ActiveFault = WireFault & {
  readonly id: number;
  /** Requests it still lets through. */
  readonly toSkip: number;
  /** Requests it will still meet. */
  readonly left: number | 'always';
  /** Requests it has met. */
  readonly met: number;
};

export interface Faults {
  /** @throws FaultError naming every field that is wrong. */
  add(faults: WireFault | readonly WireFault[]): readonly ActiveFault[];
  /** The first fault that fits, counted as met; undefined when none does. */
  meet(call: Call): WireFault | undefined;
  /** Those that are not over, oldest first. */
  list(): readonly ActiveFault[];
  /** Ends one, or all. @returns whether there was one. */
  clear(id?: number): boolean;
}

/** Operations whose 200 has a document that may turn out to be an error's. */
const MAY_FAIL_LATE: readonly string[] = ['complete', 'upload-part-copy', 'copy-object'];

/**
 * @param operations names of the dialect's operations.
 */
export function newFaults(operations: ReadonlySet<string>): Faults {
  let active: Counted[] = [];
  let ids = 0;
  return {
    add(given) {
      const problems = problemsOf(given, operations);
      if (problems.length > 0) throw new FaultError(problems.join('; '));
      const added = (Array.isArray(given) ? (given as readonly WireFault[]) : [given as WireFault]).map((fault) => {
        ids += 1;
        return { fault: structuredClone(fault), id: ids, toSkip: fault.skip ?? 0, left: fault.times ?? 1, met: 0 };
      });
      active.push(...added);
      return added.map(shown);
    },
    meet(call) {
      if (active.length === 0) return undefined;
      for (const one of active) {
        if (!fits(one.fault, call)) continue;
        if (one.toSkip > 0) {
          one.toSkip -= 1;
          continue;
        }
        one.met += 1;
        if (one.left !== 'always') one.left -= 1;
        if (one.left === 0) active = active.filter((other) => other !== one);
        return one.fault;
      }
      return undefined;
    },
    list: () => active.map(shown),
    clear(id) {
      const before = active.length;
      active = id === undefined ? [] : active.filter((one) => one.id !== id);
      return active.length < before;
    },
  };
}

interface Counted {
  readonly fault: WireFault;
  readonly id: number;
  toSkip: number;
  left: number | 'always';
  met: number;
}

const shown = ({ fault, ...counts }: Counted): ActiveFault => ({ ...fault, ...counts });

function fits({ op, bucket, key, partNumber }: WireFault, call: Call): boolean {
  return (
    (op === undefined || [op].flat().includes(call.op)) &&
    (bucket === undefined || bucket === call.bucket) &&
    (key === undefined || key === call.key) &&
    (partNumber === undefined || String(partNumber) === call.query.get('partNumber'))
  );
}

/** Everything that is wrong with a fault, or a list of them, in words. */
export function problemsOf(given: unknown, operations?: ReadonlySet<string>): string[] {
  if (Array.isArray(given)) return problemsOfList(given, operations);
  return problemsOfList([given], operations).map((text) => text.replace(/^"0"/, 'the fault').replace(/^"0\./, '"'));
}

function problemsOfList(list: readonly unknown[], operations: ReadonlySet<string> | undefined): string[] {
  const validate = schema('faults.schema');
  if (!validate(list)) return schemaProblems(validate.errors ?? []).map(({ message }) => message);
  return (list as readonly WireFault[]).flatMap((fault, i) => {
    const ops: readonly string[] = fault.op === undefined ? [] : [fault.op].flat();
    const named = 'fault' in fault ? fault.fault : undefined;
    const late = fault.answer === 'error-in-200' || fault.answer === 'white-space';
    return [
      ...ops
        .filter((op) => operations !== undefined && !operations.has(op))
        .map((op) => `"${i}.op" is "${op}", which is no operation here${suggestion(op, [...operations!])}`),
      ...(named !== undefined && !(FAULTS as readonly string[]).includes(named)
        ? [`"${i}.fault" is "${named}", which is no fault${suggestion(named, FAULTS)}`]
        : []),
      ...(late && ops.some((op) => !MAY_FAIL_LATE.includes(op))
        ? [`"${i}.op": ${fault.answer} is possible for ${MAY_FAIL_LATE.join(', ')} only`]
        : []),
    ];
  });
}
