/** What is removed from vaults, and what is told of those that stay. */
import t from 'tap';
import type { Send } from './cleanup.js';
import { cleanVaultCase, removeVault } from './cleanup-vaults.js';
import type { Ask } from './drivers/ask.js';
import type { Observation } from './drivers/observation.js';

/** A vault with these open uploads, that is deleted or not. */
function vault(open: string[], deletable: boolean) {
  const asked: string[] = [];
  const send: Send = async (ask: Ask) => {
    asked.push([ask.op, ask.bucket, ask.uploadId ?? ask.archiveId ?? ''].join(' ').trim());
    const good = (values: object) => ({ kind: 'accepted', status: 200, values }) as unknown as Observation;
    if (ask.op === 'list-uploads') return good({ uploadIds: [...open] });
    if (ask.op === 'abort' && open.includes(ask.uploadId!)) open.splice(open.indexOf(ask.uploadId!), 1);
    if (ask.op === 'delete-bucket' && !deletable)
      return { kind: 'refused', status: 400, code: 'InvalidParameterValueException' } as unknown as Observation;
    return good({});
  };
  return { asked, send };
}

t.test('uploads and archives by their ids, then the vault', async (t) => {
  const { asked, send } = vault(['U2'], true);
  const made = {
    uploads: [{ bucket: 'v', key: 'k', uploadId: 'U1' }],
    keys: [
      { bucket: 'v', key: 'k', archiveId: 'A' },
      { bucket: 'v', key: 'lost' },
    ],
    buckets: ['v', 'v'],
    policies: [],
  };
  const moved: unknown[] = [];
  const controls = {
    advanceClock: async (...move: unknown[]) => void moved.push(move),
    addFault: async () => {},
    held: async () => ({ bodies: 0, bytes: 0 }),
  };
  t.strictSame(await cleanVaultCase(made, send, controls), []);
  t.strictSame(asked, [
    'abort v U1',
    'delete v A',
    'list-uploads v',
    'abort v U2',
    'list-uploads v',
    'delete-bucket v',
  ]);
  t.strictSame(moved, [['v', { byMs: 25 * 60 * 60 * 1000 }]], 'the day that the vault waits for is let go by');
});

t.test('a vault that stays is told, with the reason', async (t) => {
  const { send } = vault([], false);
  t.match(await removeVault('v', send, undefined), [
    /^vault v \(400 InvalidParameterValueException: .* after its next inventory/,
  ]);
});
