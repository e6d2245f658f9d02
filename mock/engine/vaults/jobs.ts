/** Retrievals: an archive, or the list of a vault, is asked for and fetched hours later. */
import { answer, type Decision, type Judge } from '../decision.js';
import type { Bucket, CommandOf, Instant, Refusal } from '../types.js';
import { inventoryOf } from './inventory.js';
import { pageOf } from './rules.js';
import { isNode } from './tree.js';
import type { Job, Tier } from './words.js';

const MINUTE = 60 * 1000;

export function startJob(vault: Bucket, command: CommandOf<'start-job'>, { world, policy }: Judge): Decision {
  const now = world.now();
  const what = subjectOf(vault, command, now);
  if ('hash' in what) return answer({ op: 'continue', hash: what.hash });
  const tier = (command.tier ?? 'Standard') as Tier;
  const { expeditedMinutes = 0, standardMinutes = 0, bulkMinutes = 0 } = policy.limits;
  const minutes = { Expedited: expeditedMinutes, Standard: standardMinutes, Bulk: bulkMinutes }[tier];
  const job: Job = {
    id: world.newUploadId(),
    startedAt: now,
    readyAt: (now + minutes * MINUTE) as Instant,
    tier,
    description: command.description,
    topic: command.topic,
    what,
  };
  return answer({ op: 'start-job', jobId: job.id }, { type: 'job-started', bucket: vault.name, job });
}

type Wanted = Pick<Job, 'what'>['what'];
type Unhashed = { readonly hash: NonNullable<Extract<Decision['reply'], { op: 'continue' }>['hash']> };

function subjectOf(vault: Bucket, command: CommandOf<'start-job'>, now: Instant): Wanted | Unhashed {
  const archiveId = command.archiveId ?? '';
  const archive = vault.objects.get(archiveId)?.at(-1);
  if (command.type === 'inventory-retrieval' || archive?.kind !== 'object') {
    const inventory = inventoryOf(vault, now);
    return { kind: 'inventory', takenAt: inventory?.takenAt ?? now, archives: inventory?.archives ?? [] };
  }
  const { size, pieces } = archive;
  const { first, last } = command.range?.value ?? { first: 0, last: size - 1 };
  const whole = first === 0 && last === size - 1;
  const node = whole || isNode(first, last, size);
  if (node && !whole && command.rangeHash === undefined) return { hash: { pieces, first, length: last - first + 1 } };
  const treeHash = whole ? archive.etag : node ? command.rangeHash : undefined;
  return { kind: 'archive', archiveId, archive, first, last, treeHash };
}

export function listJobs(vault: Bucket, command: CommandOf<'list-jobs'>, { world, policy }: Judge): Decision {
  const now = world.now();
  const size = pageOf(command, policy.limits.listUploadsDefault, policy.limits.listUploadsMax);
  const jobs: { job: Job; ready: boolean }[] = [];
  let next: string | undefined;
  let passed = command.marker === undefined;
  for (const [id, job] of vault.jobs) {
    const ready = now >= job.readyAt;
    const wanted =
      (command.status === undefined || command.status === (ready ? 'Succeeded' : 'InProgress')) &&
      (command.completed === undefined || command.completed === String(ready));
    if (passed && wanted) {
      if (jobs.length === size) {
        next = jobs.at(-1)!.job.id;
        break;
      }
      jobs.push({ job, ready });
    }
    passed ||= id === command.marker;
  }
  return answer({ op: 'list-jobs', jobs, next });
}

export function jobOutput(vault: Bucket, command: CommandOf<'job-output'>): Decision | Refusal {
  const job = vault.jobs.get(command.jobId)!;
  const reply = { op: 'job-output', job, treeHash: undefined } as const;
  if (job.what.kind === 'inventory') return answer({ ...reply, first: 0, last: 0, partial: false });
  const { what } = job;
  const length = what.last - what.first + 1;
  const ends = command.range?.value ?? { first: 0, last: length - 1 };
  if (ends.first >= length || ends.first > ends.last) {
    const message = `Invalid Range: ${command.range?.text ?? ''}`;
    return { rule: 'job/output-range', fault: 'parameter-invalid', detail: { message } };
  }
  const first = what.first + ends.first;
  const last = what.first + Math.min(ends.last, length - 1);
  const partial = command.range !== undefined;
  const { size, pieces } = what.archive;
  const whole = first === what.first && last === what.last;
  // Told only where both what was retrieved and what is fetched are nodes of the tree (GLA-104).
  const told = what.treeHash !== undefined && (whole || isNode(first, last, size));
  if (told && !whole && command.rangeHash === undefined)
    return answer({ op: 'continue', hash: { pieces, first, length: last - first + 1 } });
  const treeHash = told ? (whole ? what.treeHash : command.rangeHash) : undefined;
  return answer({ ...reply, first, last, partial, treeHash });
}
