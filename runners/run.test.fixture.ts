/** For tests: whole runs of the suites, and mocks that start in this process. */
import type { Profile } from '../suites/reader/profile.js';
import type { TargetRun } from './result.js';
import { type RunOptions, runTarget } from './run.js';
import { controlsOf } from './targets/controls.js';
import { type Account, DEFAULT_ACCOUNT, type MockOptions, startMock } from './targets/mock.js';
import type { Target } from './targets/target.js';

const SECOND: Account = { id: 'second', displayName: 'Second', accessKey: 'second', secretKey: 'second-secret' };

/** `mock:<profile>` in this process: it starts at once, and may behave otherwise than the profile it is judged by. */
export function quickMock(profile: Profile, behaviour: MockOptions = {}): Target {
  return {
    id: `mock:${profile.id}`,
    dialect: profile.dialect,
    profile: profile.id,
    features: { embedded: true, standsForTls: behaviour.customerKeysOverHttp !== 'as-profile' },
    available: async () => ({ how: 'embedded' }),
    async start() {
      const accounts = [DEFAULT_ACCOUNT, SECOND];
      const mock = await startMock({ profile, accounts, journal: 0, ...behaviour });
      return {
        url: mock.endpoint,
        region: mock.region,
        addressing: 'path',
        accounts,
        controls: controlsOf(mock.endpoint),
        server: 'multiparity mock',
        stop: () => mock.close(),
      };
    },
  };
}

/** A run with nothing asked for but what is given. */
export function runSuite(
  given: Pick<RunOptions, 'suite' | 'profile' | 'target'> & Partial<RunOptions>,
): Promise<TargetRun> {
  const began = performance.now();
  return runTarget({
    driver: 'sdk',
    wanted: () => true,
    partial: given.wanted !== undefined,
    jobs: 8,
    shard: undefined,
    baseline: undefined,
    budget: undefined,
    timeoutMs: 30_000,
    signal: new AbortController().signal,
    clock: () => performance.now() - began,
    onCase: () => {},
    ...given,
  });
}
