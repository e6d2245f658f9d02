/** `/_mock/faults`: what is asked of the wire faults, as JSON. */
import type { PageAnswer } from './clock-page.js';
import type { Faults, WireFault } from './faults.js';

/** Those that are not over. */
export function showFaults(faults: Faults): PageAnswer {
  return { status: 200, body: faults.list() };
}

/** Adds the fault of a document, or each of a list. @returns 201 with what was added, or 400 with all that is wrong. */
export function addFaults(faults: Faults, document: string): PageAnswer {
  try {
    return { status: 201, body: faults.add(JSON.parse(document) as WireFault | readonly WireFault[]) };
  } catch (error) {
    const wanted = 'want {"op": "complete", "answer": "error-in-200"}, or a list of such; docs/mock.md has every field';
    return { status: 400, body: { error: `${(error as Error).message}; ${wanted}` } };
  }
}

/** Ends the fault with this id, or without one all of them. */
export function clearFaults(faults: Faults, id: string | undefined): PageAnswer {
  const found = faults.clear(id === undefined ? undefined : Number(id));
  if (found || id === undefined) return { status: 200, body: faults.list() };
  return { status: 404, body: { error: `no fault has the id ${id}; GET /_mock/faults lists those there are` } };
}
