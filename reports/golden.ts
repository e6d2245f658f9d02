/** For the tests: where golden files live, seen from the repository's root, where tap runs. */

import { resolve } from 'node:path';

export function golden(report: string): string {
  return resolve('reports/golden', `${report}.cjs`);
}
