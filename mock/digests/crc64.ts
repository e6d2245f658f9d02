/**
 * The CRCs of 64 bits (reflected polynomials, initial value and final xor all ones), eight bytes at a time: NVME's for S3,
 * and XZ's, which is ECMA-182's reflected, for OSS (OSS-094). The 64 bits are kept as two 32-bit halves: BigInt would allocate
 * at every byte.
 */
/** Rows of 256 entries: entry `256 * n + byte` is for a byte followed by `n` zero bytes. */
interface Tables {
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

function tablesOf(polynomialHigh: number, polynomialLow: number): Tables {
  const lows = new Uint32Array(8 * 256);
  const highs = new Uint32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let low = byte;
    let high = 0;
    for (let bit = 0; bit < 8; bit++) {
      const odd = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (odd) {
        low ^= polynomialLow;
        high ^= polynomialHigh;
      }
    }
    lows[byte] = low;
    highs[byte] = high;
  }
  for (let entry = 256; entry < 8 * 256; entry++) {
    const low = lows[entry - 256]!;
    const high = highs[entry - 256]!;
    lows[entry] = ((low >>> 8) | (high << 24)) ^ lows[low & 0xff]!;
    highs[entry] = (high >>> 8) ^ highs[low & 0xff]!;
  }
  return { low: lows, high: highs };
}

/** By name; made when first asked for. */
const POLYNOMIALS: Readonly<Record<'nvme' | 'xz', readonly [high: number, low: number]>> = {
  nvme: [0x9a6c9329, 0xac4bc9b5],
  xz: [0xc96c5795, 0xd7870f42],
};
const made = new Map<string, Tables>();

export class Crc64 {
  readonly #tables: Tables;
  #low = -1;
  #high = -1;

  constructor(kind: keyof typeof POLYNOMIALS) {
    let tables = made.get(kind);
    if (!tables) {
      tables = tablesOf(...POLYNOMIALS[kind]);
      made.set(kind, tables);
    }
    this.#tables = tables;
  }

  update(chunk: Buffer): void {
    const { low: LOW, high: HIGH } = this.#tables;
    let low = this.#low;
    let high = this.#high;
    let at = 0;
    for (const whole = chunk.length - 7; at < whole; at += 8) {
      low ^= chunk[at]! | (chunk[at + 1]! << 8) | (chunk[at + 2]! << 16) | (chunk[at + 3]! << 24);
      high ^= chunk[at + 4]! | (chunk[at + 5]! << 8) | (chunk[at + 6]! << 16) | (chunk[at + 7]! << 24);
      const a = 1792 + (low & 0xff);
      const b = 1536 + ((low >>> 8) & 0xff);
      const c = 1280 + ((low >>> 16) & 0xff);
      const d = 1024 + (low >>> 24);
      const e = 768 + (high & 0xff);
      const f = 512 + ((high >>> 8) & 0xff);
      const g = 256 + ((high >>> 16) & 0xff);
      const h = high >>> 24;
      low = LOW[a]! ^ LOW[b]! ^ LOW[c]! ^ LOW[d]! ^ LOW[e]! ^ LOW[f]! ^ LOW[g]! ^ LOW[h]!;
      high = HIGH[a]! ^ HIGH[b]! ^ HIGH[c]! ^ HIGH[d]! ^ HIGH[e]! ^ HIGH[f]! ^ HIGH[g]! ^ HIGH[h]!;
    }
    for (; at < chunk.length; at++) {
      const entry = (low ^ chunk[at]!) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ LOW[entry]!;
      high = (high >>> 8) ^ HIGH[entry]!;
    }
    this.#low = low;
    this.#high = high;
  }

  /** Eight bytes, big-endian. */
  digest(): Buffer {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeUInt32BE(~this.#high >>> 0, 0);
    bytes.writeUInt32BE(~this.#low >>> 0, 4);
    return bytes;
  }
}
