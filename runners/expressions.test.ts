import t from 'tap';
import { compile, ExpressionError, evaluate, expressionsIn, isFreeName, resolve } from './expressions.js';

const CONTEXT = {
  limits: { minPartSize: 5_242_880, maxPartSize: null, partNumberMax: 10_000 },
  choices: { secondComplete: 'same-answer' },
  each: { algorithm: 'CRC32', number: 3 },
  p1: { etag: 'abc', size: 7, headers: { 'last-modified': 'then' } },
  parts: { numbers: [1, 2, 3], keys: ['a', 'b'], owner: { id: 'x' } },
  ratio: 1.5,
  missing: undefined,
};

t.test('values', async (t) => {
  const cases = [
    ['limits.minPartSize - 1', 5_242_879],
    ['limits.partNumberMax + 1', 10_001],
    ['7 / 2', 3],
    ['7 % 2', 1],
    ['limits.minPartSize * 10000', 52_428_800_000],
    ['limits.maxPartSize == null', true],
    ['limits.minPartSize == 5242880', true],
    ['limits.minPartSize > 0 && limits.maxPartSize == null', true],
    ['ratio', 1.5],
    ['missing == null', true],
    ["choices.secondComplete == 'same-answer'", true],
    ["p1.headers['last-modified']", 'then'],
    ['size(parts.numbers)', 3],
    ['parts.numbers[0]', 1],
    ['parts.numbers.all(n, n > 0)', true],
    ['parts.keys', ['a', 'b']],
    ['parts.owner', { id: 'x' }],
    ["string(each.number) + 'rd'", '3rd'],
    ["p1.etag.matches('^[a-c]+$')", true],
    ["'a' in parts.keys", true],
    ["p1.etag.startsWith('a') ? 1 : 2", 1],
  ] as const;
  for (const [text, expected] of cases) t.strictSame(evaluate(text, CONTEXT), expected, text);
});

t.test('templates', async (t) => {
  const cases = [
    ['{{ limits.minPartSize }}', 5_242_880],
    ['{{limits.minPartSize-1}}', 5_242_879],
    ['{{ limits.minPartSize }} B', '5242880 B'],
    ['bytes=0-{{ p1.size - 1 }}', 'bytes=0-6'],
    ['{{ p1.size }}-{{ p1.etag }}', '7-abc'],
    ['{{ limits.maxPartSize }}', null],
    ['plain', 'plain'],
    ['{ not this }', '{ not this }'],
    [7, 7],
    [null, null],
    [
      ['{{ each.number }}', { a: '{{ each.algorithm }}' }],
      [3, { a: 'CRC32' }],
    ],
  ] as const;
  for (const [value, expected] of cases) t.strictSame(resolve(value, CONTEXT), expected, JSON.stringify(value));
  t.strictSame(expressionsIn('a {{ b }} c {{d}} {{ }}'), ['b', 'd', '']);
});

t.test('what is no expression, or has no value', async (t) => {
  for (const text of ['limits.', '1 +', 'a b', ')', "'open"])
    t.throws(() => compile(text), ExpressionError, `${text} is no expression`);
  for (const text of ['nothing', 'p1.none', 'p1.etag + 1', 'parts.numbers[9]'])
    t.throws(() => evaluate(text, CONTEXT), ExpressionError, `${text} has no value`);
  t.throws(() => resolve('{{ nothing.at.all }}', CONTEXT), /"nothing\.at\.all" cannot be evaluated: [^\n]+$/);
  t.equal(compile('1 + 1'), compile('1 + 1'), 'each is read once');
});

t.test('names that mean something to CEL itself', async (t) => {
  for (const name of ['list', 'map', 'string', 'type', 'if', 'in', 'true', 'null', 'import'])
    t.notOk(isFreeName(name), name);
  for (const name of ['p1', 'u', 'size', 'listing', 'first']) t.ok(isFreeName(name), name);
});
