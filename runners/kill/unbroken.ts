/**
 * Rules of the suites that no defect of the mock can be seen to break, and why. Every other required or recommended rule has
 * one, and a rule that gets one must leave this list.
 */
import { idleBecause } from './idle.js';
import { isUnchecked, type Trial } from './kill.js';

export const UNBROKEN: Readonly<Record<string, string>> = {
  'encryption/customer-key-over-http':
    'the mock of a trial stands for a service behind TLS, where nothing of it is asked; customer-keys.test.ts asks it over plain HTTP, and with the refusal left out',
  'encryption/not-offered':
    'one profile alone refuses so, and its provider promises nothing of it (STO-023): what is seen is only recorded',
  'limits/copy-source-size':
    'it takes a source of more than 5 GiB, which no test stores; broken.test.ts asks it of a profile with a smaller limit, and with the refusal left out',
};

/** Required rules whose refusal, left out, only recommended checks notice: what they require takes a defect to break. */
const LENIENT: ReadonlySet<string> = new Set(['list/page-size', 'list-parts/page-size', 'list-uploads/page-size']);

/** Whether a required check of a required rule must notice, and not only a recommended one. */
export const isStrict = (trial: Trial): boolean => !(isUnchecked(trial) && LENIENT.has(trial.rule));

/** Whether a trial breaks what its rule promises: the profile refuses by what is left out, and its provider promises it. */
export function isEffective(trial: Trial): boolean {
  const { profile, rule } = trial;
  if (!isStrict(trial)) return false;
  if (profile.unpromised.some((one) => one.rule === rule)) return false;
  return !isUnchecked(trial) || idleBecause(rule, profile) === undefined;
}
