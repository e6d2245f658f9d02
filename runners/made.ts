/** What a case made on the target, for the clean-up. */
import type { Ask } from './drivers/ask.js';
import type { Observation } from './drivers/observation.js';

export interface Made {
  readonly uploads: { readonly bucket: string; readonly key: string; readonly uploadId: string }[];
  /** Archives go by their ids. */
  readonly keys: { readonly bucket: string; readonly key: string; readonly archiveId?: string }[];
  readonly buckets: string[];
  /** Buckets whose policy was set. */
  readonly policies: string[];
}

/** Notes what an answered question left behind. */
export function remember(made: Made, ask: Ask, observation: Observation): void {
  const { op, bucket, key = '' } = ask;
  if (observation.kind !== 'accepted') {
    // A dropped connection may have stored something all the same.
    if (observation.kind === 'dropped' && ask.key !== undefined && (op === 'put' || op === 'complete'))
      made.keys.push({ bucket, key });
    return;
  }
  const { uploadId, archiveId } = observation.values;
  if (op === 'complete' || op === 'abort') ended(made.uploads, ask);
  if (op === 'create' && typeof uploadId === 'string') made.uploads.push({ bucket, key, uploadId });
  else if (op === 'put' || op === 'copy' || op === 'complete')
    made.keys.push({ bucket, key, ...(typeof archiveId === 'string' ? { archiveId } : {}) });
  else if (op === 'create-bucket') made.buckets.push(bucket);
  else if (op === 'put-policy') made.policies.push(bucket);
  else if (op === 'raw') {
    const text = observation.content?.subarray(0, 4096).toString() ?? observation.exchange.response?.body ?? '';
    const id = /<UploadId>([^<]+)<\/UploadId>/.exec(text)?.[1];
    if (id !== undefined) made.uploads.push({ bucket, key, uploadId: id });
    else if (observation.exchange.request.method === 'PUT' && key !== '') made.keys.push({ bucket, key });
  }
}

/** An upload that has ended needs no clean-up. */
function ended(uploads: Made['uploads'], { bucket, uploadId }: Ask): void {
  const at = uploads.findIndex((one) => one.bucket === bucket && one.uploadId === uploadId);
  if (at !== -1) uploads.splice(at, 1);
}
