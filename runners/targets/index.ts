/** What `--target` can name. */
import { ProblemsError, suggestion } from '../../suites/reader/documents.js';
import { type Definition, definitionNames, readDefinition, targetsFolder, type Way } from './definition.js';
import { type EndpointOptions, endpointTarget } from './endpoint.js';
import { type NamedTarget, namedTarget } from './named.js';
import { type Target, TargetError } from './target.js';

export { ProblemsError } from '../../suites/reader/documents.js';
export type { Definition, Way } from './definition.js';
export { definitionNames, readDefinition, targetsFolder } from './definition.js';
export type { EndpointOptions } from './endpoint.js';
export { endpointTarget } from './endpoint.js';
export type { NamedTarget } from './named.js';
export { namedTarget } from './named.js';

export interface TargetOptions extends EndpointOptions {
  /** Start a named target in this way only. */
  readonly via?: Way;
  /** Makes the target of `mock:<profile>`. */
  readonly mockTarget?: (profile: string) => Target;
  readonly folder?: string;
}

/**
 * The target a text names: `https://…`, `endpoint` (what AWS_ENDPOINT_URL_S3 says), `mock:<profile>`, or a definition.
 * @throws TargetError when it names none; ProblemsError when the definition is malformed.
 */
export function findTarget(text: string, options: TargetOptions = {}): Target | NamedTarget {
  const env = options.env ?? process.env;
  if (/^https?:\/\//i.test(text)) return endpointTarget(text, options);
  if (text === 'endpoint') {
    const url = env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL;
    if (!url) throw new TargetError('the target "endpoint" needs AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL to be set');
    return endpointTarget(url, options);
  }
  if (text.startsWith('mock:') && options.mockTarget) return options.mockTarget(text.slice('mock:'.length));
  const folder = options.folder ?? targetsFolder();
  const names = definitionNames(folder);
  if (!names.includes(text)) {
    const near = suggestion(text, ['endpoint', ...names]);
    throw new TargetError(
      `there is no target "${text}"${near || `; there are mock:<profile>, https://…, ${names.join(', ')}`}`,
    );
  }
  const read = readDefinition(text, folder);
  if ('problems' in read) throw new ProblemsError(read.problems);
  return namedTarget(read.definition, options);
}

/** Every definition, sorted by name. @throws ProblemsError with the problems of all malformed ones. */
export function listTargets(folder = targetsFolder()): Definition[] {
  const read = definitionNames(folder).map((name) => readDefinition(name, folder));
  const problems = read.flatMap((one) => ('problems' in one ? one.problems : []));
  if (problems.length > 0) throw new ProblemsError(problems);
  return read.flatMap((one) => ('definition' in one ? [one.definition] : []));
}
