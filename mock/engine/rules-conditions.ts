/** What a conditional write refuses: a Complete, or a plain put, that may only make or only replace an object (S3-132 to S3-138). */
import { failedWriteCondition, type WriteFinding } from './conditions.js';
import { objectAt } from './evolve.js';
import { type Finding, type Rule, rule } from './rule.js';
import type { Bucket, CommandOf, Conditions, Policy } from './types.js';

/** The conditions of a write that the provider reads at all (STO-038). */
function heeded({ conditions }: { readonly conditions: Conditions }, policy: Policy): Conditions {
  if (policy.choices.writeConditions === 'both' || conditions.ifMatch === undefined) return conditions;
  const { ifMatch: _, ...others } = conditions;
  return others;
}

function finding(found: WriteFinding | undefined, key: string): Finding | undefined {
  if (found === undefined) return undefined;
  return found === 'no-such-key'
    ? { fault: 'no-such-key', detail: { key } }
    : { fault: 'precondition-failed', detail: { condition: found } };
}

const refused = (header: string, additional: string): Finding => ({
  fault: 'condition-not-implemented',
  detail: { header, additional },
});

function unsupported({ ifMatch, ifNoneMatch }: Conditions): Finding | undefined {
  if (ifMatch !== undefined && ifNoneMatch !== undefined)
    return refused('If-Match,If-None-Match', 'Multiple conditional request headers present in the request');
  // AWS names If-None-Match also where the value was that of If-Match (recorded).
  if (ifMatch === '*' || (ifNoneMatch !== undefined && ifNoneMatch !== '*'))
    return refused('If-None-Match', "We don't accept the provided value of If-None-Match header for this API");
  return undefined;
}

function broken(command: CommandOf<'put-object' | 'complete'>, bucket: Bucket, policy: Policy): Finding | undefined {
  return finding(failedWriteCondition(heeded(command, policy), objectAt(bucket, command.key)), command.key);
}

export const conditionRules: Readonly<Record<string, Rule>> = {
  'conditions/unsupported': rule(['complete', 'put-object'], ({ command, policy, open }) =>
    command.op === 'put-object' || open ? unsupported(heeded(command, policy)) : undefined,
  ),

  'conditions/put': rule(['put-object'], ({ command, bucket, policy }) => broken(command, bucket, policy)),

  'conditions/complete': rule(['complete'], ({ command, bucket, policy, open }) =>
    // A repeat of a Complete that succeeded is answered whatever its conditions (S3-129).
    open ? broken(command, bucket, policy) : undefined,
  ),

  'conditions/interposed-write': rule(['complete'], ({ command, bucket, policy, open }) => {
    if (!open || policy.choices.interposedWrite === 'unnoticed') return undefined;
    const { ifMatch, ifNoneMatch } = heeded(command, policy);
    const now = objectAt(bucket, command.key);
    if (ifNoneMatch !== undefined && open.replaces && !now)
      return { fault: 'conditional-conflict', detail: { condition: 'If-None-Match', key: command.key } };
    if (ifMatch !== undefined && now !== open.replaces)
      return { fault: 'conditional-conflict', detail: { condition: 'If-Match', key: command.key } };
    return undefined;
  }),
};
