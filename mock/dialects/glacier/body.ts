/** How bodies are read, and which headers must come with them (GLA-002, GLA-004). */
import type { Policy, Refusal } from '../../engine/types.js';
import type { BodyPlan, Call, Session } from '../dialect.js';
import { plainDecoder } from '../plain.js';
import { bodyKind } from './parse.js';

const VERSION = '2012-06-01';

/** See {@link Dialect.bodyPlan}. */
export function bodyPlan(call: Call, { payload, confirm }: Session, _policy: Policy): BodyPlan | Refusal {
  const { headers } = call.request;
  const version = headers['x-amz-glacier-version'];
  if (version === undefined)
    return { rule: 'wire/api-version', fault: 'parameter-missing', detail: { name: 'API version' } };
  if (version !== VERSION) {
    const message = `The API version is not valid: ${version}`;
    return { rule: 'wire/api-version', fault: 'parameter-invalid', detail: { message } };
  }
  const kind = bodyKind(call.op);
  if (kind === 'stream' && headers['x-amz-content-sha256'] === undefined) {
    return { rule: 'tree-hash/linear', fault: 'parameter-missing', detail: { name: 'x-amz-content-sha256' } };
  }
  const length = headers['content-length'];
  return {
    decoder: plainDecoder(
      length === undefined ? undefined : Number(length),
      payload.kind === 'hash' ? payload.sha256 : undefined,
    ),
    digests: kind === 'stream' ? ['sha256tree'] : confirm ? ['sha256'] : [],
    promised: confirm !== undefined,
    check: ({ sha256 }) => confirm?.(Buffer.from(sha256 ?? '', 'base64').toString('hex')),
  };
}
