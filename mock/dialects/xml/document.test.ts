import t from 'tap';
import { element, escapeText, readXml } from './document.js';

t.test('a document is read to its tree', (t) => {
  const root = readXml(
    '<?xml version="1.0"?><a:R xmlns:a="u"><x>1 &amp; 2</x><y><![CDATA[<]]>&#34;</y><!-- no --></a:R>',
  );
  t.same(root, {
    name: 'R',
    text: '',
    children: [
      { name: 'x', text: '1 & 2', children: [] },
      { name: 'y', text: '<"', children: [] },
    ],
  });
  t.end();
});

t.test('what is well-formed', (t) => {
  const cases: readonly [document: string | Buffer, wellFormed: boolean][] = [
    ['<a/>', true],
    ['', false],
    ['   ', false],
    ['text', false],
    ['<a>', false],
    ['<a></b>', false],
    ['<a/><b/>', false],
    ['<a/>tail', false],
    ['<a/>\n', true],
    ['\ufeff<a/>', true],
    ['<a>&unknown;</a>', false],
    ['<a>&lt;</a>', true],
    ['<a>\u0001</a>', false],
    ['<!DOCTYPE a><a/>', false],
    ['<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>', false],
    [Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]), false],
    [Buffer.from('<a>ü</a>'), true],
    ['<a'.repeat(10_000), false],
  ];
  for (const [document, wellFormed] of cases) {
    t.equal(readXml(document) !== undefined, wellFormed, JSON.stringify(String(document).slice(0, 60)));
  }
  t.end();
});

t.test('what is written can be read again', (t) => {
  for (const text of ['', 'plain', 'a&b<c>d"e\'', '&amp;', 'ünï 🎉', 'line\nbreak\tand tab', 'return\rhere', ']]>']) {
    t.equal(readXml(element('v', text))?.text, text, JSON.stringify(text));
  }
  t.equal(escapeText('"quoted"'), '"quoted"');
  t.equal(escapeText('a\u0001b'), 'a&#x1;b', 'as S3 writes it, though no strict reader takes it');
  t.end();
});
