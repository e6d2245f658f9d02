/** Rounds that alternate between mock and floor, so that whatever else the machine does weighs on both. */
import { type Server, SIDES, type Side, start } from './server.js';

/** One measured round: the figure, and how busy the server was (1 is one core). */
export interface Sample {
  readonly value: number;
  readonly busy?: number;
}

export type Samples = Readonly<Record<Side, readonly Sample[]>>;

/** What a line of the table says. */
export interface Row {
  readonly name: string;
  readonly what: string;
  readonly unit: string;
  readonly mock: number;
  readonly floor: number | undefined;
  /** Mock ÷ floor, or the figure that the aim is about. */
  readonly ratio: number | undefined;
  /** Lowest and highest ratio of single rounds. */
  readonly spread: readonly [number, number] | undefined;
  readonly busy: Partial<Record<Side, number>>;
  readonly aim: Aim | undefined;
  /** What other servers reached. */
  readonly others: string;
}

export interface Aim {
  readonly at: 'least' | 'most';
  readonly value: number;
  /** The aim is about the mock's own figure and not about the ratio. */
  readonly absolute?: boolean;
}

export interface Context {
  readonly rounds: number;
  readonly note: (text: string) => void;
}

/** Starts both servers afresh, and ends them whatever happens. */
export async function withServers<T>(
  work: (servers: Readonly<Record<Side, Server>>) => Promise<T>,
  profile?: string,
): Promise<T> {
  const mock = await start('mock', profile);
  try {
    const floor = await start('floor');
    try {
      return await work({ mock, floor });
    } finally {
      await floor.stop();
    }
  } finally {
    await mock.stop();
  }
}

/** Mock, floor, mock, floor …: the first round of each warms it up and does not count. */
export async function alternate(rounds: number, round: (side: Side) => Promise<Sample>): Promise<Samples> {
  const samples: Record<Side, Sample[]> = { mock: [], floor: [] };
  for (let i = 0; i <= rounds; i += 1) {
    for (const side of SIDES) {
      const sample = await round(side);
      if (i > 0) samples[side].push(sample);
    }
  }
  return samples;
}

/** Runs the work and tells how long it took and how busy the server was. */
export async function timed(server: Server, work: () => Promise<void>): Promise<{ ms: number; busy: number }> {
  const cpu = server.cpuMs();
  const began = performance.now();
  await work();
  const ms = performance.now() - began;
  return { ms, busy: (server.cpuMs() - cpu) / ms };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const medianOf = (samples: readonly Sample[]): number => median(samples.map(({ value }) => value));
const busyOf = (samples: readonly Sample[]): number => median(samples.map(({ busy }) => busy ?? 0));

export type Words = Pick<Row, 'name' | 'what' | 'unit'> & { readonly aim?: Aim; readonly others?: string };

export function compared({ aim, others = '', ...words }: Words, { mock, floor }: Samples): Row {
  const ratios = mock.map(({ value }, i) => value / floor[i]!.value);
  return {
    ...words,
    mock: medianOf(mock),
    floor: medianOf(floor),
    ratio: medianOf(mock) / medianOf(floor),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    busy: mock.every(({ busy }) => busy !== undefined) ? { mock: busyOf(mock), floor: busyOf(floor) } : {},
    aim,
    others,
  };
}

/** A figure of the mock alone; with `over`, the figure it is held against. */
export function alone({ aim, others = '', ...words }: Words, values: readonly number[], over?: readonly number[]): Row {
  const ratios = over?.map((value, i) => values[i]! / value);
  return {
    ...words,
    mock: median(values),
    floor: undefined,
    ratio: ratios && median(ratios),
    spread: ratios ? [Math.min(...ratios), Math.max(...ratios)] : [Math.min(...values), Math.max(...values)],
    busy: {},
    aim,
    others,
  };
}

/** Whether the row reaches its aim; undefined without one. */
export function reached({ aim, ratio, mock }: Row): boolean | undefined {
  if (!aim) return undefined;
  const figure = aim.absolute ? mock : (ratio ?? Number.NaN);
  return aim.at === 'least' ? figure >= aim.value : figure <= aim.value;
}
