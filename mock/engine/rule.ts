/** What a rule is, and what it is shown. */
import type { Judge } from './decision.js';
import type {
  Bucket,
  CommandOf,
  Fault,
  Identity,
  Instant,
  Op,
  OpenUpload,
  Part,
  Policy,
  Refusal,
  Upload,
  World,
} from './types.js';

export interface Asked<O extends Op = Op> {
  readonly command: CommandOf<O>;
  readonly bucket: Bucket;
  readonly policy: Policy;
  /** Undefined when the id is unknown, or belongs to another key. */
  readonly upload: Upload | undefined;
  readonly open: OpenUpload | undefined;
  readonly now: Instant;
  readonly world: World;
  /** Who asks. */
  readonly who: Identity;
  /** The part each claim of a Complete names, found when a rule first asks: the list may hold 10,000. */
  claimed?: readonly (Part | undefined)[];
}

export interface Finding {
  readonly fault: Fault;
  readonly detail?: Readonly<Record<string, string | number>>;
}

export interface Rule {
  readonly on: readonly Op[];
  check(asked: Asked): Finding | undefined;
}

/** Binds a check to the operations it reads, so that it sees their fields. */
export function rule<O extends Op>(on: readonly O[], check: (asked: Asked<O>) => Finding | undefined): Rule {
  return { on, check: check as unknown as Rule['check'] };
}

/** What the first broken rule of the profile says, in its order. */
export function findingOf(asked: object, { rules }: Judge): Refusal | undefined {
  const { command } = asked as Asked;
  for (const [id, { check }] of rules.get(command.op) ?? []) {
    const finding = check(asked as Asked);
    if (finding) return { rule: id, fault: finding.fault, detail: finding.detail ?? {} };
  }
  return undefined;
}
