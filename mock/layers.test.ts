/** The direction of imports, as a test: reports → runners → mock → suites, never back, and two witnesses for every digest. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import t from 'tap';
import { packageRoot } from '../suites/reader/documents.js';

interface Source {
  /** Path below the package, with forward slashes. */
  readonly file: string;
  /** A package or `node:` name as written, or the path below the package of the file it leads to. */
  readonly imports: readonly string[];
}

interface Wall {
  readonly says: string;
  readonly holds: (file: string) => boolean;
  readonly allows: (name: string, file: string) => boolean;
}

const isTest = (file: string): boolean =>
  /\.(test|test\.fixture|contract)\.ts$/.test(file) || /^reports\/(golden|sample)\.ts$/.test(file);
const isPackage = (name: string): boolean => !/^(mock|runners|reports|suites|bench)\//.test(name);
const below =
  (...folders: readonly string[]) =>
  (name: string): boolean =>
    folders.some((folder) => name.startsWith(`${folder}/`));

/** The dialect a file belongs to; what dialects share belongs to none. */
const dialectOf = (file: string): string | undefined => /^mock\/dialects\/(?!signing\/|xml\/)([^/]+)\//.exec(file)?.[1];

const WALLS: readonly Wall[] = [
  {
    says: 'reports know of a run only its result',
    holds: below('reports'),
    allows: (name, file) =>
      below('reports')(name) ||
      name === 'runners/result.ts' ||
      (isPackage(name) && (isTest(file) || /^node:/.test(name))),
  },
  {
    says: 'only the composition root of the runners knows reports',
    holds: (file) => below('runners')(file) && !/^runners\/((cli|test)\.ts$|commands\/)/.test(file),
    allows: (name) => !below('reports')(name),
  },
  {
    says: 'of the mock, the runners know its public face, and in one file only',
    holds: below('runners'),
    allows: (name, file) => !below('mock')(name) || (name === 'mock/index.ts' && file === 'runners/targets/mock.ts'),
  },
  {
    says: 'the mock stands on the suites’ reader and on nothing else of ours',
    holds: below('mock'),
    allows: (name) => isPackage(name) || below('mock', 'suites/reader')(name),
  },
  {
    says: 'the reader stands on nothing of ours',
    holds: below('suites'),
    allows: (name, file) => below('suites/reader')(name) || isTest(file) || /^(node:.*|yaml|ajv(\/.*)?)$/.test(name),
  },
  {
    says: 'tests of the reader stand on nothing of ours but the reader',
    holds: below('suites'),
    allows: (name) => isPackage(name) || below('suites/reader')(name),
  },
  {
    says: 'the engine is pure',
    holds: (file) => below('mock/engine')(file) && !isTest(file),
    allows: (name) => below('mock/engine')(name) || name === 'sorted-btree',
  },
  {
    says: 'tests of the engine know the engine only',
    holds: (file) => below('mock/engine')(file) && isTest(file),
    allows: (name) => below('mock/engine')(name) || isPackage(name),
  },
  {
    says: 'no dialect knows another, and what they share knows none',
    holds: below('mock/dialects'),
    allows: (name, file) => dialectOf(name) === undefined || dialectOf(name) === dialectOf(file),
  },
  {
    says: 'one file knows koa',
    holds: () => true,
    allows: (name, file) => !/^(koa|@koa\/.*)$/.test(name) || file === 'mock/app.ts',
  },
  {
    says: 'what the mock reads XML and counts CRCs with, the harness does not',
    holds: (file) => !below('reports')(file) || !isTest(file),
    allows: (name, file) => !/^(saxes|@node-rs\/crc32)(\/|$)/.test(name) || below('mock')(file),
  },
  {
    says: 'what the harness hashes, reads and signs with, the mock does not',
    holds: (file) => !below('runners')(file) && !isTest(file),
    // Of hash-wasm the harness takes MD5 and SHA, the mock xxHash and CRCs of 64 bits.
    allows: (name, file) =>
      (name === 'hash-wasm' && file === 'mock/digests/wasm.ts') ||
      !/^(hash-wasm|fast-xml-parser|@aws-sdk\/.*|@smithy\/.*)(\/|$)/.test(name),
  },
];

const NAMED = [
  /(?:^|[\n;])\s*(?:import|export)\s[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g,
  /(?:^|[\n;])\s*import\s*['"]([^'"]+)['"]/g,
  /\bimport\(\s*['"]([^'"]+)['"]/g,
];
const COMPUTED = /\bimport\(\s*[^'"\s)]/;

/** What a file imports: statically, dynamically, for its types, or to pass on. */
function importsOf(file: string, text: string): string[] {
  const names = NAMED.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!));
  const paths = names.map((name) =>
    name.startsWith('.') ? posix.join(posix.dirname(file), name).replace(/\.js$/, '.ts') : name,
  );
  return COMPUTED.test(text) ? [...paths, 'a name computed at run time'] : paths;
}

/** Every import that goes through a wall, in words. */
function breaches(sources: readonly Source[], walls: readonly Wall[]): string[] {
  return walls.flatMap(({ says, holds, allows }) =>
    sources
      .filter(({ file }) => holds(file))
      .flatMap(({ file, imports }) =>
        imports.filter((name) => !allows(name, file)).map((name) => `${file} imports ${name}: ${says}`),
      ),
  );
}

function sourcesIn(...folders: readonly string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(packageRoot(), folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
      .map((name) => posix.join(folder, name.split('\\').join('/')))
      .map((file) => ({ file, imports: importsOf(file, readFileSync(join(packageRoot(), file), 'utf8')) })),
  );
}

t.test('no import goes through a wall', async (t) => {
  const sources = sourcesIn('suites', 'mock', 'runners', 'reports');
  t.ok(sources.length > 100, 'the sources are there');
  t.ok(
    sources.some(({ imports }) => imports.includes('mock/index.ts')),
    'and their imports are seen',
  );
  for (const wall of WALLS) t.strictSame(breaches(sources, [wall]), [], wall.says);
});

t.test('every wall is seen to hold', async (t) => {
  const through = [
    ['reports/html.ts', 'runners/plan.ts'],
    ['reports/html.ts', 'ajv'],
    ['runners/plan.ts', 'reports/index.ts'],
    ['runners/run.ts', 'mock/index.ts'],
    ['runners/targets/mock.ts', 'mock/service.ts'],
    ['runners/commands/serve.ts', 'mock/index.ts'],
    ['mock/service.ts', 'runners/result.ts'],
    ['mock/service.test.ts', 'runners/result.ts'],
    ['suites/reader/profile.ts', 'mock/policy.ts'],
    ['suites/reader/profile.test.ts', 'mock/policy.ts'],
    ['suites/reader/profile.ts', 'koa'],
    ['mock/engine/decide.ts', 'node:crypto'],
    ['mock/engine/decide.ts', 'mock/store/store.ts'],
    ['mock/engine/decide.test.ts', 'mock/policy.ts'],
    ['mock/dialects/glacier/auth.ts', 'mock/dialects/s3/values.ts'],
    ['mock/dialects/glacier/glacier.test.ts', 'mock/dialects/s3/wire.test.fixture.ts'],
    ['mock/dialects/xml/headers.ts', 'mock/dialects/oss/values.ts'],
    ['mock/dialects/values.ts', 'mock/dialects/s3/values.ts'],
    ['mock/handler.ts', 'koa'],
    ['mock/handler.ts', '@koa/router'],
    ['runners/drivers/raw.ts', 'saxes'],
    ['runners/body.ts', '@node-rs/crc32'],
    ['mock/digests/digests.ts', 'hash-wasm'],
    ['mock/dialects/signing/sigv4.ts', '@smithy/signature-v4'],
    ['mock/engine/decide.ts', 'a name computed at run time'],
  ] as const;
  for (const [file, name] of through)
    t.not(breaches([{ file, imports: [name] }], WALLS).length, 0, `${file} may not import ${name}`);
  const beside = [
    ['reports/html.ts', 'runners/result.ts'],
    ['reports/html.test.ts', 'ajv'],
    ['runners/commands/run.ts', 'reports/index.ts'],
    ['runners/targets/mock.ts', 'mock/index.ts'],
    ['mock/policy.ts', 'suites/reader/profile.ts'],
    ['mock/dialects/glacier/auth.ts', 'mock/dialects/signing/sigv4.ts'],
    ['mock/dialects/oss/parse.ts', 'mock/dialects/oss/values.ts'],
    ['mock/index.ts', 'mock/dialects/oss/index.ts'],
    ['mock/app.ts', 'koa'],
    ['mock/digests/wasm.ts', 'hash-wasm'],
    ['mock/dialects/s3/auth.test.ts', '@smithy/signature-v4'],
    ['mock/engine/sorted.ts', 'sorted-btree'],
  ] as const;
  for (const [file, name] of beside)
    t.strictSame(breaches([{ file, imports: [name] }], WALLS), [], `${file} may import ${name}`);
});

t.test('imports are found however they are written', async (t) => {
  const text = [
    "import './effect.js';",
    "import one from '../one.js';",
    'import {\n  type Two,\n  two,\n} from "./two.js";',
    "import type { Three } from './three.js';",
    "export { four } from './four.js';",
    "export * from './five.js';",
    "const six = await import('./six.js');",
    "type Seven = import('./seven.js').Seven;",
    "const said = 'taken from the shelf';",
  ].join('\n');
  t.strictSame(importsOf('mock/engine/a.ts', text).sort(), [
    'mock/engine/effect.ts',
    'mock/engine/five.ts',
    'mock/engine/four.ts',
    'mock/engine/seven.ts',
    'mock/engine/six.ts',
    'mock/engine/three.ts',
    'mock/engine/two.ts',
    'mock/one.ts',
  ]);
  t.strictSame(importsOf('mock/a.ts', 'await import(name)'), ['a name computed at run time']);
});
