/** Calls the server that a client wants told of a finished object. */
import { request as http } from 'node:http';
import { request as https } from 'node:https';
import type { Callback } from './engine/callback.js';

/** What can be told of it. */
export interface CalledObject {
  readonly bucket: string;
  readonly object: string;
  readonly etag: string;
  readonly size: number;
  readonly mimeType: string;
}

/** `loopback`: this machine alone, so that nobody's test reaches out by mistake. */
export type Reach = 'loopback' | 'anywhere';

export type CallbackOutcome = { readonly said: string } | { readonly because: string };

/** The server has to answer within this time, and with no more bytes (OSS-123). */
const PATIENCE_MS = 5_000;
const MOST_SAID = 1024 * 1024;

/** Asks the addresses in turn. @returns the JSON that one answered, or why the last one counts as failed. */
export async function callBack(callback: Callback, object: CalledObject, reach: Reach): Promise<CallbackOutcome> {
  const body = filled(callback, object);
  let outcome: CallbackOutcome = { because: 'There is no callback address.' };
  for (const url of callback.urls) {
    outcome = await post(new URL(url), body, callback, reach);
    if ('said' in outcome) break;
  }
  return outcome;
}

/** The body with its values put in: as JSON, or percent-encoded. An unknown name stands for nothing. */
function filled({ body, bodyType, variables }: Callback, object: CalledObject): string {
  const values: Readonly<Record<string, string | number>> = { ...object, ...variables };
  return body.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name]! : '';
    return bodyType === 'application/json' ? JSON.stringify(value) : encodeURIComponent(value);
  });
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function post(url: URL, body: string, { host, bodyType }: Callback, reach: Reach): Promise<CallbackOutcome> {
  if (reach === 'loopback' && !LOOPBACK.test(url.hostname)) {
    return Promise.resolve({ because: `This mock calls its own machine only, and not ${url.hostname}.` });
  }
  return new Promise((resolve) => {
    const headers = {
      'Content-Type': bodyType,
      'Content-Length': Buffer.byteLength(body),
      'User-Agent': 'http-client/0.0.1',
      ...(host === undefined ? {} : { Host: host }),
    };
    const ask = url.protocol === 'https:' ? https : http;
    const request = ask(url, { method: 'POST', headers, timeout: PATIENCE_MS, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MOST_SAID) request.destroy(new Error('the answer is too long'));
        else chunks.push(chunk);
      });
      response.on('end', () => resolve(judged(response.statusCode ?? 0, Buffer.concat(chunks).toString())));
      response.on('error', (error) => resolve({ because: `Error in the answer: ${error.message}.` }));
    });
    request.on('timeout', () => request.destroy(new Error('no answer in time')));
    request.on('error', (error) => resolve({ because: `Error in the call: ${error.message}.` }));
    request.end(body);
  });
}

function judged(status: number, said: string): CallbackOutcome {
  if (status !== 200) return { because: `Error status : ${status}.` };
  try {
    JSON.parse(said);
    return { said };
  } catch {
    return { because: 'Response body is not valid json format.' };
  }
}
