/** One answer against the shape of its operation → what is wrong with it. Pure, and each aspect is a rule of its own. */
import { type Element, malformation, type Tree, treeOf } from '../drivers/document.js';
import type { Answer } from '../drivers/speech.js';
import type { HeaderList } from '../result.js';
import {
  ASPECTS,
  type Aspect,
  type DocumentLine,
  type Elements,
  type Form,
  type Headers,
  type OperationLine,
  type Shape,
} from './read.js';

export interface Violation {
  readonly aspect: Aspect;
  /** What is wrong, by place: the same fault of many answers has the same words. */
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

/** What an answer is judged as, and what of that is wrong. */
export interface Judged {
  readonly as: string;
  readonly violations: readonly Violation[];
}

/** Answers whose body is the object's. */
const CONTENT: ReadonlySet<string> = new Set(['get', 'head']);
/** What holds of every answer, whatever was asked. */
export const EVERY = 'every';
/** An error document makes an answer an error, whatever was asked and whatever the status says (S3-085, S3-111). */
export const ERROR = 'error';

/**
 * Judges an answer as one of all, and as that of its operation or as an error.
 *
 * @param operation undefined when the request was changed into something else.
 * @param method of the request as it was sent.
 */
export function judgeAnswer(
  shape: Shape,
  operation: string | undefined,
  method: string,
  answer: Answer,
): readonly Judged[] {
  const { status, headers, body } = answer;
  const common: Violation[] = [];
  judgeHeaders(shape.every, headers, common);
  const all = { as: EVERY, violations: common };
  const success = status >= 200 && status < 300 && !shape.refusal?.statuses?.includes(status);
  const line = success && operation !== undefined ? shape.operations[operation] : undefined;
  if (method === 'HEAD' || status === 204 || status === 304) {
    judgeBodiless(answer, method, common);
    const own: Violation[] = [];
    const hidden = shape.refusal?.header;
    if (status >= 400 && hidden !== undefined) {
      judgeHidden(shape, hidden, answer, own);
      return [all, { as: ERROR, violations: own }];
    }
    if (line) judgeStatus(line, status, own);
    if (line?.headers) judgeHeaders(line.headers, headers, own);
    return line ? [all, { as: operation!, violations: own }] : [all];
  }
  const own: Violation[] = [];
  const tree = success && (operation === undefined || CONTENT.has(operation)) ? undefined : treeOf(body);
  if (!success || (tree !== undefined && shape.error.root.includes(tree.root.name))) {
    judgeDocument(shape, shape.error, answer, tree, own);
    return [all, { as: ERROR, violations: own }];
  }
  if (!line) return [all];
  judgeSuccess(shape, line, answer, tree, own);
  return [all, { as: operation!, violations: own }];
}

/** Which aspects can be seen in answers of an operation: a rule is asked of these only. */
export function aspectsOf(shape: Shape, as: string): readonly Aspect[] {
  const line = shape.operations[as];
  const document = as === ERROR ? shape.error : line?.document;
  const headers = as === EVERY ? shape.every : line?.headers;
  const forms = new Set<Form | undefined>(Object.values(headers ?? {}).map(({ is }) => is));
  if (document) collectForms(document.elements, forms);
  const is = (...some: readonly Form[]): boolean => some.some((form) => forms.has(form));
  const seen: Readonly<Record<Aspect, boolean>> = {
    root: document !== undefined,
    namespace: document !== undefined && document.namespace !== 'any',
    elements: document !== undefined && Object.keys(document.elements).length > 0,
    'other-elements': document !== undefined && document.others !== ANYTHING,
    order: document?.order !== undefined,
    values: is('integer', 'boolean'),
    etag: is('etag', 'bare-etag'),
    dates: is('iso-date', 'http-date'),
    milliseconds: is('iso-date'),
    headers: headers !== undefined,
    'content-type': document !== undefined,
    declaration: document !== undefined,
    status: line?.status !== undefined,
    'no-body': as === EVERY || line?.empty !== undefined,
  };
  return ASPECTS.filter((aspect) => seen[aspect]);
}

/** A pattern of names that takes any. */
const ANYTHING = '.';

function collectForms(elements: Elements, into: Set<Form | undefined>): void {
  for (const line of Object.values(elements)) {
    into.add(line.is);
    collectForms(line.elements ?? {}, into);
  }
}

function judgeSuccess(
  shape: Shape,
  line: OperationLine,
  answer: Answer,
  tree: Tree | undefined,
  found: Violation[],
): void {
  judgeStatus(line, answer.status, found);
  if (line.headers) judgeHeaders(line.headers, answer.headers, found);
  if (line.document?.count === 'optional' && answer.body.length === 0) return;
  if (line.document) judgeDocument(shape, line.document, answer, tree, found);
  else if (line.empty && answer.body.length > 0) {
    const actual = `${answer.body.length} bytes: ${clip(answer.body.toString('utf8'))}`;
    found.push({ aspect: 'no-body', what: 'the body of a success', expected: 'none', actual });
  }
}

function judgeStatus({ status: wanted }: OperationLine, status: number, found: Violation[]): void {
  if (wanted === undefined || wanted.includes(status)) return;
  found.push({ aspect: 'status', what: 'the status', expected: wanted.join(' or '), actual: String(status) });
}

/** HTTP itself takes no body to be there, so what is sent all the same is seen by its headers, or as broken HTTP. */
function judgeBodiless({ status, headers, surplus }: Answer, method: string, found: Violation[]): void {
  const what = method === 'HEAD' ? 'the body of an answer to HEAD' : `the body of a ${status}`;
  if (surplus === true)
    found.push({ aspect: 'no-body', what, expected: 'none', actual: 'bytes that are no HTTP follow the headers' });
  if (status !== 204) return;
  const framing = headers.filter(([name, value]) =>
    name === 'content-length' ? value.trim() !== '0' : name === 'transfer-encoding',
  );
  for (const [name, value] of framing)
    found.push({ aspect: 'no-body', what, expected: `no ${name}`, actual: `${name}: ${value}` });
}

function judgeHeaders(wanted: Headers, headers: HeaderList, found: Violation[]): void {
  for (const [name, line] of Object.entries(wanted)) {
    const values = headers.filter(([own]) => own === name).map(([, value]) => value);
    const [value] = values;
    if (value === undefined) {
      if (line.count !== 'optional')
        found.push({ aspect: 'headers', what: `the header ${name}`, expected: 'there', actual: 'absent' });
    } else if (values.length > 1) {
      found.push({ aspect: 'headers', what: `the header ${name}`, expected: 'once', actual: `${values.length} times` });
    } else if (line.is) judgeForm(line.is, value, `the header ${name}`, found);
  }
}

/** The error of an answer that may have no body: its document is in a header. */
function judgeHidden(shape: Shape, name: string, { headers }: Answer, found: Violation[]): void {
  const text = headers.find(([own]) => own === name)?.[1];
  const body = Buffer.from(text ?? '', 'base64');
  if (text === undefined)
    found.push({ aspect: 'root', what: `the header ${name}`, expected: 'a document', actual: 'absent' });
  else judgeText(shape, shape.error, body, treeOf(body), found);
}

function judgeDocument(
  shape: Shape,
  line: DocumentLine,
  { body, headers }: Answer,
  tree: Tree | undefined,
  found: Violation[],
): void {
  if (!judgeText(shape, line, body, tree, found)) return;
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? 'absent';
  if (type.split(';')[0]!.trim().toLowerCase() !== shape.mediaType)
    found.push({ aspect: 'content-type', what: 'Content-Type', expected: shape.mediaType, actual: type });
}

/** @returns whether it is a document at all. */
function judgeText(
  shape: Shape,
  line: DocumentLine,
  body: Buffer,
  tree: Tree | undefined,
  found: Violation[],
): boolean {
  const root = line.root.join(' or ');
  const broken = malformation(body);
  if (!tree || broken !== undefined) {
    const actual = `${broken ?? 'no element'}: ${clip(body.toString('utf8'))}`;
    found.push({ aspect: 'root', what: 'the document', expected: `a document <${root}>`, actual });
    return false;
  }
  if (!line.root.includes(tree.root.name))
    found.push({ aspect: 'root', what: 'the root', expected: root, actual: tree.root.name });
  const namespace = line.namespace ?? shape.namespace;
  if (namespace !== 'any' && tree.namespace !== namespace)
    found.push({
      aspect: 'namespace',
      what: 'the namespace',
      expected: named(namespace),
      actual: named(tree.namespace),
    });
  const start = body.subarray(0, 200).toString('utf8').trimStart();
  if (!start.startsWith('<?xml '))
    found.push({ aspect: 'declaration', what: 'the beginning', expected: '<?xml …?>', actual: clip(start) });
  judgeElements(tree.root, line.elements, line.others, '', found);
  judgeOrder(tree.root, line.order ?? [], found);
  return true;
}

function judgeElements(
  parent: Element,
  wanted: Elements,
  others: string | undefined,
  path: string,
  found: Violation[],
): void {
  const counts = new Map<string, number>();
  for (const child of parent.children) {
    counts.set(child.name, (counts.get(child.name) ?? 0) + 1);
    const line = wanted[child.name];
    const place = path + child.name;
    if (line) {
      if (line.is) judgeForm(line.is, child.text, place, found);
      if (line.elements || line.others !== undefined)
        judgeElements(child, line.elements ?? {}, line.others, `${place}/`, found);
    } else if (others === undefined || !patternOf(others).test(child.name)) {
      found.push({ aspect: 'other-elements', what: place, expected: 'an element of the reference', actual: 'another' });
    }
  }
  for (const [name, line] of Object.entries(wanted)) {
    const count = counts.get(name) ?? 0;
    const allowed = line.count === 'any' || count === 1 || (count === 0 && line.count === 'optional');
    if (!allowed)
      found.push({
        aspect: 'elements',
        what: path + name,
        expected: line.count === 'optional' ? 'at most once' : 'once',
        actual: count === 0 ? 'absent' : `${count} times`,
      });
  }
}

const patterns = new Map<string, RegExp>();

function patternOf(text: string): RegExp {
  const pattern = patterns.get(text) ?? new RegExp(text, 'u');
  patterns.set(text, pattern);
  return pattern;
}

function judgeOrder(root: Element, order: readonly string[], found: Violation[]): void {
  const seen = root.children.map(({ name }) => name).filter((name) => order.includes(name));
  const wanted = order.filter((name) => seen.includes(name));
  if (new Set(seen).size !== seen.length || seen.every((name, i) => name === wanted[i])) return;
  found.push({ aspect: 'order', what: 'the order of elements', expected: wanted.join(', '), actual: seen.join(', ') });
}

const DAY = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
const FORMS: Readonly<Record<Form, { aspect: Aspect; pattern: RegExp; says: string }>> = {
  etag: { aspect: 'etag', pattern: /^"[^"]+"$/, says: 'in double quotes' },
  'bare-etag': { aspect: 'etag', pattern: /^[^"]+$/, says: 'without quotes' },
  'iso-date': {
    aspect: 'dates',
    pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
    says: 'YYYY-MM-DDTHH:MM:SS.mmmZ',
  },
  'http-date': {
    aspect: 'dates',
    pattern: new RegExp(`^${DAY}, \\d\\d ${MONTH} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT$`),
    says: 'an HTTP date (Sun, 06 Nov 1994 08:49:37 GMT)',
  },
  integer: { aspect: 'values', pattern: /^\d+$/, says: 'digits' },
  boolean: { aspect: 'values', pattern: /^(true|false)$/, says: 'true or false' },
};

function judgeForm(form: Form, text: string, what: string, found: Violation[]): void {
  const { aspect, pattern, says } = FORMS[form];
  if (!pattern.test(text)) found.push({ aspect, what, expected: says, actual: text === '' ? 'empty' : clip(text) });
  else if (form === 'iso-date' && !/\.\d{3}Z$/.test(text))
    found.push({ aspect: 'milliseconds', what, expected: 'three digits after the seconds', actual: text });
}

const clip = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
const named = (namespace: string): string => (namespace === '' ? 'none' : namespace);
