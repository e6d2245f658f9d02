/**
 * The suites as tests of a mutated mock: a test is one rule under one profile, asked of a mock in this process. Stryker
 * writes every mutant into the mock at once and turns one on at a time, so that the mock is built once.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A profile of each dialect, and those whose choices no other makes. */
const PROFILES = ['aws-s3', 'storj', 'storj-2026', 'yandex', 'aliyun-oss', 'aws-glacier', 'aws-glacier-2026'];
/** Rules asked at once of a mutant that nobody has noticed yet. */
const BATCHES = [1, 2, 4, 8, 16];

const part = async (path) => import(pathToFileURL(join(process.cwd(), 'dist', path)).href);

class SuiteRunner {
  static inject = [];
  #told = new Map();

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    const { readSuite } = await part('runners/suite.js');
    const { readProfile } = await part('suites/reader/profile.js');
    const { askedProfiles } = await part('runners/drivers/index.js');
    this.run = (await part('runners/run.js')).runTarget;
    this.quickMock = (await part('runners/targets/mock.js')).quickMock;
    this.suite = readSuite();
    const asked = PROFILES.filter((name) => askedProfiles().asked.includes(name));
    this.profiles = new Map(asked.map((name) => [name, readProfile(name)]));
    globalThis.__stryker__ ??= {};
    this.world = globalThis.__stryker__;
  }

  async dryRun({ coverageAnalysis }) {
    const tests = [];
    for (const profile of this.profiles.keys()) {
      for (const { id } of this.suite.rules) {
        const test = `${profile} ${id}`;
        if (coverageAnalysis === 'perTest') this.world.currentTestId = test;
        const began = performance.now();
        const cases = await this.#ask(profile, [id]);
        const timeSpentMs = Math.round(performance.now() - began);
        const bad = cases.find(noticed);
        // What is not asked under this profile is no test of it.
        if (!cases.some(({ verdict }) => verdict.kind === 'pass' || bad)) continue;
        this.#told.set(test, timeSpentMs);
        const base = { id: test, name: test, timeSpentMs };
        tests.push(bad ? { ...base, status: 1, failureMessage: failure(bad) } : { ...base, status: 0 });
      }
    }
    this.world.currentTestId = undefined;
    return { status: 'complete', tests, mutantCoverage: this.world.mutantCoverage };
  }

  async mutantRun({ activeMutant, testFilter, hitLimit }) {
    this.world.activeMutant = activeMutant.id;
    this.world.hitLimit = hitLimit;
    this.world.hitCount = hitLimit === undefined ? undefined : 0;
    const asked = [...(testFilter ?? this.#told.keys())];
    let next = 0;
    for (let turn = 0; next < asked.length; turn += 1) {
      const [profile] = asked[next].split(' ');
      const batch = [];
      const size = BATCHES[Math.min(turn, BATCHES.length - 1)];
      for (; next < asked.length && batch.length < size && asked[next].startsWith(`${profile} `); next += 1)
        batch.push(asked[next].split(' ')[1]);
      const bad = (await this.#ask(profile, batch)).find(noticed);
      if (this.world.hitCount > hitLimit) return { status: 'timeout', reason: 'it goes round and round' };
      if (bad)
        return {
          status: 'killed',
          killedBy: [`${profile} ${bad.rule}`],
          failureMessage: failure(bad),
          nrOfTests: next,
        };
    }
    return { status: 'survived', nrOfTests: asked.length };
  }

  async #ask(name, rules) {
    const profile = this.profiles.get(name);
    const wanted = new Set(rules);
    const began = performance.now();
    const { cases, unreachable } = await this.run({
      suite: this.suite,
      profile,
      target: this.quickMock(profile),
      // The vendor's client costs more than the mock, and asks the same.
      driver: 'raw',
      wanted: (id) => wanted.has(id),
      partial: true,
      jobs: 4,
      shard: undefined,
      baseline: undefined,
      budget: undefined,
      timeoutMs: 3000,
      signal: new AbortController().signal,
      clock: () => performance.now() - began,
      onCase: () => {},
    });
    return unreachable === undefined
      ? cases
      : [{ id: `${name} is unreachable`, rule: rules[0], verdict: { kind: 'fail' }, checks: [] }];
  }
}

const noticed = ({ verdict }) => ['fail', 'blocked', 'broken'].includes(verdict.kind);

function failure({ id, verdict, checks }) {
  const check = checks.find(({ ok }) => !ok);
  return `${id}: ${check ? `${check.title}: expected ${check.expected}, saw ${check.actual}` : verdict.because}`;
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'suites', injectableClass: SuiteRunner }];
