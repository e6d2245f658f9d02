/** What is kept with an object: as its upload asked, settled by the bucket and the provider. */
import { grantsOf } from './acl.js';
import { settled } from './encryption.js';
import { lockOf } from './lock.js';
import type { Attributes, Bucket, CommandOf, Identity, Policy } from './types.js';

export function attributesOf(
  bucket: Bucket,
  command: CommandOf<'create' | 'put-object' | 'copy-object'>,
  who: Identity,
  policy: Policy,
): Attributes {
  const { choices } = policy;
  const { tagging, acl, lock } = command;
  const encryption = settled(command.encryption, bucket, policy);
  const storageClass = classOf(command.attributes, policy);
  return {
    ...command.attributes,
    ...(storageClass !== undefined && { storageClass }),
    ...(encryption && { encryption }),
    ...(tagging?.tags && choices.objectTags === 'kept' && { tags: tagging.tags }),
    ...(acl && choices.objectAcl !== 'ignored' && { acl: grantsOf(acl, bucket, who, policy) }),
    ...(lock && choices.objectLock === 'kept' && { lock: lockOf(lock) }),
  };
}

/** The class a provider stores under an alias of it (YAN-021). */
function classOf({ storageClass }: Attributes, { storageClasses }: Policy): string | undefined {
  if (storageClass === undefined || !Object.hasOwn(storageClasses.aliases, storageClass)) return storageClass;
  return storageClasses.aliases[storageClass]!;
}

/** What a copy takes over from its source: not how that is stored, encrypted, locked or shared, and its tags unless told otherwise. */
export function inheritedBy(command: CommandOf<'copy-object'>, source: Attributes): Attributes {
  const { headers, metadata } = command.replace ? command.attributes : source;
  const { tags: asked, ...own } = command.attributes;
  const tags = command.replaceTags ? asked : source.tags;
  return { ...own, headers, metadata, ...(tags && { tags }) };
}
