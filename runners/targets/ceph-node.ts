/**
 * Starts one Ceph node with an S3 gateway from the distribution's packages: `node ceph-node.js FOLDER PORT MON-PORT`, accounts
 * in CEPH_NODE_ACCOUNTS (`key:secret key:secret`). Everything lies in the folder and all data in memory. It ends with
 * SIGTERM, or when its standard input closes, which is how it notices that whoever started it is gone.
 *
 * cephx stays on: without authentication radosgw alone refuses, and says so only after five minutes. The daemons run in the
 * foreground as children, so that ending them needs no pid files; memstore needs no disk, and one replica no second OSD.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const [dir = '', port = '', monPort = ''] = process.argv.slice(2);
const at = (name: string) => join(dir, name);
const conf = at('ceph.conf');
const daemons: ChildProcess[] = [];
let ending = false;

function configuration(fsid: string): string {
  return `[global]
fsid = ${fsid}
mon_host = v2:127.0.0.1:${monPort}
mon_initial_members = a
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_ipv6 = false
auth_cluster_required = cephx
auth_service_required = cephx
auth_client_required = cephx
keyring = ${at('keyring')}
run_dir = ${at('run')}
admin_socket = ${at('run')}/$name.asok
pid_file = ${at('run')}/$name.pid
log_file = ${at('log')}/$name.log
mon_cluster_log_file = ${at('log')}/cluster.log
crash_dir = ${at('crash')}
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_pool_default_pgp_num = 4
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_warn_on_pool_no_redundancy = false
mon_max_pg_per_osd = 1000
mon_data = ${at('mon')}
mon_data_avail_crit = 1
mgr_data = ${at('mgr')}
mgr_initial_modules =
osd_data = ${at('osd')}
osd_objectstore = memstore
memstore_device_bytes = 8589934592
rgw_data = ${at('rgw')}

[client.admin]
rgw_frontends = beast endpoint=127.0.0.1:${port}
rgw_dns_name = localhost
rgw_crypt_require_ssl = false
`;
}

async function step(command: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(command, ['-c', conf, ...args], { timeout: 90_000 });
  return stdout;
}

function daemon(command: string, ...args: string[]): void {
  const child = spawn(command, ['-c', conf, '-f', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr?.on('data', (text: Buffer) => process.stderr.write(text));
  child.once('exit', (code, signal) => {
    if (!ending) fail(new Error(`${command} ended with ${signal ?? code}: ${lastLine(args)}`));
  });
  child.once('error', fail);
  daemons.push(child);
}

function lastLine(args: readonly string[]): string {
  try {
    return (
      readFileSync(at(`log/${args.join('').replace(/^-[in]/, '')}.log`), 'utf8')
        .trim()
        .split('\n')
        .at(-1) ?? ''
    );
  } catch {
    return 'it left no log';
  }
}

async function start(): Promise<void> {
  for (const name of ['run', 'log', 'crash', 'mon', 'mgr', 'osd', 'rgw']) mkdirSync(at(name), { recursive: true });
  const fsid = randomUUID();
  writeFileSync(conf, configuration(fsid));
  const everything = ['--cap', 'mon', 'allow *', '--cap', 'osd', 'allow *', '--cap', 'mgr', 'allow *'];
  const key = (name: string, ...caps: string[]) =>
    run('ceph-authtool', [at('keyring'), '--gen-key', '-n', name, ...caps]);
  await run('ceph-authtool', ['--create-keyring', at('keyring'), '--gen-key', '-n', 'mon.', '--cap', 'mon', 'allow *']);
  await key('client.admin', ...everything);
  await key(
    'osd.0',
    '--cap',
    'mon',
    'allow profile osd',
    '--cap',
    'osd',
    'allow *',
    '--cap',
    'mgr',
    'allow profile osd',
  );
  await key('mgr.x', '--cap', 'mon', 'allow profile mgr', '--cap', 'osd', 'allow *');
  await run('monmaptool', [
    '--create',
    '--clobber',
    '--fsid',
    fsid,
    '--addv',
    'a',
    `[v2:127.0.0.1:${monPort}]`,
    at('monmap'),
  ]);
  await step('ceph-mon', '--mkfs', '-i', 'a', '--monmap', at('monmap'), '--keyring', at('keyring'));
  daemon('ceph-mon', '-i', 'a');
  await step('ceph', '--connect-timeout', '60', 'auth', 'import', '-i', at('keyring'));
  const osd = randomUUID();
  await step('ceph', 'osd', 'new', osd);
  await step('ceph-osd', '--mkfs', '-i', '0', '--osd-uuid', osd);
  daemon('ceph-osd', '-i', '0');
  daemon('ceph-mgr', '-i', 'x');
  await osdIsUp();
  for (const [i, account] of (process.env.CEPH_NODE_ACCOUNTS ?? '').split(' ').filter(Boolean).entries()) {
    const [accessKey = '', secretKey = ''] = account.split(':');
    const uid = i === 0 ? 'multiparity' : `multiparity-${i + 1}`;
    await step(
      'radosgw-admin',
      'user',
      'create',
      '--uid',
      uid,
      '--display-name',
      uid,
      '--access-key',
      accessKey,
      '--secret-key',
      secretKey,
    );
  }
  daemon('radosgw', '-n', 'client.admin');
}

async function osdIsUp(): Promise<void> {
  for (let i = 0; i < 120; i += 1) {
    const { num_up_osds: up } = JSON.parse(await step('ceph', 'osd', 'stat', '-f', 'json')) as { num_up_osds?: number };
    if (up === 1) return;
    await sleep(250);
  }
  throw new Error(`the OSD did not come up: ${lastLine(['osd.0'])}`);
}

async function stop(code: number): Promise<never> {
  if (ending) return new Promise<never>(() => {});
  ending = true;
  // The gateway first: it waits for the others. There is nothing to save, so nobody is given long.
  const gone = daemons.map(
    (one) =>
      new Promise<void>((done) =>
        (one.exitCode ?? one.signalCode) === null ? one.once('exit', () => done()) : done(),
      ),
  );
  for (const one of daemons.toReversed()) one.kill('SIGTERM');
  await Promise.race([Promise.all(gone), sleep(1000)]);
  for (const one of daemons) one.kill('SIGKILL');
  process.exit(code);
}

// Nobody else is left to remove the folder.
function orphaned(): void {
  process.on('exit', () => rmSync(dir, { recursive: true, force: true, maxRetries: 3 }));
  void stop(0);
}

function fail(error: unknown): void {
  if (ending) return;
  const { message, stderr } = error as Error & { stderr?: string };
  const text = `ceph-node: ${message.split('\n')[0]} ${stderr?.trim().split('\n').at(-1) ?? ''}\n`;
  appendFileSync(2, text);
  void stop(1);
}

process.on('SIGTERM', () => void stop(0));
process.on('SIGINT', () => void stop(0));
process.stdin.on('end', orphaned).on('error', orphaned).resume();
process.stderr.on('error', () => {}); // nobody reads it any more
start().catch(fail);
