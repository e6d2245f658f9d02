/**
 * `mock:<profile>`: our own mock, in a thread of its own so that it does not share a core with the questions. This is the
 * only file of the runners that imports the mock.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import {
  type Account,
  DEFAULT_ACCOUNT,
  DEFECTS,
  type Defect,
  DefectError,
  FaultError,
  type Mock,
  type MockOptions,
  startMock,
  uncheckedOf,
  type WireFault,
} from '../../mock/index.js';
import type { Profile } from '../../suites/reader/profile.js';
import { controlsOf } from './controls.js';
import { type Running, type Target, TargetError } from './target.js';

export {
  type Account,
  DEFAULT_ACCOUNT,
  DEFECTS,
  type Defect,
  DefectError,
  FaultError,
  type Mock,
  type MockOptions,
  startMock,
  uncheckedOf,
  type WireFault,
};

/** A second account, for scenarios in which a stranger asks. */
const STRANGER: Account = {
  id: '9d4c2b7a1e0f63857a40b2d9c86e15f3a7b8d0c9e2f14635b7a8c9d0e1f2a3b4',
  displayName: 'stranger',
  account: '444455556666',
  accessKey: 'multiparity-stranger',
  secretKey: 'multiparity-stranger-secret',
};

/** A user of the first account. */
const CLERK: Account = {
  id: DEFAULT_ACCOUNT.id,
  displayName: 'clerk',
  account: '111122223333',
  user: 'clerk',
  accessKey: 'multiparity-clerk',
  secretKey: 'multiparity-clerk-secret',
};

/** A user of the second account. */
const PORTER: Account = {
  ...STRANGER,
  displayName: 'porter',
  user: 'porter',
  accessKey: 'multiparity-porter',
  secretKey: 'multiparity-porter-secret',
};

/** Who may ask the embedded mock: its owner, another account, and a user of each. */
export const ACCOUNTS: readonly Account[] = [DEFAULT_ACCOUNT, STRANGER, CLERK, PORTER];

interface Ready {
  readonly endpoint: string;
  readonly region: string;
}

/**
 * The embedded mock of a profile.
 *
 * @param addressing `virtual` puts the bucket into the host name: `bucket.localhost`.
 */
export function mockTarget(profile: Profile, addressing: Running['addressing'] = 'path'): Target {
  return {
    id: `mock:${profile.id}`,
    dialect: profile.dialect,
    profile: profile.id,
    features: { embedded: true, standsForTls: true },
    available: async () => ({ how: 'embedded' }),
    start: () => startThread(profile, addressing),
  };
}

/** `mock:<profile>` in this thread: it starts at once, and may behave otherwise than the profile it is judged by. */
export function quickMock(profile: Profile, behaviour: MockOptions = {}): Target {
  return {
    id: `mock:${profile.id}`,
    dialect: profile.dialect,
    profile: profile.id,
    features: { embedded: true, standsForTls: behaviour.customerKeysOverHttp !== 'as-profile' },
    available: async () => ({ how: 'embedded' }),
    async start() {
      const mock = await startMock({ profile, accounts: ACCOUNTS, journal: 0, ...behaviour });
      return {
        url: mock.endpoint,
        region: mock.region,
        addressing: 'path',
        accounts: ACCOUNTS,
        controls: controlsOf(mock.endpoint),
        server: 'multiparity mock',
        stop: () => mock.close(),
      };
    },
  };
}

function startThread(profile: Profile, addressing: Running['addressing']): Promise<Running> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { multiparityMock: profile } });
    worker.once('error', (error) => reject(new TargetError(`the embedded mock could not start: ${error.message}`)));
    worker.once('message', ({ endpoint, region }: Ready) => {
      let stopped: Promise<void> | undefined;
      resolve({
        url: addressing === 'virtual' ? endpoint.replace('127.0.0.1', 'localhost') : endpoint,
        region,
        addressing,
        accounts: ACCOUNTS,
        server: `multiparity mock, profile ${profile.id}`,
        controls: controlsOf(endpoint),
        stop: () => (stopped ??= worker.terminate().then(() => undefined)),
      });
    });
  });
}

const asked = workerData as { multiparityMock?: Profile } | null;
if (!isMainThread && asked?.multiparityMock) {
  const mock = await startMock({ profile: asked.multiparityMock, accounts: ACCOUNTS, journal: 0 });
  parentPort!.postMessage({ endpoint: mock.endpoint, region: mock.region } satisfies Ready);
}
