/** The driver on `@aws-sdk/client-s3`: what its users would see. */
import type { S3Client } from '@aws-sdk/client-s3';
import type { Endpoint } from '../targets/target.js';
import type { Ask } from './ask.js';
import { clientOptions, contentOf, recordBeneath } from './aws.js';
import { shapeOf } from './document.js';
import type { Driver, DriverOptions } from './driver.js';
import { presignBeneath } from './presign.js';
import { refusesInside } from './s3-answers.js';
import { whyUnsendable } from './s3-sendable.js';
import { type Client, type Recorder, sdkDriver } from './sdk.js';
import type { Answer } from './speech.js';
import { valuesOf } from './values.js';
import { documentOf, refusalOf } from './xml-answers.js';

const loaded = () => import('./s3-commands.js');

type Output = Record<string, unknown>;

/** Makes the SDK driver of an endpoint. */
export function s3Driver(endpoint: Endpoint, options: DriverOptions = {}): Driver {
  const clients = new Map<number, Promise<S3Client>>();
  const clientOf = (account: number): Promise<S3Client> => {
    const made = clients.get(account) ?? connect(endpoint, account, options);
    clients.set(account, made);
    return made;
  };
  const client: Client<Output> = {
    id: 's3',
    dialect: 's3',
    whyUnsendable: (ask) => {
      const who = accountOf(ask);
      return endpoint.accounts[who] ? whyUnsendable(ask) : `the endpoint has no account ${who}`;
    },
    async send(ask: Ask, recorder: Recorder, abortSignal: AbortSignal): Promise<Output> {
      const { commandOf } = await loaded();
      const s3 = await clientOf(accountOf(ask));
      const send = commandOf(ask, (stack) => {
        if (ask.presigned !== undefined) presignBeneath(stack, s3, ask.presigned);
        recordBeneath(stack, recorder, endpoint);
      });
      return send(s3, { abortSignal });
    },
    refusalOf: refusalIn,
    async read(ask, output) {
      const content = ask.op === 'get' ? { content: await contentOf(output.Body) } : {};
      return { values: valuesOf(ask.op, output), ...content };
    },
    shapeOf,
    close() {
      for (const made of clients.values()) void made.then((s3) => s3.destroy());
    },
  };
  return sdkDriver(endpoint, client);
}

const accountOf = ({ account }: Ask): number => (typeof account === 'number' ? account : 0);

function refusalIn(ask: Ask, { status, body }: Answer) {
  const ok = status >= 200 && status < 300;
  const document = ok && ask.op === 'get' ? undefined : documentOf(body);
  return !ok || refusesInside(ask.op, document) ? refusalOf(document) : undefined;
}

async function connect(endpoint: Endpoint, account: number, { checksums }: DriverOptions): Promise<S3Client> {
  const { S3Client } = await loaded();
  const when = checksums === 'required' ? 'WHEN_REQUIRED' : 'WHEN_SUPPORTED';
  return new S3Client({
    ...clientOptions(endpoint, account),
    forcePathStyle: endpoint.addressing === 'path',
    followRegionRedirects: false,
    requestChecksumCalculation: when,
    responseChecksumValidation: when,
  });
}
