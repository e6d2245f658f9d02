/**
 * The one XML reader and writer of all dialects. The reader is strict and expands nothing: a DOCTYPE is refused, so no
 * entity but the five of XML itself can occur.
 */
import { isUtf8 } from 'node:buffer';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export interface Element {
  /** Local name: any namespace prefix is dropped. */
  readonly name: string;
  readonly children: readonly Element[];
  /** Text directly inside, CDATA included. */
  readonly text: string;
}

interface Open {
  name: string;
  children: Open[];
  text: string;
}

/** Reads a whole document to its root element; `undefined` when it is not well-formed. */
export function readXml(document: Buffer | string): Element | undefined {
  if (typeof document !== 'string') {
    if (!isUtf8(document)) return undefined;
    document = document.toString('utf8');
  }
  // Loaded when it is first needed: lists of parts are mostly read without it (see part-list.ts), and the mock starts sooner.
  const { SaxesParser } = require('saxes') as typeof import('saxes');
  const parser = new SaxesParser({ position: false });
  const outside: Open = { name: '', children: [], text: '' };
  const path = [outside];
  let inside = outside;
  let sound = true;
  parser.on('error', () => {
    sound = false;
  });
  parser.on('doctype', () => {
    sound = false;
  });
  parser.on('opentag', (tag) => {
    const element: Open = { name: localName(tag.name), children: [], text: '' };
    inside.children.push(element);
    path.push(element);
    inside = element;
  });
  parser.on('closetag', () => {
    path.pop();
    inside = path.at(-1) ?? outside;
  });
  const addText = (text: string) => {
    inside.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(document).close();
  return sound ? outside.children[0] : undefined;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The text of the one child of that name; `undefined` when there is none or a second. */
export function onlyText(parent: Element, name: string): string | undefined {
  let found: Element | undefined;
  for (const child of parent.children) {
    if (child.name !== name) continue;
    if (found) return undefined;
    found = child;
  }
  return found && found.children.length === 0 ? found.text : undefined;
}

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** `<name>value</name>`, escaped. */
export function element(name: string, value: string | number | boolean): string {
  return `<${name}>${typeof value === 'string' ? escapeText(value) : value}</${name}>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to find
const SPECIAL = /[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to find
const EACH_SPECIAL = /[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]/g;

/**
 * Escapes element content. `"` stays as it is: S3 sends the quotes of an ETag plain (S3-108). A character that XML 1.0
 * cannot hold is written as a reference, as S3 does; readers in strict mode refuse it, hence `encoding-type=url`.
 */
export function escapeText(value: string): string {
  return SPECIAL.test(value) ? value.replace(EACH_SPECIAL, reference) : value;
}

function reference(character: string): string {
  if (character === '&') return '&amp;';
  if (character === '<') return '&lt;';
  if (character === '>') return '&gt;';
  return `&#x${character.charCodeAt(0).toString(16)};`;
}
