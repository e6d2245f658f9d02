/** What is refused because of encryption headers. Which refusal comes first is the profile's list. */
import { type CustomerKey, type EncryptionAsked, isKms, kmsKey } from './encryption.js';
import { namedVersion } from './reading.js';
import { type Asked, type Finding, type Rule, rule } from './rule.js';
import { sourceOf } from './rules-copy.js';
import type { CommandOf, ObjectVersion, Op } from './types.js';

const STORING = ['create', 'put-object', 'copy-object'] as const;
const PARTS = ['upload-part', 'upload-part-copy'] as const;
const COPIES = ['copy-object', 'upload-part-copy'] as const;
const READS = ['get-object', 'head-object', 'get-attributes'] as const;
const OPENING = [...PARTS, 'complete', 'get-object', 'head-object'] as const;
const ANY = [...STORING, ...PARTS, ...READS, 'complete'] as const;

const HEADER = 'x-amz-server-side-encryption';
const ALGORITHMS: readonly string[] = ['AES256', 'aws:kms', 'aws:kms:dsse'];

type Carrying = CommandOf<(typeof ANY)[number]>;
type Storing = Asked<(typeof STORING)[number]>;

/** What is asked for the bytes to be stored, or for those to be read. */
function askedOf(command: Carrying): EncryptionAsked | undefined {
  if ('encryption' in command) return command.encryption;
  return 'customerKey' in command && command.customerKey ? { customer: command.customerKey } : undefined;
}

/** Every customer's key of a request: its own, and that of the source it copies. */
function keysOf(command: Carrying): CustomerKey[] {
  const source = 'source' in command ? command.source.customerKey : undefined;
  return [askedOf(command)?.customer, source].filter((key) => key !== undefined);
}

const honoured =
  <O extends Op>(check: (asked: Asked<O>) => Finding | undefined) =>
  (asked: Asked<O>): Finding | undefined =>
    asked.policy.choices.encryptionHeaders === 'honoured' ? check(asked) : undefined;

/** What is wrong with a customer's key by itself, in the order in which AWS was seen to look (S3-027). */
function malformed(key: CustomerKey): Finding | undefined {
  const say = (message: string): Finding => ({ fault: 'customer-key-malformed', detail: { name: HEADER, message } });
  const must = 'Requests specifying Server Side Encryption with Customer provided keys must provide';
  if (key.algorithm === undefined) return say(`${must} a valid encryption algorithm.`);
  if (key.algorithm !== 'AES256') return { fault: 'customer-algorithm-invalid', detail: { value: key.algorithm } };
  if (key.size === undefined) return say(`${must} an appropriate secret key.`);
  if (key.md5 === undefined) return say(`${must} the client calculated MD5 of the secret key.`);
  if (key.md5 !== key.fingerprint)
    return say('The calculated MD5 hash of the key did not match the hash that was provided.');
  return key.size === 32 ? undefined : say('The secret key was invalid for the specified algorithm.');
}

/** Reading something stored under a customer's key needs that key, and reading anything else needs none. */
function keyFor(version: ObjectVersion | undefined, key: CustomerKey | undefined): Finding | undefined {
  if (!version) return undefined;
  const { encryption } = version.attributes;
  if (encryption?.kind !== 'customer') return key ? { fault: 'customer-key-not-applicable' } : undefined;
  if (!key) return { fault: 'customer-key-required' };
  return key.fingerprint === encryption.keyMd5 ? undefined : { fault: 'customer-key-wrong' };
}

export const encryptionRules: Readonly<Record<string, Rule>> = {
  'encryption/not-offered': rule(ANY, ({ command, policy }) =>
    policy.choices.encryptionHeaders === 'not-implemented' && (askedOf(command) || keysOf(command).length > 0)
      ? { fault: 'not-implemented', detail: { header: HEADER } }
      : undefined,
  ),

  'encryption/customer-key-over-http': rule(
    ANY,
    honoured(({ command, policy }: Asked<(typeof ANY)[number]>) =>
      policy.choices.customerKeysOverHttp === 'refused' && keysOf(command).length > 0
        ? { fault: 'customer-key-over-http' }
        : undefined,
    ),
  ),

  'encryption/customer-key-with-another': rule(
    STORING,
    honoured(({ command }: Storing) =>
      command.encryption?.customer && command.encryption.algorithm !== undefined
        ? { fault: 'encryption-incompatible', detail: { name: HEADER, value: command.encryption.algorithm } }
        : undefined,
    ),
  ),

  'encryption/customer-key': rule(
    ANY,
    honoured(({ command }: Asked<(typeof ANY)[number]>) => {
      for (const key of keysOf(command)) {
        const finding = malformed(key);
        if (finding) return finding;
      }
      return undefined;
    }),
  ),

  'encryption/customer-keys-blocked': rule(
    STORING,
    honoured(({ command, bucket, policy }: Storing) => {
      const rule = bucket.encryption?.customerKeys ?? policy.choices.customerKeys;
      return command.encryption?.customer && rule === 'blocked' ? { fault: 'customer-keys-blocked' } : undefined;
    }),
  ),

  'encryption/algorithm': rule(
    STORING,
    honoured(({ command }: Storing) => {
      const algorithm = command.encryption?.algorithm;
      return algorithm === undefined || ALGORITHMS.includes(algorithm)
        ? undefined
        : { fault: 'encryption-algorithm-invalid', detail: { name: HEADER, value: algorithm } };
    }),
  ),

  'encryption/only-at-create': rule(
    OPENING,
    honoured(({ command }: Asked<(typeof OPENING)[number]>) =>
      command.misplacedEncryption === undefined
        ? undefined
        : { fault: 'encryption-misplaced', detail: { name: HEADER, value: command.misplacedEncryption } },
    ),
  ),

  'encryption/kms-headers': rule(
    STORING,
    honoured(({ command }: Storing) => {
      const { algorithm, kmsKeyId, kmsContext } = command.encryption ?? {};
      if (kmsKeyId !== undefined && !isKms(algorithm))
        return { fault: 'kms-headers-without-kms', detail: { name: HEADER, value: algorithm ?? 'null' } };
      return kmsContext && !kmsContext.sound
        ? { fault: 'kms-context-malformed', detail: { name: `${HEADER}-context`, value: kmsContext.text } }
        : undefined;
    }),
  ),

  'encryption/kms-key': rule(
    STORING,
    honoured(({ command, bucket, policy }: Storing) => {
      const asked = command.encryption;
      if (asked?.customer || !isKms(asked?.algorithm ?? bucket.encryption?.algorithm)) return undefined;
      const name = asked?.algorithm === undefined ? bucket.encryption?.kmsKeyId : asked.kmsKeyId;
      const key = kmsKey(name, policy.region);
      if (!key) return { fault: 'kms-key-not-found', detail: { key: name ?? '' } };
      if (key.state === 'enabled') return undefined;
      const fault = key.state === 'disabled' ? 'kms-key-disabled' : 'kms-key-invalid-state';
      return { fault, detail: { key: key.id } };
    }),
  ),

  // Encryption other than by a customer's key is fixed at Create, and parts say nothing of it (S3-073, S3-074).
  'encryption/part-key': rule(
    PARTS,
    honoured(({ command, open }: Asked<(typeof PARTS)[number]>) => {
      if (!open) return undefined;
      const { encryption } = open.attributes;
      const key = command.customerKey;
      if ((encryption?.kind === 'customer') !== (key !== undefined)) return { fault: 'part-key-missing' };
      return encryption?.kind === 'customer' && encryption.keyMd5 !== key?.fingerprint
        ? { fault: 'part-key-differs' }
        : undefined;
    }),
  ),

  'encryption/read-key': rule(
    READS,
    honoured(({ command, bucket }: Asked<(typeof READS)[number]>) =>
      keyFor(namedVersion(bucket, command), command.customerKey),
    ),
  ),

  'encryption/source-key': rule(
    COPIES,
    honoured(({ command }: Asked<(typeof COPIES)[number]>) => keyFor(sourceOf(command), command.source.customerKey)),
  ),
};
