/** Condition operators of policies: each compares a wanted value with that of the request. */
import { like } from './policy.js';

interface Operator {
  /** The opposite of the operator of the positive name. */
  readonly negated: boolean;
  fits(wanted: string, given: string): boolean;
  /** Whether a wanted value can be read at all. */
  takes(wanted: string): boolean;
}

const any = (): boolean => true;
const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));
const isDate = (text: string): boolean => !Number.isNaN(instantOf(text));

/** ISO 8601, or seconds since the epoch. */
function instantOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

type Order = (wanted: number, given: number) => boolean;

const ORDERS: Readonly<Record<string, Order>> = {
  equals: (wanted, given) => given === wanted,
  lessthan: (wanted, given) => given < wanted,
  lessthanequals: (wanted, given) => given <= wanted,
  greaterthan: (wanted, given) => given > wanted,
  greaterthanequals: (wanted, given) => given >= wanted,
};

function ordered(
  family: string,
  read: (text: string) => number,
  takes: (text: string) => boolean,
): Record<string, Operator> {
  const made = Object.entries(ORDERS).map(([name, order]): [string, Operator] => [
    `${family}${name}`,
    { negated: false, takes, fits: (wanted, given) => takes(given) && order(read(wanted), read(given)) },
  ]);
  const equals: Operator = made[0]![1];
  return { ...Object.fromEntries(made), [`${family}notequals`]: { ...equals, negated: true } };
}

function pair(name: string, opposite: string, one: Omit<Operator, 'negated'>): Record<string, Operator> {
  return { [name]: { ...one, negated: false }, [opposite]: { ...one, negated: true } };
}

const exactly = (wanted: string, given: string): boolean => wanted === given;
const ignoringCase = (wanted: string, given: string): boolean => wanted.toLowerCase() === given.toLowerCase();

/** By name in lower case. `null` asks for the presence of a key, and is decided where the request is at hand. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  ...pair('stringequals', 'stringnotequals', { fits: exactly, takes: any }),
  ...pair('stringequalsignorecase', 'stringnotequalsignorecase', { fits: ignoringCase, takes: any }),
  ...pair('stringlike', 'stringnotlike', { fits: like, takes: any }),
  ...pair('arnequals', 'arnnotequals', { fits: like, takes: any }),
  ...pair('arnlike', 'arnnotlike', { fits: like, takes: any }),
  ...pair('ipaddress', 'notipaddress', { fits: inBlock, takes: (text) => blockOf(text) !== undefined }),
  ...ordered('numeric', Number, isNumber),
  ...ordered('date', instantOf, isDate),
  bool: { negated: false, fits: ignoringCase, takes: (text) => /^(true|false)$/i.test(text) },
  null: { negated: false, fits: ignoringCase, takes: (text) => /^(true|false)$/i.test(text) },
};

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** Whether an address lies in `192.0.2.0/24`, `2001:db8::/32` or is the one address given. */
function inBlock(wanted: string, given: string): boolean {
  const block = blockOf(wanted);
  const address = addressOf(given);
  if (!block || !address || block.address.bits !== address.bits) return false;
  const rest = BigInt(address.bits - block.prefix);
  return block.address.value >> rest === address.value >> rest;
}

function blockOf(text: string): { readonly address: Address; readonly prefix: number } | undefined {
  const [head = '', length, more] = text.split('/');
  const address = addressOf(head);
  if (!address || more !== undefined) return undefined;
  const prefix = length === undefined ? address.bits : /^\d+$/.test(length) ? Number(length) : Number.NaN;
  return prefix <= address.bits ? { address, prefix } : undefined;
}

function addressOf(text: string): Address | undefined {
  const four = fourBytes(text.replace(/^::ffff:(?=\d+\.)/i, ''));
  if (four !== undefined) return { bits: 32, value: four };
  const groups = groupsOf(text);
  return groups && { bits: 128, value: groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n) };
}

function fourBytes(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function groupsOf(text: string): readonly number[] | undefined {
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], tail = []] = halves;
  const given = head.length + tail.length;
  if (halves.length > 2 || (halves.length === 1 ? given !== 8 : given > 7)) return undefined;
  const all = [...head, ...Array.from({ length: 8 - given }, () => '0'), ...tail];
  return all.every((group) => /^[\da-f]{1,4}$/i.test(group))
    ? all.map((group) => Number.parseInt(group, 16))
    : undefined;
}
