/** Reports by the name they have on the command line: a new one is one line here. */

import type { Run } from '../runners/result.js';
import { html } from './html.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import { tap } from './tap.js';

export type ReportFormat = 'html' | 'json' | 'junit' | 'tap' | 'md';

export const REPORTS: Readonly<Record<ReportFormat, (run: Run) => string>> = {
  html: (run) => html(run),
  json,
  junit,
  tap,
  md: markdown,
};
