/**
 * The CRC of bytes that lie one after another, from the CRCs of the pieces: crc(AB) = crc(A) · x^(8·|B|) + crc(B), as
 * polynomials over GF(2) modulo the CRC's own. It holds for every CRC whose initial value and final xor are the same, as they
 * are in all of these.
 *
 * A polynomial is a pair of 32-bit halves in reflected order: the top bit of `high` is the coefficient of x^0. One of 32 bits
 * has only its `high`.
 */
interface Polynomial {
  readonly high: number;
  readonly low: number;
}

interface Modulus extends Polynomial {
  readonly wide: boolean;
  /** x^(2^k) for each k asked for so far. */
  readonly squares: Polynomial[];
  /** x^(8·size) for sizes met before: the parts of an upload mostly have one size. */
  readonly shifts: Map<number, Polynomial>;
}

const modulus = (high: number, low: number, wide: boolean): Modulus => ({
  high,
  low,
  wide,
  squares: [{ high: 0x40000000, low: 0 }],
  shifts: new Map(),
});

const MODULI: Readonly<Record<string, Modulus>> = {
  crc32: modulus(0xedb88320, 0, false),
  crc32c: modulus(0x82f63b78, 0, false),
  crc64nvme: modulus(0x9a6c9329, 0xac4bc9b5, true),
  crc64xz: modulus(0xc96c5795, 0xd7870f42, true),
};

/** Sizes remembered for each CRC. */
const SHIFTS = 64;

export interface Summed {
  /** Big-endian, as many bytes as the CRC has. */
  readonly crc: Buffer;
  /** Bytes that it sums up. */
  readonly size: number;
}

/** Whether {@link combine} knows the algorithm, by its lower-case name. */
export function combinable(algorithm: string): boolean {
  return Object.hasOwn(MODULI, algorithm);
}

/**
 * The CRC of all pieces, in order.
 *
 * @throws Error for an algorithm that is not {@link combinable}.
 */
export function combine(algorithm: string, pieces: readonly Summed[]): Buffer {
  const field = Object.hasOwn(MODULI, algorithm) ? MODULI[algorithm] : undefined;
  if (!field) throw new Error(`${algorithm} is no CRC that can be combined`);
  let whole: Polynomial = { high: 0, low: 0 };
  for (const { crc, size } of pieces) {
    const moved = times(whole, shiftOf(size, field), field);
    const own = read(crc, field);
    whole = { high: moved.high ^ own.high, low: moved.low ^ own.low };
  }
  return write(whole, field);
}

function times(a: Polynomial, b: Polynomial, field: Modulus): Polynomial {
  let high = 0;
  let low = 0;
  let bHigh = b.high;
  let bLow = b.low;
  const bits = field.wide ? 64 : 32;
  for (let bit = 0; bit < bits; bit += 1) {
    const word = bit < 32 ? a.high : a.low;
    if (word << (bit & 31) < 0) {
      high ^= bHigh;
      low ^= bLow;
    }
    const out = field.wide ? bLow & 1 : bHigh & 1;
    if (field.wide) bLow = (bLow >>> 1) | (bHigh << 31);
    bHigh >>>= 1;
    if (out) {
      bHigh ^= field.high;
      bLow ^= field.low;
    }
  }
  return { high, low };
}

function shiftOf(size: number, field: Modulus): Polynomial {
  const known = field.shifts.get(size);
  if (known) return known;
  let shift: Polynomial = { high: 0x80000000, low: 0 };
  let square = 3;
  // Sizes outgrow 32 bits, so no bit operators here.
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) shift = times(shift, squareOf(square, field), field);
    square += 1;
  }
  if (field.shifts.size === SHIFTS) field.shifts.clear();
  field.shifts.set(size, shift);
  return shift;
}

function squareOf(k: number, field: Modulus): Polynomial {
  for (let next = field.squares.length; next <= k; next += 1) {
    const root = field.squares[next - 1]!;
    field.squares.push(times(root, root, field));
  }
  return field.squares[k]!;
}

function read(crc: Buffer, { wide }: Modulus): Polynomial {
  return { high: crc.readInt32BE(0), low: wide ? crc.readInt32BE(4) : 0 };
}

function write({ high, low }: Polynomial, { wide }: Modulus): Buffer {
  const crc = Buffer.allocUnsafe(wide ? 8 : 4);
  crc.writeInt32BE(high | 0, 0);
  if (wide) crc.writeInt32BE(low | 0, 4);
  return crc;
}
