/** Checksums in an answer against those the harness works out from the bytes it sent. */
import type { BodySpec } from './body.js';
import { expectedChecksum } from './checksum-fields.js';

export interface ChecksumFound {
  readonly title: string;
  readonly ok: boolean;
  readonly expected: string;
  readonly actual: string;
}

/** As written: `of` names the pieces; `count: false` leaves out the number after a composite value (S3-222). */
export interface WantedChecksum {
  readonly algorithm: string;
  readonly of: readonly unknown[] | unknown;
  readonly type?: string;
  readonly count?: false;
}

type Answer = Readonly<Record<string, unknown>>;
type BodiesOf = (one: unknown) => readonly BodySpec[];

/**
 * Judges one checksum of an answer, and with a `type` the type it is told to be.
 *
 * @param answer What was seen; undefined when it was no success.
 */
export async function checksum(
  wanted: WantedChecksum,
  answer: Answer | undefined,
  instead: string,
  bodiesOf: BodiesOf,
): Promise<ChecksumFound[]> {
  const { algorithm, type } = wanted;
  const whole = await expectedChecksum(wanted, [wanted.of].flat().map(bodiesOf));
  const expected = wanted.count === false ? whole.replace(/-\d+$/, '') : whole;
  const title = type === undefined ? `checksum ${algorithm}` : `checksum ${algorithm} (${type})`;
  const seen = answer && (answer.checksums as Answer | undefined)?.[algorithm];
  const actual = answer === undefined ? instead : told(seen);
  const found = [{ title, ok: seen === expected, expected, actual }];
  if (type === undefined) return found;
  const shown = answer?.checksumType;
  return [
    ...found,
    {
      title: 'checksum type',
      ok: shown === type,
      expected: type,
      actual: answer === undefined ? instead : told(shown),
    },
  ];
}

/** Judges the checksums of listed parts: one of this algorithm for each, and no other. */
export async function partChecksums(
  wanted: WantedChecksum,
  answer: Answer | undefined,
  instead: string,
  bodiesOf: BodiesOf,
): Promise<ChecksumFound> {
  const expected: Record<string, string>[] = [];
  for (const one of [wanted.of].flat()) {
    expected.push({ [wanted.algorithm]: await expectedChecksum({ algorithm: wanted.algorithm }, [bodiesOf(one)]) });
  }
  const seen = answer?.partChecksums;
  return {
    title: `checksums ${wanted.algorithm} of the parts`,
    ok: JSON.stringify(seen) === JSON.stringify(expected),
    expected: JSON.stringify(expected),
    actual: answer === undefined ? instead : JSON.stringify(seen ?? null),
  };
}

const told = (value: unknown): string => (value === undefined || value === null ? 'absent' : String(value));
