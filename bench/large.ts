/** Lines about large bodies, from bare sockets: no client of HTTP keeps up with them. */
import { hasher } from '../mock/digests/digests.js';
import type { Ask, Connection } from './connection.js';
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
import {
  abortUpload,
  type Body,
  BUCKET,
  completeUpload,
  createUpload,
  partList,
  setClock,
  signed,
  trailed,
  UNSIGNED,
  uploadIdOf,
  uploadPart,
  uploadTrailed,
} from './requests.js';
import { askFor, type Server, type Side } from './server.js';
import { connected, LARGE, share } from './work.js';

const LARGE_PARTS = 48;

type Part = (id: string, number: number) => Ask;

/** MB/s of parts of 8 MiB, in an upload whose checksums are by this algorithm. */
function partRates(
  servers: Readonly<Record<Side, Server>>,
  connections: Readonly<Record<Side, Connection[]>>,
  rounds: number,
  part: Part,
  algorithm?: string,
): Promise<Samples> {
  return alternate(rounds, async (side): Promise<Sample> => {
    setClock();
    const first = connections[side][0]!;
    const id = uploadIdOf(await askFor(first, createUpload('large', algorithm)));
    const { ms, busy } = await timed(servers[side], () =>
      share(connections[side], LARGE_PARTS, (connection, i) => askFor(connection, part(id, i + 1)), false),
    );
    await askFor(first, abortUpload('large', id));
    return { value: (LARGE_PARTS * LARGE.bytes.length) / 1e6 / (ms / 1000), busy };
  });
}

const PARTS = { what: 'UploadPart of 8 MiB, 4 at a time', unit: 'MB/s' };

export const upload = ({ rounds }: Context): Promise<Row[]> =>
  withServers(async (servers) => {
    const connections = await connected(servers, 4);
    const rates = (hash: string) =>
      partRates(servers, connections, rounds, (id, number) => uploadPart('large', id, number, LARGE, hash));
    const others = 'moto 0.95, LocalStack 0.79, fauxqs 0.71, s3rver 0.69';
    const aim = { at: 'least', value: 0.9 } as const;
    return [
      compared({ ...PARTS, name: 'upload', aim, others }, await rates(UNSIGNED)),
      compared({ ...PARTS, name: 'upload-sha256', what: `${PARTS.what}, payload signed` }, await rates(LARGE.sha256)),
    ];
  });

/** Parts with a checksum in the trailer: both servers compute MD5 and that checksum, by the same code. */
export const checksums = ({ rounds }: Context): Promise<Row[]> =>
  withServers(async (servers) => {
    const connections = await connected(servers, 4);
    const rows: Row[] = [];
    for (const algorithm of ['CRC32', 'CRC64NVME']) {
      const one = await hasher(algorithm.toLowerCase());
      one.update(LARGE.bytes);
      const body = trailed(LARGE, algorithm, one.digest().toString('base64'));
      const part: Part = (id, number) => uploadTrailed('large', id, number, body);
      const words = {
        ...PARTS,
        name: `upload-${algorithm.toLowerCase()}`,
        what: `${PARTS.what}, ${algorithm} trailer`,
      };
      const samples = await partRates(servers, connections, rounds, part, algorithm);
      rows.push(compared({ ...words, aim: { at: 'least', value: 0.8 } }, samples));
    }
    return rows;
  });

const OBJECT_PARTS = 32;

/** An object of 256 MiB: 32 parts of 8 MiB. */
async function makeObject(connection: Connection, body: Body): Promise<void> {
  const id = uploadIdOf(await askFor(connection, createUpload('object')));
  for (let i = 1; i <= OBJECT_PARTS; i += 1) await askFor(connection, uploadPart('object', id, i, body, UNSIGNED));
  await askFor(connection, completeUpload('object', id, partList(OBJECT_PARTS, body)));
}

export const download = ({ rounds }: Context): Promise<Row[]> =>
  withServers(async (servers) => {
    const connections = await connected(servers, 1);
    await makeObject(connections.mock[0]!, LARGE);
    const size = OBJECT_PARTS * LARGE.bytes.length;
    const samples = await alternate(rounds, async (side): Promise<Sample> => {
      setClock();
      const { ms, busy } = await timed(servers[side], async () => {
        const answer = await askFor(connections[side][0]!, {
          ...signed('GET', `/${BUCKET}/object`, ''),
          discard: true,
        });
        if (answer.size !== size) throw new Error(`${side} answered ${answer.size} bytes instead of ${size}`);
      });
      return { value: size / 1e6 / (ms / 1000), busy };
    });
    const words = { name: 'download', what: 'GET of a completed object of 256 MiB', unit: 'MB/s' };
    return [compared({ ...words, aim: { at: 'least', value: 0.8 } }, samples)];
  });
