/** For tests: the surroundings of an answer. */
import type { Choices, Policy } from '../../engine/types.js';
import type { RenderContext } from '../dialect.js';
import { wireRequest } from '../wire.test.fixture.js';

export const DOMAINS = ['s3.localhost', 'localhost'];

const AWS: Choices = {
  writeConditions: 'both',
  interposedWrite: 'conflict',
  secondComplete: 'same-answer',
  emptyList: 'malformed-xml',
  emptyBody: 'at-least-one-part',
  unknownAbort: 'no-such-upload',
  repeatedAbort: 'no-such-upload',
  partAfterAbort: 'no-such-upload',
  completeAfterAbort: 'no-such-upload',
  partsAfterAbort: 'no-such-upload',
  unlistedParts: 'dropped',
  repeatedNumber: 'part-order',
  uploadsPrefix: 'prefix',
  uploadMarker: 'by-order',
  uploadsDelimiter: 'any',
  uploadsOrder: 'creation',
  nextMarkerAfterPrefix: 'empty',
  zeroMaxParts: 'none',
  listPartsNextMarker: 'always',
  emptyPageMarker: 'zero',
  partCopyRoot: 'CopyPartResult',
  encodingElement: 'EncodingType',
  errorElements: 'host-id',
  trailers: 'accepted',
  deleteBucketWithUploads: 'allowed',
  partReads: 'supported',
  metadataCase: 'lower',
  uploadOwner: 'shown',
  serverSideEncryption: 'aes256',
  checksums: 'supported',
  gapsWithChecksums: 'part-order',
  untypedObjectChecksum: 'bad-digest',
  objectExpires: 'ignored',
  prefixOnlyPage: 'truncated',
  markerOutsidePrefix: 'allowed',
  absentBucketParts: 'no-such-bucket',
  shownMaxUploads: 'lowered',
  partStorageClass: 'hidden',
  encryptionHeaders: 'honoured',
  customerKeys: 'allowed',
  customerKeysOverHttp: 'accepted',
  objectTags: 'kept',
  objectLock: 'kept',
  objectAcl: 'owner-enforced',
};

export const policy = (choices: Partial<Choices> = {}): Policy => ({
  id: 'test',
  dialect: 's3',
  region: 'eu-west-1',
  limits: {} as Policy['limits'],
  choices: { ...AWS, ...choices },
  refuses: [],
  unsupported: [],
  storageClasses: { default: 'STANDARD', accepted: ['STANDARD'], notImplemented: [], archived: [], aliases: {} },
});

export function contextOf(changes: Partial<RenderContext> = {}): RenderContext {
  return {
    requestId: 'REQ1',
    hostId: 'HOST1',
    now: new Date('2026-03-01T12:00:00Z'),
    policy: policy(),
    request: wireRequest('GET /b/k'),
    bucket: 'b',
    key: 'k',
    base: 'http://127.0.0.1:9000',
    who: undefined,
    virtualHost: false,
    ...changes,
  };
}
