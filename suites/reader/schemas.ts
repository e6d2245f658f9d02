/** Compiles the JSON Schemas of `suites/schema`, each once. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { packageRoot } from './documents.js';

const compiled = new Map<string, ValidateFunction>();
const require = createRequire(import.meta.url);

/** @param name file name without its ending, for example `rule.schema`. */
export function schema(name: string, folder = 'suites/schema'): ValidateFunction {
  const path = join(packageRoot(), folder, `${name}.json`);
  const known = compiled.get(path);
  if (known) return known;
  // Loaded when it is first needed: a mock that serves a shipped profile validates nothing, and starts sooner.
  const { Ajv2020 } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strictTypes: false, strictRequired: false });
  // Says of a limit or a choice whose profiles must settle it; it checks nothing.
  ajv.addKeyword('dialects');
  const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as object);
  compiled.set(path, validate);
  return validate;
}
