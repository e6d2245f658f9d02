/** The driver on `ali-oss`: what its users would see. Its own HTTP library sends the requests, and we look on. */
import { wholeBody } from '../body.js';
import type { Endpoint } from '../targets/target.js';
import type { Ask } from './ask.js';
import { shapeOf } from './document.js';
import type { Driver } from './driver.js';
import { addressOf, keepAliveAgent } from './http.js';
import { answered, refusalIn } from './oss-answers.js';
import type { Urllib, UrllibResult } from './oss-calls.js';
import { whyUnsendable } from './oss-sendable.js';
import { type Client, type Recorder, sdkDriver, type Understood } from './sdk.js';
import type { Answer } from './speech.js';

const loaded = () => import('./oss-calls.js');

/** Makes the SDK driver of an endpoint. */
export function ossDriver(endpoint: Endpoint): Driver {
  const agent = keepAliveAgent(addressOf(endpoint.url).secure);
  const client: Client<Understood> = {
    id: 'oss',
    dialect: 'oss',
    whyUnsendable,
    async send(ask, recorder, signal) {
      const { call, clientOf } = await loaded();
      const oss = clientOf(endpoint, ask.bucket, agent);
      oss.urllib = recording(connecting(oss.urllib, endpoint), recorder, ask);
      return Promise.race([call(oss, ask), interrupted(signal)]);
    },
    refusalOf: (_, answer) => refusalIn(answer),
    read: (ask, { values, ...rest }, answer) => ({ values: { ...answered(ask, answer), ...values }, ...rest }),
    shapeOf,
    close: () => agent.destroy(),
  };
  return sdkDriver(endpoint, client);
}

/** Looks on while the client's HTTP library works. */
function recording(urllib: Urllib, recorder: Recorder, ask: Ask): Urllib {
  return {
    async request(url, params) {
      const { method, content, stream } = params;
      const { host, origin } = new URL(url);
      const headers = { host, ...params.headers };
      recorder.sent({
        method,
        target: url.slice(origin.length),
        headers: Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
        body: content ?? (stream && ask.body ? wholeBody(ask.body) : undefined),
      });
      const result = await urllib.request(url, params);
      recorder.answered(answerOf(result));
      return result;
    },
  };
}

/** Over plain HTTP a virtual host need not resolve; the Host header keeps naming it. Over TLS it is the name of the certificate. */
function connecting(urllib: Urllib, endpoint: Endpoint): Urllib {
  const own = new URL(endpoint.url);
  return {
    request(url, params) {
      const { host, origin } = new URL(url);
      if (own.protocol === 'https:' || host === own.host) return urllib.request(url, params);
      const headers = { ...params.headers, host };
      return urllib.request(own.origin + url.slice(origin.length), { ...params, headers });
    },
  };
}

function answerOf({ status, headers, data }: UrllibResult): Answer {
  const pairs = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const));
  return { status, headers: pairs, body: data ?? Buffer.alloc(0) };
}

/** ali-oss knows no signal; a question that is given up goes on alone. */
function interrupted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new Error('given up'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
