/** For tests: whole runs of the suites against mocks of this process. */
import type { TargetRun } from './result.js';
import { type RunOptions, runTarget } from './run.js';

export { quickMock } from './targets/mock.js';

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
