/**
 * Every defect there is. Beside the named ones each rule that a profile refuses by can be left out: `unchecked/<rule>`.
 */
import type { Dialect } from '../dialects/dialect.js';
import { decide } from '../engine/decide.js';
import { evolve } from '../engine/evolve.js';
import { RULES } from '../engine/rules.js';
import type { Policy } from '../engine/types.js';
import { ATTRIBUTES } from './attributes.js';
import { COMPLETE } from './complete.js';
import { COPIES } from './copies.js';
import { type Decide, type Defect, type Evolve, together, without } from './defect.js';
import { JOINING } from './joining.js';
import { LIST_PARTS, LIST_UPLOADS, LIST_VERSIONS } from './lists.js';
import { OSS_AUTH } from './oss-auth.js';
import { OSS_OBJECTS } from './oss-objects.js';
import { OSS_REQUESTS } from './oss-requests.js';
import { PARTS } from './parts.js';
import { PERMISSIONS } from './permissions.js';
import { RACES } from './racing.js';
import { READING } from './reading.js';
import { OSS_SPELLINGS, SHAPES, SPELLINGS } from './shapes.js';
import { TAKING } from './taking.js';
import { ABORT, CREATE } from './uploads.js';
import { VAULT_WIRE } from './vault-wire.js';
import { VAULTS } from './vaults.js';
import { CHECKSUMS, ENCRYPTION, LIFECYCLE, WIRE } from './wire.js';

export type { Defect } from './defect.js';

/** Wrong behaviours, each written down. */
export const DEFECTS: readonly Defect[] = [
  ...CREATE,
  ...ATTRIBUTES,
  ...PARTS,
  ...COPIES,
  ...COMPLETE,
  ...JOINING,
  ...ABORT,
  ...LIST_PARTS,
  ...LIST_UPLOADS,
  ...LIST_VERSIONS,
  ...READING,
  ...CHECKSUMS,
  ...ENCRYPTION,
  ...LIFECYCLE,
  ...WIRE,
  ...OSS_AUTH,
  ...OSS_REQUESTS,
  ...OSS_OBJECTS,
  ...TAKING,
  ...SHAPES,
  ...SPELLINGS,
  ...OSS_SPELLINGS,
  ...PERMISSIONS,
  ...RACES,
  ...VAULTS,
  ...VAULT_WIRE,
];

const UNCHECKED = 'unchecked/';

/** A defect was asked for that there is not, or not in this dialect. */
export class DefectError extends Error {
  override readonly name = 'DefectError';
}

/** What a mock with defects is made of. */
export interface Engine {
  readonly policy: Policy;
  readonly dialect: Dialect;
  readonly decide: Decide;
  readonly evolve: Evolve;
}

/**
 * Finds a defect by its id.
 *
 * @throws DefectError naming the id and what was probably meant.
 */
export function defectOf(id: string, { dialect, refuses, id: profile }: Policy): Defect {
  const named = DEFECTS.find((defect) => defect.id === id);
  if (named) {
    if (named.dialects.includes(dialect)) return named;
    throw new DefectError(
      `the defect "${id}" is one of ${named.dialects.join(', ')}; profile ${profile} speaks ${dialect}`,
    );
  }
  const rule = id.startsWith(UNCHECKED) ? id.slice(UNCHECKED.length) : undefined;
  if (rule !== undefined && refuses.includes(rule)) return uncheckedOf(rule);
  if (rule !== undefined && Object.hasOwn(RULES, rule))
    throw new DefectError(`profile ${profile} does not refuse by "${rule}", so that there is nothing to leave out`);
  const near = DEFECTS.filter((defect) => defect.id.includes(id) || defect.id.split('/')[1] === id.split('/')[1]);
  const hint =
    near.length > 0
      ? `; did you mean ${near
          .slice(0, 3)
          .map((defect) => `"${defect.id}"`)
          .join(', ')}?`
      : '';
  throw new DefectError(`there is no defect "${id}"${hint} (multiparity list defects shows them)`);
}

/** Leaving out this rule. */
export function uncheckedOf(rule: string): Defect {
  return {
    id: `${UNCHECKED}${rule}`,
    title: `Nothing is refused by ${rule}.`,
    rule,
    seen: [],
    dialects: [],
    wrapper: () => without(rule),
  };
}

/**
 * Wraps defects round what a mock does right; the first is the innermost.
 *
 * @throws DefectError when one of them does not exist.
 */
export function defective(policy: Policy, dialect: Dialect, ids: readonly string[]): Engine {
  const wrapper = together(...ids.map((id) => defectOf(id, policy).wrapper()));
  return {
    policy: wrapper.policy?.(policy) ?? policy,
    dialect: wrapper.dialect?.(dialect) ?? dialect,
    decide: wrapper.decide?.(decide) ?? decide,
    evolve: wrapper.evolve?.(evolve) ?? evolve,
  };
}
