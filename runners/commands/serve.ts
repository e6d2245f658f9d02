/** `multiparity serve`: the mock on a port, until it is stopped. */
import { setFlagsFromString } from 'node:v8';
import { ProblemsError, readYaml } from '../../suites/reader/documents.js';
import { schema } from '../../suites/reader/schemas.js';
import {
  type Account,
  DEFAULT_ACCOUNT,
  DefectError,
  FaultError,
  type Mock,
  startMock,
  type WireFault,
} from '../targets/mock.js';
import { UsageError } from './problems.js';

export interface ServeFlags {
  readonly profile: string;
  readonly port: number;
  readonly host: string;
  readonly identities?: string;
  readonly faults?: string;
  readonly defect?: readonly string[];
  readonly auth: 'on' | 'off';
  readonly domain?: readonly string[];
  readonly callbacks: 'loopback' | 'anywhere';
  readonly quiet?: boolean;
}

export async function serve(flags: ServeFlags): Promise<void> {
  // What is uploaded survives every collection, so V8 would take a young generation of 32 MB that serves nothing here.
  setFlagsFromString('--semi-space-growth-factor=1');
  const accounts =
    flags.identities === undefined ? [DEFAULT_ACCOUNT] : readList<Account>(flags.identities, 'identities.schema');
  const mock = await start(flags, accounts);
  console.log(`multiparity mock of ${mock.profile.title}`);
  console.log(`  endpoint   ${mock.endpoint}   region ${mock.region}   path-style, or bucket.localhost`);
  for (const { displayName, accessKey, secretKey } of accounts) {
    // Keys from a file are the user's own, and stay there.
    console.log(
      `  identity   ${displayName}: access key ${accessKey}${flags.identities === undefined ? `, secret key ${secretKey}` : ''}`,
    );
  }
  for (const id of flags.defect ?? []) console.log(`  defect     ${id}`);
  if (flags.auth === 'off') console.log('  signatures are NOT checked (--auth off)');
  console.log(
    '  its own pages: /_mock/health /_mock/state /_mock/journal /_mock/clock /_mock/faults; stop with Ctrl-C',
  );
  const stop = (): void => void mock.close().then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop);
}

async function start(flags: ServeFlags, accounts: readonly Account[]): Promise<Mock> {
  const { profile, port, host, auth } = flags;
  try {
    return await startMock({
      profile,
      port,
      host,
      auth,
      accounts,
      callbacks: flags.callbacks,
      ...(flags.faults === undefined ? {} : { faults: readList<WireFault>(flags.faults, 'faults.schema') }),
      ...(flags.defect === undefined ? {} : { defects: flags.defect }),
      ...(flags.domain === undefined ? {} : { domains: flags.domain }),
      ...(flags.quiet === true ? {} : { log: (line: string) => console.log(line) }),
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new UsageError(`port ${port} of ${host} is in use: choose another with --port, or --port 0 for a free one`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new UsageError(`--host ${host} is no address of this machine`);
    if (code === 'EACCES') throw new UsageError(`port ${port} may not be used by this user: choose one above 1023`);
    if (error instanceof DefectError) throw new UsageError(error.message);
    if (error instanceof FaultError) throw new UsageError(`${flags.faults}: ${error.message}`);
    if (error instanceof Error && error.message.startsWith('profile ')) throw new UsageError(error.message);
    throw error;
  }
}

/** A YAML file that holds a list. @throws ProblemsError with every problem and its line. */
function readList<T>(path: string, shape: string): T[] {
  const read = readYaml(path, schema(shape));
  if (read.problems.length > 0) throw new ProblemsError(read.problems);
  return read.value as T[];
}
