/** What is set on an object after it was stored, and shown: tags, access control list, retention, legal hold. */
import { type Grant, grantsOf } from './acl.js';
import { answer, type Decision } from './decision.js';
import { type Lock, lockOf } from './lock.js';
import { findVersion } from './reading.js';
import type {
  Attributes,
  Bucket,
  Command,
  CommandOf,
  Event,
  Identity,
  ObjectVersion,
  Policy,
  Refusal,
} from './types.js';

const SETTINGS = [
  'get-tagging',
  'put-tagging',
  'delete-tagging',
  'get-acl',
  'get-retention',
  'put-retention',
  'get-legal-hold',
  'put-legal-hold',
] as const;

export type SettingCommand = CommandOf<(typeof SETTINGS)[number]>;

export function isSettingCommand(command: Command): command is SettingCommand {
  return (SETTINGS as readonly string[]).includes(command.op);
}

/** The grants shown; an owner who has them by the bucket's setting is shown with full control. */
function shownGrants(version: ObjectVersion, bucket: Bucket, policy: Policy): readonly Grant[] {
  return version.attributes.acl ?? grantsOf(undefined, bucket, version.owner, policy);
}

export function decideSetting(bucket: Bucket, command: SettingCommand, policy: Policy): Decision | Refusal {
  const version = findVersion(bucket, command.key, command.versionId);
  if ('fault' in version) return version;
  const { attributes, versionId: id } = version;
  const versionId = bucket.versioning === 'never' ? undefined : id;
  const changed = (now: Attributes): Event => ({
    type: 'attributes-set',
    bucket: bucket.name,
    key: command.key,
    versionId: id,
    attributes: now,
  });
  const locked = (lock: Lock): Event => changed({ ...attributes, lock });
  switch (command.op) {
    case 'get-tagging':
      return answer({ op: command.op, tags: attributes.tags ?? [], versionId });
    case 'put-tagging':
      return answer({ op: command.op, versionId }, changed({ ...attributes, tags: command.tags }));
    case 'delete-tagging':
      return answer({ op: command.op, versionId }, changed({ ...attributes, tags: [] }));
    case 'get-acl': {
      const owner: Identity = version.owner;
      const { headers } = attributes;
      return answer({ op: command.op, owner, grants: shownGrants(version, bucket, policy), headers });
    }
    case 'get-retention': {
      const retention = attributes.lock?.retention;
      return retention ? answer({ op: command.op, retention }) : none('attributes/lock-read');
    }
    case 'get-legal-hold': {
      const hold = attributes.lock?.hold;
      return hold ? answer({ op: command.op, hold }) : none('attributes/lock-read');
    }
    case 'put-retention': {
      // One with nothing in it takes the old one away (user guide, "Managing Object Lock"; minio/minio#9676).
      const { hold } = attributes.lock ?? {};
      return answer({ op: command.op }, locked({ ...lockOf(command.lock), ...(hold && { hold }) }));
    }
    case 'put-legal-hold':
      return answer({ op: command.op }, locked({ ...attributes.lock, ...lockOf(command.lock) }));
  }
}

const none = (rule: string): Refusal => ({ rule, fault: 'no-object-lock', detail: {} });
