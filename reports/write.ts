/** The only file of this folder that touches the disk. */

import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import type { Run } from '../runners/result.js';
import { REPORTS, type ReportFormat } from './index.js';

const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: 'choose a folder you may write to',
  EPERM: 'choose a folder you may write to',
  EROFS: 'the file system is read-only; choose another folder',
  ENOSPC: 'the disk is full; make room',
  EDQUOT: 'your quota is used up; make room',
  EISDIR: 'that is a folder; name a file in it',
  ENOTDIR: 'part of the path is a file, not a folder; choose another path',
  EEXIST: 'part of the path is a file, not a folder; choose another path',
  ENAMETOOLONG: 'choose a shorter name',
};

/** Writes one report of a run. @throws Error naming the file and the remedy. */
export function writeReport(format: ReportFormat, path: string, run: Run): Promise<void> {
  return writeText(format, path, () => REPORTS[format](run));
}

/** Writes one report, making its folder. Readers see the old file or the whole new one, never half of it. */
export async function writeText(format: string, path: string, make: () => string): Promise<void> {
  if (path === '') throw new Error(`The ${format} report has no path; write --report ${format}=FILE.`);
  const text = make();
  // In the same folder: a rename is atomic only within one file system.
  const draft = join(dirname(path), `.${basename(path).slice(0, 80)}.${randomUUID()}.tmp`);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(draft, text);
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    const remedy = REMEDIES[code] ?? 'choose another path';
    throw new Error(`Cannot write the ${format} report to ${path} (${code}): ${remedy}.`, { cause });
  }
}
