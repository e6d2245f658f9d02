/** One upload of ten thousand parts: what a part costs as they pile up, and what listing and completing them costs. */

import { join } from 'node:path';
import { packageRoot } from '../suites/reader/documents.js';
import type { Connection, Kind } from './connection.js';
import {
  alone,
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
  BUCKET,
  completeUpload,
  createUpload,
  partList,
  setClock,
  signed,
  uploadIdOf,
  uploadPart,
} from './requests.js';
import { askFor, type Server } from './server.js';
import { CONNECTIONS, connected, SMALL, share } from './work.js';

const PARTS = 10_000;
const PAGE = 1000;
/** Parts over which the time of one is averaged, before part 100 and before part 10,000. */
const WINDOW = 100;
const LIST = partList(PARTS, SMALL);

interface Piled {
  readonly total: Sample;
  /** Milliseconds. */
  readonly early: number;
  readonly late: number;
  readonly list: number;
  readonly complete: number;
  readonly fifty: number;
}

export async function manyParts({ rounds }: Context): Promise<Row[]> {
  const [samples, piled] = await piles(rounds, 'node');
  const [bare] = await piles(rounds, 'bare');
  const of = (field: 'early' | 'late' | 'list' | 'complete' | 'fifty'): number[] => piled.map((one) => one[field]);
  const what = `one upload of ${PARTS} parts of 1 KiB; ${CONNECTIONS} connections`;
  const others = 'fauxqs 1.7, MiniStack 3.9, s3rver 10, moto 25';
  const growth = { name: 'parts-growth', what: 'a part at 10,000 ÷ one at 100' };
  const list = { name: 'parts-list', what: 'ListParts, all pages ÷ 50 UploadParts' };
  const complete = { name: 'parts-complete', what: 'Complete ÷ 50 UploadParts' };
  const under = (value: number) => ({ unit: 'ms', aim: { at: 'most', value } }) as const;
  return [
    compared({ name: 'parts', what, unit: 's', aim: { at: 'most', value: 1.6 }, others }, samples),
    compared({ name: 'parts-bare', what: '… from bare sockets', unit: 's' }, bare),
    alone({ ...growth, ...under(1.2) }, of('late'), of('early')),
    alone({ ...list, ...under(1) }, of('list'), of('fifty')),
    alone({ ...complete, ...under(1) }, of('complete'), of('fifty')),
  ];
}

/** The times of both sides, and what else the mock's rounds showed. */
const piles = (rounds: number, kind: Kind): Promise<readonly [Samples, readonly Piled[]]> =>
  withServers(
    async (servers) => {
      const connections = await connected(servers, CONNECTIONS, kind);
      const mock: Piled[] = [];
      const samples = await alternate(rounds, async (side) => {
        const piled = await pile(servers[side], connections[side]);
        if (side === 'mock') mock.push(piled);
        return piled.total;
      });
      return [samples, mock.slice(1)] as const;
    },
    join(packageRoot(), 'bench', 'small-parts.yaml'),
  );

let uploads = 0;

async function pile(server: Server, connections: readonly Connection[]): Promise<Piled> {
  // A name of its own: to replace an object of ten thousand parts would cost the mock their release as well.
  uploads += 1;
  const name = `many-${uploads}`;
  setClock();
  const first = connections[0]!;
  const began = performance.now();
  const ends: number[] = [];
  let id = '';
  const put = (connection: Connection, number: number) => askFor(connection, uploadPart(name, id, number, SMALL));
  const { busy } = await timed(server, async () => {
    id = uploadIdOf(await askFor(first, createUpload(name)));
    await share(connections, PARTS, async (connection, i) => {
      await put(connection, i + 1);
      ends.push(performance.now());
    });
  });
  const uploaded = performance.now() - began;
  const list = (await timed(server, () => listAll(first, name, id))).ms;
  const fifty = (
    await timed(server, async () => {
      for (let number = 1; number <= 50; number += 1) await put(first, number);
    })
  ).ms;
  const request = completeUpload(name, id, LIST);
  const complete = (await timed(server, async () => void (await askFor(first, request)))).ms;
  const perPart = (until: number): number => (ends[until - 1]! - ends[until - 1 - WINDOW + 1]!) / (WINDOW - 1);
  return {
    total: { value: (uploaded + complete) / 1000, busy },
    early: perPart(WINDOW + WINDOW / 2),
    late: perPart(PARTS),
    list,
    complete,
    fifty,
  };
}

async function listAll(connection: Connection, name: string, id: string): Promise<void> {
  for (let marker = 0; marker < PARTS; marker += PAGE) {
    const query = `part-number-marker=${marker}&uploadId=${id}`;
    await askFor(connection, signed('GET', `/${BUCKET}/${name}`, query));
  }
}
