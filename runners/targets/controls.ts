/** What only our own mock can be told: through its pages below `/_mock/`. */

/** By a span, or to a moment (ISO 8601) that is still to come. */
export type ClockMove = { readonly byMs: number } | { readonly at: string };

export interface Controls {
  /** Moves the target's time forward in one bucket. @throws Error when the target refuses. */
  advanceClock(bucket: string, move: ClockMove): Promise<void>;
  /** Has something go wrong on the wire, as `docs/mock.md` describes it. @throws Error when the target refuses. */
  addFault(fault: object): Promise<void>;
  /** What it keeps, of objects, parts and archives alike. */
  held(): Promise<Held>;
}

export interface Held {
  readonly bodies: number;
  readonly bytes: number;
}

/** Why steps that only our own mock understands are not carried out elsewhere. */
export const WHY_NOT = {
  'advance-clock': "a real endpoint's clock cannot be moved",
  'mock-fault': 'a real endpoint cannot be told to fail',
} as const;

/** The controls of a mock at this endpoint. */
export function controlsOf(endpoint: string): Controls {
  const tell = async (page: string, document: object): Promise<void> => {
    const answer = await fetch(`${endpoint}/_mock/${page}`, { method: 'POST', body: JSON.stringify(document) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`the mock refused to change its ${page}: ${text}`);
  };
  return {
    advanceClock: (bucket, move) =>
      tell('clock', { ...('at' in move ? move : { advance: `${move.byMs} ms` }), bucket }),
    addFault: (fault) => tell('faults', fault),
    held: async () => ((await (await fetch(`${endpoint}/_mock/state`)).json()) as { held: Held }).held,
  };
}
