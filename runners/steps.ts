/** Runs the steps of one case in order, keeps the names they bind, and remembers what has to be cleaned up. */
import { parseDuration } from '../suites/reader/duration.js';
import { policyText } from './access.js';
import { answerOf, timesOf } from './answer.js';
import { Archives, outputOf, RETRIEVAL_MS, retrieval, vaultFault } from './archives.js';
import { type BodySpec, sizeOf } from './body.js';
import { withChecksums } from './checksum-fields.js';
import type { Ask, Operation } from './drivers/ask.js';
import type { Driver, SendOptions } from './drivers/driver.js';
import type { Observation } from './drivers/observation.js';
import { type Context, ExpressionError, resolve } from './expressions.js';
import { bodyOf, metadataOf, numbered, rawOf, sliceOf, tagsOf, textOf } from './fields.js';
import { BUCKET_OPERATIONS, KEY_MARKERS, LISTINGS, prefixed } from './keyed.js';
import { type Made, remember } from './made.js';
import { Meeting } from './meeting.js';
import type { Exchange } from './result.js';
import type { RawFields, Simple, Step } from './scenario.js';
import { type ClockMove, type Controls, WHY_NOT } from './targets/controls.js';

/** What a name stands for: the question, the answer, and the bytes that went with it. */
export interface Bound {
  readonly op: Operation;
  readonly bucket: string;
  /** Relative to the case's prefix, as the scenario wrote it. */
  readonly key: string;
  readonly fullKey: string;
  readonly number: number | string | undefined;
  /** The bytes that this step stored, in order; undefined when it stored none. */
  readonly bodies: readonly BodySpec[] | undefined;
  readonly observation: Observation;
}

/** An answer, or its absence. */
type Seen = Exclude<Observation, { kind: 'unsendable' }>;

/** Where a case works. */
export interface Place {
  readonly bucket: string;
  /** Put before every key; empty in a bucket of its own. */
  readonly prefix: string;
  readonly absentBucket: string;
  /** Of the case within the run; tells its buckets from those of others. */
  readonly number: number;
}

/** A step of the scenario cannot be carried out: it refers to something that was never seen. */
export class StepError extends Error {
  override readonly name = 'StepError';
}

export class Steps {
  readonly exchanges: Exchange[] = [];
  readonly bound = new Map<string, Bound>();
  readonly made: Made = { uploads: [], keys: [], buckets: [], policies: [] };
  readonly #place: Place;
  readonly #driver: Driver;
  readonly #raw: Driver;
  readonly #options: Omit<SendOptions, 'step'>;
  readonly #base: Context;
  readonly #controls: Controls | undefined;
  /** Where archives have ids instead of names. */
  readonly #archives: Archives | undefined;
  readonly #meeting = new Meeting();
  #buckets = 0;
  /** Who asked last: the driver asked for, or raw where that one could not send it. */
  lastDriver: string;

  constructor(
    place: Place,
    driver: Driver,
    raw: Driver,
    options: Omit<SendOptions, 'step'>,
    base: Context,
    controls?: Controls,
  ) {
    this.#place = place;
    this.#driver = driver;
    this.#raw = raw;
    this.#options = options;
    this.#base = base;
    this.#controls = controls;
    if (driver.dialect === 'glacier') this.#archives = new Archives((name) => this.get(name));
    this.lastDriver = driver.id;
  }

  /** What expressions see: the profile, and every bound name. */
  context(extra: Context = {}): Context {
    const names = Object.fromEntries([...this.bound].map(([name, bound]) => [name, this.seen(bound)]));
    return { ...this.#base, ...names, ...extra };
  }

  /** A bound answer as expressions see it: keys relative to the case. */
  seen(bound: Bound): Record<string, unknown> {
    const { observation } = bound;
    const size = bound.bodies?.reduce((sum, body) => sum + sizeOf(body), 0);
    return {
      key: bound.key,
      fullKey: bound.fullKey,
      bucket: bound.bucket,
      number: bound.number ?? null,
      ...timesOf(observation),
      size: size ?? null,
      ...answerOf(observation, this.#place.prefix, bound.bucket === this.#place.bucket),
      ...(size === undefined ? {} : { size }),
    };
  }

  /** Carries out a step. @returns the answer, or undefined for what no driver sends and for branches, whose answers are bound by name. */
  async run(step: Step, title: string): Promise<Bound | undefined> {
    if ('together' in step) {
      const branches = step.together.map(async (branch, b) => {
        for (const [i, one] of branch.entries())
          await this.run(one, `${title} branch ${b + 1}.${i + 1}: ${'do' in one ? one.do : 'together'}`);
      });
      // What one branch cannot send must not leave the others behind: the clean-up follows.
      for (const branch of await Promise.allSettled(branches)) if (branch.status === 'rejected') throw branch.reason;
      return undefined;
    }
    if (step.do === 'wait') {
      await this.#meeting.wait(step.fields);
      return undefined;
    }
    if (step.do === 'advance-clock' || step.do === 'mock-fault') {
      if (!this.#controls) throw new StepError(`${title}: ${WHY_NOT[step.do]}`);
      await this.#control(step.do, resolve(step.fields, this.context()) as RawFields, this.#controls);
      return undefined;
    }
    const { times, ...once } = step as Simple & { readonly do: Operation };
    return times === undefined ? this.#ask(once, title, this.#driver) : this.#askOften(once, times, title);
  }

  /** Tells the mock something; a fault meets only what this case asks. */
  #control(what: keyof typeof WHY_NOT, fields: RawFields, controls: Controls): Promise<void> {
    const bucket = this.#bucketOf(fields.bucket) ?? this.#place.bucket;
    if (what === 'advance-clock')
      return controls.advanceClock(bucket, moveOf(fields as Record<string, string | undefined>));
    const prefix = bucket === this.#place.bucket ? this.#place.prefix : '';
    const key = prefix + ((fields.key as string | undefined) ?? 'object');
    const fault = fields.fault as RawFields;
    return controls.addFault(this.#archives ? vaultFault(fault, bucket) : { ...fault, bucket, key });
  }

  /**
   * Sends a step many times, some at once, through the raw driver: it is set-up, and an SDK costs several times as much.
   *
   * @returns the first answer that was no success, or the last.
   */
  async #askOften(step: Simple & { readonly do: Operation }, times: number, title: string): Promise<Bound> {
    let next = 1;
    let last: Bound | undefined;
    let bad: Bound | undefined;
    const worker = async (): Promise<void> => {
      while (next <= times && !bad) {
        const i = next;
        next += 1;
        last = await this.#ask(
          { ...step, fields: numbered(step.fields, i) as RawFields },
          `${title} (${i} of ${times})`,
          this.#raw,
        );
        // Thousands of exchanges that say the same are no evidence.
        if (last.observation.kind !== 'accepted') bad = last;
        else if (i > 2) this.exchanges.splice(this.exchanges.indexOf(last.observation.exchange), 1);
      }
    };
    await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
    return (bad ?? last)!;
  }

  async #ask(step: Simple & { readonly do: Operation }, title: string, driver: Driver): Promise<Bound> {
    const fields = resolve(step.fields, this.context()) as RawFields;
    const { ask: unsummed, key, bodies } = this.#askOf(step.do, fields);
    const summed = await withChecksums(unsummed, fields, bodies, (name) => this.get(name).bodies ?? []);
    const ask = (await this.#archives?.filled(summed, fields)) ?? summed;
    const seen =
      this.#archives && ask.op === 'get' && !ask.raw
        ? await this.#retrieve(ask, title, driver)
        : await this.#send(ask, title, driver, step.as);
    this.#archives?.remember(ask, seen);
    const observation = this.#archives?.named(ask, seen) ?? seen;
    const bound: Bound = {
      op: step.do,
      bucket: ask.bucket,
      key,
      fullKey: ask.key ?? '',
      number: ask.number,
      bodies,
      observation,
    };
    remember(this.made, ask, observation);
    if (step.as !== undefined) {
      this.bound.set(step.as, bound);
      this.#meeting.end(step.as);
    }
    return bound;
  }

  /** Asks a driver, or the raw one where that cannot send it. */
  async #send(ask: Ask, title: string, driver: Driver, as?: string): Promise<Seen> {
    const paused = (): Promise<void> => this.#meeting.pause(as, ask.raw?.pause);
    const options = { ...this.#options, step: title, paused };
    const asked = ask.raw || ask.op === 'raw' ? this.#raw : driver;
    let observation = await asked.send(ask, options);
    this.lastDriver = asked.id;
    if (observation.kind === 'unsendable' && asked !== this.#raw) {
      observation = await this.#raw.send(ask, options);
      this.lastDriver = this.#raw.id;
    }
    if (observation.kind === 'unsendable') throw new StepError(`${title}: cannot be sent: ${observation.because}`);
    this.exchanges.push(observation.exchange);
    return observation;
  }

  /** An archive is asked for with a job, and read when that is done, hours later. */
  async #retrieve(ask: Ask, title: string, driver: Driver): Promise<Seen> {
    if (!this.#controls) throw new StepError(`${title}: ${WHY_NOT['advance-clock']}`);
    const job = await this.#send(retrieval(ask), `${title}: the job`, driver);
    if (job.kind !== 'accepted') return job;
    await this.#controls.advanceClock(ask.bucket, { byMs: RETRIEVAL_MS });
    return this.#send(outputOf(ask, job), title, driver);
  }

  get(name: string): Bound {
    const bound = this.bound.get(name);
    if (!bound) throw new StepError(`"${name}" was never bound`);
    return bound;
  }

  #askOf(op: Operation, fields: RawFields): { ask: Ask; key: string; bodies: readonly BodySpec[] | undefined } {
    const upload = typeof fields.upload === 'string' ? this.get(fields.upload) : undefined;
    const bucket =
      this.#bucketOf(fields.bucket) ??
      upload?.bucket ??
      (op === 'create-bucket' ? this.#newBucket() : this.#place.bucket);
    const prefix = bucket === this.#place.bucket || bucket === this.#place.absentBucket ? this.#place.prefix : '';
    const key =
      typeof fields.key === 'object'
        ? this.#longKey(fields.key as { bytes: number; of?: string }, prefix)
        : ((fields.key as string | undefined) ?? upload?.key ?? 'object');
    const onKey = !BUCKET_OPERATIONS.has(op);
    const listing = LISTINGS.has(op);
    const body = bodyOf(fields, op === 'put-part' ? `part-${fields.number as string}` : 'object');
    const uploadId = (fields.uploadId as string | undefined) ?? idOf(upload);
    if (upload && uploadId === undefined)
      throw new ExpressionError(`"${fields.upload as string}" was answered without an upload id`);
    const source = this.#sourceOf(fields.source);
    const {
      upload: _u,
      bucket: _b,
      key: _k,
      source: _s,
      parts,
      checksums: _checksums,
      withChecksums: _withChecksums,
      size: _size,
      seed: _seed,
      text: _text,
      fill: _fill,
      count: _count,
      raw,
      metadata,
      tagging,
      tags,
      policy,
      ...rest
    } = fields;
    const ask = {
      ...(rest as Partial<Ask>),
      op,
      bucket,
      ...(onKey ? { key: prefix + key } : {}),
      ...(uploadId === undefined ? {} : { uploadId }),
      ...(body ? { body } : {}),
      ...(source ? { source: source.ask } : {}),
      ...(parts === undefined ? {} : { parts: this.#partsOf(parts as unknown[]) }),
      ...(metadata === undefined ? {} : { metadata: metadataOf(metadata as Record<string, unknown>) }),
      ...(tagging === undefined ? {} : { tagging: textOf(tagging) }),
      ...(tags === undefined ? {} : { tags: tagsOf(tags) }),
      ...(listing && (prefix !== '' || fields.prefix !== undefined)
        ? { prefix: prefix + ((fields.prefix as string | undefined) ?? '') }
        : {}),
      ...(KEY_MARKERS.has(op) && typeof fields.marker === 'string' ? { marker: prefix + fields.marker } : {}),
      ...(fields.keys === undefined
        ? {}
        : { keys: prefixed(fields.keys as (string | { key: string; versionId?: string })[], prefix) }),
      ...(policy === undefined ? {} : { policy: policyText(policy) }),
      ...(raw === undefined ? {} : { raw: rawOf(raw as RawFields) }),
    } as Ask;
    return { ask, key: onKey ? key : '', bodies: this.#bodiesOf(op, body, source, fields) };
  }

  /** A name for one more bucket of this case. */
  #newBucket(): string {
    this.#buckets += 1;
    return `${this.#place.bucket}-${this.#place.number}-${this.#buckets}`;
  }

  #bucketOf(given: unknown): string | undefined {
    if (given === undefined) return undefined;
    if (given === 'absent') return this.#place.absentBucket;
    const bound = this.bound.get(String(given));
    return bound ? bound.bucket : String(given);
  }

  #longKey({ bytes, of = 'k' }: { bytes: number; of?: string }, prefix: string): string {
    const room = bytes - Buffer.byteLength(prefix);
    const each = Buffer.byteLength(of);
    return of.repeat(Math.floor(room / each)) + 'k'.repeat(room % each);
  }

  #sourceOf(
    given: unknown,
  ): { readonly ask: NonNullable<Ask['source']>; readonly bodies: readonly BodySpec[] | undefined } | undefined {
    if (given === undefined) return undefined;
    const { of, key, bucket, versionId } = (typeof given === 'string' ? { of: given } : given) as {
      of?: string;
      key?: string;
      bucket?: string;
      versionId?: string;
    };
    const bound = of === undefined ? undefined : this.get(of);
    const place = this.#bucketOf(bucket) ?? bound?.bucket ?? this.#place.bucket;
    const prefix = place === this.#place.bucket || place === this.#place.absentBucket ? this.#place.prefix : '';
    const fullKey = key === undefined ? (bound?.fullKey ?? `${prefix}object`) : prefix + key;
    return {
      ask: { bucket: place, key: fullKey, ...(versionId === undefined ? {} : { versionId }) },
      bodies: bound?.bodies,
    };
  }

  #partsOf(given: readonly unknown[]): NonNullable<Ask['parts']> {
    return given.map((one) => {
      const { part, number, etag } = (typeof one === 'string' ? { part: one } : one) as {
        part?: string;
        number?: number | string;
        etag?: string;
      };
      const bound = part === undefined ? undefined : this.get(part);
      return { number: number ?? bound?.number ?? 1, etag: etag ?? tagOf(bound) };
    });
  }

  /** What a step stores: its own body, the range of its source, or the parts it joins. */
  #bodiesOf(
    op: Operation,
    body: BodySpec | undefined,
    source: { bodies: readonly BodySpec[] | undefined } | undefined,
    fields: RawFields,
  ): readonly BodySpec[] | undefined {
    if (body) return [body];
    if (op === 'copy') return source?.bodies;
    if (op === 'copy-part') {
      const range = /^bytes=(\d+)-(\d+)$/.exec(String(fields.range ?? ''));
      if (!range || !source?.bodies) return source?.bodies;
      return sliceOf(source.bodies, Number(range[1]), Number(range[2]) - Number(range[1]) + 1);
    }
    if (op === 'complete') {
      const names = ((fields.parts as unknown[]) ?? []).map((one) =>
        typeof one === 'string' ? one : (one as { part?: string }).part,
      );
      return names.flatMap((name) => (name === undefined ? [] : (this.bound.get(name)?.bodies ?? [])));
    }
    return op === 'put' || op === 'put-part' ? [{ kind: 'text', text: '' }] : undefined;
  }
}

function moveOf({ by, to, less }: Record<string, string | undefined>): ClockMove {
  if (to === undefined) return { byMs: parseDuration(String(by)) };
  const moment = Date.parse(to) - (less === undefined ? 0 : parseDuration(less));
  if (Number.isNaN(moment)) throw new StepError(`the clock cannot be moved to "${to}": no such moment was answered`);
  return { at: new Date(moment).toISOString() };
}

/** Repeats of one step under way at once. */
const SIDE_BY_SIDE = 8;

/** A Create that was accepted and told no id has the empty one: what is then asked of it is still a question. */
function idOf(upload: Bound | undefined): string | undefined {
  if (upload?.observation.kind !== 'accepted') return undefined;
  const id = upload.observation.values.uploadId;
  return typeof id === 'string' ? id : '';
}

/** The ETag as the server wrote it; a copied part has it in the body, an uploaded one in a header. */
function tagOf(bound: Bound | undefined): string {
  const seen = bound?.observation.kind === 'accepted' ? bound.observation.values.rawEtag : undefined;
  return typeof seen === 'string' ? seen : '';
}
