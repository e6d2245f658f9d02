/** Bodies as scenarios write them. */
import t from 'tap';
import { type BodySpec, bytesOf } from './body.js';
import { bodyOf, sliceOf } from './fields.js';

t.test('slices of bodies', async (t) => {
  const bodies: BodySpec[] = [
    { kind: 'text', text: 'abc' },
    { kind: 'text', text: '' },
    { kind: 'text', text: 'defgh' },
  ];
  for (let first = 0; first <= 9; first += 1) {
    for (const length of [0, 1, 3, 8, Number.POSITIVE_INFINITY]) {
      const seen = Buffer.concat(sliceOf(bodies, first, length).map((one) => bytesOf(one))).toString();
      t.equal(seen, 'abcdefgh'.slice(first, first + length), `${first}+${length}`);
    }
  }
  t.equal(sliceOf(bodies, 0, 3)[0], bodies[0], 'a whole body stays itself');
});

t.test('bodies as they are written', async (t) => {
  const rows = [
    [{ size: '5 KiB' }, { kind: 'seed', seed: 'part-1', size: 5120 }],
    [
      { size: 7, seed: 'x' },
      { kind: 'seed', seed: 'x', size: 7 },
    ],
    [
      { size: '3 B', fill: 'a' },
      { kind: 'fill', byte: 97, size: 3 },
    ],
    [{ text: 'hello' }, { kind: 'text', text: 'hello' }],
    [{ text: '' }, { kind: 'text', text: '' }],
    [{ repeat: { before: '<', each: '<i>,', times: 3, after: '>' } }, { kind: 'text', text: '<1,2,3,>' }],
    [{}, undefined],
  ] as const;
  for (const [fields, expected] of rows) t.strictSame(bodyOf(fields, 'part-1'), expected, JSON.stringify(fields));
});
