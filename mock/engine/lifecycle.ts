/**
 * Lifecycle: rules of a bucket that end uploads nobody completed. Days count from the initiation and are rounded up to the
 * next midnight UTC, as S3 counts for objects too; a rule may also name a date. What else a rule does is kept and shown, and
 * not carried out.
 */
import { answer, type Decision } from './decision.js';
import type {
  AbortNotice,
  AskedLifecycleRule,
  Bucket,
  Event,
  Instant,
  LifecycleRule,
  OpenUpload,
  World,
} from './types.js';

const DAY = 86_400_000;

/** Replaces the rules of a bucket; one without an id is given one. */
export function setLifecycle(bucket: Bucket, asked: readonly AskedLifecycleRule[], world: World): Decision {
  const rules = asked.map(({ id, enabled, prefix, abort, form }) => ({
    id: id ?? world.newVersionId(),
    enabled,
    prefix,
    abort,
    form,
  }));
  return answer({ op: 'put-lifecycle' }, { type: 'lifecycle-set', bucket: bucket.name, rules });
}

/** The earliest end that the bucket's rules give an upload; of two rules with one date the first listed is named. */
export function abortOf(
  rules: readonly LifecycleRule[] | undefined,
  upload: Pick<OpenUpload, 'key' | 'initiatedAt'>,
): AbortNotice | undefined {
  let earliest: AbortNotice | undefined;
  for (const rule of rules ?? []) {
    const at = rule.enabled && upload.key.startsWith(rule.prefix) ? dateOf(rule, upload.initiatedAt) : undefined;
    if (at !== undefined && (!earliest || at < earliest.at)) earliest = { at, ruleId: rule.id };
  }
  return earliest;
}

function dateOf({ abort }: LifecycleRule, initiatedAt: Instant): Instant | undefined {
  if (!abort) return undefined;
  if ('days' in abort) return midnightAfter(initiatedAt + abort.days * DAY);
  return initiatedAt < abort.before ? abort.before : undefined;
}

function midnightAfter(instant: number): Instant {
  return (Math.ceil(instant / DAY) * DAY) as Instant;
}

/** What the rules of a bucket end by now. */
export function expired(bucket: Bucket, now: Instant): Event[] {
  const events: Event[] = [];
  if (!bucket.lifecycle?.some(({ enabled, abort }) => enabled && abort)) return events;
  for (const [, upload] of bucket.open.after(undefined)) {
    const notice = abortOf(bucket.lifecycle, upload);
    if (notice && notice.at <= now) events.push({ type: 'upload-aborted', bucket: bucket.name, id: upload.id });
  }
  return events;
}

/** The next moment at which something may expire that has not yet: every date is a midnight. */
export function nextExpiry(now: Instant): Instant {
  return ((Math.floor(now / DAY) + 1) * DAY) as Instant;
}
