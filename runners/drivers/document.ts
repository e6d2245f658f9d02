/** An answer's document as it stands on the wire: names, namespaces, order and text, which a typed client does not show. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';

export interface DocumentShape {
  readonly root: string;
  /** The root's default namespace; empty when it has none. */
  readonly namespace: string;
  /** Names of the root's children in order, repeats of one after another told once. */
  readonly elements: readonly string[];
}

/** One element with all that is in it. */
export interface Element {
  /** Without its prefix. */
  readonly name: string;
  readonly children: readonly Element[];
  /** Its own text, entities resolved; empty when it has none. */
  readonly text: string;
}

export interface Tree {
  readonly root: Element;
  /** The root's namespace; empty when it has none. */
  readonly namespace: string;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  preserveOrder: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  // A listing has two quotation marks in every entry; the limits are meant for entities defined by the document.
  processEntities: {
    enabled: true,
    maxTotalExpansions: Number.MAX_SAFE_INTEGER,
    maxExpandedLength: Number.MAX_SAFE_INTEGER,
  },
});

type Node = Readonly<Record<string, unknown>>;

/** @returns undefined when the body is no XML document. */
export function shapeOf(body: Buffer): DocumentShape | undefined {
  const tree = treeOf(body);
  if (!tree) return undefined;
  const names = tree.root.children.map(({ name }) => name);
  return {
    root: tree.root.name,
    namespace: tree.namespace,
    elements: names.filter((name, i) => name !== names[i - 1]),
  };
}

/** Why a body is no well-formed XML, or undefined when it is. White space before the declaration is let pass (S3-112). */
export function malformation(body: Buffer): string | undefined {
  const text = body.toString('utf8').trimStart();
  if (!text.startsWith('<')) return text === '' ? 'nothing' : 'no XML';
  const found = XMLValidator.validate(text);
  return found === true ? undefined : `line ${found.err.line}: ${found.err.msg}`;
}

/** Reads the whole document; undefined when it cannot be read as one. */
export function treeOf(body: Buffer): Tree | undefined {
  const text = body.toString('utf8').trimStart();
  if (!text.startsWith('<')) return undefined;
  try {
    const top = (parser.parse(text) as Node[]).find((node) => elementName(node) !== undefined);
    const name = top && elementName(top);
    if (!top || name === undefined) return undefined;
    const attributes = (top[':@'] ?? {}) as Record<string, string>;
    const prefix = name.includes(':') ? name.slice(0, name.indexOf(':')) : undefined;
    return {
      root: elementOf(name, top[name] as Node[]),
      namespace: attributes[prefix === undefined ? 'xmlns' : `xmlns:${prefix}`] ?? '',
    };
  } catch {
    return undefined;
  }
}

function elementOf(name: string, content: readonly Node[]): Element {
  const children: Element[] = [];
  let text = '';
  for (const node of content) {
    const inner = elementName(node);
    if (inner !== undefined) children.push(elementOf(inner, node[inner] as Node[]));
    else if ('#text' in node) text += String(node['#text']);
  }
  return { name: name.slice(name.indexOf(':') + 1), children, text };
}

function elementName(node: Node): string | undefined {
  for (const name in node) if (name !== ':@' && !name.startsWith('#') && !name.startsWith('?')) return name;
  return undefined;
}
