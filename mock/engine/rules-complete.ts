/** What CompleteMultipartUpload refuses. */
import { type Asked, type Rule, rule } from './rule.js';
import type { Part } from './types.js';

/** The part each claim names, or undefined where none is stored. */
export function claimed(asked: Asked<'complete'>): readonly (Part | undefined)[] {
  asked.claimed ??= asked.command.claims.map((claim) => asked.open?.parts.get(claim.position));
  return asked.claimed;
}

/** Bytes of the object that would be made. */
export function joinedSize(asked: Asked<'complete'>): number {
  return claimed(asked).reduce((sum, part) => sum + (part?.size ?? 0), 0);
}

export const completeRules: Readonly<Record<string, Rule>> = {
  'complete/empty-list': rule(['complete'], ({ command, policy, open }) => {
    if (!open || command.claims.length > 0) return undefined;
    const choice = command.bare ? policy.choices.emptyBody : policy.choices.emptyList;
    if (choice === 'empty-object') return undefined;
    const fault = {
      'malformed-xml': 'malformed-xml',
      'at-least-one-part': 'no-parts',
      'missing-length': 'missing-length',
    } as const;
    return { fault: fault[choice] };
  }),

  'complete/number-below-one': rule(['complete'], ({ command, policy }) => {
    const min = policy.limits.partNumberMin;
    const low = command.claims.find(({ position }) => position < min);
    return low ? { fault: 'claimed-number-too-low', detail: { value: low.position, min } } : undefined;
  }),

  'complete/max-parts': rule(['complete'], ({ command, policy }) =>
    command.claims.length > policy.limits.maxParts
      ? { fault: 'too-many-claims', detail: { count: command.claims.length, max: policy.limits.maxParts } }
      : undefined,
  ),

  'complete/part-order': rule(['complete'], ({ command, policy }) => {
    const equalIsFine = policy.choices.repeatedNumber === 'part-not-found';
    const { claims } = command;
    for (let i = 1; i < claims.length; i += 1) {
      const step = claims[i]!.position - claims[i - 1]!.position;
      if (step < 0 || (step === 0 && !equalIsFine))
        return { fault: 'part-order', detail: { uploadId: command.uploadId } };
    }
    return undefined;
  }),

  'complete/parts-exist': rule(['complete'], (asked) => {
    if (!asked.open) return undefined;
    const { command } = asked;
    const parts = claimed(asked);
    const missing = command.claims.find((claim, i) => parts[i]?.etag !== claim.etag);
    if (missing) {
      return {
        fault: 'part-not-found',
        detail: { uploadId: command.uploadId, number: missing.position, etag: missing.etag },
      };
    }
    // Only reached with repeats where the profile lets them pass the order: the second naming finds its part taken.
    const { claims } = command;
    const repeated = claims.find((claim, i) => i > 0 && claim.position === claims[i - 1]!.position);
    if (repeated && asked.policy.choices.repeatedNumber === 'part-not-found') {
      return {
        fault: 'part-not-found',
        detail: { uploadId: command.uploadId, number: repeated.position, etag: repeated.etag },
      };
    }
    return undefined;
  }),

  'complete/unlisted-parts': rule(['complete'], ({ command, open, policy }) => {
    if (!open || policy.choices.unlistedParts === 'dropped' || open.parts.size <= command.claims.length)
      return undefined;
    const listed = new Set(command.claims.map((claim) => claim.position));
    for (const [position, part] of open.parts.after(undefined)) {
      if (!listed.has(position))
        return { fault: 'part-not-found', detail: { uploadId: command.uploadId, number: position, etag: part.etag } };
    }
    return undefined;
  }),

  'complete/min-part-size': rule(['complete'], (asked) => {
    const min = asked.policy.limits.minPartSize;
    for (const part of claimed(asked).slice(0, -1)) {
      if (part && part.size < min)
        return { fault: 'part-too-small', detail: { size: part.size, min, number: part.position, etag: part.etag } };
    }
    return undefined;
  }),

  'limits/object-size': rule(['complete'], (asked) => {
    const max = asked.policy.limits.maxObjectSize ?? Number.POSITIVE_INFINITY;
    const size = joinedSize(asked);
    return size > max ? { fault: 'object-too-large', detail: { size, max } } : undefined;
  }),
};
