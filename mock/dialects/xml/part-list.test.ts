import t from 'tap';
import { readPartList, scanPartList } from './part-list.js';

const wrap = (content: string, tag = 'CompleteMultipartUpload') => `<${tag}>${content}</${tag}>`;
const PART = '<Part><PartNumber>1</PartNumber><ETag>"aa"</ETag></Part>';
const XMLNS = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
const PROLOG = '<?xml version="1.0" encoding="UTF-8"?>';

t.test('forms of the list', (t) => {
  const one = [{ position: 1, etag: 'aa' }];
  const summed = (algorithm: string, value: string) => [{ position: 1, etag: 'aa', checksum: { algorithm, value } }];
  const cases: readonly [document: string, scanned: boolean, claims: unknown][] = [
    [wrap(PART), true, one],
    [PROLOG + wrap(PART), true, one],
    [`<?xml version='1.0'?>\n${wrap(PART)}\n`, true, one],
    [`${PROLOG}<CompleteMultipartUpload ${XMLNS}>${PART}</CompleteMultipartUpload>`, true, one],
    [wrap('<Part><ETag>aa</ETag><PartNumber>1</PartNumber></Part>'), true, one],
    [wrap('\n <Part>\n\t<ETag>aa</ETag>\r\n <PartNumber>1</PartNumber> </Part>\n'), true, one],
    [wrap(PART.replaceAll('"', '&quot;')), true, one],
    [wrap(PART.replaceAll('"', '&#34;')), true, one],
    [
      wrap(PART.replace('</ETag>', '</ETag><ChecksumCRC32>yTuzdQ==</ChecksumCRC32>')),
      true,
      summed('crc32', 'yTuzdQ=='),
    ],
    [wrap(PART.replace('<Part>', '<Part><ChecksumSHA1></ChecksumSHA1>')), true, summed('sha1', '')],
    [wrap(PART.replace('<ETag>', '<ChecksumXXHASH3>a</ChecksumXXHASH3> <ETag>')), true, summed('xxhash3', 'a')],
    // Several are refused later, whichever they are.
    [
      wrap(PART.replace('</ETag>', '</ETag><ChecksumMD5>a</ChecksumMD5><ChecksumSHA1>b</ChecksumSHA1>')),
      false,
      summed('md5', 'a,b'),
    ],
    [
      wrap(
        `${PART.replace('<Part>', '<Part><ChecksumMD5>a</ChecksumMD5>').replace('</Part>', '<ChecksumMD5>a</ChecksumMD5></Part>')}`,
      ),
      true,
      summed('md5', 'a,a'),
    ],
    [wrap(PART.replace('</ETag>', '</ETag><ChecksumCRC32>yTuzdQ==</ChecksumSHA1>')), false, undefined],
    [wrap(PART.replace('"aa"', '"a"a"')), false, one],
    [wrap(PART.replace('"aa"', 'x-2')), true, [{ position: 1, etag: 'x-2' }]],
    [wrap(PART.replace('"aa"', '')), true, [{ position: 1, etag: '' }]],
    [wrap(''), true, []],
    [wrap(PART + PART), true, [...one, ...one]],
    // Rarer forms of the same.
    ['<CompleteMultipartUpload/>', false, []],
    [wrap(PART.replace('>1<', '>-1<')), false, [{ position: -1, etag: 'aa' }]],
    [wrap(PART.replace('>1<', '> 1 <')), false, one],
    [wrap(`<!-- list -->${PART}`), false, one],
    [wrap(PART.replace('"aa"', '<![CDATA["aa"]]>')), false, one],
    [wrap(PART.replace('<ETag>', '<ETag a="b">')), false, one],
    [wrap(PART.replace('<Part>', '<Part><Note>hm</Note>')), false, one],
    [`<s3:CompleteMultipartUpload xmlns:s3="x">${PART}</s3:CompleteMultipartUpload>`, false, one],
    ['\ufeff'.concat(wrap(PART)), false, one],
    [wrap(PART.replace('"aa"', 'é')), false, [{ position: 1, etag: 'é' }]],
    // Not a list.
    [wrap(PART, 'CompletedMultipartUpload'), false, undefined],
    [wrap('<Part><PartNumber>1</PartNumber></Part>'), false, undefined],
    [wrap('<Part><ETag>aa</ETag></Part>'), false, undefined],
    [wrap('<Part/>'), false, undefined],
    [wrap('<Piece/>'), false, undefined],
    [wrap(PART.replace('>1<', '>one<')), false, undefined],
    [wrap(PART.replace('>1<', '>1.5<')), false, undefined],
    [wrap(PART.replace('>1<', '><')), false, undefined],
    [wrap(PART.replace('</ETag>', '</ETag><ETag>bb</ETag>')), false, undefined],
    [wrap(PART).slice(0, -1), false, undefined],
    [`${wrap(PART)}x`, false, undefined],
    [`<!DOCTYPE x>${wrap(PART)}`, false, undefined],
    [wrap(PART.replace('"aa"', '&other;')), false, undefined],
    [wrap(PART.replace('"aa"', '\u0001')), false, undefined],
    ['{}', false, undefined],
    ['  ', false, undefined],
  ];
  for (const [text, scanned, claims] of cases) {
    const document = Buffer.from(text);
    t.strictSame(scanPartList(document), scanned ? claims : undefined, `scan ${JSON.stringify(text)}`);
    t.strictSame(readPartList(document), claims, `read ${JSON.stringify(text)}`);
  }
  t.end();
});

/** A small generator with a seed, so that a failure can be had again. */
function randomOf(seed: number) {
  return (below: number) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
}

t.test('whatever the scanner reads, the full reader reads the same', (t) => {
  const random = randomOf(42);
  const pick = <T>(...choices: readonly T[]): T => choices[random(choices.length)] as T;
  const space = () => pick('', '', '', ' ', '\n  ', '\t\r\n');
  const spoiled = ['', '<', '>', '&', '"', '/', 'é', '\u0001', '<ETag>', '</Part>', '&quot;', '<!---->', '\ufeff'];
  let scannedWhole = 0;
  for (let round = 0; round < 5000; round++) {
    let text =
      pick('', PROLOG, '<?xml version="1.0"?>\n') +
      pick('<CompleteMultipartUpload>', `<CompleteMultipartUpload ${XMLNS}>`);
    for (let count = random(5); count > 0; count--) {
      const quote = pick('"', '', '&quot;', '&#34;');
      const number = `<PartNumber>${random(12_000)}</PartNumber>`;
      const etag = `<ETag>${quote}${random(1e9).toString(16)}${quote}</ETag>`;
      const extra = pick('', '', '<ChecksumSHA1>a+/b=</ChecksumSHA1>', '<ChecksumType>FULL_OBJECT</ChecksumType>');
      const children = pick([number, etag, extra], [etag, number, extra], [extra, etag, number], [number], [etag]);
      text += `${space()}<Part>${children.map((child) => space() + child).join('')}${space()}</Part>`;
    }
    text += `${space()}</CompleteMultipartUpload>${space()}`;
    if (random(2) === 0) {
      const at = random(text.length);
      text = text.slice(0, at) + pick(...spoiled) + text.slice(at + random(3));
    }
    const document = Buffer.from(text);
    const scanned = scanPartList(document);
    if (!scanned) continue;
    scannedWhole++;
    const read = readPartList(document);
    if (JSON.stringify(scanned) !== JSON.stringify(read)) t.strictSame(scanned, read, text);
  }
  t.ok(scannedWhole > 500, `${scannedWhole} documents went the short way`);
  t.end();
});

t.test('10,000 parts take a few milliseconds', (t) => {
  let list = '';
  for (let number = 1; number <= 10_000; number++) {
    list += `<Part><PartNumber>${number}</PartNumber><ETag>"d41d8cd98f00b204e9800998ecf8427e"</ETag></Part>`;
  }
  const document = Buffer.from(wrap(list));
  const times: number[] = [];
  for (let round = 0; round < 7; round++) {
    const start = performance.now();
    scanPartList(document);
    times.push(performance.now() - start);
  }
  const best = Math.min(...times);
  t.comment(`first ${times[0]?.toFixed(2)} ms, best ${best.toFixed(2)} ms`);
  t.ok(best < 8);
  t.end();
});
