/** An answer as expressions and expectations see it: its values, with keys relative to the case. */
import type { Json, Observation } from './drivers/observation.js';

/** Values that hold keys, or lists of them; shown without the case's prefix. */
const KEY_VALUES: ReadonlySet<string> = new Set([
  'key',
  'keys',
  'prefix',
  'prefixes',
  'keyMarker',
  'nextKeyMarker',
  'startAfter',
  'marker',
  'nextMarker',
  'versions',
  'markers',
  'deleted',
  'errors',
]);

/** An answer as expressions and expectations see it. */
export function answerOf(observation: Observation, prefix: string, below: boolean): Record<string, unknown> {
  if (observation.kind === 'dropped')
    return { status: 0, code: 'dropped', message: observation.because, elements: {}, headers: {} };
  if (observation.kind === 'unsendable')
    return { status: 0, code: 'unsendable', message: observation.because, elements: {}, headers: {} };
  if (observation.kind === 'refused') {
    const { status, code, message, elements, headers } = observation;
    return { status, code, message, elements, headers };
  }
  const strip = below ? prefix : '';
  const values = Object.fromEntries(
    Object.entries(observation.values).map(([name, value]) => [
      name,
      KEY_VALUES.has(name) ? relative(value, strip) : value,
    ]),
  );
  return { status: observation.status, code: '', message: '', elements: {}, headers: observation.headers, ...values };
}

function relative(value: Json, prefix: string): Json {
  if (prefix === '') return value;
  if (typeof value === 'string') {
    if (value.startsWith(prefix)) return value.slice(prefix.length);
    const encoded = encodeURIComponent(prefix);
    return value.startsWith(encoded) ? value.slice(encoded.length) : value;
  }
  if (Array.isArray(value)) return value.map((one: Json) => relative(one, prefix));
  if (value !== null && typeof value === 'object' && 'key' in value)
    return { ...value, key: relative((value as { key: Json }).key, prefix) };
  return value;
}

/** When a step was sent and answered, in whole microseconds of the run's clock. */
export function timesOf(observation: Observation): { startedAt: number; endedAt: number } | undefined {
  if (observation.kind === 'unsendable') return undefined;
  const { startMs, endMs } = observation.exchange;
  return { startedAt: Math.round(startMs * 1000), endedAt: Math.round(endMs * 1000) };
}
