/** The port of a target: something that can be started, asked, and stopped. */
import type { DriverOptions } from '../drivers/driver.js';
import type { Controls } from './controls.js';

export interface Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly sessionToken?: string;
  /** Canonical id of the account, where it is known: policies name it. */
  readonly id?: string;
  /** Number of the account: twelve digits. */
  readonly account?: string;
  /** Name of the user of that account whose keys these are; left out for the account itself. */
  readonly user?: string;
}

export interface Endpoint {
  /** `http://127.0.0.1:9000`, without a path or trailing slash. */
  readonly url: string;
  readonly region: string;
  readonly addressing: 'path' | 'virtual';
  /** The first is used for everything; a second belongs to another account and serves permission scenarios. */
  readonly accounts: readonly Credentials[];
  /** Use this bucket (and only below `prefix`) instead of making one. */
  readonly bucket?: string;
  readonly prefix?: string;
}

export interface Running extends Endpoint {
  /** What answers there, as far as it is known: `moto 5.2.1`. */
  readonly server: string;
  /** Where the target is our own mock. Absent, cases that need them are skipped. */
  readonly controls?: Controls;
  /** Ends what was started; safe to call twice. */
  stop(): Promise<void>;
}

export interface Target {
  /** As given on the command line. */
  readonly id: string;
  /** Dialect of the target: which drivers can ask it. */
  readonly dialect: string;
  /** Profile the target is judged by unless the command line names another. */
  readonly profile: string;
  /**
   * Features the target is known to have or lack beyond its profile, for `needs:`; `embedded` is true for our own mock.
   */
  readonly features: Readonly<Record<string, boolean>>;
  /** Cases that end this server, and are therefore not sent to it. */
  readonly avoid?: readonly Avoided[];
  /** Most cases side by side that the server bears; as many as asked for when left out. */
  readonly jobs?: number;
  /** What a driver must know of it that no request shows. */
  readonly driver?: DriverOptions;
  /** How it would be started: `container`, `program`, `endpoint`, `embedded`. Undefined with the reason when it cannot be. */
  available(): Promise<{ readonly how: string } | { readonly because: string }>;
  /** @throws TargetError when it cannot be started or does not answer. */
  start(signal: AbortSignal): Promise<Running>;
}

export interface Avoided {
  /** A case id; `*` stands for anything. */
  readonly case: string;
  readonly because: string;
}

/** The target could not be started or reached; `message` is one line with the remedy. Exit code 3. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}
