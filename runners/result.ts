/**
 * What a run found: the one type that reports may import. It is plain JSON, so a run can be written down and read back.
 *
 * The tree is: Run → TargetRun (a column) → CaseResult (one scenario case on that target) → CheckResult (one judged
 * expectation) and Exchange (one HTTP request with its answer, the evidence).
 */

/** Version of the JSON form of {@link Run}; raised when a field changes its meaning or goes away. */
export const RESULT_FORMAT = 'multiparity-run/1';

/** How much a rule binds: who breaks a `required` rule fails; `recommended` is told, `observe` only recorded. */
export type Kind = 'required' | 'recommended' | 'observe';

/** Where a promise is written down: a seed document, a numbered fact, a profile's own source, or a URL. */
export interface Source {
  readonly kind: 'seed' | 'fact' | 'url';
  readonly ref: string;
  readonly says?: string;
}

export interface RuleInfo {
  /** Path of the rule's file below `suites/rules`, for example `complete/part-order`. */
  readonly id: string;
  /** First part of the id, for example `complete`. */
  readonly group: string;
  readonly title: string;
  readonly kind: Kind;
  readonly sources: readonly Source[];
}

/** The verdict on one case; every kind but `pass` and `fail` says why. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'fail' }
  /** Fails, and a baseline entry or a deviation of the profile says so. */
  | { readonly kind: 'known'; readonly because: string }
  /** A baseline entry or a deviation says it fails, but it passes: the entry is stale. */
  | { readonly kind: 'fixed'; readonly because: string }
  /** The case does not apply to this target or profile. */
  | { readonly kind: 'skipped'; readonly because: string }
  /** The provider says it does not have the operation, and answered so. */
  | { readonly kind: 'unsupported'; readonly because: string }
  /** The set-up failed, so the question was never asked. */
  | { readonly kind: 'blocked'; readonly because: string }
  /** The harness itself failed. */
  | { readonly kind: 'broken'; readonly because: string }
  /** The rule is `observe`: what was seen is in the checks and values. */
  | { readonly kind: 'observed'; readonly because: string };

export type VerdictKind = Verdict['kind'];

export const VERDICT_KINDS = [
  'pass',
  'fail',
  'known',
  'fixed',
  'skipped',
  'unsupported',
  'blocked',
  'broken',
  'observed',
] as const satisfies readonly VerdictKind[];

/** One judged expectation. */
export interface CheckResult {
  /** What was asked, in words: `refused: part-order`. */
  readonly title: string;
  readonly level: Kind;
  readonly ok: boolean;
  readonly expected: string;
  readonly actual: string;
  /** Index into the case's `exchanges` of the exchange this check read, if it read one. */
  readonly exchange?: number;
}

export type HeaderList = readonly (readonly [name: string, value: string])[];

/** One HTTP request and its answer. Secrets are removed and bodies cut before it gets here. */
export interface Exchange {
  /** The step that sent it, for example `setup 2: put-part` or `ask: complete`. */
  readonly step: string;
  readonly driver: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: HeaderList;
    /** The beginning of the body as text, or a description such as `5242880 bytes, seed part-1`. */
    readonly body?: string;
    readonly bodyBytes: number;
  };
  /** Absent when the connection ended without an answer. */
  readonly response?: {
    readonly status: number;
    readonly headers: HeaderList;
    readonly body?: string;
    readonly bodyBytes: number;
  };
  readonly error?: string;
  /** Monotonic clock, milliseconds since the run began. */
  readonly startMs: number;
  readonly endMs: number;
  /** A command line that repeats the request; it signs with the credentials in the environment. */
  readonly curl: string;
}

export interface CaseResult {
  /** `rule#scenario` and, for a multiplied scenario, `[name=value,…]`: stable between runs. */
  readonly id: string;
  readonly rule: string;
  readonly scenario: string;
  readonly title: string;
  readonly kind: Kind;
  /** Who asked the question: `s3`, `raw`, … */
  readonly driver: string;
  readonly verdict: Verdict;
  readonly checks: readonly CheckResult[];
  /** What the scenario measured, by name; `observe` rules report through these. */
  readonly values: Readonly<Record<string, string>>;
  readonly exchanges: readonly Exchange[];
  readonly durationMs: number;
}

export interface StaleEntry {
  readonly rule: string;
  readonly case?: string;
  readonly because: string;
}

export interface TargetRun {
  /** As given on the command line: `mock:aws-s3`, `ceph`, `https://…`. */
  readonly target: string;
  readonly profile: string;
  readonly driver: string;
  /** What answers there, as far as it is known: a version, an image, a `Server` header. */
  readonly server: string;
  readonly endpoint: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly cases: readonly CaseResult[];
  /** Baseline entries that match no case, or whose case passes. */
  readonly stale: readonly StaleEntry[];
  /** What the clean-up could not remove, in words; empty is good. */
  readonly left: readonly string[];
  /** Set when the target could not be started or reached; there are no cases then. */
  readonly unreachable?: string;
  /** Promised limits of the profile by name, ready to print. */
  readonly limits: Readonly<Record<string, string>>;
}

/** One thing a document promises: the rules that test it, or why none can. */
export interface LedgerEntry {
  /** A line of the document, the id of a fact, or a page's address. */
  readonly ref: string;
  /** Section of the document; of a fact, how it is known. */
  readonly at: string;
  /** In own words; empty for a fact. */
  readonly says: string;
  readonly rules: readonly string[];
  /** In a word why nothing can test it: `billing`, `advice`, … */
  readonly why?: string;
  readonly because?: string;
}

/** Everything a document promises, or everything that is documented or recorded of a provider. */
export interface LedgerDocument {
  readonly id: string;
  readonly kind: 'document' | 'facts';
  readonly title: string;
  readonly provider: string;
  /** Profiles whose promises these are. */
  readonly profiles: readonly string[];
  readonly entries: readonly LedgerEntry[];
}

/** How many of a document's promises are tested, and how many cannot be, by the word that says why. */
export interface Coverage {
  readonly promises: number;
  readonly tested: number;
  readonly untestable: Readonly<Record<string, number>>;
  /** Neither: nobody has looked yet. */
  readonly open: number;
}

export function coverageOf({ entries }: Pick<LedgerDocument, 'entries'>): Coverage {
  const untestable: Record<string, number> = {};
  for (const { why } of entries) if (why !== undefined) untestable[why] = (untestable[why] ?? 0) + 1;
  const promises = entries.length;
  const tested = entries.filter(({ rules }) => rules.length > 0).length;
  const open = entries.filter(({ rules, why }) => rules.length === 0 && why === undefined).length;
  return { promises, tested, untestable, open };
}

export interface Run {
  readonly format: typeof RESULT_FORMAT;
  readonly tool: { readonly name: 'multiparity'; readonly version: string; readonly node: string };
  readonly startedAt: string;
  readonly durationMs: number;
  readonly rules: readonly RuleInfo[];
  readonly targets: readonly TargetRun[];
  readonly interrupted: boolean;
  /** What the documents promise, and which rules test it; absent when only some of the rules were asked. */
  readonly ledger?: readonly LedgerDocument[];
}

/** How often each verdict was reached. */
export function tally(cases: readonly CaseResult[]): Record<VerdictKind, number> {
  const counts = Object.fromEntries(VERDICT_KINDS.map((kind) => [kind, 0])) as Record<VerdictKind, number>;
  for (const { verdict } of cases) counts[verdict.kind] += 1;
  return counts;
}

/** Whether this case turns the run red: it failed a required rule, or its baseline entry or deviation is stale. */
export function isRed(result: CaseResult): boolean {
  return (result.verdict.kind === 'fail' && result.kind === 'required') || result.verdict.kind === 'fixed';
}

/**
 * The exit code of a run: 0 conforms · 1 a required check failed or a baseline entry is stale · 3 a target could not be
 * started or reached · 4 the harness broke, or a question could not be asked · 130 interrupted.
 */
export function exitCode(run: Run): 0 | 1 | 3 | 4 | 130 {
  if (run.interrupted) return 130;
  const cases = run.targets.flatMap((target) => target.cases);
  if (cases.some(({ verdict }) => verdict.kind === 'broken')) return 4;
  if (run.targets.some((target) => target.unreachable !== undefined)) return 3;
  if (cases.some(isRed) || run.targets.some((target) => target.stale.length > 0)) return 1;
  // A required question that could not be asked is never green.
  if (cases.some(({ verdict, kind }) => verdict.kind === 'blocked' && kind === 'required')) return 1;
  return 0;
}

/** Version of the JSON form of {@link KillRun}. */
export const KILL_FORMAT = 'multiparity-kill/1';

/** What the suites made of one defect. */
export type KillOutcome =
  /** A check of the rule it breaks failed; `by` tells whether one of a required rule did. */
  | { readonly kind: 'caught'; readonly by: 'required' | 'recommended' }
  /** No case of its rule failed. */
  | { readonly kind: 'missed' }
  /** Under this profile it changes nothing, and nothing failed. */
  | { readonly kind: 'idle'; readonly because: string }
  /** The harness broke, or was asked nothing. */
  | { readonly kind: 'unclear'; readonly because: string };

export interface KillResult {
  readonly defect: string;
  readonly title: string;
  /** The rule it breaks. */
  readonly rule: string;
  /** Where a real server behaved so. */
  readonly seen: readonly string[];
  readonly profile: string;
  readonly outcome: KillOutcome;
  /** Cases of its rule that failed. */
  readonly caughtBy: readonly string[];
  /** Other rules of which a required case failed or could not be asked. Absent when only its own rule was asked. */
  readonly alsoRed?: readonly string[];
  readonly durationMs: number;
}

/** Every defect against the suites: which were noticed, and by what. */
export interface KillRun {
  readonly format: typeof KILL_FORMAT;
  readonly tool: Run['tool'];
  readonly startedAt: string;
  readonly durationMs: number;
  readonly results: readonly KillResult[];
}

/** Defects that count against the suites: those that nobody noticed, and those that could not be judged. */
export function survivors({ results }: Pick<KillRun, 'results'>): readonly KillResult[] {
  return results.filter(({ outcome }) => outcome.kind === 'missed' || outcome.kind === 'unclear');
}
