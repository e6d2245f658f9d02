/** Replies about rights → responses. */
import type { ReplyOf } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { element } from '../xml/document.js';
import { commonHeaders, xml } from './write.js';

/** The policy as it was sent: it is JSON, and no XML is put round it. */
export function renderPolicy({ text }: ReplyOf<'get-policy'>, context: RenderContext): WireResponse {
  return {
    status: 200,
    headers: { ...commonHeaders(context), 'Content-Type': 'application/json' },
    body: text,
  };
}

export function renderPayment({ requesterPays }: ReplyOf<'get-payment'>, context: RenderContext): WireResponse {
  return xml(context, 'RequestPaymentConfiguration', element('Payer', requesterPays ? 'Requester' : 'BucketOwner'));
}
