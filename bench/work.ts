/** The work that the lines share: connections, bodies, and small cycles spread over connections. */
import type { Connection, Kind } from './connection.js';
import {
  BUCKET,
  bodyOf,
  completeUpload,
  createUpload,
  partList,
  setClock,
  signed,
  uploadIdOf,
  uploadPart,
} from './requests.js';
import { askFor, type Server, type Side } from './server.js';

const MIB = 1024 * 1024;
export const CONNECTIONS = 16;
export const SMALL = bodyOf(Buffer.alloc(1024, 's'));
export const LARGE = bodyOf(Buffer.alloc(8 * MIB, 'l'));

export async function makeBucket(connection: Connection): Promise<void> {
  await askFor(connection, signed('PUT', `/${BUCKET}`, ''));
}

/** A connection each for mock and floor, with the bucket made. */
export async function connected(
  servers: Readonly<Record<Side, Server>>,
  count: number,
  kind: Kind = 'bare',
): Promise<Readonly<Record<Side, Connection[]>>> {
  const mock = await servers.mock.connections(count, kind);
  const floor = await servers.floor.connections(count, kind);
  setClock();
  await makeBucket(mock[0]!);
  return { mock, floor };
}

/**
 * Shares `count` pieces of work among connections, each taking the next when it is free.
 *
 * @param awake keep this process from sleeping meanwhile.
 */
export async function share(
  connections: readonly Connection[],
  count: number,
  work: (connection: Connection, index: number) => Promise<unknown>,
  awake = true,
): Promise<void> {
  let next = 0;
  let asleep = !awake;
  // Waking a process that sleeps costs the server more than many an answer does, and would weigh only on the side that lets
  // this one sleep: so it stays awake.
  const stayAwake = (): void => {
    if (!asleep) setImmediate(stayAwake);
  };
  stayAwake();
  const lane = async (connection: Connection): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(connection, index);
    }
  };
  try {
    await Promise.all(connections.map(lane));
  } finally {
    asleep = true;
  }
}

const ONE_PART = partList(1, SMALL);

/** Create, one part of 1 KiB, Complete; every object has a name of its own. */
export async function cycle(connection: Connection, name: string): Promise<void> {
  const id = uploadIdOf(await askFor(connection, createUpload(name)));
  await askFor(connection, uploadPart(name, id, 1, SMALL));
  await askFor(connection, completeUpload(name, id, ONE_PART));
}
