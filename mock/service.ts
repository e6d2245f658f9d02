/**
 * The shell round the engine: it holds the state and the bodies, asks `decide`, and does what it says. It knows no HTTP.
 */
import { createHash, randomBytes } from 'node:crypto';
import { type Clock, newClock } from './clock.js';
import type { Dialect } from './dialects/dialect.js';
import { token } from './dialects/tokens.js';
import { compositeOf, fullOf } from './digests/compose.js';
import { digester, type Hasher } from './digests/digests.js';
import { TreeHash } from './digests/tree.js';
import { decide } from './engine/decide.js';
import type { Decision, Judge } from './engine/decision.js';
import { type Buckets, evolve } from './engine/evolve.js';
import { findSource } from './engine/reading.js';
import { rulesByOp } from './engine/rules.js';
import type {
  Body,
  Bucket,
  Command,
  CommandOf,
  ETag,
  Event,
  Identity,
  Instant,
  Piece,
  Policy,
  Refusal,
  Reply,
  World,
} from './engine/types.js';
import { vaultArn } from './engine/vaults/account.js';
import { inventoryOf } from './engine/vaults/inventory.js';
import type { Store } from './store/store.js';
import { newSweep } from './sweep.js';

/** What a dialect makes up itself. */
export type Ids = Pick<Dialect, 'newUploadId' | 'etags'>;

export interface Service {
  readonly policy: Policy;
  /** Decides and applies. A command whose body is still to come answers `continue`, and is run again with its body. */
  run(command: Command, who: Identity): Reply | Refusal;
  /** Like `run`, but reads the bytes a copy names in between. */
  runCopy(command: CommandOf<'copy-object' | 'upload-part-copy'>, who: Identity): Promise<Reply | Refusal>;
  /** Like `run`, but finds in between the hash of the bytes that a retrieval names or a sequential upload joins. */
  runHashed(command: CommandOf<'start-job' | 'job-output' | 'complete'>, who: Identity): Promise<Reply | Refusal>;
  /** Bytes of an object across its pieces. */
  content(pieces: readonly Piece[], first: number, length: number): Iterable<Buffer>;
  readonly store: Store;
  readonly buckets: Buckets;
  readonly clock: Clock;
  /** Forgets everything, and that the clock was moved. */
  reset(): void;
}

/** The world as the engine sees it: a clock, and ids nobody can guess. */
export function realWorld({ newUploadId, etags }: Ids, clock: Clock): World {
  return {
    now: () => clock.now() as Instant,
    newUploadId,
    newVersionId: () => token(24),
    newEtag: () => randomBytes(16).toString('hex') as ETag,
    etags,
    compositeOf,
    fullOf,
  };
}

/** Vaults on a page, as a default and at most (GLA-093). */
const VAULTS_PAGE = 10;

/** A copy yields to other requests after this many bytes. */
const COPY_TURN = 1024 * 1024;

function* inTurn(slices: readonly Iterable<Buffer>[]): Generator<Buffer> {
  for (const one of slices) yield* one;
}

/** What decides and what remembers; a mock with a defect has others. */
export interface Mind {
  readonly decide: typeof decide;
  readonly evolve: typeof evolve;
}

export function newService(
  policy: Policy,
  store: Store,
  ids: Ids,
  clock: Clock = newClock(),
  mind: Mind = { decide, evolve },
): Service {
  const buckets: Buckets = new Map();
  const judge: Judge = { policy, rules: rulesByOp(policy), world: realWorld(ids, clock) };
  const judgeIn = (bucket: string): Judge =>
    clock.moved(bucket) ? { ...judge, world: { ...judge.world, now: () => clock.now(bucket) as Instant } } : judge;

  const apply = (events: readonly Event[]): void => {
    for (const event of events) {
      store.append(event);
      for (const ref of mind.evolve(buckets, event)) store.release(ref);
      if (event.type === 'bucket-deleted') clock.forget(event.bucket);
    }
  };

  const ownedBy = (who: Identity): Bucket[] =>
    [...buckets.values()].filter(({ owner }) => owner.id === who.id).sort((a, b) => (a.name < b.name ? -1 : 1));

  const vaultsOf = (who: Identity, { limit, marker }: CommandOf<'list-vaults'>): Reply => {
    const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
    const rest = ownedBy(who).filter(({ name }) => marker === undefined || name > nameOf(marker));
    const page = rest.slice(0, Math.min(limit?.value ?? VAULTS_PAGE, VAULTS_PAGE));
    const last = page.at(-1);
    return {
      op: 'list-vaults',
      vaults: page.map((vault) => ({ vault, inventory: inventoryOf(vault, clock.now(vault.name) as Instant) })),
      marker: last && page.length < rest.length ? vaultArn(policy.region, who, last.name) : undefined,
    };
  };

  // What has expired by the bucket's clock is gone before anyone looks.
  const catchUp = newSweep(clock, apply);
  clock.onMove(() => {
    for (const bucket of buckets.values()) catchUp(bucket);
  });

  const run: Service['run'] = (command, who) => {
    const name = 'bucket' in command ? command.bucket : '';
    const bucket = buckets.get(name);
    if (bucket?.lifecycle) catchUp(bucket);
    const decision: Decision | Refusal = mind.decide(bucket, command, who, judgeIn(name));
    if ('fault' in decision) {
      // The bytes of a refused part go; an earlier good part of that number stays (S3-078).
      if ('body' in command && command.body) store.release(command.body.ref);
      return decision;
    }
    apply(decision.events);
    if (decision.reply.op === 'list-vaults') return vaultsOf(who, command as CommandOf<'list-vaults'>);
    if (decision.reply.op !== 'list-buckets') return decision.reply;
    return { ...decision.reply, buckets: ownedBy(who).map(({ name, createdAt }) => ({ name, createdAt })) };
  };

  // Every piece is opened at once: what is being read stays readable when its object goes meanwhile.
  const content: Service['content'] = (pieces, first, length) => {
    const slices: Iterable<Buffer>[] = [];
    let skip = first;
    let wanted = length;
    for (const piece of pieces) {
      if (wanted <= 0) break;
      if (skip >= piece.size) {
        skip -= piece.size;
        continue;
      }
      const here = Math.min(piece.size - skip, wanted);
      slices.push(store.read(piece.ref, skip, here));
      skip = 0;
      wanted -= here;
    }
    return inTurn(slices);
  };

  const runCopy: Service['runCopy'] = async (command, who) => {
    const found = findSource(buckets.get(command.source.bucket), command, who, judge.world.now());
    const reply = run({ ...command, found } as Command, who);
    if ('fault' in reply || reply.op !== 'continue' || !reply.copy) return reply;
    const { version, first, length } = reply.copy;
    // Opened before anything is waited for: the source may go meanwhile.
    const slices = content(version.pieces, first, length);
    const digests = await digester(reply.digests ?? []);
    const writer = store.writer();
    let size = 0;
    let turn = 0;
    for (const slice of slices) {
      // A copied part has its own bytes: the source may go before the upload ends.
      writer.push(slice);
      digests.update(slice);
      size += slice.length;
      turn += slice.length;
      if (turn < COPY_TURN) continue;
      turn = 0;
      await new Promise(setImmediate);
    }
    const body: Body = { ref: writer.finish(), size, digests: digests.finish() };
    return run({ ...command, found, body } as Command, who);
  };

  const runHashed: Service['runHashed'] = async (command, who) => {
    const reply = run(command, who);
    if ('fault' in reply || reply.op !== 'continue' || !reply.hash) return reply;
    const { pieces, first, length, by } = reply.hash;
    const hash: Hasher = by === 'md5' ? createHash('md5') : new TreeHash();
    let turn = 0;
    for (const slice of content(pieces, first, length)) {
      hash.update(slice);
      turn += slice.length;
      if (turn < COPY_TURN) continue;
      turn = 0;
      await new Promise(setImmediate);
    }
    const hex = hash.digest().toString('hex');
    return run(command.op === 'complete' ? { ...command, wholeMd5: hex } : { ...command, rangeHash: hex }, who);
  };

  return {
    policy,
    run,
    runCopy,
    runHashed,
    content,
    store,
    buckets,
    clock,
    reset() {
      clock.reset();
      buckets.clear();
      store.clear();
    },
  };
}
