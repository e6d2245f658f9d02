/** `multiparity list`: rules, scenarios, profiles, targets, defects, and by `list-ledger.ts` what the documents promise. */
import { suggestion } from '../../suites/reader/documents.js';
import { profileNames, readProfile } from '../../suites/reader/profile.js';
import { EMBEDDED } from '../embedded.js';
import { planCases } from '../plan.js';
import { readSuite } from '../suite.js';
import { listTargets } from '../targets/index.js';
import { DEFECTS } from '../targets/mock.js';
import { chooser } from './choose.js';
import { listLedger } from './list-ledger.js';
import { named } from './named.js';
import { UsageError } from './problems.js';

type Row = Readonly<Record<string, unknown>>;
interface ListFlags {
  readonly json?: boolean;
  readonly profile?: string;
}

const LISTS: Readonly<Record<string, (filter: readonly string[], flags: ListFlags) => Row[] | Promise<Row[]>>> = {
  rules: (filter) => {
    const { rules } = readSuite();
    const wanted = chooser(filter, rules);
    return rules
      .filter(({ id }) => wanted(id))
      .map(({ id, kind, title, scenarios, sources }) => ({
        id,
        kind,
        scenarios: scenarios.length,
        title,
        sources: sources.map(({ kind: of, ref }) => `${of} ${ref}`),
      }));
  },
  scenarios: (filter, { profile }) => {
    const suite = readSuite();
    const wanted = chooser(filter, suite.rules);
    return planCases(suite, readProfile(profile ?? 'aws-s3'), EMBEDDED, wanted).map(
      ({ id, kind, skip, scenario, rule }) => ({
        id,
        kind,
        title: scenario.title || rule.title,
        ...(skip === undefined ? {} : { skipped: skip }),
      }),
    );
  },
  profiles: (filter) =>
    named('profiles', profileNames(), filter).map((name) => {
      const { id, title, dialect, checked, lineage } = readProfile(name);
      return { id, title, dialect, checked, extends: lineage.join(' < ') };
    }),
  targets: async (filter) => {
    const definitions = listTargets();
    const wanted = named(
      'targets',
      definitions.map(({ name }) => name),
      filter,
    );
    const mocks =
      filter.length === 0
        ? profileNames().map((name) => ({ id: `mock:${name}`, title: 'the embedded mock', ways: ['embedded'] }))
        : [];
    const rows = definitions
      .filter(({ name }) => wanted.includes(name))
      .map(({ name, title, profile, order }) => ({ id: name, title, profile, ways: order }));
    return [...mocks, ...rows];
  },
  defects: (filter, { profile }) => {
    const wanted = named(
      'defects',
      DEFECTS.map(({ id }) => id),
      filter,
    );
    const dialect = profile === undefined ? undefined : readProfile(profile).dialect;
    return DEFECTS.filter(({ id, dialects }) => wanted.includes(id) && (!dialect || dialects.includes(dialect))).map(
      ({ id, title, rule, dialects, seen }) => ({ id, title, rule, dialects, seen }),
    );
  },
};

export async function list(what: string, filter: readonly string[], flags: ListFlags): Promise<void> {
  if (what === 'ledger') return listLedger(filter, flags);
  const make = LISTS[what];
  const lists = [...Object.keys(LISTS), 'ledger'];
  if (!make)
    throw new UsageError(`there is no list of "${what}"${suggestion(what, lists)}; there are ${lists.join(', ')}`);
  const rows = await make(filter, flags);
  if (flags.json) {
    console.log(JSON.stringify(rows, null, 2));
    return;
  }
  const width = Math.max(0, ...rows.map(({ id }) => String(id).length));
  for (const { id, ...rest } of rows) {
    const words = Object.values(rest).map((value) =>
      Array.isArray(value) ? (value.length === 0 ? '' : `(${value.join(', ')})`) : String(value),
    );
    console.log(`${String(id).padEnd(width)}  ${words.filter((word) => word !== '').join('  ')}`.trimEnd());
  }
  console.log(`${rows.length} ${what}`);
}
