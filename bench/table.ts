/** Rows → the table that is printed, and kept in docs/bench.md. */
import { type Row, reached } from './measure.js';

const HEAD = ['', 'mock', 'floor', 'ratio', 'single rounds', 'aim', '', 'busy', 'others'];

export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.what,
    `${short(row.mock)} ${row.unit}`,
    row.floor === undefined ? '' : `${short(row.floor)} ${row.unit}`,
    row.ratio === undefined ? '' : row.ratio.toFixed(2),
    row.spread === undefined ? '' : row.spread.map((value) => shortRatio(value)).join('–'),
    aim(row),
    mark(row),
    busy(row),
    row.others,
  ]);
  const widths = HEAD.map((title, i) => Math.max(title.length, ...cells.map((line) => line[i]!.length), 3));
  const line = (texts: readonly string[]): string =>
    `| ${texts.map((text, i) => text.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(HEAD), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...cells.map(line)].join('\n');
}

function aim({ aim, unit }: Row): string {
  if (!aim) return '';
  return `${aim.at === 'least' ? '≥' : '≤'} ${aim.value}${aim.absolute ? ` ${unit}` : ''}`;
}

function mark(row: Row): string {
  const found = reached(row);
  return found === undefined ? '' : found ? 'ok' : 'MISS';
}

/** Share of one core that each server used. */
function busy({ busy }: Row): string {
  if (busy.mock === undefined || busy.floor === undefined) return '';
  return `${Math.round(busy.mock * 100)} % / ${Math.round(busy.floor * 100)} %`;
}

function short(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

const shortRatio = (value: number): string => (value >= 100 ? String(Math.round(value)) : value.toFixed(2));
