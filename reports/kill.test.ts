/** The kill matrix as text and as a page. */
import t from 'tap';
import { KILL_FORMAT, type KillResult, type KillRun } from '../runners/result.js';
import { countKills, killPage, killText } from './kill.js';

const result = (defect: string, outcome: KillResult['outcome'], more: Partial<KillResult> = {}): KillResult => ({
  defect,
  title: 'Parts <vanish>.',
  rule: 'complete/numbers',
  seen: ['owner/server#1'],
  profile: 'aws-s3',
  outcome,
  caughtBy: outcome.kind === 'caught' ? ['complete/numbers#gaps'] : [],
  durationMs: 5,
  ...more,
});

const run = (...results: KillResult[]): KillRun => ({
  format: KILL_FORMAT,
  tool: { name: 'multiparity', version: '1.2.3', node: 'v20' },
  startedAt: '2026-11-21T10:00:00.000Z',
  durationMs: 61_000,
  results,
});

const CAUGHT = { kind: 'caught', by: 'required' } as const;

t.test('counts', async (t) => {
  const all = run(
    result('a/one', CAUGHT, { alsoRed: [] }),
    result('a/two', CAUGHT, { alsoRed: ['x/y', 'x/z'] }),
    result('a/three', { kind: 'caught', by: 'recommended' }, { alsoRed: ['x/y'] }),
    result('a/four', { kind: 'idle', because: 'it is none' }),
    result('a/five', { kind: 'missed' }),
    result('a/six', { kind: 'unclear', because: 'it broke' }),
  );
  t.strictSame(countKills(all), {
    tried: 6,
    idle: 1,
    caught: 2,
    weakly: 1,
    survived: 2,
    alsoRed: { none: 1, median: 1, most: 2 },
  });
  t.equal(
    killText(all),
    [
      'MISSED a/five under aws-s3: no case of complete/numbers failed',
      'UNCLEAR a/six under aws-s3: it broke',
      '3 of 5 defects caught (2 by a required check, 1 by a recommended one), 2 survived, 1 without effect under their profile; 1 turned no other rule red, the median 1, the most 2 (1 min 1 s)',
    ].join('\n'),
  );
  t.equal(countKills(run(result('a/one', CAUGHT))).alsoRed, undefined, 'nothing else was asked');
});

t.test('the page', async (t) => {
  const page = killPage(run(result('a/one', CAUGHT), result('a/two', { kind: 'missed' })));
  t.match(page, /<h1 class="tone-bad">1 defect survived<\/h1>/);
  t.match(page, 'Parts &lt;vanish&gt;.', 'text is escaped');
  t.match(page, 'complete/numbers#gaps');
  t.match(page, 'seen: owner/server#1');
  t.notMatch(page, /<script|https?:\/\//, 'it needs nothing but itself');
  t.match(killPage(run(result('a/one', CAUGHT))), /<h1 class="tone-good">Every defect was caught<\/h1>/);
});
