/** What operations look like on the wire in a dialect with XML, and those that look alike in all of them. */
import type { Endpoint } from '../targets/target.js';
import type { Ask, Operation } from './ask.js';

export interface Shape {
  readonly method: string;
  readonly at: 'service' | 'bucket' | 'key';
  /** Sub-resource, sent as the bare name. */
  readonly flag?: string;
  /** What is undefined is left out, `true` is sent as the bare name. */
  readonly query?: (ask: Ask) => readonly Parameter[];
  readonly document?: (ask: Ask, endpoint: Endpoint) => string | undefined;
  /** The document comes with its Content-MD5. */
  readonly digest?: boolean;
  /** The document is JSON. */
  readonly json?: boolean;
}

type Parameter = readonly [name: string, value: string | number | true | undefined];

export const upload = ({ uploadId }: Ask): Parameter => ['uploadId', uploadId];
export const version = ({ versionId }: Ask): Parameter => ['versionId', versionId];
export const encoding = ({ encodingType }: Ask): Parameter => ['encoding-type', encodingType];
const part = (ask: Ask): readonly Parameter[] => [['partNumber', ask.number], upload(ask)];
const folders = (ask: Ask): readonly Parameter[] => [
  ['prefix', ask.prefix],
  ['delimiter', ask.delimiter],
  encoding(ask),
];

/** A page of the parts of an upload. */
export const partPage = (ask: Ask): readonly Parameter[] => [
  upload(ask),
  ['max-parts', ask.max],
  ['part-number-marker', ask.marker],
];

/** Headers that a read asks to see in place of the object's own. */
export const overrides = ({ override = {} }: Ask): readonly Parameter[] =>
  Object.entries(override).map(([name, value]) => [`response-${dashed(name)}`, value]);

const dashed = (name: string) => name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`);

export const COMMON: Partial<Record<Operation, Shape>> = {
  'put-part': { method: 'PUT', at: 'key', query: part },
  'copy-part': { method: 'PUT', at: 'key', query: part },
  abort: { method: 'DELETE', at: 'key', query: (ask) => [upload(ask)] },
  'list-uploads': {
    method: 'GET',
    at: 'bucket',
    flag: 'uploads',
    query: (ask) => [
      ...folders(ask),
      ['max-uploads', ask.max],
      ['key-marker', ask.marker],
      ['upload-id-marker', ask.idMarker],
    ],
  },
  put: { method: 'PUT', at: 'key' },
  copy: { method: 'PUT', at: 'key' },
  delete: { method: 'DELETE', at: 'key', query: (ask) => [version(ask)] },
  list: {
    method: 'GET',
    at: 'bucket',
    query: (ask) => [
      ['list-type', 2],
      ...folders(ask),
      ['max-keys', ask.max],
      ['start-after', ask.marker],
      ['continuation-token', ask.token],
      ['fetch-owner', ask.fetchOwner === undefined ? undefined : `${ask.fetchOwner}`],
    ],
  },
  'list-v1': {
    method: 'GET',
    at: 'bucket',
    query: (ask) => [...folders(ask), ['max-keys', ask.max], ['marker', ask.marker]],
  },
  'list-versions': {
    method: 'GET',
    at: 'bucket',
    flag: 'versions',
    query: (ask) => [
      ...folders(ask),
      ['max-keys', ask.max],
      ['key-marker', ask.marker],
      ['version-id-marker', ask.idMarker],
    ],
  },
  'delete-bucket': { method: 'DELETE', at: 'bucket' },
  'list-buckets': { method: 'GET', at: 'service' },
  location: { method: 'GET', at: 'bucket', flag: 'location' },
  'get-versioning': { method: 'GET', at: 'bucket', flag: 'versioning' },
  'get-lifecycle': { method: 'GET', at: 'bucket', flag: 'lifecycle' },
  'delete-lifecycle': { method: 'DELETE', at: 'bucket', flag: 'lifecycle' },
  raw: { method: 'GET', at: 'key' },
};
