/**
 * The words of the engine: what can be asked (Command), what may come back (Reply or Refusal), what then happened (Event),
 * and what a provider promises (Policy). Nothing here knows of HTTP, clocks, disks or bytes.
 */

export type { AclAsked, Grant, Grantee, Ownership, Permission } from './acl.js';
export type { Checksum, ChecksumType, ObjectChecksum, UploadChecksum } from './checksum.js';
export * from './command.js';
export type { BucketEncryption, CustomerKey, Encryption, EncryptionAsked } from './encryption.js';
export * from './event.js';
export * from './fault.js';
export type { Lock, LockAsked } from './lock.js';
export * from './names.js';
export * from './policy.js';
export * from './reply.js';
export * from './state.js';
export type { Tag, TaggingAsked } from './tags.js';
export * from './vaults/words.js';
