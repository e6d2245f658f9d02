/** Lines about small requests, and about starting. */
import type { Kind } from './connection.js';
import {
  alternate,
  type Context,
  compared,
  type Row,
  type Sample,
  type Samples,
  timed,
  withServers,
} from './measure.js';
import { setClock } from './requests.js';
import { start } from './server.js';
import { CONNECTIONS, connected, cycle, share } from './work.js';

export async function cycles({ rounds }: Context): Promise<Row[]> {
  const others = 'fauxqs 0.62 (checks no signature), cloudserver 0.22, s3rver 0.06, LocalStack 0.04, moto 0.03';
  const what = `create, part of 1 KiB, complete; ${CONNECTIONS} connections`;
  const aim = { at: 'least', value: 0.5 } as const;
  return [
    compared({ name: 'cycles', what, unit: 'cycles/s', aim, others }, await cycleRounds(rounds, 'node')),
    compared({ name: 'cycles-bare', what: '… from bare sockets', unit: 'cycles/s' }, await cycleRounds(rounds, 'bare')),
  ];
}

const cycleRounds = (rounds: number, kind: Kind): Promise<Samples> =>
  withServers(async (servers) => {
    const connections = await connected(servers, CONNECTIONS, kind);
    let made = 0;
    return alternate(rounds, async (side): Promise<Sample> => {
      setClock();
      const count = 2000;
      made += 1;
      const { ms, busy } = await timed(servers[side], () =>
        share(connections[side], count, (connection, i) => cycle(connection, `round-${made}/${i}`)),
      );
      return { value: count / (ms / 1000), busy };
    });
  });

export async function startUp({ rounds }: Context): Promise<Row[]> {
  const samples = await alternate(rounds * 2, async (side): Promise<Sample> => {
    const server = await start(side);
    await server.stop();
    return { value: server.startMs };
  });
  const words = { name: 'start', what: 'start until the first answered request', unit: 'ms' };
  return [compared({ ...words, aim: { at: 'most', value: 2 }, others: 's3rver 0.30 s, moto 0.61 s' }, samples)];
}
