/** Colour, columns and folding for a terminal. */

import type { Mark } from './marks.js';
import { cut, printable } from './words.js';

export type Ink = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'dim' | 'bold';
export type Paint = (ink: Ink, text: string) => string;

const CODES: Readonly<Record<Ink, number>> = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
  magenta: 35,
  cyan: 36,
};

export const INKS: Readonly<Record<Mark, Ink>> = {
  fail: 'red',
  broken: 'magenta',
  fixed: 'red',
  blocked: 'yellow',
  missed: 'yellow',
  known: 'cyan',
  observed: 'blue',
  pass: 'green',
  unsupported: 'dim',
  skipped: 'dim',
};

export function painter(color: boolean): Paint {
  return color ? (ink, text) => `\u001b[${CODES[ink]}m${text}\u001b[0m` : (_, text) => text;
}

/** Lines of text no wider than `width`, each after `indent`; more than `most` lines are cut and say so. */
export function block(text: string, indent: string, width: number, most = 12): readonly string[] {
  const room = Math.max(20, width - indent.length);
  const fold = new RegExp(`.{1,${room}}(?= |$)|.{1,${room}}`, 'gu');
  const lines = printable(text)
    .split('\n')
    .flatMap((line) => (line === '' ? [''] : (line.match(fold) ?? [])).map((part) => part.trimStart()));
  const shown = lines.slice(0, most);
  if (lines.length > most) shown.push(`… ${lines.length - most} more lines`);
  return shown.map((line) => `${indent}${line}`.trimEnd());
}

/** A cell may be painted after its width is settled. */
export interface Cell {
  readonly text: string;
  readonly ink?: Ink;
}

/**
 * Columns side by side. The first names the row; when the others do not fit, it is repeated before the next few.
 */
export function columns(rows: readonly (readonly Cell[])[], width: number, paint: Paint): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) =>
    Math.min(at === 0 ? 44 : 30, Math.max(0, ...rows.map((row) => row[at]?.text.length ?? 0))),
  );
  const lines: string[] = [];
  let from = 1;
  while (from < count) {
    let to = from;
    let used = 2 + widths[0]!;
    while (to < count && (to === from || used + 2 + widths[to]! <= width)) used += 2 + widths[to++]!;
    if (lines.length > 0) lines.push('');
    for (const row of rows) {
      const cells = [0, ...Array.from({ length: to - from }, (_, step) => from + step)].map((at) => {
        const { text, ink } = row[at] ?? { text: '' };
        const shown = cut(text, widths[at]!);
        // Blanks stay outside the colour, so that a line can be trimmed.
        return (ink === undefined ? shown : paint(ink, shown)) + ' '.repeat(widths[at]! - shown.length);
      });
      lines.push(`  ${cells.join('  ')}`.trimEnd());
    }
    from = to;
  }
  return lines;
}
