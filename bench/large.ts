/** Lines about large bodies, from bare sockets: no client of HTTP keeps up with them. */
import type { Connection } from './connection.js';
import { alternate, type Context, compared, type Row, type Sample, timed, withServers } from './measure.js';
import {
  abortUpload,
  type Body,
  BUCKET,
  completeUpload,
  createUpload,
  partList,
  setClock,
  signed,
  UNSIGNED,
  uploadIdOf,
  uploadPart,
} from './requests.js';
import { askFor } from './server.js';
import { connected, LARGE, share } from './work.js';

const LARGE_PARTS = 48;

export const upload = ({ rounds }: Context): Promise<Row[]> =>
  withServers(async (servers) => {
    const connections = await connected(servers, 4);
    const rates = (hash: string) =>
      alternate(rounds, async (side): Promise<Sample> => {
        setClock();
        const first = connections[side][0]!;
        const id = uploadIdOf(await askFor(first, createUpload('large')));
        const { ms, busy } = await timed(servers[side], () =>
          share(
            connections[side],
            LARGE_PARTS,
            (connection, i) => askFor(connection, uploadPart('large', id, i + 1, LARGE, hash)),
            false,
          ),
        );
        await askFor(first, abortUpload('large', id));
        return { value: (LARGE_PARTS * LARGE.bytes.length) / 1e6 / (ms / 1000), busy };
      });
    const words = { what: 'UploadPart of 8 MiB, 4 at a time', unit: 'MB/s' };
    const others = 'moto 0.95, LocalStack 0.79, fauxqs 0.71, s3rver 0.69';
    const aim = { at: 'least', value: 0.9 } as const;
    return [
      compared({ ...words, name: 'upload', aim, others }, await rates(UNSIGNED)),
      compared({ ...words, name: 'upload-sha256', what: `${words.what}, payload signed` }, await rates(LARGE.sha256)),
    ];
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
