/** What XML documents are made of, in every dialect that has them. */
import type { Ask } from './ask.js';

/** An entity tag as headers and documents carry it; what is quoted already, and `*`, stays. */
export function quoted(etag: string): string {
  return etag === '*' || etag.includes('"') ? etag : `"${etag}"`;
}

/** An element around content that is escaped already. */
export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

/** A document around content that is escaped already; @param namespace of its root, as an attribute after a space. */
export function documentText(name: string, content: string, namespace = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${namespace}>${content}</${name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A text as the content of an element. */
export function escaped(text: string): string {
  return text.replace(/[&<>"\p{Cc}]/gu, (c) => ENTITIES[c] ?? `&#x${c.charCodeAt(0).toString(16)};`);
}

/** What stands in the list of keys to delete. */
export function deletedKeys({ keys = [], quiet }: Ask): string {
  const objects = keys.map((entry) => {
    const { key, versionId } = typeof entry === 'string' ? { key: entry, versionId: undefined } : entry;
    const version = versionId === undefined ? '' : element('VersionId', escaped(versionId));
    return element('Object', element('Key', escaped(key)) + version);
  });
  return (quiet === undefined ? '' : element('Quiet', String(quiet))) + objects.join('');
}

export function tagElement(key: string, value: string): string {
  return element('Tag', element('Key', escaped(key)) + element('Value', escaped(value)));
}
