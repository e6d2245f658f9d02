/** The ledger of the shipped suites, as reports and lists know it. */
import { type Ledger, readLedger } from '../suites/reader/ledger.js';
import type { LedgerDocument } from './result.js';
import { type Suite, sourcesOf } from './suite.js';

/** @param folder for tests: a ledger elsewhere than in `suites/ledger`. */
export function ledgerOf({ rules }: Pick<Suite, 'rules'>, folder?: string): Ledger {
  return readLedger(
    rules.map((rule) => ({ id: rule.id, file: rule.file, sources: sourcesOf(rule) })),
    folder,
  );
}

/** Without what only the ledger's own files are concerned with; facts that do not bind are no promises. */
export function promisesOf({ documents }: Pick<Ledger, 'documents'>): LedgerDocument[] {
  return documents.map(({ file: _, entries, ...document }) => ({
    ...document,
    entries: entries.filter(({ binds }) => binds).map(({ binds: _, written: __, ...entry }) => entry),
  }));
}
