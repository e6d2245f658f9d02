/**
 * The floor: what Koa alone costs here. It reads each body, computes its MD5 and answers it as ETag, and with `x-amz-trailer`
 * also the checksum named there, by the same code as the mock; it checks nothing and keeps nothing. A GET of `/…/object` answers 256 MiB from memory, any other the word `ok`.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import Koa from 'koa';
import type { Hasher } from '../mock/digests/digests.js';

const OBJECT = 256 * 1024 * 1024;
/** Made when it is first asked for, so that it weighs on no other line. */
const object: { bytes?: Buffer } = {};

const app = new Koa();
app.use(async (ctx) => {
  if (ctx.method === 'GET') {
    if (ctx.path.endsWith('/object')) object.bytes ??= Buffer.alloc(OBJECT, 'x');
    ctx.body = ctx.path.endsWith('/object') ? object.bytes : 'ok';
    return;
  }
  const trailer = ctx.get('x-amz-trailer');
  const second = trailer === '' ? undefined : await checksum(trailer);
  ctx.set('ETag', `"${await md5Of(ctx.req, second)}"`);
  if (second) ctx.set(trailer, second.digest().toString('base64'));
  ctx.body = '';
});
app.listen(Number(process.argv[2]), '127.0.0.1');

/** Loaded when it is first asked for, so that it weighs on no other line. */
async function checksum(header: string): Promise<Hasher> {
  const { hasher } = await import('../mock/digests/digests.js');
  return hasher(header.slice('x-amz-checksum-'.length));
}

function md5Of(request: IncomingMessage, second?: Hasher): Promise<string> {
  const md5 = createHash('md5');
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      md5.update(chunk);
      second?.update(chunk);
    });
    request.on('end', () => resolve(md5.digest('hex')));
    request.on('error', reject);
  });
}
