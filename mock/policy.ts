/** Turns a profile (data) into the policy the engine decides by. */

import type { Profile } from '../suites/reader/profile.js';
import { RULES } from './engine/rules.js';
import type { Choices, Limits, Policy } from './engine/types.js';

/**
 * @param choices what this mock does whatever the profile says.
 * @throws Error naming everything the profile leaves open or spells wrongly.
 */
export function policyOf(profile: Profile, choices: Partial<Choices> = {}): Policy {
  const problems = profile.refuses
    .filter((id) => !Object.hasOwn(RULES, id))
    .map((id) => `refuses by "${id}", which the mock does not know`);
  if (profile.refuses.length === 0) problems.push('has no list "refuses", of its own or by extending another profile');
  if (problems.length > 0) throw new Error(`profile ${profile.id} ${problems.join('; ')}`);
  const values = (from: Profile['limits'] | Profile['choices']): Record<string, unknown> =>
    Object.fromEntries(Object.entries(from).map(([name, { is }]) => [name, is]));
  return {
    id: profile.id,
    dialect: profile.dialect,
    region: profile.region,
    limits: values(profile.limits) as unknown as Limits,
    choices: { ...(values(profile.choices) as unknown as Choices), ...choices },
    refuses: profile.refuses,
    unsupported: profile.unsupported.map(({ operation }) => operation),
    storageClasses: profile.storageClasses,
  };
}
