/** Writes the bytes of an object to a response as fast as the client takes them. */
import type { ServerResponse } from 'node:http';

/** Slices are written together up to this many bytes, so that the socket is asked less often. */
const BATCH = 1024 * 1024;
/** Batches handed to the socket before one of them has left, so that it never waits for us. */
const AHEAD = 3;

export async function writeContent(response: ServerResponse, slices: Iterable<Buffer>): Promise<void> {
  let batch = 0;
  let ahead = 0;
  let goOn: (() => void) | undefined;
  const left = (): void => {
    ahead -= 1;
    goOn?.();
  };
  response.once('close', () => goOn?.());
  response.cork();
  for (const slice of slices) {
    batch += slice.length;
    if (batch < BATCH) {
      response.write(slice);
      continue;
    }
    batch = 0;
    ahead += 1;
    response.write(slice, left);
    response.uncork();
    if (ahead >= AHEAD && !response.destroyed) {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    }
    if (response.destroyed) return;
    response.cork();
  }
  // The end uncorks as well.
  response.end();
}
