/** The drivers by the words a scenario and the command line use. A new one is one line here. */
import type { DriverFactory } from './driver.js';
import { rawDriver } from './raw.js';
import { s3Driver } from './s3.js';

// s3Driver loads the SDK with its first question, so that the command line starts quickly.
export const DRIVERS: Readonly<Record<string, DriverFactory>> = {
  s3: s3Driver,
  raw: rawDriver,
};
