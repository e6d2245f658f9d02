/** Reads the rule files and the wire oracle; a malformed suite tells all its problems at once, with file and line. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import {
  type Problem,
  ProblemsError,
  packageRoot,
  readYaml,
  suggestion,
  type YamlFile,
} from '../suites/reader/documents.js';
import { schema } from '../suites/reader/schemas.js';
import { expressionsIn, isFreeName } from './expressions.js';
import type { Kind, Source } from './result.js';
import type { Expectation, Need, RawFields, Rule, Scenario, Simple, Step } from './scenario.js';
import { type Aspect, readShapes, type Shape } from './shape/read.js';
import { checkFault, checkMove, type Path, type Say } from './suite-controls.js';
import { checkPattern, tryCompile } from './suite-texts.js';
import { type FaultRow, readWire } from './wire.js';

/** Where a rule and its scenarios are written down, each source once. */
export function sourcesOf(rule: Rule): Source[] {
  const all = [...rule.sources, ...rule.scenarios.flatMap(({ sources }) => sources)];
  return all.filter((one, i) => all.findIndex(({ kind, ref }) => kind === one.kind && ref === one.ref) === i);
}

export interface Suite {
  readonly rules: readonly Rule[];
  /** Dialect → fault → what it may look like. */
  readonly wire: Readonly<Record<string, Readonly<Record<string, FaultRow>>>>;
  /** Dialect → what every answer looks like. */
  readonly shapes: Readonly<Record<string, Shape>>;
}

type Raw = Record<string, unknown>;

/** @throws ProblemsError with every problem of every file. */
export function readSuite(folder = join(packageRoot(), 'suites')): Suite {
  const problems: Problem[] = [];
  const wire = readWire(join(folder, 'wire'), problems);
  const shapes = readShapes(join(folder, 'wire', 'shape'), problems);
  const rules: Rule[] = [];
  for (const path of ruleFiles(join(folder, 'rules'))) {
    const read = readYaml(path, schema('rule.schema'));
    problems.push(...read.problems);
    if (read.problems.length > 0) continue;
    const id = relative(join(folder, 'rules'), path).slice(0, -'.yaml'.length).split(sep).join('/');
    rules.push(ruleOf(id, read, problems, wire));
  }
  if (problems.length > 0) throw new ProblemsError(problems);
  return { rules: rules.sort((a, b) => (a.id < b.id ? -1 : 1)), wire, shapes };
}

function ruleFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name))
    .sort();
}

function ruleOf(id: string, read: YamlFile, problems: Problem[], wire: Suite['wire']): Rule {
  const raw = read.value as Raw;
  const say = (path: Path, message: string): void => {
    problems.push({ file: read.file, line: read.lineOf(path), message });
  };
  const dialects = raw.dialects as string[];
  const scenarios = ((raw.scenarios as Raw[]) ?? []).map((one, index) =>
    scenarioOf(one, ['scenarios', index], say, dialects, wire),
  );
  const seen = new Set<string>();
  for (const [index, scenario] of scenarios.entries()) {
    if (seen.has(scenario.id)) say(['scenarios', index, 'id'], `scenario "${scenario.id}" is there twice`);
    seen.add(scenario.id);
  }
  return {
    id,
    file: read.file,
    group: id.split('/')[0]!,
    kind: raw.kind as Kind,
    dialects,
    title: raw.title as string,
    sources: (raw.sources as Raw[]).map(sourceOf),
    needs: needsOf(raw.needs, ['needs'], say),
    scenarios,
    shape: raw.shape as Aspect | undefined,
  };
}

function sourceOf(raw: Raw): Source {
  const kind = 'seed' in raw ? 'seed' : 'fact' in raw ? 'fact' : 'url';
  return { kind, ref: String(raw[kind]), ...(raw.says === undefined ? {} : { says: String(raw.says) }) };
}

function needsOf(raw: unknown, path: Path, say: Say): Need[] {
  const list = raw === undefined ? [] : Array.isArray(raw) ? raw : [raw];
  return list.map((one: string | Need) => {
    const need = typeof one === 'string' ? { that: one, because: `needs ${one}` } : one;
    tryCompile(need.that, path, say);
    return need;
  });
}

function scenarioOf(raw: Raw, path: Path, say: Say, ofRule: readonly string[], wire: Suite['wire']): Scenario {
  const except = (raw.except as string[] | undefined) ?? [];
  const only = (raw.dialects as string[] | undefined) ?? ofRule;
  const dialects = only.filter((one) => ofRule.includes(one) && !except.includes(one));
  const bound = new Map<string, string>();
  const where = `scenario "${String(raw.id)}"`;
  const setup = ((raw.setup as Raw[]) ?? []).map((step, i) => stepOf(step, [...path, 'setup', i], bound, where, say));
  const ask = stepOf({ as: 'asked', ...(raw.ask as Raw) }, [...path, 'ask'], bound, where, say);
  const expect = (raw.expect as Raw[]).map((one, i) =>
    expectationOf(one, [...path, 'expect', i], bound, where, say, dialects, wire),
  );
  const strange = [...only, ...except].filter((one) => !ofRule.includes(one));
  if (strange.length > 0) say(path, `${where}: the rule is not asked in ${strange.join(', ')}`);
  if (dialects.length === 0) say(path, `${where}: no dialect is left to ask it in`);
  for (const [at, step] of [...setup.map((one, i) => [['setup', i], one] as const), [['ask'], ask] as const]) {
    if (raw.bucket === 'own') break;
    const act = changesBucket(step);
    if (act) say([...path, ...at], `${where}: to ${act} it needs "bucket: own", for the others share theirs`);
  }
  return {
    id: raw.id as string,
    title: (raw.title as string) ?? '',
    kind: raw.kind as Kind | undefined,
    dialects,
    sources: ((raw.sources as Raw[]) ?? []).map(sourceOf),
    needs: needsOf(raw.needs, [...path, 'needs'], say),
    bucket: (raw.bucket as 'own' | undefined) ?? 'shared',
    driver: raw.driver as 'raw' | undefined,
    each: (raw.each as Scenario['each']) ?? {},
    setup,
    ask,
    expect,
  };
}

/** What expressions see beside the names a scenario binds. */
const PROFILE_NAMES: ReadonlySet<string> = new Set([
  'limits',
  'choices',
  'storageClasses',
  'profile',
  'each',
  'time',
  'answer',
  'accounts',
  'place',
]);

const BINDING_FIELDS = { upload: ['create'], source: undefined } as const;

function stepOf(raw: Raw, path: Path, bound: Map<string, string>, where: string, say: Say): Step {
  if ('together' in raw) {
    const together = (raw.together as Raw[][]).map((branch, b) =>
      branch.map((step, i) => stepOf(step, [...path, 'together', b, i], bound, where, say)),
    );
    for (const name of together.flat().flatMap(awaited)) {
      if (!bound.has(name))
        say(path, `${where}: a branch waits for "${name}", which nothing binds${suggestion(name, [...bound.keys()])}`);
    }
    return { together, ...(raw.as === undefined ? {} : { as: raw.as as string }) };
  }
  const { do: op, as, tolerate, times, ...fields } = raw;
  if (op === 'advance-clock') checkMove(fields, path, where, say);
  if (op === 'mock-fault') checkFault(fields.fault, path, where, say);
  checkReferences(fields, path, bound, where, say);
  if (typeof as === 'string') {
    if (PROFILE_NAMES.has(as) || !isFreeName(as))
      say([...path, 'as'], `${where}: "${as}" cannot be a name, since it means something else in expressions`);
    bound.set(as, op as string);
  }
  return {
    do: op as Simple['do'],
    ...(as === undefined ? {} : { as: as as string }),
    ...(tolerate === true ? { tolerate } : {}),
    ...(times === undefined ? {} : { times: times as number }),
    fields,
  };
}

function checkReferences(fields: RawFields, path: Path, bound: Map<string, string>, where: string, say: Say): void {
  const known = [...bound.keys()];
  const must = (name: unknown, at: Path): void => {
    if (typeof name !== 'string' || bound.has(name) || name.includes('{{')) return;
    say(at, `${where}: step refers to "${name}", which nothing binds${suggestion(name, known)}`);
  };
  for (const field of ['upload', 'archive', 'job'] as const) must(fields[field], [...path, field]);
  for (const name of hashedNames(fields.treeHash)) must(name, [...path, 'treeHash']);
  if (
    typeof fields.upload === 'string' &&
    bound.has(fields.upload) &&
    !(BINDING_FIELDS.upload as readonly string[]).includes(bound.get(fields.upload)!)
  ) {
    say([...path, 'upload'], `${where}: "${fields.upload}" is no upload: it was bound by ${bound.get(fields.upload)!}`);
  }
  const { source } = fields as { source?: string | Raw };
  must(typeof source === 'object' ? source.of : source, [...path, 'source']);
  if (typeof fields.bucket === 'string' && fields.bucket !== 'absent') must(fields.bucket, [...path, 'bucket']);
  if (typeof source === 'object' && source.bucket !== 'absent') must(source.bucket, [...path, 'source', 'bucket']);
  for (const [index, part] of ((fields.parts as (string | Raw)[]) ?? []).entries()) {
    must(typeof part === 'object' ? part.part : part, [...path, 'parts', index]);
    if (typeof part === 'object') for (const name of hashedNames(part.checksums)) must(name, [...path, 'parts', index]);
  }
  for (const field of ['checksums', 'withChecksums'] as const) {
    for (const name of hashedNames(fields[field])) must(name, [...path, field]);
  }
  checkExpressions(fields, path, say);
}

/** The steps a step waits for. */
function awaited(step: Step): string[] {
  if ('together' in step) return [];
  const { until, raw } = step.fields as { until?: string; raw?: { pause?: { until?: string } } };
  return [until, raw?.pause?.until].filter((name) => name !== undefined);
}

/** What changes a whole bucket under the feet of the cases that share it. */
const CHANGES: Readonly<Record<string, string>> = {
  'advance-clock': 'move the clock',
  'put-policy': 'set a policy',
  'put-payment': 'say who pays',
};

function changesBucket(step: Step): string | undefined {
  if ('together' in step) return step.together.flat().map(changesBucket).find(Boolean);
  const elsewhere = step.do !== 'advance-clock' && step.fields.bucket !== undefined;
  return elsewhere ? undefined : CHANGES[step.do];
}

/** Steps whose bytes a written checksum is made of. */
function hashedNames(checksums: unknown): unknown[] {
  return [checksums ?? []].flat().flatMap((one) => (typeof one === 'object' ? ((one as Raw).of ?? []) : []));
}

function checkExpressions(value: unknown, path: Path, say: Say): void {
  if (path.at(-1) === 'matches' && typeof value === 'string') checkPattern(value, path, say);
  if (typeof value === 'string') for (const inner of expressionsIn(value)) tryCompile(inner, path, say);
  else if (Array.isArray(value))
    for (const [index, one] of value.entries()) checkExpressions(one, [...path, index], say);
  else if (value !== null && typeof value === 'object') {
    for (const [name, one] of Object.entries(value)) checkExpressions(one, [...path, name], say);
  }
}

/** Keys of an expectation that are checks; everything else in an entry with `then` belongs to the step. */
const CHECKS = [
  'refused',
  'accepted',
  'values',
  'headers',
  'elements',
  'document',
  'content',
  'md5Etag',
  'multipartEtag',
  'checksum',
  'partChecksums',
  'joinedEtag',
  'that',
  'anyOf',
  'record',
  'dropped',
] as const;

function expectationOf(
  raw: Raw,
  path: Path,
  bound: Map<string, string>,
  where: string,
  say: Say,
  dialects: readonly string[],
  wire: Suite['wire'],
): Expectation {
  const checks: Raw = {};
  const fields: Raw = {};
  for (const [name, value] of Object.entries(raw)) {
    if (['then', 'at', 'level', 'when', 'says', 'as'].includes(name)) continue;
    // `status` is a check, but for put-versioning it is what to set.
    const isCheck =
      (CHECKS as readonly string[]).includes(name) || (name === 'status' && raw.then !== 'put-versioning');
    (isCheck ? checks : fields)[name] = value;
  }
  if (raw.then === undefined && Object.keys(fields).length > 0) {
    say(
      path,
      `${where}: ${Object.keys(fields)
        .map((name) => `"${name}"`)
        .join(', ')} belongs to a step, and there is no "then"`,
    );
  }
  if (Object.keys(checks).length === 0) say(path, `${where}: an expectation that checks nothing`);
  let then: Simple | undefined;
  if (raw.then !== undefined) {
    then = stepOf(
      { do: raw.then, ...(raw.as === undefined ? {} : { as: raw.as }), ...fields },
      path,
      bound,
      where,
      say,
    ) as Simple;
  }
  if (typeof raw.at === 'string' && !bound.has(raw.at))
    say(
      [...path, 'at'],
      `${where}: "at" refers to "${raw.at}", which nothing binds${suggestion(raw.at, [...bound.keys()])}`,
    );
  for (const fault of [checks.refused ?? []].flat() as string[]) {
    if (fault.includes('{{')) continue;
    const tables = dialects.filter((dialect) => wire[dialect]);
    const strangers = tables.filter((dialect) => !(fault in wire[dialect]!));
    // Under a condition it is enough that one of the dialects knows it.
    if (raw.when !== undefined && strangers.length < tables.length) continue;
    for (const dialect of strangers)
      say(
        [...path, 'refused'],
        `${where}: suites/wire/${dialect}.yaml knows no fault "${fault}"${suggestion(fault, Object.keys(wire[dialect]!))}`,
      );
  }
  for (const name of ['when', 'that'] as const)
    if (typeof raw[name] === 'string') tryCompile(raw[name], [...path, name], say);
  for (const text of Object.values((checks.record as Record<string, string>) ?? {}))
    tryCompile(text, [...path, 'record'], say);
  checkExpressions(checks, path, say);
  for (const name of ['content', 'md5Etag', 'multipartEtag', 'joinedEtag', 'checksum', 'partChecksums'] as const) {
    const wanted = checks[name] ?? [];
    const pieces = name === 'checksum' || name === 'partChecksums' ? ((wanted as Raw).of ?? []) : wanted;
    for (const one of [pieces].flat() as (string | Raw)[]) {
      const reference = typeof one === 'string' ? one : (one.of as string | undefined);
      if (reference !== undefined && !bound.has(reference)) {
        say(
          [...path, name],
          `${where}: "${name}" refers to "${reference}", which nothing binds${suggestion(reference, [...bound.keys()])}`,
        );
      }
    }
  }
  for (const inner of (checks.anyOf as Raw[]) ?? [])
    expectationOf(inner, [...path, 'anyOf'], bound, where, say, dialects, wire);
  return {
    then,
    at: raw.at as string | undefined,
    level: raw.level as Kind | undefined,
    when: raw.when as string | undefined,
    says: raw.says as string | undefined,
    checks,
  };
}
