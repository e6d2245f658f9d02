/** For tests: an engine without a shell, whose clock and ids are counted and whose digests can be read. */
import { decide } from './decide.js';
import type { Decision, Judge } from './decision.js';
import { type Buckets, evolve } from './evolve.js';
import { findSource } from './reading.js';
import { rulesByOp } from './rules.js';
import type {
  Attributes,
  Body,
  BodyRef,
  Bucket,
  Choices,
  Claim,
  Command,
  CommandOf,
  Conditions,
  ETag,
  Event,
  Identity,
  Instant,
  Limits,
  Numeral,
  Policy,
  Position,
  Refusal,
  Reply,
  UploadId,
  World,
} from './types.js';

export const KiB = 1024;
export const MiB = 1024 * KiB;
export const GiB = 1024 * MiB;

export const OWNER: Identity = { id: 'owner', displayName: 'Owner', account: '111122223333' };
export const STRANGER: Identity = { id: 'stranger', displayName: 'Stranger', account: '444455556666' };
export const PLAIN: Attributes = { headers: {}, metadata: {} };
/** The clock of a new engine. */
export const NOON = Date.UTC(2026, 2, 1, 12) as Instant;

const LIMITS: Limits = {
  partNumberMin: 1,
  partNumberMax: 10_000,
  maxParts: 10_000,
  minPartSize: 5 * MiB,
  maxPartSize: 5 * GiB,
  maxPutSize: 5 * GiB,
  maxObjectSize: 50_000 * GiB,
  maxCopySource: 5 * GiB,
  keyBytes: 1024,
  metadataBytes: 2048,
  listPartsDefault: 1000,
  listPartsMax: 1000,
  listUploadsDefault: 1000,
  listUploadsMax: 1000,
  listObjectsDefault: 1000,
  listObjectsMax: 1000,
  clockSkewSeconds: 900,
};

const CHOICES = {
  writeConditions: 'both',
  interposedWrite: 'conflict',
  secondComplete: 'same-answer',
  emptyList: 'malformed-xml',
  emptyBody: 'at-least-one-part',
  unknownAbort: 'no-such-upload',
  repeatedAbort: 'no-such-upload',
  partAfterAbort: 'no-such-upload',
  completeAfterAbort: 'no-such-upload',
  partsAfterAbort: 'no-such-upload',
  unlistedParts: 'dropped',
  repeatedNumber: 'part-order',
  uploadsPrefix: 'prefix',
  uploadMarker: 'by-order',
  uploadsDelimiter: 'any',
  uploadsOrder: 'creation',
  markerOutsidePrefix: 'allowed',
  prefixOnlyPage: 'truncated',
  shownMaxUploads: 'lowered',
  nextMarkerAfterPrefix: 'prefix',
  zeroMaxParts: 'none',
  emptyPageMarker: 'zero',
  deleteBucketWithUploads: 'allowed',
  partReads: 'supported',
  encryptionHeaders: 'honoured',
  customerKeys: 'allowed',
  customerKeysOverHttp: 'accepted',
  objectTags: 'kept',
  objectLock: 'kept',
  objectAcl: 'owner-enforced',
} as Choices;

export interface PolicyChanges {
  readonly limits?: Partial<Limits>;
  readonly choices?: Partial<Choices>;
  readonly refuses?: readonly string[];
  readonly unsupported?: readonly string[];
}

export function policyWith({ limits, choices, refuses = [], unsupported = [] }: PolicyChanges = {}): Policy {
  return {
    id: 'test',
    dialect: 's3',
    region: 'eu-west-1',
    limits: { ...LIMITS, ...limits },
    choices: { ...CHOICES, ...choices },
    refuses,
    unsupported,
    storageClasses: {
      default: 'STANDARD',
      accepted: ['STANDARD', 'COLD'],
      notImplemented: ['GLACIER'],
      archived: ['COLD'],
      aliases: { NEARLINE: 'COLD' },
    },
  };
}

/** One line of the table of rules: what was there, what is asked, and `ok` or the fault that is expected. */
export type Row = readonly [
  rule: string,
  says: string,
  given: readonly Command[],
  ask: Command,
  expected: string,
  changes?: Omit<PolicyChanges, 'refuses'>,
  who?: Identity,
];

export interface Engine {
  readonly buckets: Buckets;
  /** Bodies that `evolve` gave back, in order. */
  readonly freed: BodyRef[];
  readonly events: Event[];
  /** Bucket `bkt`, which is there from the start. */
  readonly bucket: Bucket;
  now: Instant;
  /** Decides, and applies what was decided. */
  run(command: Command, who?: Identity): Reply | Refusal;
  /** Runs commands that must be accepted. */
  set(...commands: readonly Command[]): void;
}

/** Upload ids are `u1`, `u2`, …; version ids `v1`, `v2`, …; the ETag of a Complete tells its parts. */
export function newEngine(changes: PolicyChanges = {}): Engine {
  const buckets: Buckets = new Map();
  const freed: BodyRef[] = [];
  const events: Event[] = [];
  const policy = policyWith(changes);
  let uploads = 0;
  let versions = 0;
  const world: World = {
    now: () => engine.now,
    newUploadId: () => `u${++uploads}` as UploadId,
    newEtag: () => 'not-an-md5' as ETag,
    newVersionId: () => `v${++versions}`,
    etags: {
      ofBytes: (md5) => md5 as ETag,
      ofParts: (md5s) => `[${md5s.join(' ')}]-${md5s.length}` as ETag,
    },
    compositeOf: (algorithm, checksums) => `${algorithm}[${checksums.join(' ')}]`,
    fullOf: (algorithm, pieces) =>
      `${algorithm}(${pieces.map(({ checksum, size }) => `${checksum}:${size}`).join(' ')})`,
  };
  const judge: Judge = { policy, rules: rulesByOp(policy), world };
  const engine: Engine = {
    buckets,
    freed,
    events,
    now: NOON,
    get bucket() {
      return buckets.get('bkt')!;
    },
    run(command, who = OWNER) {
      const bucket = 'bucket' in command ? buckets.get(command.bucket) : undefined;
      const outcome: Decision | Refusal = decide(bucket, looked(command, buckets, who), who, judge);
      if ('fault' in outcome) return outcome;
      for (const event of outcome.events) {
        events.push(event);
        freed.push(...evolve(buckets, event));
      }
      return outcome.reply;
    },
    set(...commands) {
      for (const command of commands) {
        const reply = engine.run(command);
        if ('fault' in reply) throw new Error(`${command.op} was refused: ${reply.rule} ${reply.fault}`);
      }
    },
  };
  engine.set({ op: 'create-bucket', bucket: 'bkt' });
  return engine;
}

/** As the shell does: a copy is shown its source. */
function looked(command: Command, buckets: Buckets, who: Identity): Command {
  if (command.op !== 'copy-object' && command.op !== 'upload-part-copy') return command;
  return { ...command, found: findSource(buckets.get(command.source.bucket), command, who, NOON) };
}

/** A body whose reference is its number and whose MD5 can be read: `m7` is body 7. */
export function body(ref: number, size = 1): Body {
  return { ref: ref as BodyRef, size, digests: { md5: `m${ref}` } };
}

export const numeral = (value: number, text = String(value)): Numeral => ({ text, value });
const id = (text: string): UploadId => text as UploadId;
export const claim = (position: number, etag: string): Claim => ({ position: position as Position, etag });

export const create = (key = 'k', attributes = PLAIN): Command => ({ op: 'create', bucket: 'bkt', key, attributes });

/** Stores part `n` as body `ref`, which is the number of the part unless told otherwise. */
export const part = (n: number, size = 5 * MiB, { upload = 'u1', key = 'k', ref = n } = {}): Command => ({
  op: 'upload-part',
  bucket: 'bkt',
  key,
  uploadId: id(upload),
  number: numeral(n),
  length: size,
  body: body(ref, size),
});

/** Each claim is a part number, whose ETag is then the one {@link part} gave it, or number and ETag. */
export const complete = (
  claims: readonly (number | readonly [number, string])[],
  { upload = 'u1', key = 'k', bare = false, conditions = {} as Conditions } = {},
): CommandOf<'complete'> => ({
  op: 'complete',
  bucket: 'bkt',
  key,
  uploadId: id(upload),
  claims: claims.map((one) => (typeof one === 'number' ? claim(one, `m${one}`) : claim(...one))),
  bare,
  conditions,
});

export const abort = (upload = 'u1', key = 'k'): Command => ({ op: 'abort', bucket: 'bkt', key, uploadId: id(upload) });

export const listParts = (
  { max, marker }: { max?: Numeral; marker?: Numeral } = {},
  upload = 'u1',
  key = 'k',
): CommandOf<'list-parts'> => ({ op: 'list-parts', bucket: 'bkt', key, uploadId: id(upload), max, marker });

export const listUploads = (changes: Partial<CommandOf<'list-uploads'>> = {}): CommandOf<'list-uploads'> => ({
  op: 'list-uploads',
  bucket: 'bkt',
  prefix: '',
  prefixGiven: changes.prefix !== undefined,
  delimiter: '',
  keyMarker: '',
  uploadMarker: '',
  max: undefined,
  encodingUrl: false,
  ...changes,
});

export const listObjects = (changes: Partial<CommandOf<'list-objects'>> = {}): CommandOf<'list-objects'> => ({
  op: 'list-objects',
  bucket: 'bkt',
  edition: 2,
  prefix: '',
  delimiter: '',
  after: '',
  continuation: undefined,
  max: undefined,
  fetchOwner: false,
  encodingUrl: false,
  ...changes,
});

export const listVersions = (changes: Partial<CommandOf<'list-versions'>> = {}): CommandOf<'list-versions'> => ({
  op: 'list-versions',
  bucket: 'bkt',
  prefix: '',
  delimiter: '',
  keyMarker: '',
  versionMarker: '',
  max: undefined,
  encodingUrl: false,
  ...changes,
});

export const put = (
  key: string,
  ref = 100,
  size = 1,
  attributes = PLAIN,
  conditions: Conditions = {},
): CommandOf<'put-object'> => ({
  op: 'put-object',
  bucket: 'bkt',
  key,
  attributes,
  length: size,
  conditions,
  body: body(ref, size),
});

type Read = CommandOf<'get-object' | 'head-object'>;

export const get = (key: string, changes: Partial<Read> = {}): Read => ({
  op: 'get-object',
  bucket: 'bkt',
  key,
  conditions: {},
  overrides: {},
  ...changes,
});

export const remove = (key: string, versionId?: string): Command => ({
  op: 'delete-object',
  bucket: 'bkt',
  key,
  ...(versionId === undefined ? {} : { versionId }),
});

export const copyPart = (
  changes: Partial<CommandOf<'upload-part-copy'>> & { source: CommandOf<'upload-part-copy'>['source'] },
): CommandOf<'upload-part-copy'> => ({
  op: 'upload-part-copy',
  bucket: 'bkt',
  key: 'k',
  uploadId: id('u1'),
  number: numeral(1),
  ...changes,
});

export const copy = (
  key: string,
  source: CommandOf<'copy-object'>['source'],
  changes: Partial<CommandOf<'copy-object'>> = {},
): CommandOf<'copy-object'> => ({
  op: 'copy-object',
  bucket: 'bkt',
  key,
  source,
  attributes: PLAIN,
  replace: false,
  ...changes,
});

export const versioning = (status: 'enabled' | 'suspended'): Command => ({
  op: 'put-versioning',
  bucket: 'bkt',
  status,
});

/** `fault` or `ok`: an outcome in one word. */
export const outcome = (reply: Reply | Refusal): string => ('fault' in reply ? reply.fault : 'ok');

/** Numbers from 0 up to 1 that are the same each time for one seed. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
