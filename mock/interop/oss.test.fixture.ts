/** A mock of Alibaba OSS with a bucket, and ali-oss as its users set it up. */
import OSS from 'ali-oss';
import type { Mock } from '../index.js';

/** @returns a client of the bucket, which is made. `authorizationV4` is missing from the client's types. */
export async function ossBucket(
  { endpoint, credentials }: Mock,
  bucket: string,
  options: {
    readonly authorizationV4?: boolean;
    readonly stsToken?: string;
    readonly refreshSTSTokenInterval?: number;
  } = {},
): Promise<OSS> {
  const settings: OSS.Options = {
    endpoint,
    region: 'oss-cn-hangzhou',
    accessKeyId: credentials.accessKeyId,
    accessKeySecret: credentials.secretAccessKey,
    bucket,
    ...options,
  };
  const client = new OSS(settings);
  await client.putBucket(bucket);
  return client;
}
