/** For tests: suites in a folder of the test's own, and answers that nobody sent. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ProblemsError } from '../suites/reader/documents.js';
import type { Json, Observation } from './drivers/observation.js';
import type { Exchange } from './result.js';
import { readSuite, type Suite } from './suite.js';

const WIRE = `
dialect: s3
faults:
  part-order: { accept: [{ status: 400, code: InvalidPartOrder }], sources: [S3-1] }
  no-such-upload:
    accept: [{ status: 404, code: NoSuchUpload }]
    sources: [S3-1]
    message: The specified upload does not exist
`;

type Folder = { testdir(): string };

/** Rule files by their path below `rules`, without the ending. */
export function suiteIn(t: Folder, rules: Readonly<Record<string, string>>): string {
  const folder = t.testdir();
  const files = Object.entries(rules).map(([id, text]) => [join('rules', `${id}.yaml`), text] as const);
  for (const [path, text] of [...files, [join('wire', 's3.yaml'), WIRE] as const]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export const readRules = (t: Folder, rules: Readonly<Record<string, string>>): Suite => readSuite(suiteIn(t, rules));

/** `file:line message` for each problem of a suite. */
export function problemsIn(t: Folder, rules: Readonly<Record<string, string>>): string[] {
  try {
    readRules(t, rules);
    return [];
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    return error.problems.map(({ file, line, message }) => `${file.split('/').at(-1)}:${line} ${message}`);
  }
}

export const HEAD = `kind: required
dialects: [s3]
title: A promise that is kept
sources: [{ fact: S3-1 }]
`;

/** A rule of one scenario, whose lines stand below `scenarios`. */
export const rule = (...scenarios: readonly string[]): string => `${HEAD}scenarios:\n${scenarios.join('\n')}\n`;

export function exchangeOf(changes: Partial<Exchange['request']> = {}): Exchange {
  return {
    step: 'ask: test',
    driver: 's3',
    request: { method: 'GET', url: 'http://127.0.0.1/bucket/key', headers: [], bodyBytes: 0, ...changes },
    startMs: 0,
    endMs: 1,
    curl: 'curl',
  };
}

export const accepted = (
  values: Readonly<Record<string, Json>> = {},
  changes: Partial<Extract<Observation, { kind: 'accepted' }>> = {},
): Observation => ({ kind: 'accepted', status: 200, headers: {}, values, exchange: exchangeOf(), ...changes });

export const refused = (
  status: number,
  code: string,
  changes: Partial<Extract<Observation, { kind: 'refused' }>> = {},
): Observation => ({
  kind: 'refused',
  status,
  code,
  message: '',
  elements: {},
  headers: {},
  exchange: exchangeOf(),
  ...changes,
});

export const dropped = (because = 'it hung up'): Observation => ({ kind: 'dropped', because, exchange: exchangeOf() });
