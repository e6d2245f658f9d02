/** One request from its first header to its last byte: detect, authenticate, parse, decide, render. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { callBack, type Reach } from './callback.js';
import {
  type Account,
  type AddressedCall,
  type AuthOptions,
  type Call,
  type Dialect,
  type Hosts,
  isRefusal,
  type RenderContext,
  type WireRequest,
} from './dialects/dialect.js';
import { ANONYMOUS } from './engine/names.js';
import type { Command, Identity, Refusal, Reply } from './engine/types.js';
import type { Faults, WireFault } from './faults.js';
import type { Journal } from './journal.js';
import { GONE, type Incoming, receive, receiveDocument } from './receive.js';
import { type Exchange, send, sendFaulty } from './send.js';
import type { Service } from './service.js';

/** The longest Complete: 10,000 entries with every element spelled out. */
const MAX_DOCUMENT = 8 * 1024 * 1024;
const PATIENCE_MS = 20_000;

export interface Server {
  readonly dialect: Dialect;
  readonly service: Service;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly auth: 'on' | 'off';
  readonly hosts: Hosts;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Which machines may be told of an object. */
  readonly callbacks: Reach;
}

const HOST_ID = randomBytes(57).toString('base64');
let requests = 0;

export async function handle(server: Server, exchange: Exchange): Promise<void> {
  const { incoming, response } = exchange;
  const request = wireRequest(incoming);
  requests += 1;
  const requestId = server.dialect.newRequestId(requests);
  const context: { -readonly [K in keyof RenderContext]: RenderContext[K] } = {
    requestId,
    hostId: HOST_ID,
    now: new Date(server.service.clock.real()),
    policy: server.service.policy,
    request,
    bucket: '',
    key: '',
    base: `http://${request.headers.host ?? 'localhost'}`,
    virtualHost: false,
    who: undefined,
  };
  const journalled = server.journal.begin(requestId, request);
  let met: WireFault | undefined;
  let result: Reply | Refusal | typeof GONE;
  try {
    result = await answer(server, exchange, request, context, (call) => {
      met = server.faults.meet(call);
      return met;
    });
  } catch (error) {
    server.journal.crash(requestId, error);
    result = { rule: 'mock/internal-error', fault: 'internal-error', detail: {} };
  }
  if (result === GONE) {
    journalled.end(0, 'mock/client-gone');
    response.destroy();
    return;
  }
  const said = met ? spoilt(result, met, context) : result;
  const wire = isRefusal(said) ? server.dialect.refuse(said, context) : server.dialect.render(said, context);
  journalled.end(wire.status, met ? FAULTY : isRefusal(said) ? said.rule : undefined, context);
  if (!met) return send(exchange, wire, server.service.content);
  const late = said !== result && met.answer !== 'refusal';
  await sendFaulty(exchange, late ? { ...wire, status: 200 } : wire, server.service.content, met);
}

/** The rule that a refusal names which a fault asked for. */
const FAULTY = 'mock/fault';

/** What is answered to a request that meets a fault: what it came to, or the refusal that the fault wants in its place. */
function spoilt(result: Reply | Refusal, met: WireFault, { request, bucket, key }: RenderContext): Reply | Refusal {
  const fault = 'fault' in met ? met.fault : met.answer === 'error-in-200' ? 'internal-error' : undefined;
  // A request that is refused anyway is refused as ever.
  if (fault === undefined || (isRefusal(result) && result.rule !== FAULTY)) return result;
  const uploadId = new URLSearchParams(request.query).get('uploadId') ?? '';
  return { rule: FAULTY, fault, detail: { bucket, key, uploadId } };
}

/** Whether a request that meets this fault is carried out. */
function isProcessed(fault: WireFault): boolean {
  switch (fault.answer) {
    case 'delay':
      return true;
    case 'white-space':
      return fault.fault === undefined;
    case 'drop':
      return fault.processed ?? true;
    default:
      return fault.processed ?? false;
  }
}

function wireRequest(incoming: IncomingMessage): WireRequest {
  const url = incoming.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: mark === -1 ? url : url.slice(0, mark),
    query: mark === -1 ? '' : url.slice(mark + 1),
    headers: incoming.headers as WireRequest['headers'],
    rawHeaders: incoming.rawHeaders,
    peer: incoming.socket.remoteAddress,
  };
}

/** @param meet is shown the call once it is known whose it is, and says which fault it meets. */
async function answer(
  server: Server,
  { incoming, response, expectsContinue }: Exchange,
  request: WireRequest,
  context: { -readonly [K in keyof RenderContext]: RenderContext[K] },
  meet: (call: Call) => WireFault | undefined,
): Promise<Reply | Refusal | typeof GONE> {
  const { dialect, service } = server;
  const addressed = dialect.detect(request, server.hosts);
  if (isRefusal(addressed)) return addressed;
  setAddress(context, addressed);
  const session = dialect.authenticate(addressed, authOptions(server, context.now));
  if (isRefusal(session)) return session;
  const call = session.call ?? addressed;
  setAddress(context, call);
  if (!session.identity && dialect.anonymous) return dialect.anonymous(call);
  const who = session.identity ?? ANONYMOUS;
  context.who = who;
  const plan = dialect.bodyPlan(call, session, service.policy);
  if (isRefusal(plan)) return plan;
  const met = meet(call);
  if (met && !isProcessed(met)) {
    // Whoever sends a body sends it whole before it hears of the fault.
    if (!expectsContinue) await drained(incoming);
    return { rule: FAULTY, fault: 'internal-error', detail: {} };
  }
  const body: Incoming = { request: incoming, plan, patienceMs: PATIENCE_MS };

  switch (dialect.bodyKind(call.op)) {
    case 'none': {
      const command = commandOf(server, call, EMPTY);
      if (isRefusal(command)) return command;
      return run(service, command, who);
    }
    case 'document': {
      if (expectsContinue) response.writeContinue();
      const document = await receiveDocument(body, MAX_DOCUMENT);
      if (document === GONE || isRefusal(document)) return document;
      const command = commandOf(server, call, document as Buffer);
      return isRefusal(command) ? command : told(server, command, await run(service, command, who));
    }
    case 'stream': {
      const command = commandOf(server, call, EMPTY);
      if (isRefusal(command)) return command;
      // What the headers already decide is said before the body is asked for.
      const early = service.run(command, who);
      if (isRefusal(early) || early.op !== 'continue') return early;
      if (expectsContinue) response.writeContinue();
      const arrived = await receive(body, service.store, early.digests);
      if (arrived === GONE || isRefusal(arrived)) return arrived;
      const whole = { ...command, body: arrived } as Command;
      return told(server, whole, service.run(whole, who));
    }
  }
}

/** Tells the server of the client's choice; whatever it answers, the object is there (OSS-123, OSS-124). */
async function told({ callbacks }: Server, command: Command, reply: Reply | Refusal): Promise<Reply | Refusal> {
  if (isRefusal(reply) || !('callback' in command) || !command.callback) return reply;
  if (reply.op !== 'complete' && reply.op !== 'put-object') return reply;
  const { size = 0, attributes } =
    command.op === 'put-object'
      ? { size: command.body?.size, attributes: command.attributes }
      : { ...(reply.op === 'complete' && reply.version) };
  const object = {
    bucket: command.bucket,
    object: command.key,
    etag: reply.etag,
    size,
    mimeType: attributes?.headers['content-type'] ?? '',
  };
  const outcome = await callBack(command.callback, object, callbacks);
  if ('said' in outcome) return { ...reply, called: outcome.said };
  return { rule: 'callback/failed', fault: 'callback-failed', detail: { message: outcome.because } };
}

const EMPTY = Buffer.alloc(0);

async function drained(incoming: IncomingMessage): Promise<void> {
  for await (const _ of incoming);
}

function commandOf({ dialect, service }: Server, call: AddressedCall, document: Buffer): Command | Refusal {
  const command = dialect.parse(call, document, service.policy);
  return isRefusal(command) || !dialect.setting ? command : { ...command, ...dialect.setting(call) };
}

function setAddress(
  context: { -readonly [K in keyof RenderContext]: RenderContext[K] },
  { op, bucket, key, virtualHost }: AddressedCall,
): void {
  context.op = op;
  context.bucket = bucket;
  context.key = key;
  context.virtualHost = virtualHost;
}

function run(service: Service, command: Command, who: Identity): Reply | Refusal | Promise<Reply | Refusal> {
  switch (command.op) {
    case 'copy-object':
    case 'upload-part-copy':
      return service.runCopy(command, who);
    case 'start-job':
    case 'job-output':
    case 'complete':
      return service.runHashed(command, who);
    default:
      return service.run(command, who);
  }
}

function authOptions(server: Server, now: Date): AuthOptions {
  const { policy } = server.service;
  return {
    accounts: server.accounts,
    region: policy.region,
    now,
    clockSkewSeconds: policy.limits.clockSkewSeconds,
    mode: server.auth,
  };
}
