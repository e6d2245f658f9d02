/** Koa in and out: the only file that knows it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import Koa from 'koa';
import { moveClock, showClock } from './clock-page.js';
import { addFaults, clearFaults, showFaults } from './faults-page.js';
import { handle, type Server } from './handler.js';

export interface App {
  request(incoming: IncomingMessage, response: ServerResponse): void;
  /** A client that waits for `100 Continue` before it sends its body. */
  checkContinue(incoming: IncomingMessage, response: ServerResponse): void;
}

const HUNG_UP = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'];

export function newApp(server: Server): App {
  const waiting = new WeakSet<IncomingMessage>();
  const app = new Koa();
  let pages: Promise<Koa.Middleware> | undefined;
  app.use(async (ctx, next) => {
    // `_mock` is no legal bucket name, so these can stand in no client's way.
    if (ctx.req.url?.startsWith('/_mock/')) {
      pages ??= ownPages(server);
      return (await pages)(ctx, next);
    }
    // The dialect has said every header and byte of the answer: Koa adds none.
    ctx.respond = false;
    await handle(server, { incoming: ctx.req, response: ctx.res, expectsContinue: waiting.has(ctx.req) });
  });
  // A client that hangs up is no error of ours, and Koa would print its stack.
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!HUNG_UP.includes(error.code ?? '')) server.journal.crash('(unknown)', error);
  });
  const listener = app.callback();
  return {
    request: (incoming, response) => void listener(incoming, response),
    checkContinue(incoming, response) {
      waiting.add(incoming);
      void listener(incoming, response);
    },
  };
}

/** The mock's own pages. Most runs never ask for one, so the router is loaded with the first. */
async function ownPages(server: Server): Promise<Koa.Middleware> {
  const { default: Router } = await import('@koa/router');
  const router = new Router();
  router.get('/_mock/health', (ctx) => {
    ctx.body = { status: 'ok', profile: server.service.policy.id };
  });
  router.get('/_mock/state', (ctx) => {
    ctx.body = stateOf(server);
  });
  router.get('/_mock/journal', (ctx) => {
    ctx.body = server.journal.entries();
  });
  router.get('/_mock/clock', (ctx) => {
    const { bucket } = ctx.query;
    Object.assign(ctx, showClock(server.service.clock, typeof bucket === 'string' ? bucket : undefined));
  });
  router.post('/_mock/clock', async (ctx) => {
    Object.assign(ctx, moveClock(server.service.clock, await documentOf(ctx.req)));
  });
  router.get('/_mock/faults', (ctx) => {
    Object.assign(ctx, showFaults(server.faults));
  });
  router.post('/_mock/faults', async (ctx) => {
    Object.assign(ctx, addFaults(server.faults, await documentOf(ctx.req)));
  });
  router.delete('/_mock/faults', (ctx) => {
    const { id } = ctx.query;
    Object.assign(ctx, clearFaults(server.faults, typeof id === 'string' ? id : undefined));
  });
  router.post('/_mock/reset', (ctx) => {
    server.service.reset();
    server.journal.clear();
    server.faults.clear();
    ctx.status = 204;
  });
  return router.routes() as Koa.Middleware;
}

async function documentOf(incoming: IncomingMessage): Promise<string> {
  const slices: Buffer[] = [];
  for await (const slice of incoming) slices.push(slice as Buffer);
  return Buffer.concat(slices).toString();
}

function stateOf({ service }: Server): object {
  return {
    profile: service.policy.id,
    held: service.store.held,
    buckets: [...service.buckets.values()].map((bucket) => ({
      name: bucket.name,
      versioning: bucket.versioning,
      objects: bucket.objects.size,
      uploads: [...bucket.open.after(undefined)].map(([, upload]) => ({
        key: upload.key,
        uploadId: upload.id,
        parts: upload.parts.size,
      })),
    })),
  };
}
