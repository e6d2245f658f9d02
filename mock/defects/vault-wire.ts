/** Defects of what Glacier reads of a request, and of its documents. */
import {
  deciding,
  defectsOf,
  hearing,
  refused,
  refusing,
  sending,
  together,
  without,
  withoutHeaders,
} from './defect.js';
import { endingWell, misreading, planning, stepping, unsent } from './requests.js';

const VERSION = 'x-amz-glacier-version';

export const VAULT_WIRE = defectsOf(['glacier'], {
  'auth/date-wins': {
    title: 'The time of a request is that of Date, whatever x-amz-date says.',
    rule: 'auth/request-time',
    wrapper: () =>
      stepping(
        'authenticate',
        (next) => (call, options) =>
          next(call.request.headers.date === undefined ? call : unsent(call, ['x-amz-date']), options),
      ),
  },
  'auth/accounts-have-no-number': {
    title: 'The account of a path has to be a hyphen.',
    rule: 'auth/account',
    wrapper: () =>
      misreading((command) =>
        'account' in command && command.account !== '-'
          ? { rule: 'auth/account', fault: 'access-denied', detail: {} }
          : command,
      ),
  },
  'archive/offsets-of-32-bits': {
    title: 'The first and the last byte of a range are counted in 32 bits.',
    rule: 'archive/largest',
    wrapper: () =>
      hearing(['put-range'], (command) => {
        const { range } = command;
        if (!range?.value) return command;
        const value = { first: range.value.first % 2 ** 32, last: range.value.last % 2 ** 32 };
        return { ...command, range: { ...range, value } };
      }),
  },
  'range/keeps-half-a-body': {
    title: 'A part that is cut off is kept with the bytes that came.',
    rule: 'range/under-way',
    wrapper: () => together(endingWell('wire/incomplete-body'), without('range/length', 'tree-hash/part')),
  },
  'tree-hash/linear-is-not-compared': {
    title: 'The linear hash of a body is not compared with its bytes.',
    rule: 'tree-hash/linear',
    wrapper: () => endingWell('wire/payload-hash'),
  },
  'tree-hash/linear-need-not-be-there': {
    title: 'A body may come without its linear hash.',
    rule: 'tree-hash/linear',
    wrapper: () =>
      stepping('bodyPlan', (next) => (call, session, policy) => {
        const headers = { 'x-amz-content-sha256': '', ...call.request.headers };
        return next({ ...call, request: { ...call.request, headers } }, session, policy);
      }),
  },
  'tree-hash/is-linear': {
    title: 'Where a tree hash belongs stands the plain SHA-256 of the bytes.',
    rule: 'tree-hash/vectors',
    seen: ['getmoto/moto 5.2.1'],
    wrapper: () =>
      together(
        planning((plan) => ({ ...plan, digests: [...plan.digests, 'sha256'] })),
        hearing(['put-range', 'put-archive'], (command) => {
          const { body } = command;
          const sha256 = body?.digests.sha256;
          return body && sha256 !== undefined
            ? { ...command, body: { ...body, digests: { ...body.digests, sha256tree: sha256 } } }
            : command;
        }),
      ),
  },
  'job/takes-any-body': {
    title: 'A job whose document is no JSON object is one that asks for nothing.',
    rule: 'job/body',
    wrapper: () =>
      stepping('parse', (next) => (call, document, policy) => {
        const command = next(call, document, policy);
        return 'fault' in command && command.rule === 'job/body' ? next(call, Buffer.from('{}'), policy) : command;
      }),
  },
  'job/takes-no-tree-hash': {
    title: 'A job that comes with a tree hash, as one SDK sends it, is refused.',
    rule: 'job/body',
    wrapper: () =>
      misreading((command, { op, request }) =>
        op === 'start-job' && request.headers['x-amz-sha256-tree-hash'] !== undefined
          ? { rule: 'job/body', fault: 'parameter-invalid', detail: { message: 'A job has no tree hash' } }
          : command,
      ),
  },
  'vault/limit-is-not-looked-at': {
    title: 'Vaults come ten to a page, whatever limit was asked for.',
    rule: 'vault/list',
    wrapper: () =>
      misreading((command) =>
        'op' in command && command.op === 'list-vaults' ? { ...command, limit: undefined } : command,
      ),
  },
  'vault/every-page-is-the-first': {
    title: 'The marker of a list of vaults is not looked at.',
    rule: 'vault/list',
    wrapper: () =>
      misreading((command) =>
        'op' in command && command.op === 'list-vaults' ? { ...command, marker: undefined } : command,
      ),
  },
  'vault/takes-any-name': {
    title: 'A vault may have any name.',
    rule: 'vault/name',
    wrapper: () =>
      deciding(['create-vault'], (result, { command, who, judge }) => {
        if (!refused(result) || result.rule !== 'vault/name') return result;
        const { bucket } = command;
        return {
          events: [{ type: 'bucket-created', bucket, owner: who, at: judge.world.now() }],
          reply: { op: 'create-vault', vault: bucket },
        };
      }),
  },
  'wire/any-api-version': {
    title: 'A request need not name the version of the interface.',
    rule: 'wire/api-version',
    wrapper: () =>
      stepping('bodyPlan', (next) => (call, session, policy) => {
        const headers = { ...call.request.headers, [VERSION]: '2012-06-01' };
        return next({ ...call, request: { ...call.request, headers } }, session, policy);
      }),
  },
  'wire/no-id-with-success': {
    title: 'Only a refusal carries an id for the vendor’s support.',
    rule: 'wire/json-errors',
    wrapper: () =>
      stepping('render', (next) => (reply, context) => withoutHeaders(next(reply, context), /^x-amzn-requestid$/i)),
  },
  'wire/one-request-id': {
    title: 'Every answer has the same id for the vendor’s support.',
    rule: 'wire/json-errors',
    wrapper: () => ({ dialect: (dialect) => ({ ...dialect, newRequestId: () => 'A'.repeat(48) }) }),
  },
  'wire/leaves-out-empty-members': {
    title: 'Members of a document that have no value are left out.',
    rule: 'wire/json-documents',
    wrapper: () =>
      sending(
        ['list-ranges', 'list-open-archives', 'list-vaults', 'describe-vault', 'list-jobs', 'describe-job'],
        (wire) => ({
          ...wire,
          body: JSON.stringify(JSON.parse(wire.body ?? 'null'), (_, value: unknown) => value ?? undefined),
        }),
      ),
  },
  'vault/errors-in-xml': {
    title: 'Errors are XML documents.',
    rule: 'wire/json-errors',
    wrapper: () =>
      refusing((wire) => ({
        ...wire,
        headers: { ...wire.headers, 'Content-Type': 'application/xml' },
        body: '<Error><Code>InvalidParameterValueException</Code></Error>',
      })),
  },
});
