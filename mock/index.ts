/**
 * The public face of the mock: `startMock({ profile: 'aws-s3' })` answers on a free port of 127.0.0.1 as that provider does.
 */
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Profile, readProfile } from '../suites/reader/profile.js';
import { newApp } from './app.js';
import { type Clock, newClock } from './clock.js';
import { defective } from './defects/index.js';
import type { Account, Dialect } from './dialects/dialect.js';
import { glacier } from './dialects/glacier/index.js';
import { oss } from './dialects/oss/index.js';
import { s3 } from './dialects/s3/index.js';
import { type Faults, newFaults, type WireFault } from './faults.js';
import { type JournalEntry, newJournal } from './journal.js';
import { policyOf } from './policy.js';
import { cutShort } from './receive.js';
import { newService } from './service.js';
import { memoryStore } from './store/memory.js';

export { DEFECTS, type Defect, DefectError, uncheckedOf } from './defects/index.js';
export type { Account } from './dialects/dialect.js';
export { type ActiveFault, FaultError, type WireFault } from './faults.js';
export type { JournalEntry } from './journal.js';

/** The account a mock has when none is given. */
export const DEFAULT_ACCOUNT: Account = {
  id: '75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a',
  displayName: 'multiparity',
  account: '111122223333',
  accessKey: 'multiparity',
  secretKey: 'multiparity-secret',
};

export interface MockOptions {
  /** A shipped profile's name, the path of a profile file, or a profile that was read already. Default `aws-s3`. */
  readonly profile?: string | Profile;
  /** 0 (the default) takes a free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Accounts that may ask; default {@link DEFAULT_ACCOUNT}. */
  readonly accounts?: readonly Account[];
  /** `off` takes every request as the first account's. Default `on`. */
  readonly auth?: 'on' | 'off';
  /**
   * Whether customers' keys are taken although nothing here is encrypted on its way. The mock speaks plain HTTP and stands in
   * for a service behind TLS, so they are `accepted` unless `as-profile` is said.
   */
  readonly customerKeysOverHttp?: 'accepted' | 'as-profile';
  /** Host suffixes for virtual-host addressing, beside `localhost` and `s3.localhost`. */
  readonly domains?: readonly string[];
  /** Hosts that stand for one bucket, as a CNAME does: host name without a port → bucket. */
  readonly boundHosts?: Readonly<Record<string, string>>;
  /** Which machines may be told of a finished object, where a client asks for that; default `loopback`. */
  readonly callbacks?: 'loopback' | 'anywhere';
  /** Called with one line for each request. */
  readonly log?: (line: string) => void;
  /** Requests the journal keeps. Default 1000. */
  readonly journal?: number;
  /** What goes wrong on the wire, from the start: see `docs/mock.md`. */
  readonly faults?: readonly WireFault[];
  /** Ids of defects it is to have, from {@link DEFECTS} or `unchecked/<rule>`: see `docs/defects.md`. */
  readonly defects?: readonly string[];
  /** The real time, milliseconds since the epoch; default the machine's. `clock` moves on from it. */
  readonly now?: () => number;
}

export interface Mock {
  /** `http://127.0.0.1:PORT`. */
  readonly endpoint: string;
  readonly port: number;
  readonly region: string;
  readonly profile: Profile;
  readonly accounts: readonly Account[];
  /** The first account, in the shape the AWS SDK takes. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** What goes wrong on the wire; more can be added at any time. */
  readonly faults: Omit<Faults, 'meet'>;
  journal(): readonly JournalEntry[];
  /** Bodies and bytes held. */
  readonly held: { readonly bodies: number; readonly bytes: number };
  /** Moves the time by which objects are dated and uploads expire: see `docs/mock.md`. */
  readonly clock: MockClock;
  /** Forgets every bucket, object and upload, every fault, and that the clock was moved. */
  reset(): void;
  /** Ends the server and every connection. */
  close(): Promise<void>;
}

/** The mock's time: of every bucket, or of the one named. */
export type MockClock = Pick<Clock, 'now' | 'advance' | 'advanceTo'>;

/**
 * Starts a mock.
 *
 * @throws ProblemsError when the profile is malformed; FaultError naming what is wrong with a fault; DefectError naming a defect
 *   that there is not; Error with `code` `EADDRINUSE` when the port is taken.
 */
export async function startMock(options: MockOptions = {}): Promise<Mock> {
  const profile = typeof options.profile === 'object' ? options.profile : readProfile(options.profile ?? 'aws-s3');
  const accounts = numbered(options.accounts ?? [DEFAULT_ACCOUNT]);
  const choices = options.customerKeysOverHttp === 'as-profile' ? {} : ({ customerKeysOverHttp: 'accepted' } as const);
  const mind = defective(policyOf(profile, choices), dialectOf(profile), options.defects ?? []);
  const { policy, dialect } = mind;
  const service = newService(policy, memoryStore(), dialect, newClock(options.now), mind);
  const journal = newJournal(options.journal ?? 1000, options.log);
  const faults = newFaults(dialect.operations);
  if (options.faults) faults.add(options.faults);
  const app = newApp({
    dialect,
    service,
    accounts: new Map(accounts.map((account) => [account.accessKey, account])),
    auth: options.auth ?? 'on',
    callbacks: options.callbacks ?? 'loopback',
    hosts: {
      domains: ['s3.localhost', 'localhost', ...(options.domains ?? [])],
      bound: new Map(Object.entries(options.boundHosts ?? {}).map(([host, bucket]) => [host.toLowerCase(), bucket])),
    },
    journal,
    faults,
  });
  const http = createServer(app.request);
  http.on('checkContinue', app.checkContinue);
  http.on('clientError', refuseBrokenRequest);
  // SDKs keep idle connections for long; a shorter life here would cut requests that are just starting.
  http.keepAliveTimeout = 75_000;
  http.headersTimeout = 80_000;
  http.requestTimeout = 0;
  const host = options.host ?? '127.0.0.1';
  await listen(http, options.port ?? 0, host);
  const { port } = http.address() as AddressInfo;
  const first = accounts[0] ?? DEFAULT_ACCOUNT;
  return {
    endpoint: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    port,
    region: profile.region,
    profile,
    accounts,
    credentials: { accessKeyId: first.accessKey, secretAccessKey: first.secretKey },
    clock: service.clock,
    faults,
    journal: () => journal.entries(),
    get held() {
      return service.store.held;
    },
    reset() {
      service.reset();
      faults.clear();
    },
    close: () =>
      new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

const DIALECTS: readonly Dialect[] = [s3, oss, glacier];

/** Gives a number to every account that came without one; users share that of their account. */
function numbered(accounts: readonly Account[]): readonly Account[] {
  const ids = [...new Set(accounts.map(({ id }) => id))];
  const given = new Map(accounts.flatMap(({ id, account }) => (account === undefined ? [] : [[id, account] as const])));
  return accounts.map((one) => ({
    ...one,
    account: given.get(one.id) ?? String(ids.indexOf(one.id) + 1).padStart(12, '0'),
  }));
}

function dialectOf(profile: Profile): Dialect {
  const dialect = DIALECTS.find(({ id }) => id === profile.dialect);
  if (dialect) return dialect;
  const known = DIALECTS.map(({ id }) => id).join(', ');
  throw new Error(`profile ${profile.id} is of the dialect "${profile.dialect}"; the mock speaks ${known}`);
}

function listen(http: HttpServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, host, () => {
      http.off('error', reject);
      resolve();
    });
  });
}

/** A connection that ended in the middle of a body is still answered (S3-072); other broken HTTP gets the plain 400. */
function refuseBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'HPE_INVALID_EOF_STATE' && cutShort(socket)) return;
  if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  else socket.destroy();
}
