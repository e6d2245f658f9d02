import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { ProblemsError, packageRoot, readYaml } from './documents.js';
import { profileNames, readProfile } from './profile.js';
import { schema } from './schemas.js';

type Files = Readonly<Record<string, string>>;

/** Writes profiles into a folder of this test, and says where. */
function folderOf(t: { testdir(): string }, files: Files): (name: string) => string {
  const folder = t.testdir();
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return (name) => join(folder, name);
}

function problemsOf(path: string): string[] {
  try {
    readProfile(path);
    return [];
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    return error.problems.map(({ file, line, message }) => `${file.split('/').at(-1)}:${line} ${message}`);
  }
}

/** The limits or choices that the profiles of a dialect must settle, as the schema says. */
function settledBy(dialect: string, field: 'limits' | 'choices'): string[] {
  const path = join(packageRoot(), 'suites', 'schema', 'profile.schema.json');
  const { properties } = JSON.parse(readFileSync(path, 'utf8')) as {
    properties: Record<typeof field, { properties: Record<string, { dialects?: readonly string[] }> }>;
  };
  const all = Object.entries(properties[field].properties);
  return all
    .filter(([, { dialects = ['s3'] }]) => dialects.includes(dialect))
    .map(([name]) => name)
    .sort();
}

t.test('every shipped profile', async (t) => {
  t.ok(profileNames().includes('aws-s3'));
  for (const name of profileNames()) {
    const path = join(packageRoot(), 'suites', 'profiles', `${name}.yaml`);
    t.strictSame(readYaml(path, schema('profile.schema')).problems, [], `${name} keeps to the schema`);
    const profile = readProfile(name);
    t.equal(profile.id, name, `${name} is named as its file`);
    t.match(profile.checked, /^\d{4}-\d{2}/, `${name} is dated`);
    for (const field of ['limits', 'choices'] as const)
      t.strictSame(
        Object.keys(profile[field]).sort(),
        settledBy(profile.dialect, field),
        `${name} leaves no ${field} open`,
      );
    const own = parse(readFileSync(path, 'utf8')) as Record<string, Record<string, { source?: string }>>;
    for (const field of ['limits', 'choices']) {
      const bare = Object.entries(own[field] ?? {}).filter(([, given]) => !given.source);
      t.strictSame(bare, [], `${name} says where it learned its ${field}`);
    }
    if (own.storageClasses) t.ok(own.storageClasses.source, `${name} says where it learned its storage classes`);
  }
});

t.test('a profile takes over what it does not say', async (t) => {
  const at = folderOf(t, {
    'one.yaml': [
      'id: one',
      'title: One',
      'extends: ./two.yaml',
      'limits: { minPartSize: 1 KiB, maxPartSize: none, maxParts: { is: 7, source: S-1 } }',
      'choices: { unlistedParts: { is: refused } }',
      'deviations: [{ rule: a/b, because: of one, source: S-1 }]',
    ].join('\n'),
    'two.yaml': [
      'id: two',
      'title: Two',
      'extends: aws-s3',
      'region: here-1',
      'refuses: [names/key-length]',
      'choices: { unlistedParts: { is: dropped }, secondComplete: { is: no-such-key } }',
      'deviations: [{ rule: c/d, because: of two, source: S-1 }]',
      'storageClasses: { default: COLD, accepted: [COLD] }',
    ].join('\n'),
  });
  const one = readProfile(at('one.yaml'));
  t.match(one, { id: 'one', title: 'One', region: 'here-1', dialect: 's3', lineage: ['two', 'aws-s3'] });
  t.strictSame([one.limits.minPartSize, one.limits.maxPartSize], [{ is: 1024 }, { is: null }]);
  t.strictSame(one.limits.maxParts, { is: 7, source: 'S-1' });
  t.equal(one.limits.partNumberMax?.is, 10_000, 'from the first of the chain');
  t.strictSame([one.choices.unlistedParts?.is, one.choices.secondComplete?.is], ['refused', 'no-such-key']);
  t.strictSame(one.refuses, ['names/key-length'], 'a list is taken whole');
  t.strictSame(
    one.deviations.map(({ rule }) => rule),
    ['a/b', 'c/d'],
    'departures add up',
  );
  t.match(one.storageClasses, { default: 'COLD', accepted: ['COLD'], notImplemented: [] });
});

t.test('a chain tells what is wrong in it', async (t) => {
  const at = folderOf(t, {
    'round.yaml': 'id: round\ntitle: Round\nextends: ./about.yaml\n',
    'about.yaml': 'id: about\ntitle: About\nextends: ./round.yaml\n',
    'lost.yaml': 'id: lost\ntitle: Lost\nextends: ./none.yaml\n',
    'misspelt.yaml': 'id: misspelt\ntitle: Misspelt\nextends: aws-s4\n',
    'below.yaml': 'id: below\ntitle: Below\nextends: ./bad.yaml\n',
    'bad.yaml': 'id: bad\ntitle: Bad\nlimits:\n  minPartSize: small\n  maxPartSize: large\n',
    'list.yaml': '- id: list\n',
    'empty.yaml': '',
  });
  const cases = [
    ['round.yaml', [/^round\.yaml:\d+ "extends" leads back to this file/]],
    ['lost.yaml', [/^none\.yaml:0 cannot be read: ENOENT/]],
    ['misspelt.yaml', [/^misspelt\.yaml:3 .*did you mean "aws-s3"/]],
    ['below.yaml', [/^bad\.yaml:4 "limits\.minPartSize" /, /^bad\.yaml:5 "limits\.maxPartSize" /]],
    ['list.yaml', [/^list\.yaml:1 /]],
    ['empty.yaml', [/^empty\.yaml:1 /]],
    ['absent.yaml', [/^absent\.yaml:0 cannot be read: ENOENT/]],
  ] as const;
  for (const [name, patterns] of cases) {
    const told = problemsOf(at(name));
    for (const pattern of patterns)
      t.ok(
        told.some((line) => pattern.test(line)),
        `${name}: ${pattern}`,
        { told },
      );
  }
});

t.test('an unknown name is answered with those that are known', async (t) => {
  t.throws(() => readProfile('storj2026'), /did you mean "storj-2026"\?.*aws-s3.*a file of your own/);
  t.throws(() => readProfile('zzz'), /"zzz".*aws-s3.*a file of your own/);
});
