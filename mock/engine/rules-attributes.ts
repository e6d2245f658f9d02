/** What is refused because of attributes given with an upload, or set afterwards. */
import { type AclAsked, isCanned, ownershipOf } from './acl.js';
import { isLocked, isLockMode, type LockAsked } from './lock.js';
import { namedVersion } from './reading.js';
import { type Finding, type Rule, rule } from './rule.js';
import { badHalf, MOST_TAGS, type Tag } from './tags.js';

const STORING = ['create', 'put-object', 'copy-object'] as const;
const LOCKS = ['get-retention', 'put-retention', 'get-legal-hold', 'put-legal-hold'] as const;

function badTags(tags: readonly Tag[]): Finding | undefined {
  if (tags.length > MOST_TAGS) return { fault: 'too-many-tags', detail: { max: MOST_TAGS } };
  for (const tag of tags) {
    const half = badHalf(tag);
    if (half) return { fault: 'invalid-tag', detail: { half } };
  }
  return undefined;
}

function badAcl({ canned, grants, malformed }: AclAsked): Finding | undefined {
  if (canned !== undefined && (grants.length > 0 || malformed)) return { fault: 'acl-and-grants' };
  if (canned !== undefined && !isCanned(canned)) return { fault: 'canned-acl-invalid', detail: { value: canned } };
  if (malformed) return { fault: 'grant-malformed', detail: { ...malformed } };
  return grants.some(({ grantee }) => grantee.kind === 'email') ? { fault: 'grant-by-email' } : undefined;
}

const MODE = 'x-amz-object-lock-mode';
const UNTIL = 'x-amz-object-lock-retain-until-date';
const HOLD = 'x-amz-object-lock-legal-hold';

/** In the order in which the fact tells them (S3-040). */
function badLock({ mode, until, hold }: LockAsked, now: number): Finding | undefined {
  if ((mode === undefined) !== (until === undefined))
    return { fault: 'lock-incomplete', detail: { name: mode === undefined ? MODE : UNTIL } };
  if (mode !== undefined && !isLockMode(mode))
    return { fault: 'lock-mode-invalid', detail: { name: MODE, value: mode } };
  if (until && Number.isNaN(until.value))
    return { fault: 'lock-date-malformed', detail: { name: UNTIL, value: until.text } };
  if (until && until.value <= now) return { fault: 'lock-date-past', detail: { name: UNTIL, value: until.text } };
  if (hold !== undefined && hold !== 'ON' && hold !== 'OFF')
    return { fault: 'legal-hold-invalid', detail: { name: HOLD, value: hold } };
  return undefined;
}

export const attributeRules: Readonly<Record<string, Rule>> = {
  'attributes/tags': rule([...STORING, 'put-tagging'], ({ command, policy }) => {
    if (policy.choices.objectTags !== 'kept') return undefined;
    if (command.op === 'put-tagging') {
      const twice = new Set(command.tags.map(({ key }) => key)).size < command.tags.length;
      return twice ? { fault: 'tag-repeated' } : badTags(command.tags);
    }
    const asked = command.tagging;
    if (!asked) return undefined;
    return asked.tags === null ? { fault: 'tagging-malformed', detail: { value: asked.text } } : badTags(asked.tags);
  }),

  'attributes/tags-at-create': rule(['upload-part'], ({ command, policy }) =>
    command.misplacedTagging === undefined || policy.choices.objectTags !== 'kept'
      ? undefined
      : { fault: 'header-misplaced', detail: { name: 'x-amz-tagging', value: command.misplacedTagging } },
  ),

  'attributes/redirect': rule(STORING, ({ command }) => {
    const to = command.attributes.headers['x-amz-website-redirect-location'];
    return to === undefined || /^(\/|https?:\/\/)/.test(to)
      ? undefined
      : { fault: 'redirect-invalid', detail: { value: to } };
  }),

  'attributes/acl': rule(STORING, ({ command, policy }) =>
    command.acl && policy.choices.objectAcl !== 'ignored' ? badAcl(command.acl) : undefined,
  ),

  // S3-036: with ACLs disabled only what changes nothing may be asked for.
  'attributes/acl-disabled': rule(STORING, ({ command, bucket, policy }) => {
    if (!command.acl || policy.choices.objectAcl === 'ignored') return undefined;
    if (ownershipOf(bucket, policy) !== 'BucketOwnerEnforced') return undefined;
    return command.acl.canned === 'bucket-owner-full-control' ? undefined : { fault: 'acl-not-supported' };
  }),

  'attributes/lock': rule([...STORING, 'put-retention', 'put-legal-hold'], ({ command, policy, now }) =>
    command.lock && policy.choices.objectLock === 'kept' ? badLock(command.lock, now) : undefined,
  ),

  'attributes/lock-needs-bucket': rule([...STORING, ...LOCKS], ({ command, bucket, policy }) => {
    if (bucket.lock || policy.choices.objectLock === 'ignored') return undefined;
    if (command.op === 'create' || command.op === 'put-object' || command.op === 'copy-object')
      return command.lock ? { fault: 'lock-not-enabled' } : undefined;
    return { fault: 'lock-not-configured' };
  }),

  'attributes/lock-needs-digest': rule(['upload-part', 'put-object'], ({ command, open, policy }) => {
    if (policy.choices.objectLock === 'ignored') return undefined;
    const locked = command.op === 'put-object' ? command.lock !== undefined : open?.attributes.lock !== undefined;
    return locked && !command.digested
      ? { fault: 'lock-needs-digest', detail: { operation: command.op === 'put-object' ? 'Object' : 'Part' } }
      : undefined;
  }),

  'attributes/locked': rule(['delete-object', 'put-retention'], ({ command, bucket, now }) => {
    const version = namedVersion(bucket, command);
    if (command.op === 'delete-object') {
      // A plain delete only hides the version behind a marker.
      const removed = command.versionId === undefined ? undefined : version;
      return isLocked(removed, now, command.bypass === true) ? { fault: 'object-locked' } : undefined;
    }
    const held = version?.attributes.lock?.retention;
    if (!held || held.until <= now) return undefined;
    const { mode, until } = command.lock;
    const weaker = (until?.value ?? 0) < held.until || (held.mode === 'COMPLIANCE' && mode !== 'COMPLIANCE');
    const bypassed = held.mode === 'GOVERNANCE' && command.bypass;
    return weaker && !bypassed ? { fault: 'object-locked' } : undefined;
  }),
};
