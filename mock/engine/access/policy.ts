/**
 * A bucket policy as it is evaluated: statements of who may, or may not, do what to which resource under which conditions.
 * The words of actions, resources and condition keys are those of the policy language itself, which is AWS's.
 */

/** A policy as it was sent, and what it means. Plain data, so that it can be kept with the events. */
export interface AccessPolicy {
  readonly text: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly effect: 'allow' | 'deny';
  readonly principals: Principals;
  readonly actions: Patterns;
  readonly resources: Patterns;
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
}

/** With `except` everything but what is listed. */
export interface Patterns {
  readonly except: boolean;
  /** `*` stands for any text, `?` for one character. */
  readonly patterns: readonly string[];
}

export interface Principals {
  readonly except: boolean;
  readonly anyone: boolean;
  /** Account numbers: the account and all its users. */
  readonly accounts: readonly string[];
  /** `arn:aws:iam::NUMBER:user/NAME`. */
  readonly users: readonly string[];
  readonly canonicalIds: readonly string[];
}

export interface Condition {
  /** Name of the operator without its suffix, in lower case: `stringequals`. */
  readonly operator: string;
  /** True of a request that has no such key, whatever the operator. */
  readonly ifExists: boolean;
  /** In lower case: `s3:x-amz-acl`. */
  readonly key: string;
  /** One of them must fit; with a negated operator, none may. */
  readonly values: readonly string[];
}

/** Whether a text fits a pattern with `*` and `?`. Linear in practice: a mismatch goes back to the last `*` only. */
export function like(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const wanted = pattern[p];
    if (wanted === '*') {
      star = p;
      resume = t;
      p += 1;
    } else if (wanted === '?' || wanted === text[t]) {
      p += 1;
      t += 1;
    } else if (star === -1) return false;
    else {
      p = star + 1;
      resume += 1;
      t = resume;
    }
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
}
