/** Ask → command of `@aws-sdk/client-glacier`; what its types cannot carry is told apart before (`glacier.ts`). */
import * as sdk from '@aws-sdk/client-glacier';
import { wholeBody } from '../body.js';
import type { Ask } from './ask.js';
import { jobParameters } from './glacier-requests.js';

type Stack = sdk.GlacierClient['middlewareStack'];
type Output = Record<string, unknown>;

const at = (ask: Ask) => ({ accountId: '-', vaultName: ask.bucket });
const upload = (ask: Ask) => ({ ...at(ask), uploadId: ask.uploadId });
const job = (ask: Ask) => ({ ...at(ask), jobId: ask.jobId });
const textOf = (value: number | string | undefined) => (value === undefined ? undefined : String(value));
const page = (ask: Ask) => ({ limit: ask.max as number | undefined, marker: textOf(ask.marker) });
const body = (ask: Ask) => ({
  checksum: ask.treeHash,
  ...(ask.body === undefined ? {} : { body: wholeBody(ask.body) }),
});

const COMMANDS = {
  create: (ask: Ask) =>
    new sdk.InitiateMultipartUploadCommand({
      ...at(ask),
      partSize: textOf(ask.partSize),
      archiveDescription: ask.description,
    }),
  'put-part': (ask: Ask) => new sdk.UploadMultipartPartCommand({ ...upload(ask), ...body(ask), range: ask.range }),
  complete: (ask: Ask) =>
    new sdk.CompleteMultipartUploadCommand({
      ...upload(ask),
      archiveSize: textOf(ask.archiveSize),
      checksum: ask.treeHash,
    }),
  abort: (ask: Ask) => new sdk.AbortMultipartUploadCommand(upload(ask)),
  'list-parts': (ask: Ask) => new sdk.ListPartsCommand({ ...upload(ask), ...page(ask) }),
  'list-uploads': (ask: Ask) => new sdk.ListMultipartUploadsCommand({ ...at(ask), ...page(ask) }),
  put: (ask: Ask) => new sdk.UploadArchiveCommand({ ...at(ask), ...body(ask), archiveDescription: ask.description }),
  delete: (ask: Ask) => new sdk.DeleteArchiveCommand({ ...at(ask), archiveId: ask.archiveId }),
  'start-job': (ask: Ask) => new sdk.InitiateJobCommand({ ...at(ask), jobParameters: jobParameters(ask) }),
  'describe-job': (ask: Ask) => new sdk.DescribeJobCommand(job(ask)),
  'list-jobs': (ask: Ask) =>
    new sdk.ListJobsCommand({ ...at(ask), ...page(ask), statuscode: ask.jobStatus, completed: ask.completed }),
  'job-output': (ask: Ask) => new sdk.GetJobOutputCommand({ ...job(ask), range: ask.range }),
  'create-bucket': (ask: Ask) => new sdk.CreateVaultCommand(at(ask)),
  'head-bucket': (ask: Ask) => new sdk.DescribeVaultCommand(at(ask)),
  'delete-bucket': (ask: Ask) => new sdk.DeleteVaultCommand(at(ask)),
  'list-buckets': (ask: Ask) => new sdk.ListVaultsCommand({ accountId: '-', ...page(ask) }),
};

/** Sends the command of a question, with `prepare` applied to its middleware. */
export function send(client: sdk.GlacierClient, ask: Ask, prepare: (stack: Stack) => void, abortSignal: AbortSignal) {
  const command = COMMANDS[ask.op as keyof typeof COMMANDS](ask);
  prepare(command.middlewareStack as unknown as Stack);
  return client.send(command as sdk.ListPartsCommand, { abortSignal }) as unknown as Promise<Output>;
}

export { GlacierClient } from '@aws-sdk/client-glacier';
