/** Lifecycle configurations as S3 writes them: what is read, what is not well-formed, what comes back. */
import t from 'tap';
import type { Instant } from '../../engine/types.js';
import { isRefusal } from '../dialect.js';
import { wireRequest } from '../wire.test.fixture.js';
import { detect } from './detect.js';
import { parse } from './parse.js';
import { render } from './render.js';
import { contextOf, DOMAINS, policy } from './wire.test.fixture.js';

const ABORT =
  '<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload>';
const ON = '<Status>Enabled</Status>';

function read(rule: string) {
  const call = detect(wireRequest('PUT /b?lifecycle'), DOMAINS);
  if (isRefusal(call)) throw new Error(call.rule);
  const document = `<LifecycleConfiguration>${rule}</LifecycleConfiguration>`;
  return parse(call, Buffer.from(document), policy());
}

t.test('rules', async (t) => {
  const cases: readonly (readonly [says: string, content: string, wanted: object])[] = [
    [
      'an empty filter',
      `<ID>a</ID><Filter/>${ON}${ABORT}`,
      { id: 'a', prefix: '', enabled: true, abort: { days: 7 }, actions: 1, narrowed: undefined },
    ],
    ['a prefix', `<Filter><Prefix>x/&amp;</Prefix></Filter>${ON}${ABORT}`, { id: undefined, prefix: 'x/&' }],
    ['a bare prefix', `<Prefix>x</Prefix>${ON}${ABORT}`, { prefix: 'x' }],
    [
      'an And',
      `<Filter><And><Prefix>x</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></And></Filter>${ON}${ABORT}`,
      { prefix: 'x', narrowed: 'Tags' },
    ],
    [
      'a size',
      `<Filter><ObjectSizeLessThan>5</ObjectSizeLessThan></Filter>${ON}${ABORT}`,
      { prefix: '', narrowed: 'Object Size' },
    ],
    ['disabled', `<Filter/><Status>Disabled</Status>${ABORT}`, { enabled: false }],
    [
      'two actions',
      `<Filter/>${ON}${ABORT}<Expiration><Days>9</Days></Expiration>`,
      { actions: 2, abort: { days: 7 } },
    ],
    ['for objects', `<Filter/>${ON}<Expiration><Days>9</Days></Expiration>`, { actions: 1, abort: undefined }],
    ['no action', `<Filter/>${ON}`, { actions: 0 }],
    ['negative days', `<Filter/>${ON}${ABORT.replace('7', '-1')}`, { abort: { days: -1 } }],
    ['an empty id', `<ID/><Filter/>${ON}${ABORT}`, { id: undefined }],
  ];
  for (const [says, content, wanted] of cases) t.match(read(`<Rule>${content}</Rule>`), { rules: [wanted] }, says);
});

t.test('what is no such document', async (t) => {
  const filter = '<Filter/>';
  const cases: readonly (readonly [says: string, content: string])[] = [
    ['no rule', ''],
    ['something else', '<Rules/>'],
    ['no status', `<Rule>${filter}${ABORT}</Rule>`],
    ['another status', `<Rule>${filter}<Status>On</Status>${ABORT}</Rule>`],
    ['no filter', `<Rule>${ON}${ABORT}</Rule>`],
    ['two filters', `<Rule>${filter}${filter}${ON}${ABORT}</Rule>`],
    ['a filter and a prefix', `<Rule>${filter}<Prefix/>${ON}${ABORT}</Rule>`],
    [
      'two conditions without And',
      `<Rule><Filter><Prefix/><ObjectSizeLessThan>1</ObjectSizeLessThan></Filter>${ON}${ABORT}</Rule>`,
    ],
    ['an unknown condition', `<Rule><Filter><Suffix/></Filter>${ON}${ABORT}</Rule>`],
    ['an unknown action', `<Rule>${filter}${ON}<Vanish/></Rule>`],
    ['no days', `<Rule>${filter}${ON}<AbortIncompleteMultipartUpload/></Rule>`],
    ['days in words', `<Rule>${filter}${ON}${ABORT.replace('7', 'seven')}</Rule>`],
    ['half a day', `<Rule>${filter}${ON}${ABORT.replace('7', '0.5')}</Rule>`],
    ['one action twice', `<Rule>${filter}${ON}${ABORT}${ABORT}</Rule>`],
  ];
  for (const [says, content] of cases) t.match(read(content), { fault: 'malformed-xml' }, says);
});

t.test('what comes back', async (t) => {
  const context = contextOf();
  const rest = `<Filter><Prefix>a&amp;b</Prefix></Filter>${ON}${ABORT}`;
  const command = read(`<Rule><ID>one</ID>${rest}</Rule>`);
  if (isRefusal(command) || command.op !== 'put-lifecycle') throw new Error('refused');
  const rules = command.rules.map((rule) => ({ ...rule, id: 'one & only' }));
  const { body } = render({ op: 'get-lifecycle', rules }, context);
  t.ok(body?.includes(`<Rule><ID>one &amp; only</ID>${rest}</Rule>`), 'a rule as it went in');
  const at = Date.UTC(2026, 10, 28) as Instant;
  const created = { op: 'create', bucket: 'b', key: 'k', uploadId: 'u' as never, checksum: undefined } as const;
  const announced = (ruleId: string) => render({ ...created, abort: { at, ruleId } }, context).headers;
  t.match(announced('r 1'), { 'x-amz-abort-date': 'Sat, 28 Nov 2026 00:00:00 GMT', 'x-amz-abort-rule-id': 'r 1' });
  t.match(announced('gr\u00fcn'), { 'x-amz-abort-rule-id': 'gr%C3%BCn' });
});
