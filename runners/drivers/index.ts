/** The drivers by dialect: the vendor's own client, and raw signed HTTP. A new dialect is one line here. */
import type { DriverFactory } from './driver.js';
import { rawDriver } from './raw.js';
import { s3Driver } from './s3.js';
import { observe } from './s3-answers.js';
import { planOf } from './s3-requests.js';
import { signPlan } from './sign.js';
import type { Speech } from './speech.js';

const S3: Speech = { dialect: 's3', planOf, sign: signPlan, observe };

export interface DriverPair {
  /** The vendor's client. It is loaded with its first question, so that the command line starts quickly. */
  readonly sdk: DriverFactory;
  readonly raw: DriverFactory;
}

export const DRIVERS: Readonly<Record<string, DriverPair>> = {
  s3: { sdk: s3Driver, raw: (endpoint) => rawDriver(endpoint, S3) },
};

/** Both drivers of a dialect. @throws Error when nothing speaks it. */
export function driversOf(dialect: string): DriverPair {
  const pair = DRIVERS[dialect];
  if (!pair) throw new Error(`no driver speaks the dialect "${dialect}"; there are ${Object.keys(DRIVERS).join(', ')}`);
  return pair;
}
