/** The driver on `@aws-sdk/client-glacier`. */
import type { GlacierClient } from '@aws-sdk/client-glacier';
import { sizeOf } from '../body.js';
import type { Endpoint } from '../targets/target.js';
import type { Ask, Operation } from './ask.js';
import { clientOptions, contentOf, recordBeneath } from './aws.js';
import type { Driver } from './driver.js';
import { refusalIn, shapeOf, valuesOf } from './glacier-answers.js';
import { hasOperation } from './glacier-requests.js';
import { type Client, sdkDriver } from './sdk.js';

const loaded = () => import('./glacier-commands.js');

type Output = Record<string, unknown>;

/** Makes the SDK driver of an endpoint. */
export function glacierDriver(endpoint: Endpoint): Driver {
  let client: GlacierClient | undefined;
  const spoken: Client<Output> = {
    id: 'glacier',
    dialect: 'glacier',
    whyUnsendable,
    async send(ask, recorder, signal) {
      const { GlacierClient, send } = await loaded();
      client ??= new GlacierClient(clientOptions(endpoint));
      return send(client, ask, (stack) => recordBeneath(stack, recorder, endpoint), signal);
    },
    refusalOf: refusalIn,
    async read(ask, output, answer) {
      if (ask.op !== 'job-output') return { values: valuesOf(ask.op, output, answer.body) };
      const content = await contentOf(output.body);
      return { values: valuesOf(ask.op, output, content), content };
    },
    shapeOf,
    close: () => client?.destroy(),
  };
  return sdkDriver(endpoint, spoken);
}

const HASHED: ReadonlySet<Operation> = new Set(['put-part', 'put']);
const ON_UPLOAD: ReadonlySet<Operation> = new Set(['put-part', 'complete', 'abort', 'list-parts']);
const ON_JOB: ReadonlySet<Operation> = new Set(['describe-job', 'job-output']);
const TEXTS = ['partSize', 'description', 'treeHash', 'archiveSize', 'range'] as const;

/** Why the SDK cannot ask this, or would ask something else instead; undefined when it can. */
export function whyUnsendable(ask: Ask): string | undefined {
  if (ask.raw) return 'the question changes the request itself';
  if (ask.op === 'raw' || !hasOperation(ask.op)) return `the SDK has no command for ${ask.op}`;
  if (HASHED.has(ask.op)) {
    // GLA-144, GLA-141.
    if (ask.body === undefined || sizeOf(ask.body) === 0) return 'the SDK fails on an empty body';
    if (ask.treeHash === undefined) return 'the SDK adds the tree hash that was left out';
  }
  if (ask.max !== undefined && !Number.isInteger(ask.max)) return `max ${JSON.stringify(ask.max)} is not an integer`;
  if (TEXTS.some((field) => ask[field] === '')) return 'the SDK drops empty headers';
  if (/[^\u0020-\u007e]/.test(ask.description ?? '')) return 'the SDK does not encode descriptions beyond ASCII';
  const id = ON_UPLOAD.has(ask.op) ? ask.uploadId : ON_JOB.has(ask.op) ? ask.jobId : 'any';
  if (!id || (ask.bucket === '' && ask.op !== 'list-buckets')) return 'the SDK sends no empty name or id';
  return undefined;
}
