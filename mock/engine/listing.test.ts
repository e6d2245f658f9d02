/** Listings against a naive reading of what they promise, on random states; and the edges of pages one by one. */
import t from 'tap';
import {
  abort,
  complete,
  create,
  type Engine,
  listObjects,
  listParts,
  listUploads,
  listVersions,
  newEngine,
  numeral,
  type PolicyChanges,
  part,
  put,
  random,
  remove,
  versioning,
} from './engine.test.fixture.js';
import { byUtf8, pastPrefix } from './sorted.js';
import type { Choices, Command, Reply, ReplyOf } from './types.js';

function reply<O extends Reply['op']>(engine: Engine, command: Command & { readonly op: O }): ReplyOf<O> {
  const answer = engine.run(command);
  if ('fault' in answer) throw new Error(`${command.op} was refused: ${answer.rule} ${answer.fault}`);
  return answer as ReplyOf<O>;
}

/** Beside letters: the delimiters, and letters that UTF-16 and UTF-8 order differently. */
const ALPHABET = ['a', 'b', '/', '-', 'é', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'];
const DELIMITERS = ['', '/', '-', '//', '/a', '\u{10ffff}', '\ud7ff'];

const utf8 = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

type Random = ReturnType<typeof random>;
const pick = <T>(next: Random, list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
const word = (next: Random, longest: number): string =>
  Array.from({ length: Math.floor(next() * (longest + 1)) }, () => pick(next, ALPHABET)).join('');
const keys = (next: Random, count: number): string[] => Array.from({ length: count }, () => `${word(next, 4)}x`);

/** Names and rolled-up prefixes in order, each prefix once, those left out that the marker has passed. */
function rolledUp<E extends { readonly key: string }>(
  entries: readonly E[],
  { prefix, delimiter, marker }: { prefix: string; delimiter: string; marker: string },
): (E | { readonly common: string })[] {
  const rows: (E | { readonly common: string })[] = [];
  const seen = new Set<string>();
  for (const entry of entries) {
    if (!entry.key.startsWith(prefix)) continue;
    const at = delimiter === '' ? -1 : entry.key.indexOf(delimiter, prefix.length);
    const common = at === -1 ? undefined : entry.key.slice(0, at + delimiter.length);
    if (common === undefined) rows.push(entry);
    else if (!seen.has(common) && !(marker !== '' && marker.startsWith(common))) rows.push({ common });
    if (common !== undefined) seen.add(common);
  }
  return rows;
}

t.test('keys are ordered by their bytes in UTF-8', async (t) => {
  const next = random(1);
  const words = Array.from({ length: 500 }, () => word(next, 5));
  t.strictSame(words.toSorted(byUtf8), words.toSorted(utf8));
  t.ok(byUtf8('\u{10000}', '\uffff') > 0, 'a letter beyond the basic plane comes last');
  t.ok('\u{10000}' < '\uffff', 'where JavaScript puts it before');
});

t.test('what comes after a prefix', async (t) => {
  const cases = [
    ['a/', 'a0'],
    ['a\ud7ff', 'a\ue000'],
    ['a\uffff', 'a\u{10000}'],
    ['a\u{10ffff}', 'b'],
    ['a\u{10ffff}\u{10ffff}', 'b'],
    ['\u{10ffff}', undefined],
  ] as const;
  for (const [prefix, expected] of cases) t.equal(pastPrefix(prefix), expected, JSON.stringify(prefix));
});

t.test('listings of uploads are what a naive walk finds', async (t) => {
  let pages = 0;
  for (let seed = 1; seed <= 60; seed += 1) {
    const next = random(seed);
    const engine = newEngine();
    const names = keys(next, 12);
    for (let n = 0; n < 30; n += 1) engine.set(create(pick(next, names)));
    const uploads = [...engine.bucket.uploads.values()].flatMap((one) => (one.state === 'open' ? [one] : []));
    for (const upload of uploads) if (next() < 0.3) engine.set(abort(upload.id, upload.key));
    const open = uploads
      .filter(({ id }) => engine.bucket.uploads.get(id)?.state === 'open')
      .sort((a, b) => utf8(a.key, b.key) || (a.rank < b.rank ? -1 : 1));
    for (let n = 0; n < 40; n += 1) {
      const prefix = next() < 0.5 ? '' : word(next, 2);
      const delimiter = pick(next, DELIMITERS);
      const marked = next() < 0.4 ? pick(next, uploads) : undefined;
      const keyMarker = marked?.key ?? (next() < 0.5 ? '' : word(next, 3));
      const uploadMarker = marked && next() < 0.7 ? marked.id : '';
      const max = Math.floor(next() * 8);
      const after = open.filter(
        ({ key, rank }) =>
          keyMarker === '' ||
          utf8(key, keyMarker) > 0 ||
          (uploadMarker !== '' && key === keyMarker && rank > marked!.rank),
      );
      const rows = rolledUp(after, { prefix, delimiter, marker: keyMarker });
      const page = rows.slice(0, max);
      const found = reply(engine, listUploads({ prefix, delimiter, keyMarker, uploadMarker, max: numeral(max) }));
      const last = page.at(-1);
      const expected = {
        uploads: page.flatMap((row) => ('common' in row ? [] : [row.id])),
        prefixes: page.flatMap((row) => ('common' in row ? [row.common] : [])),
        truncated: max > 0 && rows.length > max,
        nextKey: last === undefined ? '' : 'common' in last ? last.common : last.key,
        nextUpload: last === undefined || 'common' in last ? '' : last.id,
      };
      const { prefixes, truncated, nextKey, nextUpload } = found;
      const seen = { uploads: found.uploads.map(({ id }) => id), prefixes, truncated, nextKey, nextUpload };
      if (JSON.stringify(seen) !== JSON.stringify(expected))
        t.strictSame(seen, expected, JSON.stringify({ seed, prefix, delimiter, keyMarker, uploadMarker, max }));
      pages += 1;
    }
  }
  t.equal(pages, 2400, 'every page was as expected');
});

t.test('listings of objects are what a naive walk finds', async (t) => {
  let pages = 0;
  for (let seed = 1; seed <= 60; seed += 1) {
    const next = random(seed);
    const engine = newEngine();
    if (next() < 0.5) engine.set(versioning('enabled'));
    for (const key of keys(next, 30)) engine.set(next() < 0.8 ? put(key) : remove(key));
    const all = [...engine.bucket.objects.after(undefined)]
      .map(([key, versions]) => ({ key, latest: versions.at(-1)! }))
      .sort((a, b) => utf8(a.key, b.key));
    for (let n = 0; n < 40; n += 1) {
      const prefix = next() < 0.5 ? '' : word(next, 2);
      const delimiter = pick(next, DELIMITERS);
      const after = next() < 0.5 ? '' : next() < 0.5 && all.length > 0 ? pick(next, all).key : word(next, 3);
      const max = Math.floor(next() * 8);
      const rest = all.filter(({ key, latest }) => latest.kind === 'object' && (after === '' || utf8(key, after) > 0));
      const rows = rolledUp(rest, { prefix, delimiter, marker: after });
      const page = rows.slice(0, max);
      const last = page.at(-1);
      const expected = {
        keys: page.flatMap((row) => ('common' in row ? [] : [row.key])),
        prefixes: page.flatMap((row) => ('common' in row ? [row.common] : [])),
        truncated: max > 0 && rows.length > max,
        next: last === undefined ? '' : 'common' in last ? last.common : last.key,
      };
      const where = next() < 0.5 ? { after } : { after: 'ignored', continuation: after };
      const found = reply(engine, listObjects({ prefix, delimiter, max: numeral(max), ...where }));
      const { prefixes, truncated } = found;
      const seen = { keys: found.objects.map(({ key }) => key), prefixes, truncated, next: found.next };
      if (JSON.stringify(seen) !== JSON.stringify(expected))
        t.strictSame(seen, expected, JSON.stringify({ seed, prefix, delimiter, max, ...where }));
      pages += 1;
    }
  }
  t.equal(pages, 2400, 'every page was as expected');
});

t.test('listings of versions are what a naive walk finds', async (t) => {
  let pages = 0;
  for (let seed = 1; seed <= 60; seed += 1) {
    const next = random(seed);
    const engine = newEngine();
    engine.set(versioning('enabled'));
    const names = keys(next, 8);
    for (let n = 0; n < 25; n += 1) engine.set(next() < 0.7 ? put(pick(next, names)) : remove(pick(next, names)));
    const all = [...engine.bucket.objects.after(undefined)]
      .sort(([a], [b]) => utf8(a, b))
      .flatMap(([key, pile]) => pile.toReversed().map(({ versionId }, depth) => ({ key, versionId, depth })));
    for (let n = 0; n < 40; n += 1) {
      const prefix = next() < 0.5 ? '' : word(next, 2);
      const delimiter = pick(next, DELIMITERS);
      const marked = next() < 0.4 ? pick(next, all) : undefined;
      const keyMarker = marked?.key ?? (next() < 0.5 ? '' : word(next, 3));
      const versionMarker = marked && next() < 0.7 ? marked.versionId : '';
      const max = Math.floor(next() * 8);
      const rest = all.filter(
        ({ key, depth }) =>
          keyMarker === '' ||
          utf8(key, keyMarker) > 0 ||
          (versionMarker !== '' && key === keyMarker && depth > marked!.depth),
      );
      const rows = rolledUp(rest, { prefix, delimiter, marker: keyMarker });
      const page = rows.slice(0, max);
      const last = page.at(-1);
      const expected = {
        versions: page.flatMap((row) => ('common' in row ? [] : [row.versionId])),
        prefixes: page.flatMap((row) => ('common' in row ? [row.common] : [])),
        truncated: max > 0 && rows.length > max,
        nextKey: last === undefined ? '' : 'common' in last ? last.common : last.key,
        nextVersion: last === undefined || 'common' in last ? '' : last.versionId,
      };
      const found = reply(engine, listVersions({ prefix, delimiter, keyMarker, versionMarker, max: numeral(max) }));
      const { prefixes, truncated, nextKey, nextVersion } = found;
      const seen = {
        versions: found.versions.map(({ version }) => version.versionId),
        prefixes,
        truncated,
        nextKey,
        nextVersion,
      };
      if (JSON.stringify(seen) !== JSON.stringify(expected))
        t.strictSame(seen, expected, JSON.stringify({ seed, prefix, delimiter, keyMarker, versionMarker, max }));
      pages += 1;
    }
  }
  t.equal(pages, 2400, 'every page was as expected');
});

t.test('page after page, a listing shows everything once', async (t) => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const next = random(seed);
    const engine = newEngine();
    const names = keys(next, 10);
    for (let n = 0; n < 25; n += 1) {
      const key = pick(next, names);
      engine.set(create(key), put(key));
    }
    const delimiter = pick(next, ['', '/', '-']);
    const max = numeral(1 + Math.floor(next() * 4));
    const whole = reply(engine, listUploads({ delimiter }));
    const ids: string[] = [];
    const prefixes: string[] = [];
    let from = { keyMarker: '', uploadMarker: '' };
    for (;;) {
      const page = reply(engine, listUploads({ delimiter, max, ...from }));
      ids.push(...page.uploads.map(({ id }) => id));
      prefixes.push(...page.prefixes);
      if (!page.truncated) break;
      from = { keyMarker: page.nextKey, uploadMarker: page.nextUpload };
    }
    const wholeIds = whole.uploads.map(({ id }) => id);
    t.strictSame([ids, prefixes], [wholeIds, [...whole.prefixes]], `uploads, seed ${seed}, pages of ${max.text}`);

    const objects: string[] = [];
    let continuation: string | undefined;
    for (;;) {
      const page = reply(engine, listObjects({ delimiter, max, continuation }));
      objects.push(...page.objects.map(({ key }) => key), ...page.prefixes);
      if (!page.truncated) break;
      continuation = page.next;
    }
    const all = reply(engine, listObjects({ delimiter }));
    const expected = [...all.objects.map(({ key }) => key), ...all.prefixes];
    t.strictSame(objects.sort(utf8), expected.sort(utf8), `objects, seed ${seed}, pages of ${max.text}`);
  }
});

t.test('whoever aborts or deletes page by page still sees everything', async (t) => {
  const engine = newEngine({ refuses: ['list-uploads/id-marker-of-another-key'] });
  engine.set(create('a'), create('a'), create('a'), create('b'));
  const seen: string[] = [];
  let from = { keyMarker: '', uploadMarker: '' };
  for (let truncated = true; truncated; ) {
    const page = reply(engine, listUploads({ max: numeral(1), ...from }));
    for (const { id, key } of page.uploads) {
      seen.push(id);
      engine.set(abort(id, key));
    }
    from = { keyMarker: page.nextKey, uploadMarker: page.nextUpload };
    truncated = page.truncated;
  }
  t.strictSame(seen, ['u1', 'u2', 'u3', 'u4']);

  engine.set(versioning('enabled'), put('a'), put('a'), put('a'), put('b'));
  const gone: string[] = [];
  let at = { keyMarker: '', versionMarker: '' };
  for (let truncated = true; truncated; ) {
    const page = reply(engine, listVersions({ max: numeral(1), ...at }));
    for (const { key, version } of page.versions) {
      gone.push(version.versionId);
      engine.set(remove(key, version.versionId));
    }
    at = { keyMarker: page.nextKey, versionMarker: page.nextVersion };
    truncated = page.truncated;
  }
  t.strictSame(gone, ['v3', 'v2', 'v1', 'v4']);
});

t.test('pages of parts', async (t) => {
  const choices = (given: Partial<Choices>): PolicyChanges => ({ choices: given });
  const cases: readonly (readonly [max: number | undefined, marker: number | undefined, expected: object, changes?: PolicyChanges])[] = [
    [undefined, undefined, { numbers: [1, 2, 5, 9], truncated: false, next: 9, max: 1000 }],
    [4, undefined, { numbers: [1, 2, 5, 9], truncated: false, next: 9, max: 4 }],
    [3, undefined, { numbers: [1, 2, 5], truncated: true, next: 5, max: 3 }],
    [3, 5, { numbers: [9], truncated: false, next: 9, max: 3 }],
    [1, 4, { numbers: [5], truncated: true, next: 5, max: 1 }],
    [3, 9, { numbers: [], truncated: false, next: 0, max: 3 }],
    [3, 9, { numbers: [], truncated: false, next: 9, max: 3 }, choices({ emptyPageMarker: 'marker' })],
    [0, undefined, { numbers: [], truncated: false, next: 0, max: 0 }],
    [0, undefined, { numbers: [1, 2, 5, 9], truncated: false, next: 9, max: 0 }, choices({ zeroMaxParts: 'all' })],
    [1001, undefined, { numbers: [1, 2, 5, 9], truncated: false, next: 9, max: 1000 }],
    [1001, undefined, { numbers: [1, 2, 5, 9], truncated: false, next: 9, max: 1001 }, { limits: { listPartsMax: null } }],
    [undefined, undefined, { numbers: [1, 2], truncated: true, next: 2, max: 2 }, { limits: { listPartsDefault: 2 } }],
  ]; // biome-ignore format: a table is read by its rows
  for (const [max, marker, expected, changes] of cases) {
    const engine = newEngine(changes);
    engine.set(create(), part(9, 1), part(1, 1), part(5, 1), part(2, 1));
    const page = reply(
      engine,
      listParts({
        ...(max === undefined ? {} : { max: numeral(max) }),
        ...(marker === undefined ? {} : { marker: numeral(marker) }),
      }),
    );
    const numbers = page.parts.map(({ position }) => position);
    const seen = { numbers, truncated: page.truncated, next: page.nextMarker, max: page.max };
    t.strictSame(seen, expected, `${max ?? 'no'} max, ${marker ?? 'no'} marker ${JSON.stringify(changes ?? {})}`);
  }
});

t.test('what providers do differently with uploads', async (t) => {
  const engine = (choices: Partial<Choices>, limits = {}): Engine => {
    const made = newEngine({ choices, limits });
    made.set(create('a'), create('a'), create('a/b'), create('a/c'), create('ab'), create('b/c'));
    return made;
  };
  const ids = (page: ReplyOf<'list-uploads'>): string[] => page.uploads.map(({ id }) => id);
  t.strictSame(ids(reply(engine({}), listUploads({ prefix: 'a' }))), ['u1', 'u2', 'u3', 'u4', 'u5']);
  const exact = engine({ uploadsPrefix: 'exact-key' });
  t.strictSame(ids(reply(exact, listUploads({ prefix: 'a' }))), ['u1', 'u2'], 'a prefix is a key');
  t.strictSame(ids(reply(exact, listUploads({ prefix: 'a/' }))), ['u3', 'u4'], 'unless it ends in a slash');
  t.strictSame(ids(reply(exact, listUploads({ prefix: 'b' }))), [], 'and there is no such key');

  const ignored = engine({ uploadMarker: 'ignored' });
  const page = reply(ignored, listUploads({ keyMarker: 'a', uploadMarker: 'u1', max: numeral(1) }));
  t.strictSame([ids(page), page.uploadMarker, page.nextUpload], [['u3'], 'u1', ''], 'the id marker is echoed only');

  const alone = reply(engine({}), listUploads({ uploadMarker: 'u2' }));
  t.strictSame([ids(alone).length, alone.uploadMarker], [6, ''], 'an id marker without a key marker is nothing');

  const rolled = { delimiter: '/', prefix: 'b', max: numeral(1) };
  t.match(reply(engine({ nextMarkerAfterPrefix: 'empty' }), listUploads(rolled)), { prefixes: ['b/'], nextKey: '' });
  const two = { delimiter: '/', keyMarker: 'a', max: numeral(1) };
  t.match(reply(engine({}), listUploads(two)), { prefixes: ['a/'], truncated: true, nextKey: 'a/' });
  t.match(reply(engine({ prefixOnlyPage: 'not-truncated' }), listUploads(two)), { truncated: false });

  const capped = { listUploadsDefault: 5, listUploadsMax: 3 };
  t.match(reply(engine({}, capped), listUploads()), { max: 3, truncated: true });
  t.match(reply(engine({ shownMaxUploads: 'as-asked' }, capped), listUploads()), { max: 5, truncated: true });
  t.match(reply(engine({}, capped), listUploads({ max: numeral(0) })), { max: 0, truncated: false, uploads: [] });
});

t.test('a page costs the page', async (t) => {
  const engine = newEngine();
  for (let n = 0; n < 20_000; n += 1) engine.set(create(`${n % 2 ? 'deep/' : ''}${n}`));
  const started = performance.now();
  for (let n = 0; n < 200; n += 1) {
    reply(engine, listUploads({ max: numeral(10), keyMarker: String(n) }));
    reply(engine, listUploads({ delimiter: '/', prefix: 'd' }));
  }
  t.ok(performance.now() - started < 1000, '400 pages of 20,000 uploads');
});

t.test('completed uploads are not listed', async (t) => {
  const engine = newEngine();
  engine.set(create('a'), create('b'), part(1, 1, { key: 'a' }), complete([1], { key: 'a' }));
  t.strictSame(
    reply(engine, listUploads()).uploads.map(({ key }) => key),
    ['b'],
  );
});
