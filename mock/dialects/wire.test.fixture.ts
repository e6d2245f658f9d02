/** For tests: requests as they arrive. */
import type { WireRequest } from './dialect.js';

/** `PUT /bucket/key?partNumber=1` with headers → a request. */
export function wireRequest(line: string, headers: Record<string, string> = {}): WireRequest {
  const space = line.indexOf(' ');
  const [path = '', query = ''] = line.slice(space + 1).split(/\?(.*)/s);
  return { method: line.slice(0, space), path, query, headers: { host: '127.0.0.1:9000', ...headers }, rawHeaders: [] };
}
