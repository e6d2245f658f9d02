/** Lines about memory, each on servers of its own: the most a process ever held cannot be reset. */
import { setTimeout as sleep } from 'node:timers/promises';
import { alone, type Context, compared, type Row, type Sample, withServers } from './measure.js';
import { createUpload, setClock, UNSIGNED, uploadIdOf, uploadPart } from './requests.js';
import { askFor, SIDES, type Side, start } from './server.js';
import { CONNECTIONS, connected, cycle, LARGE, makeBucket, share } from './work.js';

const MB = 1e6;
const CYCLES = 4000;

/** The peak of each server over the same small cycles. */
export async function peak({ rounds }: Context): Promise<Row[]> {
  const samples: Record<Side, Sample[]> = { mock: [], floor: [] };
  for (let round = 0; round < rounds; round += 1) {
    await withServers(async (servers) => {
      const connections = await connected(servers, CONNECTIONS);
      for (const side of SIDES) {
        setClock();
        await share(connections[side], CYCLES, (connection, i) => cycle(connection, `object-${i}`));
        samples[side].push({ value: servers[side].memory().peak / MB });
      }
    });
  }
  const what = `peak memory over ${CYCLES} small cycles`;
  return [compared({ name: 'memory', what, unit: 'MB', aim: { at: 'most', value: 1.25 } }, samples)];
}

const HELD = 64;

/** What 512 MiB in parts add to the process, once it is quiet again. */
export async function held({ rounds }: Context): Promise<Row[]> {
  const grown: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const server = await start('mock');
    try {
      const connections = await server.connections(4);
      const first = connections[0]!;
      await makeBucket(first);
      for (let i = 0; i < 500; i += 1) await cycle(first, `warm-${i}`);
      const before = server.memory().now;
      const id = uploadIdOf(await askFor(first, createUpload('held')));
      await share(connections, HELD, (connection, i) =>
        askFor(connection, uploadPart('held', id, i + 1, LARGE, UNSIGNED)),
      );
      await sleep(200);
      grown.push((server.memory().now - before) / MB);
    } finally {
      await server.stop();
    }
  }
  const bytes = grown.map(() => (HELD * LARGE.bytes.length) / MB);
  const what = `memory for ${HELD} parts of 8 MiB held ÷ their bytes`;
  return [alone({ name: 'held', what, unit: 'MB', aim: { at: 'most', value: 1.25 } }, grown, bytes)];
}
