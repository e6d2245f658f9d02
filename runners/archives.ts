/**
 * What the steps of a scenario leave unsaid where archives have ids and parts are byte ranges: the range of a part by its number, the
 * size and tree hashes that every upload must tell, and the archive that a key stands for.
 */
import { parseSize } from '../suites/reader/size.js';
import { type BodySpec, sizeOf } from './body.js';
import type { Ask } from './drivers/ask.js';
import type { Observation } from './drivers/observation.js';
import type { RawFields } from './scenario.js';
import { linearHashOf, treeHashOf } from './tree-hash.js';

const MIB = 1024 * 1024;
/** By then a retrieval by the standard tier is ready: it takes three to five hours. */
export const RETRIEVAL_MS = 5 * 60 * 60 * 1000;
/** An id such as Glacier gives (GLA-015), and never gave. */
const NO_ARCHIVE = 'A'.repeat(138);

interface Named {
  readonly number: number | string | undefined;
  readonly bodies: readonly BodySpec[] | undefined;
  readonly observation: Observation;
}

export class Archives {
  readonly #named: (name: string) => Named;
  readonly #partSizes = new Map<string, number>();
  readonly #ids = new Map<string, string>();
  /** What the scenario calls each upload. */
  readonly #keys = new Map<string, string>();

  /** @param named what a step bound to a name. */
  constructor(named: (name: string) => Named) {
    this.#named = named;
  }

  /** The question with what Glacier must be told put in; a field of the step that is `null` is left out. */
  async filled(ask: Ask, fields: RawFields): Promise<Ask> {
    const { archive: _archive, job: _job, ...rest } = ask as Ask & { archive?: string; job?: string };
    return { ...rest, ...(await this.#told(ask, fields)) };
  }

  async #told(ask: Ask, fields: RawFields): Promise<Record<string, unknown>> {
    switch (ask.op) {
      case 'create':
        return { partSize: bytesOf(fields.partSize, MIB) };
      case 'put-part':
        return {
          range: unlessGiven(fields.range, this.#rangeOf(ask)),
          treeHash: await this.#hash(fields.treeHash, ask.body ? [ask.body] : []),
        };
      case 'put':
        return { treeHash: await this.#hash(fields.treeHash, ask.body ? [ask.body] : []) };
      case 'complete': {
        const bodies = this.#inOrder(fields);
        const size = bodies.reduce((sum, body) => sum + sizeOf(body), 0);
        return { archiveSize: bytesOf(fields.archiveSize, size), treeHash: await this.#hash(fields.treeHash, bodies) };
      }
      case 'get':
      case 'delete':
      case 'start-job':
        return ask.op === 'start-job' && fields.type === 'inventory-retrieval'
          ? {}
          : { archiveId: unlessGiven(fields.archiveId, this.#archiveOf(ask, fields)) };
      case 'describe-job':
      case 'job-output':
        return { jobId: unlessGiven(fields.jobId, this.#valueOf(fields.job, 'jobId')) };
      default:
        return {};
    }
  }

  /** Notes what an answer says about archives and uploads. */
  remember(ask: Ask, observation: Observation): void {
    if (observation.kind !== 'accepted') return;
    const { uploadId, archiveId } = observation.values;
    if (ask.op === 'create' && typeof uploadId === 'string' && typeof ask.partSize === 'number')
      this.#partSizes.set(uploadId, ask.partSize);
    if (ask.op === 'create' && typeof uploadId === 'string') this.#keys.set(uploadId, ask.key ?? '');
    if (typeof archiveId === 'string' && (ask.op === 'put' || ask.op === 'complete'))
      this.#ids.set(`${ask.bucket}/${ask.key ?? ''}`, archiveId);
  }

  /** A listing of uploads with the keys that the scenario gave them; `null` for one it does not know. */
  named<O extends Observation>(ask: Ask, observation: O): O {
    if (ask.op !== 'list-uploads' || observation.kind !== 'accepted') return observation;
    const ids = (observation.values.uploadIds as readonly string[] | undefined) ?? [];
    return { ...observation, values: { ...observation.values, keys: ids.map((id) => this.#keys.get(id) ?? null) } };
  }

  /** Part `n` begins where `n - 1` whole parts end (GLA-022). */
  #rangeOf({ number, uploadId, body }: Ask): string {
    const first = (Number(number ?? 1) - 1) * (this.#partSizes.get(uploadId ?? '') ?? MIB);
    return `bytes ${first}-${first + (body ? sizeOf(body) : 0) - 1}/*`;
  }

  #archiveOf(ask: Ask, { archive }: RawFields): string {
    return this.#valueOf(archive, 'archiveId') ?? this.#ids.get(`${ask.bucket}/${ask.key ?? ''}`) ?? NO_ARCHIVE;
  }

  #valueOf(name: unknown, value: string): string | undefined {
    if (name === undefined) return undefined;
    const { observation } = this.#named(String(name));
    const found = observation.kind === 'accepted' ? observation.values[value] : undefined;
    return typeof found === 'string' ? found : undefined;
  }

  /** The bodies of the parts a step names, in the order of their numbers and not of the list. */
  #inOrder({ parts }: RawFields): BodySpec[] {
    return ((parts as unknown[]) ?? [])
      .map((one) => (typeof one === 'string' ? one : (one as { part?: string }).part))
      .flatMap((name) => (name === undefined ? [] : [this.#named(name)]))
      .sort((a, b) => Number(a.number ?? 0) - Number(b.number ?? 0))
      .flatMap(({ bodies }) => bodies ?? []);
  }

  async #hash(given: unknown, bodies: readonly BodySpec[]): Promise<string | undefined> {
    if (given === null) return undefined;
    if (given === undefined) return treeHashOf(bodies);
    if (typeof given !== 'object') return String(given);
    const { of, linear } = given as { of: string | readonly string[]; linear?: boolean };
    const other = [of].flat().flatMap((name) => this.#named(name).bodies ?? []);
    return linear ? linearHashOf(other) : treeHashOf(other);
  }
}

/** What the mock calls the operations that a fault may meet. */
const OPERATIONS: Readonly<Record<string, string>> = {
  create: 'open-archive',
  'upload-part': 'put-range',
  complete: 'join-archive',
  abort: 'drop-archive',
};

/** A fault of the wire, written for keys and part numbers, for a vault that has neither. */
export function vaultFault({ op, partNumber: _, ...fault }: RawFields, bucket: string): object {
  return { ...fault, op: OPERATIONS[String(op)] ?? op, bucket };
}

/** The job that asks for the archive of a `get`. */
export function retrieval({ bucket, archiveId, tier }: Ask): Ask {
  return {
    op: 'start-job',
    bucket,
    type: 'archive-retrieval',
    ...(archiveId === undefined ? {} : { archiveId }),
    ...(tier === undefined ? {} : { tier }),
  };
}

/** What is then asked for, with the range of the `get`. */
export function outputOf({ bucket, range }: Ask, job: Extract<Observation, { kind: 'accepted' }>): Ask {
  return {
    op: 'job-output',
    bucket,
    jobId: String(job.values.jobId),
    ...(range === undefined ? {} : { range }),
  };
}

function unlessGiven(given: unknown, usual: string | undefined): string | undefined {
  return given === null ? undefined : given === undefined ? usual : String(given);
}

/** A size as written (`2 MiB`), a number, or a text that is none and goes out as it stands. */
function bytesOf(given: unknown, usual: number): number | string | undefined {
  if (given === null) return undefined;
  if (given === undefined) return usual;
  if (typeof given === 'number') return given;
  try {
    return parseSize(String(given));
  } catch {
    return String(given);
  }
}
