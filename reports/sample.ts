/**
 * A run with one case of every verdict, a recommendation not met, a stale baseline entry, an upload left open, a target
 * that could not be reached, and text meant to break whatever is built from it by gluing strings.
 */

import {
  type CaseResult,
  type CheckResult,
  type Exchange,
  type LedgerDocument,
  RESULT_FORMAT,
  type RuleInfo,
  type Run,
  type TargetRun,
  type Verdict,
} from '../runners/result.js';

export const UGLY =
  'a <b>&amp; "q" \'s\' | `tick` ``` # hash \\ *star* _u_ [l](x) ]]> --> </script><script>alert(1)</script> é 漢 🪣';
export const HOSTILE = 'red \u001b[31m nul \u0000 bell \u0007 c1 \u0085 half \ud800 sep \u2028 rtl \u202e end\nline 2';

const RULES: readonly RuleInfo[] = [
  rule('create/metadata', 'Metadata given at Create is on the object', 'required'),
  rule('create/content-type', 'Content type given at Create is on the object', 'required'),
  rule('upload-part/number-range', 'Part numbers outside 1..10000 are refused', 'required'),
  rule('complete/part-order', 'Parts are listed in ascending order', 'required'),
  rule('complete/parts-exist', 'Parts that were never uploaded are refused', 'required'),
  rule('complete/min-part-size', 'Only the last part may be small', 'required'),
  rule('complete/second-complete', 'What a second Complete answers', 'observe'),
  rule('abort/idempotent', 'A second Abort is harmless', 'recommended'),
  rule('list-parts/ugly', UGLY, 'required'),
];

const LEDGER: readonly LedgerDocument[] = [
  {
    id: '003',
    kind: 'document',
    title: 'A page about uploads',
    provider: 'AWS S3',
    profiles: ['aws-s3'],
    entries: [
      { ref: '22', at: 'Start', says: 'metadata given at the start is kept', rules: ['create/metadata'] },
      { ref: '25', at: 'Parts', says: UGLY, rules: ['list-parts/ugly', 'no/such-rule'] },
      { ref: '30', at: 'Parts', says: 'parts are billed', rules: [], why: 'billing' },
      {
        ref: '31',
        at: 'Parts',
        says: 'parts are kept on disk',
        rules: [],
        why: 'internal',
        because: 'nobody sees <it>',
      },
      { ref: '32', at: 'End', says: 'nobody has looked at this yet', rules: [] },
    ],
  },
  {
    id: 'pages',
    kind: 'document',
    title: 'Other pages',
    provider: 'several',
    profiles: [],
    entries: [{ ref: 'https://docs.example.com/', at: 'Wire', says: 'a page says so', rules: ['complete/part-order'] }],
  },
  {
    id: 'facts',
    kind: 'facts',
    title: 'What is known',
    provider: 'AWS S3',
    profiles: ['aws-s3'],
    entries: [{ ref: 'S3-117', at: 'documented', says: '', rules: ['complete/part-order'] }],
  },
];

function rule(id: string, title: string, kind: RuleInfo['kind']): RuleInfo {
  const url = 'https://docs.example.com/multipart?a=1&b=<2>';
  const sources = [
    { kind: 'seed', ref: '003', says: 'Multipart upload completion' },
    { kind: 'fact', ref: 'S3-117' },
    { kind: 'url', ref: url, says: 'The list must be in order' },
  ] as const;
  return { id, group: id.split('/')[0]!, title, kind, sources };
}

function exchange(step: string, status: number | undefined, body: string, over: Partial<Exchange> = {}): Exchange {
  const url = 'http://127.0.0.1:9000/mp-1/key%20one?uploadId=U1';
  const request = {
    method: step.includes('put-part') ? 'PUT' : 'POST',
    url,
    headers: [
      ['content-type', 'application/xml'],
      ['authorization', 'AWS4-HMAC-SHA256 (removed)'],
    ] as const,
    body: step.includes('put-part') ? '5242880 bytes, seed part-1' : '<CompleteMultipartUpload/>',
    bodyBytes: step.includes('put-part') ? 5242880 : 26,
  };
  const headers = [
    ['content-type', 'application/xml'],
    ['x-amz-request-id', 'R-1'],
  ] as const;
  const response = status === undefined ? {} : { response: { status, headers, body, bodyBytes: body.length } };
  const curl = `curl --aws-sigv4 aws:amz:us-east-1:s3 -X ${request.method} '${url}' --data-binary @body.xml`;
  return { step, driver: 's3', request, ...response, startMs: 120.5, endMs: 131.25, curl, ...over };
}

const CREATE = exchange('setup 1: create', 200, '<InitiateMultipartUploadResult/>');
const PUT = exchange('setup 2: put-part', 200, '');
const REFUSAL =
  '<?xml version="1.0"?>\n<Error><Code>InvalidPart</Code><Message>One or more of the parts</Message></Error>';

function check(title: string, ok: boolean, expected: string, actual: string, over: Partial<CheckResult> = {}) {
  return { title, level: 'required', ok, expected, actual, exchange: 2, ...over } as const satisfies CheckResult;
}

function result(id: string, verdict: Verdict, over: Partial<CaseResult> = {}): CaseResult {
  const [ruleId = '', scenario = ''] = id.split('#');
  const { title, kind } = RULES.find((info) => info.id === ruleId)!;
  const ran = verdict.kind !== 'skipped';
  return {
    id,
    rule: ruleId,
    scenario: scenario.replace(/\[.*/, ''),
    title,
    kind,
    driver: 's3',
    verdict,
    checks: ran ? [check('refused: part-order', true, '400 InvalidPartOrder', '400 InvalidPartOrder')] : [],
    values: {},
    exchanges: ran ? [CREATE, PUT, exchange('ask: complete', 400, REFUSAL)] : [],
    durationMs: 12.5,
    ...over,
  };
}

const WRONG = check('refused: part-order', false, '400 InvalidPartOrder', '200 with an ETag');
const USABLE = check('then list-parts: numbers', true, '[1, 2]', '[1, 2]');

const CASES: readonly CaseResult[] = [
  result('create/metadata#plain', { kind: 'pass' }),
  result('create/content-type#kept', { kind: 'fixed', because: 'issue 12: dropped on Complete' }),
  result('upload-part/number-range#zero[number=0]', { kind: 'pass' }),
  result('upload-part/number-range#zero[number=10001]', { kind: 'unsupported', because: '501 NotImplemented' }),
  result('complete/part-order#descending', { kind: 'fail' }, { checks: [WRONG, USABLE] }),
  result('complete/part-order#repeat', { kind: 'known', because: 'the list is sorted first' }, { checks: [WRONG] }),
  result(
    'complete/parts-exist#missing',
    { kind: 'blocked', because: 'setup 2: put-part was refused' },
    {
      checks: [],
      exchanges: [CREATE, exchange('setup 2: put-part', undefined, '', { error: 'socket hang up' })],
    },
  ),
  result('complete/min-part-size#first', { kind: 'skipped', because: 'the profile promises no least part size' }),
  result(
    'complete/second-complete#same-list',
    { kind: 'observed', because: 'recorded' },
    { values: { answer: '200', 'limit part size, least': 'takes 5242880', 'limit unknown': 'shown nowhere' } },
  ),
  result(
    'abort/idempotent#twice',
    { kind: 'fail' },
    { checks: [check('accepted', false, '204', '404 NoSuchUpload', { level: 'recommended' })] },
  ),
  result(
    'list-parts/ugly#ugly[a=<&"]',
    { kind: 'fail' },
    {
      checks: [check(UGLY, false, UGLY, HOSTILE)],
      exchanges: [CREATE, PUT, exchange('ask: list-parts', 200, `${UGLY}\n${HOSTILE}`, { curl: `curl '${UGLY}'` })],
    },
  ),
  result('list-parts/ugly#broke', { kind: 'broken', because: `TypeError: x is undefined ${HOSTILE}` }, { checks: [] }),
];

function target(name: string, over: Partial<TargetRun>): TargetRun {
  return {
    target: name,
    profile: 'aws-s3',
    driver: 's3',
    server: 'Multiparity mock 0.1.0',
    endpoint: 'http://127.0.0.1:9000',
    startedAt: '2026-11-20T12:00:01.000Z',
    durationMs: 61_000,
    requests: 412,
    bytesSent: 734_003_200,
    bytesReceived: 80_000,
    cases: [],
    stale: [],
    left: [],
    limits: { 'part size, least': '5 MiB', 'part numbers': '1..10000' },
    ...over,
  };
}

export const sampleRun: Run = {
  format: RESULT_FORMAT,
  tool: { name: 'multiparity', version: '0.1.0', node: 'v20.20.2' },
  startedAt: '2026-11-20T12:00:00.000Z',
  durationMs: 75_400,
  rules: RULES,
  targets: [
    target('mock:aws-s3', {
      cases: CASES,
      stale: [
        { rule: 'create/content-type', case: 'create/content-type#kept', because: 'issue 12: dropped on Complete' },
        { rule: 'complete/gone', because: `no such case any more ${UGLY}` },
      ],
      left: ['upload U1 of mp-1/key one', HOSTILE],
    }),
    target('https://oss.example.com', {
      profile: 'alibaba-oss',
      driver: 'oss',
      server: 'AliyunOSS',
      endpoint: 'https://oss.example.com',
      durationMs: 8_250,
      requests: 37,
      bytesSent: 104_857_600,
      cases: CASES.filter(({ rule: id }) => id.startsWith('c')).map((old) =>
        result(old.id, old.kind === 'observe' ? old.verdict : { kind: 'pass' }, {
          driver: 'oss',
          values: old.kind === 'observe' ? { answer: '404 NoSuchUpload' } : {},
        }),
      ),
      limits: { 'part size, least': '100 KiB', 'part numbers': '1..10000', 'object size, most': '48.8 TiB' },
    }),
    target('minio', {
      profile: 'minio',
      server: '',
      durationMs: 30,
      requests: 0,
      bytesSent: 0,
      unreachable: 'minio could not be started: no container runtime and no `minio` on the PATH',
    }),
  ],
  interrupted: false,
  ledger: LEDGER,
};

/** A run in which nothing is wrong. */
export const greenRun: Run = {
  ...sampleRun,
  targets: [target('mock:aws-s3', { cases: [CASES[0]!, CASES[5]!, CASES[7]!] })],
};

/** A run of any size, each case with six exchanges. */
export function bigRun(size: { targets: number; cases: number; verdict: Verdict }): Run {
  const rules = Array.from({ length: Math.ceil(size.cases / 3) }, (_, at) =>
    rule(`group-${at % 11}/rule-${at}`, `Promise number ${at}`, 'required'),
  );
  const body = `${REFUSAL}\n${'<Part><PartNumber>1</PartNumber><ETag>"0123456789abcdef"</ETag></Part>'.repeat(24)}`;
  const exchanges = [
    CREATE,
    PUT,
    PUT,
    exchange('ask: complete', 400, body),
    PUT,
    exchange('then: list-parts', 200, body),
  ];
  const cases = Array.from({ length: size.cases }, (_, at): CaseResult => {
    const { id, title } = rules[Math.floor(at / 3)]!;
    const scenario = `scenario-${at % 3}`;
    const checks = [size.verdict.kind === 'fail' ? { ...WRONG, actual: UGLY.repeat(9) } : USABLE, USABLE];
    const about = { id: `${id}#${scenario}`, rule: id, scenario, title, kind: 'required', driver: 's3' } as const;
    return { ...about, verdict: size.verdict, checks, values: {}, exchanges, durationMs: 20 };
  });
  const targets = Array.from({ length: size.targets }, (_, at) => target(`mock:provider-${at}`, { cases }));
  const { ledger: _, ...run } = sampleRun;
  return { ...run, rules, targets };
}
