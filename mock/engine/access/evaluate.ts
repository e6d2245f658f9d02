/** What a policy says of one request: pure, and in the order of no statement, since a denial always wins. */
import { arnOf, type Identity, type Instant } from '../names.js';
import { OPERATORS } from './operators.js';
import { type AccessPolicy, type Condition, like, type Patterns, type Principals } from './policy.js';

/** Who asks, and under which circumstances. */
export interface Asker {
  readonly who: Identity;
  readonly now: Instant;
  /** The request's value of a condition key, by its name in lower case. */
  readonly about: ((key: string) => string | undefined) | undefined;
}

/** What is to be done to what. */
export interface Deed {
  /** In lower case. */
  readonly action: string;
  readonly resource: string;
}

/** Whether some statement allows it, and whether some statement denies it. */
export function saysOf(
  policy: AccessPolicy,
  deed: Deed,
  asker: Asker,
): { readonly allows: boolean; readonly denies: boolean } {
  let allows = false;
  let denies = false;
  for (const { effect, principals, actions, resources, conditions } of policy.statements) {
    if (!names(actions, deed.action) || !names(resources, deed.resource) || !means(principals, asker.who)) continue;
    if (!conditions.every((condition) => holds(condition, asker))) continue;
    if (effect === 'deny') denies = true;
    else allows = true;
  }
  return { allows, denies };
}

function names({ except, patterns }: Patterns, text: string): boolean {
  return patterns.some((pattern) => like(pattern, text)) !== except;
}

function means({ except, anyone, accounts, users, canonicalIds }: Principals, who: Identity): boolean {
  const named =
    anyone ||
    (!who.anonymous &&
      (canonicalIds.includes(who.id) ||
        (who.account !== undefined && accounts.includes(who.account)) ||
        (who.user !== undefined && users.includes(arnOf(who)))));
  return named !== except;
}

function holds({ operator, ifExists, key, values }: Condition, asker: Asker): boolean {
  const given = conditionValue(key, asker);
  if (operator === 'null') return values.some((value) => value.toLowerCase() === String(given === undefined));
  const { negated, fits } = OPERATORS[operator]!;
  if (given === undefined) return ifExists || negated;
  return values.some((value) => fits(value, given)) !== negated;
}

function conditionValue(key: string, { who, now, about }: Asker): string | undefined {
  switch (key) {
    case 'aws:currenttime':
      return new Date(now).toISOString();
    case 'aws:epochtime':
      return String(Math.floor(now / 1000));
    case 'aws:principaltype':
      return who.anonymous ? 'Anonymous' : who.user === undefined ? 'Account' : 'User';
    case 'aws:principalarn':
      return who.anonymous ? undefined : arnOf(who);
    case 'aws:principalaccount':
      return who.account;
    case 'aws:username':
      return who.user;
    case 'aws:userid':
      return who.anonymous ? 'anonymous' : (who.user ?? who.account);
    default:
      return about?.(key);
  }
}
