/**
 * The port of a driver: it sends one question to an endpoint and says what it saw. Drivers never judge, and they admit what
 * they cannot send (`unsendable`), upon which the runner asks through the raw driver.
 */
import type { Endpoint } from '../targets/target.js';
import type { Ask } from './ask.js';
import type { Observation } from './observation.js';

export interface Traffic {
  requests: number;
  sent: number;
  received: number;
}

export interface SendOptions {
  /** Names the step in the exchange. */
  readonly step: string;
  /** Milliseconds on the run's monotonic clock. */
  readonly clock: () => number;
  readonly signal: AbortSignal;
  /** Milliseconds until an unanswered request is given up (default 30 000). */
  readonly timeoutMs: number;
  /** Called when the body has come to the pause of `raw.pause`; the rest is sent when it resolves. */
  readonly paused?: () => Promise<void>;
}

export interface Driver {
  readonly id: string;
  readonly dialect: string;
  readonly traffic: Traffic;
  send(ask: Ask, options: SendOptions): Promise<Observation>;
  close(): void;
}

export interface DriverOptions {
  /** When an SDK adds a checksum of its own: whenever the operation has one (its default), or only where it must. */
  readonly checksums?: 'supported' | 'required';
}

export type DriverFactory = (endpoint: Endpoint, options?: DriverOptions) => Driver;
