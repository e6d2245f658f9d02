/** Keeps bodies as the slices in which they came: nothing is copied, and a released body is the garbage collector's. */
import type { BodyRef, Event } from '../engine/types.js';
import type { BodyWriter, Store } from './store.js';

interface Kept {
  readonly slices: readonly Buffer[];
  readonly size: number;
}

/**
 * Slices smaller than this are joined when a body ends: a thousand crumbs cost more than their bytes. A small body that came
 * in one piece is copied too, since its slice keeps the whole read alive, headers and all.
 */
const CRUMB = 4096;

export function memoryStore(): Store {
  const bodies = new Map<BodyRef, Kept>();
  let bytes = 0;
  let last = 0;

  return {
    // The state in memory is all there is; a durable store would write the event down here.
    append(_event: Event) {},

    writer(): BodyWriter {
      let slices: Buffer[] = [];
      let size = 0;
      return {
        push(slice) {
          slices.push(slice);
          size += slice.length;
        },
        finish() {
          last += 1;
          const ref = last as BodyRef;
          const crumbs = slices.length > 0 && size / slices.length < CRUMB;
          bodies.set(ref, { slices: crumbs ? [joined(slices, size)] : slices, size });
          bytes += size;
          return ref;
        },
        discard() {
          slices = [];
        },
      };
    },

    read(ref, first, length) {
      const kept = bodies.get(ref);
      return kept ? slicesOf(kept.slices, first, length) : [];
    },

    release(ref) {
      const kept = bodies.get(ref);
      if (!kept) return;
      bodies.delete(ref);
      bytes -= kept.size;
    },

    clear() {
      bodies.clear();
      bytes = 0;
    },

    get held() {
      return { bodies: bodies.size, bytes };
    },
  };
}

/** Small bodies share slabs of this many bytes; Node's own pool would keep a slab of 8 KiB alive for each. */
const SLAB = 64 * 1024;
let slab = Buffer.alloc(0);
let filled = 0;

function joined(slices: readonly Buffer[], size: number): Buffer {
  if (size > SLAB / 8) return Buffer.concat(slices, size);
  if (filled + size > slab.length) {
    slab = Buffer.allocUnsafeSlow(SLAB);
    filled = 0;
  }
  const body = slab.subarray(filled, filled + size);
  for (const slice of slices) {
    slice.copy(slab, filled);
    filled += slice.length;
  }
  return body;
}

function* slicesOf(slices: readonly Buffer[], first: number, length: number): Generator<Buffer> {
  let skip = first;
  let wanted = length;
  for (const slice of slices) {
    if (wanted <= 0) return;
    if (skip >= slice.length) {
      skip -= slice.length;
      continue;
    }
    const piece = skip === 0 && slice.length <= wanted ? slice : slice.subarray(skip, skip + wanted);
    skip = 0;
    wanted -= piece.length;
    yield piece;
  }
}
