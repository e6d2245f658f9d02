/** The part of the drivers' contract that is about refusals. */
import type { Ask } from './ask.js';
import type { Canned } from './server.test.fixture.js';

/** Ways to be refused: name, operation, answer, what must be seen. */
export const REFUSED: readonly (readonly [string, Ask['op'], Canned, object])[] = [
  [
    'an error document',
    'put-part',
    {
      status: 400,
      headers: { 'x-amz-request-id': 'r' },
      body: `<?xml version="1.0"?>\n<Error><Code>InvalidArgument</Code><Message>No &lt;&amp;&#39;</Message>
      <ArgumentValue> 007 </ArgumentValue><Empty/></Error>`,
    },
    { status: 400, code: 'InvalidArgument', message: "No <&'", elements: { ArgumentValue: ' 007 ', Empty: '' } },
  ],
  [
    'a page that is no XML',
    'put-part',
    { status: 502, body: 'Bad Gateway' },
    { status: 502, code: '', message: '', elements: {} },
  ],
  [
    'a page of HTML',
    'list-parts',
    { status: 503, body: '<html><body>x</body></html>' },
    { status: 503, code: '', message: '', elements: {} },
  ],
  ['a bare status', 'head', { status: 404 }, { status: 404, code: '', message: '', elements: {} }],
  ['not modified', 'get', { status: 304 }, { status: 304, code: '', message: '', elements: {} }],
  [
    'a redirect',
    'get',
    {
      status: 307,
      headers: { location: 'http://127.0.0.1:1/' },
      body: '<Error><Code>TemporaryRedirect</Code></Error>',
    },
    { status: 307, code: 'TemporaryRedirect', message: '', elements: {} },
  ],
  ...(['complete', 'copy', 'copy-part'] as const).map(
    (op) =>
      [
        `200 with an error inside, ${op}`,
        op,
        {
          status: 200,
          body: '\n \n<?xml version="1.0"?>\n<Error><Code>InternalError</Code><Message>Again</Message><HostId>h</HostId></Error>',
        },
        { status: 200, code: 'InternalError', message: 'Again', elements: { HostId: 'h' } },
      ] as const,
  ),
];
