/** Where the branches of a scenario wait for one another: until a step has ended, or its body has come to its pause. */

/** Nobody waits longer: a step that never comes must not hold up the run. */
const PATIENCE_MS = 5_000;

/** How long to wait: so many milliseconds, or until the step of that name has come so far. */
interface Wait {
  readonly ms?: number;
  readonly until?: string;
}

export class Meeting {
  readonly #come = new Set<string>();
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #patienceMs: number;

  constructor(patienceMs = PATIENCE_MS) {
    this.#patienceMs = patienceMs;
  }

  /** A step has been answered: whoever waits for it goes on. */
  end(name: string): void {
    this.#reach(pauseOf(name));
    this.#reach(endOf(name));
  }

  /** The body of a step has come to its pause: who waits for that goes on. Resolves when the pause is over. */
  pause(name: string | undefined, { ms = 0, until }: Wait = {}): Promise<void> {
    if (name !== undefined) this.#reach(pauseOf(name));
    return until === undefined ? slept(ms) : this.#moment(endOf(until));
  }

  /** Waits so long, or until a step has come to its pause or has ended. */
  wait({ ms = 0, until }: Wait): Promise<void> {
    return until === undefined ? slept(ms) : this.#moment(pauseOf(until));
  }

  #reach(moment: string): void {
    this.#come.add(moment);
    for (const go of this.#waiting.get(moment) ?? []) go();
    this.#waiting.delete(moment);
  }

  /** Resolves when the moment has come, or when patience is at its end. */
  #moment(moment: string): Promise<void> {
    if (this.#come.has(moment)) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#patienceMs);
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#waiting.set(moment, [...(this.#waiting.get(moment) ?? []), go]);
    });
  }
}

const pauseOf = (name: string): string => `pause of ${name}`;
const endOf = (name: string): string => `end of ${name}`;
const slept = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
