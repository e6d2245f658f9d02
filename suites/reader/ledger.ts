/**
 * Reads the ledger: what each document promises, sentence by sentence, and what is known of each provider, fact by fact;
 * each joined to the rules that test it, or to the reason why none can. See docs/ledger.md.
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Problem, packageRoot, readYaml, suggestion, type YamlFile } from './documents.js';
import { schema } from './schemas.js';

/** One promise. It has rules, or a reason (`why`), or neither: then it is a problem. */
export interface LedgerEntry {
  /** A line of the document (`25`), a fact's id (`S3-053`), or a page's address. */
  readonly ref: string;
  /** Section of the document. */
  readonly at: string;
  readonly says: string;
  readonly rules: readonly string[];
  readonly why?: string;
  readonly because?: string;
  /** Whether it asks for rules or a reason: facts that are only inferred, or seen in code, do not. */
  readonly binds: boolean;
  /** Line of the ledger's file. */
  readonly written: number;
}

export interface LedgerDocument {
  readonly id: string;
  readonly kind: 'document' | 'facts';
  readonly title: string;
  readonly provider: string;
  readonly profiles: readonly string[];
  readonly entries: readonly LedgerEntry[];
  readonly file: string;
}

/** What the ledger needs to know of a rule. */
export interface NamedRule {
  readonly id: string;
  readonly file: string;
  readonly sources: readonly { readonly kind: string; readonly ref: string }[];
}

export interface Ledger {
  readonly documents: readonly LedgerDocument[];
  /** Everything that does not fit: in the files themselves, and between them and the rules. */
  readonly problems: readonly Problem[];
}

interface RawSentence {
  readonly line?: number;
  readonly url?: string;
  readonly says: string;
  readonly rules?: readonly string[];
  readonly why?: string;
  readonly because?: string;
}

interface RawLedger {
  readonly id: string;
  readonly title: string;
  readonly provider: string;
  readonly profiles: readonly string[];
  readonly sections?: readonly { readonly at: string; readonly sentences: readonly RawSentence[] }[];
  readonly facts?: Readonly<
    Record<string, string | { readonly is: string; readonly why: string; readonly because?: string }>
  >;
}

/** Confidences of facts that ask for a rule or a reason. */
const BINDING = ['documented', 'recorded'];

/**
 * Documents first, then facts, each in the order of their names.
 * @param rules every rule of the suites; a fact is tested by the rules that name it as a source.
 */
export function readLedger(rules: readonly NamedRule[], folder = join(packageRoot(), 'suites', 'ledger')): Ledger {
  const problems: Problem[] = [];
  const documents: LedgerDocument[] = [];
  for (const path of [...yamlFiles(folder), ...yamlFiles(join(folder, 'facts'))]) {
    const read = readYaml(path, schema('ledger.schema'));
    problems.push(...read.problems);
    if (read.problems.length > 0) continue;
    const raw = read.value as RawLedger;
    if (raw.id !== basename(path, '.yaml'))
      problems.push(at(read, ['id'], `"id" is "${raw.id}", but the file is named ${basename(path)}`));
    const entries = raw.facts === undefined ? sentencesOf(read, raw, problems) : factsOf(read, raw.facts, rules);
    const { id, title, provider, profiles } = raw;
    const kind = raw.facts === undefined ? 'document' : 'facts';
    documents.push({ id, kind, title, provider, profiles, entries, file: read.file });
  }
  const facts = documents
    .filter(({ kind }) => kind === 'facts')
    .flatMap(({ entries }) => entries.map(({ ref }) => ref));
  problems.push(...documents.flatMap((document) => unsettled(document, rules)));
  problems.push(...rules.flatMap((rule) => unfounded(rule, documents, facts)));
  return { documents, problems };
}

function yamlFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => join(folder, name));
}

function at(read: YamlFile, path: readonly (string | number)[], message: string): Problem {
  return { file: read.file, line: read.lineOf(path), message };
}

function sentencesOf(read: YamlFile, { sections = [] }: RawLedger, problems: Problem[]): LedgerEntry[] {
  let last = 0;
  return sections.flatMap(({ at: section, sentences }, index) =>
    sentences.map(({ line, url, says, rules = [], why, because }, number) => {
      const path = ['sections', index, 'sentences', number];
      const written = read.lineOf(path);
      if ((line === undefined) === (url === undefined))
        problems.push(at(read, path, `"${says}" wants the line of the document that says it, or the url of a page`));
      if (line !== undefined && line < last)
        problems.push(
          at(
            read,
            [...path, 'line'],
            `line ${line} comes after line ${last}: sentences stand in the order of the document`,
          ),
        );
      last = line ?? last;
      const reason = { ...(why === undefined ? {} : { why }), ...(because === undefined ? {} : { because }) };
      return { ref: url ?? String(line), at: section, says, rules, ...reason, binds: true, written };
    }),
  );
}

function factsOf(read: YamlFile, facts: NonNullable<RawLedger['facts']>, rules: readonly NamedRule[]): LedgerEntry[] {
  const named = new Map<string, string[]>();
  for (const { id, sources } of rules) {
    for (const { kind, ref } of sources) if (kind === 'fact') named.set(ref, [...(named.get(ref) ?? []), id]);
  }
  return Object.entries(facts).map(([id, given]) => {
    const { is, ...reason } = typeof given === 'string' ? { is: given } : given;
    const written = read.lineOf(['facts', id]);
    return { ref: id, at: is, says: '', rules: named.get(id) ?? [], ...reason, binds: BINDING.includes(is), written };
  });
}

/** Entries of a document that have neither rule nor reason, or both, or a rule that does not exist. */
function unsettled({ kind, file, entries }: LedgerDocument, rules: readonly NamedRule[]): Problem[] {
  const ids = rules.map(({ id }) => id);
  const known = new Set(ids);
  return entries.flatMap(({ ref, says, rules: named, why, binds, written }) => {
    const found: string[] = [];
    const what = kind === 'facts' ? ref : `"${says}"`;
    if (named.length === 0 && why === undefined && binds)
      found.push(`${what} has neither a rule that tests it nor a reason why none can`);
    if (named.length > 0 && why !== undefined)
      found.push(
        `${what} is said to be out of reach (${why}), but ${named.join(', ')} ${named.length === 1 ? 'names' : 'name'} it: one of the two is stale`,
      );
    for (const id of named)
      if (!known.has(id)) found.push(`${what} names the rule "${id}", which does not exist${suggestion(id, ids)}`);
    return found.map((message) => ({ file, line: written, message }));
  });
}

/** What a rule stands on that the ledger does not know: no promise at all, an unknown fact, a document that does not say it. */
function unfounded(
  { id, file, sources }: NamedRule,
  documents: readonly LedgerDocument[],
  facts: readonly string[],
): Problem[] {
  const found: string[] = [];
  const naming = documents.filter(({ entries }) => entries.some(({ rules }) => rules.includes(id)));
  if (naming.length === 0)
    found.push('no sentence of the ledger and no known fact promises what this rule tests: name it in suites/ledger');
  for (const { kind, ref } of sources) {
    if (kind === 'fact' && !facts.includes(ref))
      found.push(`suites/ledger/facts knows no fact ${ref}${suggestion(ref, facts)}`);
    if (kind === 'seed' && !naming.some((one) => one.kind === 'document' && one.id === ref))
      found.push(`the document ${ref} is a source, but no sentence of suites/ledger/${ref}.yaml names this rule`);
  }
  return found.map((message) => ({ file, line: 1, message }));
}
