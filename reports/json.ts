/** The run itself, written down; `schema/run.schema.json` describes it. */

import type { Run } from '../runners/result.js';

/** Fields in the order a reader wants them: who, then how it ended, then the details. Others keep their own order. */
// biome-ignore format: related fields share a line
const ORDER = [
  'format', 'tool', 'name', 'version', 'node', 'startedAt', 'durationMs', 'interrupted', 'rules',
  'id', 'group', 'rule', 'scenario', 'case', 'title', 'kind', 'because', 'sources', 'ref', 'says',
  'targets', 'target', 'profile', 'driver', 'server', 'endpoint', 'requests', 'bytesSent', 'bytesReceived',
  'unreachable', 'limits', 'stale', 'left', 'cases',
  'verdict', 'checks', 'level', 'ok', 'expected', 'actual', 'exchange', 'values', 'exchanges',
  'step', 'request', 'method', 'url', 'response', 'status', 'headers', 'body', 'bodyBytes', 'error',
  'startMs', 'endMs', 'curl',
  'ledger', 'provider', 'profiles', 'entries', 'at', 'why',
];
const RANK = new Map(ORDER.map((name, rank) => [name, rank]));

/** Records whose names come from data; their order is meant. */
const FREE = new Set(['limits', 'values']);

/** The run as JSON, indented, its fields always in one order, so that two runs can be compared line by line. */
export function json(run: Run): string {
  return `${JSON.stringify(run, (key, value: unknown) => (FREE.has(key) ? value : ordered(value)), 2)}\n`;
}

function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const rank = (name: string) => RANK.get(name) ?? ORDER.length;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => rank(a) - rank(b)));
}
