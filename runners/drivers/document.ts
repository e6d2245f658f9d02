/** The outer shape of an answer's document: what a typed client does not show. */
import { XMLParser } from 'fast-xml-parser';

export interface DocumentShape {
  readonly root: string;
  /** The root's default namespace; empty when it has none. */
  readonly namespace: string;
  /** Names of the root's children in order, repeats of one after another told once. */
  readonly elements: readonly string[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  preserveOrder: true,
  parseTagValue: false,
  trimValues: false,
});

type Node = Readonly<Record<string, unknown>>;

/** @returns undefined when the body is no XML document. */
export function shapeOf(body: Buffer): DocumentShape | undefined {
  const text = body.toString('utf8').trimStart();
  if (!text.startsWith('<')) return undefined;
  try {
    const top = (parser.parse(text) as Node[]).find((node) => elementName(node) !== undefined);
    const root = top && elementName(top);
    if (!top || root === undefined) return undefined;
    const children = (top[root] as Node[]).map(elementName).filter((name) => name !== undefined);
    const attributes = (top[':@'] ?? {}) as Record<string, string>;
    const prefix = root.includes(':') ? root.slice(0, root.indexOf(':')) : undefined;
    return {
      root: root.slice(root.indexOf(':') + 1),
      namespace: attributes[prefix === undefined ? 'xmlns' : `xmlns:${prefix}`] ?? '',
      elements: children.filter((name, i) => name !== children[i - 1]),
    };
  } catch {
    return undefined;
  }
}

function elementName(node: Node): string | undefined {
  return Object.keys(node).find((name) => name !== ':@' && !name.startsWith('#') && !name.startsWith('?'));
}
