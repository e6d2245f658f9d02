/** `npm run bench`: the mock against a bare Koa server, as ratios. See docs/bench.md for how to read them. */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { digests } from './digests.js';
import { checksums, download, upload } from './large.js';
import { manyParts } from './many-parts.js';
import { type Context, type Row, reached } from './measure.js';
import { archive, held, peak } from './memory.js';
import { cycles, startUp } from './small.js';
import { everything, suite } from './suite.js';
import { table } from './table.js';

const LINES: Readonly<Record<string, (context: Context) => Promise<Row[]>>> = {
  cycles,
  upload,
  checksums,
  digests,
  parts: manyParts,
  download,
  start: startUp,
  memory: peak,
  held,
  archive,
  suite,
  all: everything,
};

const HELP = `npm run bench -- [--quick] [--only NAME]… [--rounds N] [--json]

  --quick     two rounds instead of seven
  --only      one line, may be repeated: ${Object.keys(LINES).join(', ')}
  --json      the rows as JSON instead of the table`;

function options() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        rounds: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const unknown = values.only.find((name) => !(name in LINES));
    if (unknown !== undefined) throw new Error(`there is no line "${unknown}"`);
    const rounds = Number(values.rounds ?? (values.quick ? 2 : 7));
    if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds takes a whole number from 1');
    return { ...values, rounds };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${HELP}`);
    process.exit(2);
  }
}

const { help, only, rounds, json } = options();
if (help) console.log(HELP);
else {
  const notes = new Set<string>();
  const load = loadavg()[0]!;
  if (load > 0.5) notes.add(`other work was running when this began (load ${load.toFixed(1)})`);
  const rows: Row[] = [];
  for (const [name, measure] of Object.entries(LINES)) {
    if (only.length > 0 && !only.includes(name)) continue;
    if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${name} …`);
    try {
      rows.push(...(await measure({ rounds, note: (text) => notes.add(text) })));
    } catch (error) {
      notes.add(`the line ${name} could not be measured: ${(error as Error).message}`);
      process.exitCode = 1;
    }
  }
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  if (json) console.log(JSON.stringify(rows, null, 2));
  else {
    console.log(table(rows));
    console.log(`\n${cpus().length} cores, Node.js ${process.version}, ${rounds} rounds, medians.`);
    const missed = rows.filter((row) => reached(row) === false);
    if (missed.length > 0) console.log(`Missed: ${missed.map(({ name }) => name).join(', ')}.`);
    for (const text of notes) console.log(`Note: ${text}.`);
  }
}
