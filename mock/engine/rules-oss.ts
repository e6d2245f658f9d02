/** What only Alibaba OSS refuses. */
import { type Finding, type Rule, rule } from './rule.js';

const STORING = ['create', 'put-object', 'copy-object'] as const;
const PARTS = ['upload-part', 'upload-part-copy'] as const;

export const ossRules: Readonly<Record<string, Rule>> = {
  'names/first-character': rule(STORING, ({ command }) =>
    /^[/\\]/.test(command.key) ? { fault: 'invalid-object-name' } : undefined,
  ),

  // A repeat of a part that arrived is refused, so a client that lost the answer goes on from ListParts (OSS-051).
  'sequential/part-again': rule(PARTS, ({ command, open }) => {
    const stored = open?.sequential ? open.parts.get(command.number.value as never) : undefined;
    return stored && { fault: 'part-exists', detail: { number: command.number.text, etag: stored.etag } };
  }),

  'sequential/part-order': rule(PARTS, ({ command, open }) =>
    open?.sequential && command.number.value !== open.parts.size + 1
      ? { fault: 'part-not-sequential', detail: { number: command.number.text } }
      : undefined,
  ),

  'sequential/complete-gap': rule(['complete'], ({ command, open }) => {
    const gap = open?.sequential ? command.claims.findIndex(({ position }, i) => position !== i + 1) : -1;
    return gap === -1 ? undefined : { fault: 'part-not-sequential', detail: { number: command.claims[gap]!.position } };
  }),

  'complete-all/no-body': rule(['complete'], ({ command, open }) =>
    open && command.all && !command.bare ? { fault: 'complete-all-with-body' } : undefined,
  ),

  'complete/number-range': rule(['complete'], ({ command, open, policy }) => {
    const { partNumberMin: min, partNumberMax: max } = policy.limits;
    const outside = open && command.claims.find(({ position }) => position < min || position > max);
    if (!outside) return undefined;
    const detail = { value: outside.position, min, max };
    return policy.choices.claimedNumber === 'part-order'
      ? { fault: 'claimed-number-outside', detail }
      : { fault: 'part-number-out-of-range', detail };
  }),

  // Asked at Initiate and again at Complete; a bucket with versions overwrites nothing (OSS-034, OSS-086).
  'forbid-overwrite/existing': rule([...STORING, 'complete'], ({ command, bucket }): Finding | undefined => {
    if (!command.forbidOverwrite || bucket.versioning !== 'never') return undefined;
    return bucket.objects.get(command.key) ? { fault: 'object-exists' } : undefined;
  }),

  // Of two rules that end uploads no prefix may begin the other's (OSS-142).
  'lifecycle/overlap': rule(['put-lifecycle'], ({ command }) => {
    const prefixes = command.rules.filter(({ abort }) => abort).map(({ prefix }) => prefix);
    const twice = prefixes.find((one, i) => prefixes.some((other, j) => i !== j && other.startsWith(one)));
    return twice === undefined
      ? undefined
      : { fault: 'lifecycle-overlap', detail: { prefix: twice, action: 'AbortMultipartUpload' } };
  }),

  'list/max-keys': rule(['list-objects'], ({ command, policy }) => {
    const max = policy.limits.listObjectsMax;
    const { max: asked } = command;
    return asked && !(asked.value >= 1 && asked.value <= max)
      ? { fault: 'page-size-outside', detail: { name: 'max-keys', value: asked.text, max } }
      : undefined;
  }),
};
