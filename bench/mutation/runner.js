/**
 * The suites as tests of a mutated mock: a test is one rule under one profile, asked of a mock in this process. Stryker
 * writes every mutant into the mock at once and turns one on at a time, so that the mock is built once.
 */
import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A profile of each dialect, and one whose choices differ from the first: MULTIPARITY_PROFILES names others. */
const PROFILES = (process.env.MULTIPARITY_PROFILES ?? 'aws-s3,storj-2026,aliyun-oss,aws-glacier').split(',');
/** A run takes hours: a file that tells of each survivor at once, a line of JSON each. */
const SURVIVORS = process.env.MULTIPARITY_SURVIVORS;
/** The slow rules are left out of mutants that many ask about: milliseconds that the tests of one take of a sound mock, under each profile. */
const BUDGET = Number(process.env.MULTIPARITY_BUDGET ?? Number.POSITIVE_INFINITY);
/** Rules asked at once of a mutant that nobody has noticed yet; after these, all that are left. */
const BATCHES = [2, 16];

const part = async (path) => import(pathToFileURL(join(process.cwd(), 'dist', path)).href);

const log = (what) => appendFileSync(SURVIVORS, `${JSON.stringify(what)}\n`);

class SuiteRunner {
  static inject = [];
  /** By name, how long the test takes of a sound mock, in milliseconds. */
  #told = new Map();
  /** Tests that noticed a mutant, the last one first: the next mutant stands beside it in the source. */
  #killers = [];

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
    const unknown = PROFILES.find((name) => !askedProfiles().asked.includes(name));
    if (unknown !== undefined) throw new Error(`MULTIPARITY_PROFILES: no profile '${unknown}' can be asked`);
    this.profiles = new Map(PROFILES.map((name) => [name, readProfile(name)]));
    // Rules about the shape of every answer look at what the others ask, so they are no tests of their own.
    this.shapes = this.suite.rules.filter(({ shape }) => shape !== undefined).map(({ id }) => id);
    globalThis.__stryker__ ??= {};
    this.world = globalThis.__stryker__;
  }

  async dryRun({ coverageAnalysis }) {
    const tests = [];
    for (const profile of this.profiles.keys()) {
      for (const { id, shape } of this.suite.rules) {
        if (shape !== undefined) continue;
        const test = this.#testOf(profile, id);
        if (coverageAnalysis === 'perTest') this.world.currentTestId = test;
        const began = performance.now();
        const { cases, bad } = await this.#ask(profile, [id]);
        const timeSpentMs = Math.round(performance.now() - began);
        // What is not asked under this profile is no test of it.
        if (!bad && !cases.some(({ rule, verdict }) => rule === id && verdict.kind === 'pass')) {
          delete this.world.mutantCoverage?.perTest[test];
          continue;
        }
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
    const asked = this.#affordable(this.#likelyFirst(testFilter ?? [...this.#told.keys()]));
    let next = 0;
    for (let turn = 0; next < asked.length; turn += 1) {
      const [profile] = asked[next].split(' ');
      const batch = [];
      const size = BATCHES[turn] ?? Number.POSITIVE_INFINITY;
      for (; next < asked.length && batch.length < size && asked[next].startsWith(`${profile} `); next += 1)
        batch.push(asked[next].split(' ')[1]);
      const { bad } = await this.#ask(profile, batch);
      if (this.world.hitCount > hitLimit) return { status: 'timeout', reason: 'it goes round and round' };
      if (bad) {
        const killer = this.#testOf(profile, bad.rule);
        this.#killers = [killer, ...this.#killers.filter((one) => one !== killer)];
        return { status: 'killed', killedBy: [killer], failureMessage: failure(bad), nrOfTests: next };
      }
    }
    if (SURVIVORS) log({ ...activeMutant, tests: asked.length });
    return { status: 'survived', nrOfTests: asked.length };
  }

  /** Named with what is asked and expected, so that results of an earlier run are not taken over where that has changed. */
  #testOf(profile, id) {
    const { faults, rules } = this.suite;
    const text = JSON.stringify([rules.find((rule) => rule.id === id), faults]);
    return `${profile} ${id} ${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
  }

  /** Profile by profile; in each those that noticed something lately, then the quick ones. */
  #likelyFirst(tests) {
    const order = [...this.profiles.keys()];
    const rank = (test) => {
      const recent = this.#killers.indexOf(test);
      return [order.indexOf(test.split(' ')[0]), recent < 0 ? 1 : 0, recent < 0 ? (this.#told.get(test) ?? 0) : recent];
    };
    const ranked = tests.map((test) => ({ test, rank: rank(test) }));
    ranked.sort((a, b) => a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || a.rank[2] - b.rank[2]);
    return ranked.map(({ test }) => test);
  }

  #affordable(tests) {
    const spent = new Map();
    return tests.filter((test) => {
      const [profile] = test.split(' ');
      spent.set(profile, (spent.get(profile) ?? 0) + (this.#told.get(test) ?? 0));
      return spent.get(profile) <= BUDGET;
    });
  }

  /** Asks these rules, and stops at the first answer that is wrong. */
  async #ask(name, rules) {
    const profile = this.profiles.get(name);
    const wanted = new Set([...rules, ...this.shapes]);
    const place = new Map(rules.map((id, index) => [id, index]));
    const placeOf = ({ id }) => place.get(id) ?? rules.length;
    const began = performance.now();
    const enough = new AbortController();
    let bad;
    const { cases, left, unreachable } = await this.run({
      // In the order of the tests, so that the likely ones come first.
      suite: { ...this.suite, rules: [...this.suite.rules].sort((a, b) => placeOf(a) - placeOf(b)) },
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
      signal: enough.signal,
      clock: () => performance.now() - began,
      onCase: (_done, _total, one) => {
        if (bad || !noticed(one)) return;
        bad = one;
        enough.abort();
      },
    });
    if (unreachable !== undefined)
      return {
        cases: [],
        bad: { id: `${name}: ${unreachable}`, rule: rules[0], verdict: { kind: 'fail' }, checks: [] },
      };
    if (left.length > 0)
      bad ??= { id: `left behind: ${left[0]}`, rule: rules[0], verdict: { kind: 'fail' }, checks: [] };
    return { cases, bad: bad ?? cases.find(noticed) };
  }
}

/** Also what is only recommended counts: of a sound mock all of it holds. */
const noticed = ({ verdict, checks }) =>
  ['fail', 'blocked', 'broken'].includes(verdict.kind) ||
  (verdict.kind === 'pass' && checks.some(({ ok, level }) => !ok && level === 'recommended'));

function failure({ id, verdict, checks }) {
  const check = checks.find(({ ok }) => !ok);
  return `${id}: ${check ? `${check.title}: expected ${check.expected}, saw ${check.actual}` : verdict.because}`;
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'suites', injectableClass: SuiteRunner }];
