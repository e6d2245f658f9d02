/** What a lifecycle configuration may not say, as far as open uploads are concerned. */
import { type Finding, type Rule, rule } from './rule.js';

const ID_LENGTH = 255;

export const lifecycleRules: Readonly<Record<string, Rule>> = {
  'lifecycle/configuration': rule(['get-lifecycle'], ({ bucket }) =>
    bucket.lifecycle ? undefined : { fault: 'no-such-lifecycle', detail: { bucket: bucket.name } },
  ),

  'lifecycle/rule-ids': rule(['put-lifecycle'], ({ command }): Finding | undefined => {
    const ids = command.rules.flatMap(({ id }) => (id === undefined ? [] : [id]));
    const long = ids.find((id) => id.length > ID_LENGTH);
    if (long !== undefined) return { fault: 'lifecycle-id-too-long', detail: { size: long.length, max: ID_LENGTH } };
    return new Set(ids).size === ids.length ? undefined : { fault: 'lifecycle-id-repeated' };
  }),

  'lifecycle/action': rule(['put-lifecycle'], ({ command }) =>
    command.rules.every(({ actions }) => actions > 0) ? undefined : { fault: 'lifecycle-without-action' },
  ),

  'lifecycle/days': rule(['put-lifecycle'], ({ command }) => {
    const bad = command.rules.find(({ abort }) => abort && 'days' in abort && abort.days < 1);
    return bad ? { fault: 'lifecycle-days' } : undefined;
  }),

  // A size or a tag belongs to an object, and an open upload is none (S3-254).
  'lifecycle/filter': rule(['put-lifecycle'], ({ command }) => {
    const bad = command.rules.find(({ abort, narrowed }) => abort && narrowed !== undefined);
    return bad ? { fault: 'lifecycle-filter', detail: { filter: bad.narrowed! } } : undefined;
  }),
};
