/**
 * CRC-64/NVME (reflected polynomial 0x9A6C9329AC4BC9B5, initial value and final xor all ones), eight bytes at a time. The
 * 64 bits are kept as two 32-bit halves: BigInt would allocate at every byte.
 */
const POLYNOMIAL_LOW = 0xac4bc9b5;
const POLYNOMIAL_HIGH = 0x9a6c9329;

/** Row `n` of 256 entries: a byte followed by `n` zero bytes. */
const LOW = new Uint32Array(8 * 256);
const HIGH = new Uint32Array(8 * 256);

for (let byte = 0; byte < 256; byte++) {
  let low = byte;
  let high = 0;
  for (let bit = 0; bit < 8; bit++) {
    const odd = low & 1;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (odd) {
      low ^= POLYNOMIAL_LOW;
      high ^= POLYNOMIAL_HIGH;
    }
  }
  LOW[byte] = low;
  HIGH[byte] = high;
}
for (let entry = 256; entry < 8 * 256; entry++) {
  const low = LOW[entry - 256]!;
  const high = HIGH[entry - 256]!;
  LOW[entry] = ((low >>> 8) | (high << 24)) ^ LOW[low & 0xff]!;
  HIGH[entry] = (high >>> 8) ^ HIGH[low & 0xff]!;
}

export class Crc64Nvme {
  #low = -1;
  #high = -1;

  update(chunk: Buffer): void {
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
