/** One request from its first header to its last byte: detect, authenticate, parse, decide, render. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { writeContent } from './content.js';
import {
  type Account,
  type AddressedCall,
  type AuthOptions,
  type Dialect,
  type Hosts,
  isRefusal,
  type RenderContext,
  type WireRequest,
  type WireResponse,
} from './dialects/dialect.js';
import type { Command, Identity, Refusal, Reply } from './engine/types.js';
import type { Journal } from './journal.js';
import { GONE, type Incoming, receive, receiveDocument } from './receive.js';
import type { Service } from './service.js';

/** The longest Complete: 10,000 entries with every element spelled out. */
const MAX_DOCUMENT = 8 * 1024 * 1024;
/** A refused body up to this size is read and thrown away, so that the connection lives on; a larger one ends it. */
const DRAIN = 4 * 1024 * 1024;
const PATIENCE_MS = 20_000;

export interface Server {
  readonly dialect: Dialect;
  readonly service: Service;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly auth: 'on' | 'off';
  readonly hosts: Hosts;
  readonly journal: Journal;
}

const HOST_ID = randomBytes(57).toString('base64');
let requests = 0;

/** @param expectsContinue the client waits for `100 Continue` before it sends the body. */
export async function handle(
  server: Server,
  incoming: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
): Promise<void> {
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
  let result: Reply | Refusal | typeof GONE;
  try {
    result = await answer(server, incoming, response, expectsContinue, request, context);
  } catch (error) {
    server.journal.crash(requestId, error);
    result = { rule: 'mock/internal-error', fault: 'internal-error', detail: {} };
  }
  if (result === GONE) {
    journalled.end(0, 'mock/client-gone');
    response.destroy();
    return;
  }
  const wire = isRefusal(result) ? server.dialect.refuse(result, context) : server.dialect.render(result, context);
  journalled.end(wire.status, isRefusal(result) ? result.rule : undefined, context);
  await send(server, incoming, response, wire, expectsContinue);
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
  };
}

async function answer(
  server: Server,
  incoming: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
  request: WireRequest,
  context: { -readonly [K in keyof RenderContext]: RenderContext[K] },
): Promise<Reply | Refusal | typeof GONE> {
  const { dialect, service } = server;
  const addressed = dialect.detect(request, server.hosts);
  if (isRefusal(addressed)) return addressed;
  setAddress(context, addressed);
  const session = dialect.authenticate(addressed, authOptions(server, context.now));
  if (isRefusal(session)) return session;
  const call = session.call ?? addressed;
  setAddress(context, call);
  if (!session.identity) return dialect.anonymous(call);
  const who = session.identity;
  context.who = who;
  const plan = dialect.bodyPlan(call, session, service.policy);
  if (isRefusal(plan)) return plan;
  const body: Incoming = { request: incoming, plan, patienceMs: PATIENCE_MS };

  switch (dialect.bodyKind(call.op)) {
    case 'none': {
      const command = dialect.parse(call, EMPTY, service.policy);
      if (isRefusal(command)) return command;
      return run(service, command, who);
    }
    case 'document': {
      if (expectsContinue) response.writeContinue();
      const document = await receiveDocument(body, MAX_DOCUMENT);
      if (document === GONE || isRefusal(document)) return document;
      const command = dialect.parse(call, document as Buffer, service.policy);
      return isRefusal(command) ? command : run(service, command, who);
    }
    case 'stream': {
      const command = dialect.parse(call, EMPTY, service.policy);
      if (isRefusal(command)) return command;
      // What the headers already decide is said before the body is asked for.
      const early = service.run(command, who);
      if (isRefusal(early) || early.op !== 'continue') return early;
      if (expectsContinue) response.writeContinue();
      const arrived = await receive(body, service.store);
      if (arrived === GONE || isRefusal(arrived)) return arrived;
      return service.run({ ...command, body: arrived } as Command, who);
    }
  }
}

const EMPTY = Buffer.alloc(0);

function setAddress(
  context: { -readonly [K in keyof RenderContext]: RenderContext[K] },
  { bucket, key, virtualHost }: AddressedCall,
): void {
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

async function send(
  server: Server,
  incoming: IncomingMessage,
  response: ServerResponse,
  wire: WireResponse,
  expectsContinue: boolean,
): Promise<void> {
  if (response.destroyed) return;
  const unread = !incoming.complete && (incoming.headers['content-length'] ?? '0') !== '0';
  // A body that was never asked for will not come: the next bytes on this connection could be anything.
  const close = unread && (expectsContinue || Number(incoming.headers['content-length'] ?? DRAIN + 1) > DRAIN);
  const { body } = wire;
  const headers: Record<string, string> = { ...wire.headers };
  if (close) headers.Connection = 'close';
  if (body === undefined || incoming.method === 'HEAD') response.writeHead(wire.status, headers);
  else {
    // With its length said, a document leaves in one piece with the headers.
    const length = Buffer.byteLength(body);
    headers['Content-Length'] = String(length);
    response.writeHead(wire.status, headers);
    response.end(body, length === body.length ? 'latin1' : 'utf8');
    if (unread) incoming.resume();
    return;
  }
  if (wire.content && incoming.method !== 'HEAD') {
    await writeContent(response, server.service.content(wire.content.pieces, wire.content.first, wire.content.length));
    return;
  }
  response.end();
  if (unread) incoming.resume();
}
