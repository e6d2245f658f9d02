/** The checksums a scenario asks to be sent or seen: as written → values. `docs/suites.md` says how they are written. */
import type { BodySpec } from './body.js';
import {
  ALGORITHMS,
  type Checksums,
  type ChecksumType,
  checksumOf,
  compositeOf,
  isAlgorithm,
  OSS_CRC,
  type Summable,
  spoiled,
} from './checksums.js';
import type { Ask } from './drivers/ask.js';
import type { RawFields } from './scenario.js';

/** One checksum as written: the bare name of an algorithm asks for the right value. */
export interface WrittenChecksum {
  readonly algorithm: string;
  /** Sent as it stands. */
  readonly value?: string;
  /** Names of steps whose bytes are hashed, instead of the step's own. */
  readonly of?: string | readonly string[];
  /** COMPOSITE hashes the checksums of the parts; otherwise the bytes are hashed one after another. */
  readonly type?: ChecksumType;
  /** The number after a composite value, instead of the right one. */
  readonly count?: number;
  /** Another value of the same form. */
  readonly spoiled?: boolean;
}

/** The bytes of each piece: of a step's parts, or of its one body. */
type Pieces = readonly (readonly BodySpec[])[];
type Stored = (name: string) => readonly BodySpec[];

/** No checksum can be made by this algorithm, and none is written out. */
export class UnknownAlgorithm extends Error {
  override readonly name = 'UnknownAlgorithm';
}

/** Puts in the checksums that a step asks to be sent: of its own bytes, of its listed parts, or of what it names. */
export async function withChecksums(
  ask: Ask,
  fields: RawFields,
  bodies: readonly BodySpec[] | undefined,
  stored: Stored,
): Promise<Ask> {
  const listed = ((fields.parts as unknown[]) ?? []).map((one) => {
    const { part, checksums } = (typeof one === 'string' ? { part: one } : one) as {
      readonly part?: string;
      readonly checksums?: unknown;
    };
    return { checksums: checksums ?? fields.withChecksums, bodies: part === undefined ? [] : stored(part) };
  });
  const own = listed.length > 0 ? listed.map((one) => one.bodies) : [bodies ?? []];
  const checksums = await checksumsOf(fields.checksums, own, stored);
  const ofParts = await Promise.all(listed.map((one) => checksumsOf(one.checksums, [one.bodies], stored)));
  const parts = ask.parts?.map((part, i) => (ofParts[i] === undefined ? part : { ...part, checksums: ofParts[i] }));
  return {
    ...ask,
    ...(checksums === undefined ? {} : { checksums }),
    ...(parts === undefined ? {} : { parts }),
  };
}

/** @returns undefined when nothing is written. */
async function checksumsOf(written: unknown, own: Pieces, stored: Stored): Promise<Checksums | undefined> {
  if (written === undefined) return undefined;
  const values: Record<string, string> = {};
  for (const one of [written].flat()) {
    const checksum = (typeof one === 'string' ? { algorithm: one } : one) as WrittenChecksum;
    values[checksum.algorithm] = await madeOf(checksum, own, stored);
  }
  return values;
}

/** The value that the harness itself works out, with `-N` where it is composite. */
export async function expectedChecksum(
  { algorithm, type }: { readonly algorithm: string; readonly type?: unknown },
  pieces: Pieces,
): Promise<string> {
  const known = knownAlgorithm(algorithm);
  return type === 'COMPOSITE' && known !== OSS_CRC ? compositeOf(known, pieces) : checksumOf(known, pieces.flat());
}

async function madeOf(checksum: WrittenChecksum, own: Pieces, stored: Stored): Promise<string> {
  if (checksum.value !== undefined) return checksum.value;
  const pieces = checksum.of === undefined ? own : [checksum.of].flat().map(stored);
  const right = await expectedChecksum(checksum, pieces);
  const value = checksum.spoiled === true ? spoiled(right) : right;
  return checksum.count === undefined ? value : value.replace(/-\d+$/, `-${checksum.count}`);
}

function knownAlgorithm(name: string): Summable {
  if (name === OSS_CRC || isAlgorithm(name)) return name;
  throw new UnknownAlgorithm(
    `no checksum can be made by "${name}": use one of ${ALGORITHMS.join(', ')}, ${OSS_CRC}, or give a value`,
  );
}
