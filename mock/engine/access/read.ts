/**
 * Reads a bucket policy, or says what is wrong with it in the words S3 uses. What AWS would take and this mock cannot
 * evaluate (policy variables, `ForAllValues:`, condition keys it has no value for) is refused as not implemented, never guessed.
 */
import { OPERATORS } from './operators.js';
import { type AccessPolicy, type Condition, like, type Patterns, type Principals, type Statement } from './policy.js';
import { ACTIONS, CONDITION_KEYS } from './words.js';

/** Why a document is no policy. */
export interface Problem {
  readonly fault: 'malformed-policy' | 'not-implemented';
  readonly message: string;
}

class Unreadable extends Error {
  readonly problem: Problem;
  constructor(message: string, fault: Problem['fault'] = 'malformed-policy') {
    super(message);
    this.problem = { fault, message };
  }
}

const beyond = (what: string): Unreadable =>
  new Unreadable(`This server does not evaluate ${what}.`, 'not-implemented');

type Raw = Readonly<Record<string, unknown>>;

/** @param bucket the bucket the policy is for: it can speak of no other. */
export function readPolicy(text: string, bucket: string): AccessPolicy | Problem {
  try {
    return { text, statements: statementsOf(documentOf(text), bucket) };
  } catch (error) {
    if (error instanceof Unreadable) return error.problem;
    throw error;
  }
}

const NOT_JSON = "Policies must be valid JSON and the first byte must be '{'";

function documentOf(text: string): Raw {
  if (!text.startsWith('{')) throw new Unreadable(NOT_JSON);
  try {
    return JSON.parse(text) as Raw;
  } catch {
    throw new Unreadable(NOT_JSON);
  }
}

const SECTIONS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);
const ELEMENTS: ReadonlySet<string> = new Set([
  ...['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'],
]);

function statementsOf(document: Raw, bucket: string): readonly Statement[] {
  onlyKnown(document, SECTIONS);
  const { Version, Statement } = document;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') {
    throw new Unreadable('The policy must contain a valid version string');
  }
  const list = (Array.isArray(Statement) ? Statement : [Statement]) as readonly unknown[];
  if (Statement === undefined || list.length === 0) throw new Unreadable('Missing required field Statement');
  return list.map((one) => statementOf(one, bucket));
}

function onlyKnown(given: Raw, known: ReadonlySet<string>): void {
  const unknown = Object.keys(given).find((name) => !known.has(name));
  if (unknown !== undefined) throw new Unreadable(`Unknown field ${unknown}`);
}

function statementOf(given: unknown, bucket: string): Statement {
  if (!isObject(given)) throw new Unreadable('Invalid policy syntax.');
  onlyKnown(given, ELEMENTS);
  const { Effect } = given;
  if (Effect === undefined) throw new Unreadable('Missing required field Effect');
  if (Effect !== 'Allow' && Effect !== 'Deny') throw new Unreadable(`Invalid effect: ${String(Effect)}`);
  const principals = principalsOf(given);
  const actions = actionsOf(given);
  const resources = resourcesOf(given, bucket);
  const conditions = conditionsOf(given.Condition);
  const statement = {
    effect: Effect === 'Allow' ? ('allow' as const) : ('deny' as const),
    principals,
    actions,
    resources,
  };
  fitTogether(actions, resources, conditions, bucket);
  return { ...statement, conditions };
}

const isObject = (value: unknown): value is Raw => value !== null && typeof value === 'object' && !Array.isArray(value);

/** One text or a list of them, under its name or under that of its opposite. */
function eitherOf(given: Raw, name: 'Action' | 'Resource'): Patterns {
  const except = given[`Not${name}`] !== undefined;
  if (except && given[name] !== undefined) throw new Unreadable('Invalid policy syntax.');
  const value = given[except ? `Not${name}` : name];
  if (value === undefined) throw new Unreadable(`Missing required field ${name}`);
  return { except, patterns: textsOf(value) };
}

function textsOf(value: unknown): readonly string[] {
  const list = (Array.isArray(value) ? value : [value]) as readonly unknown[];
  if (list.length === 0) throw new Unreadable('Invalid policy syntax.');
  return list.map((one) => {
    if (typeof one !== 'string') throw new Unreadable('Invalid policy syntax.');
    if (one.includes('${')) throw beyond(`the policy variable in "${one}"`);
    return one;
  });
}

const INVALID_PRINCIPAL = 'Invalid principal in policy';
const ENTITY = /^arn:aws[\w-]*:(?:iam|sts)::(\d{12}):(root|(?:user|role|assumed-role|federated-user)\/.+)$/;

function principalsOf(given: Raw): Principals {
  const except = given.NotPrincipal !== undefined;
  const value = except ? given.NotPrincipal : given.Principal;
  if (value === undefined) throw new Unreadable('Missing required field Principal');
  const all = { except, anyone: false, accounts: [] as string[], users: [] as string[], canonicalIds: [] as string[] };
  if (value === '*') return { ...all, anyone: true };
  if (!isObject(value) || Object.keys(value).length === 0) throw new Unreadable(INVALID_PRINCIPAL);
  for (const [kind, names] of Object.entries(value)) {
    for (const name of textsOf(names)) {
      if (kind === 'CanonicalUser' && name !== '' && name !== '*') all.canonicalIds.push(name);
      else if (kind === 'AWS') awsPrincipal(name, all);
      // A service or an identity provider may be named, and is nobody who asks this server.
      else if (kind !== 'Service' && kind !== 'Federated') throw new Unreadable(INVALID_PRINCIPAL);
    }
  }
  return all;
}

function awsPrincipal(name: string, into: { anyone: boolean; accounts: string[]; users: string[] }): void {
  if (name === '*') into.anyone = true;
  else if (/^\d{12}$/.test(name)) into.accounts.push(name);
  else {
    const [, account, entity] = ENTITY.exec(name) ?? [];
    if (account === undefined) throw new Unreadable(INVALID_PRINCIPAL);
    if (entity === 'root') into.accounts.push(account);
    else into.users.push(name);
  }
}

function actionsOf(given: Raw): Patterns {
  const { except, patterns } = eitherOf(given, 'Action');
  const lower = patterns.map((one) => one.toLowerCase());
  if (!lower.every((pattern) => [...ACTIONS.keys()].some((action) => like(pattern, action)))) {
    throw new Unreadable('Policy has invalid action');
  }
  return { except, patterns: lower };
}

const ARN = 'arn:aws:s3:::';

function resourcesOf(given: Raw, bucket: string): Patterns {
  const { except, patterns } = eitherOf(given, 'Resource');
  for (const pattern of patterns) {
    if (pattern !== '*' && pattern !== `${ARN}${bucket}` && !pattern.startsWith(`${ARN}${bucket}/`)) {
      throw new Unreadable('Policy has invalid resource');
    }
  }
  return { except, patterns };
}

function conditionsOf(given: unknown): readonly Condition[] {
  if (given === undefined) return [];
  if (!isObject(given)) throw new Unreadable('Invalid policy syntax.');
  return Object.entries(given).flatMap(([name, tests]) => {
    if (/^For(All|Any)Values?:/i.test(name)) throw beyond(`the set operator ${name}`);
    const lower = name.toLowerCase();
    const ifExists = lower.endsWith('ifexists');
    const operator = ifExists ? lower.slice(0, -'ifexists'.length) : lower;
    if (!Object.hasOwn(OPERATORS, operator) || (ifExists && operator === 'null')) {
      throw new Unreadable(`Invalid Condition type : ${name}`);
    }
    if (!isObject(tests)) throw new Unreadable('Invalid policy syntax.');
    return Object.entries(tests).map(([key, values]) => conditionOf(operator, ifExists, key, values));
  });
}

function conditionOf(operator: string, ifExists: boolean, name: string, given: unknown): Condition {
  const key = name.toLowerCase();
  if (!CONDITION_KEYS.has(key)) {
    if (key.startsWith('aws:')) throw beyond(`the condition key ${name}`);
    throw new Unreadable('Policy has an invalid condition key');
  }
  const plain = (Array.isArray(given) ? given : [given]).map((one: unknown) =>
    typeof one === 'number' || typeof one === 'boolean' ? String(one) : one,
  );
  const values = textsOf(plain);
  if (!values.every((value) => OPERATORS[operator]!.takes(value))) throw new Unreadable('Invalid policy syntax.');
  return { operator, ifExists, key, values };
}

/** Every action must have a resource of its kind, and requests for it must have every key. */
function fitTogether(actions: Patterns, resources: Patterns, conditions: readonly Condition[], bucket: string): void {
  if (actions.except || resources.except) return;
  const kinds = new Set(
    resources.patterns.flatMap((one) =>
      one === '*' ? ['bucket', 'object'] : one === `${ARN}${bucket}` ? ['bucket'] : ['object'],
    ),
  );
  for (const pattern of actions.patterns) {
    const named = [...ACTIONS].filter(([action]) => like(pattern, action));
    const here = named.filter(([, kind]) => kinds.has(kind));
    if (here.length === 0) throw new Unreadable('Action does not apply to any resource(s) in statement');
    for (const { key } of conditions) {
      if (!here.some(([action]) => CONDITION_KEYS.get(key)!(action))) {
        throw new Unreadable('Conditions do not apply to combination of actions and resources in statement');
      }
    }
  }
}
