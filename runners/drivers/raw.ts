/** The driver that can ask anything: signed HTTP of any dialect, made by hand, with every change a scenario may want. */
import { createHash } from 'node:crypto';
import { wholeBody } from '../body.js';
import type { Endpoint } from '../targets/target.js';
import type { Ask } from './ask.js';
import type { RawChanges, SignChanges } from './changes.js';
import type { Driver, SendOptions, Traffic } from './driver.js';
import { exchangeOf } from './evidence.js';
import { addressOf, exchange, framed, type HttpAsk, type HttpOutcome, keepAliveAgent } from './http.js';
import { type Observation, withAnswer } from './observation.js';
import { Unsendable } from './sign.js';
import type { Plan, Query, Speech } from './speech.js';
import { encoded, encodedKey } from './uri.js';

/** Makes the raw driver of an endpoint that speaks a dialect. */
export function rawDriver(endpoint: Endpoint, speech: Speech): Driver {
  const address = addressOf(endpoint.url);
  const agent = keepAliveAgent(address.secure);
  const traffic: Traffic = { requests: 0, sent: 0, received: 0 };

  async function send(ask: Ask, options: SendOptions): Promise<Observation> {
    const raw = ask.raw ?? {};
    const startMs = options.clock();
    let plan: Plan;
    let question: HttpAsk;
    let answer: Promise<HttpOutcome>;
    try {
      plan = changed(speech.planOf(ask, endpoint), ask);
      const body = tampered(plan, raw, await speech.sign(plan, endpoint, signing(ask), new Date()), ask);
      const bare: HttpAsk = {
        address,
        agent,
        method: plan.method,
        target: `${plan.path}${queryText(plan.query)}`,
        headers: [...plan.headers],
        body,
        framing: framingOf(raw),
        declaredLength: raw.declaredLength,
        expectContinue: raw.expectContinue,
        cutAfter: raw.cutAfter,
        pause: raw.pause && options.paused && { after: raw.pause.after, wait: options.paused },
        timeoutMs: options.timeoutMs,
        signal: options.signal,
      };
      question = { ...bare, headers: framed(bare) };
      answer = exchange(question);
    } catch (error) {
      // Node refuses what cannot stand in a request line or header at all.
      if (error instanceof Unsendable || error instanceof TypeError || error instanceof URIError) {
        return { kind: 'unsendable', because: error.message };
      }
      throw error;
    }
    traffic.requests += 1;
    const outcome = await answer;
    traffic.sent += outcome.sent;
    traffic.received += outcome.received;
    const record = exchangeOf({
      step: options.step,
      driver: 'raw',
      endpoint,
      sent: {
        method: plan.method,
        url: `${endpoint.url}${question.target}`,
        headers: question.headers,
        body: raw.tamper?.body ?? plan.body,
        bodyBytes: question.body.reduce((sum, piece) => sum + piece.length, 0),
      },
      received: outcome.kind === 'answer' ? outcome : undefined,
      error: outcome.kind === 'dropped' ? outcome.because : undefined,
      startMs,
      endMs: options.clock(),
    });
    if (outcome.kind === 'dropped') return { kind: 'dropped', because: outcome.because, exchange: record };
    return withAnswer(speech.observe(ask, outcome, record), outcome);
  }

  return { id: 'raw', dialect: speech.dialect, traffic, send, close: () => agent.destroy() };
}

/** Who asks and how long the question holds, and what the scenario changes of the signature. */
function signing({ account, presigned, raw }: Ask): SignChanges {
  const who: SignChanges = account === 'none' ? { with: 'none' } : account === undefined ? {} : { account };
  return { ...who, ...(presigned !== undefined && { with: 'presigned', expires: presigned }), ...raw?.sign };
}

/** Puts the changes in that are made before signing. */
function changed(plan: Plan, ask: Ask): Plan {
  const raw = ask.raw ?? {};
  if (raw.method !== undefined) plan.method = raw.method;
  if (raw.path !== undefined) plan.path = filled(raw.path, ask);
  if (raw.body !== undefined) {
    plan.body = raw.body;
    // The digest an operation must carry is that of the body that goes out.
    if (ask.contentMd5 === undefined && plan.headers.has('content-md5'))
      plan.headers.set('content-md5', createHash('md5').update(wholeBody(raw.body)).digest('base64'));
  }
  merge(plan.query, raw.query ?? {});
  merge(plan.headers, lowered(raw.headers ?? {}));
  return plan;
}

/** Puts the changes in that are made after signing, and gives the body that then goes out. */
function tampered(plan: Plan, raw: RawChanges, body: readonly Buffer[], ask: Ask): readonly Buffer[] {
  const tamper = raw.tamper ?? {};
  if (tamper.method !== undefined) plan.method = tamper.method;
  if (tamper.path !== undefined) plan.path = filled(tamper.path, ask);
  merge(plan.query, tamper.query ?? {});
  merge(plan.headers, lowered(tamper.headers ?? {}));
  return tamper.body === undefined ? body : [wholeBody(tamper.body)];
}

const filled = (path: string, ask: Ask) =>
  path.replaceAll('{bucket}', () => encoded(ask.bucket)).replaceAll('{key}', () => encodedKey(ask.key ?? ''));

function merge<V>(into: Map<string, V>, changes: Readonly<Record<string, V | null>>): void {
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) into.delete(name);
    else into.set(name, value);
  }
}

const lowered = <V>(record: Readonly<Record<string, V>>) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));

/** Framing written by hand counts as well: a removed Content-Length means none, a Transfer-Encoding means chunks. */
function framingOf(raw: RawChanges): 'length' | 'chunked' | 'none' {
  if (raw.framing !== undefined) return raw.framing;
  const byHand = { ...lowered(raw.headers ?? {}), ...lowered(raw.tamper?.headers ?? {}) };
  if (typeof byHand['transfer-encoding'] === 'string') return 'chunked';
  return byHand['content-length'] === null ? 'none' : 'length';
}

/** The query as it stands in the request line, in the order the names were set. */
function queryText(query: Query): string {
  const pairs = [...query].flatMap(([name, value]) =>
    value === true ? encoded(name) : [value].flat().map((one) => `${encoded(name)}=${encoded(one)}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
