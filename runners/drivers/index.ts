/** The drivers by dialect: the vendor's own client, and raw signed HTTP. A new dialect is one line here. */
import { profileNames, readProfile } from '../../suites/reader/profile.js';
import type { DriverFactory } from './driver.js';
import { glacierDriver } from './glacier.js';
import { observe as observeVault } from './glacier-answers.js';
import * as glacier from './glacier-requests.js';
import { ossDriver } from './oss.js';
import { observe as observeOss } from './oss-answers.js';
import { planOf as ossPlanOf } from './oss-requests.js';
import { signOss } from './oss-sign.js';
import { rawDriver } from './raw.js';
import { s3Driver } from './s3.js';
import { observe } from './s3-answers.js';
import { planOf } from './s3-requests.js';
import { signPlan } from './sign.js';
import type { Speech } from './speech.js';

const S3: Speech = { dialect: 's3', planOf, sign: signPlan, observe };
const OSS: Speech = { dialect: 'oss', planOf: ossPlanOf, sign: signOss, observe: observeOss };

const GLACIER: Speech = { dialect: 'glacier', planOf: glacier.planOf, sign: glacier.sign, observe: observeVault };

export interface DriverPair {
  /** The vendor's client. It is loaded with its first question, so that the command line starts quickly. */
  readonly sdk: DriverFactory;
  readonly raw: DriverFactory;
}

export const DRIVERS: Readonly<Record<string, DriverPair>> = {
  s3: { sdk: s3Driver, raw: (endpoint) => rawDriver(endpoint, S3) },
  glacier: { sdk: glacierDriver, raw: (endpoint) => rawDriver(endpoint, GLACIER) },
  oss: { sdk: ossDriver, raw: (endpoint) => rawDriver(endpoint, OSS) },
};

/** The shipped profiles that can be asked. The mock may speak a dialect that no driver speaks yet. */
export function askedProfiles(): { readonly asked: readonly string[]; readonly mute: readonly string[] } {
  const names = profileNames();
  const speaks = (name: string): boolean => readProfile(name).dialect in DRIVERS;
  return { asked: names.filter(speaks), mute: names.filter((name) => !speaks(name)) };
}

/** Both drivers of a dialect. @throws Error when nothing speaks it. */
export function driversOf(dialect: string): DriverPair {
  const pair = DRIVERS[dialect];
  if (!pair) throw new Error(`no driver speaks the dialect "${dialect}"; there are ${Object.keys(DRIVERS).join(', ')}`);
  return pair;
}
