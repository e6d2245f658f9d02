/** Lines about memory, each on servers of its own: the most a process ever held cannot be reset. */
import { setTimeout as sleep } from 'node:timers/promises';
import { rootOf } from '../mock/digests/tree.js';
import { alone, type Context, compared, type Row, type Sample, withServers } from './measure.js';
import { bodyOf, createUpload, setClock, UNSIGNED, uploadIdOf, uploadPart } from './requests.js';
import { askFor, SIDES, type Side, start } from './server.js';
import { vaultsRequest } from './vault-requests.js';
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

const MIB = 1024 * 1024;
const RANGES = 512;

/** What an archive of 512 MiB in parts of 1 MiB adds to the process, joined and quiet again. */
export async function archive({ rounds }: Context): Promise<Row[]> {
  const part = bodyOf(Buffer.alloc(MIB, 'v'));
  const grown: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const server = await start('mock', 'aws-glacier');
    try {
      const connections = await server.connections(4);
      const first = connections[0]!;
      await askFor(first, vaultsRequest('PUT', '/bench'));
      for (let i = 0; i < 500; i += 1) await askFor(first, vaultsRequest('GET', '/bench'));
      const before = server.memory().now;
      const began = await askFor(
        first,
        vaultsRequest('POST', '/bench/multipart-uploads', { 'x-amz-part-size': `${MIB}` }),
      );
      const upload = `/bench/multipart-uploads/${/x-amz-multipart-upload-id: (\S+)/i.exec(began.head)?.[1]}`;
      await share(connections, RANGES, (connection, i) => {
        const range = `bytes ${i * MIB}-${(i + 1) * MIB - 1}/*`;
        // Of one MiB the tree hash is the SHA-256.
        const headers = { 'content-range': range, 'x-amz-sha256-tree-hash': part.sha256 };
        return askFor(connection, vaultsRequest('PUT', upload, headers, part));
      });
      const leaves = Array.from({ length: RANGES }, () => Buffer.from(part.sha256, 'hex'));
      const whole = {
        'x-amz-archive-size': `${RANGES * MIB}`,
        'x-amz-sha256-tree-hash': rootOf(leaves).toString('hex'),
      };
      await askFor(first, vaultsRequest('POST', upload, whole));
      await sleep(200);
      grown.push((server.memory().now - before) / MB);
    } finally {
      await server.stop();
    }
  }
  const bytes = grown.map(() => (RANGES * MIB) / MB);
  const what = 'memory for an archive of 512 MiB in parts of 1 MiB ÷ its bytes';
  return [alone({ name: 'archive', what, unit: 'MB', aim: { at: 'most', value: 1.25 } }, grown, bytes)];
}
