/** A command of the SDK sent as a presigned URL: the request that would be shared is signed in its query, by the SDK's own signer. */
import type { S3Client } from '@aws-sdk/client-s3';

/** Headers of the SDK's own that a URL has no place for. */
const OWN_HEADERS = /^(authorization|x-amz-date|x-amz-security-token|x-amz-user-agent|amz-sdk-.*)$/i;

interface SignedRequest {
  headers: Record<string, string>;
}

interface Signer {
  presign(
    request: SignedRequest,
    options: { expiresIn: number; unsignableHeaders: Set<string>; unhoistableHeaders: Set<string> },
  ): Promise<SignedRequest>;
}

type Next = (args: { request: SignedRequest }) => Promise<unknown>;

interface Stack {
  add(middleware: never, options: { step: 'finalizeRequest'; priority: 'low'; name: string }): void;
}

/**
 * Puts the presigner beneath a command's own signing. `x-amz-` headers stay headers, and are signed.
 *
 * @param seconds how long the URL lives.
 */
export function presignBeneath(stack: Stack, client: S3Client, seconds: number): void {
  const middleware = (next: Next) => async (args: { request: SignedRequest }) => {
    const kept = Object.entries(args.request.headers).filter(([name]) => !OWN_HEADERS.test(name));
    args.request.headers = { ...Object.fromEntries(kept), 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const signer = (await client.config.signer()) as unknown as Signer;
    const request = await signer.presign(args.request, {
      expiresIn: seconds,
      unsignableHeaders: new Set(['content-type']),
      unhoistableHeaders: new Set(kept.map(([name]) => name)),
    });
    return next({ ...args, request });
  };
  stack.add(middleware as never, { step: 'finalizeRequest', priority: 'low', name: 'multiparityPresigner' });
}
