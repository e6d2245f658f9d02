import t from 'tap';
import { Parser, type Result } from 'tap-parser';

import { golden } from './golden.js';
import { greenRun, sampleRun, UGLY } from './sample.js';
import { tap } from './tap.js';
import { printable } from './words.js';

t.snapshotFile = golden('tap');

t.matchSnapshot(tap(sampleRun), 'every verdict');

/** What a TAP reader understands: points of every subtest, whether all is well, and whether it found a fault. */
function read(text: string) {
  const points: Result[] = [];
  const strange: string[] = [];
  const parser = new Parser({ strict: true });
  const listen = (at: Parser) => {
    at.on('assert', (point) => points.push(point));
    at.on('extra', (extra) => strange.push(extra));
    at.on('child', listen);
  };
  listen(parser);
  parser.end(text);
  return { points, strange, ok: parser.ok, bailout: parser.bailedOut };
}

t.test('a TAP reader finds every case', async (t) => {
  const { points, strange, ok } = read(tap(sampleRun));
  t.notOk(ok);
  t.strictSame(strange, [], 'nothing is left over');
  const names = points.map(({ name }) => name);
  for (const { id } of sampleRun.targets[0]!.cases) t.ok(names.includes(id), id);
});

t.test('directives and diagnostics', async (t) => {
  const { points } = read(tap(sampleRun));
  const of = (name: string) => points.find((point) => point.name === name)!;
  t.match(of('complete/part-order#repeat'), { ok: false, todo: 'known: the list is sorted first' });
  t.match(of('abort/idempotent#twice'), { ok: false, todo: 'recommended, not met' });
  t.match(of('complete/min-part-size#first'), { ok: true, skip: 'the profile promises no least part size' });
  t.match(of('complete/second-complete#same-list'), { ok: true, skip: 'observed: recorded' });
  t.match(of('create/content-type#kept'), { ok: false, todo: false, diag: { verdict: 'fixed' } });
  t.match(of('list-parts/ugly#ugly[a=<&"]').diag, { checks: [{ check: printable(UGLY), expected: printable(UGLY) }] });
});

t.test('a green run is ok, an interrupted one is not', async (t) => {
  t.ok(read(tap(greenRun)).ok);
  t.equal(read(tap({ ...greenRun, interrupted: true })).bailout, 'the run was interrupted');
});

t.test('a reason cannot become a directive', async (t) => {
  const [target] = greenRun.targets;
  const because = 'odd \\ # TODO not really\nok 99 - more';
  const cases = [{ ...target!.cases[0]!, verdict: { kind: 'skipped', because } as const }];
  const { points, strange } = read(tap({ ...greenRun, targets: [{ ...target!, cases }] }));
  t.strictSame(strange, []);
  t.match(points[0], { ok: true, todo: false });
  t.type(points[0]?.skip, 'string');
});
