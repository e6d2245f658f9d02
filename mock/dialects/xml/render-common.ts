/** What the answers of dialects with XML share, whatever their headers and namespaces. */
import type { ListedObject, ReplyOf, Tag, Versioning } from '../../engine/types.js';
import type { RenderContext, WireResponse } from '../dialect.js';
import { DECLARATION, element } from './document.js';
import { isoDate } from './text.js';

export type Headers = Record<string, string>;

export interface WriterForms {
  /** The headers of every answer, in a new object. */
  readonly commonHeaders: (context: RenderContext) => Headers;
  /** Of a document's root: an attribute after a space, or nothing. */
  readonly namespace: string;
  /** How names are encoded where the client asks for it. */
  readonly encode: (name: string) => string;
}

export function writerOf({ commonHeaders, namespace, encode }: WriterForms) {
  /** Writes a name, encoded when the client asked for it. */
  const named = (tag: string, name: string, encodingUrl: boolean): string =>
    element(tag, encodingUrl ? encode(name) : name);
  return {
    named,
    /** An answer without a body. */
    empty(context: RenderContext, status: number, extra?: Readonly<Headers>): WireResponse {
      const headers = Object.assign(commonHeaders(context), extra);
      if (status === 200) headers['Content-Length'] = '0';
      return { status, headers };
    },
    /** A 200 with a document. */
    xml(context: RenderContext, root: string, content: string, extra?: Readonly<Headers>): WireResponse {
      const headers = Object.assign(commonHeaders(context), { 'Content-Type': 'application/xml' }, extra);
      return { status: 200, headers, body: `${DECLARATION}<${root}${namespace}>${content}</${root}>` };
    },
    commonPrefixes(prefixes: readonly string[], encodingUrl: boolean): string {
      let text = '';
      for (const prefix of prefixes) text += `<CommonPrefixes>${named('Prefix', prefix, encodingUrl)}</CommonPrefixes>`;
      return text;
    },
    /** What a version and a delete marker begin with in a listing. */
    versionHead({ key, version, latest }: ListedObject, encodingUrl: boolean): string {
      return (
        named('Key', key, encodingUrl) +
        element('VersionId', version.versionId) +
        element('IsLatest', latest) +
        element('LastModified', isoDate(version.modifiedAt))
      );
    },
    deletedKeys(deleted: ReplyOf<'delete-objects'>['deleted'], encodingUrl: boolean): string {
      let text = '';
      for (const { key, versionId, markerId } of deleted) {
        text += `<Deleted>${named('Key', key, encodingUrl)}`;
        if (versionId !== undefined) text += element('VersionId', versionId);
        if (markerId !== undefined) text += element('DeleteMarker', true) + element('DeleteMarkerVersionId', markerId);
        text += '</Deleted>';
      }
      return text;
    },
  };
}

/** Whether a bucket keeps versions; of one that never did, nothing is said. */
export const VERSIONING: Readonly<Record<Versioning, string>> = {
  never: '',
  enabled: '<Status>Enabled</Status>',
  suspended: '<Status>Suspended</Status>',
};

/** Rules come back as they went in, with an id each. */
export function lifecycleRules({ rules }: ReplyOf<'get-lifecycle'>): string {
  return rules.map(({ id, form }) => `<Rule>${element('ID', id)}${form}</Rule>`).join('');
}

export function tagSet(tags: readonly Tag[]): string {
  const set = tags.map(({ key, value }) => `<Tag>${element('Key', key)}${element('Value', value)}</Tag>`);
  return `<TagSet>${set.join('')}</TagSet>`;
}

/** How the headers that an object keeps are spelled in answers. */
export const KEPT_NAMES: Readonly<Record<string, string>> = {
  'content-type': 'Content-Type',
  'cache-control': 'Cache-Control',
  'content-disposition': 'Content-Disposition',
  'content-encoding': 'Content-Encoding',
  'content-language': 'Content-Language',
  expires: 'Expires',
};
